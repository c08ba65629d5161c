"""The azurerm bindings, one module per resource type: `azurerm.key_vault.KeyVault`."""

from __future__ import annotations

import functools
from typing import Any

from . import bindings, framework, selection

PACKAGE = selection.ENGINES[framework.NAME]

#: The modules that this library uses; a test holds them against its code.
SUBMODULES = (
    "application_insights",
    "application_insights_workbook",
    "consumption_budget_resource_group",
    "consumption_budget_subscription",
    "container_registry",
    "data_azurerm_client_config",
    "data_azurerm_user_assigned_identity",
    "data_azurerm_databricks_workspace",
    "databricks_access_connector",
    "databricks_workspace",
    "data_factory",
    "data_factory_integration_runtime_azure",
    "data_factory_integration_runtime_self_hosted",
    "data_factory_managed_private_endpoint",
    "eventgrid_system_topic",
    "firewall_policy_rule_collection_group",
    "key_vault",
    "kubernetes_cluster",
    "kubernetes_cluster_extension",
    "kubernetes_cluster_node_pool",
    "kubernetes_cluster_trusted_access_role_binding",
    "log_analytics_workspace",
    "machine_learning_compute_cluster",
    "machine_learning_datastore_datalake_gen2",
    "machine_learning_synapse_spark",
    "machine_learning_workspace",
    "machine_learning_workspace_network_outbound_rule_fqdn",
    "machine_learning_workspace_network_outbound_rule_private_endpoint",
    "machine_learning_workspace_network_outbound_rule_service_tag",
    "management_group_policy_assignment",
    "management_group_policy_remediation",
    "management_group_policy_set_definition",
    "monitor_action_group",
    "monitor_activity_log_alert",
    "management_lock",
    "monitor_diagnostic_setting",
    "monitor_metric_alert",
    "monitor_private_link_scope",
    "monitor_private_link_scoped_service",
    "monitor_scheduled_query_rules_alert_v2",
    "nat_gateway",
    "nat_gateway_public_ip_association",
    "network_security_group",
    "network_security_rule",
    "policy_definition",
    "policy_set_definition",
    "portal_dashboard",
    "private_dns_zone",
    "private_dns_zone_virtual_network_link",
    "private_endpoint",
    "provider",
    "public_ip",
    "resource_group",
    "resource_group_policy_assignment",
    "resource_group_policy_exemption",
    "resource_group_policy_remediation",
    "resource_policy_exemption",
    "role_assignment",
    "role_definition",
    "route_table",
    "storage_account",
    "storage_container",
    "storage_management_policy",
    "subnet_service_endpoint_storage_policy",
    "subscription_policy_assignment",
    "subscription_policy_remediation",
    "synapse_managed_private_endpoint",
    "synapse_private_link_hub",
    "synapse_role_assignment",
    "synapse_spark_pool",
    "synapse_sql_pool",
    "synapse_workspace",
    "synapse_workspace_sql_aad_admin",
    "user_assigned_identity",
    "virtual_network",
    "virtual_network_peering",
)


bindings.place(PACKAGE, SUBMODULES)


@functools.cache
def terraform_type(class_: type) -> str:
    """The beginning of the addresses of a class of the bindings or a subclass of one.

    Such as `azurerm_key_vault`, or `data.azurerm_client_config` for a data source.
    """
    for base in class_.__mro__:
        if base.__module__.startswith(f"{PACKAGE}."):
            module = base.__module__.removeprefix(f"{PACKAGE}.")
            data = module.removeprefix("data_azurerm_")
            return f"azurerm_{module}" if data == module else f"data.azurerm_{data}"
    raise TypeError(f"{class_.__name__} is no class of the azurerm bindings")


def __getattr__(name: str) -> Any:
    if name.startswith("__"):
        raise AttributeError(name)
    try:
        return bindings.module(PACKAGE, name)
    except ModuleNotFoundError as error:
        if error.name != f"{PACKAGE}.{name}":
            raise
        raise AttributeError(f"the azurerm bindings have no module {name!r}") from None
