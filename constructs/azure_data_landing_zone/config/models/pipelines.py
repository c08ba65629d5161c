"""The pipelines that deploy a product, and how Azure trusts them: by federation, without a secret."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import StringConstraints, model_validator

from .base import Guid, Model

Path_ = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_.-]+(/[A-Za-z0-9_.-]+)+$")]
Branch = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_][A-Za-z0-9_.-]*$")]
Word_ = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_. -]+$")]


#: What an identity of an infrastructure pipeline is for.
Purpose = Literal["plan", "apply"]
#: What a federated identity is for; `ship` registers models and deploys endpoints.
TrustPurpose = Literal["plan", "apply", "ship"]


@dataclass(frozen=True)
class Trust:
    """The tokens of a pipeline that Entra ID exchanges: name, who issues them, and for whom.

    Sources: Microsoft Learn "Configure a user-assigned managed identity to trust an external identity provider";
    the OIDC pages of GitHub, Azure DevOps and GitLab for the form of subjects.
    """

    name: str
    issuer: str
    subject: str


class GitHub(Model):
    """A GitHub repository. Pull requests and the main branch plan, GitHub environments apply."""

    repository: Path_
    """Owner and name of the repository, such as contoso/churn."""
    branch: Branch = "main"
    """Name of the main branch."""


class AzureDevOps(Model):
    """An Azure DevOps project.

    Its service connections are `<prefix>-<environment>-plan`, `...-apply` and, for `shipping`, `...-ship`.
    """

    organization: Word_
    """Name of the organization."""
    organization_id: Guid
    """Id of the organization, which is part of the issuer."""
    project: Word_
    """Name of the project."""
    service_connection: Word_
    """Prefix of the service connection names."""


class GitLab(Model):
    """A GitLab project."""

    project: Path_
    """Path of the project, such as contoso/data/churn."""
    host: Annotated[str, StringConstraints(pattern=r"^[a-z0-9.-]+$")] = "gitlab.com"
    """Host of the GitLab instance."""
    branch: Branch = "main"
    """Branch whose pipelines plan and apply. Entra ID compares complete subjects, so other branches cannot plan."""


class Pipelines(Model):
    """CI service of the product: exactly one of the three."""

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

    def trusts(self, environment: str, purpose: TrustPurpose) -> tuple[Trust, ...]:
        """The tokens that the identity of a purpose accepts.

        Args:
            environment: the product's environment.
            purpose: `plan`, `apply` or `ship`.
        """
        if self.github is not None:
            issuer, prefix = "https://token.actions.githubusercontent.com", f"repo:{self.github.repository}"
            if purpose != "plan":
                return (Trust("environment", issuer, f"{prefix}:environment:{environment}"),)
            return (
                Trust("pull-request", issuer, f"{prefix}:pull_request"),
                Trust("main", issuer, f"{prefix}:ref:refs/heads/{self.github.branch}"),
            )
        if self.azure_devops is not None:
            devops = self.azure_devops
            connection = f"{devops.service_connection}-{environment}-{purpose}"
            return (
                Trust(
                    "service-connection",
                    f"https://vstoken.dev.azure.com/{devops.organization_id}",
                    f"sc://{devops.organization}/{devops.project}/{connection}",
                ),
            )
        if self.gitlab is not None:
            subject = f"project_path:{self.gitlab.project}:ref_type:branch:ref:{self.gitlab.branch}"
            return (Trust("branch", f"https://{self.gitlab.host}", subject),)
        return ()
