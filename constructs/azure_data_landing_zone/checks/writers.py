"""Resources of one stack that change one thing at the same time, though its service takes one change at a time."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ..azure import tables
from ..azure.json_values import JsonObject
from ..synthesized.index import Index
from ..synthesized.references import Resolver
from ..synthesized.stacks import Resource, find, mapping

#: A reference to a resource, in an expression or in `depends_on`.
_REFERENCE = re.compile(r"(?<![\w.])(data\.)?([a-z][a-z0-9]*_\w+)\.([\w-]+)")
_CONNECTIONS = "privateEndpointConnections"


@dataclass(frozen=True)
class UnorderedWriters:
    """Two resources that change one thing, neither of which waits for the other.

    Attributes:
        stack: the stack.
        one: the address of one.
        other: the address of the other.
        what: the id of what they change.
    """

    stack: str
    one: str
    other: str
    what: str

    def __str__(self) -> str:
        return f"{self.stack}: {self.one} and {self.other} change {self.what}, and neither waits for the other"


@dataclass(frozen=True)
class _Writer:
    address: str
    locks: frozenset[str]
    locked_by: str


def unordered_writers(stacks: Mapping[str, JsonObject]) -> list[UnorderedWriters]:
    """Pairs of resources of one stack that may run at the same time and must not, by stack and address.

    Args:
        stacks: the synthesized stacks by name, each a parsed `cdk.tf.json`.
    """
    index = Index.over(stacks)
    return [found for name in sorted(index) for found in _stack(name, index.resolver(name))]


def _stack(name: str, resolver: Resolver) -> Iterator[UnorderedWriters]:
    places: dict[tuple[str, str], list[_Writer]] = {}
    for resource in resolver.resources():
        for group, rows in tables.read("serial_writers").items():
            if (row := _row(rows, resource)) is not None:
                writer = _writer(resolver, resource, row)
                for place in _places(resolver, resource, row["changes"]):
                    places.setdefault((group, place.lower()), []).append(writer)
    if not any(len(writers) > 1 for writers in places.values()):
        return
    order = _Order(resolver.document)
    pairs = {
        (*sorted((one.address, other.address)), place)
        for (_, place), writers in places.items()
        for one, other in itertools.combinations(writers, 2)
        if not _exclusive(one, other) and not order.known(one.address, other.address)
    }
    for one, other, place in sorted(pairs):
        yield UnorderedWriters(name, one, other, place)


def _row(rows: Mapping[str, dict[str, object]], resource: Resource) -> dict[str, object] | None:
    if not resource.type.startswith("azapi_"):
        return rows.get(resource.type)
    type_ = str(resource.body.get("type", "")).partition("@")[0]
    by_name = {key.lower(): row for key, row in rows.items()}
    ending = f"*/{_CONNECTIONS}" if type_.rpartition("/")[2] == _CONNECTIONS else type_
    return by_name.get(ending.lower())


def _writer(resolver: Resolver, resource: Resource, row: Mapping[str, object]) -> _Writer:
    locks = resource.body.get("locks")
    ids = [str(resolver.resolved(lock)).lower() for lock in locks] if isinstance(locks, list) else []
    return _Writer(resource.address, frozenset(ids), str(row.get("locked_by", "")))


def _places(resolver: Resolver, resource: Resource, changes: object) -> Iterator[str]:
    """The ids of what a resource changes; a reference stands for itself where its id is not known yet."""
    for path in changes if isinstance(changes, Sequence) else ():
        if "{" in path:
            if (id_ := resolver.filled(resource, path)) is not None:
                yield id_
            continue
        for found in find(resource.body, tuple(path.split("."))):
            if isinstance(found.value, str):
                yield str(resolver.resolved(found.value))


def _exclusive(one: _Writer, other: _Writer) -> bool:
    """Whether a lock of their provider keeps two resources from running at once."""
    return bool(one.locks & other.locks) or (one.locked_by != "" and one.locked_by == other.locked_by)


class _Order:
    """The dependencies between the resources of a stack."""

    def __init__(self, document: JsonObject) -> None:
        self._bodies = {
            f"{prefix}{kind}.{key}": body
            for part, prefix in (("resource", ""), ("data", "data."))
            for kind, named in mapping(document.get(part)).items()
            for key, body in mapping(named).items()
        }
        self._needs: dict[str, frozenset[str]] = {}
        self._all: dict[str, frozenset[str]] = {}

    def known(self, one: str, other: str) -> bool:
        """Whether one of two resources waits for the other."""
        return other in self._before(one) or one in self._before(other)

    def _before(self, address: str) -> frozenset[str]:
        if address not in self._all:
            seen: set[str] = set()
            waiting = [address]
            while waiting:
                for needed in self._needs_of(waiting.pop()):
                    if needed not in seen:
                        seen.add(needed)
                        waiting.append(needed)
            self._all[address] = frozenset(seen)
        return self._all[address]

    def _needs_of(self, address: str) -> frozenset[str]:
        if address not in self._needs:
            self._needs[address] = frozenset(_references(self._bodies.get(address)))
        return self._needs[address]


def _references(value: object) -> Iterator[str]:
    if isinstance(value, str):
        for data, kind, key in _REFERENCE.findall(value):
            yield f"{data}{kind}.{key}"
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            if key != "//":
                yield from _references(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _references(inner)
