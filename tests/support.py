"""What tests look at: synthesized stacks, parsed."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from azure_data_landing_zone.azure import tables

ROOT = Path(__file__).resolve().parent.parent
#: The checker of the providers' schemas, where it lies beside the checkout.
SCHEMA_TOOL = ROOT.parent / "shared" / "tools" / "check_schema.py"
APPS = ("minimal", "contoso", "managed-network", "existing-core")

Json = dict[str, Any]


@dataclass(frozen=True)
class Stack:
    """A synthesized stack, parsed."""

    name: str
    document: Json

    def all(self, kind: str) -> dict[str, Json]:
        """Resources of a type by address."""
        found: dict[str, Json] = self.document.get("resource", {}).get(kind, {})
        return found

    def one(self, kind: str, **arguments: Any) -> Json:
        """The one resource of a type whose arguments have these values."""
        fitting = [
            body
            for body in self.all(kind).values()
            if all(body.get(name) == value for name, value in arguments.items())
        ]
        assert len(fitting) == 1, f"{len(fitting)} {kind} with {arguments} in {self.name}"
        return fitting[0]

    def addresses(self) -> list[str]:
        """All resource and data addresses."""
        managed = [f"{kind}.{name}" for kind, named in self.document.get("resource", {}).items() for name in named]
        read = [f"data.{kind}.{name}" for kind, named in self.document.get("data", {}).items() for name in named]
        return sorted(managed + read)

    def resources(self) -> Iterator[tuple[str, str, Json]]:
        """Type, name and body of every resource."""
        for kind, named in self.document.get("resource", {}).items():
            for name, body in named.items():
                yield kind, name, body


def read_stacks(output: Path) -> dict[str, Stack]:
    """The stacks in an output folder."""
    return {
        file.parent.name: Stack(file.parent.name, json.loads(file.read_text(encoding="utf-8")))
        for file in sorted(output.glob("stacks/*/cdk.tf.json"))
    }


def schema_findings(stacks: Mapping[str, Stack]) -> str:
    """What the real schemas of the providers object to; nothing where the checker is not at hand, as `.ci/run` says."""
    if not SCHEMA_TOOL.exists():
        return ""
    with tempfile.TemporaryDirectory() as folder:
        for name, stack in stacks.items():
            file = Path(folder) / "stacks" / name / "cdk.tf.json"
            file.parent.mkdir(parents=True)
            file.write_text(json.dumps(stack.document), encoding="utf-8")
        done = subprocess.run([sys.executable, SCHEMA_TOOL, folder], capture_output=True, text=True, check=False)
    return "" if done.returncode == 0 else done.stdout + done.stderr


def roles(stack: Stack, principal: str, where: str) -> set[str]:
    """Names of the roles of the identities whose name ends so, on scopes that end so."""
    by_id = {guid: name for name, guid in tables.read("roles").items()}
    identities = {
        f"${{azurerm_user_assigned_identity.{key}.principal_id}}"
        for key, body in stack.all("azurerm_user_assigned_identity").items()
        if body["name"].endswith(principal)
    }
    assert identities, principal
    return {
        by_id[body["role_definition_id"].rsplit("/", 1)[1]]
        for body in stack.all("azurerm_role_assignment").values()
        if body["principal_id"] in identities and body["scope"].endswith(where)
    }
