"""Which alerts are made: what the landing zone says, and over it the environment, and over that the product."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ...azure import alerts
from ...azure.alerts import AlertRule, Default, Kind
from ...azure.clouds import CloudName
from ..models.alerts import Contacts, LogRule, RuleSettings
from ..models.environments import Environment
from ..models.landing_zone import LandingZone
from ..models.products import Product

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


#: What a team's own rules watch, of a product and of the landing zone.
_OWN_TARGETS: Mapping[str, str] = {"product": "workspace", "landing_zone": "logs"}
#: Types in the naming rules by where alerts come from.
_TYPES = {
    Kind.METRIC: "metric_alert",
    Kind.LOG: "log_alert",
    Kind.ACTIVITY: "activity_log_alert",
    Kind.EVENT: "event_subscription",
}


def alert_type(rule: AlertRule) -> str:
    """The type of an alert rule in the naming rules."""
    return _TYPES[rule.kind]


def alert_words(rule: str, label: str = "") -> str:
    """An alert rule in words with dashes, as its name contains it.

    Args:
        rule: its name.
        label: the layer, for a rule on the accounts of the lake.
    """
    return "-".join(word for word in (rule.replace("_", "-"), label) if word)


def product_contacts(zone: LandingZone, product: Product) -> Contacts:
    """The contacts of a product's alerts: its own, else those of the landing zone."""
    own = product.alerts.contacts
    return own if own.anybody else zone.alerts.contacts


def product_alerts_on(zone: LandingZone, environment: Environment, product: Product) -> bool:
    """Whether a product has alerts in an environment."""
    settings = (product.alerts.enabled, environment.alerts.enabled, zone.alerts.enabled)
    return next((enabled for enabled in settings if enabled is not None), product_contacts(zone, product).anybody)


def product_alerts(zone: LandingZone, environment: Environment, product: Product) -> tuple[Alert, ...]:
    """The alerts of a product in an environment."""
    if not product_alerts_on(zone, environment, product):
        return ()
    layers = (zone.alerts.rules, environment.alerts.rules, product.alerts.rules)
    by_table = _alerts("product", layers, zone.cloud, environment.is_production)
    return (
        *by_table,
        *(_own(name, rule, _OWN_TARGETS["product"]) for name, rule in sorted(product.alerts.log_rules.items())),
    )


def core_alerts_on(zone: LandingZone) -> bool:
    """Whether the landing zone has alerts of its own."""
    settings = zone.alerts
    return settings.contacts.anybody if settings.enabled is None else settings.enabled


def core_alerts(zone: LandingZone) -> tuple[Alert, ...]:
    """The alerts of the landing zone itself. The resources that they watch may not exist."""
    if not core_alerts_on(zone):
        return ()
    made = _alerts("landing_zone", (zone.alerts.rules,), zone.cloud, production=True)
    own = (_own(name, rule, _OWN_TARGETS["landing_zone"]) for name, rule in sorted(zone.alerts.log_rules.items()))
    return (*made, *own)


def alert_targets(of: str) -> tuple[str, ...]:
    """What the rules of a `product` or of the `landing_zone` watch, those of a team's own included; sorted."""
    return tuple(sorted({rule.target for rule in alerts.rules(of).values()} | {_OWN_TARGETS[of]}))


def settings_of(rule: str, layers: Sequence[Mapping[str, RuleSettings]]) -> RuleSettings:
    """The settings of a rule from all layers; a later layer takes precedence."""
    values: dict[str, object] = {}
    for layer in layers:
        if rule in layer:
            values.update({key: value for key, value in layer[rule] if value is not None})
    return RuleSettings.model_validate(values)


def _alerts(
    of: str, layers: Sequence[Mapping[str, RuleSettings]], cloud: CloudName, production: bool
) -> tuple[Alert, ...]:
    rows = []
    for name, rule in alerts.rules(of).items():
        settings = settings_of(name, layers)
        usual = rule.default is Default.EVERYWHERE or (rule.default is Default.PRODUCTION and production)
        if (usual and cloud in rule.clouds) if settings.enabled is None else settings.enabled:
            threshold = rule.threshold if settings.threshold is None else settings.threshold
            rows.append(
                Alert(
                    rule=rule,
                    severity=rule.severity if settings.severity is None else settings.severity,
                    threshold=None if threshold is None else threshold * rule.factor,
                    window=settings.window or rule.window,
                    frequency=settings.frequency or rule.frequency,
                    auto_resolve=settings.auto_resolve is not False,
                )
            )
    return tuple(rows)


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
