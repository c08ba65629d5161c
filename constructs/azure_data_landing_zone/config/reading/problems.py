"""The errors of a configuration, written for the person who corrects it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ...characters import visible
from ...errors import AdlzError


@dataclass(frozen=True, order=True)
class Place:
    """A line of a file; line 0 stands for the file as a whole."""

    file: str
    line: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}" if self.line else self.file


@dataclass(frozen=True, order=True)
class Problem:
    """One mistake: where it is, what was given, and what to do.

    Attributes:
        place: file and line.
        path: the path inside the file, such as `compute.clusters.cpu.vm_size`.
        message: what is wrong, what is allowed, what to do.
        given: the value that was given, as written; empty if there is none to show.
    """

    place: Place
    path: str
    message: str
    given: str = ""

    def __str__(self) -> str:
        given = f" (given: {self.given})" if self.given else ""
        return visible(f"{self.place}: {self.path or 'the configuration'}: {self.message}{given}")


@dataclass(frozen=True, order=True)
class ProductProblem(Problem):
    """A mistake of one product.

    Attributes:
        product: the name of the product.
    """

    product: str = ""


class ConfigurationError(AdlzError):
    """A configuration has mistakes; `problems` holds all of them, sorted by place."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(sorted(dict.fromkeys(problems)))
        count = len(self.problems)
        lines = "\n".join(f"  {problem}" for problem in self.problems)
        super().__init__(f"{count} {'mistake' if count == 1 else 'mistakes'} in the configuration\n{lines}")

    def __reduce__(self) -> tuple[type[ConfigurationError], tuple[Sequence[Problem]]]:
        # A worker process may raise it.
        return ConfigurationError, (self.problems,)


def shown(path: Path) -> str:
    """A file's path as people want to read it: relative to the working directory if it lies below."""
    try:
        return path.resolve().relative_to(Path.cwd()).as_posix()
    except (ValueError, RuntimeError):
        # A link that leads to itself has no place, and is named as it is written.
        return path.as_posix()
