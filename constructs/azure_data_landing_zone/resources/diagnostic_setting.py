"""Diagnostic settings."""

from __future__ import annotations

from typing import Unpack

from ..azure.diagnostics import DiagnosticDecision
from ..engine import azurerm
from ..engine.framework import Construct
from ..engine.parameters import ArgumentError
from .base import AzureResource, Further, lifecycle
from .kinds import LogAnalyticsWorkspaceRef


class DiagnosticSetting(AzureResource, azurerm.monitor_diagnostic_setting.MonitorDiagnosticSetting):
    """Sends a resource's logs and metrics to a Log Analytics workspace."""

    def __init__(
        self,
        scope: Construct,
        id_: str,
        *,
        target_resource_id: str,
        log_analytics_workspace: LogAnalyticsWorkspaceRef,
        decision: DiagnosticDecision,
        name: str = "log-analytics",
        **further: Unpack[Further],
    ) -> None:
        """Sends a resource's logs and metrics to a Log Analytics workspace.

        The destination type is set for types that the decision names. Otherwise changes of it are ignored: Azure
        returns another one than was sent for types that ignore it, and every plan would show a change
        (hashicorp/terraform-provider-azurerm#17172).

        Args:
            target_resource_id: the resource, or its sub-resource such as a blob service.
            log_analytics_workspace: where everything goes.
            decision: the category groups, categories and metrics to send; at least one.
            name: its name. Default `log-analytics`.

        Raises:
            ArgumentError: the decision names nothing to send.
        """
        if not (decision.groups or decision.categories or decision.metrics):
            raise ArgumentError(f"the diagnostic setting {id_!r} has neither log groups nor metrics to send")
        setting = azurerm.monitor_diagnostic_setting
        logs = [setting.MonitorDiagnosticSettingEnabledLog(category_group=group) for group in decision.groups]
        logs += [setting.MonitorDiagnosticSettingEnabledLog(category=category) for category in decision.categories]
        super().__init__(
            scope,
            id_,
            further=further,
            name=name,
            target_resource_id=target_resource_id,
            log_analytics_workspace_id=log_analytics_workspace.id,
            log_analytics_destination_type="Dedicated" if decision.dedicated else None,
            enabled_log=logs or None,
            enabled_metric=[
                setting.MonitorDiagnosticSettingEnabledMetric(category=metric) for metric in decision.metrics
            ]
            or None,
            lifecycle=lifecycle(ignore_changes=[] if decision.dedicated else ["log_analytics_destination_type"]),
        )
