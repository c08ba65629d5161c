"""The requests of `adlz ci guard` to a CI service, with the variables that the service sets for each job."""

from __future__ import annotations

import base64
import os

from ..ci import Gap, GuardError, PipelineOptions, Service, connection_prefix, parts
from ..ci.guard import azure_devops, github, gitlab, reader
from ..config import Configuration


def gaps(
    service: str, configuration: Configuration, *, product: str | None, branch: str, connection: str | None
) -> list[Gap]:
    """The settings that a service lacks.

    Args:
        service: `github`, `azure-devops` or `gitlab`.
        configuration: the landing zone.
        product: a product's key, for the pipeline of its own repository.
        branch: the main branch.
        connection: prefix of the names of Azure DevOps' service connections.

    Raises:
        GuardError: the settings cannot be read, or this is no job of the service.
        PipelineError: there is no such product.
    """
    try:
        known = Service(service)
    except ValueError:
        raise GuardError(f"{service!r} is no service: give {', '.join(Service)}") from None
    environments = list(dict.fromkeys(part.environment for part in parts(configuration, product)))
    if known is Service.GITHUB:
        read = reader(
            os.environ.get("GITHUB_API_URL", "https://api.github.com"),
            {"Authorization": f"Bearer {_variable('GH_TOKEN')}", "Accept": "application/vnd.github+json"},
        )
        return list(github(read, _variable("GITHUB_REPOSITORY"), environments, branch))
    if known is Service.GITLAB:
        read = reader(_variable("CI_API_V4_URL"), {"PRIVATE-TOKEN": _variable("ADLZ_GITLAB_TOKEN")})
        return list(gitlab(read, _variable("CI_PROJECT_ID"), environments, branch))
    options = PipelineOptions(config="landing-zone.yaml", product=product, service_connection=connection)
    prefix = connection_prefix(configuration, options)
    connections = [f"{prefix}-{name}-apply" for name in environments]
    token = base64.b64encode(f":{_variable('SYSTEM_ACCESSTOKEN')}".encode()).decode()
    root = _variable("SYSTEM_COLLECTIONURI").rstrip("/") + "/" + _variable("SYSTEM_TEAMPROJECTID")
    return list(azure_devops(reader(root, {"Authorization": f"Basic {token}"}), environments, connections, branch))


def _variable(name: str) -> str:
    value = os.environ.get(name)
    if not value:
        raise GuardError(f"the variable {name} is not set: this command runs in a job of the CI service")
    return value
