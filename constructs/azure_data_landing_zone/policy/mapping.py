"""What Terraform sends to Azure: per Azure resource type, which property comes from which argument.

The tables lie in `mappings/`, one file per resource type; `mappings/README.md` explains their form. Paths of properties
are those of policy aliases, so without the `properties` that Azure's own documents have in between.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib import resources
from types import MappingProxyType
from typing import TypeAlias

import yaml

from ..azure.json_values import Json
from .arguments import Arguments
from .values import MISSING, Missing, Unknown, Value

#: A tree of paths that are known; `True` covers everything below it.
KnownPaths: TypeAlias = "Mapping[str, KnownPaths] | bool"

_SPEC_KEYS = frozenset(
    {"from", "default", "needs", "present", "map", "as", "omit", "constant"}
    | {"absent", "each", "items", "value", "text", "unknown", "parent"}
)
_TYPE_KEYS = frozenset({"type", "sources", "indexed", "extension", "also", "later", "changed_by", "terraform"})
_SENDER_KEYS = frozenset(
    ["each", "name", "parent", "location", "tags", "kind", "identity", "api_version", "properties", "computed"]
)
_IDENTITY: Json = {"type": "identity.type", "userAssignedIdentities": "identity.identity_ids"}


class MappingError(ValueError):
    """A mapping file does not have the form that it should; the message names file and key."""


@dataclass(frozen=True, slots=True)
class Property:
    """Where one property of a request comes from.

    Attributes:
        arguments: paths of Terraform arguments; the first one that is given counts.
        default: what the provider sends when the argument is left out.
        needs: the block without which the default is not sent either.
        present: what is sent if the argument is given, whatever it is.
        values: what is sent for an argument's value, by its text in small letters.
        kind: `boolean`, `not` (its opposite), `integer`, `text` or `joined` (a list as text); empty: as given.
        omit: values, as text in small letters, for which the provider sends nothing.
        template: text with `{argument}` in it, instead of one argument.
        unknown: why it cannot be told; empty if it can.
        never: the provider never sends it.
        parent: a field of the parent resource that is sent, such as `location`.
        items: for an array: what each block is made into; `None` for anything else.
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

    def read(self, arguments: Arguments) -> Value:
        """What is sent; missing if nothing is."""
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
            return MISSING if self.needs and arguments.get(self.needs) in (MISSING, []) else self.default
        if self.present is not MISSING:
            return value if isinstance(value, Unknown) and not value.present else self.present
        return value if isinstance(value, Unknown) else self._convert(value)

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
        if self.kind == "integer" and isinstance(value, str) and text.lstrip("-").isdigit():
            return int(text)
        return str(value) if self.kind == "text" and isinstance(value, (int, float)) else value

    def _read_array(self, arguments: Arguments) -> Value:
        if isinstance(self.items, Property):
            found = arguments.get(self.arguments[0])
            if isinstance(found, Missing):
                return self.default
            if isinstance(found, Unknown) or not isinstance(found, Sequence) or isinstance(found, str):
                return found
            return [item if isinstance(item, Unknown) else self.items._convert(item) for item in found]
        blocks = arguments.blocks(self.arguments[0])
        if isinstance(blocks, Missing):
            return self.default
        assert isinstance(self.items, Properties)  # noqa: S101  (the other case returned above)
        return blocks if isinstance(blocks, Unknown) else [self.items.read(block) for block in blocks]


@dataclass(frozen=True, slots=True)
class Properties:
    """All properties of a request, or of one element of an array, by their path."""

    by_path: Mapping[tuple[str, ...], Property]

    def read(self, arguments: Arguments) -> Mapping[str, Value]:
        """The request's properties as an object; what is not sent is not in it."""
        made: dict[str, Value] = {}
        for path, spec in self.by_path.items():
            value = spec.read(arguments)
            if value is MISSING:
                continue
            here = made
            for name in path[:-1]:
                inner = here.setdefault(name, {})
                if not isinstance(inner, dict):
                    break
                here = inner
            else:
                here[path[-1]] = value
        return made

    def argument(self, path: Sequence[str | int]) -> str:
        """The Terraform argument behind a property path; empty if there is none."""
        names = tuple(part.lower() for part in path if isinstance(part, str))
        for known, spec in self.by_path.items():
            lowered = tuple(name.lower() for name in known)
            if names[: len(lowered)] != lowered and lowered[: len(names)] != names:
                continue
            given = spec.arguments[0] if spec.arguments else spec.template
            rest = path[len(known) :]
            if not rest or not isinstance(rest[0], int):
                return given
            inner = spec.items.argument(rest[1:]) if isinstance(spec.items, Properties) else ""
            return f"{given}[{rest[0]}]" + (f".{inner}" if inner else "")
        return ""

    def blocks(self) -> Iterator[tuple[str, ...]]:
        """The paths of the Terraform blocks that these properties come from."""
        for spec in self.by_path.values():
            for written in (*spec.arguments, *((spec.needs,) if spec.needs else ())):
                names = split(written)
                whole = isinstance(spec.items, Properties) or spec.present is not MISSING or written == spec.needs
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
        _graft(here, leaf)
    elif here is None or leaf is True:
        tree[last] = leaf


def _graft(tree: dict[str, KnownPaths], other: Mapping[str, KnownPaths]) -> None:
    for name, below in other.items():
        plant(tree, (name,), below)


@dataclass(frozen=True, slots=True)
class Later:
    """A property that is in no request, but that the resource has once Azure has made it and its neighbours.

    Attributes:
        children: the kind of child resources that it lists, such as `privateEndpointConnections`.
        reason: why its value cannot be told, for one that Azure alone sets.
    """

    children: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Changed:
    """What a Terraform resource type changes in a resource that another one makes, by a request of its own.

    Attributes:
        target: the argument with the id of what is changed.
        properties: what is set.
    """

    target: str
    properties: Properties


@dataclass(frozen=True, slots=True)
class Sender:
    """What one Terraform resource type sends for one Azure resource type.

    Attributes:
        terraform_type: such as `azurerm_key_vault`.
        each: the block of which each occurrence is an Azure resource of its own; empty: the resource itself is.
        name: the resource's name.
        parent: what it lies in: `group`, `subscription`, an argument with an id (`a|b`: the one that is given), or a
            template of an id.
        api_version: the API version that the provider asks for; empty if not known.
        fields: `location`, `tags`, `kind` and `identity`.
        properties: everything else.
        computed: paths of the optional blocks that the provider fills in if they are not written.
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

    def blocks(self) -> Iterator[tuple[str, ...]]:
        """The paths of the Terraform blocks that the table speaks of and that the provider does not fill in."""
        inside = split(self.each) if self.each else ()
        found = [*self.properties.blocks(), *self.identity.blocks()]
        for path in {*((*inside, *path) for path in found), *([inside] if inside else [])}:
            if path not in self.computed:
                yield path


@dataclass(frozen=True, slots=True)
class ArmType:
    """What is known of an Azure resource type.

    Attributes:
        type: such as `Microsoft.KeyVault/vaults`; for one that exists below many types, its last part alone.
        indexed: has tags and a location, so policies of mode Indexed see it.
        extension: hangs on any resource, such as a diagnostic setting.
        senders: the Terraform types that send it.
        later: properties that come with creation.
        changed_by: the Terraform types that change such a resource by a request of their own.
        known: the tree of property paths that a request may hold, or that come later.
    """

    type: str
    indexed: bool
    extension: bool
    senders: tuple[Sender, ...]
    later: Mapping[tuple[str, ...], Later]
    changed_by: Mapping[str, Changed]
    known: KnownPaths = field(repr=False)

    def covers(self, path: Sequence[str]) -> bool:
        """Whether a property path is one that the table speaks of, so that its absence means something."""
        here = self.known
        for name in path:
            if isinstance(here, bool):
                return here
            below = here.get(name.lower())
            if below is None and name == "[*]":
                below = here
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
        none: Terraform resource types that are no Azure resource of their own, with the reason.
    """

    types: Mapping[str, ArmType]
    senders: Mapping[str, tuple[tuple[ArmType, Sender], ...]]
    changes: Mapping[str, tuple[tuple[ArmType, Changed], ...]]
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

    def covered(self) -> Iterator[str]:
        """All Terraform resource types that are accounted for."""
        yield from self.senders
        yield from self.changes
        yield from self.none


@functools.cache
def mappings() -> Mappings:
    """The tables that come with the library, read once per process."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    folder = resources.files(__package__).joinpath("mappings")
    documents: dict[str, Json] = {}
    for file in sorted(folder.iterdir(), key=lambda found: found.name):
        if file.name.endswith(".yaml"):
            documents[file.name] = yaml.load(file.read_text(encoding="utf-8"), Loader=loader)  # noqa: S506  (safe)
    none = documents.pop("none.yaml", {})
    assert isinstance(none, dict)  # noqa: S101  (our own file)
    return build(documents, {name: str(reason) for name, reason in none.items()})


def build(documents: Mapping[str, Json], none: Mapping[str, str]) -> Mappings:
    """Tables from parsed mapping files.

    Args:
        documents: the files' data by file name.
        none: Terraform types without an Azure resource, with the reason.

    Raises:
        MappingError: a file has not the right form.
    """
    types: dict[str, ArmType] = {}
    senders: dict[str, tuple[tuple[ArmType, Sender], ...]] = {}
    changes: dict[str, tuple[tuple[ArmType, Changed], ...]] = {}
    for file, document in documents.items():
        arm_type = _arm_type(file, document)
        types[arm_type.type.lower()] = arm_type
        for sender in arm_type.senders:
            senders[sender.terraform_type] = (*senders.get(sender.terraform_type, ()), (arm_type, sender))
        for kind, changed in arm_type.changed_by.items():
            changes[kind] = (*changes.get(kind, ()), (arm_type, changed))
    return Mappings(
        MappingProxyType(types), MappingProxyType(senders), MappingProxyType(changes), MappingProxyType(dict(none))
    )


def _arm_type(file: str, document: Json) -> ArmType:
    table = _keys(file, "the file", document, _TYPE_KEYS)
    name = str(table["type"])
    indexed = bool(table.get("indexed", True))
    rows = _keys(file, "terraform", table.get("terraform", {}), None)
    senders = tuple(_sender(file, kind, row, indexed=indexed) for kind, row in rows.items())
    known: dict[str, KnownPaths] = {}
    for sender in senders:
        _graft(known, sender.properties.known())
    later: dict[tuple[str, ...], Later] = {}
    for path, row in _keys(file, "later", table.get("later", {}), None).items():
        later[split(path)] = _later(file, path, row)
        plant(known, split(path), True)
    changed_by = {
        kind: _changed(file, kind, row)
        for kind, row in _keys(file, "changed_by", table.get("changed_by", {}), None).items()
    }
    for changed in changed_by.values():
        _graft(known, changed.properties.known())
    also = table.get("also", [])
    if not isinstance(also, list):
        raise MappingError(f"{file}: also: must be a list of property paths")
    for written in also:
        _plant_written(known, str(written))
    return ArmType(
        name, indexed, bool(table.get("extension", False)), senders, MappingProxyType(later), changed_by, known
    )


def _plant_written(tree: dict[str, KnownPaths], path: str) -> None:
    parts: list[str] = []
    for part in split(path):
        parts += [part[:-3], "[*]"] if part.endswith("[*]") else [part]
    plant(tree, parts, True)


def _later(file: str, path: str, row: Json) -> Later:
    table = _keys(file, f"later.{path}", row, frozenset({"children", "azure"}))
    return Later(str(table.get("children", "")), str(table.get("azure", "")))


def _changed(file: str, kind: str, row: Json) -> Changed:
    table = _keys(file, f"changed_by.{kind}", row, frozenset({"target", "properties"}))
    where = f"changed_by.{kind}.properties"
    return Changed(str(table.get("target", "")), _properties(file, where, table.get("properties", {})))


def _sender(file: str, kind: str, row: Json, *, indexed: bool) -> Sender:
    table = _keys(file, f"terraform.{kind}", row or {}, _SENDER_KEYS)
    each = str(table.get("each", ""))
    computed = table.get("computed", [])
    if not isinstance(computed, list):
        raise MappingError(f"{file}: terraform.{kind}: computed must be a list of blocks")
    unsent: Json = {"absent": True}
    defaults: dict[str, Json] = {
        "location": "location" if indexed else unsent,
        "tags": "tags" if indexed else unsent,
        "kind": unsent,
    }
    fields = {name: _property(file, f"{kind}.{name}", table.get(name, default)) for name, default in defaults.items()}
    identity = _properties(file, f"{kind}.identity", table.get("identity", _IDENTITY if indexed else {}))
    return Sender(
        terraform_type=kind,
        each=each,
        name=_property(file, f"{kind}.name", table.get("name", "name")),
        parent=str(table.get("parent", "group")),
        api_version=str(table.get("api_version", "")),
        fields=MappingProxyType(fields),
        identity=identity,
        properties=_properties(file, f"{kind}.properties", table.get("properties", {})),
        computed=frozenset(split(str(path)) for path in computed),
    )


def _properties(file: str, where: str, rows: Json) -> Properties:
    table = _keys(file, where, rows, None)
    return Properties(
        MappingProxyType({split(path): _property(file, f"{where}.{path}", row) for path, row in table.items()})
    )


def split(path: str) -> tuple[str, ...]:
    """The names in a dotted path."""
    return tuple(path.split("."))


def _property(file: str, where: str, row: Json) -> Property:
    if isinstance(row, str):
        return Property((row,))
    table = _keys(file, where, row, _SPEC_KEYS)
    source = table.get("from", table.get("each", []))
    paths = tuple(map(str, source)) if isinstance(source, list) else (str(source),)
    items: Properties | Property | None = None
    if "items" in table:
        items = _properties(file, f"{where}.items", table["items"])
    elif "value" in table:
        items = _property(file, f"{where}.value", table["value"])
    values = table.get("map")
    omit = table.get("omit", [])
    if (values is not None and not isinstance(values, dict)) or not isinstance(omit, list):
        raise MappingError(f"{file}: {where}: map must be a mapping, omit a list")
    if not (paths or table.keys() & {"constant", "absent", "text", "unknown", "parent"}):
        raise MappingError(f"{file}: {where}: says nowhere where the value comes from")
    default, present = table.get("constant", table.get("default")), table.get("present")
    return Property(
        arguments=paths,
        default=MISSING if default is None else default,
        needs=str(table.get("needs", "")),
        present=MISSING if present is None else present,
        values=None if values is None else {_text(key): value for key, value in values.items()},
        kind=str(table.get("as", "")),
        omit=frozenset(_text(value) for value in omit),
        template=str(table.get("text", "")),
        unknown=str(table.get("unknown", "")),
        never=bool(table.get("absent")),
        parent=str(table.get("parent", "")),
        items=items,
    )


def _text(value: Json) -> str:
    return str(value).lower()


def _keys(file: str, where: str, data: Json, allowed: frozenset[str] | None) -> dict[str, Json]:
    if not isinstance(data, dict):
        raise MappingError(f"{file}: {where}: must be a mapping")
    if allowed is not None and (wrong := sorted(map(str, data.keys() - allowed))):
        raise MappingError(f"{file}: {where}: unknown key {wrong[0]}, allowed are {', '.join(sorted(allowed))}")
    return data


def fill(template: str, arguments: Arguments) -> Value:
    """A template with `{argument}` in it, filled in; missing if an argument is, unknown if one is."""
    made: list[str] = []
    unknown: Unknown | None = None
    for number, piece in enumerate(template.replace("}", "{").split("{")):
        if number % 2 == 0:
            made.append(piece)
            continue
        value = arguments.get(piece)
        if isinstance(value, Unknown):
            unknown = unknown or value
        elif isinstance(value, (str, int, float)):
            made.append(str(value))
        else:
            return MISSING
    if unknown is not None:
        return Unknown(unknown.reason, present=True)
    return "".join(made)
