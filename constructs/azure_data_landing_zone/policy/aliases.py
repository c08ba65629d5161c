"""Aliases whose path in a resource is not the one that their name gives: `aliases.yaml` lists them."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from types import MappingProxyType

import yaml

_PART = re.compile(r"\[\*\]|[^.\[\]]+|\[[^\]]*\]")


@dataclass(frozen=True, slots=True)
class Path:
    """Where an alias leads.

    Attributes:
        parts: the path; `[*]` is a part of its own.
        subtypes: names in the alias that are in no path, each with how many parts of the path come before it: of the
            subtype that the resource must be of there, or of the resource itself.
    """

    parts: tuple[str, ...]
    subtypes: tuple[tuple[int, str], ...] = ()


def parts(text: str) -> tuple[str, ...]:
    """The parts of a property path."""
    return tuple(_PART.findall(text))


@dataclass(frozen=True, slots=True)
class _Table:
    paths: Mapping[str, Mapping[str, str]]
    subtypes: Mapping[str, Mapping[str, frozenset[str]]]


@functools.cache
def _table() -> _Table:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    text = resources.files(__package__).joinpath("aliases.yaml").read_text(encoding="utf-8")
    data = yaml.load(text, Loader=loader)  # noqa: S506  (both are safe loaders)
    paths = {
        kind.lower(): {(name if "/" in name else f"{kind}/{name}").lower(): path for name, path in rows.items()}
        for kind, rows in data["paths"].items()
    }
    subtypes = {
        kind.lower(): {before.lower(): frozenset(name.lower() for name in names) for before, names in rows.items()}
        for kind, rows in data["subtypes"].items()
    }
    return _Table(MappingProxyType(paths), MappingProxyType(subtypes))


@functools.lru_cache(maxsize=8192)
def path_of(alias: str, kind: str) -> Path | None:
    """The path of an alias in a resource of a type; `None` if its name gives it.

    Args:
        alias: the whole alias, in small letters.
        kind: the resource type, in small letters.
    """
    table = _table()
    if (found := table.paths.get(kind, {}).get(alias)) is not None:
        return Path(parts(found))
    subtypes = table.subtypes.get(kind)
    if subtypes is None or not alias.startswith(f"{kind}/"):
        return None
    kept: list[str] = []
    left: list[tuple[int, str]] = []
    for part in parts(alias[len(kind) + 1 :]):
        if part in subtypes.get(".".join(kept).replace(".[*]", "[*]"), ()):
            left.append((len(kept), part))
        else:
            kept.append(part)
    return Path(tuple(kept), tuple(left)) if left else None
