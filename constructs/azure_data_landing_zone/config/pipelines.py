"""The pipelines that deploy a product, and how Azure trusts them: by federation, without a secret."""

from __future__ import annotations

from typing import Annotated

from pydantic import StringConstraints, model_validator

from .base import Guid, Model

Path_ = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_.-]+(/[A-Za-z0-9_.-]+)+$")]
Word_ = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_. -]+$")]


class GitHub(Model):
    """A repository on GitHub."""

    repository: Path_
    """Owner and name, such as contoso/churn."""


class AzureDevOps(Model):
    """A project of Azure DevOps with two service connections, `<prefix>-plan` and `<prefix>-apply` per environment."""

    organization: Word_
    """Name of the organisation."""
    organization_id: Guid
    """Its id, which is part of the issuer."""
    project: Word_
    """Name of the project."""
    service_connection: Word_
    """Prefix of the names of the service connections."""


class GitLab(Model):
    """A project on GitLab."""

    project: Path_
    """Group and name, such as contoso/data/churn."""
    host: Annotated[str, StringConstraints(pattern=r"^[a-z0-9.-]+$")] = "gitlab.com"
    """Host of the GitLab."""
    branch: Word_ = "main"
    """The branch that applies; every other ref only plans."""


class Pipelines(Model):
    """Where the product's pipelines run: exactly one of the three."""

    github: GitHub | None = None
    """GitHub Actions."""
    azure_devops: AzureDevOps | None = None
    """Azure Pipelines."""
    gitlab: GitLab | None = None
    """GitLab CI/CD."""

    @model_validator(mode="after")
    def _one(self) -> Pipelines:
        given = [name for name in ("github", "azure_devops", "gitlab") if getattr(self, name) is not None]
        if len(given) != 1:
            raise ValueError(f"must name one of github, azure_devops and gitlab, not {len(given)}")
        return self
