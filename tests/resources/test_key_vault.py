"""Key vaults."""

from __future__ import annotations

from azure_data_landing_zone.resources import KeyVault
from resource_support import GROUP, TENANT, Built, assert_sets


def test_a_key_vault_is_private_and_uses_roles(built: Built) -> None:
    stack = built(lambda scope: KeyVault(scope, "vault", name="kv-test", resource_group=GROUP, tenant_id=TENANT))
    vault = stack.one("azurerm_key_vault")
    assert vault["rbac_authorization_enabled"] is True
    assert vault["public_network_access_enabled"] is False
    assert vault["purge_protection_enabled"] is True
    assert vault["network_acls"] == {"bypass": "AzureServices", "default_action": "Deny"}


def test_sets_soft_delete_and_no_access_for_deployments(built: Built) -> None:
    body = built(
        lambda scope: KeyVault(
            scope, "vault", name="kv-test", resource_group=GROUP, tenant_id=TENANT, prevent_destroy=True
        )
    ).one("azurerm_key_vault")
    assert_sets(
        body,
        tenant_id=TENANT,
        sku_name="standard",
        soft_delete_retention_days=90,
        enabled_for_deployment=False,
        enabled_for_disk_encryption=False,
        enabled_for_template_deployment=False,
        lifecycle={"prevent_destroy": True},
    )
