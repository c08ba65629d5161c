"""`adlz ci check`: what differs from the generated files, and which security controls an edit removes."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from azure_data_landing_zone.ci import CONTROLS
from azure_data_landing_zone.cli.app import app
from support import ROOT

IMAGE = f"python:3.12-bookworm@sha256:{'0' * 64}"
GITHUB, SCRIPT = ".github/workflows/adlz-contoso.yml", ".github/adlz/terraform-contoso.sh"
DEVOPS, GITLAB = ".azuredevops/adlz-contoso.yml", ".gitlab/adlz-contoso.yml"


@pytest.fixture(scope="module")
def generated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("repository")
    shutil.copytree(ROOT / "apps" / "contoso", folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns("cdktf.out"))
    for service, options in (("github", []), ("azure-devops", []), ("gitlab", ["--image", IMAGE])):
        done = CliRunner().invoke(
            app, ["ci", service, "-c", str(folder / "landing-zone.yaml"), "-d", str(folder), *options]
        )
        assert done.exit_code == 0, done.output
        assert "run `adlz synth` and `adlz lock`" in " ".join(done.output.split())
    return folder


@pytest.fixture
def repository(generated: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(generated, tmp_path / "repository"))


def check(folder: Path, *arguments: str) -> tuple[int, str]:
    done = CliRunner().invoke(
        app, ["ci", "check", "-c", str(folder / "landing-zone.yaml"), "-d", str(folder), *arguments]
    )
    return done.exit_code, done.output


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text()
    changed = re.sub(old, new, text)
    assert changed != text
    file.write_text(changed)


def test_generated_files_are_equal(repository: Path) -> None:
    status, output = check(repository)
    assert status == 0, output
    assert output.count("equal to what adlz generates") == 7


def test_a_harmless_edit_is_shown_and_accepted(repository: Path) -> None:
    edit(repository / GITHUB, "timeout-minutes: 30", "timeout-minutes: 45")
    status, output = check(repository)
    assert status == 0
    assert f"{GITHUB}: was edited" in output
    assert "+    timeout-minutes: 45" in output


def test_a_pipeline_of_a_former_configuration_is_outdated(repository: Path) -> None:
    edit(repository / "landing-zone.yaml", "subscription_id: 0{8}", "subscription_id: 99999999")
    status, output = check(repository, "--only", "contoso")
    assert status == 1
    assert "is outdated" in output
    assert "adlz ci github" in output


#: Edits, each with a part of what is said of it.
WEAKENED = {
    "a moved tag": (GITHUB, r"actions/checkout@\w+", "actions/checkout@v5", "actions/checkout@v5 is not named by its commit"),
    "no sum": (GITHUB, r".*sha256sum.*\n", "", "the archive of Terraform is not compared"),
    "an image by its tag": (GITLAB, r'(  image: "[^@]*)@sha256:0+', r"\1", "is not named by its digest"),
    "a package without hash": (GITHUB, "--require-hashes -r requirements.txt", "requests", "installs packages without hashes"),
    "providers may change": (SCRIPT, " -lockfile=readonly", "", "may change the provider lock"),
    "no environment": (GITHUB, r"    environment: prod\n", "", "apply-prod applies without an environment"),
    "no environment in GitLab": (GITLAB, r"  environment: prod\n", "", "contoso-apply-prod applies without an environment"),
    "an environment that plans": (GITHUB, r"(  plan-prod:\n)", r"\1    environment: prod\n", "it gets the identity that applies"),
    "no approval in Azure DevOps": (DEVOPS, r"- deployment: approve", "- job: approve", "apply_prod applies without"),
    "no guard": (GITHUB, "adlz ci guard", "true", "no job proves that approvals are set up"),
    "other changes": (SCRIPT, "--expect", "--ignore", "may differ from the one that was shown"),
    "an old run": (SCRIPT, "--fail-on any", "--fail-on nothing", "the branch has changed meanwhile"),
    "loss": (SCRIPT, "ADLZ_FAIL_ON:-loss", "ADLZ_FAIL_ON:-nothing", "applies a plan that loses data"),
    "all permissions": (GITHUB, r"permissions:\n  contents: read", "permissions: write-all", "are not `contents: read`"),
    "a permission more": (GITHUB, "actions: read", "actions: write", "check has actions: write"),
    "a token for check": (GITHUB, "security-events: write", "id-token: write", "check has id-token: write"),
    "strangers": (GITHUB, "  pull_request:", "  pull_request_target:", "runs code of a pull request"),
    "forks": (GITHUB, r"needs.check.outputs.plan != '\[\]' &&\n.*", "true", "gives an identity to pull requests from forks"),
    "a title": (GITHUB, "adlz validate -c", "echo ${{ github.event.pull_request.title }}; adlz validate -c", "puts text of a pull request into a job"),
    "credentials": (GITHUB, "persist-credentials: false", "persist-credentials: true", "leaves the token of the repository"),
    "a plan leaves": (GITHUB, r"path: outlines\n          if-no", r"path: cdktf.out/stacks/core/plan.bin\n          if-no", "leaves the runner"),
    "no look at the endpoints": (SCRIPT, "adlz probe core", "true", "without looking whether this runner reaches the endpoints"),
    "no look at the state": (SCRIPT, r'  reach "\$stack".*\n', "", "without looking whether this runner reaches"),
}  # fmt: skip


@pytest.mark.parametrize("edited", WEAKENED)
def test_an_edit_that_removes_a_control_fails(repository: Path, edited: str) -> None:
    file, old, new, said = WEAKENED[edited]
    edit(repository / file, old, new)
    status, output = check(repository)
    assert status == 1
    assert said in output
    assert "Threat: " in output


def test_every_control_is_broken_by_one_of_these_edits(repository: Path) -> None:
    threats = set()
    for file, old, new, _ in WEAKENED.values():
        before = (repository / file).read_text()
        edit(repository / file, old, new)
        threats |= set(re.findall(r"Threat: (.*)", check(repository)[1]))
        (repository / file).write_text(before)
    assert threats == {control.threat for control in CONTROLS}


def test_the_documentation_has_the_same_rows() -> None:
    text = (ROOT / "docs" / "pipelines.md").read_text()
    rows = re.findall(
        r"^\| (.*) \| (.*) \| (.*) \|$", text.partition("## Security review")[2].partition("\n## ")[0], re.MULTILINE
    )
    assert rows[1:] == [(control.threat, control.control, control.place) for control in CONTROLS]


def test_what_is_missing_is_named(repository: Path) -> None:
    (repository / SCRIPT).unlink()
    status, output = check(repository)
    assert status == 2
    assert f"{SCRIPT} is missing" in "".join(output.split("\n"))
    shutil.rmtree(repository / ".github")
    status, output = check(repository, "--only", "churn")
    assert status == 2
    assert "has no generated pipeline churn" in " ".join(output.split())
