"""Virtual machine sizes of Azure Machine Learning compute, and the quota families that they count against."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeVar

from . import tables

_Value = TypeVar("_Value")

#: Names of sizes, as Azure's naming convention composes them. In families for GPUs (N), memory (M) and high performance
#: (H) the number is the count of vCPUs, and the names of the families are irregular.
#: Source: Microsoft Learn "Azure virtual machine sizes naming conventions", read 2026-11-26.
_NAME = re.compile(
    r"Standard_(?P<family>[DEFLB]|[DE]C|N[CDVGP]|M|H[BCX]?)(?P<vcpus>\d+)(?P<features>[a-z]*)"
    r"(?:_(?P<accelerator>[A-Z][A-Z]*\d+[A-Za-z]*))?(?:_v(?P<version>\d+))?"
)
#: Families, with confidential sub-families, whose names follow from those of their sizes, and the first version in
#: which they do: in Standard_D3_v2 and Standard_B1ls the number is no count of vCPUs.
_REGULAR_SINCE = {"B": 2, "D": 3, "E": 3, "F": 2, "L": 2, "DC": 2, "EC": 2}
#: Letters of additional features that the convention lists.
_FEATURES = frozenset("abdilmoprst")


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


def by_name(name: str) -> VmSize | None:
    """A size that no table has, as far as the naming convention decides it; None if the name does not follow it.

    The vCPUs are decided. The family is empty where the names of families are irregular; of GPUs, only the kind is
    known.
    """
    parts = _NAME.fullmatch(name)
    if parts is None or not int(parts["vcpus"]) or not set(parts["features"]) <= _FEATURES:
        return None
    letters, version = parts["family"], int(parts["version"] or 1)
    vcpus = int(parts["vcpus"])
    if letters in _REGULAR_SINCE:
        if version < _REGULAR_SINCE[letters] or parts["accelerator"]:
            return None
        family = f"standard{letters}{parts['features'].upper()}v{version}Family"
        return VmSize(name, family, vcpus, "", machine_learning_family=family)
    accelerated = letters.startswith("N")
    if not accelerated and parts["accelerator"]:
        return None
    return VmSize(name, "", vcpus, (parts["accelerator"] or "gpu") if accelerated else "")


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
