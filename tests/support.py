"""What tests look at: synthesized stacks, parsed."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from azure_data_landing_zone.azure import tables
from azure_data_landing_zone.testing import Stack, read_stacks
from azure_data_landing_zone.testing.stacks import Json

__all__ = ["APPS", "ROOT", "Json", "Stack", "read_stacks", "roles", "schema_findings"]

ROOT = Path(__file__).resolve().parent.parent
#: The checker of the providers' schemas, where it lies beside the checkout.
SCHEMA_TOOL = ROOT.parent / "shared" / "tools" / "check_schema.py"
APPS = ("minimal", "contoso", "managed-network", "existing-core")


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
