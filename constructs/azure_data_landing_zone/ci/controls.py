"""The security controls of generated pipelines: threat, control, place, and a test of a repository's files.

`adlz ci check` runs the tests over files that a team edited. The documentation shows the same rows.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import yaml

from ..synthesized.stacks import mapping
from .files import Service

#: Text that anybody may write: titles, names of branches, labels, comments.
_UNTRUSTED = re.compile(
    r"\$\{\{[^}]*github\.(head_ref|event\.(pull_request|issue|comment|review|head_commit|commits|pages)\b(?!\.(base\.sha|number)\b)"
    r"(?!\.head\.repo\.full_name|\.labels))[^}]*\}\}"
)
_COMMIT = re.compile(r"(\./\S+|[\w.-]+(/[\w.-]+)+@[0-9a-f]{40}|docker://\S+@sha256:[0-9a-f]{64})")


@dataclass(frozen=True)
class PipelineText:
    """The files of one pipeline as they are in a repository.

    Attributes:
        service: where it runs.
        pipeline: the main file.
        jobs: the file with the jobs of Terraform; for GitHub and GitLab the main file.
        script: the script that runs Terraform.
    """

    service: Service
    pipeline: str
    jobs: str
    script: str


@dataclass(frozen=True)
class Control:
    """A security control.

    Attributes:
        threat: what could happen.
        control: what prevents it.
        place: where it is enforced.
        lacks: what the files of a pipeline lack, a sentence for each place.
    """

    threat: str
    control: str
    place: str
    lacks: Callable[[PipelineText], Iterator[str]]


def _pinned(text: PipelineText) -> Iterator[str]:
    for line in re.findall(r"^\s*(?:- )?uses: *(\S+)", text.pipeline, re.MULTILINE):
        if not _COMMIT.fullmatch(line):
            yield f"{line} is not named by its commit"
    if text.service is Service.GITLAB:
        for image in re.findall(r"^\s*image: *\"?([^\"\s]+)", text.pipeline, re.MULTILINE):
            if "@sha256:" not in image:
                yield f"the image {image} is not named by its digest"
    if "sha256sum --check" not in text.jobs:
        yield "the archive of Terraform is not compared with its sum"


def _packages(text: PipelineText) -> Iterator[str]:
    for name in dict.fromkeys((text.pipeline, text.jobs)):
        for line in re.findall(r"pip3? install .*", name):
            if "--require-hashes" not in line and "requirements-library.txt" not in line:
                yield f"`{line.strip()}` installs packages without hashes"


def _providers(text: PipelineText) -> Iterator[str]:
    for line in re.findall(r"^\s*terraform .*\binit\b.*", text.script, re.MULTILINE):
        if "-lockfile=readonly" not in line:
            yield f"`{line.strip()}` may change the provider lock"


def _approval(text: PipelineText) -> Iterator[str]:
    for name, job in _jobs(text):
        applies = re.search(r"(^|[-_])apply([-_]|$)", name) is not None
        gate = "environment" in job or any("deployment" in entry for entry in _entries(job.get("jobs")))
        if applies and not gate:
            yield f"{name} applies without an environment"
        if not applies and gate and text.service is not Service.AZURE_DEVOPS:
            yield f"{name} has an environment and does not apply: it gets the identity that applies"


def _guard(text: PipelineText) -> Iterator[str]:
    if f"adlz ci guard {text.service}" not in text.pipeline:
        yield "no job proves that approvals are set up"


def _same_changes(text: PipelineText) -> Iterator[str]:
    if "adlz ci outline" not in text.script or "--expect" not in text.script:
        yield "the script applies a plan that may differ from the one that was shown"


def _current(text: PipelineText) -> Iterator[str]:
    if not re.search(r"adlz diff cdktf\.out -c .* --fail-on any", text.script):
        yield "the script applies a stack that the branch has changed meanwhile"


def _loss(text: PipelineText) -> Iterator[str]:
    if "ADLZ_FAIL_ON:-loss" not in text.script:
        yield "the script applies a plan that loses data"


def _permissions(text: PipelineText) -> Iterator[str]:
    if text.service is not Service.GITHUB:
        return
    document = _parsed(text.pipeline)
    if document.get("permissions") != {"contents": "read"}:
        yield "the permissions of the workflow are not `contents: read`"
    for name, job in _jobs(text):
        permissions = job.get("permissions")
        given = permissions if isinstance(permissions, Mapping) else {"all": str(permissions)} if permissions else {}
        for scope, level in given.items():
            if (
                level in ("write", "write-all")
                and (name, scope) not in _WRITES
                and not (scope == "id-token" and re.match(r"(plan|apply|drift)(-|$)", name))
            ):
                yield f"{name} has {scope}: {level}"


#: What the job `check` writes: its comment and the results of code scanning.
_WRITES = frozenset({("check", "pull-requests"), ("check", "security-events")})


def _strangers(text: PipelineText) -> Iterator[str]:
    if "pull_request_target" in text.pipeline or "workflow_run" in text.pipeline:
        yield "the workflow runs code of a pull request with the rights of the main branch"
    if text.service is Service.GITHUB:
        plan = dict(_jobs(text)).get("plan", {})
        if "id-token" in str(plan.get("permissions")) and "head.repo.full_name == github.repository" not in str(
            plan.get("if")
        ):
            yield "plan gives an identity to pull requests from forks"
    for line in re.findall(r"^.*\$\{\{.*$", text.pipeline, re.MULTILINE):
        if _UNTRUSTED.search(line) and not re.match(r"\s*(if|group|cancel-in-progress):", line):
            yield f"`{line.strip()}` puts text of a pull request into a job"


def _credentials(text: PipelineText) -> Iterator[str]:
    if text.service is Service.GITHUB and text.pipeline.count("actions/checkout@") > text.pipeline.count(
        "persist-credentials: false"
    ):
        yield "a checkout leaves the token of the repository on the runner"


def _plans(text: PipelineText) -> Iterator[str]:
    if re.search(r"^\s*(path|publish|targetPath|paths):.*plan\.(bin|json)", text.pipeline + text.jobs, re.MULTILINE):
        yield "a plan, which holds secrets, leaves the runner"


def _reach(text: PipelineText) -> Iterator[str]:
    if not re.search(r"^\s*reach \"\$stack\"", text.script, re.MULTILINE):
        yield "the script plans without looking whether this runner reaches the state account"
    if "adlz probe" not in text.script:
        yield "the script plans data-plane without looking whether this runner reaches the endpoints"


#: The controls, in the order of the documentation.
CONTROLS = (
    Control(
        "An action, a tool or an image is replaced by another one under the same tag",
        "Actions are named by commit, images by digest; the archive of Terraform is compared with its SHA-256 sum",
        "pipeline",
        _pinned,
    ),
    Control(
        "A package of the index is replaced",
        "`requirements.txt` holds the hashes of all dependencies, and pip installs nothing else",
        "pipeline, step *Install*",
        _packages,
    ),
    Control(
        "Plan and apply use different providers",
        "One provider lock beside the landing zone's file; `terraform init -lockfile=readonly` refuses other providers",
        "script, `initialize`",
        _providers,
    ),
    Control(
        "Something is applied without a person's approval",
        "Only jobs with an environment get the identity that applies",
        "pipeline, jobs `apply-*`; trust of the identities in Entra ID",
        _approval,
    ),
    Control(
        "The service has no approval, or another branch may use the identity",
        "The first job reads the settings of the service and fails if they are missing or cannot be read",
        "pipeline, `adlz ci guard`",
        _guard,
    ),
    Control(
        "Something else is applied than what was approved",
        "Apply plans again, and stops unless address, actions and arguments of every change equal the outline shown",
        "script, `report`",
        _same_changes,
    ),
    Control(
        "An older run overwrites a newer one after a long wait",
        "Apply stops if the main branch has changed the stack meanwhile",
        "script, `run`",
        _current,
    ),
    Control(
        "A change loses stored data",
        "Apply refuses a plan that loses data; the pull request fails until a reviewer accepts the loss",
        "script, `report`; pipeline, last step of `check`",
        _loss,
    ),
    Control(
        "A job has more rights than it needs",
        "`contents: read` by default; a token for Azure only in jobs that plan or apply",
        "pipeline, `permissions`",
        _permissions,
    ),
    Control(
        "A pull request from a fork gets an identity, or its text runs as code",
        "Pull requests from forks are not planned; text of a pull request reaches no shell and no expression",
        "pipeline, `if` of the job `plan`; `env`",
        _strangers,
    ),
    Control(
        "A later step uses the token of the checkout",
        "The checkout leaves no credentials in the working tree",
        "pipeline, `persist-credentials: false`",
        _credentials,
    ),
    Control(
        "Secrets of a plan are read from an artifact",
        "A plan stays on its runner; the outline that leaves it holds no values",
        "script, `report`",
        _plans,
    ),
    Control(
        "A runner that cannot reach the state or an endpoint stops half way through an apply",
        "Before a plan, the script asks the state account, and for `data-plane` the endpoints, from this network",
        "script, `reach`",
        _reach,
    ),
)


def _parsed(text: str) -> Mapping[str, object]:
    return mapping(yaml.safe_load(text))


def _jobs(text: PipelineText) -> Iterator[tuple[str, Mapping[str, object]]]:
    """The jobs of a pipeline by name; of Azure DevOps the stages."""
    document = _parsed(text.pipeline)
    if text.service is Service.AZURE_DEVOPS:
        for stage in _entries(document.get("stages")):
            yield str(stage.get("stage")), stage
        return
    jobs = document.get("jobs") if text.service is Service.GITHUB else document
    for name, job in jobs.items() if isinstance(jobs, Mapping) else ():
        if isinstance(job, Mapping) and not str(name).startswith("."):
            yield str(name), job


def _entries(value: object) -> list[Mapping[str, object]]:
    return [entry for entry in value if isinstance(entry, Mapping)] if isinstance(value, list) else []
