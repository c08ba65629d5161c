"""Plans, as `terraform show -json` writes them: https://developer.hashicorp.com/terraform/internals/json-format."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ..azure.json_values import JsonObject
from ..errors import AdlzError
from .stacks import blocks, mapping


class PlanError(AdlzError):
    """A file is no plan of Terraform, or the plan of another stack."""


@dataclass(frozen=True)
class PlannedChange:
    """A change of a resource or an output.

    Attributes:
        address: the address, or the name of an output.
        type: the resource type; empty for an output.
        managed: whether Terraform manages it, so that it is no data source.
        actions: `create`, `update`, `delete`, `forget`, `read` or `no-op`.
        former: the address that it had before; empty if that has not changed.
        reason: why it is replaced or destroyed, in Terraform's word for it.
        importing: whether it is imported.
        replaced_by: the paths of the arguments that replace it.
        values: `before`, `after` and the marks of what is unknown or sensitive in them.
    """

    address: str
    type: str
    managed: bool
    actions: tuple[str, ...]
    former: str
    reason: str
    importing: bool
    replaced_by: tuple[tuple[str, ...], ...]
    values: JsonObject


@dataclass(frozen=True)
class Plan:
    """A plan.

    Attributes:
        changes: the changes of resources, by address.
        drift: the changes outside of Terraform that it found, by address.
        outputs: the changes of outputs, by name.
        configured: the addresses of the resources that the root module manages.
    """

    changes: tuple[PlannedChange, ...]
    drift: tuple[PlannedChange, ...]
    outputs: tuple[PlannedChange, ...]
    configured: frozenset[str]


def read_plan_file(file: Path) -> Plan:
    """A plan from the output of `terraform show -json`.

    Raises:
        PlanError: the file is no plan.
        OSError: the file cannot be read.
    """
    try:
        document = json.loads(file.read_text(encoding="utf-8"))
    except ValueError:
        document = None
    if not isinstance(document, dict) or ("resource_changes" not in document and "planned_values" not in document):
        raise PlanError(f"{file} is no plan: it must hold what `terraform show -json PLANFILE` writes")
    return plan(document)


def plan(document: JsonObject) -> Plan:
    """A plan from a parsed document."""
    root = mapping(mapping(document.get("configuration")).get("root_module"))
    resources = [mapping(entry) for entry in blocks(root.get("resources"))]
    outputs = mapping(document.get("output_changes"))
    return Plan(
        changes=tuple(_changes(document.get("resource_changes"))),
        drift=tuple(_changes(document.get("resource_drift"))),
        outputs=tuple(_change({"address": name, "change": outputs[name]}) for name in sorted(outputs)),
        configured=frozenset(str(entry.get("address")) for entry in resources if entry.get("mode") == "managed"),
    )


def _changes(entries: object) -> Iterator[PlannedChange]:
    for entry in sorted(map(mapping, blocks(entries)), key=lambda entry: str(entry.get("address"))):
        yield _change(entry)


def _change(entry: JsonObject) -> PlannedChange:
    change = mapping(entry.get("change"))
    return PlannedChange(
        address=str(entry.get("address")),
        type=str(entry.get("type", "")),
        managed=entry.get("mode") == "managed",
        actions=tuple(map(str, blocks(change.get("actions")))),
        former=str(entry.get("previous_address") or ""),
        reason=str(entry.get("action_reason", "")),
        importing=bool(change.get("importing")),
        replaced_by=tuple(tuple(map(str, blocks(path))) for path in blocks(change.get("replace_paths"))),
        values=change,
    )
