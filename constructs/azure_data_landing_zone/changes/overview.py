"""Compares two synthesized outputs as wholes."""

from __future__ import annotations

from collections.abc import Mapping

from ..checks.documents import Json
from ..checks.one_way import one_way_changes
from .compare import stack_changes
from .model import Changes
from .renames import renames


def compare(
    before: Mapping[str, Json], after: Mapping[str, Json], *, names: tuple[str, str] = ("before", "after")
) -> Changes:
    """What changes from one output to the next.

    Args:
        before: the former stacks by name, parsed.
        after: the new ones.
        names: what both are called, for a person.
    """
    return Changes(
        before=names[0],
        after=names[1],
        stacks=stack_changes(before, after),
        one_way=tuple(one_way_changes(before, after)),
        renames=tuple(renames(before, after)),
    )
