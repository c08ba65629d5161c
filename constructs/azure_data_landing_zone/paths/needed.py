"""The services that workloads need, and the regions of their targets."""

from __future__ import annotations

import functools
from collections.abc import Iterator

from ..azure.outbound import Service
from ..azure.outbound import service as outbound_service
from ..azure.paths import Need, needs
from ..config import Configuration
from .workloads import Where, Workload

#: Targets that are in the region of the landing zone, whichever product reaches them.
_SHARED = ("ml_registry", "private_link_scope", "lake_read", "lake_write", "lake_accounts", "databricks_workspace")


@functools.cache
def needs_of(kind: str) -> tuple[Need, ...]:
    """The rows of the table `paths` for a kind of workload."""
    return tuple(need for need in needs() if kind in need.actors)


def needed_services(configuration: Configuration, workload: Workload, need: Need) -> Iterator[Service]:
    """The services of a row: those that it names, or those that the configuration allows besides.

    Args:
        configuration: a checked configuration.
        workload: the workload.
        need: the row.
    """
    zone, layout = configuration.landing_zone, workload.layout
    managed = workload.place.where is Where.MANAGED
    region = layout.location if layout is not None and managed else zone.location
    for name in need.services:
        yield outbound_service(name, zone.cloud, region)
    if need.target != "allowed_services":
        return
    named = {name for other in needs_of(workload.kind) for name in other.services}
    if managed:
        yield from layout.managed_services if layout is not None else ()
    elif workload.purpose:
        yield from (one for one in configuration.core.reached(workload.purpose) if one.name not in named)


def location(configuration: Configuration, workload: Workload, need: Need) -> str:
    """The region of the target of a row."""
    shared = workload.layout is None or need.target in _SHARED
    return configuration.landing_zone.location if shared or workload.layout is None else workload.layout.location
