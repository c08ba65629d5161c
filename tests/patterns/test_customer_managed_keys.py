"""Keys of one's own: workspace, storage and registry are made with them, each with the identity that may use the key."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from azure_data_landing_zone import config
from azure_data_landing_zone.config.deployer import deployer_rights
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


def test_another_version_of_the_key_is_sent_to_the_workspace(stack: Stack) -> None:
    """azurerm would show the difference in each plan, and never send it."""
    ((key, workspace),) = stack.all("azurerm_machine_learning_workspace").items()
    assert workspace["lifecycle"]["ignore_changes"] == ["encryption[0].key_id"]
    action = stack.one("azapi_resource_action")
    assert action["resource_id"] == f"${{azurerm_machine_learning_workspace.{key}.id}}"
    assert (action["method"], action["when"], action.get("action")) == ("PATCH", "apply", None)
    assert action["body"] == {"properties": {"encryption": {"keyVaultProperties": {"keyIdentifier": KEY["key_id"]}}}}


def test_a_key_without_a_version_is_left_to_the_services(synth: Synth, zone: Json) -> None:
    zone["products"][0]["encryption"] = {**KEY, "key_id": "https://kv-keys.vault.azure.net/keys/ml"}
    assert not synth(zone)["churn-prod"].all("azapi_resource_action")


def test_owners_are_told_who_uses_the_key(stack: Stack) -> None:
    told = stack.document["output"]["grants_of_others"]["value"]
    role = f"Key Vault Crypto Service Encryption User on {KEY['key_vault_id']} for"
    assert told["key-identity"] == f"{role} the identity id-keys"
    assert told["key-cosmos-db"] == f"{role} the application Azure Cosmos DB (a232010e-820c-4083-83bb-3ace5fc29d0b)"


def test_whoever_applies_may_read_the_vault_and_assign_the_identity(synth: Synth, zone: Json) -> None:
    zone["products"][0] |= {"encryption": KEY, "pipelines": {"github": {"repository": "acme/churn"}}}
    zone["state"] = {"backend": "azurerm", "network": {"allowed_addresses": ["203.0.113.0/24"]}}
    rights = {(right.role, right.scope) for right in deployer_rights(config.parse(zone)) if right.stack == "churn-prod"}
    assert {("Data Product Deployer", KEY["key_vault_id"]), ("Data Product Deployer", KEY["identity_id"])} <= rights
    stacks = synth(zone)
    assigned = {
        (body["scope"], body["role_definition_id"])
        for name in ("bootstrap", "access")
        for body in stacks[name].all("azurerm_role_assignment").values()
    }
    role = config.parse(zone).core.custom_role_id("product_deployer")
    assert {(KEY["key_vault_id"], role), (KEY["identity_id"], role)} <= assigned


def test_a_vault_of_another_subscription_is_refused(zone: Json) -> None:
    other = KEY["key_vault_id"].replace("00000000-0000-0000-0000-000000000000", "99999999-9999-9999-9999-999999999999")
    zone["products"][0]["encryption"] = {**KEY, "key_vault_id": other}
    with pytest.raises(config.ConfigurationError, match="the vault of a customer-managed key in the subscription"):
        config.parse(zone)
