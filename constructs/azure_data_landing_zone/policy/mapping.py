"""The requests of Terraform to Azure: per Azure resource type, which property comes from which argument."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import TypeAlias

from ..azure.json_values import Json
from .arguments import Arguments
from .values import MISSING, Missing, Unknown, Value

_KEY_ID = re.compile(r"(?P<vault_uri>https://[^/]+)/keys/(?P<key_name>[^/]+)(?:/(?P<key_version>[^/]+))?/?")
_KEY_PARTS = frozenset({"vault_uri", "key_name", "key_version"})
#: A tree of paths that are known; `True` covers everything below it.
KnownPaths: TypeAlias = "Mapping[str, KnownPaths] | bool"


@dataclass(frozen=True, slots=True)
class Property:
    """Where one property of a request comes from.

    Attributes:
        arguments: paths of Terraform arguments; the first one that is given counts.
        default: what the provider sends when the argument is left out.
        needs: the block without which the default is not sent either.
        present: what is sent if the argument is given, whatever it is.
        values: what is sent for an argument's value, by its text in small letters.
        kind: `boolean`, `not` (its opposite), `integer`, `text`, `joined` (a list as text), `only` (the only element of
            a list), `several` (a list of any other length), `unordered` (a set as text), or `key_name`, `key_version`,
            `vault_uri` (parts of the id of a key in a vault); empty: as given.
        omit: values, as text in small letters, for which the provider sends nothing.
        template: text with `{argument}` in it, instead of one argument.
        unknown: why it cannot be told; empty if it can.
        never: the provider never sends it.
        parent: a field of the parent resource that is sent, such as `location`.
        items: for an array: what each block is made into; `None` for anything else.
        otherwise: another source, such as a deprecated argument, if none of the arguments is given.
        default_when: values of other arguments, by their path, without which the default is not sent; `None` among them
            stands for an argument that is left out.
        where: values of arguments of a block, by their path, without which it is no element of the array.
    """

    arguments: tuple[str, ...] = ()
    default: Value = MISSING
    needs: str = ""
    present: Value = MISSING
    values: Mapping[str, Json] | None = None
    kind: str = ""
    omit: frozenset[str] = frozenset()
    template: str = ""
    unknown: str = ""
    never: bool = False
    parent: str = ""
    items: Properties | Property | None = None
    otherwise: Property | None = None
    default_when: Mapping[str, tuple[Json, ...]] | None = None
    where: Mapping[str, tuple[Json, ...]] | None = None

    def roots(self) -> frozenset[str]:
        """The arguments of the resource that its own value comes from."""
        return frozenset(split(path)[0] for path in self.arguments)

    def read(self, arguments: Arguments) -> Value:
        """The value that is sent; missing if nothing is."""
        if self.otherwise is not None and all(arguments.get(path) in (MISSING, []) for path in self.arguments):
            found = self.otherwise.read(arguments)
            if found is not MISSING:
                return found
        if self.unknown:
            return Unknown(self.unknown)
        if self.never:
            return MISSING
        if self.items is not None:
            return self._read_array(arguments)
        if self.template:
            return fill(self.template, arguments)
        value: Value = MISSING
        for path in self.arguments:
            value = arguments.get(path)
            if value is not MISSING:
                break
        if self.present is not MISSING and value == []:
            value = MISSING
        if isinstance(value, Missing):
            return self._default(arguments)
        if self.present is not MISSING:
            return value if isinstance(value, Unknown) and not value.present else self.present
        return value if isinstance(value, Unknown) else self._convert(value)

    def _default(self, arguments: Arguments) -> Value:
        if self.needs and arguments.get(self.needs) in (MISSING, []):
            return MISSING
        wanted = _has(arguments, self.default_when)
        return self.default if wanted is True else MISSING if wanted is False else wanted

    def _convert(self, value: Value) -> Value:
        text = str(value).lower()
        if text in self.omit:
            return MISSING
        if self.values is not None:
            if text not in self.values:
                return Unknown(f"the table of sent values has no row for {value!r}")
            sent = self.values[text]
            return MISSING if sent is None else sent
        if self.kind in {"boolean", "not"} and text in {"true", "false"}:
            return (text == "true") != (self.kind == "not")
        if self.kind == "joined" and isinstance(value, Sequence) and not isinstance(value, str):
            return ", ".join(map(str, value))
        if self.kind in {"only", "several"} and isinstance(value, Sequence) and not isinstance(value, str):
            one = value[0] if len(value) == 1 else MISSING
            return one if self.kind == "only" else MISSING if len(value) == 1 else value
        if self.kind == "unordered" and isinstance(value, Sequence) and not isinstance(value, str):
            many = Unknown("the provider sends it as one text, in an order of its own", present=True)
            return str(value[0]) if len(value) == 1 and not isinstance(value[0], Unknown) else many
        if self.kind in _KEY_PARTS and isinstance(value, str):
            found = _KEY_ID.fullmatch(value)
            return Unknown(f"{value} is no id of a key in a vault") if found is None else found[self.kind] or ""
        if self.kind == "integer" and isinstance(value, str) and text.lstrip("-").isdigit():
            return int(text)
        return str(value) if self.kind == "text" and isinstance(value, (int, float)) else value

    def _read_array(self, arguments: Arguments) -> Value:
        if isinstance(self.items, Property):
            items = arguments.get(self.arguments[0])
            if isinstance(items, Missing):
                return self.default
            if isinstance(items, Unknown) or not isinstance(items, Sequence) or isinstance(items, str):
                return items
            return [item if isinstance(item, Unknown) else self.items._convert(item) for item in items]
        blocks = arguments.blocks(self.arguments[0])
        if isinstance(blocks, Missing):
            return self.default
        assert isinstance(self.items, Properties)  # noqa: S101  (the other case returned above)
        if isinstance(blocks, Unknown):
            return blocks
        elements: list[Value] = []
        for block in blocks:
            wanted = _has(block, self.where)
            if isinstance(wanted, Unknown):
                return wanted
            if wanted:
                elements.append(self.items.read(block))
        return elements


def _has(arguments: Arguments, wanted: Mapping[str, tuple[Json, ...]] | None) -> bool | Unknown:
    """Whether arguments have the wanted values; `None` among these stands for one that is left out."""
    for path, values in (wanted or {}).items():
        written = arguments.get(path)
        if isinstance(written, Unknown):
            return written
        told = None if written is MISSING else str(written).lower()
        if told not in {None if value is None else str(value).lower() for value in values}:
            return False
    return True


@dataclass(frozen=True, slots=True)
class Properties:
    """All properties of a request, or of one element of an array, by their path."""

    by_path: Mapping[tuple[str, ...], Property]

    def read(self, arguments: Arguments) -> Mapping[str, Value]:
        """The request's properties as an object; what is not sent is not in it."""
        values: dict[str, Value] = {}
        for path, spec in self.by_path.items():
            value = spec.read(arguments)
            if value is MISSING:
                continue
            here = values
            for name in path[:-1]:
                inner = here.setdefault(name, {})
                if not isinstance(inner, dict):
                    break
                here = inner
            else:
                here[path[-1]] = value
        return values

    def argument(self, path: Sequence[str | int]) -> str:
        """The Terraform argument behind a property path; empty if there is none."""
        names = tuple(part.lower() for part in path if isinstance(part, str))
        for known, spec in self.by_path.items():
            lowered = tuple(name.lower() for name in known)
            if names[: len(lowered)] != lowered and lowered[: len(names)] != names:
                continue
            source = spec.arguments[0] if spec.arguments else spec.template.replace("?}", "}")
            rest = path[len(known) :]
            if not rest or not isinstance(rest[0], int):
                return source
            inner = spec.items.argument(rest[1:]) if isinstance(spec.items, Properties) else ""
            return f"{source}[{rest[0]}]" + (f".{inner}" if inner else "")
        return ""

    @property
    def of_scalars(self) -> bool:
        """Whether these are of the elements of a list of scalars, instead of blocks."""
        return any("@value" in spec.arguments for spec in self.by_path.values())

    def sources(self) -> Iterator[str]:
        """The paths of the arguments that these properties come from, without those inside of repeated blocks."""
        for spec in self.by_path.values():
            while spec is not None:
                yield from (*spec.arguments, spec.needs, *re.findall(r"{([^}?]*)\??}", spec.template))
                yield from spec.default_when or ()
                if spec.otherwise is None:
                    break
                spec = spec.otherwise

    def blocks(self) -> Iterator[tuple[str, ...]]:
        """The paths of the Terraform blocks that these properties come from."""
        rows = [*self.by_path.values()]
        for spec in (*rows, *(row.otherwise for row in rows if row.otherwise is not None)):
            for written in (*spec.arguments, *((spec.needs,) if spec.needs else ())):
                names = split(written)
                blocks = isinstance(spec.items, Properties) and not spec.items.of_scalars
                whole = blocks or spec.present is not MISSING or written == spec.needs
                yield from (names[: number + 1] for number in range(len(names) - (not whole)))
            if isinstance(spec.items, Properties):
                yield from ((*split(spec.arguments[0]), *inner) for inner in spec.items.blocks())

    def known(self) -> dict[str, KnownPaths]:
        """The tree of these paths, in small letters; elements of arrays stand below `[*]`."""
        tree: dict[str, KnownPaths] = {}
        for path, spec in self.by_path.items():
            plant(tree, path, {"[*]": spec.items.known()} if isinstance(spec.items, Properties) else True)
        return tree


def plant(tree: dict[str, KnownPaths], path: Sequence[str], leaf: KnownPaths) -> None:
    """Adds a path to a tree of known paths."""
    for name in path[:-1]:
        below = tree.setdefault(name.lower(), {})
        if not isinstance(below, dict):
            return
        tree = below
    last = path[-1].lower()
    here = tree.get(last)
    if isinstance(here, dict) and isinstance(leaf, Mapping):
        graft(here, leaf)
    elif here is None or leaf is True:
        tree[last] = leaf


def graft(tree: dict[str, KnownPaths], other: Mapping[str, KnownPaths]) -> None:
    """Adds all paths of a tree to another."""
    for name, below in other.items():
        plant(tree, (name,), below)


@dataclass(frozen=True, slots=True)
class Later:
    """A property that is in no request, but that the resource has once Azure has made it and its neighbours.

    Attributes:
        children: the kind of child resources that it lists, such as `privateEndpointConnections`.
        reason: why its value cannot be told, for one that Azure alone sets.
        among: the values that it can have if the request says nothing of it; empty if it can have any.
    """

    children: str = ""
    reason: str = ""
    among: tuple[Value, ...] = ()


@dataclass(frozen=True, slots=True)
class Changed:
    """The changes of a Terraform resource type in a resource that another one creates, by a separate request.

    Attributes:
        target: the argument with the id of what is changed.
        properties: what is set.
    """

    target: str
    properties: Properties


@dataclass(frozen=True, slots=True)
class Sender:
    """The request of one Terraform resource type for one Azure resource type.

    Attributes:
        terraform_type: such as `azurerm_key_vault`.
        each: the block of which each occurrence is an Azure resource of its own; empty: the resource itself is.
        name: the resource's name.
        parent: what it lies in: `group`, `subscription`, an argument with an id (`a|b`: the one that is given), or a
            template of an id.
        api_version: the API version that the provider asks for; empty if not known.
        fields: `location`, `tags`, `kind` and `identity`.
        properties: everything else.
        computed: paths of the optional arguments and blocks that Azure fills in if they are not written.
        inline: part of the request of another resource, in which Azure may not judge it under its own type.
        only_if: the argument without which nothing is sent to Azure Resource Manager.
        requests: arguments for which the provider sends a request of its own that is in no table, with the type of what
            it makes.
    """

    terraform_type: str
    each: str
    name: Property
    parent: str
    api_version: str
    fields: Mapping[str, Property]
    identity: Properties
    properties: Properties
    computed: frozenset[tuple[str, ...]] = frozenset()
    inline: bool = False
    only_if: str = ""
    requests: Mapping[str, str] = field(default_factory=dict)

    def filled(self, path: Sequence[str], arguments: Arguments) -> bool:
        """Whether Azure fills in a property because what it comes from is left out."""
        names = tuple(part.lower() for part in path if part != "[*]")
        for known, spec in self.properties.by_path.items():
            lowered = tuple(name.lower() for name in known)
            if lowered[: len(names)] != names and names[: len(lowered)] != lowered:
                continue
            for one in map(split, spec.arguments):
                for number in range(1, len(one) + 1):
                    if one[:number] in self.computed and arguments.get(".".join(one[:number])) in (MISSING, []):
                        return True
        return False

    def written(self) -> Iterator[tuple[str, ...]]:
        """The paths of the Terraform blocks that the table speaks of."""
        inside = split(self.each) if self.each else ()
        found = [*self.properties.blocks(), *self.identity.blocks()]
        yield from {*((*inside, *path) for path in found), *([inside] if inside else [])}

    def blocks(self) -> Iterator[tuple[str, ...]]:
        """The paths of the Terraform blocks that the table speaks of and that the provider does not fill in."""
        yield from (path for path in self.written() if path not in self.computed)


@dataclass(frozen=True, slots=True)
class ArmType:
    """The facts about an Azure resource type.

    Attributes:
        type: such as `Microsoft.KeyVault/vaults`; for one that exists below many types, its last part alone.
        indexed: has tags and a location, so policies of mode Indexed see it.
        extension: hangs on any resource, such as a diagnostic setting.
        senders: the Terraform types that send it.
        later: properties that come with creation.
        changed_by: the Terraform types that change such a resource by a request of their own.
        known: the tree of property paths that a request may hold, or that come later.
        mapped: those of them that come from an argument, or later.
        listed: by the path of a property that lists child resources, the tree of what is known of them.
    """

    type: str
    indexed: bool
    extension: bool
    senders: tuple[Sender, ...]
    later: Mapping[tuple[str, ...], Later]
    changed_by: Mapping[str, Changed]
    known: KnownPaths = field(repr=False)
    mapped: KnownPaths = field(repr=False, default=False)
    listed: Mapping[tuple[str, ...], KnownPaths] = field(repr=False, default_factory=dict)

    def covers(self, path: Sequence[str], *, children: bool = False) -> bool:
        """Whether a property path is one that the table speaks of, so that its absence means something.

        Args:
            path: the property's path.
            children: whether it is read from the child resources that it lists, and not from a request.
        """
        for above, tree in self.listed.items() if children else ():
            if tuple(name.lower() for name in path[: len(above)]) == above:
                return leads(tree, path[len(above) :])
        return leads(self.known, path)

    def sent(self, path: Sequence[str]) -> bool:
        """Whether the table says where a property comes from, or why it is never sent."""
        return leads(self.mapped, path)


def leads(tree: KnownPaths, path: Sequence[str]) -> bool:
    """Whether a tree of known paths has a path; elements of an array may be meant without `[*]`."""
    here = tree
    for name in path:
        if isinstance(here, bool):
            return here
        below = here.get(name.lower())
        if below is None:
            inside = here.get("[*]")
            below = here if name == "[*]" else inside.get(name.lower()) if isinstance(inside, Mapping) else inside
        if below is None:
            return False
        here = below
    return True


@dataclass(frozen=True, slots=True)
class Mappings:
    """All tables.

    Attributes:
        types: by Azure resource type, in small letters.
        senders: by Terraform resource type.
        changes: what Terraform resource types change in resources that others make.
        read: the arguments of a Terraform type that a table speaks of, without what is inside blocks.
        none: Terraform resource types that are no Azure resource of their own, with the reason.
    """

    types: Mapping[str, ArmType]
    senders: Mapping[str, tuple[tuple[ArmType, Sender], ...]]
    changes: Mapping[str, tuple[tuple[ArmType, Changed], ...]]
    read: Mapping[str, frozenset[str]]
    none: Mapping[str, str]

    def arm_type(self, name: str) -> ArmType | None:
        """The table of an Azure resource type; `None` if there is none."""
        found = self.types.get(name.lower())
        return found if found is not None else self.types.get(name.lower().rsplit("/", 1)[-1])

    def blocks(self, kind: str) -> frozenset[tuple[str, ...]]:
        """The paths of a Terraform type's blocks that are in a request only if somebody writes them."""
        senders = [sender for _, sender in self.senders.get(kind, ())]
        computed = frozenset(path for sender in senders for path in sender.computed)
        return frozenset(path for sender in senders for path in sender.blocks()) - computed | (
            frozenset({("identity",)}) if kind.startswith("azapi_") else frozenset()
        )

    def outdated(self, kind: str, values: Mapping[str, object], former: Mapping[str, Json]) -> frozenset[str]:
        """The arguments that an update leaves as they were although it changes another one for the same property.

        The provider fills in the one of a renamed pair that is not written, and sends the one that changes: of azurerm
        4.81, read 2026-11-27, keyvault/key_vault_resource.go, loganalytics/log_analytics_workspace_resource.go and
        applicationinsights/application_insights_resource.go.

        Args:
            kind: the Terraform type.
            values: the resource's arguments as planned.
            former: as they were before the update; empty if there is none.
        """
        changed = {name for name, value in values.items() if former and value != former.get(name)}
        tables = [sender.properties for _, sender in self.senders.get(kind, ()) if not sender.each]
        tables += [change.properties for _, change in self.changes.get(kind, ())]
        return frozenset(
            name for table in tables for row in table.by_path.values() for name in _outdated(row, changed) if former
        )

    def filled_blocks(self, kind: str) -> frozenset[tuple[str, ...]]:
        """The paths of a Terraform type's blocks that Azure fills in if they are not written."""
        senders = [sender for _, sender in self.senders.get(kind, ())]
        return frozenset(path for sender in senders for path in sender.written() if path in sender.computed)

    def covered(self) -> Iterator[str]:
        """All Terraform resource types that are accounted for."""
        yield from self.senders
        yield from self.changes
        yield from self.none


def _outdated(row: Property, changed: AbstractSet[str]) -> Iterator[str]:
    other = row.otherwise
    while other is not None:
        if changed.isdisjoint(row.roots()) and not changed.isdisjoint(other.roots()):
            yield from row.roots()
        row, other = other, other.otherwise


def split(path: str) -> tuple[str, ...]:
    """The names in a dotted path."""
    return tuple(path.split("."))


def fill(template: str, arguments: Arguments) -> Value:
    """A template with `{argument}` in it, filled in; missing or unknown if one is, but `{argument?}` may be missing."""
    parts: list[str] = []
    unknown: Unknown | None = None
    for number, piece in enumerate(template.replace("}", "{").split("{")):
        if number % 2 == 0:
            parts.append(piece)
            continue
        value = arguments.get(piece.removesuffix("?"))
        if isinstance(value, Missing) and piece.endswith("?"):
            continue
        if isinstance(value, Unknown):
            unknown = unknown or value
        elif isinstance(value, (str, int, float)):
            parts.append(str(value))
        else:
            return MISSING
    if unknown is not None:
        return Unknown(unknown.reason, present=True)
    return "".join(parts)
