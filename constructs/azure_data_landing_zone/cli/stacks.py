"""The stacks of a configuration, for commands that look at them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from ..azure.json_values import JsonObject
from ..config import Configuration
from ..config.reading.problems import shown
from ..output_folder import OutputError
from ..synthesis import Reuse, stacks_of
from ..synthesized.stacks import left_out, read_stacks
from .output import reused
from .terminal import err


def current_stacks(
    configuration: Configuration, *, fresh: bool = False, pattern: str | None = None, of: str = ""
) -> Mapping[str, JsonObject]:
    """The stacks by name, parsed; standard error says how many of them come from a former run.

    Args:
        configuration: a checked configuration.
        fresh: whether all are synthesized, whatever is kept.
        pattern: names of the stacks, as a shell pattern. Default all.
        of: what the message calls the configuration. Default nothing.

    Raises:
        OutputError: no stack fits the pattern.
        NodeLostError: Node ended before everything was written.
    """
    stacks = stacks_of(configuration, pattern=pattern, reuse=Reuse.RENEW if fresh else Reuse.ON)
    if stacks.reused:
        err().print(f"adlz: {f'{of}: ' if of else ''}{reused(stacks.reused, len(stacks.documents))}", style="dim")
    return stacks.documents


def read_folder(folder: Path) -> dict[str, JsonObject]:
    """The stacks in an output folder; standard error names those that a former run left there.

    Args:
        folder: the folder.

    Raises:
        FileNotFoundError: there is none.
        StackFileError: a stack or the manifest is no JSON.
    """
    documents = read_stacks(folder)
    if names := left_out(folder):
        err().print(
            f"adlz: {shown(folder)}: left out {', '.join(names)}, which manifest.json does not list",
            style="dim",
            markup=False,
            highlight=False,
            soft_wrap=True,
        )
    return documents


def written_stacks(configuration: Configuration, folder: Path) -> Mapping[str, JsonObject]:
    """The stacks in an output folder, such as that of a program which adds resources to a landing zone.

    Args:
        configuration: a checked configuration.
        folder: the folder.

    Returns:
        The stacks of the configuration in the order of application, then those that the program adds.

    Raises:
        OutputError: a stack of the configuration is not there.
    """
    try:
        documents = read_folder(folder)
    except OSError as error:
        raise OutputError(f"{shown(folder)} contains no stacks: {error}") from None
    if missing := [name for name in configuration.stacks if name not in documents]:
        raise OutputError(
            f"{shown(folder)} does not contain {', '.join(missing)}: synthesize all stacks of the landing zone into it"
        )
    return {name: documents[name] for name in dict.fromkeys([*configuration.stacks, *documents])}


def stack_of(plan: Path) -> str:
    """The stack that a plan's file is called after: its own name, or that of its folder for `plan.json`."""
    stem = plan.name.partition(".")[0]
    return plan.resolve().parent.name if stem in ("plan", "tfplan") else stem
