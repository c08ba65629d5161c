"""The connections that workloads need, as rows."""

from __future__ import annotations

import datetime
import functools
from dataclasses import dataclass

from . import tables


@dataclass(frozen=True)
class Source:
    """The page that a row follows.

    Attributes:
        page: the page.
        read: the date on which it was read.
    """

    page: str
    read: datetime.date


@dataclass(frozen=True)
class Need:
    """A connection that workloads need; see the table `paths`.

    Attributes:
        key: its key in the table.
        actors: the kinds of workloads that need it.
        target: the kind of target.
        parts: private-link sub-resources of the target that are reached over the network.
        services: the names of services that are reached.
        ports: the ports.
        roles: the roles of which the identity needs one; empty if it needs none.
        network: `subnet` or `managed_network` if the row applies there only; empty for everywhere.
        when: the condition under which it applies; empty for always.
        why: what fails without it.
        source: the page that documents it.
    """

    key: str
    actors: tuple[str, ...]
    target: str
    parts: tuple[str, ...]
    services: tuple[str, ...]
    ports: tuple[str, ...]
    roles: tuple[str, ...]
    network: str
    when: str
    why: str
    source: Source


@functools.cache
def needs() -> tuple[Need, ...]:
    """All rows of the table."""
    table = tables.read("paths")
    sources = table["sources"]
    return tuple(
        Need(
            key=key,
            actors=tuple(row["from"]),
            target=row["to"],
            parts=tuple(row.get("parts", ())),
            services=tuple(row.get("services", ())),
            ports=tuple(row.get("ports", ("443",))),
            roles=tuple(row.get("roles", ())),
            network=row.get("in", ""),
            when=row.get("when", ""),
            why=row["why"],
            source=Source(page=sources[row["page"]]["source"], read=sources[row["page"]]["read"]),
        )
        for key, row in table["rows"].items()
    )
