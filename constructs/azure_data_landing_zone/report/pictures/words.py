"""Words in pictures."""

from __future__ import annotations

from collections.abc import Sequence


def listed(words: Sequence[str], most: int) -> str:
    """Words in a row, the last ones as a number if there are many."""
    if len(words) <= most:
        return ", ".join(words)
    return f"{', '.join(words[: most - 1])} + {len(words) - most + 1}"
