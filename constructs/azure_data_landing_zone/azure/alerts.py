"""The alert rules that we make, as data, and what Azure allows of one."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Literal, TypeAlias

from . import tables
from .clouds import CloudName

#: The durations of rules, in minutes.
DURATIONS: Mapping[str, int] = {
    "PT1M": 1,
    "PT5M": 5,
    "PT10M": 10,
    "PT15M": 15,
    "PT30M": 30,
    "PT45M": 45,
    "PT1H": 60,
    "PT2H": 120,
    "PT3H": 180,
    "PT4H": 240,
    "PT5H": 300,
    "PT6H": 360,
    "PT12H": 720,
    "P1D": 1440,
    "P2D": 2880,
}


class Kind(StrEnum):
    """Where an alert comes from."""

    METRIC = "metric"
    LOG = "log"
    ACTIVITY = "activity"
    EVENT = "event"


class Default(StrEnum):
    """Where a rule is on without being asked for."""

    EVERYWHERE = "everywhere"
    PRODUCTION = "production"
    REQUEST = "request"


# A query that runs every minute must do without `union`, which ours need, so logs begin at five.
_LOG = ("PT5M", "PT10M", "PT15M", "PT30M", "PT45M", "PT1H", "PT2H", "PT3H", "PT4H", "PT5H", "PT6H", "P1D")
#: How far rules may look back, by kind. Source: reference of azurerm_monitor_metric_alert and
#: azurerm_monitor_scheduled_query_rules_alert_v2.
WINDOWS: Mapping[Kind, tuple[str, ...]] = {
    Kind.METRIC: ("PT1M", "PT5M", "PT15M", "PT30M", "PT1H", "PT6H", "PT12H", "P1D"),
    Kind.LOG: (*_LOG, "P2D"),
}
#: How often rules may be evaluated, by kind.
FREQUENCIES: Mapping[Kind, tuple[str, ...]] = {
    Kind.METRIC: ("PT1M", "PT5M", "PT15M", "PT30M", "PT1H"),
    Kind.LOG: _LOG,
}


def minutes(duration: str) -> int:
    """The minutes of a duration that a rule may have, such as `PT1H`.

    Raises:
        KeyError: no rule may have it.
    """
    return DURATIONS[duration]


#: How values of a window become one, and how that one is compared with the threshold, in alerts over metrics and over
#: logs; 0 is critical. Source: azurerm 4.81, `monitor_metric_alert` and `monitor_scheduled_query_rules_alert_v2`, read
#: 2026-11-27.
Aggregation: TypeAlias = Literal["Average", "Count", "Minimum", "Maximum", "Total"]
MetricOperator: TypeAlias = Literal["GreaterThan", "GreaterThanOrEqual", "LessThan", "LessThanOrEqual", "Equals"]
LogOperator: TypeAlias = Literal["GreaterThan", "GreaterThanOrEqual", "LessThan", "LessThanOrEqual", "Equal"]
Severity: TypeAlias = Literal[0, 1, 2, 3, 4]
#: What the activity log reports and alerts here cover.
ActivityCategory: TypeAlias = Literal["ServiceHealth", "ResourceHealth"]


@dataclass(frozen=True)
class AlertRule:
    """An alert rule; what it has besides `name` to `default` depends on its kind.

    Attributes:
        name: its key in the table, and in the configuration.
        title: for people.
        means: what to think of it.
        kind: where the alert comes from.
        target: what is watched.
        default: where it is on without being asked for.
        clouds: where Azure has it.
        severity: 0 (critical) to 4 (verbose); None for alerts of the activity log, which Azure always gives 4.
        metric: the metric.
        measure: the column of the query's answer that is measured; empty if its rows are counted.
        aggregation: how values of a window become one.
        operator: how that one is compared with the threshold.
        threshold: as `unit`.
        unit: of the threshold.
        factor: makes of the threshold what Azure measures in.
        dimensions: an alert for each value of these.
        only: the values of further dimensions that count.
        window: how far each evaluation looks back.
        frequency: how often the rule is evaluated.
        category: of the activity log.
        events: types of Event Grid's events.
    """

    name: str
    title: str
    means: str
    kind: Kind
    target: str
    default: Default
    clouds: tuple[CloudName, ...] = tuple(CloudName)
    severity: int | None = None
    metric: str = ""
    measure: str = ""
    aggregation: str = ""
    operator: str = ""
    threshold: float | None = None
    unit: str = ""
    factor: float = 1
    dimensions: tuple[str, ...] = ()
    only: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    window: str = ""
    frequency: str = ""
    category: str = ""
    events: tuple[str, ...] = ()

    def tunable(self) -> tuple[str, ...]:
        """The settings of a rule that a configuration may change."""
        if self.kind is Kind.ACTIVITY:
            return ("enabled",)
        if self.kind is Kind.EVENT:
            return ("enabled", "severity")
        return ("enabled", "severity", "threshold", "window", "frequency", "auto_resolve")


def _rule(name: str, row: Mapping[str, Any]) -> AlertRule:
    changed: dict[str, Any] = {
        "kind": Kind(row["kind"]),
        "default": Default(row["default"]),
        "dimensions": tuple(row.get("dimensions", ())),
        "events": tuple(row.get("events", ())),
        "only": {key: tuple(values) for key, values in row.get("only", {}).items()},
    }
    if "clouds" in row:
        changed["clouds"] = tuple(CloudName(cloud) for cloud in row["clouds"])
    said = {key: value for key, value in row.items() if key not in ("source", "read")}
    return AlertRule(name=name, **{**said, **changed})


@functools.cache
def rules(of: str) -> Mapping[str, AlertRule]:
    """The alert rules of a `product` or of the `landing_zone`, by name.

    Raises:
        KeyError: `of` is something else.
    """
    return {name: _rule(name, row) for name, row in tables.read("alerts")[of].items()}


def product_rule_names() -> tuple[str, ...]:
    """The names of a product's alert rules."""
    return tuple(rules("product"))


def rule_names() -> tuple[str, ...]:
    """The names of all alert rules."""
    return (*rules("product"), *rules("landing_zone"))
