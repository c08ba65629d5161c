"""The plans of Terraform: the same report from `terraform show -json` of a saved plan."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from ..azure.json_values import JsonObject
from ..checks.losses import loss
from ..synthesized.plans import Plan, PlanError, PlannedChange, read_plan_file
from ..synthesized.stacks import Stack, mapping
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


def read_plan(file: Path, stack: str, *, output: JsonObject | None = None) -> StackChange | None:
    """The changes that Terraform plans for a stack; None if it plans none, and no resource changed outside.

    Args:
        file: what `terraform show -json` writes of a saved plan.
        stack: the stack's name.
        output: the synthesized stack. If given, the plan must have been made from it.

    Raises:
        PlanError: the file is no plan, or one of another stack or another state of the configuration.
        OSError: the file cannot be read.
    """
    plan = read_plan_file(file)
    if output is not None:
        _same_stack(plan, file, stack, output)
    resources = tuple(_changes(plan.changes, stack))
    drift = tuple(_changes(plan.drift, stack))
    settings = tuple(_outputs(plan))
    if not resources and not drift and not settings:
        return None
    return StackChange(stack, StackKind.CHANGED, resources, settings, drift=drift)


def _same_stack(plan: Plan, file: Path, stack: str, output: JsonObject) -> None:
    addresses = {resource.address for resource in Stack(stack, output).resources()}
    if plan.configured != addresses:
        example = sorted(plan.configured ^ addresses)[0]
        where = "the plan does not hold" if example in addresses else "the stack does not hold"
        raise PlanError(
            f"{file} is not the plan of this output's stack {stack}: {where} {example}. Synthesize and plan anew, or "
            "name the stack: --plan STACK=FILE"
        )


def _changes(planned: Sequence[PlannedChange], stack: str) -> Iterator[ResourceChange]:
    for change in planned:
        kind = _kind(change)
        if not change.managed or kind is None:
            continue
        before, after = mapping(change.values.get("before")), mapping(change.values.get("after"))
        decided = not _holds_mark(change.values.get("after_unknown"))
        if kind is Kind.CHANGED and decided and not any(differences(before, after)):
            # Azure may return an equal value in another form, such as PT2M for PT120S.
            continue
        arguments = tuple(_arguments(change)) if before and kind is not Kind.DESTROYED else ()
        body = before or after
        name = body.get("name")
        gone = kind in (Kind.REPLACED, Kind.DESTROYED)
        yield ResourceChange(
            stack=stack,
            address=change.address,
            type=change.type,
            name=name if isinstance(name, str) else "",
            kind=kind,
            arguments=arguments,
            renamed=_renamed(before, after) if kind is Kind.REPLACED else "",
            arm_type=str(body.get("type", "")).partition("@")[0] if change.type.startswith("azapi_") else "",
            former=change.former if change.former != change.address else "",
            reasons=tuple(_reasons(change, arguments)) if kind is Kind.REPLACED else (),
            loss=loss(change.type, body) if gone else "",
        )


def _renamed(before: JsonObject, after: JsonObject) -> str:
    name = after.get("name")
    return name if isinstance(name, str) and name != before.get("name") else ""


def _kind(change: PlannedChange) -> Kind | None:
    if "create" in change.actions:
        return Kind.REPLACED if "delete" in change.actions else Kind.ADDED
    if "delete" in change.actions:
        return Kind.DESTROYED
    if "forget" in change.actions:
        return Kind.FORGOTTEN
    if change.importing:
        return Kind.IMPORTED
    if "update" in change.actions:
        return Kind.CHANGED
    return Kind.MOVED if change.former else None


def _arguments(change: PlannedChange) -> Iterator[ArgumentChange]:
    known = facts.facts(change.type)
    before, after = _masked(change.values, "before"), _masked(change.values, "after")
    unknown = mapping(change.values.get("after_unknown"))
    for difference in differences(before, after, known.sets if known is not None else ()):
        new: object = difference.after
        if new is None and _marked(unknown, difference.path):
            new = _UNKNOWN
        values = [facts.masked(change.type, difference.path, value) for value in (difference.before, new)]
        forces = any(
            difference.path[: len(path)] == path or path[: len(difference.path)] == difference.path
            for path in (_names(path) for path in change.replaced_by)
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


def _holds_mark(tree: object) -> bool:
    """Whether a tree of marks holds one anywhere."""
    if isinstance(tree, Mapping):
        return any(map(_holds_mark, tree.values()))
    return any(map(_holds_mark, tree)) if isinstance(tree, list) else tree is True


def _masked(change: JsonObject, side: str) -> object:
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


def _reasons(change: PlannedChange, arguments: Sequence[ArgumentChange]) -> Iterator[str]:
    told = _REASONS.get(change.reason)
    if told:
        yield told
    yield from (f"{argument.argument} cannot change in place" for argument in arguments if argument.forces)


def _outputs(plan: Plan) -> Iterator[ArgumentChange]:
    for change in plan.outputs:
        if change.actions in (("no-op",), ()):
            continue
        before, after = _masked(change.values, "before"), _masked(change.values, "after")
        if change.values.get("after_unknown") is True:
            after = _UNKNOWN
        if facts.hidden("", (change.address,), before) or facts.hidden("", (change.address,), after):
            before, after = facts.SENSITIVE, facts.SENSITIVE
        yield ArgumentChange(f"output.{change.address}", before, after)
