"""Features whose end Azure has announced."""

from __future__ import annotations

import datetime
import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from . import tables
from .clouds import CloudName

#: An end is reported so many days before.
NOTICE = datetime.timedelta(days=365)


class Stage(StrEnum):
    """How far a retirement has come on a day."""

    ENDED = "ended"
    CLOSED = "closed"
    SOON = "soon"
    DEPRECATED = "deprecated"
    ANNOUNCED = "announced"


@dataclass(frozen=True)
class Retirement:
    """Something that Azure ends.

    Attributes:
        kind: what it is a value of, such as `vm_size`.
        what: what it is, for people.
        match: the values, as a regular expression for the whole of them, without case.
        creation: from this day on, nothing new can be created.
        use: from this day on, what exists stops working or has no support.
        new_subscriptions: from this day on, subscriptions that did not use it before cannot create it.
        clouds: the only clouds in which it ends; empty for all.
        replacement: what to use instead.
        source: where Microsoft says so.
    """

    kind: str
    what: str
    match: str
    creation: datetime.date | None
    use: datetime.date | None
    new_subscriptions: datetime.date | None
    clouds: frozenset[str]
    replacement: str
    source: str

    @property
    def end(self) -> datetime.date | None:
        """The next date that concerns what exists or is created; None if there is none."""
        return min((day for day in (self.creation, self.use) if day is not None), default=None)

    def stage(self, day: datetime.date) -> Stage:
        """How far it has come on a day."""
        if self.use is not None and self.use <= day:
            return Stage.ENDED
        if self.creation is not None and self.creation <= day:
            return Stage.CLOSED
        if self.end is None:
            return Stage.DEPRECATED
        return Stage.SOON if self.end <= day + NOTICE else Stage.ANNOUNCED

    def sentence(self, day: datetime.date) -> str:
        """A sentence for people: the change and its date."""
        new = ""
        if self.new_subscriptions is not None:
            new = f"; new subscriptions cannot create it since {self.new_subscriptions}"
        state = {
            Stage.ENDED: f"ended on {self.use}",
            Stage.CLOSED: f"cannot be created since {self.creation}",
            Stage.DEPRECATED: "is deprecated",
        }.get(self.stage(day))
        return f"{self.what}: {state or f'ends on {self.end}{new}'}"


def retirement(kind: str, value: str, cloud: CloudName = CloudName.PUBLIC) -> Retirement | None:
    """The retirement of a value; None if Azure has announced none.

    Args:
        kind: a kind of the table `retirements`, such as `vm_size`.
        value: the value.
        cloud: the cloud.
    """
    for pattern, row in _rows().get(kind, ()):
        if pattern.fullmatch(value) and (not row.clouds or cloud.value in row.clouds):
            return row
    return None


@functools.cache
def places() -> Mapping[str, tuple[tuple[str, tuple[str, ...]], ...]]:
    """Where values are found: kind and path, by Terraform type or by ARM type in small letters."""
    by_key: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
    for kind, types in tables.read("retirements")["places"].items():
        for type_, paths in types.items():
            key = type_.lower() if "/" in type_ else type_
            by_key.setdefault(key, []).extend((kind, tuple(path.split("."))) for path in paths)
    return {type_: tuple(rows) for type_, rows in by_key.items()}


def retirements() -> tuple[Retirement, ...]:
    """All rows of the table."""
    return tuple(row for rows in _rows().values() for _, row in rows)


@functools.cache
def _rows() -> Mapping[str, tuple[tuple[re.Pattern[str], Retirement], ...]]:
    by_key: dict[str, list[tuple[re.Pattern[str], Retirement]]] = {}
    for row in tables.read("retirements")["rows"]:
        row_facts = Retirement(
            kind=row["kind"],
            what=row["what"],
            match=row["match"],
            creation=row.get("creation"),
            use=row.get("use"),
            new_subscriptions=row.get("new_subscriptions"),
            clouds=frozenset(row.get("clouds", ())),
            replacement=row["replacement"],
            source=row["source"],
        )
        by_key.setdefault(row_facts.kind, []).append((re.compile(row_facts.match, re.IGNORECASE), row_facts))
    return {kind: tuple(rows) for kind, rows in by_key.items()}
