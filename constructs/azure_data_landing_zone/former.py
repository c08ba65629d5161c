"""The changes of a configuration to stacks that may be deployed, and whether they are refused."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from .azure.json_values import JsonObject
from .changes import Changes, compare
from .changes.results import as_results, refusal
from .checks import Level
from .checks.preflight import suppressed
from .config import Configuration
from .output_folder import OutputError


@dataclass(frozen=True)
class Former:
    """The stacks that new ones are compared with.

    Attributes:
        name: what they are called, for a person.
        stacks: the stacks by name, parsed.
    """

    name: str
    stacks: Mapping[str, JsonObject]


def changes_from(former: Former, stacks: Mapping[str, JsonObject], configuration: Configuration) -> Changes:
    """The changes from former stacks to those of a configuration.

    Args:
        former: the former stacks.
        stacks: the new ones by name, parsed.
        configuration: the configuration that they were made from.
    """
    removed = configuration.landing_zone.removed
    return compare(
        former.stacks,
        stacks,
        names=(former.name, "the configuration"),
        removed=removed,
        deleted=[name for name, one in removed.items() if one.data == "delete"],
    )


def refuse(changes: Changes, configuration: Configuration, output: Path | None) -> None:
    """Stops if a change loses data or moves what others rely on, and the configuration does not say so.

    Args:
        changes: the change.
        configuration: the configuration after it, with its suppressions.
        output: the output folder, if its former content was compared with.

    Raises:
        OutputError: an effect of the change is refused, and no suppression covers it.
    """
    results = suppressed(configuration, as_results(changes.effects, configuration))
    if refused := [result for result in results if result.level is Level.REFUSED]:
        raise OutputError(refusal(refused, changes.before, output))
