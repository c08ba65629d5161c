"""Makes stacks with the engine, in this process or in several, in a folder."""

from __future__ import annotations

import json
import multiprocessing
import os
import shutil
import signal
import threading
import warnings
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, ProcessPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from .config import Configuration
from .kept import StackText
from .output_folder import MANIFEST, STACK_FILE, OutputError

#: From this many stacks a worker on, another worker saves more time than its start costs (benchmarks/engine.py).
STACKS_PER_JOB = 150


def make(
    configuration: Configuration,
    names: Sequence[str],
    folder: Path,
    jobs: int | None = None,
    done: Callable[[str], None] | None = None,
) -> dict[str, StackText]:
    """Makes stacks in a folder, laid out as the engine does.

    Args:
        configuration: a checked configuration.
        names: the stacks; at least one.
        folder: an empty folder.
        jobs: processes that share the stacks. Default one for every `STACKS_PER_JOB`, as far as there are processors.
        done: is called with the name of each stack that is made. Default: it is not called.

    Raises:
        NodeLostError: Node ended before everything was written.
        OutputError: a worker process did.
    """
    if jobs is None:
        jobs = min(os.cpu_count() or 1, max(1, len(names) // STACKS_PER_JOB))
    if jobs > 1:
        return _make_together(configuration, names, folder, jobs, done)
    _make(configuration, names, folder, done)
    return read_output(folder)


def read_output(folder: Path) -> dict[str, StackText]:
    """The stacks that a folder with a manifest holds, as the engine wrote them, by name."""
    text = (folder / MANIFEST).read_text(encoding="utf-8")
    manifest = json.loads(text)
    return {
        name: StackText(
            file.read_bytes(),
            # They depend on which stacks are made together.
            {key: value for key, value in entry.items() if key != "dependencies"},
            manifest["version"],
            breaks_empty_lists="[]" not in text,
        )
        for name, entry in manifest["stacks"].items()
        if (file := folder / "stacks" / name / STACK_FILE).is_file()
    }


def _make(
    configuration: Configuration, names: Sequence[str], folder: Path, done: Callable[[str], None] | None = None
) -> None:
    """Makes stacks in this process."""
    # CDK for Terraform would write to the folder that its command line names here, instead of to ours.
    os.environ.pop("CDKTF_OUTDIR", None)
    from .engine import node, selection

    selection.choose(configuration.landing_zone.engine)
    with node.needed():
        if selection.is_recorded():
            _start_ahead()
        from .engine.framework import App
        from .stacks.landing_zone import CONTEXT, add_stacks

        app = App(outdir=str(folder), context=dict(CONTEXT), stack_traces=False)
        add_stacks(app, configuration, names, done)
        app.synth()


def _make_alone(
    configuration: Configuration, names: Sequence[str], folder: Path, done: Callable[[str], None] | None = None
) -> None:
    """Makes stacks in a process of their own."""
    from .engine import selection

    selection.alone.set(True)
    _make(configuration, names, folder, done)


def _start_ahead() -> None:
    """Starts the Node that stacks are written down for, before anything that takes Python long to import."""
    from .engine import lean, maker, node, selection

    node.prepare()
    try:
        maker.start_ahead()
    except ModuleNotFoundError:
        # The framework says what to install.
        selection.alone.set(False)
    except (lean.LeanError, OSError) as error:
        selection.alone.set(False)
        warnings.warn(f"resources are made one by one, which takes longer: {error}", stacklevel=2)


@dataclass(frozen=True)
class _Log:
    """Where worker processes write down what they have made, for the process that shows it."""

    file: Path

    def __call__(self, name: str) -> None:
        with self.file.open("a", encoding="utf-8") as file:
            file.write(f"{name}\n")

    def names(self) -> list[str]:
        """The stacks that exist so far."""
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
) -> dict[str, StackText]:
    """Makes stacks in worker processes, each with a Node of its own.

    The workers are spawned, and this process loads no jsii at all: a forked kernel would answer two masters.
    """
    shares = [names[number::jobs] for number in range(jobs)]
    shares = [share for share in shares if share]
    parts = [folder / f"part-{number}" for number in range(len(shares))]
    log = _Log(folder / "done") if done is not None else None
    told = 0
    with _workers(len(shares)) as pool:
        with _deaf_children():
            left = {pool.submit(_make_alone, configuration, *work, log) for work in zip(shares, parts, strict=True)}
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
    made: dict[str, StackText] = {}
    for part in parts:
        made |= read_output(part)
        for stack in (part / "stacks").iterdir():
            stack.rename(folder / "stacks" / stack.name)
        shutil.rmtree(part)
    return made
