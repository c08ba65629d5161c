"""Features that are not offered in every cloud and region."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass, field

from . import tables
from .clouds import CloudName


@dataclass(frozen=True)
class Feature:
    """Something that not every cloud offers.

    Attributes:
        name: its key in the table.
        title: for people.
        refused: whether Azure refuses it where it is not offered; otherwise what is deployed works in part.
        not_in: the clouds that do not have it.
        regions: by cloud, the only regions that have it.
    """

    name: str
    title: str
    refused: bool
    not_in: frozenset[str] = frozenset()
    regions: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def objection(self, cloud: CloudName, region: str) -> str:
        """Why it cannot be had there, as a sentence; empty if it can."""
        if cloud.value in self.not_in:
            return f"{self.title} is not offered in the cloud {cloud}"
        there = self.regions.get(cloud.value)
        if there is not None and region not in there:
            return f"{self.title} is offered in {' and '.join(there)} of the cloud {cloud} only"
        return ""


@functools.cache
def feature(name: str) -> Feature:
    """A feature by its key in the table.

    Raises:
        KeyError: there is no such feature.
    """
    row = tables.read("availability")[name]
    return Feature(
        name=name,
        title=row["title"],
        refused=row["answer"] == "refused",
        not_in=frozenset(row.get("not_in", ())),
        regions={cloud: tuple(regions) for cloud, regions in row.get("regions", {}).items()},
    )


def feature_names() -> tuple[str, ...]:
    """The keys of all features in the table."""
    return tuple(tables.read("availability"))
