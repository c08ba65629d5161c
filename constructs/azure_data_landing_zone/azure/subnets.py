"""The subnets of an address space: a fixed slot per purpose."""

from __future__ import annotations

import functools
import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass

from . import tables

#: Addresses that Azure keeps for itself in every subnet.
RESERVED_ADDRESSES = 5
#: The smallest subnet that Azure makes.
LONGEST_PREFIX = 29


@dataclass(frozen=True)
class Slot:
    """The place of a subnet in an address space, in the terms of Terraform's `cidrsubnet`."""

    name: str
    newbits: int
    netnum: int
    created: bool
    purpose: str
    compute: bool = False
    delegation: str = ""


@functools.cache
def slots() -> Mapping[str, Slot]:
    """All slots by the name of their subnet."""
    return {name: Slot(name=name, **row) for name, row in tables.read("subnets").items()}


def is_compute(purpose: str) -> bool:
    """Whether a subnet holds compute of products."""
    slot = slots().get(purpose)
    return slot is not None and slot.compute


def delegable() -> tuple[str, ...]:
    """The services that a subnet can be given to."""
    return tuple(sorted({slot.delegation for slot in slots().values() if slot.delegation}))


def purpose_of(delegation: str) -> str:
    """The purpose whose traffic a subnet that is given to a service has; empty if it is given to none."""
    return next((name for name, slot in slots().items() if delegation and slot.delegation == delegation), "")


def allocate(slot: Slot, address_space: ipaddress.IPv4Network) -> ipaddress.IPv4Network:
    """The range of `slot` in `address_space`.

    Raises:
        ValueError: the address space is too small for the slot.
    """
    prefix = address_space.prefixlen + slot.newbits
    if prefix > LONGEST_PREFIX:
        raise ValueError(
            f"has no room for the subnet {slot.name!r}: Azure's smallest is a /{LONGEST_PREFIX}, which takes a "
            f"/{LONGEST_PREFIX - slot.newbits} or larger; the subnet may have an address_prefix of its own"
        )
    first = int(address_space.network_address) + (slot.netnum << (32 - prefix))
    return ipaddress.IPv4Network((first, prefix))
