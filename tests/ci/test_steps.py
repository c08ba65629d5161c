"""The shell steps of the generated pipelines, run with stand-ins: what they do, and that they stop when they should."""

from __future__ import annotations

import hashlib
import json
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from azure_data_landing_zone import config
from azure_data_landing_zone.ci import PipelineOptions, Service, pipeline_files
from support import ROOT, Json

CONTOSO = config.load(ROOT / "apps" / "contoso" / "landing-zone.yaml")
IMAGE = f"python:3.12-bookworm@sha256:{'0' * 64}"
#: Runs a script and gives its exit status, its output and the commands that stand-ins received.
Run = Callable[..., tuple[int, str, list[str]]]


def document(service: Service, number: int = 0) -> Json:
    options = PipelineOptions(config="landing-zone.yaml", image=IMAGE if service is Service.GITLAB else None)
    found: Json = yaml.safe_load(pipeline_files(service, CONTOSO, options)[number].text)
    return found


def steps(service: Service) -> dict[str, str]:
    """The shell steps by their name; of Azure DevOps those of the first job and of the template."""
    if service is Service.GITHUB:
        jobs = document(service)["jobs"]
        entries = [*jobs["check"]["steps"], *jobs["apply-prod"]["steps"]]
        return {entry["name"]: entry["run"] for entry in entries if "run" in entry}
    if service is Service.AZURE_DEVOPS:
        jobs = [document(service)["stages"][0]["jobs"][0], document(service, 1)["jobs"][0]]
        entries = [entry for job in jobs for entry in job["steps"]]
        return {
            entry["displayName"]: entry.get("bash") or entry["script"]
            for entry in entries
            if {"bash", "script"} & set(entry)
        }
    found = document(service)
    return {
        "Install Terraform": found[".adlz-contoso-terraform"]["script"][0],
        "Check": found["contoso-check"]["script"][0],
    }


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Runs a step in an empty folder. Stand-ins write their arguments down, and fail where a case says so."""
    (tmp_path / "bin").mkdir()

    def runs(
        script: str, *, fails: str = "", files: Json | None = None, **variables: str
    ) -> tuple[int, str, list[str]]:
        log = tmp_path / "log"
        log.write_text("")
        for name in ("adlz", "gh", "bash-script"):
            stub = tmp_path / "bin" / name
            stub.write_text(
                f'#!/bin/bash\necho "{name} $*" >> {log}\ncase "{name} $*" in {fails or "never"}) exit 1 ;; esac\n'
            )
            stub.chmod(0o755)
        for name, text in (files or {}).items():
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_text(text)
        done = subprocess.run(
            ["bash", "-eo", "pipefail", "-c", script],
            cwd=tmp_path,
            env={"PATH": f"{tmp_path / 'bin'}:{os.environ['PATH']}", "ADLZ_CONFIG": "lz.yaml", **variables},
            capture_output=True,
            text=True,
            check=False,
        )
        return done.returncode, done.stdout + done.stderr, log.read_text().splitlines()

    return runs


@pytest.mark.parametrize("service", list(Service))
def test_terraform_runs_only_if_its_archive_has_the_sum(service: Service, run: Run, tmp_path: Path) -> None:
    archive = tmp_path / "archive.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        packed.writestr("terraform", "#!/bin/sh\necho ran\n")
    script = steps(service)["Install Terraform"].partition("# The jobs of a matrix")[0].replace("/tmp ", f"{tmp_path} ")
    curl = f'#!/bin/bash\necho "${{@: -1}}" > {tmp_path}/asked\ncp {archive} "$(basename "${{@: -1}}")"\n'
    (tmp_path / "bin" / "curl").write_text(curl)
    (tmp_path / "bin" / "curl").chmod(0o755)
    variables = {"AGENT_TEMPDIRECTORY": str(tmp_path), "GITHUB_PATH": str(tmp_path / "path")}
    status, output, _ = run(script, **variables)
    assert status != 0
    assert "FAILED" in output
    assert not (tmp_path / "terraform-bin").exists()
    assert re.match(r"https://releases\.hashicorp\.com/terraform/[\d.]+/terraform_", (tmp_path / "asked").read_text())
    digest = hashlib.sha256(archive.read_bytes()).hexdigest()
    assert run(re.sub(r"[0-9a-f]{64}", digest, script), **variables)[0] == 0
    assert (
        subprocess.run([tmp_path / "terraform-bin" / "terraform"], capture_output=True, check=True).stdout == b"ran\n"
    )


@pytest.mark.parametrize("service", list(Service))
def test_every_shell_step_passes_a_linter(service: Service, tmp_path: Path) -> None:
    scripts = []
    for name, script in steps(service).items():
        # The service puts these in before the shell reads the script; no user writes them.
        text = re.sub(r"\$\{\{ (parameters\.verb|inputs\.x) \}\}", "plan", script)
        assert "${{" not in text, name
        scripts.append(tmp_path / f"{len(scripts)}.sh")
        scripts[-1].write_text(f"#!/usr/bin/env bash\nset -eo pipefail\n{text}")
    done = subprocess.run(
        [Path(sys.executable).parent / "shellcheck", "--exclude=SC2153,SC2154", *scripts],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout


#: The name of each service's step that proves approvals.
GUARD = "Prove that approvals are set up"


@pytest.mark.parametrize("service", [Service.GITHUB, Service.AZURE_DEVOPS])
def test_without_approvals_the_first_job_ends(service: Service, run: Run) -> None:
    names = list(steps(service))
    assert names.index(GUARD) < names.index("Validate")
    status, _, log = run(steps(service)[GUARD], fails="*guard*")
    assert status == 1
    assert log[0].startswith(f"adlz ci guard {service} -c lz.yaml --branch main")


def test_without_approvals_nothing_follows_on_gitlab(run: Run) -> None:
    status, _, log = run(steps(Service.GITLAB)["Check"], fails="*guard*", CI_PIPELINE_SOURCE="push")
    assert (status, len(log)) == (1, 1)


@pytest.mark.parametrize(("stacks", "named"), [("churn-dev", True), ("churn", False), ("gone-dev", False)])
def test_a_job_of_gitlab_runs_the_stacks_that_change(run: Run, stacks: str, named: bool) -> None:
    script = steps(Service.GITLAB)["Install Terraform"].partition("popd > /dev/null\n")[2]
    script = script.replace("bash .gitlab/adlz-contoso-terraform.sh", "bash-script")
    status, output, log = run(script, files={"changed-stacks": "core\nchurn-dev\n"}, STACKS=stacks, VERB="plan")
    assert status == 0, output
    assert log == ([f"bash-script plan {stacks}"] if named else [])


@pytest.mark.parametrize(("labels", "lossy", "expected"), [("", True, 1), ("x,allow-loss", True, 0), ("", False, 0)])
def test_a_merge_request_that_loses_data_needs_a_label(run: Run, labels: str, lossy: bool, expected: int) -> None:
    files = {"diff.json": json.dumps({"lossy": lossy})}
    variables = {"CI_PIPELINE_SOURCE": "merge_request_event", "CI_MERGE_REQUEST_LABELS": labels, "BASE": "x"}
    status, _, log = run(steps(Service.GITLAB)["Check"], files=files, **variables)
    assert status == expected
    assert not any("guard" in line for line in log), "a merge request has no token for the project's settings"


@pytest.mark.parametrize("given", ["", "abc"])
def test_github_compares_with_the_base_or_the_last_run_that_applied_all(run: Run, given: str, tmp_path: Path) -> None:
    script = steps(Service.GITHUB)["Compare"]
    files = {"diff.json": '{"lossy": false}', "diff.md": ""}
    variables = {"GITHUB_STEP_SUMMARY": str(tmp_path / "s"), "GITHUB_OUTPUT": str(tmp_path / "o"), "BASE": given}
    status, output, log = run(script, files=files, **variables)
    if "jq: command not found" in output:
        pytest.skip("jq is not on this machine")
    assert status == 0, output
    assert any(line.startswith("gh run list") for line in log) is (given == "")
    assert "adlz diff HEAD^ cdktf.out -c lz.yaml --stack * --key contoso" in log[-1]
    assert (tmp_path / "o").read_text() == "lossy=false\n"


def test_text_of_a_person_reaches_a_shell_as_data(run: Run, tmp_path: Path) -> None:
    script = steps(Service.GITHUB)["Choose the stacks"]
    hostile = '$(touch evil); `touch evil`; "; touch evil; *'
    status, _, log = run(script, PATTERN=hostile, GITHUB_OUTPUT=str(tmp_path / "out"))
    assert status == 0
    assert hostile in log[0]
    assert not (tmp_path / "evil").exists()
