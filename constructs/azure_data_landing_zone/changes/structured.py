"""A comparison as plain data, for programs."""

from __future__ import annotations

from dataclasses import asdict

from .model import Changes, ResourceChange, StackChange


def as_data(changes: Changes) -> dict[str, object]:
    """The result of a comparison: the content of `adlz diff --format json`.

    The keys are part of the public contract: `stacks[].name`, `.kind`, `.resources[].kind` and so on.
    """
    return {
        "before": changes.before,
        "after": changes.after,
        "destructive": changes.destructive,
        "lossy": changes.lossy,
        "counts": {kind.value: count for kind, count in changes.counts.items()},
        "stacks": [_stack(stack) for stack in changes.stacks],
        "effects": [asdict(effect) for effect in changes.effects],
        "one_way": [asdict(change) for change in changes.one_way],
        "renames": [
            {
                "before": rename.before,
                "after": rename.after,
                "names": dict(rename.names),
                "advice": list(rename.advice()),
            }
            for rename in changes.renames
        ],
    }


def _stack(stack: StackChange) -> dict[str, object]:
    return {
        "name": stack.name,
        "kind": stack.kind.value,
        "destructive": stack.destructive,
        "counts": {kind.value: count for kind, count in stack.counts.items()},
        "resources": [_resource(resource) for resource in stack.resources],
        "settings": [asdict(setting) for setting in stack.settings],
        "notes": list(stack.notes),
        "drift": [_resource(resource) for resource in stack.drift],
    }


def _resource(change: ResourceChange) -> dict[str, object]:
    data = asdict(change)
    # What is added is judged by these, and says the same as the stack.
    del data["settings"]
    return data
