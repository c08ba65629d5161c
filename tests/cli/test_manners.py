"""What all commands have in common: help, verdicts, messages about files, and counts that agree."""

from __future__ import annotations

import io
import json
import os
import re
from collections import Counter
from pathlib import Path

import pytest
import yaml
from rich.console import Console
from typer.testing import CliRunner, Result

from azure_data_landing_zone import config
from azure_data_landing_zone.cli.app import app
from azure_data_landing_zone.cli.output import print_synthesis
from azure_data_landing_zone.cli.parts import State
from azure_data_landing_zone.cli.sign_in import sign_in
from azure_data_landing_zone.engine import node
from azure_data_landing_zone.synthesis import Synthesis
from support import ROOT

MINIMAL = ROOT / "apps" / "minimal" / "landing-zone.yaml"


def adlz(*arguments: object) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def last(done: Result) -> str:
    return done.output.rstrip().splitlines()[-1]


@pytest.fixture
def zone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    assert adlz("init", "--yes").exit_code == 0
    return tmp_path


@pytest.mark.parametrize(
    "command", [[], ["check"], ["show"], ["show", "deployer"], ["ci", "github"], ["new", "product"]]
)
def test_h_is_help(command: list[str]) -> None:
    assert adlz(*command, "-h").output == adlz(*command, "--help").output
    assert "-h, --help" in adlz(*command, "-h").output


def test_validate_ends_with_a_verdict_and_warns_of_placeholders(zone: Path) -> None:
    done = adlz("validate")
    assert last(done) == "Passed: landing-zone.yaml is valid: 5 stacks, 1 product in 2 environments, 2 warnings"
    assert "landing-zone.yaml:9: warning: tenant_id: is a placeholder" in done.output
    assert len(json.loads(adlz("validate", "--json").stdout)["warnings"]) == 2
    text = Path("landing-zone.yaml").read_text()
    real = re.sub("(?m)^(tenant_id|subscription_id): .*$", r"\1: 0b1f6471-1bf0-4dda-aec3-cb9272f09590", text)
    Path("landing-zone.yaml").write_text(real)
    assert last(adlz("validate")).endswith(", 0 warnings")
    Path("landing-zone.yaml").write_text(real.replace("data_lake:", "datalake:").replace("location:", "place:"))
    assert re.fullmatch(r"Failed: \d mistakes in 1 file", last(adlz("validate")))


def test_check_and_diff_end_with_a_verdict(zone: Path) -> None:
    made = adlz("synth")
    stacks = re.search(
        r"5 stacks with (\d+) Terraform resources \((\d+) Azure resources, (\d+) role assignments\)", made.output
    )
    assert stacks is not None, made.output
    total, azure, roles = map(int, stacks.groups())
    assert total == azure + roles
    assert last(adlz("check")).startswith(f"Passed: 5 stacks with {total} Terraform resources: 0 refused, 0 unknown, ")
    assert last(adlz("diff", "cdktf.out", "cdktf.out")) == "Passed: No changes (--fail-on destructive)"
    Path("landing-zone.yaml").write_text(Path("landing-zone.yaml").read_text().replace("[sales]", "[orders]"))
    Path("products/forecast.yaml").write_text(Path("products/forecast.yaml").read_text().replace("/sales", "/orders"))
    changed = adlz("diff", "cdktf.out")
    assert changed.exit_code == 1
    assert re.match(r"Failed: .*destroyed.*\(--fail-on destructive\)$", last(changed))
    assert last(adlz("diff", "cdktf.out", "--fail-on", "nothing")).startswith("Passed: ")
    assert adlz("report").exit_code == 0
    assert f"<b>{azure}</b><span>Azure resources</span>" in Path("site/index.html").read_text()
    assert f"<b>{roles}</b><span>role assignments</span>" in Path("site/index.html").read_text()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["import", "-o", "out", "-l", "nowhere.json"], "nowhere.json does not exist"),
        (["diff", "out", "--plan", "core=nowhere.json"], "nowhere.json does not exist"),
        (["ci", "matrix", "github", "-c", str(MINIMAL), "--changed", "nowhere.json"], "nowhere.json does not exist"),
        (["ci", "matrix", "github", "-c", str(MINIMAL), "--changed", "out"], "out is a folder, and a file is needed"),
        (["synth", "-c", str(MINIMAL), "-o", "file/out"], "out cannot be written to: not a directory"),
    ],
)
def test_missing_files_are_named_in_words(
    arguments: list[str], message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "out" / "stacks" / "core").mkdir(parents=True)
    (tmp_path / "out" / "stacks" / "core" / "cdk.tf.json").write_text("{}")
    (tmp_path / "file").write_text("")
    done = adlz(*arguments)
    assert done.exit_code in (1, 2)
    assert "Errno" not in done.output
    assert message in " ".join(done.output.split())


def test_the_next_step_is_not_the_one_just_done(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    done = adlz("init", "--yes", "--product", "churn")
    assert "adlz new product churn" not in done.output
    assert "adlz new product NAME" in done.output


def test_roles_name_the_persona_of_a_group() -> None:
    rows = json.loads(adlz("show", "roles", "--json", "-c", ROOT / "apps" / "contoso" / "landing-zone.yaml").stdout)
    assert {row["persona"] for row in rows if row["group"].startswith("22222222")} == {"Data scientist"}
    assert all(row["persona"] for row in rows)


# Signing in to Azure.

TENANT, SUBSCRIPTION = "0b1f6471-1bf0-4dda-aec3-cb9272f09590", "1b1f6471-1bf0-4dda-aec3-cb9272f09590"
ACCOUNT = {"id": SUBSCRIPTION, "name": "Data", "tenantId": TENANT, "user": {"name": "me@example.com"}}


@pytest.fixture
def nobody(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A folder on PATH for a stub of `az`, and no variable that signs in."""
    for variable in [key for key in os.environ if key.startswith(("ARM_", "ACTIONS_ID_", "SYSTEM_OIDC"))]:
        monkeypatch.delenv(variable)
    monkeypatch.setenv("PATH", str(tmp_path))
    return tmp_path


def azure_cli(folder: Path, answer: str) -> None:
    (folder / "az").write_text(f"#!/bin/sh\n{answer}\n")
    (folder / "az").chmod(0o755)


@pytest.mark.parametrize(
    ("variables", "state", "text"),
    [
        ({}, State.ABSENT, "run `az login`"),
        ({"ARM_CLIENT_SECRET": "hush", "ARM_CLIENT_ID": "id", "ARM_TENANT_ID": TENANT}, State.OK, "with a secret, client id id"),
        ({"ARM_CLIENT_SECRET": "hush", "ARM_CLIENT_ID": "id"}, State.ABSENT, "set ARM_TENANT_ID"),
        ({"ARM_USE_OIDC": "true", "ARM_CLIENT_ID": "id", "ARM_TENANT_ID": TENANT}, State.ABSENT, "set ARM_OIDC_TOKEN or"),
        ({"ARM_USE_OIDC": "true", "ARM_CLIENT_ID": "id", "ARM_TENANT_ID": TENANT, "ACTIONS_ID_TOKEN_REQUEST_URL": "x"}, State.OK, "with an OIDC token"),
        ({"ARM_USE_MSI": "true"}, State.OK, "a managed identity"),
    ],
)  # fmt: skip
def test_doctor_sees_a_service_principal(
    variables: dict[str, str], state: State, text: str, nobody: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for key, value in variables.items():
        monkeypatch.setenv(key, value)
    part = sign_in()
    assert part.state is state
    assert text in f"{part.where} {part.remedy}"
    assert "hush" not in f"{part}"


def test_doctor_sees_the_account_of_the_azure_cli(nobody: Path) -> None:
    azure_cli(nobody, f"echo '{json.dumps(ACCOUNT)}'")
    assert sign_in(TENANT, SUBSCRIPTION).where == "me@example.com, subscription Data"
    assert "the landing zone names" in sign_in(TENANT, TENANT).where
    other = sign_in(SUBSCRIPTION, SUBSCRIPTION)
    assert other.state is State.ABSENT
    assert f"az login --tenant {SUBSCRIPTION}" in other.remedy
    azure_cli(nobody, "echo 'Please run az login' >&2; exit 1")
    assert sign_in().remedy == "needed to plan and apply; run `az login`"


# The machine, as the landing zone's file asks for it.


def doctor(*arguments: object) -> dict[str, dict[str, str]]:
    return {part["name"]: part for part in json.loads(adlz("doctor", "--json", *arguments).stdout)["parts"]}


def test_doctor_looks_at_the_engine_that_the_file_asks_for(zone: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ADLZ_ENGINE", raising=False)
    file = Path("landing-zone.yaml")
    file.write_text(file.read_text() + "engine: cdktn\n")
    parts = doctor()
    assert parts["engine cdktn"]["state"] == "ok"
    assert "npm install cdktn-cli@" in parts["cdktn command"]["remedy"]
    monkeypatch.setenv("ADLZ_ENGINE", "cdktf")
    assert "`engine: cdktn` in the landing zone's file has no effect" in doctor()["engine cdktf"]["remedy"]


def test_doctor_says_that_a_node_is_out_of_support(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "node").write_text("#!/bin/sh\necho v20.19.0\n")
    (tmp_path / "node").chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("JSII_NODE", raising=False)
    monkeypatch.setattr(node, "wheel_folder", lambda: None)
    part = doctor()["Node"]
    assert part["state"] == "old"
    assert "no security fixes since 2026-04-30: install Node" in part["remedy"]


def test_commands_to_copy_are_quoted(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    text = io.StringIO()
    made = Synthesis(tmp_path / "my folder", {"bootstrap": Counter()}, 1.0)
    print_synthesis(Console(file=text, width=200), made, config.load(MINIMAL))
    assert "terraform -chdir='my folder/stacks/bootstrap' init" in text.getvalue()
    assert "terraform -chdir='my folder/stacks/bootstrap' apply" in text.getvalue()


def test_doctor_asks_for_the_terraform_that_the_stacks_need(
    zone: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "terraform").write_text('#!/bin/sh\necho \'{"terraform_version": "1.9.8"}\'\n')
    (tmp_path / "terraform").chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    monkeypatch.setattr("shutil.which", lambda name: str(tmp_path / name) if name == "terraform" else None)
    assert doctor()["Terraform"]["version"] == "1.9.8"
    file = Path("landing-zone.yaml")
    data = yaml.safe_load(file.read_text())
    data["products"] = [
        {
            "name": "churn",
            "environments": list(data["environments"]),
            "connections": {"packages": {"python_feed": "https://pkgs.example.com/simple/"}},
        }
    ]
    file.write_text(yaml.safe_dump(data))
    part = doctor()["Terraform or OpenTofu"]
    assert part["where"].endswith("has version 1.9.8")
    assert part["remedy"].startswith("1.11 or newer is needed to plan and apply churn-")


def test_show_retirements_lists_what_is_in_use_and_takes_the_day_as_an_input(
    zone: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = Path("landing-zone.yaml")
    data = yaml.safe_load(file.read_text())
    data["products"] = [
        {
            "name": "churn",
            "environments": list(data["environments"])[:1],
            "compute": {"clusters": [{"name": "hpc", "vm_size": "Standard_HC44rs", "max_nodes": 1}]},
        }
    ]
    file.write_text(yaml.safe_dump(data))
    states = {}
    for day in ("2026-11-26", "2027-05-31"):
        monkeypatch.setenv("ADLZ_TODAY", day)
        (row,) = json.loads(adlz("show", "retirements", "--json").stdout)
        states[day] = (row["value"], row["state"], row["use_ends"], row["replacement"])
    assert states == {
        "2026-11-26": ("Standard_HC44rs", "soon", "2027-05-31", "Standard_HB120rs_v3"),
        "2027-05-31": ("Standard_HC44rs", "ended", "2027-05-31", "Standard_HB120rs_v3"),
    }
    assert len(json.loads(adlz("show", "retirements", "--all", "--json").stdout)) > 40
    monkeypatch.setenv("ADLZ_TODAY", "soon")
    refused = adlz("show", "retirements")
    assert refused.exit_code == 2
    assert "ADLZ_TODAY is 'soon': give a date such as 2026-11-26" in refused.stderr
