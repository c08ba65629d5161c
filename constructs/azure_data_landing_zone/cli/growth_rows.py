"""`adlz show growth`: the table of what a landing zone can grow to."""

from __future__ import annotations

import fnmatch
from collections.abc import Sequence

from ..config import Configuration
from ..config.growth import Growth, QuotaKind, growth

Row = dict[str, str | int | float]


def growth_rows(configuration: Configuration, patterns: Sequence[str] | None = None) -> list[Row]:
    """A line for every cluster, instance and pool, one for each stack as a whole, and one for all of them.

    Args:
        configuration: a checked configuration.
        patterns: names of stacks, as shell patterns. Default all.
    """
    lines = [
        machines
        for machines in growth(configuration)
        if not patterns or any(fnmatch.fnmatchcase(machines.stack, pattern) for pattern in patterns)
    ]
    rows: list[Row] = []
    for stack in dict.fromkeys(machines.stack for machines in lines):
        own = [machines for machines in lines if machines.stack == stack]
        rows += [_row(machines) for machines in own]
        rows.append(_whole(stack, own))
    if rows:
        rows.append(_whole("all", lines))
    return rows


def _row(machines: Growth) -> Row:
    family = machines.family or ("" if machines.quota is QuotaKind.SYNAPSE else "unknown")
    return {
        "stack": machines.stack,
        "compute": f"{machines.kind} {machines.name}",
        "size": machines.vm_size,
        "family": family,
        "priority": "low" if machines.low_priority else "dedicated",
        **_numbers([machines]),
    }


def _whole(stack: str, found: Sequence[Growth]) -> Row:
    return {"stack": stack, "compute": "all", "size": "", "family": "", "priority": "", **_numbers(found)}


def _numbers(found: Sequence[Growth]) -> Row:
    gpus = {
        scale: float(sum(getattr(machines, f"{scale}_nodes") * machines.gpus for machines in found))
        for scale in ("idle", "full")
    }
    return {
        "nodes_idle": sum(machines.idle_nodes for machines in found),
        "nodes_full": sum(machines.full_nodes for machines in found),
        "vcpus_idle": sum(machines.idle_vcpus for machines in found),
        "vcpus_full": sum(machines.full_vcpus for machines in found),
        **{f"gpus_{scale}": int(count) if count == int(count) else round(count, 2) for scale, count in gpus.items()},
    }
