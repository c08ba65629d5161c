"""Checks of moves: what no single entry can tell."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from ..layout.places import stack_name
from ..layout.stacks import PLATFORM_STACKS
from ..models.moves import Move
from ..reading.document import Path_
from ..reading.explain import nearest
from ..reading.problems import Problem
from .subject import Check, Subject

M = TypeVar("M", bound=Move)


def _stacks(subject: Subject) -> Iterator[Problem]:
    if not subject.configuration.landing_zone.moved:
        return
    # Which of the shared stacks exist depends on what may itself be wrong, so all that there can be are meant.
    products = (stack_name(deployment.product.name, deployment.environment) for deployment in subject.deployments)
    stacks = (*PLATFORM_STACKS, *products)
    for index, move in enumerate(subject.configuration.landing_zone.moved):
        if not any(move.fits(stack) for stack in stacks):
            yield subject.problem(
                ("moved", index, "stack"),
                f"fits no stack; the stacks are {', '.join(stacks)}{nearest(move.stack, stacks)}",
            )


def _twice(subject: Subject) -> Iterator[Problem]:
    zone = subject.configuration.landing_zone
    yield from _repeated(zone.moved, lambda move: move.stack, subject.problem)
    for deployment in subject.deployments:
        yield from _repeated(
            deployment.product.moved,
            lambda _: "",
            lambda path, message, deployment=deployment: subject.product_problem(  # type: ignore[misc]
                deployment, path, message
            ),
        )


def _repeated(
    moves: Sequence[M], where: Callable[[M], str], problem: Callable[[Path_, str], Problem]
) -> Iterator[Problem]:
    seen: dict[tuple[str, str, str], int] = {}
    for index, move in enumerate(moves):
        for side, address in (("from", move.from_), ("to", move.to)):
            first = seen.setdefault((where(move), side, address), index)
            if first != index:
                yield problem(
                    ("moved", index, side),
                    f"is the `{side}` of entry {first + 1} too: a resource moves once, and a chain names each address "
                    "once on either side",
                )


#: Checks of moves, with the sections that they read.
MOVE_CHECKS: Sequence[tuple[Check, tuple[str, ...]]] = ((_stacks, ("moved", "environments")), (_twice, ("moved",)))
