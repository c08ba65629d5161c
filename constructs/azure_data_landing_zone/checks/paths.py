"""The check `paths`: everything that must communicate can communicate."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from ..azure.json_values import JsonObject
from ..config import Configuration, Place
from ..paths.evaluation import evaluate
from ..paths.model import Outcome, Path, Step
from ..paths.requests import TITLES, requested
from .origins import Origins
from .results import Level, Result

_LEVELS: Mapping[Outcome, Level] = {Outcome.LACKS: Level.REFUSED, Outcome.UNKNOWN: Level.UNKNOWN}


def paths(configuration: Configuration, stacks: Mapping[str, JsonObject]) -> Sequence[Result]:
    """The paths that workloads lack, and the number of those that depend on other teams."""
    origins = Origins(configuration)
    found = evaluate(configuration, stacks)
    results = [_result(path, step, origins) for path in found for step in path.steps if step.outcome in _LEVELS]
    return [*dict.fromkeys(results), *_theirs(found, origins)]


def _result(path: Path, step: Step, origins: Origins) -> Result:
    target = f"{path.target} ({path.part})" if path.target_id and path.part else path.target
    evidence = step.evidence[0] if step.evidence else None
    return Result(
        check="paths",
        rule=path.need.key,
        level=_LEVELS[step.outcome],
        message=f"{path.actor} of {path.stack} cannot use {target}: {step.text}; {path.need.why}",
        remedy=step.remedy,
        stack=evidence.stack if evidence is not None else path.stack,
        address=evidence.address if evidence is not None else "",
        place=_place(path, step, origins),
    )


def _place(path: Path, step: Step, origins: Origins) -> Place | None:
    return origins.setting(path.stack, step.setting or path.setting)


def _theirs(found: Sequence[Path], origins: Origins) -> Iterator[Result]:
    """One result for each kind of request to other teams."""
    counts = Counter(one.request.topic for one in requested(found))
    for topic, count in counts.items():
        title = TITLES[topic][0]
        yield Result(
            check="paths",
            rule=f"theirs-{topic}",
            level=Level.REPORTED,
            message=f"{title} that other teams must provide: {count}",
            remedy="adlz show paths --theirs lists them",
            place=origins.file,
        )
