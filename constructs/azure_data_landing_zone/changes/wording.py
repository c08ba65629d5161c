"""How changes are put into words; the same for a terminal and for a pull request."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from .effects import lines
from .model import ArgumentChange, Changes, Kind, ResourceChange, StackChange, StackKind

#: So many characters of a value are shown.
LONGEST = 120
#: The same change of at least this many resources is one line.
SAME = 4
#: What stands before a resource, as in Terraform's own plans.
SIGNS: Mapping[Kind, str] = {
    Kind.ADDED: "+",
    Kind.IMPORTED: "<",
    Kind.CHANGED: "~",
    Kind.MOVED: ">",
    Kind.REPLACED: "-/+",
    Kind.DESTROYED: "-",
    Kind.FORGOTTEN: ".",
    Kind.LEFT_BEHIND: "!",
}


def summary(changes: Changes) -> str:
    """One line over all."""
    if not changes:
        return "No changes."
    parts = [f"{count} {kind.value}" for kind, count in changes.counts.items()]
    stacks = [
        f"{count} {'stack' if count == 1 else 'stacks'} {kind.value}"
        for kind in StackKind
        if (count := sum(stack.kind is kind for stack in changes.stacks))
    ]
    return f"{', '.join(stacks)}: {', '.join(parts) or 'no resource'}"


def headline(stack: StackChange) -> str:
    """One line over a stack."""
    counts = ", ".join(f"{count} {kind.value}" for kind, count in stack.counts.items())
    if stack.kind is StackKind.VANISHED:
        counts = f"{len(stack.resources)} resources stay in Azure, and no Terraform manages them"
    if stack.kind is StackKind.REMOVED:
        counts = "taken down before"
    parts = [counts or "no resource", *([f"{len(stack.settings)} settings"] if stack.settings else [])]
    if stack.drift:
        parts.append(f"{len(stack.drift)} drifted")
    kind = "" if stack.kind is StackKind.CHANGED else f" ({stack.kind.value})"
    return f"{stack.name}{kind}: {', '.join(parts)}"


def title(change: ResourceChange) -> str:
    """A resource and what happens to it."""
    name = f" {change.name!r}" if change.name else ""
    former = f", formerly {change.former}" if change.former else ""
    renamed = f" by {change.renamed!r}" if change.renamed else ""
    return f"{SIGNS[change.kind]} {change.address}{name} {change.kind.value}{renamed}{former}"


@dataclass(frozen=True)
class Alike:
    """Resources to which the same happens.

    Attributes:
        changes: the resources, by address.
    """

    changes: tuple[ResourceChange, ...]

    @property
    def first(self) -> ResourceChange:
        """One of them."""
        return self.changes[0]

    @property
    def title(self) -> str:
        """The resources and what happens to them; from four on with their number."""
        if len(self.changes) < SAME:
            return title(self.first)
        types = {change.kind_of for change in self.changes}
        what = types.pop() if len(types) == 1 else "resource"
        named = ", ".join(change.name or change.address for change in self.changes[:3])
        return (
            f"{SIGNS[self.first.kind]} {len(self.changes)} {what} {self.first.kind.value}: {named} and "
            f"{len(self.changes) - 3} more"
        )


def alike(resources: Iterable[ResourceChange]) -> Iterator[Alike]:
    """Resources by change; the same change of four or more resources is one entry."""
    groups: dict[str, list[ResourceChange]] = {}
    for change in resources:
        kind = "" if change.arguments else change.kind_of
        same = (change.kind, change.arguments, change.reasons, change.loss, change.protected, change.unprotected)
        # Values may be lists and blocks, which cannot be keys.
        groups.setdefault(repr((*same, kind, change.renamed, change.former)), []).append(change)
    for members in groups.values():
        if len(members) < SAME:
            yield from (Alike((change,)) for change in members)
        else:
            yield Alike(tuple(members))


def details(change: ResourceChange) -> Iterator[str]:
    """The further details of a resource."""
    yield from (f"because {reason}" for reason in change.reasons)
    if change.protected:
        yield "prevent_destroy makes Terraform refuse this"
    if change.unprotected:
        yield "prevent_destroy is removed with it, so Terraform does not refuse"


def argument(change: ArgumentChange) -> str:
    """An argument with its old and new value."""
    return f"{change.argument}: {value(change.before)} -> {value(change.after)}" + (
        "  # replaces the resource" if change.forces else ""
    )


def value(found: object) -> str:
    """A value on one line, short enough to read."""
    text = "left out" if found is None else json.dumps(found, ensure_ascii=False)
    text = " ".join(text.split())
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 3]}..."


def risks(changes: Changes) -> Iterator[str]:
    """The effects of a change in ten lines at most, most severe first, and the ways out of a changed key."""
    yield from lines(changes.effects)
    for rename in changes.renames[:2]:
        _, *ways = rename.advice()
        yield from ways
