"""Features that Azure has ended or ends soon, in synthesized stacks and plans."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence

from ..azure.clouds import CloudName
from ..azure.json_values import JsonObject
from ..azure.retirements import Retirement, Stage, places, retirement
from ..config import Configuration
from ..synthesized.stacks import Resource, Stack, find
from .origins import Origins
from .results import Level, Result

_LEVELS: Mapping[Stage, Level] = {
    Stage.ENDED: Level.REFUSED,
    Stage.CLOSED: Level.REFUSED,
    Stage.SOON: Level.REPORTED,
    Stage.DEPRECATED: Level.REPORTED,
}


def retirements(
    configuration: Configuration | None, stacks: Mapping[str, JsonObject], day: datetime.date
) -> Sequence[Result]:
    """The values that can no longer be created or used on a day, and those that end within a year.

    Args:
        configuration: the configuration of the stacks; None for plans of other Terraform, taken for the public cloud.
        stacks: the stacks by name, parsed.
        day: the day.
    """
    origins = Origins(configuration) if configuration is not None else None
    cloud = configuration.landing_zone.cloud if configuration is not None else CloudName.PUBLIC
    results: list[Result] = []
    for name, document in stacks.items():
        for resource in Stack(name, document).resources():
            for argument, value, kind in _values(resource):
                found = retirement(kind, value, cloud)
                level = _LEVELS.get(found.stage(day)) if found is not None else None
                if found is not None and level is not None:
                    results.append(_result(resource, argument, value, found, level, day, origins))
    return results


def _result(
    resource: Resource,
    argument: str,
    value: str,
    found: Retirement,
    level: Level,
    day: datetime.date,
    origins: Origins | None,
) -> Result:
    return Result(
        check="retirements",
        rule=found.kind,
        level=level,
        message=f"{found.sentence(day)} ({argument} is {value})",
        remedy=f"use {found.replacement}",
        stack=resource.stack,
        address=resource.address,
        place=None if origins is None else origins.of(resource.stack, resource.address, argument),
    )


def _values(resource: Resource) -> Iterator[tuple[str, str, str]]:
    """The arguments of a resource that may end: argument, value and kind."""
    if not resource.type.startswith("azapi_"):
        for kind, path in places().get(resource.type, ()):
            yield from _at(resource.body, path, kind)
        return
    typed = str(resource.body.get("type", ""))
    type_ = typed.partition("@")[0]
    yield "type", type_, "type"
    yield "type", typed, "api_version"
    for kind, path in places().get(type_.lower(), ()):
        yield from _at(resource.body, ("body", *path), kind)


def _at(body: JsonObject, path: tuple[str, ...], kind: str) -> Iterator[tuple[str, str, str]]:
    for found in find(body, path):
        if found.decided and isinstance(found.value, str | bool):
            value = str(found.value).lower() if isinstance(found.value, bool) else found.value
            yield found.argument, value, kind
