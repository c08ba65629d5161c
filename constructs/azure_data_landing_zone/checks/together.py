"""Groups of results that differ in their stack only."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from ..config.reading.problems import Place
from .results import Level, Result

#: Where the configuration asks for what is accepted, below a product.
_OF_PRODUCT = re.compile(r"\(products\.[^.]+\.")
#: So many stacks are named in a line.
_NAMED = 3


@dataclass(frozen=True)
class Together:
    """Results that differ in their stack only, or one result.

    Attributes:
        result: the first of them.
        stacks: their stacks, each once; empty for the landing zone as a whole.
        reason: the reason that they share; `products.*` stands for several products.
        places: their places, each once.
        count: the number of results.
    """

    result: Result
    stacks: tuple[str, ...]
    reason: str
    places: tuple[Place, ...]
    count: int

    @property
    def where(self) -> str:
        """The stacks for people: each of a few, otherwise the first ones and the number of all."""
        if len(self.stacks) <= _NAMED:
            return ", ".join(self.stacks)
        first = ", ".join(self.stacks[:_NAMED])
        return f"{len(self.stacks)} stacks ({first} and {len(self.stacks) - _NAMED} more)"


def together(results: Iterable[Result]) -> tuple[Together, ...]:
    """Results with those that differ in their stack only put together, in the order of the first of each.

    What is refused is put together only if one line of the configuration causes it, and what is unknown never.
    """
    groups: dict[tuple[object, ...], list[Result]] = {}
    for one in results:
        apart: object = None
        if one.level is Level.UNKNOWN:
            apart = one.stack
        elif one.level is Level.REFUSED:
            apart = one.place or one.stack
        key = (one.level, one.check, one.rule, one.message, one.remedy, one.address, _shared_reason(one), apart)
        groups.setdefault(key, []).append(one)
    return tuple(_together(group) for group in groups.values())


def _together(results: list[Result]) -> Together:
    first = results[0]
    return Together(
        first,
        tuple(dict.fromkeys(one.stack for one in results if one.stack)),
        first.reason if len({one.reason for one in results}) == 1 else _shared_reason(first),
        tuple(dict.fromkeys(one.place for one in results if one.place is not None)),
        len(results),
    )


def _shared_reason(result: Result) -> str:
    return _OF_PRODUCT.sub("(products.*.", result.reason)
