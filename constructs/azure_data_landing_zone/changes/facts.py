"""What is known about changes: which of them Terraform answers with a new resource, and what is lost then."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..azure import tables
from ..synthesized.stacks import mapping
from .values import Difference, Path

_SECRET = re.compile(
    r"password|passwd|secret|token|credential|connection_?string|sas_?token|shared_?access"
    r"|(account|access|api|shared|private|primary|secondary|auth)_?key",
    re.IGNORECASE,
)
#: What a value is called that is not shown.
SENSITIVE = "(sensitive)"


@dataclass(frozen=True)
class Condition:
    """A change of an argument that replaces the resource in some directions only."""

    when: Sequence[Mapping[str, Sequence[object]]]
    unless: Sequence[Mapping[str, Sequence[object]]]
    fewer: bool

    def forces(self, before: object, after: object) -> bool:
        """Whether this change replaces the resource."""
        if self.fewer:
            return after is None
        if self.when:
            return any(_fits(row, before, after) for row in self.when)
        return not any(_fits(row, before, after) for row in self.unless)


@dataclass(frozen=True)
class TypeFacts:
    """What is known about a resource type."""

    arguments: frozenset[str] = frozenset()
    computed: frozenset[str] = frozenset()
    blocks: frozenset[str] = frozenset()
    defaults: Mapping[str, object] | None = None
    conditional: Mapping[str, Condition] | None = None
    sets: frozenset[str] = frozenset()
    sensitive: frozenset[str] = frozenset()

    def forces(self, change: Difference) -> bool:
        """Whether a changed argument replaces the resource."""
        for argument, condition in (self.conditional or {}).items():
            # Of JSON every entry is compared by itself.
            here = change.path[:1] if condition.fewer and len(change.path) == 2 else change.path
            if _dotted(here) == argument and condition.forces(change.before, change.after):
                return True
        if self._by_block(change):
            return True
        known = self._known(change.path)
        if known is None or self.same(change):
            return False
        return not (known in self.computed and change.after is None)

    def same(self, change: Difference) -> bool:
        """Whether the provider sees no change: a default that is said aloud, or no longer."""
        known = self._known(change.path)
        if known != _dotted(change.path):
            return False
        default = (self.defaults or {}).get(known)
        return _given(change.before, default) == _given(change.after, default)

    def depends(self, path: Path) -> bool:
        """Whether the resource is replaced if this argument's value is not known before Terraform applies."""
        return self._known(path) is not None

    def _known(self, path: Path) -> str | None:
        """The argument that stands in the table for a path: the path, or the map or list that it lies in."""
        for length in range(len(path), 0, -1):
            name = _dotted(path[:length])
            if name in self.arguments or name in self.computed:
                return name
        return None

    def _by_block(self, change: Difference) -> bool:
        """Whether a whole block came or went that replaces the resource, or holds an argument that does."""
        if change.before is not None and change.after is not None:
            return False
        block = change.after if change.before is None else change.before
        here = _dotted(change.path)
        if here in self.blocks:
            return True
        inner = mapping(block[0] if isinstance(block, list) and block else block)
        return any(
            self.forces(Difference(f"{change.argument}.{key}", (*change.path, key), *_sides(change, value)))
            for key, value in inner.items()
            if value is not None
        )


def _sides(change: Difference, value: object) -> tuple[object, object]:
    return (None, value) if change.before is None else (value, None)


@functools.cache
def facts(type_: str) -> TypeFacts | None:
    """What is known about a resource type of Terraform; None for nothing."""
    row = tables.read("replacement").get(type_)
    if row is None:
        return None
    return TypeFacts(
        arguments=frozenset(row.get("arguments", ())),
        computed=frozenset(row.get("computed", ())),
        blocks=frozenset(row.get("blocks", ())),
        defaults=row.get("defaults"),
        conditional={entry["argument"]: _condition(entry) for entry in row.get("conditional", ())},
        sets=frozenset(row.get("sets", ())),
        sensitive=frozenset(row.get("sensitive", ())),
    )


def forces(type_: str, change: Difference) -> bool:
    """Whether a changed argument replaces a resource of this type; False for a type of which nothing is known."""
    if type_ == "azapi_resource" and change.path == ("type",):
        # azapi moves to another API version in place.
        return str(change.before).partition("@")[0].lower() != str(change.after).partition("@")[0].lower()
    known = facts(type_)
    return known is not None and known.forces(change)


def hidden(type_: str, path: Path, value: object = "") -> bool:
    """Whether a value must not be shown."""
    if isinstance(value, bool | int | float | None):
        return False
    known = facts(type_)
    if path[:1] == ("sensitive_body",) or (known is not None and _dotted(path) in known.sensitive):
        return True
    return any(_SECRET.search(part) for part in path) and not isinstance(value, Mapping | list)


def _condition(row: Mapping[str, Any]) -> Condition:
    return Condition(row.get("when", ()), row.get("unless", ()), bool(row.get("fewer")))


def _fits(row: Mapping[str, Sequence[object]], before: object, after: object) -> bool:
    return all(
        key not in row or _plain(value) in [_plain(allowed) for allowed in row[key]]
        for key, value in (("from", before), ("to", after))
    )


def _plain(value: object) -> object:
    return value.lower() if isinstance(value, str) else value


def _given(value: object, default: object) -> object:
    """A value as the provider sees it: one that is left out is its default, and nothing is the same as empty."""
    value = default if value is None else value
    return None if value in (False, "", 0) or value == [] or value == {} else _plain(value)


def _dotted(path: Path) -> str:
    return ".".join(path)


def masked(type_: str, path: Path, value: object) -> object:
    """A value as it may be shown."""
    if isinstance(value, Mapping):
        return {key: masked(type_, (*path, key), inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [masked(type_, path, inner) for inner in value]
    return SENSITIVE if hidden(type_, path, value) else value
