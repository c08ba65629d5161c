"""Writers of one thing, one after the other: many services of Azure refuse a second change while one is under way."""

from __future__ import annotations

from collections.abc import Sequence

from . import references
from .framework import Construct, ITerraformDependable

#: Attribute of a stack that holds its last writers by what they write.
_LAST = "_adlz_last_writers"


def take(scope: Construct, places: Sequence[str], writer: ITerraformDependable) -> list[ITerraformDependable]:
    """Notes that a resource writes something, after those of its stack that wrote it before.

    Args:
        scope: where the resource hangs in the tree.
        places: what it writes, always in the same words, such as the reference to an id.
        writer: the resource, possibly before it is made.

    Returns:
        The last writer before it of each place, for `depends_on`.
    """
    stack = references.stack_of(scope)
    last: dict[str, ITerraformDependable] = getattr(stack, _LAST, {})
    before: list[ITerraformDependable] = []
    for place in places:
        if place in last and not any(last[place] is one for one in before):
            before.append(last[place])
    setattr(stack, _LAST, {**last, **dict.fromkeys(places, writer)})
    return before
