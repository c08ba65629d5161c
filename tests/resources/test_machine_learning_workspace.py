"""Workspaces of Azure Machine Learning."""

from __future__ import annotations

from typing import Any

from azure_data_landing_zone.resources import MachineLearningWorkspace
from resource_support import GROUP, KEY, SUBNET, SUBSCRIPTION, Built, assert_sets


def workspace(scope: Any, **arguments: Any) -> MachineLearningWorkspace:
    return MachineLearningWorkspace(
        scope,
        "workspace",
        name="mlw",
        resource_group=GROUP,
        identity=SUBSCRIPTION.resource("Microsoft.ManagedIdentity/userAssignedIdentities", "id"),
        storage_account=SUBSCRIPTION.resource("Microsoft.Storage/storageAccounts", "st"),
        key_vault=SUBSCRIPTION.resource("Microsoft.KeyVault/vaults", "kv"),
        application_insights=SUBSCRIPTION.resource("Microsoft.Insights/components", "appi"),
        container_registry=SUBSCRIPTION.resource("Microsoft.ContainerRegistry/registries", "cr"),
        image_build_compute_name="cpu",
        prevent_destroy=True,
        **arguments,
    )


def test_a_workspace_is_private_and_uses_its_own_identity(built: Built) -> None:
    body = built(workspace).one("azurerm_machine_learning_workspace")
    identity = SUBSCRIPTION.resource("Microsoft.ManagedIdentity/userAssignedIdentities", "id").id
    assert body["identity"] == {"identity_ids": [identity], "type": "UserAssigned"}
    assert body["primary_user_assigned_identity"] == identity
    assert body["public_network_access_enabled"] is False
    assert body["high_business_impact"] is True
    assert body["storage_account_access_type"] == "Identity"
    assert body["image_build_compute_name"] == "cpu"
    assert body["lifecycle"] == {"prevent_destroy": True}


def test_sets_networks_and_a_customer_managed_key(built: Built) -> None:
    body = built(
        lambda scope: workspace(
            scope, managed_network="AllowOnlyApprovedOutbound", serverless_subnet=SUBNET, encryption=KEY
        )
    ).one("azurerm_machine_learning_workspace")
    assert_sets(
        body,
        v1_legacy_mode_enabled=False,
        managed_network={"isolation_mode": "AllowOnlyApprovedOutbound", "provision_on_creation_enabled": True},
        serverless_compute={"subnet_id": SUBNET.id, "public_ip_enabled": False},
        encryption={
            "key_vault_id": KEY.key_vault_id,
            "key_id": KEY.key_id,
            "user_assigned_identity_id": KEY.identity_id,
        },
        lifecycle={"prevent_destroy": True, "ignore_changes": ["encryption[0].key_id"]},
    )
