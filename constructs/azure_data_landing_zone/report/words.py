"""Words of reports."""

from __future__ import annotations


def many(number: int, noun: str) -> str:
    """A number and its noun; what follows a preposition stays as it is."""
    first, of, rest = noun.partition(" of ")
    return f"{number:,} {first}{'' if number == 1 else 's'}{of}{rest}"
