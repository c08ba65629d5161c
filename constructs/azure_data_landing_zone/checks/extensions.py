"""Results about fragments and overrides of the landing zone's file."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator, Sequence

from ..config import Configuration
from .origins import Origins
from .results import Level, Result


def extensions(configuration: Configuration, stacks: Sequence[str], day: datetime.date) -> Iterator[Result]:
    """The fragments and overrides of stacks, each as an accepted result; an override past its end is refused.

    Args:
        configuration: a checked configuration.
        stacks: the names of the stacks.
        day: the day.
    """
    origins = Origins(configuration)
    fragments = configuration.landing_zone.extensions.fragments
    for stack in stacks:
        for fragment, file in configuration.fragments(stack):
            addresses = [address for address, _ in file.addresses()]
            yield Result(
                check="extensions",
                rule="fragment",
                level=Level.ACCEPTED,
                message=f"{fragment.file} adds {', '.join(addresses)}",
                stack=stack,
                place=origins.section("extensions", "fragments", fragments.index(fragment)),
                reason=fragment.reason,
            )
        for number, override in configuration.overrides(stack):
            ended = override.expires is not None and override.expires < day
            until = f" (until {override.expires})" if override.expires and not ended else ""
            yield Result(
                check="extensions",
                rule="expired" if ended else "override",
                level=Level.REFUSED if ended else Level.ACCEPTED,
                message=(f"the override of {', '.join(override.set_)} ended on {override.expires}: {override.reason}")
                if ended
                else ", ".join(map(_said, override.set_, override.set_.values())),
                remedy="remove it, or decide anew and move its end" if ended else "",
                stack=stack,
                address=override.address,
                place=origins.section("extensions", "overrides", number),
                reason="" if ended else f"{override.reason}{until}",
            )


def _said(path: str, value: object) -> str:
    return f"{path} is removed" if value is None else f"{path} is set to {json.dumps(value, ensure_ascii=False)}"
