"""Virtual machine sizes of Azure Machine Learning compute."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from . import tables


@dataclass(frozen=True)
class VmSize:
    """A size of a virtual machine.

    Attributes:
        name: its name.
        family: the family whose quota it uses; empty if it is not known.
        vcpus: its vCPUs.
        accelerator: the kind of its GPUs; empty if it has none, or if it is not known.
        gpus: its GPUs, or the share that it has of one.
    """

    name: str
    family: str
    vcpus: int
    accelerator: str
    gpus: Fraction = Fraction(0)


@functools.cache
def vm_sizes() -> Mapping[str, VmSize]:
    """All known sizes by name."""
    return {
        name: VmSize(name, family, vcpus, row.get("accelerator", ""), Fraction(row.get("gpus", {}).get(name, 0)))
        for family, row in tables.read("vm_sizes").items()
        for name, vcpus in row["sizes"].items()
    }


def families() -> tuple[str, ...]:
    """The names of all known families."""
    return tuple(tables.read("vm_sizes"))
