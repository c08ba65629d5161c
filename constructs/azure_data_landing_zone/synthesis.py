"""Synthesizes a landing zone into a folder, all or nothing."""

from __future__ import annotations

import contextlib
import fnmatch
import json
import re
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from .azure.json_values import JsonObject
from .config import Configuration
from .config.reading.problems import shown
from .inputs import stack_digests
from .kept import KeptStacks, Reuse, StackText, of_environment
from .making import make, read_output
from .output_folder import MANIFEST, STACK_FILE, OutputError, writing
from .synthesized.stacks import mapping

if TYPE_CHECKING:
    from .changes import Changes
    from .former import Former

__all__ = ["OutputError", "Reuse", "Stacks", "Synthesis", "matching", "stacks_of", "synthesize"]


@dataclass(frozen=True)
class Synthesis:
    """The result of a synthesis.

    Attributes:
        output: the folder.
        stacks: Terraform resources by type, by stack in the order of application.
        seconds: how long it took.
        warnings: what applying it would run into, for a person.
        reused: how many of the stacks were taken from a former run.
        compared_with: the name of the stacks that they were compared with; empty for nothing.
        changes: what they change of those; None if nothing.
    """

    output: Path
    stacks: Mapping[str, Counter[str]]
    seconds: float
    warnings: tuple[str, ...] = ()
    reused: int = 0
    compared_with: str = ""
    changes: Changes | None = None


@dataclass(frozen=True)
class Stacks:
    """The stacks of a configuration, without an output folder.

    Attributes:
        documents: the stacks by name, parsed.
        reused: how many of them were taken from a former run.
    """

    documents: Mapping[str, JsonObject]
    reused: int = 0


def matching(configuration: Configuration, pattern: str | None) -> list[str]:
    """The names of the stacks that a shell pattern means, in the order of application; None means all.

    Raises:
        OutputError: no stack fits the pattern.
    """
    wanted = [name for name in configuration.stacks if pattern is None or fnmatch.fnmatchcase(name, pattern)]
    if not wanted:
        raise OutputError(f"no stack is called {pattern!r}; the stacks are {', '.join(configuration.stacks)}")
    return wanted


def synthesize(
    configuration: Configuration,
    output: Path,
    *,
    pattern: str | None = None,
    jobs: int | None = None,
    done: Callable[[str], None] | None = None,
    written: Callable[[Path], None] | None = None,
    reuse: Reuse = Reuse.OFF,
    against: Former | None = None,
) -> Synthesis:
    """Writes stacks to `output`, replacing those that a former synth left there.

    The stacks are made in a folder inside of it, and take the place of the former ones when everything is written: an
    interrupted synth leaves these as they were. Other files in the folder stay where they are.

    Args:
        configuration: a checked configuration.
        output: the folder, such as `cdktf.out`.
        pattern: names of the stacks to make, as a shell pattern such as `churn-*`; other stacks stay as a former synth
            made them. Default all.
        jobs: processes that share the stacks. Default one for every 150 stacks, as far as there are processors.
        done: is called with the name of each stack that is made. Default: it is not called.
        written: is called with the folder when the new stacks are in place. Default: it is not called.
        reuse: whether stacks whose inputs are the same as in a former run are taken from it. Default they are not: the
            program that calls this may change what stacks are made of.
        against: the stacks that the new ones are compared with. Default those of a former synth in `output`.

    Raises:
        OutputError: the folder holds something else than a former synth, cannot be written to or is written to by
            another synth, no stack fits the pattern, a move leads nowhere, or the new stacks lose or move something
            that the former ones hold, and no suppression covers it.
        NodeLostError: Node ended before everything was written.
    """
    started = time.monotonic()
    wanted = matching(configuration, pattern)
    with writing(output) as folder:
        output, made = folder.output, folder.made
        source = _Source(configuration, reuse)
        stacks = source.stacks(wanted, made, jobs, done)
        documents = {name: json.loads(stack.text) for name, stack in stacks.items()}
        if len(wanted) < len(configuration.stacks):
            stacks = _with_others(configuration, output, stacks)
        _refuse_moves(configuration, documents)
        former = _former(output)
        changes: Changes | None = None
        warnings: tuple[str, ...] = ()
        same = former.keys() == stacks.keys() and all(former[name] == stack.text for name, stack in stacks.items())
        if against is not None or (former and not same):
            changes, warnings = _compare(configuration, output, against, stacks)
        # Stacks of the former output may come from another engine than those that were asked for.
        manifest = _manifest(configuration, stacks, newest=stacks[wanted[-1]])
        changed = _write(output, former, stacks, manifest, made)
        if changed:
            folder.install(written)
    resources = {name: _resources(documents[name]) for name in wanted}
    compared = against.name if against is not None else shown(output) if former else ""
    return Synthesis(output, resources, time.monotonic() - started, warnings, source.reused, compared, changes)


def stacks_of(
    configuration: Configuration,
    *,
    pattern: str | None = None,
    reuse: Reuse = Reuse.OFF,
) -> Stacks:
    """The stacks of a configuration, by name in alphabetical order, without writing them to an output folder.

    Args:
        configuration: a checked configuration.
        pattern: names of the stacks, as a shell pattern such as `churn-*`. Default all.
        reuse: whether stacks whose inputs are the same as in a former run are taken from it. Default they are not.

    Raises:
        OutputError: no stack fits the pattern, or a move leads nowhere.
        NodeLostError: Node ended before everything was written.
    """
    source = _Source(configuration, reuse)
    with tempfile.TemporaryDirectory(prefix="adlz-") as folder:
        found = source.stacks(matching(configuration, pattern), Path(folder))
    documents = {name: json.loads(found[name].text) for name in sorted(found)}
    _refuse_moves(configuration, documents)
    return Stacks(documents, source.reused)


class _Source:
    """Where stacks come from: former runs, as far as that is wanted, and the engine.

    Attributes:
        reused: how many stacks came from former runs.
    """

    def __init__(self, configuration: Configuration, reuse: Reuse) -> None:
        self._configuration = configuration
        self._kept = of_environment() if reuse is not Reuse.OFF else KeptStacks(None)
        self._digests = stack_digests(configuration) if reuse is not Reuse.OFF else {}
        self._looks = reuse is Reuse.ON
        self.reused = 0

    def stacks(
        self,
        names: Sequence[str],
        folder: Path,
        jobs: int | None = None,
        done: Callable[[str], None] | None = None,
    ) -> dict[str, StackText]:
        """Stacks by name, in the given order; those that no former run kept are made in a folder."""
        found: dict[str, StackText] = {}
        for name in names if self._looks else ():
            kept = self._kept.find(self._digests[name]) if name in self._digests else None
            if kept is not None:
                found[name] = kept
                if done is not None:
                    done(name)
        self.reused = len(found)
        if missing := [name for name in names if name not in found]:
            made = make(self._configuration, missing, folder, jobs, done)
            self._kept.keep({self._digests[name]: stack for name, stack in made.items() if name in self._digests})
            found |= made
        return {name: found[name] for name in names}


def _compare(
    configuration: Configuration, output: Path, against: Former | None, stacks: Mapping[str, StackText]
) -> tuple[Changes | None, tuple[str, ...]]:
    """Looks at what the new stacks change, before the former output is replaced.

    Args:
        configuration: the configuration.
        output: the output folder.
        against: the stacks to compare with. Default those in the output folder.
        stacks: the new stacks.

    Returns:
        What changes, None if there is nothing to compare with; and what applying would run into: things that would be
        taken away under a lock that stays.

    Raises:
        OutputError: the change loses data or moves what others rely on, and the configuration does not say so.
    """
    # What is needed to judge a change takes longer to import than stacks that are kept take to write.
    from .checks import locked_removals
    from .former import Former, changes_from, refuse

    # Stacks that the manifest does not list count: a program that dropped them compared nothing.
    former = against or Former(shown(output), _parsed(_former(output)))
    # A stack that was not asked for did not vanish.
    others = set(configuration.stacks) - stacks.keys()
    former = replace(former, stacks={name: found for name, found in former.stacks.items() if name not in others})
    after = _parsed({name: stack.text for name, stack in stacks.items()})
    changes = changes_from(former, after, configuration)
    refuse(changes, configuration, output if against is None else None)
    if not (locked := locked_removals(former.stacks, after)):
        return changes, ()
    return changes, (
        *map(str, locked),
        "Azure takes nothing away under a lock. Set locks: false of the landing zone or environment and apply, take "
        "these away and apply, then take locks out again (`adlz docs operations#delete-locked-resources`)",
    )


def _former(output: Path) -> dict[str, bytes]:
    return {file.parent.name: file.read_bytes() for file in output.glob(f"stacks/*/{STACK_FILE}")}


def _refuse_moves(configuration: Configuration, documents: Mapping[str, JsonObject]) -> None:
    """Stops if Terraform would refuse a move, or it leads nowhere.

    Raises:
        OutputError: an entry of `moved` names a resource that still stands where it was, or none where it should be.
    """
    moving = {name: document for name, document in documents.items() if configuration.moves(name)}
    if not moving:
        return
    from .changes.moves import misled_moves

    # A pattern may name stacks that do not have the resource.
    named = {
        name: frozenset(move.to for move in configuration.moves(name) if getattr(move, "stack", name) == name)
        for name in moving
    }
    if found := list(misled_moves(moving, named=named)):
        raise OutputError("\n".join(found))


def _with_others(configuration: Configuration, output: Path, stacks: Mapping[str, StackText]) -> dict[str, StackText]:
    """Stacks together with those of the former output that were not asked for."""
    former = read_output(output) if (output / MANIFEST).is_file() else {}
    found = {**former, **stacks}
    return {name: found[name] for name in configuration.stacks if name in found}


def _write(
    output: Path, former: Mapping[str, bytes], stacks: Mapping[str, StackText], manifest: bytes, made: Path
) -> bool:
    """Completes the folder in which stacks were made; what the output holds already is not written again.

    Returns:
        Whether the output changes.
    """
    (made / MANIFEST).write_bytes(manifest)
    for name, stack in stacks.items():
        file = made / "stacks" / name / STACK_FILE
        if former.get(name) == stack.text:
            file.unlink(missing_ok=True)
        elif not file.exists():
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(stack.text)
    same = {name: stack.text for name, stack in stacks.items()} == dict(former)
    return not same or not (output / MANIFEST).is_file() or (output / MANIFEST).read_bytes() != manifest


def _manifest(configuration: Configuration, stacks: Mapping[str, StackText], newest: StackText) -> bytes:
    """One manifest over stacks, letter by letter as the engine of the newest writes it."""
    entries = {
        name: {
            **stack.entry,
            "dependencies": [earlier for earlier in configuration.dependencies(name) if earlier in stacks],
        }
        for name, stack in stacks.items()
    }
    text = json.dumps({"stacks": entries, "version": newest.version}, indent=2, sort_keys=True)
    if newest.breaks_empty_lists:  # cdktf, other than cdktn, breaks the line inside of an empty list
        text = re.sub(r"^( *)(.*)\[\](,?)$", r"\1\2[\n\1]\3", text, flags=re.MULTILINE)
    return text.encode()


def _parsed(texts: Mapping[str, bytes]) -> dict[str, JsonObject]:
    """Stacks by name, without edited ones that are no longer JSON."""
    found: dict[str, JsonObject] = {}
    for name in sorted(texts):
        with contextlib.suppress(ValueError):
            document = json.loads(texts[name])
            if isinstance(document, dict):
                found[name] = document
    return found


def _resources(document: JsonObject) -> Counter[str]:
    return Counter({kind: len(mapping(named)) for kind, named in mapping(document.get("resource")).items()})
