"""Federated credentials of managed identities."""

from __future__ import annotations

from azure_data_landing_zone.resources import FederatedCredential
from resource_support import IDENTITY, Built


def test_sets_who_may_use_the_identity(built: Built) -> None:
    body = built(
        lambda scope: FederatedCredential(
            scope,
            "pipeline",
            name="main",
            identity=IDENTITY,
            issuer="https://token.actions.githubusercontent.com",
            subject="repo:contoso/zone:environment:prod",
            audience="api://AzureADTokenExchange",
        )
    ).one("azurerm_federated_identity_credential")
    assert body == {
        "name": "main",
        "user_assigned_identity_id": IDENTITY.id,
        "issuer": "https://token.actions.githubusercontent.com",
        "subject": "repo:contoso/zone:environment:prod",
        "audience": ["api://AzureADTokenExchange"],
        **({"//": body["//"]} if "//" in body else {}),
    }
