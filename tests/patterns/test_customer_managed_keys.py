"""Keys of one's own: workspace, storage and registry are made with them, each with the identity that may use the key."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from azure_data_landing_zone import config
from support import Json, Stack, open_paths, schema_findings

Synth = Callable[[Json], dict[str, Stack]]
GROUP = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-keys/providers"
KEY: Json = {
    "key_vault_id": f"{GROUP}/Microsoft.KeyVault/vaults/kv-keys",
    "key_id": "https://kv-keys.vault.azure.net/keys/ml/0123456789abcdef0123456789abcdef",
    "identity_id": f"{GROUP}/Microsoft.ManagedIdentity/userAssignedIdentities/id-keys",
    "identity_client_id": "99999999-9999-9999-9999-999999999999",
}


@pytest.fixture
def stack(synth: Synth, zone: Json) -> Stack:
    zone["products"][0]["per_environment"] = {"prod": {"encryption": KEY}}
    stacks = synth(zone)
    assert open_paths(stacks, config.parse(zone)) == []
    assert schema_findings(stacks) == ""
    registered = stacks["bootstrap"].document["provider"]["azurerm"][0]["resource_providers_to_register"]
    assert {"Microsoft.DocumentDB", "Microsoft.Search"} <= set(registered)
    for kind in ("machine_learning_workspace", "storage_account", "container_registry"):
        assert not {"encryption", "customer_managed_key"} & set(stacks["churn-dev"].one(f"azurerm_{kind}"))
    return stacks["churn-prod"]


def test_the_workspace_is_made_with_the_key(stack: Stack) -> None:
    workspace = stack.one("azurerm_machine_learning_workspace")
    assert workspace["encryption"] == {
        "key_vault_id": KEY["key_vault_id"],
        "key_id": KEY["key_id"],
        "user_assigned_identity_id": KEY["identity_id"],
    }
    own, given = workspace["identity"]["identity_ids"]
    assert given == KEY["identity_id"]
    assert workspace["primary_user_assigned_identity"] == own


def test_storage_is_made_with_the_key_queues_and_tables_too(stack: Stack) -> None:
    account = stack.one("azurerm_storage_account")
    assert account["customer_managed_key"] == {
        "key_vault_key_id": KEY["key_id"],
        "user_assigned_identity_id": KEY["identity_id"],
    }
    assert account["identity"] == {"type": "UserAssigned", "identity_ids": [KEY["identity_id"]]}
    assert account["queue_encryption_key_type"] == account["table_encryption_key_type"] == "Account"


def test_the_registry_is_made_with_the_key(stack: Stack) -> None:
    registry = stack.one("azurerm_container_registry")
    assert registry["encryption"] == [
        {"key_vault_key_id": KEY["key_id"], "identity_client_id": KEY["identity_client_id"]}
    ]
    assert registry["identity"] == {"type": "UserAssigned", "identity_ids": [KEY["identity_id"]]}
