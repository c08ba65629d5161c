"""Fields of a rule: `type`, `location`, `tags['x']`, and property aliases with their arrays."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from ..azure.json_values import Json
from .aliases import parts, path_of
from .resource import Phase, Resource, member
from .resources import Resources
from .values import MISSING, Missing, Unknown, Value, lookup

#: Which element of which array a `count` looks at: by the alias' type and path up to `[*]`, in small letters.
Bindings: TypeAlias = Mapping[tuple[str, ...], int]

_TAG = re.compile(r"tags(?:\.(?P<plain>.+)|\[(?P<key>.+)\])", re.IGNORECASE | re.DOTALL)
_SIMPLE = frozenset({"name", "fullname", "type", "id", "kind", "location", "tags", "identity"})


@dataclass(frozen=True, slots=True)
class Context:
    """The context in which a rule is evaluated.

    Attributes:
        resource: the resource whose fields conditions look at.
        subject: the resource that the `if` was about, which the function `field` looks at.
        resources: all resources.
        phase: before or after creation.
        assignment: what the function `policy` tells.
        bindings: the array elements that enclosing counts look at.
        named: the elements of enclosing counts over values, by name.
        iterations: how many iterations the enclosing counts over values have together.
    """

    resource: Resource
    subject: Resource
    resources: Resources
    phase: Phase
    assignment: Mapping[str, Json] = field(default_factory=dict)
    bindings: Bindings = field(default_factory=dict)
    named: Mapping[str, Value] = field(default_factory=dict)
    iterations: int = 1

    def inside(self, bindings: Bindings, named: Mapping[str, Value], iterations: int = 0) -> Context:
        """The context of one element inside a count; of a count over values, with its iterations."""
        outer = (self.resource, self.subject, self.resources, self.phase, self.assignment)
        return Context(*outer, bindings, named, iterations or self.iterations)


@dataclass(frozen=True, slots=True)
class Selected:
    """The values that an alias with `[*]` selects, each with its path; not the array itself.

    Attributes:
        values: the values.
        absent: whether an array on the way is missing, and not empty.
    """

    values: Sequence[tuple[Value, tuple[str | int, ...]]]
    absent: bool = False


@dataclass(frozen=True, slots=True)
class Field:
    """A field's name, taken apart.

    Attributes:
        text: as written.
        simple: a field that every resource has, in small letters; empty for an alias.
        tag: the tag's name, for one tag.
        type: the alias' resource type, in small letters.
        path: the alias' property path; `[*]` is a part of its own.
        subtypes: names that the alias has beside its path, each with how many parts of the path come before it.
    """

    text: str
    simple: str = ""
    tag: str = ""
    type: str = ""
    path: tuple[str, ...] = ()
    subtypes: tuple[tuple[int, str], ...] = ()

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
        kind = resource.type.lower()
        here = self.located(kind)
        if here.type != kind or not resource.typed:
            if isinstance(doubt := resource.may_be(here.type), Unknown):
                return doubt
            return Selected((), absent=True) if self.collects else MISSING
        return _select(here, context, resource)

    def located(self, kind: str) -> Field:
        """The field with the path that it has in resources of a type, in small letters."""
        found = path_of(self.text.strip().lower(), kind) if self.type else None
        return self if found is None else Field(self.text, type=kind, path=found.parts, subtypes=found.subtypes)

    def parent(self, kind: str) -> Field | None:
        """The property that holds this one in resources of a type; `None` for one that no other property holds."""
        here = self.located(kind.lower())
        if self.simple or len(here.path) < 2 or "[*]" in here.path:
            return None
        return Field(f"{kind}/{'.'.join(here.path[:-1])}", type=here.type, path=here.path[:-1])

    def _read_simple(self, resource: Resource) -> Value:
        if self.tag or self.simple in {"tags", "location", "kind"}:
            value = resource.field("tags" if self.tag else self.simple)
            if self.tag:
                return lookup(value, self.tag) if isinstance(value, Mapping) else value
            return value
        if self.simple.startswith("identity"):
            here: Value = resource.field("identity")
            for name in self.path:
                here = lookup(here, name) if isinstance(here, Mapping) else here
            return here
        if self.simple == "type":
            return resource.type if resource.typed else Unknown("the resource's type is known after apply")
        return {"name": resource.name, "fullname": resource.full_name, "id": resource.id}[self.simple]

    def argument(self, resource: Resource, path: Sequence[str | int] | None = None) -> str:
        """The Terraform argument that the field comes from; empty if none does."""
        if self.simple:
            name = "tags" if self.tag else self.simple.partition(".")[0]
            found = resource.field_argument(name)
            return f"{found}.{self.tag}" if self.tag and found else found
        here = self.located(resource.type.lower())
        if here.type != resource.type.lower():
            return ""
        return resource.argument(here.path if path is None else path)


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
    path = parts(tail)
    if not slash or "." not in head or any(part.startswith("[") and part != "[*]" for part in path):
        return Field(text)
    return Field(text, type=head.lower(), path=path)


def _unquoted(key: str) -> str:
    return key[1:-1].replace("''", "'") if len(key) > 1 and key[0] == key[-1] == "'" else key


def _select(alias: Field, context: Context, resource: Resource) -> Value | Selected:
    walk = _Walk(alias, context.bindings)
    sent = walk.through(resource.properties, top=not resource.flat)
    empty = not sent or (len(sent) == 1 and sent[0][0] is MISSING)
    children = False
    if empty and (later := resource.arm_type and context.resources.later(resource, alias.path)):
        path, value = later
        if context.phase is Phase.AFTER:
            walk = _Walk(alias, context.bindings)
            sent = walk.through(_nested(path, value))
            empty, children = not sent, True
    if resource.rest is not None:
        if empty:
            return resource.rest
    elif doubt := _doubt(alias, context, resource, children=children):
        if (not sent and walk.absent) or (empty and not alias.collects):
            return doubt
        sent = [(doubt if value is MISSING else value, path) for value, path in sent]
    sent = [(_of_subtype(alias, resource, value, path), path) for value, path in sent] if alias.subtypes else sent
    if alias.collects or len(sent) > 1 or (sent and any(isinstance(part, int) for part in sent[0][1])):
        return Selected(tuple(sent), walk.absent)
    return sent[0][0] if sent else MISSING


def _of_subtype(alias: Field, resource: Resource, value: Value, path: tuple[str | int, ...]) -> Value:
    """A value of an alias that is for a subtype: unknown unless the resource says that it is of that one."""
    if value is MISSING:
        return value
    for depth, name in alias.subtypes:
        here: Value = resource.properties
        named = 0
        for part in path:
            if isinstance(part, int):
                here = here[part] if isinstance(here, Sequence) and not isinstance(here, str) else MISSING
                continue
            if named == depth - sum(token == "[*]" for token in alias.path[:depth]):  # noqa: S105  (no password)
                break
            here = member(here, part, root=not named and not resource.flat) if isinstance(here, Mapping) else MISSING
            named += 1
        inner = lookup(here, "properties") if isinstance(here, Mapping) else MISSING
        told = [*here.values()] if isinstance(here, Mapping) else []
        told += [*inner.values()] if isinstance(inner, Mapping) else []
        if not any(isinstance(one, str) and _dashed(one) == _dashed(name) for one in (*told, resource.name)):
            return Unknown(f"whether it is a {name}, which {alias.text} is for, is not told")
    return value


def _dashed(name: str) -> str:
    """The name of a subtype as aliases write it: `Microsoft.ServiceBus/EventHub` is `microsoft-servicebus-eventhub`."""
    return re.sub(r"[^a-z0-9]+", "-", name.lower())


def _doubt(alias: Field, context: Context, resource: Resource, *, children: bool) -> Unknown | None:
    """Why it means nothing that a request, or a child, does not hold a property; `None` if it does mean something."""
    missing = Unknown(f"{alias.text} is in no table, so it is not known whether it is sent")
    if resource.arm_type is None:
        return missing
    # A body of azapi is the request; what Azure adds to it afterwards is another matter.
    if resource.sender is None and context.phase is Phase.REQUEST:
        return None
    if not resource.arm_type.covers(alias.path, children=children):
        return missing
    sender = resource.sender
    if (
        context.phase is Phase.AFTER
        and sender is not None
        and not resource.block
        and sender.filled(alias.path, resource.arguments)
    ):
        return Unknown(f"Azure fills in {alias.text} if the request does not say it")
    if resource.unread and not resource.arm_type.sent(alias.path):
        return Unknown(f"the argument {resource.unread} is in no table, and {alias.text} may come from it")
    return None


def _nested(path: Sequence[str], value: Value) -> Mapping[str, Value]:
    nested: Value = value
    for name in reversed(path):
        nested = {name: nested}
    assert isinstance(nested, Mapping)  # noqa: S101  (a path has at least one name)
    return nested


class _Walk:
    """A walk along the path of an alias.

    Attributes:
        absent: whether an array on the way was missing.
    """

    def __init__(self, alias: Field, bindings: Bindings) -> None:
        self._alias = alias
        self._bindings = bindings
        self.absent = False

    def through(self, root: Mapping[str, Value], *, top: bool = False) -> list[tuple[Value, tuple[str | int, ...]]]:
        """The values at the end of the path, each with its own path.

        Args:
            root: where the path begins.
            top: whether that is a whole document of Azure, with its name and type beside `properties`.
        """
        return list(self._walk(root, 0, (), top=top))

    def _walk(
        self, here: Value, at: int, path: tuple[str | int, ...], *, top: bool = False
    ) -> Iterator[tuple[Value, tuple[str | int, ...]]]:
        tokens = self._alias.path
        for number in range(at, len(tokens)):
            token = tokens[number]
            if isinstance(here, Unknown):
                break
            if token == "[*]":  # noqa: S105  (no password)
                if isinstance(here, Sequence) and not isinstance(here, str):
                    yield from self._elements(here, number, path)
                else:
                    self.absent = True
                return
            if isinstance(here, Sequence) and not isinstance(here, str):
                # An alias without [*] over an array means all of its elements.
                for index, item in enumerate(here):
                    yield from self._walk(item, number, (*path, index))
                return
            here = member(here, token, root=top) if isinstance(here, Mapping) else MISSING
            top = False
            path = (*path, token)
        yield here, path

    def _elements(
        self, array: Sequence[Value], at: int, path: tuple[str | int, ...]
    ) -> Iterator[tuple[Value, tuple[str | int, ...]]]:
        bound = self._bindings.get(prefix(self._alias, at)) if self._bindings else None
        for index, item in enumerate(array):
            if bound is None or bound == index:
                yield from self._walk(item, at + 1, (*path, index))


def prefix(alias: Field, at: int) -> tuple[str, ...]:
    """The key of the array of an alias whose `[*]` is the part number `at`."""
    return (alias.type, *(part.lower() for part in alias.path[:at]))


def elements(alias: Field, context: Context, resource: Resource) -> Unknown | Sequence[tuple[Bindings, Value]]:
    """The elements that a count over an alias goes through, each with what it binds; unknown if the array is."""
    whole = alias.read(context, resource)
    if isinstance(whole, Unknown):
        return whole
    if not isinstance(whole, Selected):
        return ()
    alias = alias.located(resource.type.lower())
    stars = [number for number, part in enumerate(alias.path) if part == "[*]"]
    pairs: list[tuple[Bindings, Value]] = []
    for value, path in whole.values:
        indexes = [part for part in path if isinstance(part, int)]
        if len(indexes) < len(stars):
            return value if isinstance(value, Unknown) else Unknown(f"{alias.text} has not the form of an array")
        bound = {prefix(alias, star): index for star, index in zip(stars, indexes, strict=False)}
        pairs.append(({**context.bindings, **bound}, value))
    return pairs


def as_function(found: Value | Selected) -> Value:
    """The result of the function `field`: selected values are an array, a missing value is empty text.

    https://learn.microsoft.com/azure/governance/policy/how-to/author-policies-for-arrays#referencing-array-fields
    """
    if isinstance(found, Selected):
        return [value for value, _ in found.values if value is not MISSING]
    return "" if isinstance(found, Missing) else found
