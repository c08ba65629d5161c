"""Proof that a CI service asks a person before anything is applied: environments, service connections, branches.

A pipeline's first job asks the service for its settings. It fails if they are missing, weaker than needed, or cannot be
read, so nothing is planned or applied. Sources, read 2026-11-26:

- GitHub: https://docs.github.com/rest/deployments/environments and /rest/deployments/branch-policies
- Azure DevOps: https://learn.microsoft.com/rest/api/azure/devops/approvalsandchecks and
  https://learn.microsoft.com/azure/devops/pipelines/process/approvals
- GitLab: https://docs.gitlab.com/api/protected_environments and /api/protected_branches
"""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from ..errors import AdlzError
from ..synthesized.stacks import mapping

#: Reads a path of the service's API; None if it does not exist.
Read = Callable[[str], object]
_SECONDS = 20
#: The check "Branch control" of Azure DevOps.
_BRANCH_CONTROL = "evaluatebranchprotection"


class GuardError(AdlzError):
    """The settings of the service cannot be read."""


@dataclass(frozen=True)
class Gap:
    """A setting that is missing.

    Attributes:
        what: what is missing, with its name.
        remedy: what to set up; where the service has commands, as a command.
    """

    what: str
    remedy: str


def reader(root: str, headers: Mapping[str, str]) -> Read:
    """Reads the JSON of an API by HTTPS.

    Args:
        root: the address that all paths follow.
        headers: the headers of each request, which hold the token.
    """

    def read(path: str) -> object:
        address = f"{root}{path}"
        request = urllib.request.Request(address, headers=dict(headers))  # noqa: S310  (the service names the address)
        try:
            with urllib.request.urlopen(request, timeout=_SECONDS) as response:  # noqa: S310
                return json.loads(response.read())
        except urllib.error.HTTPError as error:
            error.close()
            if error.code == 404:
                return None
            raise GuardError(f"{address} answered {error.code} {error.reason}: the token may not read it") from None
        except (OSError, ValueError) as error:
            raise GuardError(f"{address} gave no answer that can be read: {error}") from None

    return read


def github(read: Read, repository: str, environments: Sequence[str], branch: str) -> Iterator[Gap]:
    """The controls that GitHub's environments lack: a reviewer, and the main branch as the only one that deploys.

    Args:
        read: reads GitHub's REST API with a token that has `actions: read`.
        repository: owner and name.
        environments: the environments whose stacks the pipeline applies.
        branch: the main branch.

    Raises:
        GuardError: the settings cannot be read.
    """
    for name in environments:
        path = f"/repos/{repository}/environments/{quote(name, safe='')}"
        found = read(path)
        if found is None:
            yield Gap(f"the environment {name} does not exist", _github_remedy(path, branch))
            continue
        environment = mapping(found)
        rules = {str(rule.get("type")): rule for rule in map(mapping, _list(environment.get("protection_rules")))}
        if not _list(rules.get("required_reviewers", {}).get("reviewers")):
            yield Gap(f"the environment {name} has no required reviewers", _github_remedy(path, branch))
        policy = mapping(environment.get("deployment_branch_policy"))
        if policy.get("protected_branches") is True:
            continue
        allowed = (
            sorted(
                str(mapping(entry).get("name"))
                for entry in _list(mapping(read(f"{path}/deployment-branch-policies")).get("branch_policies"))
            )
            if policy.get("custom_branch_policies") is True
            else []
        )
        if allowed != [branch]:
            by = f"the branches {', '.join(allowed)} may" if allowed else "every branch may"
            yield Gap(f"{by} deploy to the environment {name}, and only {branch} should", _github_remedy(path, branch))


def _github_remedy(path: str, branch: str) -> str:
    body = {
        "reviewers": [{"type": "Team", "id": "<id of the team>"}],
        "prevent_self_review": True,
        "deployment_branch_policy": {"protected_branches": False, "custom_branch_policies": True},
    }
    text = json.dumps(body).replace('"<id of the team>"', "TEAM_ID")
    return (
        f"echo '{text}' | gh api --method PUT {path} --input - && "
        f"gh api --method POST {path}/deployment-branch-policies -f name={branch}"
    )


def azure_devops(read: Read, environments: Sequence[str], connections: Sequence[str], branch: str) -> Iterator[Gap]:
    """The controls that environments and service connections of Azure DevOps lack: an approval, and branch control.

    A pipeline of another branch could use a service connection directly, so the connection itself has both checks.

    Args:
        read: reads the REST API of the project with the token of a build.
        environments: the environments that the pipeline deploys to.
        connections: the service connections that apply.
        branch: the main branch.

    Raises:
        GuardError: the settings cannot be read.
    """
    for name in environments:
        found = _named(read(f"/_apis/pipelines/environments?{urlencode({'name': name, 'api-version': '7.1'})}"), name)
        if found is None:
            yield Gap(
                f"the environment {name} does not exist, or the build may not see it",
                f"Pipelines > Environments > New environment {name}; Security: the build service is a User; "
                "Approvals and checks: Approvals, Exclusive lock",
            )
        elif "approval" not in _checks(read, "environment", found):
            yield Gap(
                f"the environment {name} has no approval", f"Environments > {name} > Approvals and checks > Approvals"
            )
    for name in connections:
        query = urlencode({"endpointNames": name, "api-version": "7.1"})
        found = _named(read(f"/_apis/serviceendpoint/endpoints?{query}"), name)
        if found is None:
            yield Gap(
                f"the service connection {name} does not exist, or the build may not see it",
                f"Project settings > Service connections > New: Azure Resource Manager, workload identity federation, "
                f"{name}; Security: the build service is a User",
            )
            continue
        checks = _checks(read, "endpoint", found)
        place = f"Service connections > {name} > Approvals and checks"
        if "approval" not in checks:
            yield Gap(f"the service connection {name} has no approval", f"{place} > Approvals")
        allowed = checks.get(_BRANCH_CONTROL, "")
        if {ref.strip() for ref in allowed.split(",")} != {f"refs/heads/{branch}"}:
            given = f"allows {allowed}" if allowed else "is missing"
            yield Gap(
                f"branch control of the service connection {name} {given}",
                f"{place} > Branch control, allowed branches: refs/heads/{branch}",
            )


def _named(answer: object, name: str) -> str | None:
    """The id of the entry with a name."""
    entries = map(mapping, _list(mapping(answer).get("value")))
    return next((str(entry.get("id")) for entry in entries if entry.get("name") == name), None)


def _checks(read: Read, kind: str, id_: str) -> dict[str, str]:
    """The checks that are switched on for a resource; of branch control the allowed branches."""
    query = urlencode({"resourceType": kind, "resourceId": id_, "$expand": "settings", "api-version": "7.1-preview.1"})
    found = {}
    for check in map(mapping, _list(mapping(read(f"/_apis/pipelines/checks/configurations?{query}")).get("value"))):
        if check.get("isDisabled") is True:
            continue
        settings = mapping(check.get("settings"))
        if str(mapping(check.get("type")).get("name")).lower() == "approval" and _list(settings.get("approvers")):
            found["approval"] = ""
        definition = str(mapping(settings.get("definitionRef")).get("name")).lower()
        found[definition] = str(mapping(settings.get("inputs")).get("allowedBranches", ""))
    return found


def gitlab(read: Read, project: str, environments: Sequence[str], branch: str) -> Iterator[Gap]:
    """The controls that GitLab's project lacks: protected environments with approvals, and a protected main branch.

    Args:
        read: reads GitLab's REST API with a token that has `read_api`.
        project: the project's id.
        environments: the environments that the pipeline deploys to.
        branch: the main branch.

    Raises:
        GuardError: the settings cannot be read.
    """
    root = f"/projects/{quote(project, safe='')}"
    found = read(f"{root}/protected_branches/{quote(branch, safe='')}")
    if found is None or mapping(found).get("allow_force_push") is True:
        yield Gap(
            f"the branch {branch} is not protected against force pushes",
            f"glab api --method POST {root}/protected_branches -f name={branch} -f allow_force_push=false",
        )
    for name in environments:
        environment = mapping(read(f"{root}/protected_environments/{quote(name, safe='')}"))
        rules = [mapping(rule).get("required_approvals") for rule in _list(environment.get("approval_rules"))]
        if not any(
            isinstance(count, int) and count > 0 for count in (*rules, environment.get("required_approval_count"))
        ):
            lacks = "requires no approval" if environment else "is not protected"
            yield Gap(
                f"the environment {name} {lacks}",
                f"glab api --method POST {root}/protected_environments --input - <<< "
                f'\'{{"name": "{name}", "deploy_access_levels": [{{"access_level": 40}}], '
                '"approval_rules": [{"access_level": 40, "required_approvals": 1}]}\'',
            )


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []
