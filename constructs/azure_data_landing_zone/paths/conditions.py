"""The conditions of the table `paths`."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ..config import Configuration
from ..config.models.analytics import CreatedDatabricks
from ..config.models.network import CreatedNetwork
from .workloads import Workload

_Condition = Callable[[Configuration, Workload], bool]


def holds(name: str, configuration: Configuration, workload: Workload) -> bool:
    """Whether a condition holds for a workload; the empty one always does.

    Raises:
        KeyError: there is no such condition.
    """
    return not name or _CONDITIONS[name](configuration, workload)


def condition_names() -> frozenset[str]:
    """The names of all conditions."""
    return frozenset(_CONDITIONS)


def _scope(configuration: Configuration, _: Workload) -> bool:
    return configuration.core.private_link_scope_id is not None


def _telemetry(_: Configuration, workload: Workload) -> bool:
    layout = workload.layout
    return layout is not None and not layout.product.workspace.application_insights_local_authentication


def _jobs(role: str) -> _Condition:
    def condition(_: Configuration, workload: Workload) -> bool:
        return workload.layout is not None and workload.layout.product.compute.job_role == role

    return condition


def _idle_shutdown(_: Configuration, workload: Workload) -> bool:
    return workload.instance is not None and bool(workload.instance.idle_minutes)


def _front_door(configuration: Configuration, _: Workload) -> bool:
    return configuration.landing_zone.cloud.value != "china"


def _reads_data(_: Configuration, workload: Workload) -> bool:
    return workload.layout is not None and workload.layout.service_data_identity != "None"


def _approves(_: Configuration, workload: Workload) -> bool:
    network = workload.layout.managed_network if workload.layout is not None else None
    return network is not None and network.approval == "automatic"


def _trusted_access(_: Configuration, workload: Workload) -> bool:
    return workload.layout is not None and workload.layout.kubernetes_trusted_access


def _own_zone(configuration: Configuration, _: Workload) -> bool:
    return bool(configuration.core.kubernetes_zone_id)


def _own_route_table(configuration: Configuration, _: Workload) -> bool:
    return isinstance(configuration.landing_zone.network, CreatedNetwork)


def _data_plane(configuration: Configuration, _: Workload) -> bool:
    return configuration.has_data_plane


def _sign_in(configuration: Configuration, _: Workload) -> bool:
    databricks = configuration.landing_zone.analytics.databricks
    return isinstance(databricks, CreatedDatabricks) and databricks.browser_authentication


def _own_sign_in(_: Configuration, workload: Workload) -> bool:
    own = workload.layout.own_databricks if workload.layout is not None else None
    return own is not None and own.browser_authentication


_CONDITIONS: Mapping[str, _Condition] = {
    "private_link_scope": _scope,
    "no_private_link_scope": lambda configuration, workload: not _scope(configuration, workload),
    "telemetry_by_identity": _telemetry,
    "jobs_write": _jobs("data_scientist"),
    "jobs_read": _jobs("reader"),
    "idle_shutdown": _idle_shutdown,
    "has_front_door_frontend": _front_door,
    "workspace_reads_data": _reads_data,
    "approves_endpoints": _approves,
    "trusted_access": _trusted_access,
    "own_kubernetes_zone": _own_zone,
    "own_route_table": _own_route_table,
    "data_plane": _data_plane,
    "browser_authentication": _sign_in,
    "own_browser_authentication": _own_sign_in,
}
