"""The folder that a synth writes to: its own files change together, and whatever else lies there stays where it is.

A synth owns `manifest.json` and each `stacks/<stack>/cdk.tf.json`. It makes them in a folder inside of the output, and
puts them in place when all are written. What fails or is interrupted before leaves the former files as they were; what
is killed while files are put in place is completed by the next synth. Only one synth at a time writes to a folder.
"""

from __future__ import annotations

import contextlib
import errno
import json
import os
import shutil
import signal
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .errors import AdlzError

#: What a synth writes, besides the manifest, for each stack.
STACK_FILE = "cdk.tf.json"
MANIFEST = "manifest.json"
#: What `adlz import` writes for a stack.
IMPORTS_FILE = "imports.tf.json"
#: Where files are made; what is complete and being put in place; and what it takes the place of.
_NEW, _READY, _FORMER = ".adlz-new-", ".adlz-ready", ".adlz-former"
_OURS = (_NEW, _READY, _FORMER)
#: How often it is tried to remove what is unfinished, while Node may write to it still.
_TRIES = 40


class OutputError(AdlzError):
    """The output folder cannot be used, or no stack was asked for."""


@dataclass(frozen=True)
class Writing:
    """A synth that is under way.

    Attributes:
        output: the folder.
        made: where the new files are made, laid out like the output.
        signals: what holds signals back.
    """

    output: Path
    made: Path
    signals: Signals

    def install(self, written: Callable[[Path], None] | None = None) -> None:
        """Puts the new files in place and takes those of vanished stacks away; all of it, or none.

        Args:
            written: is called with the folder when the files are in place, before a signal ends the process.

        Raises:
            OSError: a file cannot be put in place; the former ones stay.
        """
        with self.signals.held():
            ready = self.output / _READY
            self.made.rename(ready)
            try:
                _install(self.output, ready)
                if written is not None:
                    written(self.output)
            finally:
                shutil.rmtree(ready, ignore_errors=True)


@contextlib.contextmanager
def writing(output: Path) -> Iterator[Writing]:
    """Opens an output folder for a synth; nothing is left behind of what is not installed.

    Args:
        output: the folder; made if it does not exist.

    Raises:
        OutputError: the folder holds something else than a former synth, cannot be written to, or another synth is
            writing to it.
    """
    output = output.resolve()
    if output.exists() and not is_ours(output):
        raise OutputError(f"{output} exists and is not the output of a synth: name another folder, or remove it")
    created: list[Path] = []
    made: Path | None = None
    lock: int | None = None
    with Signals() as signals:
        try:
            created += _create(output)
            lock = _lock(output)
            _complete(output)
            made = Path(tempfile.mkdtemp(prefix=_NEW, dir=output))
            made.chmod(0o755)
            with signals.let_through():
                yield Writing(output, made, signals)
        except OSError as error:
            raise OutputError(f"{_place(error, output)} cannot be written to: {reason(error)}") from None
        finally:
            with signals.held():
                if made is not None:
                    _discard(made)
                if lock is not None:
                    os.close(lock)
                for folder in reversed(created):
                    with contextlib.suppress(OSError):
                        folder.rmdir()


class Signals:
    """Holds back signals that would end this process, except where `let_through` lets them in.

    Handlers of Python's, since a mask of one thread lets a signal in by another one.
    """

    def __init__(self) -> None:
        self._holding = True
        self._waiting: list[int] = []
        self._before: dict[int, Any] = {}

    def __enter__(self) -> Signals:
        if threading.current_thread() is threading.main_thread():
            try:
                for name in ("SIGINT", "SIGTERM", "SIGHUP"):
                    if (number := getattr(signal, name, None)) is not None:
                        self._before[number] = signal.getsignal(number)
                        signal.signal(number, self._receive)
            except BaseException:
                self._restore()
                raise
        return self

    def __exit__(self, *_: object) -> None:
        self._restore()
        while self._waiting:
            signal.raise_signal(self._waiting.pop(0))

    @contextlib.contextmanager
    def let_through(self) -> Iterator[None]:
        """Lets signals in, those that have waited first."""
        with self._set(holding=False):
            while self._waiting:
                self._pass_on(self._waiting.pop(0), None)
            yield

    def held(self) -> contextlib.AbstractContextManager[None]:
        """Holds signals back inside of `let_through`; they come in at its end, or at that of the whole."""
        return self._set(holding=True)

    @contextlib.contextmanager
    def _set(self, *, holding: bool) -> Iterator[None]:
        before = self._holding
        try:
            self._holding = holding
            yield
        finally:
            self._holding = before
        if not before:
            while self._waiting:
                self._pass_on(self._waiting.pop(0), None)

    def _receive(self, number: int, frame: Any) -> None:
        if self._holding:
            self._waiting.append(number)
        else:
            self._pass_on(number, frame)

    def _pass_on(self, number: int, frame: Any) -> None:
        handler = self._before[number]
        if callable(handler):
            handler(number, frame)
        elif handler != signal.SIG_IGN:
            # So that what is unfinished is removed.
            raise SystemExit(128 + number)

    def _restore(self) -> None:
        for number, handler in self._before.items():
            signal.signal(number, signal.SIG_DFL if handler is None else handler)


def is_ours(output: Path) -> bool:
    """Whether a folder is the output of a synth, or empty."""
    if not output.is_dir():
        return False
    return (output / MANIFEST).is_file() or all(one.name.startswith(_OURS) for one in output.iterdir())


def foreign(output: Path) -> dict[str, list[str]]:
    """The names of files that Terraform reads besides those of `adlz`, by stack; none if the folder does not exist."""
    found: dict[str, list[str]] = {}
    for file in sorted((*output.glob("stacks/*/*.tf"), *output.glob("stacks/*/*.tf.json"))):
        if file.name not in (STACK_FILE, IMPORTS_FILE) and (file.parent / STACK_FILE).exists():
            found.setdefault(file.parent.name, []).append(file.name)
    return found


def reason(error: OSError) -> str:
    """Why the operating system refuses something, in words."""
    return (error.strerror or str(error)).lower()


def _place(error: OSError, output: Path) -> Path:
    """The path that could not be written: the output, or one that an error names, such as a temporary folder."""
    named = Path(os.fsdecode(error.filename)) if isinstance(error.filename, (str, bytes)) else output
    return output if named.is_relative_to(output) or output.is_relative_to(named) else named


def _create(output: Path) -> list[Path]:
    """Makes a folder with those above it; returns those that it made, the outermost first."""
    missing = [output, *output.parents]
    missing = missing[: next(number for number, folder in enumerate(missing) if folder.exists())]
    created: list[Path] = []
    try:
        for folder in reversed(missing):
            folder.mkdir()
            created.append(folder)
    except OSError:
        for folder in reversed(created):
            folder.rmdir()
        raise
    return created


def _lock(output: Path) -> int | None:
    """Keeps other synths off; None where folders cannot be locked.

    Raises:
        OutputError: another synth is writing there.
    """
    try:
        import fcntl
    except ImportError:
        return None
    descriptor = os.open(output, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        os.close(descriptor)
        if error.errno in (errno.EWOULDBLOCK, errno.EACCES):
            raise OutputError(
                f"another synth is writing to {output}: wait until it has ended, or name another folder"
            ) from None
        return None
    return descriptor


def _complete(output: Path) -> None:
    """Ends what a killed synth has begun: what is complete is put in place, and the rest removed."""
    ready = output / _READY
    if (ready / MANIFEST).is_file():
        _install(output, ready)
    for left in output.iterdir():
        if left.name.startswith(_OURS):
            _discard(left)


def _install(output: Path, ready: Path) -> None:
    """Puts files in place, the manifest last. Those that a killed synth has put in place already are there."""
    former = output / _FORMER
    shutil.rmtree(former, ignore_errors=True)
    stacks = json.loads((ready / MANIFEST).read_text(encoding="utf-8"))["stacks"]
    new = [Path("stacks") / name / STACK_FILE for name in stacks]
    new = [*(file for file in new if (ready / file).is_file()), Path(MANIFEST)]
    old = [file.relative_to(output) for file in sorted(output.glob(f"stacks/*/{STACK_FILE}"))]
    gone = [file for file in old if file.parent.name not in stacks]
    moved: list[Path] = []
    placed: list[Path] = []
    try:
        for file in [*gone, *new]:
            (former / file).parent.mkdir(parents=True, exist_ok=True)
            (output / file).parent.mkdir(parents=True, exist_ok=True)
            with contextlib.suppress(FileNotFoundError):
                (output / file).replace(former / file)
                moved.append(file)
            if file in new:
                (ready / file).replace(output / file)
                placed.append(file)
    except OSError:
        for file in placed:
            (output / file).unlink()
        for file in moved:
            (former / file).replace(output / file)
        raise
    finally:
        _remove_empty(output, [*gone, *new])
        shutil.rmtree(former, ignore_errors=True)


def _remove_empty(output: Path, files: Sequence[Path]) -> None:
    """Removes the folders of stacks in which nothing is left."""
    for file in files:
        for folder in list(file.parents)[:-1]:
            with contextlib.suppress(OSError):
                (output / folder).rmdir()


def _discard(made: Path) -> None:
    """Removes what was not finished; Node may be writing to it still if Python was interrupted or killed."""
    for _ in range(_TRIES):
        shutil.rmtree(made, ignore_errors=True)
        if not made.exists():
            return
        time.sleep(0.05)
