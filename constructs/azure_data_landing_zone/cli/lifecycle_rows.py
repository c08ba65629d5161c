"""`adlz show lifecycles`: the table of what lifecycles mean."""

from __future__ import annotations

from dataclasses import asdict

from ..azure.lifecycles import protection
from ..config.models.environments import Lifecycle


def lifecycle_rows() -> list[dict[str, str | int | float]]:
    """A line for everything that a lifecycle decides."""
    meanings = {lifecycle.value: asdict(protection(lifecycle)) for lifecycle in Lifecycle}
    return [
        {"what": what, **{name: _text(meaning[what]) for name, meaning in meanings.items()}}
        for what in meanings[Lifecycle.STANDARD]
    ]


def _text(value: bool | int | str) -> str | int:
    return ("yes" if value else "no") if isinstance(value, bool) else value
