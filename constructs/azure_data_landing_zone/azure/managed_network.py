"""The targets that a workspace's managed network connects to."""

from __future__ import annotations

from typing import Literal, TypeAlias

from . import tables
from .ids import ResourceId

#: Outbound traffic of managed networks, in the words of Azure.
IsolationMode: TypeAlias = Literal["AllowOnlyApprovedOutbound", "AllowInternetOutbound"]


def extra_storage_subresources() -> tuple[str, ...]:
    """The sub-resources of the default storage that Azure does not connect by itself."""
    return tuple(tables.read("managed_network")["queues_and_tables"])


def made_by_azurerm(target: ResourceId, subresource: str) -> bool:
    """Whether azurerm makes a private endpoint to that target; azapi makes all others."""
    return subresource in tables.read("managed_network")["by_azurerm"].get(target.namespace, ())


def possible_targets() -> tuple[str, ...]:
    """The namespaces of the services that an endpoint of a managed network may lead to."""
    return tuple(tables.read("managed_network")["targets"]["namespaces"])


def approved_by_hand(target: ResourceId) -> bool:
    """Whether the workspace's identity may not approve an endpoint's connection at that target, whatever its role."""
    return target.namespace in tables.read("managed_network")["approved_by_hand"]["namespaces"]
