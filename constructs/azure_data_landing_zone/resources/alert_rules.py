"""Alert rules: over platform metrics, over logs, and over the activity log."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Unpack

from ..azure.alerts import ActivityCategory, Aggregation, LogOperator, MetricOperator, Severity
from ..engine import azurerm
from ..engine.either import AnyResolvable
from ..engine.framework import Construct
from ..engine.literals import literal
from ..engine.parameters import Known
from .base import AzureResource, Further
from .kinds import Identified, ResourceGroupRef


class MetricAlert(AzureResource, azurerm.monitor_metric_alert.MonitorMetricAlert):
    """An alert rule over a platform metric of one resource."""

    def __init__(
        self,
        scope: Construct,
        id_: str,
        *,
        name: str,
        resource_group: ResourceGroupRef,
        description: str,
        target: Identified,
        target_type: str,
        metric: str,
        aggregation: Aggregation,
        operator: MetricOperator,
        threshold: float,
        severity: Severity,
        window: str,
        frequency: str,
        dimensions: Known[Sequence[str]] = (),
        only: Mapping[str, Sequence[str]] | None = None,
        auto_resolve: bool | AnyResolvable = True,
        action_groups: Known[Sequence[str]] = (),
        tags: Mapping[str, str] | None = None,
        **further: Unpack[Further],
    ) -> None:
        """An alert rule over a platform metric of one resource.

        Args:
            name: its name, which messages show.
            resource_group: where it lies.
            description: what to think of it.
            target: the resource that is watched.
            target_type: its Azure resource type, whose metrics are meant.
            metric: name of the metric.
            aggregation: `Average`, `Count`, `Minimum`, `Maximum` or `Total`.
            operator: `GreaterThan`, `GreaterThanOrEqual`, `LessThan`, `LessThanOrEqual` or `Equals`.
            threshold: in the metric's unit.
            severity: 0 (critical) to 4 (verbose).
            window: how far each evaluation looks back, such as `PT15M`.
            frequency: how often it is evaluated, such as `PT5M`.
            dimensions: an alert of its own for each value of these. Default none.
            only: further dimensions, with the values that count. Default none.
            auto_resolve: whether the alert is resolved once its condition is gone. Default true.
            action_groups: ids of those who are told.
            tags: default none.
        """
        alert = azurerm.monitor_metric_alert
        values = {**{dimension: ["*"] for dimension in dimensions}, **(only or {})}
        super().__init__(
            scope,
            id_,
            further=further,
            name=name,
            resource_group_name=resource_group.name,
            description=literal(description),
            scopes=[target.id],
            criteria=[
                alert.MonitorMetricAlertCriteria(
                    metric_namespace=target_type,
                    metric_name=metric,
                    aggregation=aggregation,
                    operator=operator,
                    threshold=threshold,
                    dimension=[
                        alert.MonitorMetricAlertCriteriaDimension(
                            name=dimension, operator="Include", values=list(included)
                        )
                        for dimension, included in values.items()
                    ]
                    or None,
                )
            ],
            severity=severity,
            window_size=window,
            frequency=frequency,
            auto_mitigate=auto_resolve,
            enabled=True,
            action=[alert.MonitorMetricAlertAction(action_group_id=group) for group in action_groups] or None,
            tags=tags,
        )


class LogAlert(
    AzureResource,
    azurerm.monitor_scheduled_query_rules_alert_v2.MonitorScheduledQueryRulesAlertV2,
):
    """An alert rule over logs: a query that runs on a schedule."""

    def __init__(
        self,
        scope: Construct,
        id_: str,
        *,
        name: str,
        resource_group: ResourceGroupRef,
        location: str | None = None,
        title: str,
        description: str,
        target: Identified,
        query: str,
        measure: str = "",
        aggregation: Aggregation = "Count",
        operator: LogOperator = "GreaterThan",
        threshold: float = 0,
        severity: Severity = 3,
        window: str = "PT15M",
        frequency: str = "PT15M",
        dimensions: Known[Sequence[str]] = (),
        auto_resolve: bool | AnyResolvable = True,
        action_groups: Sequence[str] = (),
        tags: Mapping[str, str] | None = None,
        **further: Unpack[Further],
    ) -> None:
        """An alert rule over logs: a query that runs on a schedule.

        The query is not tried when the rule is made, since a table does not exist before its first record.

        Args:
            name: its name.
            resource_group: where it lies.
            location: region. Default that of the resource group.
            title: its name for people, which messages show.
            description: what to think of it.
            target: a resource, whose logs are asked wherever they are; or a Log Analytics workspace, of any
                subscription.
            query: the query (KQL).
            measure: a column of numbers that is aggregated. Default none: rows are counted.
            aggregation: `Count`, or `Average`, `Minimum`, `Maximum` or `Total` of `measure`.
            operator: `GreaterThan`, `GreaterThanOrEqual`, `LessThan`, `LessThanOrEqual` or `Equal`.
            threshold: when it fires.
            severity: 0 (critical) to 4 (verbose).
            window: how far each evaluation looks back, such as `PT15M`.
            frequency: how often it is evaluated, at least every five minutes if the query has a `union`.
            dimensions: columns; an alert of its own for each of their values. Default none.
            auto_resolve: whether the alert is resolved once its condition is gone. Default true.
            action_groups: ids of those who are told.
            tags: default none.
        """
        alert = azurerm.monitor_scheduled_query_rules_alert_v2
        super().__init__(
            scope,
            id_,
            further=further,
            name=name,
            resource_group_name=resource_group.name,
            location=location or resource_group.location,
            display_name=title,
            description=literal(description),
            scopes=[target.id],
            criteria=[
                alert.MonitorScheduledQueryRulesAlertV2Criteria(
                    query=literal(query),
                    time_aggregation_method=aggregation,
                    metric_measure_column=measure or None,
                    operator=operator,
                    threshold=threshold,
                    dimension=[
                        alert.MonitorScheduledQueryRulesAlertV2CriteriaDimension(
                            name=dimension, operator="Include", values=["*"]
                        )
                        for dimension in dimensions
                    ]
                    or None,
                    failing_periods=alert.MonitorScheduledQueryRulesAlertV2CriteriaFailingPeriods(
                        minimum_failing_periods_to_trigger_alert=1, number_of_evaluation_periods=1
                    ),
                )
            ],
            severity=severity,
            window_duration=window,
            evaluation_frequency=frequency,
            auto_mitigation_enabled=auto_resolve,
            workspace_alerts_storage_enabled=False,
            skip_query_validation=True,
            enabled=True,
            action=alert.MonitorScheduledQueryRulesAlertV2Action(action_groups=list(action_groups))
            if action_groups
            else None,
            tags=tags,
        )


class ActivityLogAlert(AzureResource, azurerm.monitor_activity_log_alert.MonitorActivityLogAlert):
    """An alert rule over the activity log: what Azure says about itself, or about the health of resources."""

    def __init__(
        self,
        scope: Construct,
        id_: str,
        *,
        name: str,
        resource_group: ResourceGroupRef,
        description: str,
        targets: Sequence[str],
        category: Known[ActivityCategory],
        action_groups: Known[Sequence[str]] = (),
        tags: Mapping[str, str] | None = None,
        **further: Unpack[Further],
    ) -> None:
        """An alert rule over the activity log: what Azure says about itself, or about the health of resources.

        Args:
            name: its name, which messages show.
            resource_group: where it lies; the rule itself is global.
            description: what to think of it.
            targets: ids of the subscription or resource groups that are watched.
            category: `ServiceHealth`, of which incidents, maintenance, required actions and security advisories count;
                or `ResourceHealth`, of which what became worse for other reasons than a user's counts.
            action_groups: ids of those who are told.
            tags: default none.
        """
        alert = azurerm.monitor_activity_log_alert
        service = alert.MonitorActivityLogAlertCriteriaServiceHealth(
            events=["ActionRequired", "Incident", "Maintenance", "Security"]
        )
        resource = alert.MonitorActivityLogAlertCriteriaResourceHealth(
            current=["Degraded", "Unavailable"],
            previous=["Available", "Degraded", "Unknown"],
            reason=["PlatformInitiated", "Unknown"],
        )
        super().__init__(
            scope,
            id_,
            further=further,
            name=name,
            resource_group_name=resource_group.name,
            location="global",
            description=literal(description),
            scopes=list(targets),
            criteria=alert.MonitorActivityLogAlertCriteria(
                category=category,
                service_health=service if category == "ServiceHealth" else None,
                resource_health=resource if category == "ResourceHealth" else None,
            ),
            enabled=True,
            action=[alert.MonitorActivityLogAlertAction(action_group_id=group) for group in action_groups] or None,
            tags=tags,
        )
