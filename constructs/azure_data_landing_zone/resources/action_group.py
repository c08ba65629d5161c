"""Action groups."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Unpack

from .. import templates
from ..engine import azurerm
from ..engine.framework import Construct
from ..engine.parameters import ArgumentError, Known, place
from .base import AzureResource, Further
from .kinds import ResourceGroupRef


@dataclass(frozen=True)
class WebhookReceiver:
    """A web hook that is told.

    Attributes:
        name: its name in the action group.
        address: where it is; may be a reference to a sensitive variable.
        object_id: the application of Entra ID that Azure calls it as; empty if it does not sign in.
        identifier_uri: that application's id URI; empty if Azure is to look it up.
        tenant_id: that application's tenant; empty for the subscription's.
    """

    name: str
    address: str
    object_id: str = ""
    identifier_uri: str = ""
    tenant_id: str = ""


class ActionGroup(AzureResource, azurerm.monitor_action_group.MonitorActionGroup):
    """The receivers of an alert, in the common alert schema."""

    def __init__(
        self,
        scope: Construct,
        id_: str,
        *,
        name: str,
        short_name: str,
        resource_group: ResourceGroupRef,
        emails: Known[Sequence[str]] = (),
        webhooks: Sequence[WebhookReceiver] = (),
        tags: Mapping[str, str] | None = None,
        **further: Unpack[Further],
    ) -> None:
        """The receivers of an alert, in the common alert schema.

        Args:
            name: 1 to 260 characters.
            short_name: what emails and messages call it, 1 to 12 characters.
            resource_group: where it lies; the group itself is global.
            emails: addresses.
            webhooks: web hooks.
            tags: default none.

        Raises:
            ArgumentError: nobody would be told, or the short name has too many characters.
        """
        if not emails and not webhooks:
            raise ArgumentError(
                f"ActionGroup {place(scope, id_)}: emails and webhooks are empty, allowed: at least one receiver"
            )
        if len(short_name) > 12 and not templates.is_evaluated(short_name):
            given = f"ActionGroup {place(scope, id_)}: short_name is {short_name!r}"
            raise ArgumentError(f"{given}, allowed: 1 to 12 characters")
        group = azurerm.monitor_action_group
        super().__init__(
            scope,
            id_,
            further=further,
            name=name,
            short_name=short_name,
            resource_group_name=resource_group.name,
            location="global",
            enabled=True,
            email_receiver=[
                group.MonitorActionGroupEmailReceiver(name=email, email_address=email, use_common_alert_schema=True)
                for email in emails
            ]
            or None,
            webhook_receiver=[
                group.MonitorActionGroupWebhookReceiver(
                    name=webhook.name,
                    service_uri=webhook.address,
                    use_common_alert_schema=True,
                    aad_auth=None
                    if not webhook.object_id
                    else group.MonitorActionGroupWebhookReceiverAadAuth(
                        object_id=webhook.object_id,
                        identifier_uri=webhook.identifier_uri or None,
                        tenant_id=webhook.tenant_id or None,
                    ),
                )
                for webhook in webhooks
            ]
            or None,
            tags=tags,
        )
