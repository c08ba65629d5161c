"""Errors of policy documents, written for the person who can correct them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ...errors import AdlzError


@dataclass(frozen=True, order=True)
class Mistake:
    """One mistake, or one remark.

    Attributes:
        file: the file.
        path: the path in its JSON, such as `properties.parameters.effect`; empty for all of it.
        message: what is wrong, what is allowed, what to do.
        given: the value that was given; empty if there is none to show.
    """

    file: str
    path: str
    message: str
    given: str = ""

    def __str__(self) -> str:
        given = f" (given: {self.given})" if self.given else ""
        return f"{self.file}: {self.path or 'the document'}: {self.message}{given}"


class PolicyError(AdlzError):
    """Policies have mistakes; `mistakes` holds all of them, sorted by file."""

    def __init__(self, mistakes: Sequence[Mistake]) -> None:
        self.mistakes = tuple(sorted(dict.fromkeys(mistakes)))
        count = len(self.mistakes)
        lines = "\n".join(f"  {mistake}" for mistake in self.mistakes)
        super().__init__(f"{count} {'mistake' if count == 1 else 'mistakes'} in the policies\n{lines}")


def path_text(path: Sequence[str | int]) -> str:
    """A JSON path as text."""
    text = ""
    for part in path:
        text += f"[{part}]" if isinstance(part, int) else f".{part}" if text else str(part)
    return text
