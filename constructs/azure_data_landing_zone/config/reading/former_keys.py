"""Keys of former versions are answered with their new form."""

from __future__ import annotations

import functools
import importlib.resources
from collections.abc import Mapping
from typing import Any, Literal

import yaml

from .document import Document, Path_
from .problems import Problem

Kind = Literal["landing_zone", "product"]


@functools.cache
def former_keys(kind: Kind) -> Mapping[Path_, Mapping[str, str]]:
    """The former keys of a kind of file: what is said of each, by its path."""
    text = importlib.resources.files(__package__).joinpath("former_keys.yaml").read_text(encoding="utf-8")
    return {tuple(path.split(".")): entry for path, entry in yaml.safe_load(text)[kind].items()}


def without_former_keys(document: Document, kind: Kind) -> tuple[Document, list[Problem]]:
    """The document without former keys, and a problem for each that says what to write instead."""
    known = former_keys(kind)
    found = [path for path in document.places if _plain(path) in known]
    problems = [_problem(document, path, known[_plain(path)]) for path in found]
    for path in sorted(found, key=len, reverse=True):
        document = document.without(path)
    return document, problems


def _plain(path: Path_) -> Path_:
    """A path as it is outside of `per_environment`, which repeats the product's keys."""
    return path[2:] if path[:1] == ("per_environment",) else path


def _problem(document: Document, path: Path_, entry: Mapping[str, str]) -> Problem:
    now, why = entry.get("now", ""), entry["why"]
    if now:
        what = f"is {now} now: {why}. Write {_written(now.split('.'), document.value(path))}"
    else:
        what = f"is gone: {why}. Leave it out"
    return Problem(document.place(path), document.dotted(path), what)


def _written(path: list[str], value: Any) -> str:
    """The new form on one line, as YAML."""
    for key in reversed(path[1:]):
        value = {key: value}
    text: str = yaml.safe_dump({path[0]: value}, default_flow_style=True, width=10_000, sort_keys=False)
    return f"`{text.strip()[1:-1]}`"
