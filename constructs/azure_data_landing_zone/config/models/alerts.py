"""Alerts: their receivers, rules and thresholds."""

from __future__ import annotations

from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, StringConstraints, model_validator

from ...azure import alerts
from ...azure.alerts import DURATIONS
from ...azure.exposure import is_private
from .base import Distinct, Guid, Model, Number, Slug, Text, Whole, among, arm_id, default, keys_among

Email = Annotated[str, StringConstraints(pattern=r"^[^@\s]+@[^@\s]+\.[^@\s.]+$", max_length=254)]
ActionGroupId = Annotated[str, arm_id("Microsoft.Insights/actionGroups")]


def _address(text: str) -> str:
    try:
        host = urlsplit(text).hostname
    except ValueError:
        host = None
    if not text.startswith("https://") or not host or any(character.isspace() for character in text):
        raise ValueError("must be an address such as https://hooks.contoso.com/alerts")
    if "." not in host or is_private(host) or host.endswith((".local", ".internal", ".localhost")):
        raise ValueError("has a host that only a private network knows, and Azure calls webhooks from the internet")
    return text


class WebhookIdentity(Model):
    """The Entra ID application that protects a webhook."""

    object_id: Guid
    """Object id of the application."""
    identifier_uri: Annotated[str, StringConstraints(pattern=r"^(api|https)://\S+$")] | None = None
    """Application ID URI. Default: looked up by Azure."""
    tenant_id: Guid | None = None
    """Id of its tenant, if it is not the tenant of the landing zone."""


class Webhook(Model):
    """A webhook that receives alerts in Azure's common alert schema."""

    address: Annotated[str, AfterValidator(_address)] | None = None
    """URL of the webhook. Omit it if the URL is secret, such as that of a chat channel, and set the sensitive variable
    `alert_webhook_<name>` instead, with `_` for `-`."""
    entra_id: WebhookIdentity | None = None
    """Entra ID application for authenticated calls. Default: calls are not authenticated."""


class Contacts(Model):
    """Contacts that receive notifications."""

    emails: Annotated[list[Email], Distinct] = Field(default_factory=list)
    """Email addresses of users or distribution lists. Azure sends a code to an address that is new in the tenant, and
    sends no alerts to it until the code is entered, within 30 minutes after the action group was saved."""
    webhooks: dict[Slug, Webhook] = Field(default_factory=dict)
    """Webhooks, by a name of your choice."""
    action_groups: Annotated[list[ActionGroupId], Distinct] = Field(default_factory=list)
    """Ids of existing action groups, such as the one of a central operations team."""

    @property
    def anybody(self) -> bool:
        """Whether somebody is told."""
        return bool(self.emails or self.webhooks or self.action_groups)

    @property
    def receivers(self) -> bool:
        """Whether an action group of our own is needed."""
        return bool(self.emails or self.webhooks)


Duration = Annotated[str, among(lambda: tuple(DURATIONS), "duration of alert rules")]
Severity = Annotated[Whole, Field(ge=0, le=4)]


class RuleSettings(Model):
    """Changed settings of an alert rule."""

    enabled: bool | None = None
    """Whether the rule is created. The monitoring guide lists the defaults."""
    severity: Severity | None = None
    """0 critical, 1 error, 2 warning, 3 informational, 4 verbose."""
    threshold: Number | None = None
    """Threshold, in the unit of the rule."""
    window: Duration | None = None
    """Time window of each evaluation, such as `PT15M`."""
    frequency: Duration | None = None
    """Interval between evaluations, such as `PT5M`."""
    auto_resolve: bool | None = None
    """Whether the alert is resolved when its condition is no longer met. Default: true."""


class LogRule(Model):
    """A custom alert rule: a query over the logs of the product, or over the whole Log Analytics workspace."""

    query: Annotated[str, StringConstraints(min_length=1, max_length=16000)]
    """Query in KQL. Without `measure`, the rule counts the returned rows."""
    description: Text
    """Description for the recipients of the alert."""
    measure: Text | None = None
    """Numeric column to aggregate, instead of counting rows."""
    aggregation: Literal["count", "average", "minimum", "maximum", "total"] = "count"
    """Aggregation of the rows in the window: `count` without `measure`, one of the others with it."""
    operator: Literal["greater_than", "greater_than_or_equal", "less_than", "less_than_or_equal", "equal"] = (
        "greater_than"
    )
    """Comparison of the result with `threshold`."""
    threshold: Number = 0
    """Threshold of the alert."""
    dimensions: Annotated[list[Text], Distinct] = Field(default_factory=list, max_length=6)
    """Columns that split the alert: each combination of values raises a separate alert."""
    severity: Severity = 3
    """0 critical, 1 error, 2 warning, 3 informational, 4 verbose."""
    window: Duration = "PT15M"
    """Time window of each evaluation."""
    frequency: Duration = "PT15M"
    """Interval between evaluations."""
    auto_resolve: bool = True
    """Whether the alert is resolved when its condition is no longer met."""

    @model_validator(mode="after")
    def _measured(self) -> LogRule:
        if (self.measure is None) != (self.aggregation == "count"):
            raise ValueError("`aggregation` is `count` where rows are counted, and another one with `measure`")
        return self


class EnvironmentAlerts(Model):
    """Alerts of all products in one environment."""

    enabled: bool | None = None
    """Whether alerts are enabled. Default: true if there are contacts."""
    rules: Annotated[dict[str, RuleSettings], keys_among(alerts.product_rule_names, "alert rule of a product")] = Field(
        default_factory=dict
    )
    """Changed settings of rules in this environment, by name."""


class ProductAlerts(EnvironmentAlerts):
    """Alerts of a product."""

    contacts: Contacts = default(Contacts)
    """Contacts. Default: the contacts of the landing zone."""
    log_rules: dict[Slug, LogRule] = Field(default_factory=dict)
    """Custom rules over the logs of the product's workspace, by a name of your choice."""


class LandingZoneAlerts(Model):
    """Alerts of the landing zone, and defaults for the alerts of its products."""

    enabled: bool | None = None
    """Whether alerts are enabled. Default: true if there are contacts."""
    contacts: Contacts = default(Contacts)
    """Contacts for the core services, and for products without contacts."""
    rules: Annotated[dict[str, RuleSettings], keys_among(alerts.rule_names, "alert rule")] = Field(default_factory=dict)
    """Changed settings of rules, by name, for the landing zone and all products."""
    log_rules: dict[Slug, LogRule] = Field(default_factory=dict)
    """Custom rules over the whole Log Analytics workspace, by a name of your choice."""
