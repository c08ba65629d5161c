"""The text fields of the configuration's schemas, and where they stand in a configuration."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import yaml

Json = Any
#: The keys of a mapping, in the path of a field.
KEY = "<key>"


class Slot(NamedTuple):
    """A text in a configuration.

    Attributes:
        field: the path of its field in the schema; `*` is any key, `[]` any item.
        path: where it stands.
        is_key: whether it is the last key of the path, and not what stands there.
    """

    field: str
    path: tuple[str | int, ...]
    is_key: bool


def fields(schema: Mapping[str, Json]) -> set[str]:
    """The paths of all text fields of a schema."""
    return {slot.field for slot in _walk(schema, schema, None, "", (), everywhere=True)}


def slots(schema: Mapping[str, Json], data: Json) -> list[Slot]:
    """The text fields of a schema that stand in a configuration."""
    return list(dict.fromkeys(_walk(schema, schema, data, "", (), everywhere=False)))


def whole(app: Path) -> dict[str, Json]:
    """The configuration of an app as one piece of data."""
    data: dict[str, Json] = yaml.safe_load(app.read_text())
    if isinstance(data.get("products"), str):
        files = sorted(app.parent.glob(data["products"]))
        data["products"] = [yaml.safe_load(file.read_text()) for file in files]
    return data


def put(data: Json, slot: Slot, text: str) -> None:
    """Puts a text into a slot."""
    *above, last = slot.path
    for part in above:
        data = data[part]
    if slot.is_key:
        items = [(text if key == last else key, value) for key, value in data.items()]
        data.clear()
        data.update(items)
    else:
        data[last] = text


def _walk(
    root: Mapping[str, Json],
    node: Mapping[str, Json],
    data: Json,
    field: str,
    path: tuple[str | int, ...],
    *,
    everywhere: bool,
) -> Iterator[Slot]:
    if "$ref" in node:
        name = node["$ref"].rpartition("/")[2]
        yield from _walk(root, root["$defs"][name], data, field, path, everywhere=everywhere)
    for kind in ("anyOf", "oneOf", "allOf"):
        for one in node.get(kind, ()):
            yield from _walk(root, one, data, field, path, everywhere=everywhere)
    text = node.get("type") == "string" and "enum" not in node and "const" not in node
    if text and (everywhere or isinstance(data, str)):
        yield Slot(field, path, False)
    for name, below in node.get("properties", {}).items():
        if everywhere or (isinstance(data, dict) and name in data):
            inner = None if everywhere else data[name]
            yield from _walk(root, below, inner, f"{field}.{name}".strip("."), (*path, name), everywhere=everywhere)
    values = node.get("additionalProperties")
    for one in (*([] if values in (None, False) else [values]), *node.get("patternProperties", {}).values()):
        yield from _mapping(root, node, {} if one is True else one, data, field, path, everywhere=everywhere)
    if "items" in node and (everywhere or isinstance(data, list)):
        for number, item in enumerate([None] if everywhere else data):
            yield from _walk(root, node["items"], item, f"{field}[]", (*path, number), everywhere=everywhere)
    if not set(node) - {"title", "description", "default"}:
        # Anything may stand here.
        for one in (
            {"type": "string"},
            {"type": "array", "items": {"type": "string"}},
            {"type": "object", "additionalProperties": {"type": "string"}},
        ):
            yield from _walk(root, one, data, field, path, everywhere=everywhere)


def _mapping(
    root: Mapping[str, Json],
    node: Mapping[str, Json],
    values: Mapping[str, Json],
    data: Json,
    field: str,
    path: tuple[str | int, ...],
    *,
    everywhere: bool,
) -> Iterator[Slot]:
    free = "enum" not in node.get("propertyNames", {})
    known = node.get("properties", {})
    there = [key for key in data if key not in known] if isinstance(data, dict) else []
    keys = ["*"] if everywhere else there
    for key in keys:
        if free:
            yield Slot(f"{field}.{KEY}", (*path, key), True)
        inner = None if everywhere else data[key]
        yield from _walk(root, values, inner, f"{field}.*", (*path, key), everywhere=everywhere)
