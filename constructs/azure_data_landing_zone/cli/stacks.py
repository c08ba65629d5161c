"""The stacks of a configuration, for commands that look at them."""

from __future__ import annotations

from collections.abc import Mapping

from ..azure.json_values import JsonObject
from ..config import Configuration
from ..synthesis import Reuse, stacks_of
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
