"""Fields of a rule: `type`, `location`, `tags['x']`, and property aliases with their arrays."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from ..azure.json_values import Json
from .resource import Phase, Resource, member
from .resources import Resources
from .values import MISSING, Missing, Unknown, Value, lookup

#: Which element of which array a `count` looks at: by the alias' type and path up to `[*]`, in small letters.
Bindings: TypeAlias = Mapping[tuple[str, ...], int]

_TAG = re.compile(r"tags(?:\.(?P<plain>.+)|\[(?P<key>.+)\])", re.IGNORECASE | re.DOTALL)
_PART = re.compile(r"\[\*\]|[^.\[\]]+|\[[^\]]*\]")
_SIMPLE = frozenset({"name", "fullname", "type", "id", "kind", "location", "tags", "identity"})


@dataclass(frozen=True, slots=True)
class Context:
    """What a rule is evaluated over.

    Attributes:
        resource: the resource whose fields conditions look at.
        subject: the resource that the `if` was about, which the function `field` looks at.
        resources: all resources.
        phase: before or after creation.
        assignment: what the function `policy` tells.
        bindings: the array elements that enclosing counts look at.
        named: the elements of enclosing counts over values, by name.
    """

    resource: Resource
    subject: Resource
    resources: Resources
    phase: Phase
    assignment: Mapping[str, Json] = field(default_factory=dict)
    bindings: Bindings = field(default_factory=dict)
    named: Mapping[str, Value] = field(default_factory=dict)

    def inside(self, bindings: Bindings, named: Mapping[str, Value]) -> Context:
        """The context of one element inside a count."""
        return Context(self.resource, self.subject, self.resources, self.phase, self.assignment, bindings, named)


@dataclass(frozen=True, slots=True)
class Selected:
    """The values that an alias with `[*]` selects, each with its path; not the array itself."""

    values: Sequence[tuple[Value, tuple[str | int, ...]]]
    doubt: Unknown | None = None


@dataclass(frozen=True, slots=True)
class Field:
    """A field's name, taken apart.

    Attributes:
        text: as written.
        simple: a field that every resource has, in small letters; empty for an alias.
        tag: the tag's name, for one tag.
        type: the alias' resource type, in small letters.
        path: the alias' property path; `[*]` is a part of its own.
    """

    text: str
    simple: str = ""
    tag: str = ""
    type: str = ""
    path: tuple[str, ...] = ()

    @property
    def collects(self) -> bool:
        """Whether it selects elements of an array."""
        return "[*]" in self.path

    def read(self, context: Context, resource: Resource) -> Value | Selected:
        """The field's value; missing if the request has none."""
        if self.simple:
            return self._read_simple(resource)
        if not self.type:
            return Unknown(f"{self.text} is no field that Azure Policy documents")
        if self.type != resource.type.lower():
            if not resource.type:
                return Unknown("the resource's type is known after apply")
            return Selected(()) if self.collects else MISSING
        return _select(self, context, resource)

    def _read_simple(self, resource: Resource) -> Value:
        if self.tag or self.simple in {"tags", "location", "kind"}:
            found = resource.field("tags" if self.tag else self.simple)
            if self.tag:
                return lookup(found, self.tag) if isinstance(found, Mapping) else found
            return found
        if self.simple.startswith("identity"):
            here: Value = resource.field("identity")
            for name in self.path:
                here = lookup(here, name) if isinstance(here, Mapping) else here
            return here
        if self.simple == "type":
            return resource.type or Unknown("the resource's type is known after apply")
        return {"name": resource.name, "fullname": resource.full_name, "id": resource.id}[self.simple]

    def argument(self, resource: Resource, path: Sequence[str | int] | None = None) -> str:
        """The Terraform argument that the field comes from; empty if none does."""
        if self.simple:
            name = "tags" if self.tag else self.simple.partition(".")[0]
            found = resource.field_argument(name)
            return f"{found}.{self.tag}" if self.tag and found else found
        if self.type != resource.type.lower():
            return ""
        return resource.argument(self.path if path is None else path)


@functools.lru_cache(maxsize=8192)
def parse(text: str) -> Field:
    """A field's name, taken apart."""
    lowered = text.lower().strip()
    if lowered in _SIMPLE:
        return Field(text, simple=lowered)
    if (found := _TAG.fullmatch(text.strip())) is not None:
        key = found["plain"] if found["plain"] is not None else _unquoted(found["key"])
        return Field(text, simple="tags", tag=key)
    if lowered.startswith("identity."):
        return Field(text, simple=lowered, path=tuple(text.split(".")[1:]))
    head, slash, tail = text.strip().rpartition("/")
    if not slash or "." not in head:
        return Field(text)
    return Field(text, type=head.lower(), path=tuple(_PART.findall(tail)))


def _unquoted(key: str) -> str:
    return key[1:-1].replace("''", "'") if len(key) > 1 and key[0] == key[-1] == "'" else key


def _select(alias: Field, context: Context, resource: Resource) -> Value | Selected:
    root: Mapping[str, Value] = resource.properties
    sent = _walked(alias, root, context)
    empty = not sent or (len(sent) == 1 and sent[0][0] is MISSING)
    if empty and (later := resource.arm_type and context.resources.later(resource, alias.path)):
        path, value = later
        if context.phase is Phase.AFTER:
            sent = _walked(alias, _nested(path, value), context)
            empty = not sent
    if empty and resource.rest is not None:
        return resource.rest
    if empty and not (resource.arm_type is not None and resource.arm_type.covers(alias.path)):
        return Unknown(f"{alias.text} is in no table, so it is not known whether it is sent")
    if alias.collects:
        return Selected(tuple(sent))
    if len(sent) > 1 or (sent and any(isinstance(part, int) for part in sent[0][1])):
        return Selected(tuple(sent))
    return sent[0][0] if sent else MISSING


def _nested(path: Sequence[str], value: Value) -> Mapping[str, Value]:
    made: Value = value
    for name in reversed(path):
        made = {name: made}
    assert isinstance(made, Mapping)  # noqa: S101  (a path has at least one name)
    return made


def _walked(alias: Field, root: Mapping[str, Value], context: Context) -> list[tuple[Value, tuple[str | int, ...]]]:
    return list(_walk(root, alias, 0, (), context.bindings, top=True))


def _walk(
    here: Value, alias: Field, at: int, path: tuple[str | int, ...], bindings: Bindings, *, top: bool = False
) -> Iterator[tuple[Value, tuple[str | int, ...]]]:
    tokens = alias.path
    for number in range(at, len(tokens)):
        token = tokens[number]
        if isinstance(here, Unknown):
            break
        if token == "[*]":  # noqa: S105  (no password)
            if isinstance(here, Sequence) and not isinstance(here, str):
                yield from _elements(here, alias, number, path, bindings)
            return
        if isinstance(here, Sequence) and not isinstance(here, str):
            # An alias without [*] over an array means all of its elements.
            for index, item in enumerate(here):
                yield from _walk(item, alias, number, (*path, index), bindings)
            return
        here = member(here, token, root=top) if isinstance(here, Mapping) else MISSING
        top = False
        path = (*path, token)
    if not (here is MISSING and "[*]" in tokens[len([part for part in path if isinstance(part, str)]) :]):
        yield here, path


def _elements(
    array: Sequence[Value], alias: Field, at: int, path: tuple[str | int, ...], bindings: Bindings
) -> Iterator[tuple[Value, tuple[str | int, ...]]]:
    bound = bindings.get(prefix(alias, at)) if bindings else None
    for index, item in enumerate(array):
        if bound is None or bound == index:
            yield from _walk(item, alias, at + 1, (*path, index), bindings)


def prefix(alias: Field, at: int) -> tuple[str, ...]:
    """What stands for the array of an alias whose `[*]` is the part number `at`."""
    return (alias.type, *(part.lower() for part in alias.path[:at]))


def elements(alias: Field, context: Context, resource: Resource) -> Unknown | Sequence[tuple[Bindings, Value]]:
    """The elements that a count over an alias goes through, each with what it binds; unknown if the array is."""
    found = alias.read(context, resource)
    if isinstance(found, Unknown):
        return found
    if not isinstance(found, Selected):
        return ()
    stars = [number for number, part in enumerate(alias.path) if part == "[*]"]
    made: list[tuple[Bindings, Value]] = []
    for value, path in found.values:
        indexes = [part for part in path if isinstance(part, int)]
        if len(indexes) < len(stars):
            return value if isinstance(value, Unknown) else Unknown(f"{alias.text} has not the form of an array")
        bound = {prefix(alias, star): index for star, index in zip(stars, indexes, strict=False)}
        made.append(({**context.bindings, **bound}, value))
    return made


def as_function(found: Value | Selected) -> Value:
    """What the function `field` makes of a field: selected values are an array, a missing value is empty text.

    https://learn.microsoft.com/azure/governance/policy/how-to/author-policies-for-arrays#referencing-array-fields
    """
    if isinstance(found, Selected):
        return [value for value, _ in found.values if value is not MISSING]
    return "" if isinstance(found, Missing) else found
