"""Log Analytics workspaces."""

from __future__ import annotations

from typing import Any

from azure_data_landing_zone.engine.framework import require_providers
from azure_data_landing_zone.engine.references import stack_of
from azure_data_landing_zone.resources import ApplicationInsights, LogAnalyticsWorkspace
from resource_support import GROUP, Built, assert_lies_in_group, assert_sets


def test_logs_and_telemetry_are_taken_privately_by_default(built: Built) -> None:
    def both(scope: Any) -> None:
        logs = LogAnalyticsWorkspace(scope, "logs", name="log-test", resource_group=GROUP)
        ApplicationInsights(scope, "insights", name="appi", resource_group=GROUP, log_analytics_workspace=logs)

    stack = built(both)
    for kind in ("azurerm_log_analytics_workspace", "azurerm_application_insights"):
        assert stack.one(kind)["internet_ingestion_enabled"] is False
        assert stack.one(kind)["internet_query_enabled"] is False
        assert stack.one(kind)["local_authentication_enabled"] is False


def test_sets_retention_quota_and_permissions(built: Built) -> None:
    body = built(
        lambda scope: LogAnalyticsWorkspace(
            scope, "logs", name="log-test", resource_group=GROUP, daily_quota_gb=5, prevent_destroy=True
        )
    ).one("azurerm_log_analytics_workspace")
    assert_lies_in_group(body, "log-test")
    assert_sets(
        body,
        sku="PerGB2018",
        allow_resource_only_permissions=True,
        retention_in_days=90,
        daily_quota_gb=5,
        lifecycle={"prevent_destroy": True},
    )


def test_a_public_workspace_is_opened_in_the_words_of_version_5(built: Built) -> None:
    def later(scope: Any) -> None:
        require_providers(stack_of(scope), "azurerm", azurerm=5)
        LogAnalyticsWorkspace(scope, "logs", name="log-test", resource_group=GROUP, public=True)

    body = built(later).one("azurerm_log_analytics_workspace")
    assert body["internet_ingestion_access_type"] == body["internet_query_access_type"] == "Enabled"
    assert "internet_ingestion_enabled" not in body


def test_a_commitment_tier_can_be_chosen(built: Built) -> None:
    body = built(
        lambda scope: LogAnalyticsWorkspace(
            scope, "logs", name="log-test", resource_group=GROUP, commitment_gb_per_day=200
        )
    ).one("azurerm_log_analytics_workspace")
    assert (body["sku"], body["reservation_capacity_in_gb_per_day"]) == ("CapacityReservation", 200)
