"""Alert rules look at metrics, logs and the activity log."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from azure_data_landing_zone.resources import ActivityLogAlert, LogAlert, MetricAlert
from resource_support import ALERTS, GROUP, LOGS, SUBSCRIPTION, VAULT, Built, assert_sets


def test_sets_what_a_metric_alert_looks_at(built: Built) -> None:
    body = built(
        lambda scope: MetricAlert(
            scope,
            "alert",
            name="alert",
            resource_group=GROUP,
            description="100 ${percent}",
            target=VAULT,
            target_type="Microsoft.KeyVault/vaults",
            metric="Availability",
            aggregation="Average",
            operator="LessThan",
            threshold=99.5,
            severity=1,
            window="PT1H",
            frequency="PT5M",
            dimensions=["ActivityName"],
            only={"StatusCode": ["500"]},
            action_groups=[ALERTS],
        )
    ).one("azurerm_monitor_metric_alert")
    assert_sets(body, enabled=True, auto_mitigate=True, scopes=[VAULT.id], description="100 $${percent}")
    assert_sets(body, severity=1, window_size="PT1H", frequency="PT5M")
    (criteria,) = body["criteria"]
    assert_sets(criteria, threshold=99.5, operator="LessThan", metric_namespace="Microsoft.KeyVault/vaults")
    assert_sets(criteria, aggregation="Average", metric_name="Availability")
    assert {one["operator"] for one in criteria["dimension"]} == {"Include"}
    assert {one["name"]: one["values"] for one in criteria["dimension"]} == {
        "ActivityName": ["*"],
        "StatusCode": ["500"],
    }
    assert body["action"] == [{"action_group_id": ALERTS}]


def test_sets_a_log_alert_whose_query_azure_does_not_validate(built: Built) -> None:
    body = built(
        lambda scope: LogAlert(
            scope,
            "alert",
            name="alert",
            resource_group=GROUP,
            title="Failures",
            description="Requests that fail",
            target=LOGS,
            query="Requests | where Name == '${x}'",
            action_groups=[ALERTS],
        )
    ).one("azurerm_monitor_scheduled_query_rules_alert_v2")
    assert_sets(
        body,
        enabled=True,
        skip_query_validation=True,
        workspace_alerts_storage_enabled=False,
        auto_mitigation_enabled=True,
        severity=3,
        window_duration="PT15M",
        evaluation_frequency="PT15M",
        scopes=[LOGS.id],
        action={"action_groups": [ALERTS]},
    )
    (criteria,) = body["criteria"]
    assert_sets(
        criteria,
        query="Requests | where Name == '$${x}'",
        operator="GreaterThan",
        threshold=0,
        time_aggregation_method="Count",
        failing_periods={"minimum_failing_periods_to_trigger_alert": 1, "number_of_evaluation_periods": 1},
    )


def activity_alert(category: str) -> Callable[[Any], object]:
    return lambda scope: ActivityLogAlert(
        scope,
        "alert",
        name="alert",
        resource_group=GROUP,
        description="Health",
        targets=[SUBSCRIPTION.id],
        category=category,
    )


def test_sets_the_events_of_an_activity_log_alert(built: Built) -> None:
    body = built(activity_alert("ServiceHealth")).one("azurerm_monitor_activity_log_alert")
    assert_sets(body, location="global", enabled=True, scopes=[SUBSCRIPTION.id])
    assert body["criteria"]["service_health"]["events"] == ["ActionRequired", "Incident", "Maintenance", "Security"]
    assert body["criteria"]["category"] == "ServiceHealth"
    assert "resource_health" not in body["criteria"]


def test_sets_the_states_of_a_resource_health_alert(built: Built) -> None:
    criteria = built(activity_alert("ResourceHealth")).one("azurerm_monitor_activity_log_alert")["criteria"]
    assert criteria["resource_health"]["current"] == ["Degraded", "Unavailable"]
    assert criteria["resource_health"]["reason"] == ["PlatformInitiated", "Unknown"]
    assert criteria["resource_health"]["previous"] == ["Available", "Degraded", "Unknown"]
    assert "service_health" not in criteria
