"""Facts about changes: those that make Terraform recreate a resource, and the data that is lost then."""

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


#: A case of a condition: what the argument was and is, and what other arguments are.
_Case = Mapping[str, Any]


@dataclass(frozen=True)
class Condition:
    """A change of an argument that replaces the resource in some directions only."""

    when: Sequence[_Case]
    unless: Sequence[_Case]
    fewer: bool
    loses: bool
    beside: Mapping[str, Sequence[object]]

    @property
    def cases(self) -> bool:
        """Whether it asks what the argument was and is."""
        return bool(self.when or self.unless)

    def forces(self, change: Difference, body: Mapping[str, object]) -> bool:
        """Whether this change replaces the resource, whose arguments are afterwards `body`."""
        before, after = change.before, change.after
        if not _beside(self.beside, body):
            return False
        if self.fewer:
            return after is None
        if self.loses:
            return any(value not in _values(after) for value in _values(before))
        if self.when:
            return any(_fits(row, before, after, body) for row in self.when)
        return not any(_fits(row, before, after, body) for row in self.unless)


@dataclass(frozen=True)
class TypeFacts:
    """The facts about a resource type."""

    arguments: frozenset[str] = frozenset()
    computed: frozenset[str] = frozenset()
    blocks: frozenset[str] = frozenset()
    defaults: Mapping[str, object] | None = None
    conditional: Mapping[str, Condition] | None = None
    sets: frozenset[str] = frozenset()
    sensitive: frozenset[str] = frozenset()

    def forces(self, change: Difference, body: Mapping[str, object]) -> bool:
        """Whether a changed argument replaces the resource, whose arguments are afterwards `body`."""
        for argument, condition in (self.conditional or {}).items():
            # Of JSON every entry is compared by itself.
            within = not condition.cases and _dotted(change.path).startswith(f"{argument}.")
            if (within or _dotted(change.path) == argument) and condition.forces(change, body):
                return True
        if self._by_block(change, body):
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

    def _by_block(self, change: Difference, body: Mapping[str, object]) -> bool:
        """Whether a whole block came or went that replaces the resource, or holds an argument that does."""
        if change.before is not None and change.after is not None:
            return False
        block = change.after if change.before is None else change.before
        here = _dotted(change.path)
        if here in self.blocks:
            return True
        inner = mapping(block[0] if isinstance(block, list) and block else block)
        return any(
            self.forces(Difference(f"{change.argument}.{key}", (*change.path, key), *_sides(change, value)), body)
            for key, value in inner.items()
            if value is not None
        )


def _sides(change: Difference, value: object) -> tuple[object, object]:
    return (None, value) if change.before is None else (value, None)


def replacement(type_: str, azurerm: int = 4) -> Mapping[str, Any] | None:
    """The row of the table `replacement` for a resource type; None if there is none.

    Args:
        type_: the resource's type in Terraform.
        azurerm: the major version of azurerm.
    """
    row: Mapping[str, Any] | None = tables.read("replacement").get(type_)
    changed = tables.read("azurerm_5")["types"].get(type_, {}).get("replaces", {}) if azurerm >= 5 else {}
    if row is None or not changed:
        return row
    made = {**row}
    for column, names in changed.get("less", {}).items():
        made[column] = [entry for entry in made[column] if _name(entry) not in names]
    for column, names in changed.get("more", {}).items():
        made[column] = [*made.get(column, ()), *names]
    return made


def _name(entry: object) -> object:
    return entry["argument"] if isinstance(entry, Mapping) else entry


@functools.cache
def facts(type_: str, azurerm: int = 4) -> TypeFacts | None:
    """The facts about a resource type of Terraform; None if there are none.

    Args:
        type_: the resource's type in Terraform.
        azurerm: the major version of azurerm.
    """
    row = replacement(type_, azurerm)
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


def forces(type_: str, change: Difference, body: Mapping[str, object] | None = None, azurerm: int = 4) -> bool:
    """Whether a changed argument replaces a resource of this type; False for a type of which nothing is known.

    Args:
        type_: the resource's type in Terraform.
        change: what changes.
        body: the resource's arguments afterwards.
        azurerm: the major version of azurerm.
    """
    known, after = facts(type_, azurerm), {} if body is None else body
    if type_ == "azapi_resource" and change.path == ("replace_triggers_external_values",):
        # azapi compares values that were given before with values that are given now.
        return change.before is not None and change.after is not None
    if type_ == "azapi_resource" and change.path[:1] == ("body",):
        return any(_overlap(change.path[1:], str(ref)) for ref in _values(after.get("replace_triggers_refs")))
    return known is not None and known.forces(change, after)


def _overlap(path: Path, ref: str) -> bool:
    """Whether a changed part of a body is, holds or lies in what a reference names."""
    named = tuple(ref.split("."))
    shared = min(len(path), len(named))
    return path[:shared] == named[:shared]


def in_5(type_: str, body: Mapping[str, object]) -> dict[str, object]:
    """The arguments of a resource as azurerm 5 calls them."""
    renamed = tables.read("azurerm_5")["types"].get(type_, {}).get("renamed", {})
    made: dict[str, object] = {}
    for name, value in body.items():
        row = renamed.get(name, {})
        if value is not None or name not in renamed:
            made[row.get("to", name)] = row["values"].get(value, value) if "values" in row else value
    return made


def place(type_: str) -> Sequence[str]:
    """The arguments that only say where a resource lies, and that azurerm 4 and 5 call otherwise."""
    found: Sequence[str] = tables.read("azurerm_5")["types"].get(type_, {}).get("place", ())
    return found


def hidden(type_: str, path: Path, value: object = "") -> bool:
    """Whether a value must not be shown."""
    if isinstance(value, bool | int | float | None):
        return False
    known = facts(type_)
    if path[:1] == ("sensitive_body",) or (known is not None and _dotted(path) in known.sensitive):
        return True
    return any(_SECRET.search(part) for part in path) and not isinstance(value, Mapping | list)


def _condition(row: Mapping[str, Any]) -> Condition:
    return Condition(
        row.get("when", ()),
        row.get("unless", ()),
        bool(row.get("fewer")),
        bool(row.get("loses")),
        row.get("with", {}),
    )


def _fits(row: _Case, before: object, after: object, body: Mapping[str, object]) -> bool:
    return _beside(row.get("with", {}), body) and all(
        key not in row or _plain(value) in [_plain(allowed) for allowed in row[key]]
        for key, value in (("from", before), ("to", after))
    )


def _beside(wanted: Mapping[str, Sequence[object]], body: Mapping[str, object]) -> bool:
    """Whether other arguments have the values that a condition wants."""
    return all(_plain(_inside(body, name)) in [_plain(one) for one in values] for name, values in wanted.items())


def _inside(body: object, name: str) -> object:
    """The argument at a dotted path, in blocks of which there is one."""
    for part in name.split("."):
        block = body[0] if isinstance(body, list) and body else body
        body = block.get(part) if isinstance(block, Mapping) else None
    return body


def _values(value: object) -> Sequence[object]:
    return value if isinstance(value, list) else [] if value is None else [value]


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
