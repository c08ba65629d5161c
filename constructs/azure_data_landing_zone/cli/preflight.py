"""The preflight as a command: what it looks at, and how its results are told."""

from __future__ import annotations

import fnmatch
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from importlib import metadata
from pathlib import Path

import typer

from ..changes.effects import lines
from ..changes.results import CHECK, as_effects, as_results
from ..checks import Level, Preflight, Result
from ..checks.junit import junit
from ..checks.origins import Origins
from ..checks.policies import PolicyCheck
from ..checks.preflight import plan_preflight, preflight
from ..checks.sarif import sarif
from ..checks.together import Together, together
from ..config import Configuration
from ..former import Former, changes_from
from ..output_folder import OutputError
from ..policy import Given, Resources, TerraformError, Values, catalogue, trace
from ..policy import given as given_policies
from .common import Format
from .output import many
from .stacks import current_stacks, stack_of, written_stacks
from .terminal import Console, print_line
from .verdict import print_verdict

_STYLES: Mapping[Level, str] = {
    Level.REFUSED: "red",
    Level.UNKNOWN: "yellow",
    Level.REPORTED: "",
    Level.ACCEPTED: "dim",
    Level.SUPPRESSED: "dim",
}
#: So many sentences about a change, and so many ways out, are listed.
_CHANGES, _REMEDIES = 20, 6
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
    given: Given | None = None,
    output: Path | None = None,
    *,
    former: Former | None = None,
    fresh: bool = False,
    synthesized: Path | None = None,
) -> Preflight:
    """Looks at the stacks of a configuration.

    Args:
        configuration: a checked configuration.
        patterns: names of the stacks to report on, as shell patterns. Default all. All are looked at, since an
            endpoint may lie in another stack than its target.
        given: further policies.
        output: the folder of the last synth, in which Terraform may read further files. Default none is looked at.
        former: the stacks that they are compared with. Default nothing.
        fresh: whether all stacks are synthesized, whatever is kept of former runs.
        synthesized: a folder with the stacks, which are then not synthesized. Default they are.

    Raises:
        OutputError: no stack fits the patterns, or the folder lacks a stack.
    """
    stacks = written_stacks(configuration, synthesized) if synthesized is not None else None
    wanted = [
        name
        for name in (configuration.stacks if stacks is None else stacks)
        if not patterns or any(fnmatch.fnmatchcase(name, pattern) for pattern in patterns)
    ]
    if not wanted:
        listed = ", ".join(patterns)
        raise OutputError(f"no stack is called {listed}; the stacks are {', '.join(configuration.stacks)}")
    if stacks is None:
        stacks = current_stacks(configuration, fresh=fresh)
    changes = None if former is None else as_results(changes_from(former, stacks, configuration).effects, configuration)
    return replace(
        preflight(configuration, stacks, wanted=wanted, given=given, output=output, changes=changes),
        compared_with="" if former is None else former.name,
    )


def over_plans(
    configuration: Configuration | None, files: Sequence[Path], names: Sequence[str], given: Given | None = None
) -> Preflight:
    """Judges plans by the policies; neither synthesizes nor starts Node.

    Args:
        configuration: the configuration that the stacks belong to; `None` for plans of other Terraform.
        files: the output of `terraform show -json`, a file for each plan.
        names: the stacks that the plans are of, in the same order; left out, a file is called after its stack.
        given: further policies.

    Raises:
        OutputError: a file is no plan, or belongs to no stack that can be told.
    """
    try:
        return plan_preflight(configuration, _plans(configuration, files, names), given=given)
    except TerraformError as error:
        raise OutputError(str(error)) from None


def _plans(
    configuration: Configuration | None, files: Sequence[Path], names: Sequence[str]
) -> dict[str, dict[str, object]]:
    if names and len(names) != len(files):
        raise OutputError(f"{many(len(files), 'plan')} and {many(len(names), 'stack')}: name one stack for each plan")
    plans: dict[str, dict[str, object]] = {}
    for number, file in enumerate(files):
        name = names[number] if names else stack_of(file)
        if not names and (configuration is None or name not in configuration.stacks):
            name = file.name.partition(".")[0]
        if names and configuration is not None and name not in configuration.stacks:
            raise OutputError(f"no stack is called {name}; the stacks are {', '.join(configuration.stacks)}")
        if name in plans:
            raise OutputError(f"two plans are of {name}: name the stack of each, in the order of the plans")
        try:
            document = json.loads(file.read_text(encoding="utf-8-sig"))
        except ValueError as error:
            raise OutputError(f"{file} is no JSON: {error}") from None
        if not isinstance(document, dict):
            raise OutputError(f"{file} is no plan: give the output of terraform show -json <plan file>")
        plans[name] = document
    return plans


def explain_policy(
    configuration: Configuration | None,
    plans: Sequence[Path],
    names: Sequence[str],
    given: Given | None,
    policy: str,
    where: str,
    *,
    fresh: bool = False,
) -> list[str]:
    """How a policy is evaluated for a resource, as lines.

    Args:
        configuration: the configuration; `None` for plans of other Terraform.
        plans: plans, instead of the stacks of the configuration.
        names: the stacks that the plans are of.
        given: further policies.
        policy: the policy's key, name or title.
        where: the stack and the Terraform address, as `STACK:ADDRESS`.
        fresh: whether all stacks are synthesized, whatever is kept of former runs.

    Raises:
        OutputError: a file is no plan.
        PolicyError: there is no such policy or resource.
    """
    if plans or configuration is None:
        documents = _plans(configuration, plans, names)
        try:
            resources = Resources.of_plans(documents)  # type: ignore[arg-type]  # JSON, as it was parsed
        except TerraformError as error:
            raise OutputError(str(error)) from None
    else:
        stacks = current_stacks(configuration, fresh=fresh)
        resources = Resources.of_stacks(stacks)
    text: list[str] = []
    for one in PolicyCheck(configuration, given).explain(resources, policy, where):
        sender = f" (in the request of {one.request})" if one.request else ""
        refused = ", refused" if one.finding is not None and one.finding.refused else ""
        text.append(f"{one.policy}: {where} ({one.type}){sender}: {one.outcome.value}{refused}")
        if one.rule is None:
            text.append("  the policy does not look at this resource")
            continue
        text += [f"  {line}" for line in trace.lines(one.rule)]
        for address, step in one.related:
            text.append(f"  related resource {address}")
            text += [f"    {line}" for line in trace.lines(step)]
        for change in one.finding.changes if one.finding is not None else ():
            to = "removed" if change.value is None else f"set to {json.dumps(change.value)}"
            text.append(f"  Azure would change {change.field}: {to}")
    return text


def further_policies(
    configuration: Configuration | None, places: Sequence[Path], parameters: Path | None = None
) -> Given | None:
    """The policies in folders and files; `None` if none are given.

    Args:
        configuration: the configuration, whose cloud decides between definitions of one name. Default the public cloud.
        places: the folders and files.
        parameters: a file with values of parameters.

    Raises:
        PolicyError: a document has mistakes, or there is none.
    """
    if not places:
        return None
    values = Values.read(parameters) if parameters is not None else None
    known = catalogue.load(trusted=True)
    cloud = configuration.landing_zone.cloud.value if configuration is not None else "public"
    return given_policies.read(places, known=known, cloud=cloud, values=values)


def write(found: Preflight, form: Format, configuration: Configuration | None) -> None:
    """Writes the result to standard output."""
    if form is Format.JSON:
        typer.echo(as_json(found))
    elif form is Format.SARIF:
        typer.echo(
            sarif(
                found.results,
                metadata.version("azure-data-landing-zone"),
                Origins(configuration).file if configuration is not None else None,
            )
        )
    elif form is Format.JUNIT:
        typer.echo(junit(found.results, found.checks), nl=False)
    else:
        print_preflight(Console(), found)


def as_json(found: Preflight) -> str:
    """The result for programs."""

    def row(result: Result) -> dict[str, object]:
        place = None if result.place is None else {"file": result.place.file, "line": result.place.line}
        return {**{name: getattr(result, name) for name in Result.__dataclass_fields__}, "place": place}

    return json.dumps(
        {
            "stacks": list(found.stacks),
            "resources": found.resources,
            "counts": _counts(found),
            "actions": list(found.actions),
            "left_out": dict(found.left_out),
            "compared_with": found.compared_with or None,
            "results": [row(result) for result in found.results],
        },
        indent=2,
    )


def _told(console: Console, results: Sequence[Result], level: Level) -> None:
    """The results of one level: those of resources, then what changes, sentence by sentence."""
    changes = [result for result in results if result.check == CHECK]
    for text in _lines([result for result in results if result.check != CHECK]):
        print_line(console, text, _STYLES[level])
    by_reason: dict[str, list[Result]] = {}
    for result in changes:
        by_reason.setdefault(result.reason, []).append(result)
    for reason, members in by_reason.items():
        where = next((f"{result.place}: " for result in members if result.place is not None), "")
        print_line(console, f"  {where}{CHECK}" + (f": {reason}" if reason else ""), _STYLES[level])
        for line in lines(as_effects(members), longest=_CHANGES):
            print_line(console, f"    {line}", _STYLES[level])
        remedies = dict.fromkeys(line for result in members for line in result.remedy.splitlines())
        for remedy in list(remedies)[:_REMEDIES] if level is Level.REFUSED else ():
            print_line(console, f"      -> {remedy.strip()}", _STYLES[level])


def print_preflight(console: Console, found: Preflight) -> None:
    """The result for people: what must be mended first, then what is allowed and why."""
    for level in Level:
        group = [result for result in found.results if result.level is level]
        if group:
            console.print(f"{_TITLES[level]}:", style="bold")
        _told(console, group, level)
    if found.left_out:
        told = ", ".join(f"{provider} {count}" for provider, count in sorted(found.left_out.items()))
        print_line(console, f"Resources of other providers, left out: {told}")
    if found.actions:
        console.print("Actions that the plan needs:", style="bold")
        for action in found.actions:
            print_line(console, f"  {action}")
    if found.compared_with:
        changes = any(result.check == CHECK for result in found.results)
        what = "" if changes else ": nothing is lost, moved, opened or given"
        print_line(console, f"Compared with {found.compared_with}{what}.")
    elif found.compared_with is not None:
        print_line(
            console, "Compared with nothing: there are no former stacks. `--against REVISION|FOLDER|FILE` names some."
        )
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
    """Lines for every resource and reason; the same of several stacks once, and the same unknown of many resources."""
    grouped: dict[tuple[str, ...], list[str]] = {}
    unknown: dict[tuple[str, ...], list[str]] = {}
    groups = [(one, _where(one), _line(one.result)) for one in together(results)]
    for one, where, line in groups:
        if one.result.level is Level.UNKNOWN and where:
            unknown.setdefault((one.result.check, line), []).append(where)
    for one, where, line in groups:
        same = unknown.get((one.result.check, line), []) if one.result.level is Level.UNKNOWN else []
        if len(same) > 1:
            if where != same[0]:
                continue
            line += f" (and {many(len(same) - 1, 'more resource')})"
        place = f"{one.places[0]}: " if len(one.places) == 1 else ""
        grouped.setdefault((place, where, one.result.check, one.reason), []).append(line)
    for (place, where, check, reason), listed in grouped.items():
        yield f"  {place}{where or 'the landing zone'}" + (f": {reason}" if reason else "")
        yield from (f"    {check} {text}" for text in listed)


def _where(one: Together) -> str:
    return " ".join(filter(None, (one.where, one.result.address)))


def _line(result: Result) -> str:
    return f"{result.rule}: {result.message}" + (f" -> {result.remedy}" if result.remedy else "")
