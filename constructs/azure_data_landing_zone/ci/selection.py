"""Which stacks a run of a pipeline plans and applies, and how they spread over runners."""

from __future__ import annotations

import fnmatch
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ..config import Configuration
from ..config.layout.stacks import DATA_PLANE, QUOTA

#: The stack that a person applies.
BOOTSTRAP = "bootstrap"
#: What the environment of the core services' pipelines is called.
PLATFORM = "platform"
#: GitHub runs at most so many jobs of a matrix; the stacks of a larger landing zone share jobs.
MOST_JOBS = 256


@dataclass(frozen=True)
class StackRow:
    """A stack, as pipelines see it.

    Attributes:
        stack: its name.
        environment: the environment whose approval it needs: that of its product, or `platform`; their own name for
            `bootstrap`, `quota` and `data-plane`, which have places of their own.
        product: its product's key; empty if it has none.
        order: its place in the order of application.
        needs: the stacks that are applied right before it.
    """

    stack: str
    environment: str
    product: str
    order: int
    needs: tuple[str, ...]


@dataclass(frozen=True)
class Selection:
    """The selection of one run.

    Attributes:
        environments: by environment, jobs with the stacks that share them, none where nothing is to do.
        platform: the stacks of the core services in the order of application.
        quota: whether the stack `quota` is to be applied, which comes after all products.
        data_plane: whether the stack `data-plane` is to be applied.
        bootstrap: whether the stack `bootstrap` changes, which a person applies.
    """

    environments: Mapping[str, tuple[tuple[str, ...], ...]]
    platform: tuple[str, ...]
    quota: bool
    data_plane: bool
    bootstrap: bool

    @property
    def jobs(self) -> tuple[tuple[str, ...], ...]:
        """The jobs of all environments and of the core services, for runs that plan only."""
        alone = (*self.platform, *([QUOTA] if self.quota else []))
        return (*((stack,) for stack in alone), *(job for jobs in self.environments.values() for job in jobs))


def stack_rows(configuration: Configuration) -> Sequence[StackRow]:
    """All stacks, in the order of application."""
    products = {layout.stack: layout for layout in configuration.products}
    return tuple(
        StackRow(
            stack=name,
            environment=products[name].environment_name
            if name in products
            else name
            if name in (BOOTSTRAP, QUOTA, DATA_PLANE)
            else PLATFORM,
            product=products[name].product.name if name in products else "",
            order=order,
            needs=configuration.dependencies(name),
        )
        for order, name in enumerate(configuration.stacks, 1)
    )


def select(
    configuration: Configuration,
    *,
    pattern: str = "*",
    changed: Collection[str] | None = None,
    most: int = MOST_JOBS,
) -> Selection:
    """The stacks of a run.

    Args:
        configuration: the landing zone.
        pattern: names of the stacks, as a shell pattern.
        changed: the stacks that change; None for all.
        most: the number of jobs of one matrix.
    """
    rows = [
        row
        for row in stack_rows(configuration)
        if fnmatch.fnmatchcase(row.stack, pattern) and (changed is None or row.stack in changed)
    ]
    platform = tuple(row.stack for row in rows if row.environment == PLATFORM)
    return Selection(
        environments=_shared_out(configuration, rows, max(1, most - len(platform) - 1)),
        platform=platform,
        quota=any(row.stack == QUOTA for row in rows),
        data_plane=any(row.stack == DATA_PLANE for row in rows),
        bootstrap=any(row.stack == BOOTSTRAP for row in rows),
    )


def _shared_out(
    configuration: Configuration, rows: Sequence[StackRow], most: int
) -> dict[str, tuple[tuple[str, ...], ...]]:
    """Jobs by environment: one stack each, or as many as are needed for all of them to fit into one matrix."""
    size = -(-sum(bool(row.product) for row in rows) // most) or 1
    while True:
        found = {
            name: tuple(batches([row.stack for row in rows if row.product and row.environment == name], size))
            for name in configuration.landing_zone.environments
        }
        if sum(map(len, found.values())) <= most or size > len(rows):
            return found
        size += 1


def batches(names: Sequence[str], size: int) -> Iterator[tuple[str, ...]]:
    """Names in groups of a size, of which the last may be smaller."""
    for start in range(0, len(names), size):
        yield tuple(names[start : start + size])
