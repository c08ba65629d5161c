"""The tables that guard what cannot be brought back are complete: a type without a decision fails."""

from __future__ import annotations

import pytest

from azure_data_landing_zone.azure import tables
from azure_data_landing_zone.checks.losses import loss
from azure_data_landing_zone.engine import arguments, azurerm

#: Types that teams add, or that a plan may hold besides our own.
OTHERS = {
    "Microsoft.KeyVault/vaults",
    "Microsoft.MachineLearningServices/workspaces",
    "Microsoft.OperationalInsights/workspaces",
    "Microsoft.Storage/storageAccounts",
    "azurerm_key_vault_key",
    "azurerm_key_vault_secret",
    "azurerm_log_analytics_workspace_table",
    "azurerm_machine_learning_compute_instance",
    "azurerm_storage_data_lake_gen2_filesystem",
    "azurerm_storage_queue",
    "azurerm_storage_share",
    "azurerm_storage_table",
    # Former outputs hold them: subnets were written by azurerm.
    "azurerm_subnet",
    "azurerm_subnet_nat_gateway_association",
    "azurerm_subnet_network_security_group_association",
    "azurerm_subnet_route_table_association",
}
#: Types of which a plan or a team's own stack may replace a resource, besides those above.
REPLACED = {
    "azapi_data_plane_resource",
    "azapi_resource",
    "azapi_resource_action",
    "azapi_update_resource",
    "azurerm_bastion_host",
    "azurerm_container_registry_cache_rule",
    "azurerm_data_factory_credential_user_managed_identity",
    "azurerm_data_factory_linked_custom_service",
    "azurerm_databricks_workspace_root_dbfs_customer_managed_key",
    "azurerm_eventgrid_event_subscription",
    "azurerm_eventgrid_system_topic_event_subscription",
    "azurerm_federated_identity_credential",
    "azurerm_firewall",
    "azurerm_firewall_policy",
    "azurerm_key_vault_access_policy",
    "azurerm_log_analytics_data_export_rule",
    "azurerm_log_analytics_query_pack",
    "azurerm_log_analytics_saved_search",
    "azurerm_machine_learning_datastore_blobstorage",
    "azurerm_machine_learning_datastore_fileshare",
    "azurerm_machine_learning_inference_cluster",
    "azurerm_management_group_policy_exemption",
    "azurerm_monitor_data_collection_endpoint",
    "azurerm_monitor_data_collection_rule",
    "azurerm_monitor_data_collection_rule_association",
    "azurerm_monitor_smart_detector_alert_rule",
    "azurerm_network_watcher_flow_log",
    "azurerm_resource_policy_assignment",
    "azurerm_resource_provider_registration",
    "azurerm_route",
    "azurerm_storage_account_customer_managed_key",
    "azurerm_storage_account_network_rules",
    "azurerm_storage_account_queue_properties",
    "azurerm_subscription_policy_exemption",
    "azurerm_synapse_firewall_rule",
    "azurerm_synapse_linked_service",
    "azurerm_synapse_workspace_aad_admin",
}


def created() -> set[str]:
    """The types that we create: those of azurerm by their bindings, those of azapi by their API versions."""
    bindings = {name for name in azurerm.SUBMODULES if name != "provider" and not name.startswith("data_azurerm")}
    arm = {*arguments.AZAPI_VERSIONS, *arguments.AZAPI_VERSIONS_OF_ACTIONS}
    return {f"azurerm_{name}" for name in bindings} | arm | {"terraform_data"}


def test_every_type_says_what_is_lost_with_it() -> None:
    assert set(tables.read("stateful")) == created() | OTHERS


def test_every_loss_says_how_it_comes_back() -> None:
    assert set(tables.read("recovery")) == {type_ for type_, row in tables.read("stateful").items() if row}


def test_every_type_says_what_replaces_it() -> None:
    known = tables.read("replacement")
    ours = {type_ for type_ in created() | OTHERS if type_.startswith(("azurerm_", "terraform_"))}
    assert set(known) == ours | REPLACED


def test_settings_of_one_direction_are_those_that_have_a_test() -> None:
    settings = {(type_, row["argument"]) for type_, rows in tables.read("one_way").items() for row in rows}
    assert settings == {
        ("azurerm_machine_learning_workspace", "managed_network.isolation_mode"),
        ("azurerm_key_vault", "purge_protection_enabled"),
        ("azurerm_key_vault", "soft_delete_retention_days"),
    }


@pytest.mark.parametrize(
    ("type_", "body", "lost"),
    [
        ("azurerm_key_vault", {}, "secrets"),
        ("azurerm_private_endpoint", {}, ""),
        ("azurerm_unheard_of", {}, ""),
        ("azapi_resource", {"type": "Microsoft.MachineLearningServices/registries@2025-09-01"}, "models"),
        ("azapi_resource", {"type": "Microsoft.Network/virtualNetworks/subnets@2024-05-01"}, ""),
        ("azapi_update_resource", {"type": "Microsoft.KeyVault/vaults@2024-11-01"}, ""),
    ],
)
def test_what_is_lost_with_a_resource(type_: str, body: dict[str, object], lost: str) -> None:
    said = loss(type_, body)
    assert lost in said
    assert bool(lost) == bool(said)
