"""Alerts of a product and of the landing zone: who is told, and the rules."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar, cast

from ..azure.alerts import (
    ActivityCategory,
    Aggregation,
    AlertRule,
    Kind,
    LogOperator,
    MetricOperator,
    Severity,
)
from ..config.layout.alerts import Alert, alert_targets, alert_words, core_alerts
from ..config.layout.core import CoreLayout
from ..config.layout.places import Placed
from ..config.layout.product import ProductLayout
from ..config.models.alerts import Contacts
from ..engine.azapi import AzapiResource
from ..engine.framework import Construct
from ..engine.parameters import ArgumentError, place
from ..observability import alert_query
from ..resources import (
    ActionGroup,
    ActivityLogAlert,
    EventGridSystemTopic,
    Identified,
    LogAlert,
    MetricAlert,
    ResourceGroupRef,
    WebhookReceiver,
)
from .azapi import provide_azapi
from .base import Pattern
from .diagnostics import send_diagnostics
from .variables import sensitive_variable

_SHORT_NAME = 12


@dataclass(frozen=True)
class Watched:
    """A resource that alerts watch.

    Attributes:
        resource: the resource.
        type: its Azure resource type.
        label: what tells it from others of its kind; empty if there is one.
    """

    resource: Identified
    type: str
    label: str = ""


class _Alerts(Pattern):
    """The base of alerts of products and of the landing zone."""

    #: Whose rules these are.
    _OF: ClassVar[str]

    def __init__(
        self,
        scope: Construct,
        id_: str,
        *,
        core: CoreLayout,
        owner: str,
        contacts: Contacts,
        action_group: Placed,
        short_name: str,
        resource_group: ResourceGroupRef,
        tags: Mapping[str, str],
        watched: Mapping[str, Sequence[Watched]],
    ) -> None:
        targets = alert_targets(self._OF)
        if unknown := [key for key in watched if key not in targets]:
            raise ArgumentError(
                f"{type(self).__name__} {place(scope, id_)}: watched has the key {unknown[0]!r}, which no rule "
                f"watches, allowed: {', '.join(targets)}"
            )
        super().__init__(scope, id_)
        self._watched = watched
        self._core = core
        self._owner = owner
        self._resource_group = resource_group
        self._tags = tags
        self.action_groups: list[str] = list(contacts.action_groups)
        if contacts.receivers:
            own = ActionGroup(
                self,
                "action-group",
                name=action_group.name,
                short_name=short_name[:_SHORT_NAME].rstrip("-"),
                resource_group=resource_group,
                emails=contacts.emails,
                webhooks=[self._webhook(name, contacts) for name in sorted(contacts.webhooks)],
                tags=tags,
            )
            self.action_groups.insert(0, own.id)

    def _webhook(self, name: str, contacts: Contacts) -> WebhookReceiver:
        config = contacts.webhooks[name]
        variable = f"alert_webhook_{name.replace('-', '_')}"
        address = config.address or sensitive_variable(self, variable, f"Address of the web hook {name!r} for alerts")
        if config.entra_id is None:
            return WebhookReceiver(name, address)
        return WebhookReceiver(
            name,
            address,
            object_id=config.entra_id.object_id,
            identifier_uri=config.entra_id.identifier_uri or "",
            tenant_id=config.entra_id.tenant_id or self._core.landing_zone.tenant_id,
        )

    def _make(self, alerts: Sequence[Alert]) -> None:
        """The rules, each once for everything that it watches; not those whose target does not exist."""
        for alert in alerts:
            targets = self._watched.get(alert.rule.target, ())
            if alert.rule.kind is Kind.ACTIVITY:
                if targets:
                    self._activity(alert, targets)
            else:
                make = {Kind.METRIC: self._metric, Kind.LOG: self._log, Kind.EVENT: self._event}[alert.rule.kind]
                for target in targets:
                    make(alert, target)

    def _id(self, alert: Alert, label: str = "") -> str:
        own = "own-" if alert.query else ""
        return f"{own}{alert_words(alert.rule.name, label)}"

    def _name(self, rule: AlertRule, label: str) -> str:
        """The name of a rule."""
        raise NotImplementedError

    def _activity(self, alert: Alert, targets: Sequence[Watched]) -> None:
        ActivityLogAlert(
            self,
            self._id(alert),
            name=self._name(alert.rule, ""),
            resource_group=self._resource_group,
            description=alert.rule.means,
            targets=[target.resource.id for target in targets],
            category=cast("ActivityCategory", alert.rule.category),
            action_groups=self.action_groups,
            tags=self._tags,
        )

    def _metric(self, alert: Alert, target: Watched) -> None:
        if alert.severity is None or alert.threshold is None:
            raise ValueError(f"the alert rule {alert.rule.name!r} has no severity or no threshold")
        MetricAlert(
            self,
            self._id(alert, target.label),
            name=self._name(alert.rule, target.label),
            resource_group=self._resource_group,
            description=alert.rule.means,
            target=target.resource,
            target_type=target.type,
            metric=alert.rule.metric,
            aggregation=cast("Aggregation", alert.rule.aggregation),
            operator=cast("MetricOperator", alert.rule.operator),
            threshold=alert.threshold,
            severity=cast("Severity", alert.severity),
            window=alert.window,
            frequency=alert.frequency,
            dimensions=alert.rule.dimensions,
            only=alert.rule.only,
            auto_resolve=alert.auto_resolve,
            action_groups=self.action_groups,
            tags=self._tags,
        )

    def _log(self, alert: Alert, target: Watched) -> None:
        if alert.severity is None or alert.threshold is None:
            raise ValueError(f"the alert rule {alert.rule.name!r} has no severity or no threshold")
        LogAlert(
            self,
            self._id(alert, target.label),
            name=self._name(alert.rule, target.label),
            resource_group=self._resource_group,
            title=f"{alert.rule.title} ({self._owner})",
            description=alert.rule.means,
            target=target.resource,
            query=alert.query or alert_query(alert.rule.name),
            measure=alert.rule.measure,
            aggregation=cast("Aggregation", alert.rule.aggregation),
            operator=cast("LogOperator", alert.rule.operator),
            threshold=alert.threshold,
            severity=cast("Severity", alert.severity),
            window=alert.window,
            frequency=alert.frequency,
            dimensions=alert.rule.dimensions,
            auto_resolve=alert.auto_resolve,
            action_groups=self.action_groups,
            tags=self._tags,
        )

    def _event(self, alert: Alert, target: Watched) -> None:
        raise ValueError(f"{self._owner} has no events for the alert rule {alert.rule.name!r} on {target.type}")


class ProductAlerts(_Alerts):
    """The alerts of a product in one environment, with an action group of its own.

    Attributes:
        action_groups: ids of those who are told.
    """

    _OF = "product"

    def __init__(
        self,
        scope: Construct,
        id_: str,
        *,
        layout: ProductLayout,
        resource_group: ResourceGroupRef,
        watched: Mapping[str, Sequence[Watched]],
    ) -> None:
        """The alerts of a product in one environment, with an action group of its own.

        Args:
            layout: names, ids and settings of the product.
            resource_group: its resource group.
            watched: what is watched, by what the rules call it.

        Raises:
            ArgumentError: no rule watches something that is called so.
        """
        super().__init__(
            scope,
            id_,
            core=layout.core,
            owner=layout.stack,
            contacts=layout.contacts,
            action_group=layout.action_group,
            short_name=layout.product.name,
            resource_group=resource_group,
            tags=layout.tags,
            watched=watched,
        )
        self._layout = layout
        self._make(layout.alerts)

    def _name(self, rule: AlertRule, label: str) -> str:
        return self._layout.alert_name(rule, label)

    def _event(self, alert: Alert, target: Watched) -> None:
        """Events of the vault that become alerts. Only CloudEvents can, and azurerm knows no such destination.

        Source: Microsoft Learn "Handle Azure Key Vault system events using Monitor alerts".
        """
        provide_azapi(self, self._core)
        topic = EventGridSystemTopic(
            self,
            "key-vault-topic",
            name=self._layout.key_vault_topic.name,
            resource_group=self._resource_group,
            location=self._layout.location,
            source=target.resource,
            topic_type="Microsoft.KeyVault.vaults",
            tags=self._tags,
        )
        send_diagnostics(topic, "Microsoft.EventGrid/systemTopics", self._core.log_analytics_workspace_id)
        AzapiResource(
            self,
            self._id(alert),
            type_="Microsoft.EventGrid/systemTopics/eventSubscriptions",
            name=self._name(alert.rule, ""),
            parent_id=topic.id,
            body={
                "properties": {
                    "eventDeliverySchema": "CloudEventSchemaV1_0",
                    "filter": {"includedEventTypes": list(alert.rule.events)},
                    "destination": {
                        "endpointType": "MonitorAlert",
                        "properties": {
                            "severity": f"Sev{alert.severity}",
                            "description": f"{alert.rule.title} ({self._owner}): {alert.rule.means}",
                            "actionGroups": self.action_groups,
                        },
                    },
                }
            },
        )


class LandingZoneAlerts(_Alerts):
    """The alerts of the landing zone itself, with the platform team's action group.

    Attributes:
        action_groups: ids of those who are told.
    """

    _OF = "landing_zone"

    def __init__(
        self,
        scope: Construct,
        id_: str,
        *,
        core: CoreLayout,
        resource_group: ResourceGroupRef,
        watched: Mapping[str, Sequence[Watched]],
        tags: Mapping[str, str],
    ) -> None:
        """The alerts of the landing zone itself, with the platform team's action group.

        Args:
            core: names, ids and settings.
            resource_group: where they lie.
            watched: what is watched, by what the rules call it.
            tags: of every resource.

        Raises:
            ArgumentError: no rule watches something that is called so.
        """
        zone = core.landing_zone
        super().__init__(
            scope,
            id_,
            core=core,
            owner=zone.name,
            contacts=zone.alerts.contacts,
            action_group=core.action_group,
            short_name=zone.name,
            resource_group=resource_group,
            tags=tags,
            watched=watched,
        )
        self._make(core_alerts(zone))

    def _name(self, rule: AlertRule, label: str) -> str:
        return self._core.alert_name(rule.name, label)
