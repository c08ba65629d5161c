"""The preflight as a command: what it looks at, and how its results are told."""

from __future__ import annotations

import fnmatch
import json
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from importlib import metadata
from pathlib import Path

import typer
from rich.console import Console

from ..checks import Level, Preflight, Result, read_stacks
from ..checks.junit import junit
from ..checks.origins import Origins
from ..checks.preflight import plan_preflight, preflight
from ..checks.sarif import sarif
from ..config import Configuration
from ..policy import Definition, TerraformError, catalogue
from ..synthesis import OutputError, synthesize
from .common import Format
from .output import many
from .terminal import print_line
from .verdict import print_verdict

_STYLES: Mapping[Level, str] = {
    Level.REFUSED: "red",
    Level.UNKNOWN: "yellow",
    Level.REPORTED: "",
    Level.ACCEPTED: "dim",
    Level.SUPPRESSED: "dim",
}
_TITLES: Mapping[Level, str] = {
    Level.REFUSED: "Refused",
    Level.UNKNOWN: "Unknown, and so not passed",
    Level.REPORTED: "Reported, and allowed",
    Level.ACCEPTED: "Accepted, because the configuration says so",
    Level.SUPPRESSED: "Suppressed, for a while",
}


def over_configuration(
    configuration: Configuration,
    patterns: Sequence[str] = (),
    definitions: Sequence[Definition] = (),
    output: Path | None = None,
) -> Preflight:
    """Looks at the stacks of a configuration, which are made in a folder that is thrown away.

    Args:
        configuration: a checked configuration.
        patterns: names of the stacks to report on, as shell patterns. Default all. All are looked at, since an
            endpoint may lie in another stack than its target.
        definitions: further policies, which hold everywhere with their defaults.
        output: the folder of the last synth, in which Terraform may read further files. Default none is looked at.

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
    return preflight(configuration, stacks, wanted=wanted, definitions=definitions, output=output)


def over_plans(
    configuration: Configuration, files: Sequence[Path], names: Sequence[str], definitions: Sequence[Definition] = ()
) -> Preflight:
    """Judges plans by the policies; neither synthesizes nor starts Node.

    Args:
        configuration: the configuration that the stacks belong to.
        files: the output of `terraform show -json`, a file for each plan.
        names: the stacks that the plans are of, in the same order; left out, a file is called after its stack.
        definitions: further policies, which hold everywhere with their defaults.

    Raises:
        OutputError: a file is no plan, or belongs to no stack that can be told.
    """
    if names and len(names) != len(files):
        raise OutputError(f"{many(len(files), 'plan')} and {many(len(names), 'stack')}: name one stack for each plan")
    plans: dict[str, dict[str, object]] = {}
    for number, file in enumerate(files):
        name = names[number] if names else file.name.partition(".")[0]
        if names and name not in configuration.stacks:
            raise OutputError(f"no stack is called {name}; the stacks are {', '.join(configuration.stacks)}")
        if name in plans:
            raise OutputError(f"two plans are of {name}: name the stack of each, in the order of the plans")
        try:
            found = json.loads(file.read_text(encoding="utf-8-sig"))
        except ValueError as error:
            raise OutputError(f"{file} is no JSON: {error}") from None
        if not isinstance(found, dict):
            raise OutputError(f"{file} is no plan: give the output of terraform show -json <plan file>")
        plans[name] = found
    try:
        return plan_preflight(configuration, plans, definitions=definitions)
    except TerraformError as error:
        raise OutputError(str(error)) from None


def further_definitions(folder: Path | None) -> tuple[Definition, ...]:
    """The policies in a folder, or in a file.

    Raises:
        PolicyError: a document has mistakes.
    """
    return catalogue.load([folder], trusted=True).added if folder is not None else ()


def write(found: Preflight, form: Format, configuration: Configuration) -> None:
    """Writes the result to standard output."""
    if form is Format.JSON:
        typer.echo(as_json(found))
    elif form is Format.SARIF:
        typer.echo(sarif(found.results, metadata.version("azure-data-landing-zone"), Origins(configuration).file))
    elif form is Format.JUNIT:
        typer.echo(junit(found.results, found.checks), nl=False)
    else:
        print_preflight(Console(), found)


def as_json(found: Preflight) -> str:
    """The result for programs."""

    def row(result: Result) -> dict[str, object]:
        place = None if result.place is None else {"file": result.place.file, "line": result.place.line}
        return {**asdict(result), "place": place}

    return json.dumps(
        {
            "stacks": list(found.stacks),
            "resources": found.resources,
            "counts": _counts(found),
            "results": [row(result) for result in found.results],
        },
        indent=2,
    )


def print_preflight(console: Console, found: Preflight) -> None:
    """The result for people: what must be mended first, then what is allowed and why."""
    for level in Level:
        group = [result for result in found.results if result.level is level]
        if group:
            console.print(f"{_TITLES[level]}:", style="bold")
        for text in _lines(group):
            print_line(console, text, _STYLES[level])
    counts = ", ".join(f"{count} {name}" for name, count in _counts(found).items())
    print_verdict(
        console,
        f"{many(len(found.stacks), 'stack')} with {many(found.resources, 'Terraform resource')}: {counts}",
        passed=not found.failing,
    )


def _counts(found: Preflight) -> dict[str, int]:
    counts = Counter(result.level for result in found.results)
    return {level.value: counts[level] for level in Level}


def _lines(results: Sequence[Result]) -> Iterator[str]:
    """Lines for every resource and reason, with all that it holds for."""
    grouped: dict[tuple[str, ...], list[str]] = {}
    for one in results:
        where = " ".join(filter(None, (one.stack, one.address)))
        place = f"{one.place}: " if one.place is not None else ""
        grouped.setdefault((place, where, one.check, one.reason), []).append(
            f"{one.rule}: {one.message}" + (f" -> {one.remedy}" if one.remedy else "")
        )
    for (place, where, check, reason), told in grouped.items():
        yield f"  {place}{where or 'the landing zone'}" + (f": {reason}" if reason else "")
        yield from (f"    {check} {text}" for text in told)
