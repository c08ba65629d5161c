"""Which alerts are made: what the landing zone says, and over it the environment, and over that the product."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ...azure import alerts
from ...azure.alerts import AlertRule, Default, Kind
from ...azure.clouds import CloudName
from ..models.alerts import Contacts, LogRule, RuleSettings

if TYPE_CHECKING:
    from .core import CoreLayout
    from .product import ProductLayout

_OPERATORS = {
    "greater_than": "GreaterThan",
    "greater_than_or_equal": "GreaterThanOrEqual",
    "less_than": "LessThan",
    "less_than_or_equal": "LessThanOrEqual",
    "equal": "Equal",
}


@dataclass(frozen=True)
class Alert:
    """An alert rule as it is made.

    Attributes:
        rule: what it is by the table, or by the configuration if it is one of a team's own.
        severity: 0 to 4; None for alerts of the activity log.
        threshold: when it fires, in what Azure measures in.
        window: how far each evaluation looks back.
        frequency: how often it is evaluated.
        auto_resolve: whether the alert is resolved once its condition is gone.
        query: of one of a team's own.
    """

    rule: AlertRule
    severity: int | None
    threshold: float | None
    window: str
    frequency: str
    auto_resolve: bool
    query: str = ""


def product_contacts(layout: ProductLayout) -> Contacts:
    """Who is told about a product: whom it names, else whom the landing zone names."""
    own = layout.product.alerts.contacts
    return own if own.anybody else layout.core.landing_zone.alerts.contacts


def product_alerts_on(layout: ProductLayout) -> bool:
    """Whether a product has alerts in its environment."""
    zone = layout.core.landing_zone
    said = (layout.product.alerts.enabled, layout.environment.alerts.enabled, zone.alerts.enabled)
    return next((on for on in said if on is not None), product_contacts(layout).anybody)


def product_alerts(layout: ProductLayout) -> Sequence[Alert]:
    """The alerts of a product in its environment."""
    if not product_alerts_on(layout):
        return ()
    zone = layout.core.landing_zone
    layers = (zone.alerts.rules, layout.environment.alerts.rules, layout.product.alerts.rules)
    made = _alerts("product", layers, zone.cloud, layout.environment.is_production)
    return (*made, *(_own(name, rule, "workspace") for name, rule in sorted(layout.product.alerts.log_rules.items())))


def core_alerts_on(core: CoreLayout) -> bool:
    """Whether the landing zone has alerts of its own."""
    settings = core.landing_zone.alerts
    return settings.contacts.anybody if settings.enabled is None else settings.enabled


def core_alerts(core: CoreLayout) -> Sequence[Alert]:
    """The alerts of the landing zone itself; what one would watch may not exist."""
    if not core_alerts_on(core):
        return ()
    zone = core.landing_zone
    made = _alerts("landing_zone", (zone.alerts.rules,), zone.cloud, production=True)
    own = (_own(name, rule, "logs") for name, rule in sorted(zone.alerts.log_rules.items()))
    return (*made, *own)


def settings_of(rule: str, layers: Sequence[Mapping[str, RuleSettings]]) -> RuleSettings:
    """What the layers say of a rule together; a later one counts more."""
    said: dict[str, object] = {}
    for layer in layers:
        if rule in layer:
            said.update({key: value for key, value in layer[rule] if value is not None})
    return RuleSettings.model_validate(said)


def _alerts(
    of: str, layers: Sequence[Mapping[str, RuleSettings]], cloud: CloudName, production: bool
) -> tuple[Alert, ...]:
    found = []
    for name, rule in alerts.rules(of).items():
        said = settings_of(name, layers)
        usual = rule.default is Default.EVERYWHERE or (rule.default is Default.PRODUCTION and production)
        if (usual and cloud in rule.clouds) if said.enabled is None else said.enabled:
            threshold = rule.threshold if said.threshold is None else said.threshold
            found.append(
                Alert(
                    rule=rule,
                    severity=rule.severity if said.severity is None else said.severity,
                    threshold=None if threshold is None else threshold * rule.factor,
                    window=said.window or rule.window,
                    frequency=said.frequency or rule.frequency,
                    auto_resolve=said.auto_resolve is not False,
                )
            )
    return tuple(found)


def _own(name: str, rule: LogRule, target: str) -> Alert:
    return Alert(
        rule=AlertRule(
            name=name,
            title=name.replace("-", " ").capitalize(),
            means=rule.description,
            kind=Kind.LOG,
            target=target,
            default=Default.REQUEST,
            measure=rule.measure or "",
            aggregation=rule.aggregation.capitalize(),
            operator=_OPERATORS[rule.operator],
            dimensions=tuple(rule.dimensions),
        ),
        severity=rule.severity,
        threshold=rule.threshold,
        window=rule.window,
        frequency=rule.frequency,
        auto_resolve=rule.auto_resolve,
        query=rule.query,
    )
