"""What of a schema decides whether a change replaces the resource."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from .schemas import UNKNOWN, Resource

_CONDITION = re.compile(r'(?:ForceNewIfChange|ForceNewIf|\.ForceNew)\(\s*"([\w.#]+)"')


@dataclass
class Facts:
    """What the source says of a type, in the words of `replacement.yaml`."""

    arguments: set[str] = field(default_factory=set)
    computed: set[str] = field(default_factory=set)
    blocks: set[str] = field(default_factory=set)
    defaults: dict[str, object] = field(default_factory=dict)
    conditional: set[str] = field(default_factory=set)
    sets: set[str] = field(default_factory=set)
    sensitive: set[str] = field(default_factory=set)
    known: set[str] = field(default_factory=set)


def facts(resource: Resource) -> Facts:
    """The facts of a resource."""
    found = Facts()
    for path, schema in _walk(resource.schema, ""):
        found.known.add(path)
        if schema.get("Type") == "TypeSet":
            found.sets.add(path)
        if not _given(schema):
            continue
        block = _block(schema)
        if schema.get("Sensitive") is True:
            found.sensitive.add(path)
        if schema.get("ForceNew") is True:
            column = found.blocks if block is not None else found.arguments
            if schema.get("Computed") is True:
                column = found.blocks if block is not None else found.computed
            column.add(path)
            if "Default" in schema and block is None:
                found.defaults[path] = "?" if schema["Default"] is UNKNOWN else schema["Default"]
    for text in resource.sources:
        found.conditional |= {re.sub(r"\.(\d+|#)(?=\.|$)", "", name) for name in _CONDITION.findall(text)}
    # A file may hold several resources.
    found.conditional &= found.known
    return found


def _walk(schema: Mapping[str, Any], above: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for name, one in schema.items():
        if not isinstance(one, dict):
            continue
        path = f"{above}{name}"
        yield path, one
        inner = _block(one)
        if inner is not None and _given(one):
            yield from _walk(inner, f"{path}.")


def _given(schema: Mapping[str, Any]) -> bool:
    """Whether a configuration may give it; otherwise Azure alone does."""
    return schema.get("Required") is True or schema.get("Optional") is True


def _block(schema: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """The schema of a block; None for an argument."""
    element = schema.get("Elem")
    inner = element.get("Schema") if isinstance(element, dict) else None
    return inner if isinstance(inner, dict) else None
