"""`adlz show retirements`: what a configuration uses of what Azure ends."""

from __future__ import annotations

import datetime

from ..azure.retirements import Retirement
from ..config import Configuration
from ..config.retiring import retiring


def retirement_rows(configuration: Configuration, day: datetime.date) -> list[dict[str, str]]:
    """A line for each setting whose value ends, the earliest end first.

    Args:
        configuration: a checked configuration.
        day: the day, which decides the state.
    """
    settings = sorted(retiring(configuration), key=lambda one: (one.retirement.end or datetime.date.max, one.stack))
    return [
        {
            "stack": one.stack,
            "used_by": one.used_by,
            "value": one.value,
            "state": one.retirement.stage(day).value,
            "creation_ends": _day(one.retirement.creation),
            "use_ends": _day(one.retirement.use),
            "new_subscriptions_until": _day(one.retirement.new_subscriptions),
            "replacement": one.retirement.replacement,
        }
        for one in settings
    ]


def known_rows(day: datetime.date, rows: tuple[Retirement, ...]) -> list[dict[str, str]]:
    """A line for each retirement that the library knows, the earliest end first."""
    return [
        {
            "what": row.what,
            "state": row.stage(day).value,
            "creation_ends": _day(row.creation),
            "use_ends": _day(row.use),
            "replacement": row.replacement,
        }
        for row in sorted(rows, key=lambda row: (row.end or datetime.date.max, row.what))
    ]


def _day(day: datetime.date | None) -> str:
    return "" if day is None else day.isoformat()
