"""The sides of `adlz diff`: outputs, revisions and plans."""

from __future__ import annotations

import fnmatch
import json
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from .. import config
from ..azure.json_values import JsonObject
from ..changes import Changes, StackChange, compare, judged, read_plan
from ..config import Configuration
from ..config.models.removal import Removed
from ..config.reading.problems import shown
from ..errors import AdlzError
from ..former import Former
from ..inputs import stack_digests
from ..output_folder import IMPORTS_FILE
from .output import many
from .revisions import RevisionError, checkout
from .stacks import current_stacks, read_folder, stack_of
from .terminal import err


class ComparisonError(AdlzError):
    """A side of a comparison cannot be read."""


def compare_sides(
    before: str, after: str | None, file: Path, pattern: str | None = None, *, fresh: bool = False
) -> Changes:
    """Compares two sides.

    Args:
        before: a folder that a synth wrote, a landing zone's file, or a revision.
        after: the same; None for the configuration in the work tree.
        file: the landing zone's file.
        pattern: names of the stacks to compare, as a shell pattern. Default all.
        fresh: whether all stacks are synthesized, whatever is kept of former runs.

    Raises:
        ComparisonError: a side cannot be had, or its configuration has mistakes.
        RevisionError: a revision cannot be had.
    """
    with _scratch() as folder:
        former, now = _side(before, file, folder / "before"), _side(after, file, folder / "after")
        if not fresh and (number := _same_inputs(former, now, pattern)):
            said = f"the inputs of {many(number, 'stack')} are the same, so none is synthesized"
            err().print(f"adlz: {said}; --fresh synthesizes all", style="dim")
            return Changes(former.name, now.name, ())
        stacks, new_stacks = (side.stacks(pattern, fresh=fresh) for side in (former, now))
    if pattern is not None and not stacks and not new_stacks:
        raise ComparisonError(f"no stack is called {pattern!r}")
    removed: Mapping[str, Removed] = {}
    if after is not None and Path(after).is_dir():
        removed = _removed(file)
    elif after is None and now.configuration is not None:
        removed = now.configuration.landing_zone.removed
    return compare(
        stacks,
        new_stacks,
        names=(former.name, now.name),
        removed=removed,
        deleted=[name for name, one in removed.items() if one.data == "delete"],
    )


def former_stacks(against: str | None, output: Path, file: Path, *, fresh: bool = False) -> Former | None:
    """The former stacks that new stacks are compared with; None if there are none.

    Args:
        against: a folder that a synth wrote, a landing zone's file, or a revision. Default the output folder.
        output: the output folder.
        file: the landing zone's file.
        fresh: whether all stacks are synthesized, whatever is kept of former runs.

    Raises:
        ComparisonError: there is nothing of that name, or its configuration has mistakes.
        RevisionError: a revision cannot be had.
    """
    if against is not None:
        with _scratch() as folder:
            side = _side(against, file, folder / "former")
            stacks = side.stacks(None, fresh=fresh)
        return Former(side.name, stacks) if stacks else None
    return Former(shown(output), _output(output)) if any(output.glob("stacks/*/cdk.tf.json")) else None


def compare_plans(plans: Sequence[str], output: str | None) -> Changes:
    """The changes in plans, one for each stack.

    Args:
        plans: files that `terraform show -json` wrote, each as `STACK=FILE`, or a file from whose folder's or own name
            the stack's follows.
        output: the folder from which they must have been made; None for any.

    Raises:
        ComparisonError: a stack is named that the output does not hold, or twice.
        PlanError: a file is no plan, or the plan of something else.
    """
    stacks = _output(Path(output)) if output is not None else None
    changes: dict[str, StackChange | None] = {}
    for entry in plans:
        name, file = _named(entry)
        if name in changes:
            raise ComparisonError(f"two plans are of the stack {name}: name their stacks, --plan STACK=FILE")
        if stacks is not None and name not in stacks:
            raise ComparisonError(f"{output} holds no stack {name}; it holds {', '.join(sorted(stacks))}")
        changes[name] = read_plan(file, name, output=None if stacks is None else stacks[name])
    changed = tuple(changes[name] for name in sorted(changes))
    planned = Changes("what exists", "the plan", tuple(change for change in changed if change is not None))
    return replace(planned, effects=judged({}, {}, planned))


def only_drift(changes: Changes) -> Changes:
    """The changes outside Terraform, instead of the planned ones."""
    return replace(
        changes,
        before="the last apply",
        after="what exists",
        stacks=tuple(
            replace(stack, resources=stack.drift, drift=(), settings=()) for stack in changes.stacks if stack.drift
        ),
    )


def _named(entry: str) -> tuple[str, Path]:
    name, found, file = entry.partition("=")
    if found and not Path(entry).exists():
        return name, Path(file)
    return stack_of(Path(entry)), Path(entry)


@dataclass(frozen=True)
class _Side:
    """A side of a comparison.

    Attributes:
        name: its name for a person.
        written: the stacks of an output folder, parsed; empty for a configuration.
        configuration: the configuration whose stacks are compared; None for an output folder.
        file: the name of the configuration for a person.
    """

    name: str
    written: Mapping[str, JsonObject] = field(default_factory=dict)
    configuration: Configuration | None = None
    file: str = ""

    def stacks(self, pattern: str | None, *, fresh: bool) -> Mapping[str, JsonObject]:
        """The stacks by name, parsed; those of a configuration are made, or taken from a former run."""
        if self.configuration is None:
            return {name: stack for name, stack in self.written.items() if _fits(name, pattern)}
        if not any(_fits(name, pattern) for name in self.configuration.stacks):
            return {}
        return current_stacks(self.configuration, fresh=fresh, pattern=pattern, of=self.file)


def _fits(stack: str, pattern: str | None) -> bool:
    return pattern is None or fnmatch.fnmatchcase(stack, pattern)


@contextmanager
def _scratch() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="adlz-diff-") as folder:
        yield Path(folder)


def _side(side: str | None, file: Path, revision: Path) -> _Side:
    """A side; the files of a revision are written into a folder, which stays until its stacks are made."""
    if side is None:
        return _of_configuration(file, shown(file))
    folder = Path(side)
    if folder.is_dir():
        return _Side(shown(folder), _output(folder))
    if folder.is_file():
        return _of_configuration(folder, shown(folder))
    found = checkout(side, file, revision)
    # A landing zone that is not there yet has no stack.
    return _Side(side) if found is None else replace(_of_configuration(found, f"{side}:{found.name}"), name=side)


def _same_inputs(former: _Side, now: _Side, pattern: str | None) -> int:
    """How many stacks two configurations have, if each of them has the same inputs in both; otherwise 0."""
    digests: list[Mapping[str, str]] = []
    for side in (former, now):
        if side.configuration is None:
            return 0
        names = [name for name in side.configuration.stacks if _fits(name, pattern)]
        known = stack_digests(side.configuration)
        if any(name not in known for name in names):
            return 0
        digests.append({name: known[name] for name in names})
    return len(digests[0]) if digests[0] == digests[1] else 0


def _removed(file: Path) -> Mapping[str, Removed]:
    """The stacks that the configuration in the work tree says were taken down."""
    try:
        return config.load(file).landing_zone.removed
    except config.ConfigurationError:
        # Two folders may be compared without one.
        return {}


def _output(folder: Path) -> dict[str, JsonObject]:
    try:
        stacks = read_folder(folder)
    except FileNotFoundError as error:
        raise ComparisonError(str(error)) from None
    for name, document in stacks.items():
        imports = folder / "stacks" / name / IMPORTS_FILE
        if imports.is_file():
            stacks[name] = {**document, **json.loads(imports.read_text(encoding="utf-8"))}
    return stacks


def _of_configuration(file: Path, name: str) -> _Side:
    try:
        return _Side(name, configuration=config.load(file), file=name)
    except config.ConfigurationError as error:
        raise ComparisonError(f"{name}: {error}") from None


__all__ = ["ComparisonError", "RevisionError", "compare_plans", "compare_sides", "former_stacks", "only_drift"]
