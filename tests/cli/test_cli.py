"""The command as a person uses it: its output, its exit status, and what it leaves behind.

Most commands run in the process of the tests, which has started Node already; `process` runs one of its own.
"""

from __future__ import annotations

import contextlib
import filecmp
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from azure_data_landing_zone.cli.app import app
from support import ROOT, files, read_stacks

MINIMAL = ROOT / "apps" / "minimal" / "landing-zone.yaml"
ADLZ = [sys.executable, "-m", "azure_data_landing_zone.cli"]


def process(*arguments: str | Path, cwd: Path = ROOT, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*ADLZ, *map(str, arguments)],
        cwd=cwd,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
        env={**os.environ, "COLUMNS": "200", **environment},
    )


def adlz(*arguments: str | Path, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    command = [*map(str, arguments)]
    with contextlib.chdir(cwd):
        done = CliRunner().invoke(app, command, env={"COLUMNS": "200"})
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    return subprocess.CompletedProcess(command, done.exit_code, done.stdout, done.stderr)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A folder with a landing zone."""
    shutil.copytree(ROOT / "apps" / "minimal", tmp_path / "app")
    return tmp_path


@pytest.fixture
def made(project: Path, app_output: Callable[[str], Path]) -> Path:
    """A folder with a landing zone that was synthesized."""
    shutil.copytree(app_output("minimal"), project / "cdktf.out")
    return project


def test_synth_says_what_it_made_where_it_lies_and_what_comes_next(project: Path) -> None:
    done = process("synth", "-c", "app/landing-zone.yaml", "-o", "cdktf.out", cwd=project)
    assert done.returncode == 0, done.stderr
    made = read_stacks(project / "cdktf.out")
    count = sum(1 for stack in made.values() for _ in stack.resources())
    assert f"4 stacks with {count} Terraform resources (" in done.stdout
    assert "in cdktf.out/" in done.stdout
    assert "azurerm_machine_learning_workspace" in done.stdout
    assert "terraform -chdir=cdktf.out/stacks/bootstrap init" in done.stdout
    assert done.stderr == ""


def test_the_output_is_the_same_on_another_machine(app_output: Callable[[str], Path], tmp_path: Path) -> None:
    """In another folder, with another hash seed, and with optimized Python, as `cdktf.json` runs it."""
    folder = tmp_path / "elsewhere" / "deep"
    folder.mkdir(parents=True)
    shutil.copytree(ROOT / "apps" / "contoso", folder / "app")
    subprocess.run(
        [sys.executable, "-O", *ADLZ[1:], "synth", "-c", "app/landing-zone.yaml", "-o", "out"],
        cwd=folder,
        check=True,
        capture_output=True,
        env={**os.environ, "PYTHONHASHSEED": "4711"},
    )
    assert len(files(folder / "out")) == 17
    assert files(folder / "out") == files(app_output("contoso"))


def test_mistakes_are_told_and_nothing_is_written(project: Path) -> None:
    file = project / "app" / "landing-zone.yaml"
    file.write_text(
        file.read_text().replace("curated/sales", "curated/sale").replace("lifecycle: disposable\n", "lifecycl: x\n")
    )
    done = adlz("synth", "-c", "app/landing-zone.yaml", cwd=project)
    assert done.returncode == 2
    assert "2 mistakes in the configuration:" in done.stderr
    assert "app/landing-zone.yaml:6: lifecycl: is not known here" in done.stderr
    assert "did you mean 'lifecycle'?" in done.stderr
    assert "app/landing-zone.yaml:18: products.forecast.data.read[0]: 'sale' is not a container" in done.stderr
    assert done.stdout == ""
    assert not (project / "cdktf.out").exists()


def test_a_mistake_leaves_the_former_output_as_it_was(made: Path) -> None:
    before = files(made / "cdktf.out")
    (made / "app" / "landing-zone.yaml").write_text("name: x\n")
    assert adlz("synth", "-c", "app/landing-zone.yaml", cwd=made).returncode == 2
    assert files(made / "cdktf.out") == before


def test_a_folder_with_other_things_in_it_is_not_replaced(project: Path) -> None:
    (project / "photos").mkdir()
    (project / "photos" / "cat.jpg").write_text("meow")
    done = adlz("synth", "-c", "app/landing-zone.yaml", "-o", "photos", cwd=project)
    assert done.returncode == 1
    assert "is not the output of a synth" in done.stderr
    assert (project / "photos" / "cat.jpg").read_text() == "meow"


def test_only_the_stacks_that_were_asked_for_are_made_and_the_others_stay(
    project: Path, app_output: Callable[[str], Path]
) -> None:
    done = adlz("synth", "-c", "app/landing-zone.yaml", "--stack", "core", cwd=project)
    assert done.returncode == 0, done.stderr
    assert "1 stack with" in done.stdout
    assert "terraform -chdir=cdktf.out/stacks/core init" in done.stdout
    assert set(read_stacks(project / "cdktf.out")) == {"core"}
    assert adlz("synth", "-c", "app/landing-zone.yaml", "--stack", "[bfp]*", cwd=project).returncode == 0
    assert files(project / "cdktf.out") == files(app_output("minimal"))


def test_a_pattern_that_fits_no_stack_is_told(project: Path) -> None:
    done = adlz("synth", "-c", "app/landing-zone.yaml", "--stack", "chrun-*", cwd=project)
    assert done.returncode == 1
    assert "no stack is called 'chrun-*'; the stacks are bootstrap, core, policy, forecast-dev" in done.stderr


def test_check_tells_what_is_accepted_and_why(project: Path) -> None:
    done = adlz("check", "-c", "app/landing-zone.yaml", cwd=project)
    assert done.returncode == 0, done.stderr
    assert "the address of the NAT gateway: traffic leaves through it, nothing comes in (network.outbound.through)" in (
        done.stdout
    )
    assert re.search(
        r"Passed: 4 stacks with \d+ Terraform resources: 0 refused, 0 unknown, 4 reported, 2 accepted, 0 suppressed",
        done.stdout,
    )
    assert [path.name for path in project.iterdir()] == ["app"]


def test_check_reports_on_the_stacks_that_were_asked_for_and_for_programs(project: Path) -> None:
    done = adlz("check", "core", "-c", "app/landing-zone.yaml", "--format", "json", cwd=project)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert found["stacks"] == ["core"]
    assert [(one["check"], one["rule"], one["level"]) for one in found["results"] if one["stack"]] == [
        ("exposure", "azurerm_public_ip.*", "accepted")
    ]


def test_check_names_terraform_files_that_it_cannot_see_into(made: Path) -> None:
    for name in ("override.tf", "more.tf.json", "imports.tf.json", "terraform.tfvars", "cdk.tf.json.bak"):
        (made / "cdktf.out" / "stacks" / "core" / name).write_text("{}")
    done = adlz("check", "-c", "app/landing-zone.yaml", "--format", "json", cwd=made)
    assert done.returncode == 1
    found = [one for one in json.loads(done.stdout)["results"] if one["check"] == "files"]
    assert [(one["stack"], one["rule"], one["level"]) for one in found] == [
        ("core", "more.tf.json", "unknown"),
        ("core", "override.tf", "unknown"),
    ]
    assert "override.tf is read by Terraform, and its effect is not checked" in found[1]["message"]
    suppressed = (
        "preflight: {suppressions: [{check: files, reason: agreed with the network team, expires: '2099-01-01'}]}"
    )
    file = made / "app" / "landing-zone.yaml"
    file.write_text(f"{file.read_text()}{suppressed}\n")
    assert adlz("check", "-c", "app/landing-zone.yaml", cwd=made).returncode == 0


def test_check_that_cannot_run_says_so(project: Path) -> None:
    done = adlz("check", "cores", "-c", "app/landing-zone.yaml", cwd=project)
    assert done.returncode == 2
    assert "no stack is called cores; the stacks are bootstrap, core, policy, forecast-dev" in done.stderr


def test_check_refuses_what_is_open(tmp_path: Path) -> None:
    """Everybody may reach the state: the configuration asks for it, and is still told."""
    (tmp_path / "landing-zone.yaml").write_text(
        MINIMAL.read_text(encoding="utf-8") + "state: {backend: azurerm, network: {allowed_addresses: [0.0.0.0/0]}}\n",
        encoding="utf-8",
    )
    done = adlz("check", cwd=tmp_path)
    assert done.returncode == 1, done.stdout + done.stderr
    assert "Refused:" in done.stdout
    assert "landing-zone.yaml:19: bootstrap azurerm_storage_account.state" in done.stdout
    assert "its firewall lets these public addresses pass: network_rules.ip_rules is" in done.stdout
    assert '["0.0.0.0/0"] -> safe is nothing' in done.stdout


def test_validate_needs_no_node(project: Path) -> None:
    done = process("validate", "-c", "app/landing-zone.yaml", cwd=project, PATH="/nonexistent")
    assert done.returncode == 0, done.stderr
    assert "app/landing-zone.yaml is valid: 4 stacks, 1 product in 1 environment" in done.stdout


def test_a_warning_is_shown_and_stops_nothing(project: Path) -> None:
    file = project / "app" / "landing-zone.yaml"
    file.write_text(file.read_text() + "    location: northeurope\n")
    done = adlz("validate", "-c", "app/landing-zone.yaml", cwd=project)
    assert done.returncode == 0
    assert (
        "app/landing-zone.yaml:19: warning: products.forecast.location: differs from the lake's region" in done.stderr
    )


def test_without_a_configuration_it_says_so(tmp_path: Path) -> None:
    done = adlz("validate", cwd=tmp_path)
    assert done.returncode == 2
    assert "landing-zone.yaml: does not exist" in " ".join(done.stderr.split())


def test_help_names_the_commands() -> None:
    done = process("--help")
    assert done.returncode == 0
    assert "validate" in done.stdout
    assert "synth" in done.stdout


def test_the_deployment_of_the_readme_runs(app_output: Callable[[str], Path], tmp_path: Path) -> None:
    """`npx cdktf deploy ...` in a copy of the project, with the pinned cdktf-cli and a stub of Terraform."""
    assert (ROOT / "node_modules" / ".bin" / "cdktf").exists(), "run `make test`, which installs the pinned cdktf-cli"
    (line,) = re.findall(r"^npx (cdktf deploy .+)$", (ROOT / "README.md").read_text(), re.MULTILINE)
    for name in ("cdktf.json", "package.json"):
        shutil.copy(ROOT / name, tmp_path / name)
    shutil.copytree(ROOT / "apps", tmp_path / "apps")
    (tmp_path / "node_modules").symlink_to(ROOT / "node_modules")
    log, stub = tmp_path / "log", tmp_path / "stub" / "terraform"
    stub.parent.mkdir()
    stub.write_text(
        f'#!/bin/sh\necho "${{PWD##*/}} $*" >> {log}\n'
        """case "$*" in version*) echo '{"terraform_version": "1.11.4"}' ;; output*) echo '{}' ;; esac\n"""
    )
    stub.chmod(0o755)
    bin_ = Path(sys.executable).parent
    command = [sys.executable, "-m", "azure_data_landing_zone.engine.node", "npx", "--no-install", *line.split()]
    done = subprocess.run(
        [*command, "--auto-approve"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
        env={
            **os.environ,
            "PATH": f"{bin_}{os.pathsep}{os.environ['PATH']}",
            "CI": "true",
            "CHECKPOINT_DISABLE": "1",
            "TERRAFORM_BINARY_NAME": str(stub),
        },
    )
    assert done.returncode == 0, done.stdout + done.stderr
    applied = [entry.split()[0] for entry in log.read_text().splitlines() if entry.split()[1] == "apply"]
    assert applied == line.split()[2:]
    theirs, ours = tmp_path / "cdktf.out", app_output("contoso")
    assert files(theirs / "stacks") == files(ours / "stacks")
    assert filecmp.cmp(theirs / "manifest.json", ours / "manifest.json", shallow=False)


CLUSTER = {
    "address": "azurerm_machine_learning_compute_cluster.ml_cluster-cpu_489C9403",
    "mode": "managed",
    "type": "azurerm_machine_learning_compute_cluster",
    "name": "ml_cluster-cpu_489C9403",
    "values": {
        "name": "cpu",
        "location": "westeurope",
        "machine_learning_workspace_id": "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg/providers/"
        "Microsoft.MachineLearningServices/workspaces/ws",
        "vm_size": "Standard_DS3_v2",
        "node_public_ip_enabled": True,
        "ssh_public_access_enabled": True,
        "scale_settings": [
            {"max_node_count": 4, "min_node_count": 0, "scale_down_nodes_after_idle_duration": "PT120S"}
        ],
    },
}
PLAN = json.dumps({"format_version": "1.2", "planned_values": {"root_module": {"resources": [CLUSTER]}}})


def test_a_plan_is_judged_without_node(project: Path) -> None:
    (project / "plan.json").write_text(PLAN)
    done = process(
        "check", "forecast-dev", "-c", "app/landing-zone.yaml", "--plan", "plan.json", cwd=project, PATH="/nonexistent"
    )
    assert done.returncode == 1, done.stderr
    assert "policy remote_login" in done.stdout
    assert "policy subnet" in done.stdout
    assert (
        "app/landing-zone.yaml:15: forecast-dev azurerm_machine_learning_compute_cluster.ml_cluster-cpu" in done.stdout
    )
    assert "1 stack with 1 Terraform resource: 5 refused, 0 unknown" in done.stdout


@pytest.mark.parametrize("file", ["forecast-dev.json", "forecast-dev.tfplan.json", "forecast-dev/plan.json"])
def test_a_plan_is_called_after_its_file_or_its_folder(project: Path, file: str) -> None:
    (project / file).parent.mkdir(exist_ok=True)
    (project / file).write_text(PLAN)
    done = adlz("check", "-c", "app/landing-zone.yaml", "--plan", file, cwd=project)
    assert ": forecast-dev azurerm_machine_learning_compute_cluster.ml_cluster-cpu" in done.stdout, done.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("chrun-dev", "--plan", "plan.json"), "no stack is called chrun-dev"),
        (("core", "policy", "--plan", "plan.json"), "name one stack for each plan"),
        (("--plan", "stack.json"), "has no planned_values; give the output of terraform show -json"),
        (("--plan", "text.json"), "is no JSON"),
        (("--policies", "text.json"), "is not readable JSON"),
        (("--plan", "nowhere.json"), "does not exist"),
    ],
)
def test_a_plan_or_policy_that_cannot_be_read_is_told(project: Path, arguments: tuple[str, ...], said: str) -> None:
    (project / "plan.json").write_text(PLAN)
    (project / "stack.json").write_text("{}")
    (project / "text.json").write_text("no")
    done = adlz("check", *arguments, "-c", "app/landing-zone.yaml", cwd=project)
    assert done.returncode == 2
    assert said in " ".join(done.stderr.split())


def test_a_check_is_written_for_code_scanning_and_for_pipelines(project: Path) -> None:
    (project / "plan.json").write_text(PLAN)
    plan = ("check", "forecast-dev", "-c", "app/landing-zone.yaml", "--plan", "plan.json", "--format")
    done = adlz(*plan, "sarif", cwd=project)
    assert done.returncode == 1
    (run,) = json.loads(done.stdout)["runs"]
    assert {result["ruleId"] for result in run["results"]} >= {"policy/remote_login", "policy/subnet"}
    done = adlz(*plan, "junit", cwd=project)
    assert done.returncode == 1
    assert '<testsuite name="policy"' in done.stdout
    assert 'failures="2"' in done.stdout


def test_show_policies_says_what_is_assigned(project: Path) -> None:
    done = adlz("show", "policies", "-c", "app/landing-zone.yaml", "--json", cwd=project)
    assert done.returncode == 0, done.stderr
    rows = json.loads(done.stdout)
    assert len(rows) == 13
    assert {row["effect"] for row in rows if row["definition"].startswith("Deny-")} == {"Deny"}
