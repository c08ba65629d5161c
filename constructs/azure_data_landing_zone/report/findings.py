"""What the check of exposure finds, in the form of results."""

from __future__ import annotations

from collections.abc import Iterable

from ..checks import Finding, State
from ..checks.results import Level, Result

_LEVELS = {State.OPEN: Level.REFUSED, State.UNKNOWN: Level.UNKNOWN, State.ACCEPTED: Level.ACCEPTED}


def exposure_results(findings: Iterable[Finding]) -> tuple[Result, ...]:
    """Findings as results, in their order."""
    return tuple(_result(finding) for finding in findings)


def _result(finding: Finding) -> Result:
    argument = "" if finding.argument == "*" else f"{finding.argument} is {finding.value}; safe is {finding.safe}"
    reason = ""
    if finding.acceptance is not None:
        reason = f"{finding.acceptance.reason} ({finding.acceptance.source})"
    return Result(
        check="exposure",
        rule=f"{finding.type} {finding.argument}",
        level=_LEVELS[finding.state],
        message=f"{finding.meaning}: {argument}" if argument else finding.meaning,
        remedy="" if reason else f"{finding.argument}: {finding.safe}",
        stack=finding.stack,
        address=finding.address,
        reason=reason,
    )
