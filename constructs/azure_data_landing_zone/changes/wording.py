"""How changes are put into words; the same for a terminal and for a pull request."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from .model import ArgumentChange, Changes, Kind, ResourceChange, StackChange, StackKind

#: So many characters of a value are shown.
LONGEST = 120
#: What stands before a resource, as in Terraform's own plans.
SIGNS: Mapping[Kind, str] = {
    Kind.ADDED: "+",
    Kind.IMPORTED: "<",
    Kind.CHANGED: "~",
    Kind.MOVED: ">",
    Kind.REPLACED: "-/+",
    Kind.DESTROYED: "-",
    Kind.FORGOTTEN: ".",
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
        counts = f"{len(stack.resources)} resources that nothing manages any more"
    if stack.kind is StackKind.REMOVED:
        counts = "taken down before"
    parts = [counts or "no resource", *([f"{len(stack.settings)} settings"] if stack.settings else [])]
    if stack.drift:
        parts.append(f"{len(stack.drift)} drifted")
    kind = "" if stack.kind is StackKind.CHANGED else f" ({stack.kind.value})"
    return f"{stack.name}{kind}: {', '.join(parts)}"


def listed(stack: StackChange) -> tuple[tuple[ResourceChange, ...], str]:
    """The resources of a stack that are told one by one, and a word about the others."""
    if stack.kind is not StackKind.VANISHED:
        return stack.resources, ""
    others = len(stack.resources) - len(stack.losses)
    return stack.losses, f"and {others} others" if others else ""


def title(change: ResourceChange) -> str:
    """A resource and what happens to it."""
    name = f" {change.name!r}" if change.name else ""
    former = f", formerly {change.former}" if change.former else ""
    return f"{SIGNS[change.kind]} {change.address}{name} {change.kind.value}{former}"


def details(change: ResourceChange) -> Iterator[str]:
    """What more there is to say of a resource."""
    yield from (f"because {reason}" for reason in change.reasons)
    if change.protected:
        yield "prevent_destroy makes Terraform refuse this"
    if change.unprotected:
        yield "prevent_destroy goes with it: nothing holds Terraform back"


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


def alarms(changes: Changes) -> Iterator[str]:
    """What must not be overlooked, most severe first."""
    for rename in changes.renames:
        yield from rename.advice()
    for stack in changes.vanished:
        held = [resource for resource in stack.resources if resource.loss]
        what = f", {len(held)} of which hold something" if held else ""
        yield (
            f"STACK VANISHED: {stack.name} is no longer made; its {len(stack.resources)} resources{what} stay in Azure "
            "and are paid for, and nothing manages them. Take it down before it leaves the configuration"
        )
    for change in changes.losses:
        verb = "is made anew" if change.kind is Kind.REPLACED else "is destroyed"
        name = change.name or change.address
        yield f"LOSS: {name} ({change.type}) in {change.stack} {verb}; lost is {change.loss}"
    for one_way in changes.one_way:
        yield f"ONE WAY: {one_way}"
