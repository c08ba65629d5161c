"""Synthesizes a landing zone into a folder, all or nothing."""

from __future__ import annotations

import fnmatch
import json
import multiprocessing
import os
import re
import shutil
import signal
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, ProcessPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from .changes.moves import misled_moves
from .changes.renames import renames
from .checks import locked_removals, one_way_changes, read_stacks, vanished
from .config import Configuration
from .output_folder import OutputError, writing

__all__ = ["OutputError", "Synthesis", "matching", "synthesize"]

#: From this many stacks a worker on, another worker saves more time than its start costs (benchmarks/engine.py).
STACKS_PER_JOB = 150


@dataclass(frozen=True)
class Synthesis:
    """What was made.

    Attributes:
        output: the folder.
        stacks: Terraform resources by type, by stack in the order of application.
        seconds: how long it took.
        warnings: what applying it would run into, for a person.
    """

    output: Path
    stacks: Mapping[str, Counter[str]]
    seconds: float
    warnings: tuple[str, ...] = ()


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
) -> Synthesis:
    """Writes stacks to `output`, replacing those that a former synth left there.

    The stacks are made in a folder inside of it, and take the place of the former ones when everything is written: an
    interrupted synth leaves these as they were. Other files in the folder stay where they are.

    Args:
        configuration: a checked configuration.
        output: the folder, such as `cdktf.out`.
        pattern: names of the stacks to make, as a shell pattern such as `churn-*`; other stacks stay as a former synth
            made them. Default all.
        jobs: processes that share the stacks. Default one for every `STACKS_PER_JOB`, as far as there are processors.
        done: is called with the name of each stack that is made. Default nothing is told.
        written: is called with the folder when the new stacks are in place. Default nothing is told.

    Raises:
        OutputError: the folder holds something else than a former synth, cannot be written to or is written to by
            another synth, no stack fits the pattern, a setting goes back that Azure lets go forward only, a product's
            key changed, a stack has left the configuration without being named in `removed`, or a move leads nowhere.
        NodeLostError: Node ended before everything was written.
    """
    started = time.monotonic()
    wanted = matching(configuration, pattern)
    if jobs is None:
        jobs = min(os.cpu_count() or 1, max(1, len(wanted) // STACKS_PER_JOB))
    with writing(output) as folder:
        output, made = folder.output, folder.made
        if jobs > 1:
            _make_together(configuration, wanted, made, jobs, done)
        else:
            _make(configuration, wanted, made, done)
        if len(wanted) < len(configuration.stacks):
            _keep_others(configuration, output, made)
        _refuse_moves(configuration, wanted, made)
        warnings = _compare(output, made)
        _refuse_renames(output, made, configuration)
        _refuse_vanished(output, configuration)
        stacks = {name: _resources(made / "stacks" / name / "cdk.tf.json") for name in wanted}
        folder.install(written)
    return Synthesis(output, stacks, time.monotonic() - started, warnings)


def _refuse_vanished(output: Path, configuration: Configuration) -> None:
    """Stops before the former output loses a stack that nothing could destroy any more.

    Raises:
        OutputError: a stack has left the configuration without being named in `removed`.
    """
    gone = vanished([file.parent.name for file in output.glob("stacks/*/cdk.tf.json")], configuration)
    if gone:
        named = ", ".join(f"{name}: {{}}" for name in gone)
        raise OutputError(
            f"the configuration has no {' and no '.join(gone)} any more, and {output} is all that could still destroy "
            "it. Put it back, or remove it in order: set decommission: true of the product, apply, destroy the stack; "
            f"then say `removed: {{{named}}}` in the landing zone (`adlz docs operations#remove-a-product`). If "
            f"{output} was never applied, or is of another landing zone, remove it or name another folder"
        )


def _compare(output: Path, made: Path) -> tuple[str, ...]:
    """Looks at what would change, before the former output is replaced.

    Returns:
        What applying would run into: things that would be taken away under a lock that stays.

    Raises:
        OutputError: a setting goes back that Azure lets go forward only.
    """
    if not _has_stacks(output) or not _has_stacks(made):
        return ()
    before, after = read_stacks(output), read_stacks(made)
    if changes := one_way_changes(before, after):
        raise OutputError(
            "\n".join(map(str, changes))
            + "\nAzure refuses this: keep the former setting, or make the resource anew under another name. If "
            f"{output} was never applied, remove it"
        )
    if not (locked := locked_removals(before, after)):
        return ()
    return (
        *map(str, locked),
        "Azure takes nothing away under a lock. Set locks: false of the landing zone or environment and apply, take "
        "these away and apply, then take locks out again (`adlz docs operations#delete-locked-resources`)",
    )


def _refuse_renames(output: Path, made: Path, configuration: Configuration) -> None:
    """Stops before a product is made a second time because its key changed.

    Raises:
        OutputError: a stack vanished, and one appeared that looks the same.
    """
    names = [{file.parent.name for file in folder.glob("stacks/*/cdk.tf.json")} for folder in (output, made)]
    removed = configuration.landing_zone.removed
    if not (names[0] - names[1] - removed.keys() and names[1] - names[0]):
        return
    # What was removed on purpose has no other name.
    before = {name: document for name, document in read_stacks(output).items() if name not in removed}
    found = list(renames(before, read_stacks(made)))
    if found:
        raise OutputError(
            "\n".join(line for rename in found for line in rename.advice())
            + f"\nIf {output} was never applied, remove it"
        )


def _refuse_moves(configuration: Configuration, names: Sequence[str], made: Path) -> None:
    """Stops if Terraform would refuse a move, or it leads nowhere.

    Raises:
        OutputError: an entry of `moved` names a resource that still stands where it was, or none where it should be.
    """
    moving = [name for name in names if configuration.moves(name)]
    if not moving:
        return
    stacks = {name: json.loads((made / "stacks" / name / "cdk.tf.json").read_text(encoding="utf-8")) for name in moving}
    # A pattern may name stacks that do not have the resource.
    named = {
        name: frozenset(move.to for move in configuration.moves(name) if getattr(move, "stack", name) == name)
        for name in moving
    }
    if found := list(misled_moves(stacks, named=named)):
        raise OutputError("\n".join(found))


def _has_stacks(folder: Path) -> bool:
    return any(folder.glob("stacks/*/cdk.tf.json"))


def _make(
    configuration: Configuration, names: Sequence[str], folder: Path, done: Callable[[str], None] | None = None
) -> None:
    """Makes stacks in this process."""
    # CDK for Terraform would write to the folder that its command line names here, instead of to ours.
    os.environ.pop("CDKTF_OUTDIR", None)
    from .engine import node, selection

    selection.choose(configuration.landing_zone.engine)
    with node.needed():
        from .engine.framework import App
        from .engine.pipeline import pipelined
        from .engine.unchecked import unchecked
        from .stacks.landing_zone import CONTEXT, add_stacks

        app = App(outdir=str(folder), context=dict(CONTEXT), stack_traces=False)
        with unchecked(), pipelined():
            add_stacks(app, configuration, names, done)
        app.synth()


@dataclass(frozen=True)
class _Log:
    """Where worker processes write down what they have made, for the process that shows it."""

    file: Path

    def __call__(self, name: str) -> None:
        with self.file.open("a", encoding="utf-8") as file:
            file.write(f"{name}\n")

    def names(self) -> list[str]:
        """What is made so far."""
        return self.file.read_text(encoding="utf-8").split() if self.file.exists() else []


@contextmanager
def _workers(count: int) -> Iterator[ProcessPoolExecutor]:
    """Worker processes, which do not outlive what goes wrong in this one."""
    before = set(multiprocessing.active_children())
    with ProcessPoolExecutor(count, mp_context=multiprocessing.get_context("spawn")) as pool:
        try:
            yield pool
        except BaseException as error:
            for child in set(multiprocessing.active_children()) - before:
                child.terminate()
            if isinstance(error, BrokenExecutor):
                raise OutputError(
                    "a worker process ended before its stacks were written. If the machine has too little memory, use "
                    "fewer --jobs"
                ) from None
            raise


@contextmanager
def _deaf_children() -> Iterator[None]:
    """Processes that are started here do not hear Ctrl-C: the one that they work for does, and ends them."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before or signal.SIG_DFL)


def _make_together(
    configuration: Configuration,
    names: Sequence[str],
    folder: Path,
    jobs: int,
    done: Callable[[str], None] | None,
) -> None:
    """Makes stacks in worker processes, each with a Node of its own, and writes one manifest over them.

    The workers are spawned, and this process loads no jsii at all: a forked kernel would answer two masters.
    """
    shares = [names[number::jobs] for number in range(jobs)]
    shares = [share for share in shares if share]
    parts = [folder / f"part-{number}" for number in range(len(shares))]
    log = _Log(folder / "done") if done is not None else None
    told = 0
    with _workers(len(shares)) as pool:
        with _deaf_children():
            left = {pool.submit(_make, configuration, *work, log) for work in zip(shares, parts, strict=True)}
        while left:
            finished, left = wait(left, timeout=0.2 if log is not None else None, return_when=FIRST_COMPLETED)
            for share in finished:
                share.result()
            if log is not None and done is not None:
                for name in (news := log.names()[told:]):
                    done(name)
                told += len(news)
    if log is not None:
        log.file.unlink(missing_ok=True)
    (folder / "stacks").mkdir()
    manifests = [(part / "manifest.json").read_text(encoding="utf-8") for part in parts]
    for part in parts:
        for stack in (part / "stacks").iterdir():
            stack.rename(folder / "stacks" / stack.name)
        shutil.rmtree(part)
    _write_manifest(configuration, folder, manifests)


def _keep_others(configuration: Configuration, output: Path, made: Path) -> None:
    """Takes stacks that were not asked for from the former output."""
    manifests = [(made / "manifest.json").read_text(encoding="utf-8")]
    if (output / "manifest.json").exists():
        manifests.insert(0, (output / "manifest.json").read_text(encoding="utf-8"))
        for name in configuration.stacks:
            source, target = output / "stacks" / name / "cdk.tf.json", made / "stacks" / name
            if source.exists() and not target.exists():
                target.mkdir(parents=True)
                shutil.copy2(source, target / source.name)
    _write_manifest(configuration, made, manifests)


def _write_manifest(configuration: Configuration, folder: Path, texts: Sequence[str]) -> None:
    """One manifest over the stacks in `folder`, letter by letter as the engine writes it."""
    manifests = [json.loads(text) for text in texts]
    entries = {name: entry for manifest in manifests for name, entry in manifest["stacks"].items()}
    present = [name for name in configuration.stacks if (folder / "stacks" / name / "cdk.tf.json").exists()]
    stacks = {
        name: {
            **entries[name],
            "dependencies": [earlier for earlier in configuration.dependencies(name) if earlier in present],
        }
        for name in present
    }
    text = json.dumps({"stacks": stacks, "version": manifests[-1]["version"]}, indent=2, sort_keys=True)
    if "[]" not in texts[-1]:  # cdktf, other than cdktn, breaks the line inside of an empty list
        text = re.sub(r"^( *)(.*)\[\](,?)$", r"\1\2[\n\1]\3", text, flags=re.MULTILINE)
    (folder / "manifest.json").write_text(text, encoding="utf-8")


def _resources(file: Path) -> Counter[str]:
    document = json.loads(file.read_text(encoding="utf-8"))
    return Counter({kind: len(named) for kind, named in document.get("resource", {}).items()})
