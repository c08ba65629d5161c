"""The preflight: a landing zone is synthesized into a folder that is thrown away, and looked at."""

from __future__ import annotations

import fnmatch
import json
import tempfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from rich.console import Console
from rich.text import Text

from ..checks import Finding, State, accepted, exposure, read_stacks
from ..config import Configuration
from ..synthesis import OutputError, synthesize
from .output import many

_STYLES = {State.OPEN: "red", State.UNKNOWN: "yellow", State.ACCEPTED: "dim"}


@dataclass(frozen=True)
class Preflight:
    """What the preflight found.

    Attributes:
        stacks: the stacks that were looked at.
        resources: how many resources they hold.
        findings: what was found in them, what the configuration accepts included.
    """

    stacks: tuple[str, ...]
    resources: int
    findings: tuple[Finding, ...]

    @property
    def refused(self) -> tuple[Finding, ...]:
        """What must be mended: all that is not accepted."""
        return tuple(finding for finding in self.findings if finding.state is not State.ACCEPTED)


def preflight(configuration: Configuration, patterns: Sequence[str] = ()) -> Preflight:
    """Looks at the stacks of a configuration before anything is applied.

    Args:
        configuration: a checked configuration.
        patterns: names of the stacks to report on, as shell patterns. Default all. All are looked at, since an
            endpoint may lie in another stack than its target.

    Raises:
        OutputError: no stack fits the patterns.
    """
    wanted = [
        name
        for name in configuration.stacks
        if not patterns or any(fnmatch.fnmatchcase(name, pattern) for pattern in patterns)
    ]
    if not wanted:
        listed = ", ".join(patterns)
        raise OutputError(f"no stack is called {listed}; the stacks are {', '.join(configuration.stacks)}")
    with tempfile.TemporaryDirectory(prefix="adlz-check-") as folder:
        made = synthesize(configuration, Path(folder) / "cdktf.out")
        stacks = read_stacks(made.output)
    findings = exposure(stacks, accepted(configuration))
    return Preflight(
        stacks=tuple(wanted),
        resources=sum(made.stacks[name].total() for name in wanted),
        findings=tuple(finding for finding in findings if finding.stack in wanted),
    )


def as_json(found: Preflight) -> str:
    """The result for programs."""
    return json.dumps(
        {
            "stacks": list(found.stacks),
            "resources": found.resources,
            "findings": [asdict(finding) for finding in found.findings],
        },
        indent=2,
    )


def print_preflight(console: Console, found: Preflight) -> None:
    """The result for people: what must be mended first, then what is accepted and why."""
    for state, title in (
        (State.OPEN, "Open"),
        (State.UNKNOWN, "Unknown, and so not passed"),
        (State.ACCEPTED, "Accepted, because the configuration says so"),
    ):
        group = [finding for finding in found.findings if finding.state is state]
        if group:
            console.print(f"{title}:", style="bold")
        for text in _lines(group):
            console.print(text, style=_STYLES[state], markup=False, highlight=False, soft_wrap=True)
    counts = {state: sum(finding.state is state for finding in found.findings) for state in State}
    summary = Text(
        f"{many(len(found.stacks), 'stack')} with {many(found.resources, 'resource')}: "
        + ", ".join(f"{count} {state.value}" for state, count in counts.items())
    )
    console.print(summary, style="bold red" if found.refused else "bold green", soft_wrap=True)


def _lines(findings: Sequence[Finding]) -> list[str]:
    """A line per resource and reason, with all arguments that it holds for."""
    grouped: dict[tuple[str, str], list[str]] = {}
    for finding in findings:
        where = f"  {finding.stack} {finding.address}"
        if finding.acceptance is not None:
            why, argument = f"{finding.acceptance.reason} ({finding.acceptance.source})", finding.argument
        else:
            why, argument = finding.meaning, f"{finding.argument} is {finding.value}, safe is {finding.safe}"
        grouped.setdefault((where, why), []).append("" if argument == "*" else argument)
    return [
        f"{where}: {why}" + (f" [{', '.join(arguments)}]" if any(arguments) else "")
        for (where, why), arguments in grouped.items()
    ]
