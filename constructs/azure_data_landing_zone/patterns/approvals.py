"""Approval of private endpoints that a service makes in a managed network of its own."""

from __future__ import annotations

from ..config.layout.core import CoreLayout
from ..config.layout.links import LinkEndpoint
from ..engine import turns
from ..engine.azapi_existing import AzapiList, AzapiUpdate
from ..engine.literals import reference
from ..resources import AzureResource, Identified
from ..templates import quoted
from .azapi import provide_azapi
from .base import Pattern


class EndpointApproval(Pattern):
    """Approves a managed endpoint at its target, in the stack that makes the endpoint (docs/decisions/0012).

    Attributes:
        approval: what waits until the endpoint may be used.
    """

    def __init__(
        self,
        endpoint: AzureResource,
        id_: str,
        *,
        config: LinkEndpoint,
        core: CoreLayout,
        target: Identified | None = None,
    ) -> None:
        """Approves a managed endpoint at its target, in the stack that makes the endpoint (docs/decisions/0012).

        The target calls the connection by a name that Azure makes up, so the one that leads to this endpoint is looked
        for among all of its connections, once the endpoint exists.

        Args:
            endpoint: the endpoint; the approval becomes its child.
            config: its name, and what it leads to.
            target: what it leads to; its construct, if it is made in this stack. Default the id in `config`.
            core: says which cloud and tenant azapi works in.
        """
        super().__init__(endpoint, id_)
        provide_azapi(self, core)
        type_ = f"{config.target.type}/privateEndpointConnections"
        connections = AzapiList(
            self,
            "connections",
            type_=type_,
            parent_id=config.target.id,
            response_export_values={
                "connections": (
                    "value[].{name: name, endpoint: properties.privateEndpoint.id, "
                    "status: properties.privateLinkServiceConnectionState.status}"
                )
            },
            depends_on=[endpoint],
        )
        # What an endpoint of the same name left behind stays in the list as disconnected.
        mine = (
            f'endswith(lower(coalesce(c.endpoint, "-")), {quoted(f"/{config.name_at_target.lower()}")}) '
            '&& coalesce(c.status, "-") != "Disconnected"'
        )
        self.approval: AzapiUpdate = AzapiUpdate(
            self,
            "approval",
            type_=type_,
            # A connection that is gone, or was never made, fails by a name that says so, and can still be destroyed.
            name=reference(
                f"coalesce(one([for c in {connections.address}.output.connections : c.name if {mine}]), "
                f"{quoted(f'none-of-{config.name_at_target}')})"
            ),
            parent_id=config.target.id,
            body={
                "properties": {
                    "privateLinkServiceConnectionState": {
                        "status": "Approved",
                        "description": f"Managed network of {config.service.name}",
                    }
                }
            },
            # Azure refuses two changes of one target at a time.
            locks=[config.target.id],
        )
        # The next endpoint to the target waits for the approval, not only for this endpoint.
        turns.take(endpoint, [(target or config.target).id], self.approval)
