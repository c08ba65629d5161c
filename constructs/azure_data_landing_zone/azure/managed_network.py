"""What a workspace's managed network connects to."""

from __future__ import annotations

from . import tables
from .ids import ResourceId


def extra_storage_subresources() -> tuple[str, ...]:
    """The sub-resources of the default storage that Azure does not connect by itself."""
    return tuple(tables.read("managed_network")["queues_and_tables"])


def made_by_azurerm(target: ResourceId, subresource: str) -> bool:
    """Whether azurerm makes a private endpoint to that target; azapi makes all others."""
    return subresource in tables.read("managed_network")["by_azurerm"].get(target.namespace, ())
