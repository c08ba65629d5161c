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
from collections.abc import Callable, Iterator, Mapping
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


def files(folder: Path) -> dict[str, bytes]:
    """The files in a folder by their paths below it."""
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def synthesize_apps(output: Path, apps: tuple[str, ...] = APPS, *, first: str = "", last: str = "", **env: str) -> str:
    """Synthesizes apps in one other process, each into a folder of its name; returns what the process warned of.

    Args:
        output: where the folders are made.
        apps: the apps. Default all.
        first: code to run before.
        last: code to run afterwards.
        env: environment variables.
    """
    code = f"""
from pathlib import Path
from azure_data_landing_zone import config
from azure_data_landing_zone.cli.synthesis import synthesize
{first}
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
