"""What tests look at: synthesized stacks, parsed."""

from __future__ import annotations

import contextlib
import functools
import io
import json
import os
import runpy
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

from azure_data_landing_zone.azure import tables
from azure_data_landing_zone.checks import Finding, State, accepted, exposure
from azure_data_landing_zone.config import Configuration
from azure_data_landing_zone.testing import Stack, read_stacks
from azure_data_landing_zone.testing.stacks import Body as Json

__all__ = [
    "APPS",
    "ROOT",
    "Json",
    "Stack",
    "files",
    "open_paths",
    "read_stacks",
    "roles",
    "schema_findings",
    "subnets",
    "synthesize_apps",
]

ROOT = Path(__file__).resolve().parent.parent
#: The checker of the providers' schemas, where it lies beside the checkout.
SCHEMA_TOOL = ROOT.parent / "shared" / "tools" / "check_schema.py"
APPS = ("minimal", "contoso", "managed-network", "existing-core")


def files(folder: Path) -> dict[str, bytes]:
    """The files in a folder by their paths below it."""
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def synthesize_apps(output: Path, apps: tuple[str, ...] = APPS, *, last: str = "", **env: str) -> str:
    """Synthesizes apps in one other process, as `adlz` does, each into a folder of its name.

    Returns what the process warned of.

    Args:
        output: where the folders are made.
        apps: the apps. Default all.
        last: code to run afterwards.
        env: environment variables.
    """
    code = f"""
from pathlib import Path
from azure_data_landing_zone import config
from azure_data_landing_zone.engine import selection
from azure_data_landing_zone.synthesis import synthesize
selection.alone.set(True)
for app in {apps!r}:
    synthesize(config.load(Path({str(ROOT / "apps")!r}) / app / "landing-zone.yaml"), Path({str(output)!r}) / app)
{last}
"""
    done = subprocess.run(
        [sys.executable, "-W", "always", "-c", code],
        env={**os.environ, **env},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stderr


def open_paths(stacks: Mapping[str, Stack], configuration: Configuration) -> list[Finding]:
    """The openings that the configuration does not accept."""
    findings = exposure({name: stack.document for name, stack in stacks.items()}, accepted(configuration))
    return [finding for finding in findings if finding.state is not State.ACCEPTED]


@functools.cache
def _schema_check() -> Callable[[list[str]], int]:
    check: Callable[[list[str]], int] = runpy.run_path(str(SCHEMA_TOOL))["main"]
    return check


def schema_findings(stacks: Mapping[str, Stack]) -> str:
    """What the real schemas of the providers object to; nothing where the checker is not at hand, as `.ci/run` says."""
    if not SCHEMA_TOOL.exists():
        return ""
    with tempfile.TemporaryDirectory() as folder:
        for name, stack in stacks.items():
            file = Path(folder) / "stacks" / name / "cdk.tf.json"
            file.parent.mkdir(parents=True)
            file.write_text(json.dumps(stack.document), encoding="utf-8")
        with contextlib.redirect_stdout(io.StringIO()) as said:
            status = _schema_check()([folder])
    return "" if status == 0 else said.getvalue()


def subnets(stack: Stack) -> dict[str, Json]:
    """The subnets that a stack makes, as Azure gets them, by name."""
    return {
        body["name"]: body["body"]["properties"]
        for body in stack.all("azapi_resource").values()
        if body["type"].startswith("Microsoft.Network/virtualNetworks/subnets@")
    }


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
