"""`adlz show paths`: what must communicate, and what other teams must provide."""

from __future__ import annotations

import fnmatch
import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import typer

from ..config import Configuration
from ..paths.evaluation import evaluate
from ..paths.model import Path as Connection
from ..paths.requests import TITLES, Requested, markdown, requested
from ..synthesis import OutputError
from ..synthesized.stacks import read_stacks
from .stacks import current_stacks
from .tables import print_rows
from .terminal import out


def connections(
    configuration: Configuration, patterns: Sequence[str] = (), output: Path | None = None, *, fresh: bool = False
) -> tuple[Connection, ...]:
    """The paths of the stacks that shell patterns mean; all without patterns.

    Args:
        configuration: a checked configuration.
        patterns: names of stacks.
        output: the output folder of a synth of this configuration. Default: the stacks are synthesized.
        fresh: whether all stacks are synthesized, whatever is kept of former runs.

    Raises:
        OutputError: no stack has such a name.
        FileNotFoundError: the folder contains no stacks.
    """
    wanted = {
        name for name in configuration.stacks if not patterns or any(fnmatch.fnmatchcase(name, one) for one in patterns)
    }
    if not wanted:
        listed = ", ".join(patterns)
        raise OutputError(f"no stack is called {listed}; the stacks are {', '.join(configuration.stacks)}")
    if output is None:
        stacks = current_stacks(configuration, fresh=fresh)
    else:
        stacks = read_stacks(output)
        if missing := [name for name in configuration.stacks if name not in stacks]:
            raise OutputError(f"{output} lacks the stack {missing[0]}: synthesize again with adlz synth -o {output}")
    return evaluate(configuration, stacks, wanted)


def print_paths(configuration: Configuration, found: Sequence[Connection], form: str, *, theirs: bool) -> None:
    """Writes paths, or the requests to other teams, to standard output.

    Args:
        configuration: the configuration that they belong to.
        found: the paths.
        form: `text`, `json` or `markdown`.
        theirs: whether to write only the requests.
    """
    if theirs:
        _print_requests(configuration, requested(found), form)
        return
    rows = [path_row(path) for path in found]
    if form == "text":
        print_rows(out(), rows, as_json=False)
    elif form == "json":
        typer.echo(json.dumps([path_data(path) for path in found], indent=2))
    else:
        typer.echo(_table(f"Paths of the landing zone {configuration.landing_zone.name}", rows), nl=False)


def path_row(path: Connection) -> dict[str, str]:
    """A path for people."""
    return {
        "stack": path.stack,
        "from": path.actor,
        "to": f"{path.target} ({path.part})" if path.target_id and path.part else path.target,
        "ports": path.ports,
        "through": "; ".join(path.through),
        "result": path.outcome.value,
        "why": path.need.why,
        "source": path.need.source.page,
    }


def path_data(path: Connection) -> dict[str, object]:
    """A path for programs."""
    return {
        **path_row(path),
        "row": path.need.key,
        "target_id": path.target_id,
        "hosts": list(path.hosts),
        "steps": [
            {
                "result": step.outcome.value,
                "text": step.text,
                "remedy": step.remedy,
                "evidence": [asdict(evidence) for evidence in step.evidence],
                "requests": [asdict(request) for request in step.requests],
            }
            for step in path.steps
        ],
        "read": path.need.source.read.isoformat(),
    }


def request_row(one: Requested) -> dict[str, str]:
    """A request to another team for people."""
    request = one.request
    return {
        "topic": TITLES[request.topic][0],
        "what": request.what,
        "from": request.origin,
        "to": request.destination,
        "ports": request.ports,
        "why": "; ".join(one.reasons),
        "stacks": ", ".join(one.stacks),
        "source": "; ".join(one.sources),
    }


def _print_requests(configuration: Configuration, requests: Sequence[Requested], form: str) -> None:
    if form == "markdown":
        typer.echo(markdown(requests, configuration.landing_zone.name), nl=False)
    elif form == "json":
        typer.echo(json.dumps([request_row(one) for one in requests], indent=2))
    else:
        print_rows(out(), [request_row(one) for one in requests], as_json=False)


def _table(title: str, rows: Sequence[dict[str, str]]) -> str:
    lines = [f"# {title}", ""]
    if rows:
        heads = [key.capitalize() for key in rows[0]]
        lines += [f"| {' | '.join(heads)} |", f"| {' | '.join(['---'] * len(heads))} |"]
        lines += [f"| {' | '.join(value.replace('|', '&#124;') for value in row.values())} |" for row in rows]
    return "\n".join(lines) + "\n"
