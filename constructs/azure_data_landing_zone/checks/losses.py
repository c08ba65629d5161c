"""The data that is lost with a resource."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..azure import tables
from ..azure.json_values import JsonObject
from ..synthesized.stacks import find


def loss(type_: str, body: JsonObject) -> str:
    """The data that is lost with a resource, for a person; empty if it holds none."""
    table = tables.read("stateful")
    if type_.startswith("azapi_"):
        if type_ != "azapi_resource":
            return ""
        type_ = str(body.get("type", "")).partition("@")[0]
    row = _lowered(table).get(type_.lower()) or ""
    if isinstance(row, str):
        return row
    holds = all(
        any(found.value == value for found in find(body, tuple(path.split("."))))
        for path, value in row["where"].items()
    )
    return str(row["lost"]) if holds else ""


def _lowered(table: Mapping[str, Any]) -> Mapping[str, Any]:
    return {key.lower(): value for key, value in table.items()}
