"""The day: an input, so that the same input gives the same result."""

from __future__ import annotations

import datetime
import os

from .errors import AdlzError

#: The day for which everything is decided, such as `2026-11-26`. Default today.
VARIABLE = "ADLZ_TODAY"


class DayError(AdlzError):
    """The environment names no day."""


def today() -> datetime.date:
    """The day, in UTC.

    Raises:
        DayError: `ADLZ_TODAY` is no date.
    """
    given = os.environ.get(VARIABLE)
    if not given:
        return datetime.datetime.now(datetime.UTC).date()
    try:
        return datetime.date.fromisoformat(given)
    except ValueError:
        raise DayError(f"{VARIABLE} is {given!r}: give a date such as 2026-11-26, or unset it") from None


def moment() -> datetime.datetime:
    """The time, in UTC; the end of the day if the environment names one.

    Raises:
        DayError: `ADLZ_TODAY` is no date.
    """
    return end_of(today()) if os.environ.get(VARIABLE) else datetime.datetime.now(datetime.UTC)


def end_of(day: datetime.date) -> datetime.datetime:
    """The end of a day, in UTC."""
    return datetime.datetime.combine(day, datetime.time(), datetime.UTC) + datetime.timedelta(days=1)
