"""The list of rights in every format."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from azure_data_landing_zone import config
from azure_data_landing_zone.config import Configuration
from azure_data_landing_zone.rights.forms import markdown, module, owner_key, rows, script, text
from azure_data_landing_zone.rights.listing import Line, given, listing
from support import ROOT

HERE = "/subscriptions/00000000-0000-0000-0000-000000000000"
HUB = "/subscriptions/99999999-9999-9999-9999-999999999999"
Listed = tuple[Configuration, Sequence[Line]]


@pytest.fixture(scope="session")
def contoso(app_stacks: Callable[[str], Mapping[str, Any]]) -> Listed:
    configuration = config.load(ROOT / "apps" / "contoso" / "landing-zone.yaml")
    return configuration, listing(configuration, {name: one.document for name, one in app_stacks("contoso").items()})


def test_every_line_says_which_action_needs_it(contoso: Listed) -> None:
    configuration, lines = contoso
    for row in rows(configuration, lines):
        assert row["action"]
        assert row["stack"] in configuration.stacks
        assert row["role"]
        assert row["granted_by"]
    (planner,) = [row for row in rows(configuration, lines) if str(row["role"]).startswith("Platform Planner")]
    assert planner["role"] == "Platform Planner (contoso weu hoo2q)"
    assert planner["after"] == "bootstrap"
    assert planner["principal"] == "platform-plan"


def test_no_right_is_listed_twice(contoso: Listed) -> None:
    keys = [(line.actor, line.role, line.scope.lower()) for line in contoso[1]]
    assert len(set(keys)) == len(keys)


def test_owners_are_apart_and_that_of_the_landing_zone_comes_first(contoso: Listed) -> None:
    owners = given(contoso[1])
    assert [owner_key(owner) for owner in owners] == [
        "landing-zone",
        "99999999-9999-9999-9999-999999999999",
        "entra",
        "synapse",
    ]
    for owner, lines in owners.items():
        for line in lines:
            assert line.scope.startswith(HUB) == ("99999999-9999" in owner)
            assert not line.assigned


def test_the_text_has_a_block_for_each_principal(contoso: Listed) -> None:
    told = text(*contoso)
    first, *_ = told.partition("Granted by the owner of the subscription 9999")
    assert re.findall(r"^  ([\w-]+): ", first, re.MULTILINE) == [
        "bootstrap",
        "platform-apply",
        "platform-plan",
        "data-plane",
    ]
    assert "    Locks Contributor at the subscription\n      Microsoft.Authorization/locks/write at azurerm" in told
    assert "Assigned by stacks" in told
    assert "churn-prod-plan: pipeline that plans churn-prod" in told


def test_a_condition_is_stated(contoso: Listed) -> None:
    from dataclasses import replace

    configuration, lines = contoso
    limited = [replace(line, may_assign=("Reader",)) for line in lines if line.role == "Contributor"][:1]
    assert ", to assign Reader only" in text(configuration, limited)
    assert "--condition-version 2.0 --condition" in script(configuration, limited)
    assert 'condition_version  = "2.0"' in module(configuration, limited, limited[0].owner)
    assert "acdd72a7-3385-48ef-bd42-f606fba81ae7" in module(configuration, limited, limited[0].owner)


def test_markdown_has_a_table_for_each_principal_of_each_owner(contoso: Listed) -> None:
    told = markdown(*contoso)
    assert "## Granted by the owner of the subscription 99999999-9999-9999-9999-999999999999" in told
    assert told.count("| role | scope | limits | because |") == told.count("### ")
    for line in told.splitlines():
        if line.startswith("|"):
            assert line.count("|") - line.count("\\|") == 5, line


def test_the_script_is_sound_and_grants_every_right_of_people(contoso: Listed, tmp_path: Path) -> None:
    configuration, lines = contoso
    file = tmp_path / "rights.sh"
    file.write_text(script(configuration, lines))
    path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    done = subprocess.run(
        [shutil.which("shellcheck", path=path) or "shellcheck", file], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout
    told = file.read_text()
    people = [line for line in lines if not line.assigned]
    commands = re.findall(r"^  (?:assign |az ad |az synapse )", told, re.MULTILINE)
    assert len(commands) == len(people)
    assert "az ad app owner add --id cccccccc-1111-1111-1111-111111111111" in told
    assert "az synapse role assignment create --workspace-name synw-contoso-analytics-weu-001-7tjfa" in told


def test_the_script_calls_the_command_line_of_azure(contoso: Listed, tmp_path: Path) -> None:
    configuration, lines = contoso
    (tmp_path / "rights.sh").write_text(script(configuration, lines))
    (tmp_path / "az").write_text('#!/bin/sh\nprintf "%s\\n" "$*" >> "$CALLS"\n')
    (tmp_path / "az").chmod(0o755)
    env = {"PATH": f"{tmp_path}:{os.environ['PATH']}", "CALLS": str(tmp_path / "calls")}
    for name in ("PLATFORM_APPLY", "PLATFORM_PLAN", "BOOTSTRAP", "DATA_PLANE"):
        env[name] = name.lower()

    def run(*arguments: str) -> int:
        return subprocess.run(["bash", tmp_path / "rights.sh", *arguments], env=env, check=False).returncode

    assert run() == 2
    assert run("landing-zone") == 0
    calls = (tmp_path / "calls").read_text()
    reader = (
        "role assignment create --assignee-object-id platform_plan --assignee-principal-type ServicePrincipal "
        f"--role Reader --scope {HERE} --output none"
    )
    assert reader in calls.splitlines()
    assert "--assignee-object-id bootstrap --assignee-principal-type User" in calls
    del env["PLATFORM_PLAN"]
    assert run("landing-zone") != 0


def test_the_module_grants_the_rights_of_one_owner(contoso: Listed) -> None:
    configuration, lines = contoso
    owners = list(given(lines))
    own, hub = module(configuration, lines, owners[0]), module(configuration, lines, owners[1])
    assert own.count('resource "azurerm_role_assignment"') == len(given(lines)[owners[0]])
    assert hub.count('resource "azurerm_role_assignment"') == len(given(lines)[owners[1]]) == 5
    assert 'subscription_id                 = "99999999-9999-9999-9999-999999999999"' in hub
    assert 'contains(var.applied, "bootstrap") ? 1 : 0' in own
    assert 'setsubtract(["platform-apply", "platform-plan"], keys(var.principals))' in hub
    names = re.findall(r'  name +="?= "?([0-9a-f-]{36})|name +\= "([0-9a-f-]{36})"', own)
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("form", ["text", "json", "markdown", "az", "terraform"])
def test_the_command_writes_every_format(form: str) -> None:
    from typer.testing import CliRunner

    from azure_data_landing_zone.cli.app import app

    file = str(ROOT / "apps" / "minimal" / "landing-zone.yaml")
    done = CliRunner().invoke(app, ["show", "deployer", "-c", file, "--format", form])
    assert done.exit_code == 0, done.output
    assert {
        "text": "Granted by",
        "json": '"principal"',
        "markdown": "## Granted",
        "az": "#!/",
        "terraform": "terraform {",
    }[form] in done.stdout
    if form == "json":
        same = CliRunner().invoke(app, ["show", "deployer", "-c", file, "--json"])
        assert json.loads(same.stdout) == json.loads(done.stdout)


def test_an_owner_without_rights_is_answered_with_those_that_have_some() -> None:
    from typer.testing import CliRunner

    from azure_data_landing_zone.cli.app import app

    file = str(ROOT / "apps" / "minimal" / "landing-zone.yaml")
    done = CliRunner().invoke(app, ["show", "deployer", "-c", file, "--owner", "hub"])
    assert done.exit_code == 1
    assert "no right has the owner hub; the owners are landing-zone" in done.output


def test_the_command_says_that_a_right_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    from typer.testing import CliRunner

    from azure_data_landing_zone.azure import tables
    from azure_data_landing_zone.cli.app import app

    rows = [row for row in tables.read("deployer")["policy"] if row["role"] != "Resource Policy Contributor"]
    monkeypatch.setitem(tables.read("deployer"), "policy", rows)
    file = str(ROOT / "apps" / "minimal" / "landing-zone.yaml")
    done = CliRunner().invoke(app, ["show", "deployer", "-c", file, "--json"])
    assert done.exit_code == 0
    assert "actions need a right that is not in this list: adlz check shows them" in done.stderr
    assert json.loads(done.stdout)
