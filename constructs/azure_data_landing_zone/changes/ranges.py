"""Address ranges of deployed subnets, which Azure does not change while a subnet is in use."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ..azure.json_values import JsonObject
from ..synthesized.stacks import Resource, Stack, find, mapping
from .effects import Effect, Rule

_SUBNET = "Microsoft.Network/virtualNetworks/subnets@"
_PURPOSE = "subnet-"


@dataclass(frozen=True)
class _Moved:
    """A subnet whose range changes.

    Attributes:
        resource: the subnet as it was.
        purpose: its key below `network.subnets`.
        before: its former range.
        after: its range now.
    """

    resource: Resource
    purpose: str
    before: ipaddress.IPv4Network
    after: ipaddress.IPv4Network

    @property
    def verb(self) -> str:
        """The change of the range."""
        if self.after.supernet_of(self.before):
            return "grows"
        return "shrinks" if self.after.subnet_of(self.before) else "moves"


def range_effects(before: Mapping[str, JsonObject], after: Mapping[str, JsonObject]) -> Iterator[Effect]:
    """The subnets that exist and get another address range.

    Azure changes the range of a subnet only while no resource is in it: Microsoft Learn "Add, change, or delete a
    virtual network subnet", read 2026-11-26.

    Args:
        before: the former stacks by name, parsed.
        after: the new ones.
    """
    for name in sorted(before.keys() & after.keys()):
        moved = list(_moved(Stack(name, before[name]), Stack(name, after[name])))
        remedy = _remedy(moved, _spaces(Stack(name, before[name])), _spaces(Stack(name, after[name])))
        for one in moved:
            yield Effect(
                Rule.MOVED,
                name,
                f"{one.resource.name} ({one.before} to {one.after}, {one.verb})",
                "the range of a deployed subnet changes, which Azure refuses while anything is in it",
                address=one.resource.address,
                argument="body.properties.addressPrefix",
                refused=True,
                remedy=remedy,
            )


def _moved(before: Stack, after: Stack) -> Iterator[_Moved]:
    now = {resource.address: resource for resource in after.resources()}
    for resource in sorted(before.resources(), key=lambda found: found.address):
        other = now.get(resource.address)
        if other is None:
            continue
        was, is_ = _range(resource), _range(other)
        if was is not None and is_ is not None and was != is_:
            yield _Moved(resource, _purpose(resource), was, is_)


def _remedy(moved: list[_Moved], before: list[str], after: list[str]) -> str:
    """The lines to write."""
    pinned = ", ".join(f"{one.purpose}: {{address_prefix: {one.before}}}" for one in moved)
    keep = f"keep the ranges of these subnets, `network: {{subnets: {{{pinned}}}}}`"
    if not moved or not before or not after or before[0] == after[0]:
        return keep
    first, wider = ipaddress.IPv4Network(before[0]), ipaddress.IPv4Network(after[0])
    if not wider.supernet_of(first):
        return f"keep the first range, `network: {{address_space: [{', '.join(before)}]}}`; further ranges are appended"
    added = [str(rest) for rest in sorted(wider.address_exclude(first))]
    spaces = ", ".join(dict.fromkeys([*before, *added, *after[1:]]))
    return f"append instead of widening, `network: {{address_space: [{spaces}]}}`; or {keep}"


def _spaces(stack: Stack) -> list[str]:
    for resource in stack.resources():
        spaces = resource.body.get("address_space")
        if resource.type == "azurerm_virtual_network" and isinstance(spaces, list):
            return [str(space) for space in spaces]
    return []


def _range(resource: Resource) -> ipaddress.IPv4Network | None:
    if resource.type != "azapi_resource" or not str(resource.body.get("type", "")).startswith(_SUBNET):
        return None
    found = next(find(resource.body, ("body", "properties", "addressPrefix"))).value
    try:
        return ipaddress.IPv4Network(str(found))
    except ValueError:
        return None


def _purpose(resource: Resource) -> str:
    """The key of a subnet below `network.subnets`, by the path of its construct."""
    path = str(mapping(mapping(resource.body.get("//")).get("metadata")).get("path", ""))
    return path.rpartition("/")[2].removeprefix(_PURPOSE)
