"""Virtual machine sizes of Azure Machine Learning compute."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass

from . import tables


@dataclass(frozen=True)
class VmSize:
    """A size, the family whose quota it uses, its vCPUs and its accelerator (empty: none)."""

    name: str
    family: str
    vcpus: int
    accelerator: str


@functools.cache
def vm_sizes() -> Mapping[str, VmSize]:
    """All known sizes by name."""
    return {
        name: VmSize(name, family, vcpus, row.get("accelerator", ""))
        for family, row in tables.read("vm_sizes").items()
        for name, vcpus in row["sizes"].items()
    }
