"""Application Insights stores its telemetry in a workspace."""

from __future__ import annotations

from azure_data_landing_zone.resources import ApplicationInsights
from resource_support import GROUP, LOGS, Built


def test_application_insights_is_workspace_based_and_takes_no_keys(built: Built) -> None:
    stack = built(
        lambda scope: ApplicationInsights(
            scope, "insights", name="appi", resource_group=GROUP, log_analytics_workspace=LOGS
        )
    )
    insights = stack.one("azurerm_application_insights")
    assert insights["workspace_id"] == LOGS.id
    assert insights["local_authentication_enabled"] is False
    assert "local_authentication_disabled" not in insights
