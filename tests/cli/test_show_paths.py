"""`adlz show paths`: what must communicate, and the list for other teams."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from azure_data_landing_zone.cli.app import app
from support import ROOT

Output = Callable[[str], Path]


def show(app_output: Output, name: str, *arguments: str) -> str:
    config = ROOT / "apps" / name / "landing-zone.yaml"
    done = CliRunner().invoke(app, ["show", "paths", *arguments, "-c", str(config), "-o", str(app_output(name))])
    assert done.exit_code == 0, done.output
    return done.stdout


def test_paths_of_a_stack(app_output: Output) -> None:
    rows = json.loads(show(app_output, "minimal", "forecast-*", "--json"))
    assert {row["stack"] for row in rows} == {"forecast-dev"}
    (vault,) = [row for row in rows if row["row"] == "compute-key-vault" and row["from"] == "cluster cpu"]
    assert vault["ports"] == "TCP 443"
    assert vault["result"] == "works"
    assert vault["hosts"] == [vault["target_id"].rpartition("/")[2] + ".vault.azure.net"]
    assert "private endpoint pep-" in vault["through"]
    assert "AllowNetworkOutbound of snet-training" in vault["through"]
    assert "privatelink.vaultcore.azure.net linked to vnet-minimal-network-weu-001" in vault["through"]
    assert vault["source"].startswith("MicrosoftDocs/azure-ai-docs")
    role = next(row for row in rows if row["row"] == "image-build")
    assert "role AcrPush" in role["through"]
    evidence = [one for step in role["steps"] for one in step["evidence"]]
    assert any(one["address"].startswith("azurerm_role_assignment.") for one in evidence)


def test_paths_as_text_and_as_markdown(app_output: Output) -> None:
    text = show(app_output, "minimal", "forecast-*")
    assert "cluster cpu" in text
    assert "jobs read code and write logs and outputs" in text
    markdown = show(app_output, "minimal", "--format", "markdown")
    assert markdown.startswith(
        "# Paths of the landing zone minimal\n\n| Stack | From | To | Ports | Through | Result |"
    )


def test_the_list_for_other_teams_contains_nothing_else(app_output: Output) -> None:
    markdown = show(app_output, "managed-network", "--theirs", "--format", "markdown")
    headings = [line for line in markdown.splitlines() if line.startswith("#")]
    assert headings == [
        "# Network changes for the landing zone managed",
        "## Peerings",
        "## Private DNS zones",
        "## Links of private DNS zones",
        "## Private endpoints",
        "## Approvals of private endpoints",
    ]
    assert "| Zone | Id | Reason |" in markdown
    assert (
        "| link of privatelink.azurecr.io | privatelink.azurecr.io | vnet-hub | people pull and push images |"
        in markdown
    )
    rows = json.loads(show(app_output, "managed-network", "--theirs", "--json"))
    assert len([line for line in markdown.splitlines() if line.startswith("| ") and "---" not in line]) == len(rows) + 5
    assert "from" in show(app_output, "managed-network", "--theirs").lower()


@pytest.mark.parametrize("name", ["nothing-*"])
def test_an_unknown_stack_is_an_error(app_output: Output, name: str) -> None:
    config = ROOT / "apps" / "minimal" / "landing-zone.yaml"
    done = CliRunner().invoke(app, ["show", "paths", name, "-c", str(config), "-o", str(app_output("minimal"))])
    assert done.exit_code == 1
    assert "no stack is called nothing-*; the stacks are bootstrap" in done.output.replace("\n", " ")


def test_a_folder_of_another_synth_is_an_error(app_output: Output) -> None:
    config = ROOT / "apps" / "contoso" / "landing-zone.yaml"
    done = CliRunner().invoke(app, ["show", "paths", "-c", str(config), "-o", str(app_output("minimal"))])
    assert done.exit_code == 1
    assert "lacks the stack" in done.output.replace("\n", " ")
