"""Whether a CI service requires approvals, asked of a server that answers as the service does."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar
from urllib.parse import parse_qs, urlsplit

import pytest
from typer.testing import CliRunner

from azure_data_landing_zone.cli.app import app
from support import ROOT, Json

CONTOSO = str(ROOT / "apps" / "contoso" / "landing-zone.yaml")


class Service(BaseHTTPRequestHandler):
    """Answers from a table of paths; 404 for others."""

    answers: ClassVar[Json] = {}
    tokens: ClassVar[set[str]] = set()

    def do_GET(self) -> None:
        url = urlsplit(self.path)
        query = {name: values[0] for name, values in parse_qs(url.query).items()}
        key = url.path + "".join(f"?{query[name]}" for name in ("name", "endpointNames", "resourceId") if name in query)
        self.tokens.update(
            value for name, value in self.headers.items() if name.lower() in ("authorization", "private-token")
        )
        answer = self.answers.get(key)
        body = json.dumps(answer).encode()
        self.send_response(answer if isinstance(answer, int) else 404 if answer is None else 200)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Says nothing."""


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch) -> Iterator[Json]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Service)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    root = f"http://127.0.0.1:{server.server_port}"
    for name, value in {
        "GITHUB_API_URL": root,
        "GITHUB_REPOSITORY": "acme/zone",
        "GH_TOKEN": "github-token",
        "SYSTEM_COLLECTIONURI": f"{root}/acme/",
        "SYSTEM_TEAMPROJECTID": "7",
        "SYSTEM_ACCESSTOKEN": "devops-token",
        "CI_API_V4_URL": root,
        "CI_PROJECT_ID": "42",
        "ADLZ_GITLAB_TOKEN": "gitlab-token",
    }.items():
        monkeypatch.setenv(name, value)
    Service.answers = {}
    Service.tokens.clear()
    yield Service.answers
    server.shutdown()
    server.server_close()


def guard(service: str, *arguments: str) -> tuple[int, str]:
    done = CliRunner().invoke(app, ["ci", "guard", service, "-c", CONTOSO, *arguments])
    return done.exit_code, done.output


ENVIRONMENTS = ("platform", "dev", "staging", "prod")
PROTECTED: Json = {
    "protection_rules": [{"type": "required_reviewers", "reviewers": [{"type": "Team"}]}, {"type": "branch_policy"}],
    "deployment_branch_policy": {"protected_branches": False, "custom_branch_policies": True},
}


def on_github(answers: Json) -> None:
    for name in ENVIRONMENTS:
        answers[f"/repos/acme/zone/environments/{name}"] = PROTECTED
        answers[f"/repos/acme/zone/environments/{name}/deployment-branch-policies"] = {
            "branch_policies": [{"name": "main"}]
        }


def test_github_is_set_up(service: Json) -> None:
    on_github(service)
    status, output = guard("github")
    assert (status, output.splitlines()[-1]) == (0, "Approvals are set up, and only the main branch may apply.")
    assert Service.tokens == {"Bearer github-token"}


@pytest.mark.parametrize(
    ("path", "answer", "said"),
    [
        ("", None, "the environment prod does not exist"),
        ("", {**PROTECTED, "protection_rules": []}, "the environment prod has no required reviewers"),
        ("", {**PROTECTED, "protection_rules": [{"type": "required_reviewers", "reviewers": []}]}, "no required reviewers"),
        ("", {**PROTECTED, "deployment_branch_policy": None}, "every branch may deploy to the environment prod"),
        ("/deployment-branch-policies", {"branch_policies": [{"name": "main"}, {"name": "*"}]}, "the branches *, main may"),
        ("", 403, "answered 403"),
    ],
)  # fmt: skip
def test_github_lacks_something(service: Json, path: str, answer: object, said: str) -> None:
    on_github(service)
    service[f"/repos/acme/zone/environments/prod{path}"] = answer
    status, output = guard("github")
    assert status == 1
    assert said in output
    if answer != 403:
        assert "gh api --method PUT /repos/acme/zone/environments/prod" in output


def test_protected_branches_may_deploy(service: Json) -> None:
    on_github(service)
    service["/repos/acme/zone/environments/dev"] = {
        **PROTECTED,
        "deployment_branch_policy": {"protected_branches": True},
    }
    assert guard("github")[0] == 0


def test_a_product_has_environments_of_its_own(service: Json) -> None:
    on_github(service)
    del service["/repos/acme/zone/environments/platform"]
    assert guard("github")[0] == 1
    assert guard("github", "--product", "churn")[0] == 0


APPROVAL: Json = {"type": {"name": "Approval"}, "settings": {"approvers": [{"id": "x"}]}}
BRANCH: Json = {
    "type": {"name": "Task Check"},
    "settings": {
        "definitionRef": {"name": "evaluatebranchProtection"},
        "inputs": {"allowedBranches": "refs/heads/main"},
    },
}


def on_azure_devops(answers: Json) -> None:
    for number, name in enumerate(ENVIRONMENTS):
        connection = f"contoso-{name}-apply"
        answers[f"/acme/7/_apis/pipelines/environments?{name}"] = {"value": [{"id": number, "name": name}]}
        answers[f"/acme/7/_apis/serviceendpoint/endpoints?{connection}"] = {
            "value": [{"id": f"c{number}", "name": connection}]
        }
        answers[f"/acme/7/_apis/pipelines/checks/configurations?{number}"] = {"value": [APPROVAL]}
        answers[f"/acme/7/_apis/pipelines/checks/configurations?c{number}"] = {"value": [APPROVAL, BRANCH]}


def test_azure_devops_is_set_up(service: Json) -> None:
    on_azure_devops(service)
    assert guard("azure-devops")[0] == 0


@pytest.mark.parametrize(
    ("path", "answer", "said"),
    [
        ("pipelines/environments?prod", {"value": []}, "the environment prod does not exist"),
        ("pipelines/checks/configurations?3", {"value": [BRANCH]}, "the environment prod has no approval"),
        ("pipelines/checks/configurations?3", {"value": [{**APPROVAL, "isDisabled": True}]}, "prod has no approval"),
        ("serviceendpoint/endpoints?contoso-prod-apply", None, "the service connection contoso-prod-apply does not exist"),
        ("pipelines/checks/configurations?c3", {"value": [BRANCH]}, "connection contoso-prod-apply has no approval"),
        ("pipelines/checks/configurations?c3", {"value": [APPROVAL]}, "connection contoso-prod-apply is missing"),
        (
            "pipelines/checks/configurations?c3",
            {"value": [APPROVAL, {**BRANCH, "settings": {**BRANCH["settings"], "inputs": {"allowedBranches": "*"}}}]},
            "connection contoso-prod-apply allows *",
        ),
        ("pipelines/checks/configurations?c3", 401, "answered 401"),
    ],
)  # fmt: skip
def test_azure_devops_lacks_something(service: Json, path: str, answer: object, said: str) -> None:
    on_azure_devops(service)
    service[f"/acme/7/_apis/{path}"] = answer
    status, output = guard("azure-devops")
    assert status == 1
    assert said in output


def on_gitlab(answers: Json) -> None:
    answers["/projects/42/protected_branches/main"] = {"name": "main", "allow_force_push": False}
    for name in ENVIRONMENTS:
        answers[f"/projects/42/protected_environments/{name}"] = {"approval_rules": [{"required_approvals": 1}]}


def test_gitlab_is_set_up(service: Json) -> None:
    on_gitlab(service)
    assert guard("gitlab")[0] == 0
    assert Service.tokens == {"gitlab-token"}


@pytest.mark.parametrize(
    ("path", "answer", "said"),
    [
        ("protected_branches/main", None, "main is not protected against force pushes"),
        ("protected_branches/main", {"allow_force_push": True}, "main is not protected against force pushes"),
        ("protected_environments/prod", None, "the environment prod is not protected"),
        ("protected_environments/prod", {"approval_rules": []}, "the environment prod requires no approval"),
    ],
)
def test_gitlab_lacks_something(service: Json, path: str, answer: object, said: str) -> None:
    on_gitlab(service)
    service[f"/projects/42/{path}"] = answer
    status, output = guard("gitlab")
    assert status == 1
    assert said in output
    assert "glab api --method POST /projects/42/" in output


@pytest.mark.parametrize("name", ["GH_TOKEN", "GITHUB_REPOSITORY"])
def test_outside_of_a_job_nothing_is_proved(service: Json, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    on_github(service)
    monkeypatch.delenv(name)
    status, output = guard("github")
    assert status == 1
    assert f"the variable {name} is not set" in output


def test_a_service_that_does_not_answer_proves_nothing(service: Json, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GITHUB_API_URL", "http://127.0.0.1:1")
    status, output = guard("github")
    assert status == 1
    assert "gave no answer" in output
    assert guard("bitbucket")[0] == 1
