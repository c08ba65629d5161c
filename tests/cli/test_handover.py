"""A stack is handed over: Terraform forgets its resources, and nothing is destroyed."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from typer.testing import CliRunner

from azure_data_landing_zone.cli.app import app
from support import Json

STACK: Json = {
    "//": {"metadata": {}},
    "terraform": {"backend": {"local": {"path": "../state/terraform.tfstate"}}},
    "variable": {"token": {"default": "x"}},
    "resource": {
        "terraform_data": {
            "one": {"input": "a", "lifecycle": {"prevent_destroy": True}},
            "two": {"input": "${terraform_data.one.id}"},
        }
    },
    "data": {"azurerm_client_config": {"current": {}}},
    "output": {"id": {"value": "${terraform_data.one.id}"}},
}


@pytest.fixture
def output(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (folder := tmp_path / "cdktf.out" / "stacks" / "churn-prod").mkdir(parents=True)
    (folder / "cdk.tf.json").write_text(json.dumps(STACK))
    return tmp_path / "cdktf.out"


def test_backend_providers_and_variables_stay_and_every_resource_is_forgotten(output: Path) -> None:
    done = CliRunner().invoke(app, ["handover", "churn-prod"])
    assert done.exit_code == 0, done.output
    assert "2 resources of churn-prod leave the state" in done.output
    made = json.loads((output.parent / "handover" / "churn-prod" / "main.tf.json").read_text())
    assert set(made) == {"terraform", "variable", "removed"}
    assert made["terraform"] == STACK["terraform"]
    assert made["removed"] == [
        {"from": f"terraform_data.{name}", "lifecycle": [{"destroy": False}]} for name in ("one", "two")
    ]


def test_nothing_is_overwritten_and_no_other_stack_is_guessed(output: Path) -> None:
    run = CliRunner().invoke
    assert run(app, ["handover", "churn-prod"]).exit_code == 0
    again = run(app, ["handover", "churn-prod"])
    assert again.exit_code == 1
    assert "nothing was written" in again.output
    other = run(app, ["handover", "churn"])
    assert other.exit_code == 1
    assert "it holds churn-prod" in " ".join(other.output.split())


def test_terraform_forgets_and_destroys_nothing(output: Path) -> None:
    terraform = shutil.which("terraform")
    if terraform is None:
        pytest.skip("terraform is not on this machine")
    stack = json.loads((output / "stacks" / "churn-prod" / "cdk.tf.json").read_text())
    state = output.parent / "state.tfstate"
    stack["terraform"]["backend"]["local"]["path"] = str(state)
    del stack["data"]
    (output / "stacks" / "churn-prod" / "cdk.tf.json").write_text(json.dumps(stack))

    def run(folder: Path, *arguments: str) -> str:
        done = subprocess.run(
            [terraform, *arguments, "-no-color"], cwd=folder, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    run(output / "stacks" / "churn-prod", "init")
    run(output / "stacks" / "churn-prod", "apply", "-auto-approve")
    assert len(json.loads(state.read_text())["resources"]) == 2
    assert CliRunner().invoke(app, ["handover", "churn-prod", "--folder", "away"]).exit_code == 0
    run(output.parent / "away", "init")
    said = run(output.parent / "away", "apply", "-auto-approve")
    assert "0 destroyed" in said
    assert json.loads(state.read_text())["resources"] == []
