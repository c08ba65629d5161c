"""Diagnostic settings by the table of decisions."""

from __future__ import annotations

from collections.abc import Sequence

from ..azure import diagnostics
from ..engine.azapi import AzapiResource
from ..resources import AzureResource, DiagnosticSetting, Identified


def send_diagnostics(
    resource: AzureResource | AzapiResource,
    arm_type: str,
    log_analytics_workspace: Identified,
    services: Sequence[str] = (),
) -> None:
    """Sends what was decided for a resource, and for services of it, to Log Analytics.

    Args:
        resource: the resource; the settings become its children.
        arm_type: its Azure resource type.
        log_analytics_workspace: where everything goes.
        services: sub-resources whose logs are their own, such as `blobServices`.

    Raises:
        KeyError: nothing was decided for one of the types.
    """
    targets = {"Diagnostics": (arm_type, "")}
    targets.update({f"Diagnostics-{name}": (f"{arm_type}/{name}", f"/{name}/default") for name in services})
    for id_, (type_, tail) in targets.items():
        decision = diagnostics.decision(type_)
        if not decision.none:
            DiagnosticSetting(
                resource,
                id_,
                target_resource_id=resource.id + tail,
                log_analytics_workspace=log_analytics_workspace,
                decision=decision,
            )
