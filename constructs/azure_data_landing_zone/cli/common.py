"""Options of commands, loading of the configuration, and exit of commands."""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ..errors import AdlzError
from .terminal import err

if TYPE_CHECKING:
    from ..config import Configuration

ConfigOption = Annotated[
    Path,
    typer.Option("--config", "-c", help="Configuration file of the landing zone.", metavar="FILE", show_default=True),
]
AgainstOption = Annotated[
    str | None,
    typer.Option(
        "--against",
        help="Compare with these stacks: a git revision, an output folder or a configuration file. Default: the former "
        "content of the output folder.",
        metavar="REVISION|FOLDER|FILE",
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Write JSON.")]
FreshOption = Annotated[
    bool, typer.Option("--fresh", help="Synthesize all stacks. Default: reuse stacks whose inputs have not changed.")
]
SynthesizedOption = Annotated[
    Path | None,
    typer.Option(
        "--synthesized",
        help="Use the stacks in this output folder instead of synthesizing, such as those of a program that adds "
        "resources to the landing zone.",
        metavar="FOLDER",
        exists=True,
        file_okay=False,
    ),
]
DEFAULT_CONFIG = Path("landing-zone.yaml")


class Format(StrEnum):
    """How a result is written: for people, or for programs."""

    TEXT = "text"
    JSON = "json"
    SARIF = "sarif"
    JUNIT = "junit"


def load(file: Path, *, as_json: bool = False, verdict: bool = False) -> Configuration:
    """The checked configuration; ends the command with status 2 if it has mistakes.

    Args:
        file: the landing zone's file.
        as_json: whether mistakes are written as JSON to standard output, for programs. Warnings then go nowhere.
        verdict: whether the last line sums up the mistakes.
    """
    # Imported when it is needed: what needs no configuration answers at once, such as --help and --version.
    from .. import config
    from ..today import DayError
    from .output import print_mistakes, print_warnings, problem_data

    try:
        configuration = config.load(file)
    except DayError as error:
        raise failure(error, 2) from None
    except config.ConfigurationError as error:
        if as_json:
            typer.echo(json.dumps({"valid": False, "mistakes": [problem_data(p) for p in error.problems]}, indent=2))
        else:
            print_mistakes(err(), error, verdict=verdict)
            if len(error.problems) == 1 and not file.exists() and file == DEFAULT_CONFIG:
                err().print("Name it with --config FILE, or make a landing zone here with: adlz init")
        raise typer.Exit(2) from None
    if not as_json:
        print_warnings(err(), configuration.warnings)
    return configuration


@contextmanager
def reporting_errors(status: int = 1) -> Iterator[None]:
    """Turns the library's errors, and those of files, into a message and an exit status; Ctrl-C into 130.

    Errors in files of the configuration have the status 2 in every command.
    """
    try:
        yield
    except (AdlzError, OSError) as error:
        from ..config.reading.nodes import FileError
        from ..config.reading.problems import ConfigurationError

        raise failure(error, 2 if isinstance(error, ConfigurationError | FileError) else status) from None
    except KeyboardInterrupt:
        raise typer.Exit(130) from None


def failure(why: str | Exception, status: int = 1) -> typer.Exit:
    """Says on standard error why a command fails; what is returned, raised, ends it."""
    console = err()
    console.print(
        f"adlz: {why if isinstance(why, str) else in_words(why)}", style="red", soft_wrap=not console.is_terminal
    )
    return typer.Exit(status)


def in_words(error: Exception) -> str:
    """An error as a sentence; an error of the operating system without its number."""
    if not isinstance(error, OSError) or error.filename is None:
        return str(error)
    from ..config.reading.problems import shown

    what = {
        errno.ENOENT: "does not exist",
        errno.EISDIR: "is a folder, and a file is needed",
        errno.EEXIST: "exists already",
        errno.ENOTDIR: "lies below a file, which cannot be a folder",
        errno.EACCES: "cannot be opened: permission denied",
    }.get(error.errno or 0, f"cannot be used: {error.strerror}")
    return f"{shown(Path(os.fsdecode(error.filename)))} {what}"
