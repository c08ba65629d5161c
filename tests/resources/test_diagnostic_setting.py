"""Diagnostic settings send logs and metrics to the workspace."""

from __future__ import annotations

import pytest

from azure_data_landing_zone.azure.diagnostics import DiagnosticDecision
from azure_data_landing_zone.resources import DiagnosticSetting
from resource_support import LOGS, Built, assert_sets


def test_a_diagnostic_setting_ignores_the_destination_that_azure_flips(built: Built) -> None:
    decision = DiagnosticDecision(("allLogs",), ("AllMetrics",), "")
    stack = built(
        lambda scope: DiagnosticSetting(
            scope, "logs", target_resource_id="/x", log_analytics_workspace=LOGS, decision=decision
        )
    )
    body = stack.one("azurerm_monitor_diagnostic_setting")
    assert_sets(body, target_resource_id="/x", log_analytics_workspace_id=LOGS.id, name="log-analytics")
    assert body["enabled_log"] == [{"category_group": "allLogs"}]
    assert body["enabled_metric"] == [{"category": "AllMetrics"}]
    assert body["lifecycle"] == {"ignore_changes": ["log_analytics_destination_type"]}


def test_a_decision_for_tables_of_the_type_is_sent_and_compared(built: Built) -> None:
    decision = DiagnosticDecision(categories=("kube-audit-admin",), dedicated=True)
    stack = built(
        lambda scope: DiagnosticSetting(
            scope, "logs", target_resource_id="/x", log_analytics_workspace=LOGS, decision=decision
        )
    )
    body = stack.one("azurerm_monitor_diagnostic_setting")
    assert body["log_analytics_destination_type"] == "Dedicated"
    assert body["enabled_log"] == [{"category": "kube-audit-admin"}]
    assert "lifecycle" not in body


def test_fails_when_there_is_nothing_to_send(built: Built) -> None:
    with pytest.raises(ValueError, match="neither log groups nor metrics"):
        built(
            lambda scope: DiagnosticSetting(
                scope,
                "logs",
                target_resource_id="/x",
                log_analytics_workspace=LOGS,
                decision=DiagnosticDecision((), (), "no"),
            )
        )
