"""The actions that Terraform needs for single resources."""

from __future__ import annotations

import copy
import datetime
from typing import Any

import pytest

from azure_data_landing_zone.azure import tables
from azure_data_landing_zone.rights.needs import StackNeeds, stack_needs, tolerated
from azure_data_landing_zone.synthesized.references import Resolver
from support import Json

SUBSCRIPTION = "/subscriptions/00000000-0000-0000-0000-000000000000"
GROUP = f"{SUBSCRIPTION}/resourceGroups/rg"
NETWORK = f"{GROUP}/providers/Microsoft.Network/virtualNetworks/vnet"
SUBNET = f"{NETWORK}/subnets/one"
IDENTITY = f"{GROUP}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id"
WORKSPACE = f"{GROUP}/providers/Microsoft.MachineLearningServices/workspaces/mlw"
CLUSTER = f"{GROUP}/providers/Microsoft.ContainerService/managedClusters/aks"
VAULT = f"{GROUP}/providers/Microsoft.KeyVault/vaults/kv"
ACTION_GROUP = f"{GROUP}/providers/Microsoft.Insights/actionGroups/ag"
LOGS = f"{GROUP}/providers/Microsoft.OperationalInsights/workspaces/log"
SYNAPSE = f"{GROUP}/providers/Microsoft.Synapse/workspaces/syn"
PEER = f"{GROUP}/providers/Microsoft.Network/virtualNetworks/hub"
ASSIGN = "Microsoft.ManagedIdentity/userAssignedIdentities/assign/action"
JOIN = "Microsoft.Network/virtualNetworks/subnets/join/action"
JOIN_NETWORK = "Microsoft.Network/virtualNetworks/join/action"
READ_GROUP = "Microsoft.Insights/actionGroups/read"
BASE = {"name": "x", "resource_group_name": "rg"}


def needs(kind: str, body: Json, *, part: str = "resource", features: Json | None = None, **more: Json) -> StackNeeds:
    provider = {"subscription_id": SUBSCRIPTION.rpartition("/")[2], "features": [features or {}]}
    document: Json = {"provider": {"azurerm": [provider]}, part: {kind: {"one": body}}, **more}
    return stack_needs(Resolver("s", document), document)


def found(result: StackNeeds) -> set[tuple[str, str, str]]:
    assert not result.undecided
    return {(need.action, need.scope, need.step) for need in result.needs}


def azapi(type_: str, parent: str, properties: Json, **more: Any) -> Json:
    return {"type": f"{type_}@2025-01-01", "name": "x", "parent_id": parent, "body": {"properties": properties}, **more}


def test_read_write_and_delete_follow_from_the_type() -> None:
    scope = f"{GROUP}/providers/Microsoft.Network/routeTables/x"
    kind = "Microsoft.Network/routeTables"
    assert found(needs("azurerm_route_table", BASE)) == {
        (f"{kind}/read", scope, "plan"),
        (f"{kind}/write", scope, "apply"),
        (f"{kind}/delete", scope, "destroy"),
    }


def test_a_role_assignment_without_a_name_needs_rights_at_its_scope() -> None:
    """The provider makes the name up."""
    body = {"scope": WORKSPACE, "role_definition_id": f"{SUBSCRIPTION}/roleDefinitions/{'1' * 8}", "principal_id": "p"}
    named = {**body, "name": "one"}
    assert found(needs("azurerm_role_assignment", body)) == found(needs("azurerm_role_assignment", named))
    assert len(found(needs("azurerm_role_assignment", body))) > 2
    [one] = needs("azurerm_role_assignment", {**body, "scope": "${data.x.y.id}"}).undecided
    assert one.reason == "its resource id is known after apply only"


def test_a_resource_group_has_another_type_in_actions() -> None:
    kind = "Microsoft.Resources/subscriptions/resourceGroups"
    assert {action for action, _, _ in found(needs("azurerm_resource_group", {"name": "rg"}))} == {
        f"{kind}/read",
        f"{kind}/write",
        f"{kind}/delete",
    }


def test_an_azapi_resource_has_the_actions_of_its_type() -> None:
    connection = azapi("Microsoft.MachineLearningServices/workspaces/connections", WORKSPACE, {})
    kind = "Microsoft.MachineLearningServices/workspaces/connections"
    assert (f"{kind}/write", f"{WORKSPACE}/connections/x", "apply") in found(needs("azapi_resource", connection))


@pytest.mark.parametrize(
    ("body", "action"),
    [
        ({"action": "updateQuotas"}, "Microsoft.X/y/updateQuotas/action"),
        ({"method": "PATCH"}, "Microsoft.X/y/write"),
        ({"method": "DELETE"}, "Microsoft.X/y/delete"),
        ({"method": "GET", "action": "z"}, "Microsoft.X/y/z/read"),
    ],
)
def test_an_action_of_azapi_follows_from_its_method(body: Json, action: str) -> None:
    scope = f"{GROUP}/providers/Microsoft.X/y/one"
    called = {"type": "Microsoft.X/y@2025-01-01", "resource_id": scope, **body}
    assert found(needs("azapi_resource_action", called)) == {(action, scope, "apply")}


def test_data_sources_are_read_to_plan() -> None:
    source = {
        "type": "Microsoft.DataFactory/factories@2018-06-01",
        "resource_id": f"{GROUP}/providers/Microsoft.DataFactory/factories/f",
    }
    assert found(needs("azapi_resource", source, part="data")) == {
        ("Microsoft.DataFactory/factories/read", source["resource_id"], "plan")
    }
    listed = {"type": "Microsoft.KeyVault/vaults/privateEndpointConnections@2024-11-01", "parent_id": VAULT}
    assert found(needs("azapi_resource_list", listed, part="data")) == {
        ("Microsoft.KeyVault/vaults/privateEndpointConnections/read", VAULT, "plan")
    }
    identity = {"name": "id", "resource_group_name": "rg"}
    assert found(needs("azurerm_user_assigned_identity", identity, part="data")) == {
        ("Microsoft.ManagedIdentity/userAssignedIdentities/read", IDENTITY, "plan")
    }
    assert found(needs("azurerm_client_config", {}, part="data")) == set()


#: Each linked action of the table: the resource, what it is linked to, and the action there.
LINKED: list[tuple[str, Json, str, str]] = [
    ("azurerm_storage_account", {**BASE, "identity": {"identity_ids": [IDENTITY]}}, ASSIGN, IDENTITY),
    (
        "azurerm_storage_account",
        {**BASE, "customer_managed_key": {"user_assigned_identity_id": IDENTITY}},
        ASSIGN,
        IDENTITY,
    ),
    ("azurerm_container_registry", {**BASE, "identity": {"identity_ids": [IDENTITY]}}, ASSIGN, IDENTITY),
    (
        "azurerm_application_insights",
        {**BASE, "workspace_id": LOGS},
        "Microsoft.OperationalInsights/workspaces/read",
        LOGS,
    ),
    ("azurerm_private_endpoint", {**BASE, "subnet_id": SUBNET}, JOIN, SUBNET),
    (
        "azurerm_private_endpoint",
        {
            **BASE,
            "private_dns_zone_group": {
                "private_dns_zone_ids": [f"{GROUP}/providers/Microsoft.Network/privateDnsZones/z"]
            },
        },
        "Microsoft.Network/privateDnsZones/join/action",
        f"{GROUP}/providers/Microsoft.Network/privateDnsZones/z",
    ),
    (
        "azurerm_private_endpoint",
        {**BASE, "private_service_connection": {"private_connection_resource_id": VAULT}},
        "Microsoft.KeyVault/vaults/privateEndpointConnectionsApproval/action",
        VAULT,
    ),
    (
        "azurerm_private_dns_zone_virtual_network_link",
        {**BASE, "private_dns_zone_name": "z", "virtual_network_id": NETWORK},
        JOIN_NETWORK,
        NETWORK,
    ),
    (
        "azapi_resource",
        azapi(
            "Microsoft.Network/privateDnsZones/virtualNetworkLinks",
            f"{GROUP}/providers/Microsoft.Network/privateDnsZones/z",
            {"virtualNetwork": {"id": NETWORK}},
        ),
        JOIN_NETWORK,
        NETWORK,
    ),
    (
        "azurerm_virtual_network_peering",
        {**BASE, "virtual_network_name": "vnet", "remote_virtual_network_id": PEER},
        "Microsoft.Network/virtualNetworks/peer/action",
        PEER,
    ),
    (
        "azapi_resource",
        azapi(
            "Microsoft.Network/virtualNetworks/virtualNetworkPeerings", NETWORK, {"remoteVirtualNetwork": {"id": PEER}}
        ),
        "Microsoft.Network/virtualNetworks/peer/action",
        PEER,
    ),
    *(
        (
            "azapi_resource",
            azapi("Microsoft.Network/virtualNetworks/subnets", NETWORK, {property_: value}),
            f"Microsoft.Network/{kind}/join/action",
            f"{GROUP}/providers/Microsoft.Network/{kind}/x",
        )
        for kind, property_, value in [
            (
                kind,
                property_,
                [{"id": f"{GROUP}/providers/Microsoft.Network/{kind}/x"}]
                if several
                else {"id": f"{GROUP}/providers/Microsoft.Network/{kind}/x"},
            )
            for kind, property_, several in [
                ("networkSecurityGroups", "networkSecurityGroup", False),
                ("routeTables", "routeTable", False),
                ("natGateways", "natGateway", False),
                ("serviceEndpointPolicies", "serviceEndpointPolicies", True),
            ]
        ]
    ),
    (
        "azurerm_nat_gateway_public_ip_association",
        {
            "nat_gateway_id": f"{GROUP}/providers/Microsoft.Network/natGateways/n",
            "public_ip_address_id": f"{GROUP}/providers/Microsoft.Network/publicIPAddresses/p",
        },
        "Microsoft.Network/publicIPAddresses/join/action",
        f"{GROUP}/providers/Microsoft.Network/publicIPAddresses/p",
    ),
    (
        "azurerm_monitor_diagnostic_setting",
        {"name": "x", "target_resource_id": VAULT, "log_analytics_workspace_id": LOGS},
        "Microsoft.OperationalInsights/workspaces/sharedKeys/action",
        LOGS,
    ),
    ("azurerm_monitor_metric_alert", {**BASE, "action": [{"action_group_id": ACTION_GROUP}]}, READ_GROUP, ACTION_GROUP),
    (
        "azurerm_monitor_metric_alert",
        {**BASE, "scopes": [WORKSPACE]},
        "Microsoft.MachineLearningServices/workspaces/read",
        WORKSPACE,
    ),
    (
        "azurerm_monitor_activity_log_alert",
        {**BASE, "action": [{"action_group_id": ACTION_GROUP}]},
        READ_GROUP,
        ACTION_GROUP,
    ),
    (
        "azurerm_monitor_scheduled_query_rules_alert_v2",
        {**BASE, "action": {"action_groups": [ACTION_GROUP]}},
        READ_GROUP,
        ACTION_GROUP,
    ),
    (
        "azurerm_monitor_scheduled_query_rules_alert_v2",
        {**BASE, "scopes": [LOGS]},
        "Microsoft.OperationalInsights/workspaces/read",
        LOGS,
    ),
    (
        "azapi_resource",
        azapi(
            "Microsoft.EventGrid/systemTopics/eventSubscriptions",
            f"{GROUP}/providers/Microsoft.EventGrid/systemTopics/t",
            {"destination": {"properties": {"actionGroups": [ACTION_GROUP]}}},
        ),
        READ_GROUP,
        ACTION_GROUP,
    ),
    (
        "azurerm_monitor_action_group",
        {**BASE, "webhook_receiver": [{"aad_auth": {"object_id": "cccccccc-1111-1111-1111-111111111111"}}]},
        "be an owner of the Entra application",
        "cccccccc-1111-1111-1111-111111111111",
    ),
    (
        "azurerm_consumption_budget_subscription",
        {"name": "x", "subscription_id": SUBSCRIPTION, "notification": [{"contact_groups": [ACTION_GROUP]}]},
        READ_GROUP,
        ACTION_GROUP,
    ),
    (
        "azurerm_consumption_budget_resource_group",
        {"name": "x", "resource_group_id": GROUP, "notification": [{"contact_groups": [ACTION_GROUP]}]},
        READ_GROUP,
        ACTION_GROUP,
    ),
    ("azurerm_machine_learning_workspace", {**BASE, "identity": {"identity_ids": [IDENTITY]}}, ASSIGN, IDENTITY),
    (
        "azurerm_machine_learning_workspace",
        {**BASE, "encryption": {"user_assigned_identity_id": IDENTITY}},
        ASSIGN,
        IDENTITY,
    ),
    *(
        (
            "azurerm_machine_learning_compute_cluster",
            {"name": "x", "machine_learning_workspace_id": WORKSPACE, **body},
            action,
            scope,
        )
        for body, action, scope in [
            ({"identity": {"identity_ids": [IDENTITY]}}, ASSIGN, IDENTITY),
            ({"subnet_resource_id": SUBNET}, JOIN, SUBNET),
            ({"subnet_resource_id": SUBNET}, JOIN_NETWORK, NETWORK),
        ]
    ),
    *(
        (
            "azurerm_machine_learning_synapse_spark",
            {"name": "x", "machine_learning_workspace_id": WORKSPACE, **body},
            action,
            scope,
        )
        for body, action, scope in [
            ({"identity": {"identity_ids": [IDENTITY]}}, ASSIGN, IDENTITY),
            (
                {"synapse_spark_pool_id": f"{SYNAPSE}/bigDataPools/p"},
                "Microsoft.Synapse/workspaces/bigDataPools/read",
                f"{SYNAPSE}/bigDataPools/p",
            ),
        ]
    ),
    *(
        (
            "azapi_resource",
            azapi("Microsoft.MachineLearningServices/workspaces/computes", WORKSPACE, properties, **more),
            action,
            scope,
        )
        for properties, more, action, scope in [
            ({}, {"identity": [{"identity_ids": [IDENTITY]}]}, ASSIGN, IDENTITY),
            ({"properties": {"subnet": {"id": SUBNET}}}, {}, JOIN, SUBNET),
            ({"properties": {"subnet": {"id": SUBNET}}}, {}, JOIN_NETWORK, NETWORK),
            ({"resourceId": CLUSTER}, {}, "Microsoft.ContainerService/managedClusters/read", CLUSTER),
            (
                {"resourceId": CLUSTER},
                {},
                "Microsoft.ContainerService/managedClusters/listClusterAdminCredential/action",
                CLUSTER,
            ),
        ]
    ),
    (
        "azapi_resource",
        azapi(
            "Microsoft.MachineLearningServices/workspaces/linkedServices",
            WORKSPACE,
            {"linkedServiceResourceId": SYNAPSE},
        ),
        "Microsoft.Synapse/workspaces/read",
        SYNAPSE,
    ),
    ("azurerm_kubernetes_cluster", {**BASE, "identity": {"identity_ids": [IDENTITY]}}, ASSIGN, IDENTITY),
    ("azurerm_kubernetes_cluster", {**BASE, "default_node_pool": {"vnet_subnet_id": SUBNET}}, JOIN, SUBNET),
    (
        "azurerm_kubernetes_cluster_node_pool",
        {"name": "x", "kubernetes_cluster_id": CLUSTER, "vnet_subnet_id": SUBNET},
        JOIN,
        SUBNET,
    ),
    *(
        (
            "azurerm_databricks_workspace",
            {
                **BASE,
                "custom_parameters": {
                    "virtual_network_id": NETWORK,
                    "public_subnet_name": "hosts",
                    "private_subnet_name": "containers",
                },
            },
            action,
            f"{NETWORK}/subnets/{subnet}",
        )
        for subnet in ("hosts", "containers")
        for action in (JOIN, "Microsoft.Network/virtualNetworks/subnets/write")
    ),
    (
        "azapi_update_resource",
        {
            "type": "Microsoft.KeyVault/vaults/privateEndpointConnections@2024-11-01",
            "name": "${data.azapi_resource_list.x.output.name}",
            "parent_id": VAULT,
        },
        "Microsoft.KeyVault/vaults/privateEndpointConnectionsApproval/action",
        VAULT,
    ),
]


@pytest.mark.parametrize(("kind", "body", "action", "scope"), LINKED, ids=lambda value: str(value)[:40])
def test_what_is_linked_needs_an_action_where_it_is(kind: str, body: Json, action: str, scope: str) -> None:
    linked = {(need.action, need.scope) for need in needs(kind, body).needs if need.linked}
    assert (action, scope) in linked


FACTORY = f"{GROUP}/providers/Microsoft.DataFactory/factories/f"
SCOPE = f"{GROUP}/providers/Microsoft.Insights/privateLinkScopes/s"
ACCOUNT = f"{GROUP}/providers/Microsoft.Storage/storageAccounts/st"
POLLING = "Microsoft.Insights/privateLinkScopeOperationStatuses/read"
ROLE = f"{SUBSCRIPTION}/providers/Microsoft.Authorization/roleDefinitions/7f951dda-4ed3-4680-a7ca-43fe172d538d"
MANAGED = "Microsoft.DataFactory/factories/managedVirtualNetworks/read"
MORE: list[tuple[str, Json, str, str, str]] = [
    ("azurerm_monitor_private_link_scoped_service", {**BASE, "scope_name": "s"}, POLLING, GROUP, "apply"),
    (
        "azapi_resource",
        azapi("Microsoft.Insights/privateLinkScopes/scopedResources", SCOPE, {}),
        POLLING,
        GROUP,
        "apply",
    ),
    (
        "azurerm_machine_learning_workspace",
        {**BASE, "encryption": {"key_vault_id": VAULT}},
        "Microsoft.KeyVault/vaults/read",
        VAULT,
        "apply",
    ),
    (
        "azurerm_machine_learning_compute_cluster",
        {"name": "x", "machine_learning_workspace_id": WORKSPACE},
        "Microsoft.MachineLearningServices/workspaces/read",
        WORKSPACE,
        "apply",
    ),
    (
        "azurerm_machine_learning_datastore_datalake_gen2",
        {
            "name": "x",
            "workspace_id": WORKSPACE,
            "storage_container_id": f"{ACCOUNT}/blobServices/default/containers/c",
        },
        "Microsoft.Storage/storageAccounts/read",
        ACCOUNT,
        "plan",
    ),
    (
        "azurerm_kubernetes_cluster",
        BASE,
        "Microsoft.ContainerService/managedClusters/agentPools/read",
        f"{GROUP}/providers/Microsoft.ContainerService/managedClusters/x",
        "apply",
    ),
    (
        "azurerm_kubernetes_cluster_node_pool",
        {"name": "x", "kubernetes_cluster_id": CLUSTER},
        "Microsoft.ContainerService/managedClusters/read",
        CLUSTER,
        "apply",
    ),
    (
        "azurerm_data_factory",
        BASE,
        MANAGED,
        f"{GROUP}/providers/Microsoft.DataFactory/factories/x",
        "plan",
    ),
    (
        "azurerm_data_factory_managed_private_endpoint",
        {"name": "x", "data_factory_id": FACTORY},
        MANAGED,
        FACTORY,
        "apply",
    ),
    *(
        (
            "azurerm_synapse_role_assignment",
            body,
            f"Synapse: workspaces/roleAssignments/{verb}",
            SYNAPSE,
            "plan" if verb == "read" else "apply",
        )
        for body in ({"synapse_workspace_id": SYNAPSE}, {"synapse_spark_pool_id": f"{SYNAPSE}/bigDataPools/p"})
        for verb in ("read", "write")
    ),
    (
        "azurerm_synapse_managed_private_endpoint",
        {"name": "x", "synapse_workspace_id": SYNAPSE},
        "Microsoft.Synapse/workspaces/read",
        SYNAPSE,
        "apply",
    ),
    (
        "azurerm_synapse_managed_private_endpoint",
        {"name": "x", "synapse_workspace_id": SYNAPSE},
        "Synapse: workspaces/managedPrivateEndpoint/write",
        SYNAPSE,
        "apply",
    ),
    (
        "azurerm_storage_account",
        BASE,
        "Microsoft.Storage/storageAccounts/blobServices/read",
        f"{GROUP}/providers/Microsoft.Storage/storageAccounts/x/blobServices/default",
        "plan",
    ),
    (
        "azurerm_storage_account",
        BASE,
        "Microsoft.Storage/storageAccounts/blobServices/write",
        f"{GROUP}/providers/Microsoft.Storage/storageAccounts/x/blobServices/default",
        "apply",
    ),
    (
        "azurerm_storage_account",
        BASE,
        "Microsoft.Storage/storageAccounts/fileServices/read",
        f"{GROUP}/providers/Microsoft.Storage/storageAccounts/x/fileServices/default",
        "plan",
    ),
    (
        "azurerm_container_registry",
        BASE,
        "Microsoft.ContainerRegistry/registries/replications/read",
        f"{GROUP}/providers/Microsoft.ContainerRegistry/registries/x",
        "plan",
    ),
    (
        "azurerm_application_insights",
        BASE,
        "Microsoft.Insights/components/currentBillingFeatures/read",
        f"{GROUP}/providers/Microsoft.Insights/components/x",
        "plan",
    ),
    (
        "azurerm_application_insights",
        BASE,
        "Microsoft.Insights/components/currentBillingFeatures/write",
        f"{GROUP}/providers/Microsoft.Insights/components/x",
        "apply",
    ),
    (
        "azurerm_log_analytics_workspace",
        BASE,
        "Microsoft.OperationalInsights/deletedWorkspaces/read",
        SUBSCRIPTION,
        "apply",
    ),
    (
        "azurerm_private_endpoint",
        BASE,
        "Microsoft.Network/privateEndpoints/privateDnsZoneGroups/read",
        f"{GROUP}/providers/Microsoft.Network/privateEndpoints/x",
        "plan",
    ),
    (
        "azurerm_private_endpoint",
        BASE,
        "Microsoft.Network/privateEndpoints/privateDnsZoneGroups/write",
        f"{GROUP}/providers/Microsoft.Network/privateEndpoints/x",
        "apply",
    ),
    (
        "azurerm_private_endpoint",
        BASE,
        "Microsoft.Network/privateEndpoints/privateDnsZoneGroups/delete",
        f"{GROUP}/providers/Microsoft.Network/privateEndpoints/x",
        "apply",
    ),
    (
        "azurerm_private_dns_zone",
        BASE,
        "Microsoft.Network/privateDnsZones/SOA/read",
        f"{GROUP}/providers/Microsoft.Network/privateDnsZones/x",
        "plan",
    ),
    (
        "azurerm_role_assignment",
        {"name": "n", "scope": GROUP, "role_definition_id": ROLE},
        "Microsoft.Authorization/roleDefinitions/read",
        ROLE,
        "plan",
    ),
    (
        "azurerm_kubernetes_cluster",
        BASE,
        "Microsoft.ContainerService/managedClusters/listClusterUserCredential/action",
        f"{GROUP}/providers/Microsoft.ContainerService/managedClusters/x",
        "plan",
    ),
    (
        "azurerm_kubernetes_cluster",
        BASE,
        "Microsoft.ContainerService/managedClusters/maintenanceConfigurations/read",
        f"{GROUP}/providers/Microsoft.ContainerService/managedClusters/x",
        "plan",
    ),
    (
        "azurerm_data_factory",
        BASE,
        "Microsoft.DataFactory/factories/managedVirtualNetworks/write",
        f"{GROUP}/providers/Microsoft.DataFactory/factories/x",
        "apply",
    ),
    (
        "azurerm_data_factory_integration_runtime_self_hosted",
        {"name": "x", "data_factory_id": FACTORY},
        "Microsoft.DataFactory/factories/integrationRuntimes/listAuthKeys/action",
        f"{FACTORY}/integrationRuntimes/x",
        "plan",
    ),
    (
        "azurerm_data_factory_integration_runtime_azure",
        {"name": "x", "data_factory_id": FACTORY},
        "Microsoft.DataFactory/factories/integrationRuntimes/getStatus/action",
        f"{FACTORY}/integrationRuntimes/x",
        "plan",
    ),
    (
        "azurerm_synapse_workspace",
        BASE,
        "Microsoft.Synapse/workspaces/managedIdentitySqlControlSettings/read",
        f"{GROUP}/providers/Microsoft.Synapse/workspaces/x",
        "plan",
    ),
    (
        "azurerm_synapse_workspace",
        BASE,
        "Microsoft.Synapse/workspaces/managedIdentitySqlControlSettings/write",
        f"{GROUP}/providers/Microsoft.Synapse/workspaces/x",
        "apply",
    ),
]


@pytest.mark.parametrize(("kind", "body", "action", "scope", "step"), MORE, ids=lambda value: str(value)[:40])
def test_what_the_provider_reads_and_writes_besides(kind: str, body: Json, action: str, scope: str, step: str) -> None:
    assert (action, scope, step) in found(needs(kind, body))


def _azure_or_terraform_type(kind: str, body: Json) -> str:
    return str(body["type"]).partition("@")[0] if kind.startswith("azapi_") else kind


def test_every_other_row_of_resources_has_a_case() -> None:
    cases = {(_azure_or_terraform_type(kind, body), step) for kind, body, _, _, step in MORE}
    actions = {(_azure_or_terraform_type(kind, body), action, step) for kind, body, action, _, step in MORE}
    for kind, row in tables.read("operations").items():
        if kind == "backend_azurerm" or kind.startswith("data."):
            continue
        for more in row.get("more", ()):
            if more.get("linked") or more.get("refused") or more.get("feature"):
                continue
            step = more.get("for", "apply")
            if more["action"] == "read":
                assert (kind, step) in cases, more
            else:
                assert (kind, more["action"], step) in actions, more


def test_every_linked_row_of_the_table_has_a_case() -> None:
    rows = [
        (kind, more["action"], more["at"])
        for kind, row in tables.read("operations").items()
        for more in row.get("more", ())
        if more.get("linked")
    ]
    assert len(rows) == len(LINKED)
    for row in tables.read("operations").values():
        for number, more in enumerate(row.get("more", ())):
            assert {"action", "at"} <= set(more), number


def unsourced(table: Json) -> list[str]:
    """The rows of the table without a source or a date of their own."""
    rows = {kind: row for kind, row in table.items() if "own" in row}
    for kind, row in table.items():
        rows |= {f"{kind}.more[{number}]": more for number, more in enumerate(row.get("more", ()))}
    return [at for at, row in rows.items() if not row.get("source") or not isinstance(row.get("read"), datetime.date)]


def test_every_row_of_the_table_has_its_own_source_and_date() -> None:
    table = tables.read("operations")
    assert unsourced(table) == []
    for key in ("source", "read"):
        broken = copy.deepcopy(table)
        del broken["azurerm_synapse_role_assignment"][key]
        del broken["azurerm_storage_account"]["more"][3][key]
        assert unsourced(broken) == ["azurerm_synapse_role_assignment", "azurerm_storage_account.more[3]"]


def test_a_vault_is_purged_only_where_the_provider_does_so() -> None:
    purge = "Microsoft.KeyVault/locations/deletedVaults/purge/action"
    assert purge not in {need.action for need in needs("azurerm_key_vault", BASE).needs}
    features = {"key_vault": [{"purge_soft_delete_on_destroy": True}]}
    read = "Microsoft.KeyVault/locations/deletedVaults/read"
    destroyed = found(needs("azurerm_key_vault", BASE, features=features))
    assert {(purge, SUBSCRIPTION, "destroy"), (read, SUBSCRIPTION, "destroy")} <= destroyed


def test_a_resource_group_is_searched_before_its_end_only_where_the_provider_does_so() -> None:
    listed = "Microsoft.Resources/subscriptions/resourceGroups/resources/read"
    body = {"name": "rg"}
    assert listed not in {need.action for need in needs("azurerm_resource_group", body).needs}
    features = {"resource_group": [{"prevent_deletion_if_contains_resources": True}]}
    assert (listed, GROUP, "destroy") in found(needs("azurerm_resource_group", body, features=features))


def test_what_the_provider_does_without_is_no_need() -> None:
    for kind, action in (
        ("azurerm_storage_account", "Microsoft.Storage/storageAccounts/listKeys/action"),
        ("azurerm_log_analytics_workspace", "Microsoft.OperationalInsights/workspaces/sharedKeys/action"),
        ("azurerm_key_vault", "Microsoft.KeyVault/locations/deletedVaults/read"),
    ):
        assert action not in {need.action for need in needs(kind, BASE).needs}
        assert tolerated(action)
    assert not tolerated("Microsoft.Storage/storageAccounts/write")


def test_an_unknown_type_and_an_unknown_id_are_undecided() -> None:
    (one,) = needs("azurerm_no_such_resource", BASE).undecided
    assert one.reason == "its resource id is known after apply only"
    (source,) = needs("azurerm_no_such_source", {}, part="data").undecided
    assert source.reason == "no row of the table of operations covers its type"
    (two,) = needs("azurerm_route_table", {**BASE, "name": "${random_id.x.hex}"}).undecided
    assert two.address == "azurerm_route_table.one"
    (three,) = needs("azurerm_private_endpoint", {**BASE, "subnet_id": "${var.subnet}"}).undecided
    assert three.reason == "subnet_id is known after apply only"


def test_helpers_of_terraform_need_nothing() -> None:
    assert found(needs("terraform_data", {"input": "x"})) == set()


def test_the_state_is_read_to_plan_and_written_to_apply() -> None:
    backend = {
        "subscription_id": SUBSCRIPTION.rpartition("/")[2],
        "resource_group_name": "rg-state",
        "storage_account_name": "st",
        "container_name": "core",
    }
    container = f"{SUBSCRIPTION}/resourceGroups/rg-state/providers/Microsoft.Storage/storageAccounts/st/blobServices/default/containers/core"
    blobs = "Microsoft.Storage/storageAccounts/blobServices/containers/blobs"
    result = needs("terraform_data", {}, terraform={"backend": {"azurerm": backend}})
    assert found(result) == {(f"{blobs}/read", container, "plan"), (f"{blobs}/write", container, "apply")}
    assert all(need.data for need in result.needs)
    account = {"name": "st", "resource_group_name": "rg-state"}
    own = needs("azurerm_storage_account", account, terraform={"backend": {"azurerm": backend}})
    assert not [need for need in own.needs if need.data], "the stack that creates the account begins with a local state"


def test_an_assignment_carries_its_role() -> None:
    body = {
        "name": "n",
        "scope": GROUP,
        "role_definition_id": f"{SUBSCRIPTION}/providers/Microsoft.Authorization/roleDefinitions/7F951DDA-4ED3-4680-A7CA-43FE172D538D",
        "principal_type": "Group",
    }
    given = {need.action.rpartition("/")[2]: need for need in needs("azurerm_role_assignment", body).needs if need.role}
    assert set(given) == {"write", "delete"}
    assert given["write"].role == "7f951dda-4ed3-4680-a7ca-43fe172d538d"
    assert given["delete"].principal_type == "Group"


def test_an_assignment_may_name_its_role() -> None:
    body = {"name": "n", "scope": GROUP, "role_definition_name": "AcrPull"}
    given = {need.role for need in needs("azurerm_role_assignment", body).needs if need.action.endswith("/write")}
    assert given == {"7f951dda-4ed3-4680-a7ca-43fe172d538d"}
    (undecided,) = needs("azurerm_role_assignment", {**body, "role_definition_name": "Mine"}).undecided
    assert undecided.reason == "the id of the role Mine is not known: give role_definition_id"
