"""Compares two synthesized outputs as wholes."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

from ..azure.json_values import JsonObject
from ..checks.one_way import one_way_changes
from ..config.layout.stacks import QUOTA
from .compare import stack_changes
from .judgement import judged
from .model import Changes
from .renames import renames


def compare(
    before: Mapping[str, JsonObject],
    after: Mapping[str, JsonObject],
    *,
    names: tuple[str, str] = ("before", "after"),
    removed: Collection[str] = (),
    deleted: Collection[str] = (),
) -> Changes:
    """The changes from one output to the next.

    Args:
        before: the former stacks by name, parsed.
        after: the new ones.
        names: what both are called, for a person.
        removed: the stacks that were taken down before they left the configuration, as it says.
        deleted: those of them whose container in the lake the configuration says to delete.
    """
    if before == after:
        return Changes(*names, ())
    # The shares of quota are no resource: the stack that sets them leaves nothing to destroy.
    gone = {*removed, QUOTA}
    changes = Changes(
        before=names[0],
        after=names[1],
        stacks=stack_changes(before, after, removed=gone),
        one_way=tuple(one_way_changes(before, after)),
        renames=tuple(renames({name: found for name, found in before.items() if name not in gone}, after)),
    )
    return (
        replace(changes, effects=judged(before, after, changes, removed=removed, deleted=deleted))
        if before
        else changes
    )
