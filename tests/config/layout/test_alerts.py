"""Alerts: who is told, which layer counts, and what is refused where it stands."""

from __future__ import annotations

from typing import Any

import pytest

from azure_data_landing_zone import config
from azure_data_landing_zone.azure import alerts
from azure_data_landing_zone.azure.alerts import FREQUENCIES, WINDOWS, Default, Kind, minutes
from azure_data_landing_zone.config.layout.alerts import Alert, core_alerts

Json = dict[str, Any]
TOLD = {"contacts": {"emails": ["platform@contoso.com"]}}


def of(zone: Json, stack: str) -> dict[str, Alert]:
    configuration = config.parse(zone)
    if stack == "core":
        return {alert.rule.name: alert for alert in core_alerts(configuration.landing_zone)}
    (layout,) = [layout for layout in configuration.products if layout.stack == stack]
    return {alert.rule.name: alert for alert in layout.alerts}


def only(zone: Json) -> str:
    with pytest.raises(config.ConfigurationError) as caught:
        config.parse(zone)
    found = {f"{problem.path}: {problem.message} | {problem.given}" for problem in caught.value.problems}
    assert len(found) == 1, found
    return found.pop()


@pytest.mark.parametrize("of_", ["product", "landing_zone"])
def test_every_rule_is_one_that_azure_takes(of_: str) -> None:
    for rule in alerts.rules(of_).values():
        if rule.kind in WINDOWS:
            assert rule.window in WINDOWS[rule.kind], rule.name
            assert rule.frequency in FREQUENCIES[rule.kind], rule.name
            assert minutes(rule.frequency) <= minutes(rule.window), rule.name
            assert rule.severity in range(5), rule.name
            assert rule.threshold is not None, rule.name
            assert rule.unit, rule.name
        assert (rule.kind is Kind.METRIC) == bool(rule.metric), rule.name
        assert (rule.kind is Kind.EVENT) == bool(rule.events), rule.name
        assert (rule.kind is Kind.ACTIVITY) == bool(rule.category), rule.name
        assert rule.means.endswith("."), rule.name


def test_names_of_rules_are_there_once() -> None:
    assert len(set(alerts.rule_names())) == len(alerts.rule_names())


def test_nobody_is_told_where_nobody_is_named(zone: Json) -> None:
    assert of(zone, "core") == of(zone, "churn-prod") == {}


def test_who_is_named_by_the_landing_zone_is_told_about_products(zone: Json) -> None:
    zone["alerts"] = TOLD
    assert "service_health" in of(zone, "core")
    assert "failed_runs" in of(zone, "churn-prod")
    zone["products"][0]["alerts"] = {"contacts": {"emails": ["churn@contoso.com"]}}
    assert [layout.contacts.emails for layout in config.parse(zone).products] == [["churn@contoso.com"]] * 2


def test_a_product_may_be_the_only_one_that_is_told(zone: Json) -> None:
    zone["products"][0]["alerts"] = TOLD
    assert not of(zone, "core")
    assert "vault_availability" in of(zone, "churn-dev")


def test_work_in_progress_may_fail_and_production_may_not(zone: Json) -> None:
    zone["alerts"] = TOLD
    only_there = set(of(zone, "churn-prod")) - set(of(zone, "churn-dev"))
    usual = {rule.name for rule in alerts.rules("product").values() if rule.default is Default.PRODUCTION}
    assert only_there == usual == {"failed_runs", "failed_model_deployments", "long_queue"}
    zone["environments"]["dev"]["alerts"] = {"rules": {"failed_runs": {"enabled": True}}}
    assert "failed_runs" in of(zone, "churn-dev")


def test_the_product_counts_more_than_its_environment_and_that_more_than_the_landing_zone(zone: Json) -> None:
    zone["alerts"] = {**TOLD, "rules": {"quota_utilization": {"threshold": 70, "severity": 4, "window": "PT6H"}}}
    zone["environments"]["prod"]["alerts"] = {"rules": {"quota_utilization": {"threshold": 60, "severity": 0}}}
    zone["products"][0]["alerts"] = {"rules": {"quota_utilization": {"threshold": 50}}}
    dev, prod = of(zone, "churn-dev")["quota_utilization"], of(zone, "churn-prod")["quota_utilization"]
    assert (dev.threshold, dev.severity, dev.window, dev.frequency) == (50, 4, "PT6H", "PT15M")
    assert (prod.threshold, prod.severity, prod.window) == (50, 0, "PT6H")


def test_settings_of_a_product_by_environment_are_merged(zone: Json) -> None:
    zone["alerts"] = TOLD
    zone["products"][0]["alerts"] = {"rules": {"idle_nodes": {"severity": 1}}}
    zone["products"][0]["per_environment"] = {"dev": {"alerts": {"rules": {"idle_nodes": {"enabled": False}}}}}
    assert "idle_nodes" not in of(zone, "churn-dev")
    assert of(zone, "churn-prod")["idle_nodes"].severity == 1


@pytest.mark.parametrize("where", ["zone", "environment", "product"])
def test_alerts_can_be_switched_off_everywhere(zone: Json, where: str) -> None:
    zone["alerts"] = dict(TOLD)
    at = {"zone": zone, "environment": zone["environments"]["prod"], "product": zone["products"][0]}[where]
    at.setdefault("alerts", {})["enabled"] = False
    assert of(zone, "churn-prod") == {}
    assert bool(of(zone, "core")) == (where != "zone")


def test_thresholds_of_storage_are_given_in_gibibytes(zone: Json) -> None:
    zone["alerts"] = {**TOLD, "rules": {"storage_capacity": {"threshold": 2}}}
    assert of(zone, "churn-dev")["storage_capacity"].threshold == 2 * 1024**3


def test_expiry_is_on_by_itself_only_where_azure_has_it(zone: Json) -> None:
    zone |= {"alerts": {**TOLD, "rules": {}}, "cloud": "usgovernment", "location": "usgovvirginia"}
    assert "secret_expiry" not in of(zone, "churn-prod")
    zone["alerts"]["rules"]["secret_expiry"] = {"enabled": True}
    assert "secret_expiry" in of(zone, "churn-prod")


def test_only_who_needs_them_registers_events(zone: Json) -> None:
    assert not {"alerts", "events"} & set(config.parse(zone).parts)
    zone["alerts"] = {**TOLD, "rules": {"secret_expiry": {"enabled": False}}}
    assert {"alerts", "events"} & set(config.parse(zone).parts) == {"alerts"}
    zone["alerts"] = TOLD
    assert {"alerts", "events"} <= set(config.parse(zone).parts)


RULES = "alerts.rules"
MISTAKES: dict[str, tuple[Json, str, str]] = {
    "on for nobody": ({"enabled": True}, "alerts.enabled", "alerts are on and nobody is told: give alerts.contacts"),
    "unknown rule": ({**TOLD, "rules": {"failed_run": {}}}, RULES, "did you mean 'failed_runs'?"),
    "no email": ({"contacts": {"emails": ["nobody"]}}, "alerts.contacts.emails[0]", "nobody"),
    "plain http": (
        {"contacts": {"webhooks": {"chat": {"address": "http://chat.contoso.com"}}}},
        "alerts.contacts.webhooks.chat.address",
        "must be an address such as https://hooks",
    ),
    "signed address": (
        {"contacts": {"webhooks": {"flow": {"address": "https://flow.contoso.com/x?a=1&sig=abc"}}}},
        "alerts.contacts.webhooks.flow.address",
        "looks like a secret",
    ),
    "no action group": (
        {
            "contacts": {
                "action_groups": [
                    "/subscriptions/99999999-9999-9999-9999-999999999999/resourceGroups/r/providers/Microsoft.Insights/webtests/a"
                ]
            }
        },
        "alerts.contacts.action_groups[0]",
        "expected one of a Microsoft.Insights/actionGroups",
    ),
    "severity of an event of the activity log": (
        {**TOLD, "rules": {"service_health": {"severity": 1}}},
        f"{RULES}.service_health.severity",
        "is nothing that service_health has (Azure incident, maintenance or required action); it has enabled",
    ),
    "threshold of an event": (
        {**TOLD, "rules": {"secret_expiry": {"threshold": 60}}},
        f"{RULES}.secret_expiry.threshold",
        "it has enabled, severity",
    ),
    "severity that there is not": (
        {**TOLD, "rules": {"idle_nodes": {"severity": 5}}},
        f"{RULES}.idle_nodes.severity",
        "5",
    ),
    "window of another kind": (
        {**TOLD, "rules": {"idle_nodes": {"window": "PT2H"}}},
        f"{RULES}.idle_nodes.window",
        "is none that a metric alert may have; those are PT1M, PT5M, PT15M, PT30M, PT1H, PT6H, PT12H, P1D",
    ),
    "every minute over logs": (
        {**TOLD, "rules": {"long_queue": {"frequency": "PT1M"}}},
        f"{RULES}.long_queue.frequency",
        "is none that a log alert may have",
    ),
    "gaps": (
        {**TOLD, "rules": {"failed_runs": {"window": "PT5M", "frequency": "PT15M"}}},
        f"{RULES}.failed_runs.frequency",
        "leaves gaps: every PT15M the rule would look back PT5M",
    ),
    "name of one of ours": (
        {**TOLD, "log_rules": {"ingestion-cap": {"query": "Usage", "description": "x"}}},
        "alerts.log_rules.ingestion-cap",
        "is the name of a rule of ours, which alerts.rules.ingestion_cap changes",
    ),
    "measure that is counted": (
        {**TOLD, "log_rules": {"own": {"query": "Usage", "description": "x", "measure": "Quantity"}}},
        "alerts.log_rules.own",
        "`aggregation` is `count` where rows are counted",
    ),
    "window of an own rule": (
        {**TOLD, "log_rules": {"own": {"query": "Usage", "description": "x", "window": "PT12H"}}},
        "alerts.log_rules.own.window",
        "is none that a log alert may have",
    ),
}


@pytest.mark.parametrize(("given", "path", "said"), MISTAKES.values(), ids=MISTAKES)
def test_mistakes_are_told_where_they_are(zone: Json, given: Json, path: str, said: str) -> None:
    found = only({**zone, "alerts": given})
    assert found.startswith(f"{path}: "), found
    assert said in found


def test_a_mistake_on_top_of_what_lies_below_is_told_where_it_was_made(zone: Json) -> None:
    zone["alerts"] = {**TOLD, "rules": {"failed_runs": {"window": "PT5M"}}}
    zone["products"][0]["alerts"] = {"rules": {"failed_runs": {"frequency": "PT30M"}}}
    assert only(zone).startswith("products.churn.alerts.rules.failed_runs.frequency: leaves gaps")
    zone["products"][0]["alerts"] = {}
    zone["environments"]["dev"]["alerts"] = {"rules": {"failed_runs": {"frequency": "PT1H"}}}
    assert only(zone).startswith("environments.dev.alerts.rules.failed_runs.frequency: leaves gaps")


def test_a_product_has_no_rules_of_the_landing_zone(zone: Json) -> None:
    zone["alerts"] = TOLD
    zone["products"][0]["alerts"] = {"rules": {"service_health": {"enabled": False}}}
    assert "'service_health' is no alert rule of a product" in only(zone)


@pytest.mark.parametrize(
    ("where", "path"),
    [("environments", "environments.dev.alerts.enabled"), ("products", "products.churn.alerts.enabled")],
)
def test_an_environment_or_product_that_tells_nobody_is_told(zone: Json, where: str, path: str) -> None:
    at = zone["environments"]["dev"] if where == "environments" else zone["products"][0]
    at["alerts"] = {"enabled": True}
    assert only(zone).startswith(f"{path}: alerts are on and nobody is told")
