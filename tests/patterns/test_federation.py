"""Which pipelines may use an identity."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import pytest

from support import Json, Stack

Synth = Callable[[Json], dict[str, Stack]]
SUBJECTS = {
    "github": (
        {"github": {"repository": "acme/churn"}},
        "https://token.actions.githubusercontent.com",
        {"repo:acme/churn:environment:dev", "repo:acme/churn:pull_request", "repo:acme/churn:ref:refs/heads/main"},
    ),
    "azure_devops": (
        {
            "azure_devops": {
                "organization": "acme",
                "organization_id": "99999999-0000-0000-0000-000000000000",
                "project": "data",
                "service_connection": "churn",
            }
        },
        "https://vstoken.dev.azure.com/99999999-0000-0000-0000-000000000000",
        {"sc://acme/data/churn-dev-plan", "sc://acme/data/churn-dev-apply"},
    ),
    "gitlab": (
        {"gitlab": {"project": "acme/data/churn"}},
        "https://gitlab.com",
        {"project_path:acme/data/churn:ref_type:branch:ref:main"},
    ),
}


def test_tokens_are_meant_for_whom_the_provider_asks_in_every_cloud(synth: Synth, zone_with_pipelines: Json) -> None:
    """azurerm asks for one audience, whatever the cloud; the credential must have the same."""
    zone_with_pipelines |= {
        "cloud": "usgovernment",
        "location": "usgovvirginia",
        "observability": {"private_link_scope": "none"},
    }
    credentials = synth(zone_with_pipelines)["bootstrap"].all("azurerm_federated_identity_credential")
    assert {tuple(body["audience"]) for body in credentials.values()} == {("api://AzureADTokenExchange",)}


@pytest.mark.parametrize("kind", SUBJECTS)
def test_pipelines_are_trusted_by_federation(synth: Synth, zone_with_pipelines: Json, kind: str) -> None:
    pipelines, issuer, subjects = SUBJECTS[kind]
    zone_with_pipelines["products"][0] |= {"pipelines": pipelines, "environments": ["dev"]}
    credentials = synth(zone_with_pipelines)["bootstrap"].all("azurerm_federated_identity_credential")
    assert {body["issuer"] for body in credentials.values()} == {issuer}
    assert {body["subject"] for body in credentials.values()} == subjects
    assert all(body["audience"] == ["api://AzureADTokenExchange"] for body in credentials.values())
    by_identity = Counter(body["user_assigned_identity_id"] for body in credentials.values())
    chained = sum("depends_on" in body for body in credentials.values())
    assert chained == sum(count - 1 for count in by_identity.values()), (
        "Azure refuses two writes to an identity at a time"
    )
