"""Who is told what, and when."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, Field, StringConstraints, model_validator

from ...azure import alerts
from .base import Guid, Model, Slug, arm_id, keys_among

Email = Annotated[str, StringConstraints(pattern=r"^[^@\s]+@[^@\s]+\.[^@\s.]+$", max_length=254)]
ActionGroupId = Annotated[str, arm_id("Microsoft.Insights/actionGroups")]


def _address(text: str) -> str:
    if not text.startswith("https://") or len(text) < 12 or any(character.isspace() for character in text):
        raise ValueError("must be an address that begins with https://")
    return text


class WebhookIdentity(Model):
    """The application of Entra ID that Azure calls a webhook as."""

    object_id: Guid
    """Object id of the application that protects the webhook."""
    identifier_uri: Annotated[str, StringConstraints(pattern=r"^(api|https)://\S+$")] | None = None
    """Its application id URI; by default Azure looks it up."""
    tenant_id: Guid | None = None
    """Its tenant, if not that of the landing zone."""


class Webhook(Model):
    """A web hook that alerts are sent to, in Azure's common alert schema."""

    address: Annotated[str, AfterValidator(_address)] | None = None
    """Where it is. Left out, it is a secret, as that of a chat channel is: Terraform is given it in the sensitive
    variable `alert_webhook_<name>`, with `_` in the place of `-`."""
    entra_id: WebhookIdentity | None = None
    """Whether Azure signs in when it calls; by default it does not."""


class Contacts(Model):
    """Who is told."""

    emails: list[Email] = Field(default_factory=list)
    """Addresses of people or distribution lists."""
    webhooks: dict[Slug, Webhook] = Field(default_factory=dict)
    """Web hooks, by a name of your choice."""
    action_groups: list[ActionGroupId] = Field(default_factory=list)
    """Action groups that exist already, such as that of a central operations team."""

    @property
    def anybody(self) -> bool:
        """Whether somebody is told."""
        return bool(self.emails or self.webhooks or self.action_groups)

    @property
    def receivers(self) -> bool:
        """Whether an action group of our own is needed."""
        return bool(self.emails or self.webhooks)


Duration = Literal[
    "PT1M",
    "PT5M",
    "PT10M",
    "PT15M",
    "PT30M",
    "PT45M",
    "PT1H",
    "PT2H",
    "PT3H",
    "PT4H",
    "PT5H",
    "PT6H",
    "PT12H",
    "P1D",
    "P2D",
]
Severity = Annotated[int, Field(ge=0, le=4)]


class RuleSettings(Model):
    """What is other than usual about an alert rule."""

    enabled: bool | None = None
    """Whether it is made; the guide's table says where it is by default."""
    severity: Severity | None = None
    """0 critical, 1 error, 2 warning, 3 informational, 4 verbose."""
    threshold: float | None = None
    """When it fires, in the rule's own unit."""
    window: Duration | None = None
    """How far each evaluation looks back, such as `PT15M`."""
    frequency: Duration | None = None
    """How often it is evaluated, such as `PT5M`."""
    auto_resolve: bool | None = None
    """Whether the alert is resolved once its condition is gone. Default true."""


class LogRule(Model):
    """An alert rule of your own: a query over what Log Analytics holds of the product, or all of it."""

    query: Annotated[str, StringConstraints(min_length=1, max_length=16000)]
    """The query (KQL). Without `measure` each row that it returns counts."""
    description: str
    """What to think of it, for whoever gets the alert."""
    measure: str | None = None
    """A column of numbers that is aggregated in place of counting rows."""
    aggregation: Literal["count", "average", "minimum", "maximum", "total"] = "count"
    """How what the window holds becomes one number; `count` without `measure`, another one with it."""
    operator: Literal["greater_than", "greater_than_or_equal", "less_than", "less_than_or_equal", "equal"] = (
        "greater_than"
    )
    """How that number is compared with `threshold`."""
    threshold: float = 0
    """When it fires."""
    dimensions: list[Annotated[str, StringConstraints(min_length=1)]] = Field(default_factory=list, max_length=6)
    """Columns; each of their values has an alert of its own."""
    severity: Severity = 3
    """0 critical, 1 error, 2 warning, 3 informational, 4 verbose."""
    window: Duration = "PT15M"
    """How far each evaluation looks back."""
    frequency: Duration = "PT15M"
    """How often it is evaluated."""
    auto_resolve: bool = True
    """Whether the alert is resolved once its condition is gone."""

    @model_validator(mode="after")
    def _measured(self) -> LogRule:
        if (self.measure is None) != (self.aggregation == "count"):
            raise ValueError("`aggregation` is `count` where rows are counted, and another one with `measure`")
        return self


class EnvironmentAlerts(Model):
    """The alerts of all products in one environment."""

    enabled: bool | None = None
    """Whether there are any; by default where somebody is told."""
    rules: Annotated[dict[str, RuleSettings], keys_among(alerts.product_rule_names, "alert rule of a product")] = Field(
        default_factory=dict
    )
    """Rules that differ in this environment, by name."""


class ProductAlerts(EnvironmentAlerts):
    """The alerts of a product."""

    contacts: Contacts = Contacts()
    """Who is told; by default who is told by the landing zone."""
    log_rules: dict[Slug, LogRule] = Field(default_factory=dict)
    """Rules of your own over the logs of the product's workspace, by a name of your choice."""


class LandingZoneAlerts(Model):
    """The alerts of the landing zone, and what those of its products are like unless they say otherwise."""

    enabled: bool | None = None
    """Whether there are any; by default where somebody is told."""
    contacts: Contacts = Contacts()
    """Who is told about the core services, and about products that name nobody."""
    rules: Annotated[dict[str, RuleSettings], keys_among(alerts.rule_names, "alert rule")] = Field(default_factory=dict)
    """Rules that differ, by name: of the landing zone, and of all products."""
    log_rules: dict[Slug, LogRule] = Field(default_factory=dict)
    """Rules of your own over the whole Log Analytics workspace, by a name of your choice."""
