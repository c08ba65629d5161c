"""Changes that Azure does not take back: from one synthesized output to the next."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ..azure import tables
from ..azure.json_values import JsonObject
from ..synthesized.stacks import Stack, find


@dataclass(frozen=True)
class OneWayChange:
    """A setting that would go back where Azure lets it go forward only.

    Attributes:
        stack: the stack's name.
        address: the resource's address in Terraform.
        argument: path of the argument.
        before: its value in the former output.
        after: its value now.
        reason: why Azure refuses.
        name: the resource's name.
    """

    stack: str
    address: str
    argument: str
    before: str
    after: str
    reason: str
    name: str = ""

    def __str__(self) -> str:
        return (
            f"{self.stack} {self.address}: {self.argument} would go from {self.before} to {self.after}: {self.reason}"
        )


def forward_changes(before: Mapping[str, JsonObject], after: Mapping[str, JsonObject]) -> list[OneWayChange]:
    """The changes of a configuration that Azure never takes back, by stack and address.

    Args:
        before: the former stacks by name, parsed.
        after: the new ones. A resource under another name is another resource.
    """
    return _all(before, after, forward=True)


def one_way_changes(before: Mapping[str, JsonObject], after: Mapping[str, JsonObject]) -> list[OneWayChange]:
    """The changes of a configuration that Azure refuses, by stack and address.

    Args:
        before: the former stacks by name, parsed.
        after: the new ones. A resource under another name is another resource.
    """
    return _all(before, after, forward=False)


def _all(before: Mapping[str, JsonObject], after: Mapping[str, JsonObject], *, forward: bool) -> list[OneWayChange]:
    return [
        change
        for name in sorted(before.keys() & after.keys())
        if before[name] != after[name]
        for change in _stack(Stack(name, before[name]), Stack(name, after[name]), forward)
    ]


def _stack(before: Stack, after: Stack, forward: bool) -> Iterator[OneWayChange]:
    table = tables.read("one_way")
    former = {(r.type, r.key): r for r in before.resources() if r.type in table}
    for resource in sorted(after.resources(), key=lambda r: r.address):
        old = former.get((resource.type, resource.key))
        if old is None or old.name != resource.name:
            continue
        for row in table[resource.type]:
            path = tuple(row["argument"].split("."))
            was, now = (next(find(body, path)).value for body in (old.body, resource.body))
            if _refused(row, now, was) if forward and not row.get("fixed") else not forward and _refused(row, was, now):
                yield OneWayChange(
                    after.name, resource.address, row["argument"], _text(was), _text(now), row["reason"], resource.name
                )


def _refused(row: Mapping[str, Any], was: object, now: object) -> bool:
    """Whether a setting may not become `now` after it was `was`."""
    if row.get("fixed"):
        return was is not None and now is not None and was != now
    order = row["order"]
    return was in order and now in order and order.index(now) < order.index(was)


def _text(value: object) -> str:
    return "left out" if value is None else str(value).lower() if isinstance(value, bool) else str(value)
