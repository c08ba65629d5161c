"""Checks of alerts: whether somebody is told, and whether Azure takes the rules."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from ...azure import alerts
from ...azure.alerts import FREQUENCIES, WINDOWS, AlertRule, Kind, minutes
from ..layout.alerts import core_alerts_on, settings_of
from ..models.alerts import LogRule, RuleSettings
from ..reading.document import Path_
from ..reading.problems import Problem
from .subject import Check, Subject

Report = Callable[[Path_, str], Problem]
#: Settings by rule of one layer, where they stand, and how a problem there is told.
Layer = tuple[Mapping[str, RuleSettings], Path_, Report]

_NOBODY = (
    "alerts are on and nobody is told: give alerts.contacts an email, a webhook or an action group that exists, or "
    "leave alerts off"
)


def _told(subject: Subject) -> Iterator[Problem]:
    """Alerts that are on are for somebody."""
    configuration = subject.configuration
    zone = configuration.landing_zone
    if core_alerts_on(zone) and not zone.alerts.contacts.anybody:
        yield subject.problem(("alerts", "enabled"), _NOBODY)
        return
    for deployment, layout in zip(configuration.deployments, configuration.products, strict=True):
        if layout.alerts_on and not layout.contacts.anybody:
            if layout.product.alerts.enabled:
                yield subject.product_problem(deployment, ("alerts", "enabled"), _NOBODY)
            else:
                yield subject.problem(("environments", deployment.environment, "alerts", "enabled"), _NOBODY)


def _layers(subject: Subject) -> Iterator[Sequence[Layer]]:
    """The layers of settings: of the landing zone alone, and of every product in its environment."""
    configuration = subject.configuration
    zone = configuration.landing_zone
    whole: Layer = (zone.alerts.rules, ("alerts", "rules"), subject.problem)
    yield [whole]
    for name, environment in zone.environments.items():
        yield [whole, (environment.alerts.rules, ("environments", name, "alerts", "rules"), subject.problem)]
    for deployment, layout in zip(configuration.deployments, configuration.products, strict=True):
        environment = layout.environment

        def report(path: Path_, message: str, deployment: object = deployment) -> Problem:
            return subject.product_problem(deployment, path, message)  # type: ignore[arg-type]

        yield [
            whole,
            (environment.alerts.rules, (), subject.problem),
            (layout.product.alerts.rules, ("alerts", "rules"), report),
        ]


def _settings(subject: Subject) -> Iterator[Problem]:
    """The settings of a rule fit it; a problem is reported at the last layer, on top of those below."""
    known = {**alerts.rules("product"), **alerts.rules("landing_zone")}
    for layers in _layers(subject):
        said, where, report = layers[-1]
        for name, settings in said.items():
            rule = known[name]
            names = {key for key, value in settings if value is not None}
            for key in sorted(names - set(rule.tunable())):
                yield report(
                    (*where, name, key),
                    f"is nothing that {name} has ({rule.title}); it has {', '.join(rule.tunable())}",
                )
            if rule.kind in WINDOWS and names & {"window", "frequency"}:
                below = settings_of(name, [layer for layer, _, _ in layers])
                window, frequency = below.window or rule.window, below.frequency or rule.frequency
                yield from _times(rule.kind, window, frequency, settings, (*where, name), report)


def _times(
    kind: Kind, window: str, frequency: str, given: RuleSettings | LogRule, where: Path_, report: Report
) -> Iterator[Problem]:
    wrong = False
    for key, value, allowed in (("window", window, WINDOWS[kind]), ("frequency", frequency, FREQUENCIES[kind])):
        if value not in allowed:
            wrong = True
            if getattr(given, key) is not None:
                yield report((*where, key), f"is none that a {kind} alert may have; those are {', '.join(allowed)}")
    if not wrong and minutes(frequency) > minutes(window):
        key = "frequency" if given.frequency is not None else "window"
        yield report(
            (*where, key),
            f"leaves gaps: every {frequency} the rule would look back {window}; evaluate it more often, or look back "
            "further",
        )


def _log_rules(subject: Subject) -> Iterator[Problem]:
    configuration = subject.configuration
    yield from _own_rules(configuration.landing_zone.alerts.log_rules, "landing_zone", subject.problem)
    for deployment in configuration.deployments:

        def report(path: Path_, message: str, deployment: object = deployment) -> Problem:
            return subject.product_problem(deployment, path, message)  # type: ignore[arg-type]

        yield from _own_rules(deployment.product.alerts.log_rules, "product", report)


def _own_rules(rules: Mapping[str, LogRule], of: str, report: Report) -> Iterator[Problem]:
    taken: Mapping[str, AlertRule] = alerts.rules(of)
    for name, rule in rules.items():
        where: Path_ = ("alerts", "log_rules", name)
        if (other := name.replace("-", "_")) in taken:
            yield report(
                where, f"is the name of a rule of ours, which alerts.rules.{other} changes: choose another one"
            )
        yield from _times(Kind.LOG, rule.window, rule.frequency, rule, where, report)


#: The checks of alerts, with the sections of the landing zone that they read.
ALERT_CHECKS: Sequence[tuple[Check, tuple[str, ...]]] = (
    (_told, ("alerts", "environments")),
    (_settings, ("alerts", "environments")),
    (_log_rules, ("alerts",)),
)
