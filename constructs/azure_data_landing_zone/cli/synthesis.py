"""Synthesizes a landing zone into a folder, all or nothing."""

from __future__ import annotations

import json
import os
import shutil
import signal
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from ..config import Configuration

#: What Terraform keeps in a stack's folder, and a new synth must not take away.
_KEPT = (".terraform", ".terraform.lock.hcl")


@dataclass(frozen=True)
class Synthesis:
    """What was made.

    Attributes:
        output: the folder.
        stacks: Terraform resources by type, by stack in the order of application.
        seconds: how long it took.
    """

    output: Path
    stacks: Mapping[str, Counter[str]]
    seconds: float


class OutputError(Exception):
    """The output folder cannot be used."""


def synthesize(configuration: Configuration, output: Path) -> Synthesis:
    """Writes all stacks to `output`, replacing what a former synth left there.

    The stacks are made in a folder beside it, which takes its place when everything is written: an interrupted synth
    leaves the former output as it was. Terraform's working files in the stacks' folders move along.

    Args:
        configuration: a checked configuration.
        output: the folder, such as `cdktf.out`.

    Raises:
        OutputError: the folder holds something else than a former synth.
    """
    started = time.monotonic()
    output = output.resolve()
    _recover(output)
    if output.exists() and not _is_ours(output):
        raise OutputError(f"{output} exists and is not the output of a synth: name another folder, or remove it")
    # cdktf would write to the folder that its command line names here, instead of to ours.
    os.environ.pop("CDKTF_OUTDIR", None)
    from ..engine import App
    from ..stacks.landing_zone import CONTEXT, add_stacks

    output.parent.mkdir(parents=True, exist_ok=True)
    made = Path(tempfile.mkdtemp(prefix=f".{output.name}.new-", dir=output.parent))
    try:
        made.chmod(0o755)
        app = App(outdir=str(made), context=dict(CONTEXT), stack_traces=False)
        add_stacks(app, configuration)
        app.synth()
        stacks = {name: _resources(made / "stacks" / name / "cdk.tf.json") for name in configuration.stacks}
        _replace(output, made)
    finally:
        shutil.rmtree(made, ignore_errors=True)
    return Synthesis(output, stacks, time.monotonic() - started)


def _resources(file: Path) -> Counter[str]:
    document = json.loads(file.read_text(encoding="utf-8"))
    return Counter({kind: len(named) for kind, named in document.get("resource", {}).items()})


def _is_ours(output: Path) -> bool:
    return output.is_dir() and ((output / "manifest.json").is_file() or not any(output.iterdir()))


def _former(output: Path) -> Path:
    return output.with_name(f".{output.name}.old")


def _recover(output: Path) -> None:
    """Puts the former output back, if a synth was killed between the two renames."""
    former = _former(output)
    if former.exists() and not output.exists():
        former.rename(output)


def _replace(output: Path, made: Path) -> None:
    former = _former(output)
    with _undisturbed():
        shutil.rmtree(former, ignore_errors=True)
        if output.exists():
            output.rename(former)
        made.rename(output)
        for folder in (former / "stacks").glob("*"):
            for name in _KEPT:
                if (folder / name).exists() and (output / "stacks" / folder.name).is_dir():
                    (folder / name).rename(output / "stacks" / folder.name / name)
    shutil.rmtree(former, ignore_errors=True)


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Holds back signals while the folders change places."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM, signal.SIGHUP})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
