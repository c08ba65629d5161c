"""Diagnostic settings by the table of decisions."""

from __future__ import annotations

from ..azure import diagnostics
from ..azure.ids import ResourceId
from ..engine.azapi import AzapiResource
from ..engine.framework import Construct
from ..engine.unmanaged import unmanaged_in
from ..resources import AzureResource, DiagnosticSetting, LogAnalyticsWorkspaceRef


def send_diagnostics(
    resource: AzureResource | AzapiResource,
    arm_type: str,
    log_analytics_workspace: LogAnalyticsWorkspaceRef,
) -> None:
    """Sends what was decided for a resource, and for the services of it, to Log Analytics, unless a policy does.

    Args:
        resource: the resource; the settings become its children.
        arm_type: its Azure resource type.
        log_analytics_workspace: where everything goes.

    Raises:
        KeyError: nothing was decided for the type, or for one of its services.
    """
    if not unmanaged_in(resource).diagnostic_settings:
        _send(resource, "Diagnostics", resource.id, arm_type, log_analytics_workspace, "log-analytics")


def send_diagnostics_of(
    scope: Construct, id_: str, target: ResourceId, log_analytics_workspace: LogAnalyticsWorkspaceRef, *, name: str
) -> None:
    """The same for what another stack makes, or nobody: the subscription's activity log, say.

    Args:
        scope: where the settings stand.
        id_: the id of the first of them; those of services add their name.
        target: the resource or subscription.
        log_analytics_workspace: where everything goes.
        name: the name of the settings.

    Raises:
        KeyError: nothing was decided for the type, or for one of its services.
    """
    _send(scope, id_, target.id, target.type, log_analytics_workspace, name)


def _send(
    scope: Construct, id_: str, target: str, arm_type: str, log_analytics_workspace: LogAnalyticsWorkspaceRef, name: str
) -> None:
    services = diagnostics.decision(arm_type).services
    targets = {id_: (arm_type, "")}
    targets.update({f"{id_}-{name}": (f"{arm_type}/{name}", f"/{name}/default") for name in services})
    for key, (type_, tail) in targets.items():
        decision = diagnostics.decision(type_)
        if not decision.none:
            DiagnosticSetting(
                scope,
                key,
                target_resource_id=target + tail,
                log_analytics_workspace=log_analytics_workspace,
                decision=decision,
                name=name,
            )
