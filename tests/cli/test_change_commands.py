"""`adlz diff`, `adlz import` and `adlz ci` as a person uses them."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import Result
from typer.testing import CliRunner

from azure_data_landing_zone import config
from azure_data_landing_zone.cli import comparison
from azure_data_landing_zone.cli.app import app
from azure_data_landing_zone.synthesis import synthesize
from support import ROOT, Json


def adlz(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def git(folder: Path, *arguments: str) -> str:
    settings = ["-c", "user.name=somebody", "-c", "user.email=somebody@example.com"]
    done = subprocess.run(["git", *settings, *arguments], cwd=folder, capture_output=True, text=True, check=True)
    return done.stdout


def output(folder: Path, **stacks: Json) -> Path:
    for name, document in stacks.items():
        (folder / "stacks" / name).mkdir(parents=True)
        (folder / "stacks" / name / "cdk.tf.json").write_text(json.dumps(document))
    return folder


def vault(name: str = "kv", **arguments: Any) -> Json:
    return {
        "provider": {"azurerm": [{"subscription_id": "00000000-0000-0000-0000-000000000000"}]},
        "resource": {
            "azurerm_key_vault": {
                "v": {"name": name, "resource_group_name": "rg", "location": "westeurope", **arguments}
            }
        },
    }


@pytest.mark.parametrize(
    ("after", "statuses"),
    [
        # What fails on: nothing, loss, destructive (the default), any.
        (vault(), (0, 0, 0, 0)),
        (vault(tags={"a": "b"}), (0, 0, 0, 1)),
        (vault("other"), (0, 1, 1, 1)),
    ],
)
def test_the_exit_status_says_how_bad_it_is(tmp_path: Path, after: Json, statuses: tuple[int, ...]) -> None:
    folders = output(tmp_path / "a", s=vault()), output(tmp_path / "b", s=after)
    found = [adlz("diff", *folders, "--fail-on", kind) for kind in ("nothing", "loss", "destructive", "any")]
    assert tuple(result.exit_code for result in found) == statuses
    assert adlz("diff", *folders).exit_code == statuses[2]


def test_a_replaced_role_is_destructive_and_no_loss(tmp_path: Path) -> None:
    stacks = [{"resource": {"azurerm_role_assignment": {"r": {"scope": scope}}}} for scope in ("/a", "/b")]
    folders = output(tmp_path / "a", s=stacks[0]), output(tmp_path / "b", s=stacks[1])
    assert adlz("diff", *folders).exit_code == 1
    assert adlz("diff", *folders, "--fail-on", "loss").exit_code == 0


def test_all_forms_at_once(tmp_path: Path) -> None:
    folders = output(tmp_path / "a", s=vault()), output(tmp_path / "b", s=vault("other"))
    done = adlz("diff", *folders, "--markdown", tmp_path / "x.md", "--json", tmp_path / "x.json", "--key", "acme")
    assert "LOST: kv (s): is destroyed and created again; lost is its secrets" in done.stdout
    # The vault that does not exist yet has nothing to lose, and stands in no line before the details.
    assert "other" not in done.stdout
    full = adlz("diff", *folders, "--full").stdout
    assert "-/+ azurerm_key_vault.v 'kv' replaced by 'other'" in full
    assert 'name: "kv" -> "other"  # replaces the resource' in full
    assert (tmp_path / "x.md").read_text().startswith("<!-- adlz diff acme -->")
    data = json.loads((tmp_path / "x.json").read_text())
    assert (data["lossy"], data["counts"]) == (True, {"replaced": 1})
    assert json.loads(adlz("diff", *folders, "--format", "json").stdout) == data


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository whose landing zone lies in a folder, with an uncommitted change."""
    folder = tmp_path_factory.mktemp("repository")
    shutil.copytree(ROOT / "apps" / "minimal", folder / "zone")
    git(folder, "init", "-q", "-b", "main")
    (folder / "README").write_text("empty")
    git(folder, "add", "README")
    git(folder, "commit", "-qm", "before the landing zone")
    git(folder, "tag", "empty")
    git(folder, "add", ".")
    git(folder, "commit", "-qm", "a landing zone")
    file = folder / "zone" / "landing-zone.yaml"
    file.write_text(file.read_text().replace("Sales forecast", "Forecast of sales"))
    return folder


def test_a_revision_against_the_work_tree(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(repository)
    before = git(repository, "status", "--porcelain"), sorted(path.name for path in repository.rglob("*.yaml"))
    done = adlz("diff", "main", "-c", "zone/landing-zone.yaml", "--format", "json")
    assert done.exit_code == 0, done.output
    data = json.loads(done.stdout)
    assert (data["before"], data["after"]) == ("main", "zone/landing-zone.yaml")
    (stack,) = data["stacks"]
    (change,) = stack["resources"]
    assert change["kind"] == "changed"
    assert change["arguments"] == [
        {"argument": "description", "before": "Sales forecast", "after": "Forecast of sales", "forces": False}
    ]
    # The work tree, the index and the branches are as they were.
    assert (
        git(repository, "status", "--porcelain"),
        sorted(path.name for path in repository.rglob("*.yaml")),
    ) == before
    assert git(repository, "worktree", "list").count("\n") == 1


def test_the_same_inputs_need_no_stacks(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is synthesized for two configurations that give every stack the same inputs; a comment is no input."""
    monkeypatch.chdir(repository)
    made: list[str] = []
    monkeypatch.setattr(comparison, "current_stacks", lambda *_, of, **__: made.append(of) or {"s": {}})
    other = repository / "zone" / "other.yaml"
    other.write_text("# another comment\n" + (repository / "zone" / "landing-zone.yaml").read_text())
    try:
        same = adlz("diff", "zone/other.yaml", "zone/landing-zone.yaml", "--fail-on", "any")
        assert (same.exit_code, made) == (0, [])
        assert (
            "adlz: the inputs of 4 stacks are the same, so none is synthesized; --fresh synthesizes all" in same.stderr
        )
        assert "No changes" in same.stdout
        one = adlz("diff", "main", "main", "--stack", "core", "-c", "zone/landing-zone.yaml")
        assert (one.exit_code, made) == (0, [])
        assert "adlz: the inputs of 1 stack are the same" in one.stderr
        assert adlz("diff", "main", "main", "--stack", "cork", "-c", "zone/landing-zone.yaml").exit_code == 2
        adlz("diff", "zone/other.yaml", "zone/landing-zone.yaml", "--fresh")
        assert made == ["zone/other.yaml", "zone/landing-zone.yaml"]
        made.clear()
        other.write_text(other.read_text().replace("Forecast of sales", "Sales"))
        adlz("diff", "zone/other.yaml", "zone/landing-zone.yaml")
        assert made == ["zone/other.yaml", "zone/landing-zone.yaml"]
    finally:
        other.unlink()


def test_a_landing_zone_that_is_new_in_this_change(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(repository)
    done = adlz("diff", "empty", "-c", "zone/landing-zone.yaml", "--format", "json", "-s", "bootstrap")
    assert done.exit_code == 0, done.output
    assert {stack["kind"] for stack in json.loads(done.stdout)["stacks"]} == {"added"}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nowhere"], "nowhere is neither a folder of stacks nor a revision"),
        (["main:other.yaml"], "main has no file other.yaml"),
        (["--upload-pack=x"], "No such option"),
        ([".", "."], "holds no synthesized stack"),
        (["main", "-s", "nobody"], "no stack is called 'nobody'"),
        (["--plan", "nowhere.json"], "nowhere.json does not exist"),
        (["main", "-c", "nowhere/landing-zone.yaml"], "nowhere does not exist"),
    ],
)
def test_what_cannot_be_compared_is_said(
    repository: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], said: str
) -> None:
    monkeypatch.chdir(repository)
    done = adlz("diff", *arguments, *(["-c", "zone/landing-zone.yaml"] if "-c" not in arguments else []))
    assert done.exit_code == 2
    assert said in " ".join(done.output.split())


def test_a_stack_that_was_taken_down_is_no_alarm(tmp_path: Path, zone: Json, monkeypatch: pytest.MonkeyPatch) -> None:
    zone["removed"] = {"old-dev": {}}
    file = tmp_path / "landing-zone.yaml"
    file.write_text(json.dumps(zone))
    monkeypatch.chdir(tmp_path)
    folders = output(tmp_path / "a", s=vault(), **{"old-dev": vault()}), output(tmp_path / "b", s=vault())
    done = adlz("diff", *folders)
    assert done.exit_code == 0
    assert "old-dev (removed): taken down before" in done.stdout
    del zone["removed"]
    file.write_text(json.dumps(zone))
    assert "LEFT-BEHIND: old-dev (1 resource, 1 with data)" in adlz("diff", *folders).stdout


VAULT = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/kv"


def test_import_blocks_are_written_and_told(tmp_path: Path) -> None:
    folder = output(tmp_path / "out", s=vault(), t={})
    listing = tmp_path / "resources.json"
    listing.write_text(json.dumps([{"id": VAULT, "location": "westeurope"}, {"id": VAULT.replace("/kv", "/other")}]))
    imports = folder / "stacks" / "s" / "imports.tf.json"
    dry = adlz("import", "-o", folder, "-l", listing, "--dry-run")
    assert dry.exit_code == 0
    assert not imports.exists()
    done = adlz("import", "-o", folder, "-l", listing)
    assert done.exit_code == 0
    assert json.loads(imports.read_text()) == {"import": [{"to": "azurerm_key_vault.v", "id": VAULT}]}
    assert "In the landing zone's resource groups, and in no stack (1):" in done.stdout
    assert VAULT.replace("/kv", "/other") in done.stdout
    assert not (folder / "stacks" / "t" / "imports.tf.json").exists()
    # What is imported is told as such.
    assert "imported" in adlz("diff", output(tmp_path / "before", s={}, t={}), folder).stdout
    # Where nothing is left to import, the file goes.
    listing.write_text("[]")
    assert adlz("import", "-o", folder, "-l", listing).exit_code == 0
    assert not imports.exists()


def test_a_synth_leaves_import_blocks_where_they_are(tmp_path: Path, zone: Json) -> None:
    folder = tmp_path / "cdktf.out"
    synthesize(config.parse(zone), folder, pattern="bootstrap")
    (imports := folder / "stacks" / "bootstrap" / "imports.tf.json").write_text('{"import": []}')
    synthesize(config.parse(zone), folder, pattern="bootstrap")
    assert imports.exists()


def test_what_would_be_replaced_is_not_imported(tmp_path: Path) -> None:
    folder = output(tmp_path / "out", s=vault())
    listing = tmp_path / "resources.json"
    listing.write_text(json.dumps([{"id": VAULT, "location": "northeurope"}]))
    done = adlz("import", "-o", folder, "-l", listing, "--format", "json")
    assert done.exit_code == 1
    (left,) = json.loads(done.stdout)["left"]
    assert left["outcome"] == "mismatch"


@pytest.mark.parametrize(
    "arguments", [[], ["--computed", "-l", "x.json"], ["-l", "nowhere.json"], ["nobody", "--computed"]]
)
def test_what_cannot_be_imported_is_said(tmp_path: Path, arguments: list[str]) -> None:
    done = adlz("import", "-o", output(tmp_path / "out", s=vault()), *arguments)
    assert done.exit_code == 2
    assert done.output.startswith("adlz: ")


def test_pipelines_install_from_a_lock_and_from_the_place_that_the_team_names(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(ROOT / "apps" / "contoso", tmp_path / "zone")
    git(tmp_path, "init", "-q")
    monkeypatch.chdir(tmp_path / "zone")
    first = adlz("ci", "github")
    assert "stop at the step Install until requirements-library.txt names the place" in first.output
    lock, library = Path("requirements.txt"), Path("requirements-library.txt")
    workflow = yaml.safe_load((tmp_path / ".github" / "workflows" / "adlz-contoso.yml").read_text())
    (step,) = [step for step in workflow["jobs"]["check"]["steps"] if step.get("name") == "Install"]
    assert step["working-directory"] == "zone"
    assert f"--require-hashes -r {lock}" in step["run"]
    assert f"--no-deps --no-build-isolation -r {library} --quiet" in step["run"]
    assert "--hash=sha256:" in lock.read_text()

    place = "git+https://git.example.com/adlz.git@" + "0123456789" * 4
    named = adlz("ci", "azure-devops", "--library", place)
    assert named.exit_code == 0, named.output
    assert "stop at the step" not in named.output
    assert place in library.read_text()

    library.write_text("--index-url https://pypi.example.com/simple\nazure-data-landing-zone==9.9.9\n")
    lock.write_text("mine==1 --hash=sha256:00\n")
    kept = [library.read_text(), lock.read_text()]
    assert adlz("ci", "github").exit_code == 0
    assert [library.read_text(), lock.read_text()] == kept
    assert adlz("ci", "github", "--library", place).exit_code == 1, "the file was edited"
    lock.write_text("mine==1\n")
    refused = adlz("ci", "github")
    assert refused.exit_code == 2
    assert "requirements.txt holds no hashes" in refused.output
    unknown = adlz("ci", "github", "--library", "azure-data-landing-zone")
    assert unknown.exit_code == 2


def test_pipelines_are_written_into_the_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(ROOT / "apps" / "contoso", tmp_path / "zone")
    git(tmp_path, "init", "-q")
    monkeypatch.chdir(tmp_path / "zone")
    done = adlz("ci", "github")
    assert done.exit_code == 0, done.output
    workflow = tmp_path / ".github" / "workflows" / "adlz-contoso.yml"
    assert "ADLZ_CONFIG: zone/landing-zone.yaml" in workflow.read_text()
    workflow.write_text("mine")
    refused = adlz("ci", "github")
    assert refused.exit_code == 1
    assert "was changed by hand" in refused.output
    assert workflow.read_text() == "mine"
    assert adlz("ci", "github", "--force").exit_code == 0
    matrix = adlz("ci", "matrix", "github", "--stack", "churn-*")
    assert matrix.exit_code == 0
    assert 'environment_dev=[{"name": "churn-dev", "stacks": "churn-dev"}]' in matrix.output
    assert adlz("ci", "matrix", "elsewhere").exit_code == 2
