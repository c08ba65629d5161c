"""The outline of a plan: its changes without their values, so that it may leave the machine that planned.

A pipeline shows the changes before an approval and plans again after it. Both outlines must be equal: address, actions
and the paths of the arguments that change, for every resource and output.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..azure.json_values import JsonObject
from ..errors import AdlzError
from ..synthesized.plans import Plan, PlannedChange
from ..synthesized.stacks import mapping
from .values import differences

#: Changes when the form does.
_FORMAT = 1


class OutlineError(AdlzError):
    """A file is no outline of a plan, or the outline of another stack."""


@dataclass(frozen=True)
class Outline:
    """The changes of a plan without values.

    Attributes:
        stack: the stack's name.
        changes: the actions and the paths by address; outputs stand as `output.NAME`.
    """

    stack: str
    changes: Mapping[str, tuple[str, tuple[str, ...]]]

    def text(self) -> str:
        """The outline as JSON."""
        changes = {
            address: {"actions": actions, "paths": list(paths)} for address, (actions, paths) in self.changes.items()
        }
        return json.dumps({"format": _FORMAT, "stack": self.stack, "changes": changes}, indent=2) + "\n"

    def differences(self, shown: Outline) -> Iterator[str]:
        """The differences from an outline that was shown earlier, a sentence for each address."""
        for address in sorted(self.changes.keys() | shown.changes.keys()):
            now, then = self.changes.get(address), shown.changes.get(address)
            if now == then:
                continue
            if now is None or then is None:
                known = now or then
                actions = known[0] if known else ""
                yield f"{address}: {actions} " + (
                    "was not shown" if then is None else "was shown and is not planned now"
                )
            elif now[0] != then[0]:
                yield f"{address}: {then[0]} was shown, {now[0]} is planned now"
            else:
                paths = sorted(set(now[1]) ^ set(then[1]))
                yield f"{address}: other arguments change than were shown: {', '.join(paths)}"


def outline(plan: Plan, stack: str) -> Outline:
    """The outline of a plan.

    Args:
        plan: the plan.
        stack: the stack's name.
    """
    changes = {change.address: _entry(change) for change in plan.changes if change.managed and _happens(change)}
    changes |= {f"output.{change.address}": _entry(change) for change in plan.outputs if _happens(change)}
    return Outline(stack, dict(sorted(changes.items())))


def read_outline(file: Path, stack: str) -> Outline:
    """An outline that was written to a file.

    Args:
        file: what `Outline.text` gives.
        stack: the stack whose outline is expected.

    Raises:
        OutlineError: the file holds something else, or the outline of another stack.
        OSError: the file cannot be read.
    """
    try:
        document = mapping(json.loads(file.read_text(encoding="utf-8")))
    except ValueError:
        document = {}
    if document.get("format") != _FORMAT:
        raise OutlineError(f"{file} is no outline of a plan: `adlz ci outline --write` writes one")
    if document.get("stack") != stack:
        raise OutlineError(f"{file} is the outline of the stack {document.get('stack')}, and {stack} is planned")
    return Outline(stack, {address: _read(entry) for address, entry in mapping(document.get("changes")).items()})


def _read(entry: object) -> tuple[str, tuple[str, ...]]:
    body = mapping(entry)
    paths = body.get("paths")
    return str(body.get("actions")), tuple(map(str, paths)) if isinstance(paths, list) else ()


def _happens(change: PlannedChange) -> bool:
    return (
        change.actions not in ((), ("no-op",))
        or bool(change.former and change.former != change.address)
        or change.importing
    )


def _entry(change: PlannedChange) -> tuple[str, tuple[str, ...]]:
    actions = "+".join(change.actions)
    if change.former and change.former != change.address:
        actions += f" from {change.former}"
    if change.importing:
        actions += " import"
    before, after = (_object(change.values.get(side)) for side in ("before", "after"))
    paths = {
        difference.argument
        for key in before.keys() | after.keys()
        for difference in differences(before.get(key), after.get(key), path=(key,))
    }
    paths.update(_marks(change.values.get("after_unknown")))
    return actions, tuple(sorted(paths))


def _object(value: object) -> JsonObject:
    """The value of an output stands alone, that of a resource is an object."""
    return value if isinstance(value, Mapping) else {} if value is None else {"value": value}


def _marks(tree: object, path: Sequence[str] = ()) -> Iterator[str]:
    """The paths of values that are known after apply."""
    if tree is True:
        yield ".".join(path) or "value"
    for key, inner in tree.items() if isinstance(tree, Mapping) else ():
        yield from _marks(inner, (*path, key))
    for inner in tree if isinstance(tree, list) else ():
        yield from _marks(inner, path)
