"""Databricks workspaces."""

from __future__ import annotations

from azure_data_landing_zone.resources import DatabricksWorkspace
from resource_support import GROUP, NETWORK, SUBSCRIPTION, Built, assert_sets


def test_sets_a_private_workspace_in_its_own_subnets(built: Built) -> None:
    body = built(
        lambda scope: DatabricksWorkspace(
            scope,
            "workspace",
            name="dbw",
            resource_group=GROUP,
            managed_resource_group_name="rg-managed",
            storage_account_name="dbstorage",
            virtual_network=NETWORK,
            public_subnet_name="host",
            public_subnet=NETWORK.child("subnets", "host"),
            private_subnet_name="container",
            private_subnet=NETWORK.child("subnets", "container"),
            access_connector=SUBSCRIPTION.resource("Microsoft.Databricks/accessConnectors", "dbac"),
            prevent_destroy=True,
        )
    ).one("azurerm_databricks_workspace")
    assert_sets(
        body,
        managed_resource_group_name="rg-managed",
        sku="premium",
        customer_managed_key_enabled=False,
        infrastructure_encryption_enabled=True,
        public_network_access_enabled=False,
        network_security_group_rules_required="NoAzureDatabricksRules",
        default_storage_firewall_enabled=True,
        access_connector_id=SUBSCRIPTION.resource("Microsoft.Databricks/accessConnectors", "dbac").id,
        lifecycle={
            "ignore_changes": ["custom_parameters[0].machine_learning_workspace_id"],
            "prevent_destroy": True,
        },
    )
    assert_sets(
        body["custom_parameters"],
        no_public_ip=True,
        virtual_network_id=NETWORK.id,
        public_subnet_name="host",
        public_subnet_network_security_group_association_id=NETWORK.child("subnets", "host").id,
        private_subnet_name="container",
        private_subnet_network_security_group_association_id=NETWORK.child("subnets", "container").id,
        storage_account_name="dbstorage",
    )
