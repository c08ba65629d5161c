"""The preflight: all checks over synthesized stacks, or policies over plans."""

from __future__ import annotations

import datetime
import fnmatch
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from ..azure.json_values import JsonObject
from ..config import Configuration
from ..config.models.preflight import Suppression
from ..policy import Given, Resources
from ..synthesized.index import Index
from ..today import today as current_day
from .accepted import accepted
from .exposure import exposure
from .extensions import extensions, made_twice
from .files import further_files
from .findings import Finding, State
from .lifecycle import lifecycle
from .origins import Origins
from .paths import paths
from .plans import actions, as_stack
from .policies import PolicyCheck
from .quota import quota
from .results import Level, Result
from .retirements import retirements
from .rights import deployment_rights
from .standing import standing_rights
from .writers import unordered_writers

#: What tells blocks of the same name apart in an argument.
_LABEL = re.compile(r"\[[^\]]*\]")
#: A check: what it finds in the stacks of a configuration, by name.
Check = Callable[[Configuration, Mapping[str, JsonObject]], Sequence[Result]]

_LEVELS: Mapping[State, Level] = {
    State.OPEN: Level.REFUSED,
    State.UNKNOWN: Level.UNKNOWN,
    State.ACCEPTED: Level.ACCEPTED,
}


def exposures(configuration: Configuration | None, stacks: Mapping[str, JsonObject]) -> Sequence[Result]:
    """The resources that can be reached from outside or without Entra ID."""
    origins = Origins(configuration) if configuration is not None else None
    allowed = accepted(configuration) if configuration is not None else []
    return [_exposed(finding, origins) for finding in exposure(stacks, allowed)]


def _exposed(finding: Finding, origins: Origins | None) -> Result:
    acceptance = finding.acceptance
    what = "" if finding.argument == "*" else f"{finding.argument} is {finding.value}"
    return Result(
        check="exposure",
        rule=f"{finding.type}.{re.sub(_LABEL, '', finding.argument)}",
        level=_LEVELS[finding.state],
        message=f"{finding.meaning}: {what}" if what else finding.meaning,
        remedy="" if acceptance else f"safe is {finding.safe}",
        stack=finding.stack,
        address=finding.address,
        place=(
            None
            if origins is None
            else origins.of(finding.stack, finding.address, finding.argument, causes=finding.causes)
            if acceptance is None or acceptance.source.startswith("products.")
            else origins.section(*acceptance.source.split("."))
        ),
        reason=f"{acceptance.reason} ({acceptance.source})" if acceptance else "",
    )


def writers(_: Configuration, stacks: Mapping[str, JsonObject]) -> Sequence[Result]:
    """The targets that two resources of a stack may change at the same time, and must not."""
    return [
        Result(
            check="writers",
            rule="unordered",
            level=Level.REFUSED,
            message=f"{one.one} and {one.other} may change {one.what} at the same time, which its service refuses",
            remedy="have one of them depend on the other",
            stack=one.stack,
            address=one.one,
        )
        for one in unordered_writers(stacks)
    ]


#: All checks besides that of policies, by name, in the order in which they are told. A further one is a line here.
CHECKS: Mapping[str, Check] = {
    "exposure": exposures,
    "quota": quota,
    "lifecycle": lifecycle,
    "writers": writers,
    "paths": paths,
    "rights": deployment_rights,
    "standing-rights": standing_rights,
}


@dataclass(frozen=True)
class Preflight:
    """The result of the preflight.

    Attributes:
        stacks: the stacks that were looked at.
        resources: how many resources they hold.
        results: what was found in them, what is accepted or suppressed included.
        checks: the names of the checks that ran.
        actions: the actions of Azure that a plan needs; empty for stacks.
        left_out: how many resources of other providers than Azure's a plan holds, by provider.
        compared_with: the name of the stacks that they were compared with; empty for nothing, None for plans.
    """

    stacks: tuple[str, ...]
    resources: int
    results: tuple[Result, ...]
    checks: tuple[str, ...] = ()
    actions: tuple[str, ...] = ()
    left_out: Mapping[str, int] = field(default_factory=dict)
    compared_with: str | None = None

    @property
    def failing(self) -> tuple[Result, ...]:
        """The results that must be corrected: those that are refused, and those that cannot be decided."""
        return tuple(result for result in self.results if result.level in (Level.REFUSED, Level.UNKNOWN))


def preflight(
    configuration: Configuration,
    stacks: Mapping[str, JsonObject],
    *,
    wanted: Sequence[str] = (),
    given: Given | None = None,
    output: Path | None = None,
    changes: Sequence[Result] | None = None,
    today: datetime.date | None = None,
) -> Preflight:
    """Looks at synthesized stacks before anything is applied.

    Args:
        configuration: the configuration that they were made from.
        stacks: all stacks by name, parsed: an endpoint may lie in another stack than its target.
        wanted: the stacks to report on. Default all.
        given: further policies.
        output: the folder of the last synth, in which Terraform may read further files. Default none is looked at.
        changes: what the stacks change of what is deployed. Default they were compared with nothing.
        today: the day, on which exemptions and suppressions may have expired. Default today.
    """
    day = today or current_day()
    stacks = Index.over(stacks)
    unsettled: list[Result] = []
    unsettled += PolicyCheck(configuration, given, day).over_stacks(stacks)
    for check in CHECKS.values():
        unsettled += check(configuration, stacks)
    unsettled += retirements(configuration, stacks, day)
    unsettled += extensions(configuration, tuple(stacks), day)
    unsettled += made_twice(configuration, stacks)
    if output is not None:
        unsettled += further_files(output)
    unsettled += changes or ()
    names = tuple(wanted) or tuple(stacks)
    results = _settled(configuration, unsettled, names, day)
    count = sum(_count(stacks[name]) for name in names)
    more = [*(["files"] if output is not None else []), *(["changes"] if changes is not None else [])]
    return Preflight(names, count, results, ("policy", *CHECKS, "retirements", "extensions", *more))


def plan_preflight(
    configuration: Configuration | None,
    plans: Mapping[str, JsonObject],
    *,
    given: Given | None = None,
    today: datetime.date | None = None,
) -> Preflight:
    """Judges plans by policies, by what could be reached from outside, and by what Azure ends.

    Args:
        configuration: the configuration that says what is assigned and accepted; `None` for plans of other Terraform,
            for which nothing is.
        plans: by the name of the stack, the parsed output of `terraform show -json`.
        given: further policies.
        today: the day, on which exemptions and suppressions may have expired. Default today.

    Raises:
        TerraformError: a document is no plan.
    """
    day = today or current_day()
    resources = Resources.of_plans(plans)  # type: ignore[arg-type]  # JSON, as it was parsed
    found = list(PolicyCheck(configuration, given, day).over(resources))
    stacks = {module.name: as_stack(module, plans[module.name]) for module in resources.modules}
    found += exposures(configuration, stacks)
    found += retirements(configuration, stacks, day)
    if configuration is not None:
        found += extensions(configuration, tuple(plans), day)
    results = _settled(configuration, found, tuple(plans), day)
    count = len({(one.stack, one.address) for one in resources.all})
    checks = ("policy", "exposure", "retirements", *([] if configuration is None else ["extensions"]))
    return Preflight(tuple(plans), count, results, checks, actions(plans, resources, stacks), resources.foreign)


def other_preflight(
    stacks: Mapping[str, JsonObject], *, given: Given | None = None, today: datetime.date | None = None
) -> Preflight:
    """Judges stacks that belong to no configuration: what could be reached from outside, what Azure ends, and policies.

    Args:
        stacks: the stacks by name, parsed.
        given: the policies. Default none.
        today: the day, on which exemptions may have expired. Default today.
    """
    day = today or current_day()
    found = [*exposures(None, stacks), *retirements(None, stacks, day)]
    if given is not None:
        found += PolicyCheck(None, given, day).over_stacks(stacks)
    checks = (*(["policy"] if given is not None else []), "exposure", "retirements")
    return Preflight(tuple(stacks), sum(map(_count, stacks.values())), tuple(found), checks)


def _count(stack: JsonObject) -> int:
    kinds = stack.get("resource")
    return sum(len(named) for named in kinds.values()) if isinstance(kinds, Mapping) else 0


def suppressed(
    configuration: Configuration, found: Sequence[Result], today: datetime.date | None = None
) -> tuple[Result, ...]:
    """Results with those suppressed that the configuration suppresses.

    Args:
        configuration: a checked configuration.
        found: the results of checks.
        today: the day, on which suppressions may have expired. Default today.
    """
    return _suppressed(configuration, found, today or current_day())[0]


def _suppressed(
    configuration: Configuration, found: Sequence[Result], day: datetime.date
) -> tuple[tuple[Result, ...], set[int]]:
    """Results with those suppressed that the configuration suppresses, and the numbers of the suppressions used."""
    suppressions = configuration.landing_zone.preflight.suppressions
    used: set[int] = set()
    results: list[Result] = []
    for result in found:
        number = next((n for n, one in enumerate(suppressions) if _covers(one, result, day)), None)
        ends = result.check == "retirements" and result.level is Level.REPORTED
        if number is not None and (ends or result.level in (Level.REFUSED, Level.UNKNOWN)):
            used.add(number)
            said = suppressions[number]
            result = replace(result, level=Level.SUPPRESSED, reason=f"until {said.expires}: {said.reason}")
        results.append(result)
    return tuple(results), used


def _settled(
    configuration: Configuration | None, found: Sequence[Result], names: Sequence[str], day: datetime.date
) -> tuple[Result, ...]:
    """The results of the wanted stacks, suppressions applied; what is wrong with suppressions is added."""
    if configuration is None:
        return tuple(found)
    # A stack that vanished is not in the configuration, so its results are shown for every selection of stacks.
    known = set(configuration.stacks)
    wanted = [result for result in found if not result.stack or result.stack in names or result.stack not in known]
    results, used = _suppressed(configuration, wanted, day)
    return (*results, *_about_suppressions(configuration, used, names, day))


def _covers(one: Suppression, result: Result, day: datetime.date) -> bool:
    return (
        day <= one.expires
        and fnmatch.fnmatchcase(result.check, one.check)
        and fnmatch.fnmatchcase(result.rule, one.rule)
        and fnmatch.fnmatchcase(result.stack, one.stack)
        and fnmatch.fnmatchcase(result.address, one.address)
    )


def _about_suppressions(
    configuration: Configuration, used: set[int], names: Sequence[str], day: datetime.date
) -> Iterator[Result]:
    origins = Origins(configuration)
    for number, one in enumerate(configuration.landing_zone.preflight.suppressions):
        place = origins.section("preflight", "suppressions", number)
        what = f"{one.check} {one.rule} in {one.stack} {one.address}"
        if one.expires < day:
            yield Result(
                check="suppressions",
                rule="expired",
                level=Level.REFUSED,
                message=f"the suppression of {what} ended on {one.expires}: {one.reason}",
                remedy="mend what it was for and remove it, or decide anew and move its end",
                place=place,
            )
        elif number not in used and set(names) >= set(configuration.stacks):
            yield Result(
                check="suppressions",
                rule="unused",
                level=Level.REPORTED,
                message=f"the suppression of {what} covers nothing",
                remedy="remove it",
                place=place,
            )
