"""What Terraform plans: the same report from `terraform show -json` of a saved plan."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from ..checks.documents import Json, Stack, blocks, mapping
from ..checks.losses import loss
from . import facts
from .model import ArgumentChange, Kind, ResourceChange, StackChange, StackKind
from .values import Path as ArgumentPath
from .values import differences

_REASONS = {
    "replace_because_tainted": "a former apply left it half made",
    "replace_by_request": "the plan was asked to replace it",
    "replace_by_triggers": "what it follows changes",
    "delete_because_no_resource_config": "the configuration no longer holds it",
}
_UNKNOWN = "known after apply"


class PlanError(Exception):
    """A file is no plan of Terraform, or the plan of something else."""


def read_plan(file: Path, stack: str, *, output: Json | None = None) -> StackChange | None:
    """What Terraform plans for a stack; None if it plans nothing, and found nothing changed.

    Args:
        file: what `terraform show -json` writes of a saved plan.
        stack: the stack's name.
        output: the synthesized stack. If given, the plan must have been made from it.

    Raises:
        PlanError: the file is no plan, or one of another stack or another state of the configuration.
        OSError: the file cannot be read.
    """
    try:
        plan = json.loads(file.read_text(encoding="utf-8"))
    except ValueError:
        plan = None
    if not isinstance(plan, dict) or ("resource_changes" not in plan and "planned_values" not in plan):
        raise PlanError(f"{file} is no plan: it must hold what `terraform show -json PLANFILE` writes")
    if output is not None:
        _same_stack(plan, file, stack, output)
    resources = tuple(_changes(plan.get("resource_changes"), stack))
    drift = tuple(_changes(plan.get("resource_drift"), stack))
    settings = tuple(_outputs(plan))
    if not resources and not drift and not settings:
        return None
    return StackChange(stack, StackKind.CHANGED, resources, settings, drift=drift)


def _same_stack(plan: Json, file: Path, stack: str, output: Json) -> None:
    root = mapping(mapping(plan.get("configuration")).get("root_module"))
    planned = {
        str(mapping(entry).get("address"))
        for entry in blocks(root.get("resources"))
        if mapping(entry).get("mode") == "managed"
    }
    made = {resource.address for resource in Stack(stack, output).resources()}
    if planned != made:
        example = sorted(planned ^ made)[0]
        where = "the plan does not hold" if example in made else "the stack does not hold"
        raise PlanError(
            f"{file} is not the plan of this output's stack {stack}: {where} {example}. Synthesize and plan anew, or "
            "name the stack: --plan STACK=FILE"
        )


def _changes(entries: object, stack: str) -> Iterator[ResourceChange]:
    for entry in sorted(map(mapping, blocks(entries)), key=lambda entry: str(entry.get("address"))):
        change = mapping(entry.get("change"))
        actions = tuple(map(str, blocks(change.get("actions"))))
        kind = _kind(actions, change, entry)
        if entry.get("mode") != "managed" or kind is None:
            continue
        before, after = mapping(change.get("before")), mapping(change.get("after"))
        former = str(entry.get("previous_address") or "")
        arguments = tuple(_arguments(entry, change)) if before and kind is not Kind.DESTROYED else ()
        body = before or after
        name = body.get("name")
        gone = kind in (Kind.REPLACED, Kind.DESTROYED)
        yield ResourceChange(
            stack=stack,
            address=str(entry.get("address")),
            type=str(entry.get("type")),
            name=name if isinstance(name, str) else "",
            kind=kind,
            arguments=arguments,
            former=former if former != entry.get("address") else "",
            reasons=tuple(_reasons(entry, arguments)) if kind is Kind.REPLACED else (),
            loss=loss(str(entry.get("type")), body) if gone else "",
        )


def _kind(actions: Sequence[str], change: Json, entry: Json) -> Kind | None:
    if "create" in actions:
        return Kind.REPLACED if "delete" in actions else Kind.ADDED
    if "delete" in actions:
        return Kind.DESTROYED
    if "forget" in actions:
        return Kind.FORGOTTEN
    if change.get("importing"):
        return Kind.IMPORTED
    if "update" in actions:
        return Kind.CHANGED
    return Kind.MOVED if entry.get("previous_address") else None


def _arguments(entry: Json, change: Json) -> Iterator[ArgumentChange]:
    type_ = str(entry.get("type"))
    known = facts.facts(type_)
    replaced_by = [tuple(map(str, blocks(path))) for path in blocks(change.get("replace_paths"))]
    before, after = _masked(change, "before"), _masked(change, "after")
    unknown = mapping(change.get("after_unknown"))
    for difference in differences(before, after, known.sets if known is not None else ()):
        new: object = difference.after
        if new is None and _marked(unknown, difference.path):
            new = _UNKNOWN
        values = [facts.masked(type_, difference.path, value) for value in (difference.before, new)]
        forces = any(
            difference.path[: len(path)] == path or path[: len(difference.path)] == difference.path
            for path in (_names(path) for path in replaced_by)
        )
        if forces or new != _UNKNOWN or difference.path != ("id",):
            yield ArgumentChange(difference.argument, values[0], values[1], forces)


def _names(path: Sequence[str]) -> ArgumentPath:
    return tuple(part for part in path if not part.isdigit())


def _marked(tree: object, path: ArgumentPath) -> bool:
    """Whether a tree of marks holds one at a path."""
    for part in path:
        if isinstance(tree, list):
            tree = tree[0] if tree else None
        if tree is True:
            return True
        tree = mapping(tree).get(part)
    return bool(tree)


def _masked(change: Json, side: str) -> object:
    return _mask(change.get(side), change.get(f"{side}_sensitive"))


def _mask(value: object, marks: object) -> object:
    """A value without what the provider calls sensitive."""
    if marks is True:
        return None if value is None else facts.SENSITIVE
    if isinstance(value, Mapping):
        return {key: _mask(inner, mapping(marks).get(key)) for key, inner in value.items()}
    if isinstance(value, list):
        found = marks if isinstance(marks, list) else []
        return [_mask(inner, found[number] if number < len(found) else None) for number, inner in enumerate(value)]
    return value


def _reasons(entry: Json, arguments: Sequence[ArgumentChange]) -> Iterator[str]:
    told = _REASONS.get(str(entry.get("action_reason")))
    if told:
        yield told
    yield from (f"{argument.argument} cannot change in place" for argument in arguments if argument.forces)


def _outputs(plan: Json) -> Iterator[ArgumentChange]:
    for name, change in sorted(mapping(plan.get("output_changes")).items()):
        body = mapping(change)
        if body.get("actions") in (["no-op"], None):
            continue
        before, after = _masked(body, "before"), _masked(body, "after")
        if body.get("after_unknown") is True:
            after = _UNKNOWN
        if facts.hidden("", (name,), before) or facts.hidden("", (name,), after):
            before, after = facts.SENSITIVE, facts.SENSITIVE
        yield ArgumentChange(f"output.{name}", before, after)
