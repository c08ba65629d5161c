"""The tables of what Terraform sends to Azure, read from `mappings/`: one file for each resource type.

`mappings/README.md` explains their form. Paths of properties are those of policy aliases, so without the `properties`
that Azure's own documents have in between.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from importlib import resources
from types import MappingProxyType

import yaml

from ..azure.json_values import Json
from ..errors import AdlzError
from .mapping import (
    ArmType,
    Changed,
    KnownPaths,
    Later,
    Mappings,
    Properties,
    Property,
    Sender,
    graft,
    leads,
    plant,
    split,
)
from .values import MISSING

_SPEC_KEYS = frozenset(
    {"from", "default", "needs", "present", "map", "as", "omit", "constant"}
    | {"absent", "each", "items", "value", "text", "unknown", "parent", "or", "default_when", "where", "in_5"}
)
_TYPE_KEYS = frozenset({"type", "sources", "indexed", "extension", "also", "later", "changed_by", "terraform"})
_SENDER_KEYS = frozenset(
    {"each", "name", "parent", "location", "tags", "kind", "identity", "api_version", "properties"}
    | {"computed", "inline", "only_if", "requests", "in_5"}
)
_IDENTITY: Json = {"type": "identity.type", "userAssignedIdentities": "identity.identity_ids"}


class MappingError(AdlzError, ValueError):
    """A mapping file does not have the form that it should; the message names file and key."""


@functools.cache
def mappings(major: int = 4) -> Mappings:
    """The tables that come with the library for a major version of the provider azurerm, read once per process."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    folder = resources.files(__package__).joinpath("mappings")
    documents: dict[str, Json] = {}
    for file in sorted(folder.iterdir(), key=lambda found: found.name):
        if file.name.endswith(".yaml"):
            documents[file.name] = yaml.load(file.read_text(encoding="utf-8"), Loader=loader)  # noqa: S506  (safe)
    none = documents.pop("none.yaml", {})
    assert isinstance(none, dict)  # noqa: S101  (our own file)
    return build(documents, {name: str(reason) for name, reason in none.items()}, major)


def build(documents: Mapping[str, Json], none: Mapping[str, str], major: int = 4) -> Mappings:
    """Tables from parsed mapping files.

    Args:
        documents: the files' data by file name.
        none: Terraform types without an Azure resource, with the reason.
        major: the major version of the provider azurerm.

    Raises:
        MappingError: a file has not the right form.
    """
    types: dict[str, ArmType] = {}
    senders: dict[str, tuple[tuple[ArmType, Sender], ...]] = {}
    changes: dict[str, tuple[tuple[ArmType, Changed], ...]] = {}
    for file, document in documents.items():
        arm_type = _arm_type(file, document, major)
        types[arm_type.type.lower()] = arm_type
    types = dict(_listing(types))
    for arm_type in types.values():
        for sender in arm_type.senders:
            senders[sender.terraform_type] = (*senders.get(sender.terraform_type, ()), (arm_type, sender))
        for kind, changed in arm_type.changed_by.items():
            changes[kind] = (*changes.get(kind, ()), (arm_type, changed))
    return Mappings(
        types=MappingProxyType(types),
        senders=MappingProxyType(senders),
        changes=MappingProxyType(changes),
        read=MappingProxyType({kind: frozenset(_read(rows)) for kind, rows in senders.items()}),
        none=MappingProxyType(dict(none)),
    )


def _read(rows: Sequence[tuple[ArmType, Sender]]) -> Iterator[str]:
    yield from ("name", "location", "tags", "identity", "resource_group_name")
    for _, sender in rows:
        paths = [sender.each] if sender.each else [*sender.properties.sources(), *sender.requests]
        paths += [*sender.name.arguments, *sender.parent.split("|"), *re.findall(r"{([^}]*)}", sender.parent)]
        paths += [path for spec in sender.fields.values() for path in spec.arguments]
        names = [split(path)[0] for path in [*paths, sender.only_if]]
        # The provider reads a write-only argument again when its version changes.
        yield from (*names, *(f"{name}_version" for name in names if name.endswith("_wo")))


def _arm_type(file: str, document: Json, major: int) -> ArmType:
    table = _keys(file, "the file", document, _TYPE_KEYS)
    name = str(table["type"])
    indexed = bool(table.get("indexed", True))
    rows = _keys(file, "terraform", table.get("terraform", {}), None)
    senders = tuple(_sender(file, kind, row, major, indexed=indexed) for kind, row in rows.items())
    later = {
        split(path): _later(file, path, row) for path, row in _keys(file, "later", table.get("later", {}), None).items()
    }
    changed_by = {
        kind: _changed(file, kind, row, major)
        for kind, row in _keys(file, "changed_by", table.get("changed_by", {}), None).items()
    }
    also = table.get("also", [])
    if not isinstance(also, list):
        raise MappingError(f"{file}: also: must be a list of property paths")
    known = _known(senders, later, changed_by)
    for written in also:
        _plant_written(known, str(written))
    return ArmType(
        type=name,
        indexed=indexed,
        extension=bool(table.get("extension", False)),
        senders=senders,
        later=MappingProxyType(later),
        changed_by=changed_by,
        known=known,
        mapped=_known(senders, later, changed_by),
    )


def _known(
    senders: Sequence[Sender], later: Mapping[tuple[str, ...], Later], changed_by: Mapping[str, Changed]
) -> dict[str, KnownPaths]:
    known: dict[str, KnownPaths] = {}
    for sender in senders:
        graft(known, sender.properties.known())
    for changed in changed_by.values():
        graft(known, changed.properties.known())
    for path in later:
        # No request has it, unless properties below it are sent: then nothing is known of the others.
        if not leads(known, path):
            plant(known, path, True)
    return known


def _listing(types: Mapping[str, ArmType]) -> Iterator[tuple[str, ArmType]]:
    """The types with the known paths of the children that they list."""
    for key, arm_type in types.items():
        listed: dict[tuple[str, ...], KnownPaths] = {}
        for path, spec in arm_type.later.items():
            if spec.children:
                child = types.get(f"{key}/{spec.children}".lower(), types.get(spec.children.lower()))
                below = child.known if child is not None and isinstance(child.known, Mapping) else {}
                listed[tuple(name.lower() for name in path)] = {"[*]": {**below, "id": True, "name": True}}
        yield key, replace(arm_type, listed=MappingProxyType(listed)) if listed else arm_type


def _plant_written(tree: dict[str, KnownPaths], path: str) -> None:
    parts: list[str] = []
    for part in split(path):
        parts += [part[:-3], "[*]"] if part.endswith("[*]") else [part]
    plant(tree, parts, True)


def _later(file: str, path: str, row: Json) -> Later:
    table = _keys(file, f"later.{path}", row, frozenset({"children", "azure", "among"}))
    among = table.get("among", [])
    if not isinstance(among, list):
        raise MappingError(f"{file}: later.{path}: among must be a list of values")
    values = tuple(MISSING if one is None else one for one in among)
    return Later(str(table.get("children", "")), str(table.get("azure", "")), values)


def _changed(file: str, kind: str, row: Json, major: int) -> Changed:
    table = _keys(file, f"changed_by.{kind}", row, frozenset({"target", "properties"}))
    where = f"changed_by.{kind}.properties"
    return Changed(str(table.get("target", "")), _properties(file, where, table.get("properties", {}), major))


def _sender(file: str, kind: str, row: Json, major: int, *, indexed: bool) -> Sender:
    table = _keys(file, f"terraform.{kind}", row or {}, _SENDER_KEYS)
    if major >= 5:
        table = table | _keys(file, f"{kind}.in_5", table.get("in_5", {}), _SENDER_KEYS)
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
    fields = {
        name: _property(file, f"{kind}.{name}", table.get(name, default), major) for name, default in defaults.items()
    }
    identity = _properties(file, f"{kind}.identity", table.get("identity", _IDENTITY if indexed else {}), major)
    return Sender(
        terraform_type=kind,
        each=each,
        name=_property(file, f"{kind}.name", table.get("name", "name"), major),
        parent=str(table.get("parent", "group")),
        api_version=str(table.get("api_version", "")),
        fields=MappingProxyType(fields),
        identity=identity,
        properties=_properties(file, f"{kind}.properties", table.get("properties", {}), major),
        computed=frozenset(split(str(path)) for path in computed),
        inline=bool(table.get("inline")),
        only_if=str(table.get("only_if", "")),
        requests={
            argument: str(type_)
            for argument, type_ in _keys(file, f"{kind}.requests", table.get("requests", {}), None).items()
        },
    )


def _properties(file: str, where: str, rows: Json, major: int) -> Properties:
    table = _keys(file, where, rows, None)
    return Properties(
        MappingProxyType({split(path): _property(file, f"{where}.{path}", row, major) for path, row in table.items()})
    )


def _property(file: str, where: str, row: Json, major: int) -> Property:
    if isinstance(row, str):
        return Property((row,))
    table = dict(_keys(file, where, row, _SPEC_KEYS))
    later_major = table.pop("in_5", {})
    if major >= 5 and isinstance(later_major, dict):
        table |= later_major
    source = table.get("from", table.get("each", []))
    paths = tuple(map(str, source)) if isinstance(source, list) else (str(source),)
    items: Properties | Property | None = None
    if "items" in table:
        items = _properties(file, f"{where}.items", table["items"], major)
    elif "value" in table:
        items = _property(file, f"{where}.value", table["value"], major)
    when = table.get("default_when")
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
        otherwise=_property(file, f"{where}.or", table["or"], major) if "or" in table else None,
        default_when=_values(when),
        where=_values(table.get("where")),
    )


def _values(rows: Json) -> Mapping[str, tuple[Json, ...]] | None:
    if not isinstance(rows, dict):
        return None
    return {path: tuple(one if isinstance(one, list) else [one]) for path, one in rows.items()}


def _text(value: Json) -> str:
    return str(value).lower()


def _keys(file: str, where: str, data: Json, allowed: frozenset[str] | None) -> dict[str, Json]:
    if not isinstance(data, dict):
        raise MappingError(f"{file}: {where}: must be a mapping")
    if allowed is not None and (wrong := sorted(map(str, data.keys() - allowed))):
        raise MappingError(f"{file}: {where}: unknown key {wrong[0]}, allowed are {', '.join(sorted(allowed))}")
    return data
