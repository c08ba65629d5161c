"""Virtual machine sizes of Azure Machine Learning compute, and the quota families that they count against."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeVar

from . import tables

_Value = TypeVar("_Value")


@dataclass(frozen=True)
class VmSize:
    """A size of a virtual machine.

    Attributes:
        name: its name.
        family: the family whose quota of virtual machines it uses; empty if it is not known.
        vcpus: its vCPUs.
        accelerator: the kind of its GPUs; empty if it has none, or if it is not known.
        gpus: its GPUs, or the share that it has of one.
        machine_learning_family: what Azure Machine Learning calls the family in its own quota.
    """

    name: str
    family: str
    vcpus: int
    accelerator: str
    gpus: Fraction = Fraction(0)
    machine_learning_family: str = ""


@functools.cache
def vm_sizes() -> Mapping[str, VmSize]:
    """All known sizes by name."""
    return {
        name: VmSize(
            name,
            family,
            vcpus,
            row.get("accelerator", ""),
            Fraction(row.get("gpus", {}).get(name, 0)),
            row.get("machine_learning", family),
        )
        for family, row in tables.read("vm_sizes").items()
        for name, vcpus in row["sizes"].items()
    }


def families() -> tuple[str, ...]:
    """The names of all known families, as the quota of virtual machines has them."""
    return tuple(tables.read("vm_sizes"))


def machine_learning_families() -> tuple[str, ...]:
    """The names of all known families, as the quota of Azure Machine Learning has them; in the order of `families`."""
    return tuple(row.get("machine_learning", family) for family, row in tables.read("vm_sizes").items())


def family_among(name: str, known: Iterable[str]) -> str | None:
    """The one of `known` families that Azure takes `name` for: it compares them without case. None if there is none."""
    return next((family for family in known if family.casefold() == name.casefold()), None)


def of_family(values: Mapping[str, _Value], name: str) -> _Value | None:
    """The value of a family in a mapping by family; None if it has none."""
    family = family_among(name, values)
    return None if family is None else values[family]
