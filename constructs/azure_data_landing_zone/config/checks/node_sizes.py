"""VM sizes that are in no table, and what is assumed of them by their names."""

from __future__ import annotations

from ...azure.vm_sizes import by_name, vm_sizes
from .subject import Subject


def assumed(size: str, subject: Subject) -> str:
    """The assumption about a size, for a person; empty for one that is known, or whose name decides nothing."""
    if size in vm_sizes() or size in subject.configuration.landing_zone.vm_sizes:
        return ""
    found = by_name(size)
    if found is None:
        return ""
    said = [f"{found.vcpus} vCPUs"]
    said.append(f"family {found.family}" if found.family else "an unknown family")
    if found.accelerator:
        said.append("GPUs" if found.accelerator == "gpu" else f"{found.accelerator} GPUs")
    return (
        f"is in no table of this library; by its name it has {', '.join(said)}. Declare it in vm_sizes of the landing "
        "zone if that is wrong"
    )
