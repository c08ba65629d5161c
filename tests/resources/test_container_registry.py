"""Container registries."""

from __future__ import annotations

from azure_data_landing_zone.resources import ContainerRegistry
from resource_support import GROUP, KEY, Built, assert_sets


def test_a_registry_is_premium_private_and_without_admin(built: Built) -> None:
    stack = built(lambda scope: ContainerRegistry(scope, "registry", name="crtest", resource_group=GROUP))
    registry = stack.one("azurerm_container_registry")
    assert registry["sku"] == "Premium"
    for argument in (
        "admin_enabled",
        "anonymous_pull_enabled",
        "export_policy_enabled",
        "public_network_access_enabled",
    ):
        assert registry[argument] is False, argument


def test_sets_bypass_retention_and_a_customer_managed_key(built: Built) -> None:
    body = built(
        lambda scope: ContainerRegistry(
            scope, "registry", name="crtest", resource_group=GROUP, encryption=KEY, prevent_destroy=True
        )
    ).one("azurerm_container_registry")
    assert_sets(
        body,
        data_endpoint_enabled=True,
        network_rule_bypass_option="AzureServices",
        retention_policy_in_days=30,
        identity={"type": "UserAssigned", "identity_ids": [KEY.identity_id]},
        encryption=[{"key_vault_key_id": KEY.key_id, "identity_client_id": KEY.identity_client_id}],
        lifecycle={"prevent_destroy": True},
    )
