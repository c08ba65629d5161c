"""Each construct sets what keeps its resource safe, whatever the provider's defaults are."""

from __future__ import annotations

import dataclasses
import json
import re
from collections.abc import Callable
from typing import Any

import pytest

from azure_data_landing_zone.azure.diagnostics import DiagnosticDecision
from azure_data_landing_zone.azure.ids import ResourceId
from azure_data_landing_zone.engine import azurerm
from azure_data_landing_zone.resources import (
    ApplicationInsights,
    ContainerRegistry,
    DiagnosticSetting,
    ExistingResourceGroup,
    FirewallRule,
    FirewallRules,
    Gate,
    KeyVault,
    LogAnalyticsWorkspace,
    MachineLearningComputeCluster,
    MachineLearningDatastore,
    MachineLearningWorkspace,
    PolicyAssignmentSettings,
    PrivateEndpoint,
    PrivateLinkScope,
    ResourceGroup,
    ResourceInstanceRule,
    RoleAssignment,
    RouteTable,
    StorageAccount,
    UserAssignedIdentity,
)
from azure_data_landing_zone.resources.policy_assignment import policy_assignment
from azure_data_landing_zone.resources.role_assignment import PrincipalType

Built = Callable[[Callable[[Any], object]], Any]
GROUP = ExistingResourceGroup("rg-test", "westeurope")
SUBSCRIPTION = ResourceId("00000000-0000-0000-0000-000000000000", "rg-test")
SUBNET = SUBSCRIPTION.resource("Microsoft.Network/virtualNetworks", "vnet").child("subnets", "snet")
LOGS = SUBSCRIPTION.resource("Microsoft.OperationalInsights/workspaces", "log")
TENANT = "11111111-1111-1111-1111-111111111111"


def test_a_key_vault_is_private_and_uses_roles(built: Built) -> None:
    stack = built(lambda scope: KeyVault(scope, "vault", name="kv-test", resource_group=GROUP, tenant_id=TENANT))
    vault = stack.one("azurerm_key_vault")
    assert vault["rbac_authorization_enabled"] is True
    assert vault["public_network_access_enabled"] is False
    assert vault["purge_protection_enabled"] is True
    assert vault["network_acls"] == {"bypass": "AzureServices", "default_action": "Deny"}


def test_a_storage_account_has_no_keys_and_no_public_access(built: Built) -> None:
    stack = built(lambda scope: StorageAccount(scope, "account", name="sttest", resource_group=GROUP))
    account = stack.one("azurerm_storage_account")
    assert account["shared_access_key_enabled"] is False
    assert account["local_user_enabled"] is False
    assert account["public_network_access_enabled"] is False
    assert account["allow_nested_items_to_be_public"] is False
    assert account["network_rules"]["default_action"] == "Deny"
    assert account["min_tls_version"] == "TLS1_2"
    assert account["blob_properties"]["versioning_enabled"] is True
    assert account["blob_properties"]["delete_retention_policy"] == {"days": 30}
    assert account["blob_properties"]["container_delete_retention_policy"] == {"days": 30}


def test_a_lake_account_is_not_versioned_which_azure_refuses(built: Built) -> None:
    rule = ResourceInstanceRule("/subscriptions/x/resourceGroups/*/providers/A/b/*", TENANT)
    stack = built(
        lambda scope: StorageAccount(
            scope,
            "account",
            name="sttest",
            resource_group=GROUP,
            hierarchical_namespace=True,
            resource_instance_rules=[rule],
            cool_after_days=30,
            delete_after_days=365,
        )
    )
    account = stack.one("azurerm_storage_account")
    assert account["is_hns_enabled"] is True
    assert account["blob_properties"]["versioning_enabled"] is False
    assert account["network_rules"]["private_link_access"] == [
        {"endpoint_resource_id": rule.resource_id, "endpoint_tenant_id": TENANT}
    ]
    (policy,) = stack.one("azurerm_storage_management_policy")["rule"]
    assert policy["actions"]["base_blob"] == {
        "delete_after_days_since_modification_greater_than": 365,
        "tier_to_cool_after_days_since_modification_greater_than": 30,
    }


def test_a_storage_account_is_open_to_those_who_are_named_only(built: Built) -> None:
    stack = built(
        lambda scope: StorageAccount(
            scope, "account", name="sttest", resource_group=GROUP, allowed_addresses=["203.0.113.7"]
        )
    )
    account = stack.one("azurerm_storage_account")
    assert account["public_network_access_enabled"] is True
    assert account["network_rules"]["default_action"] == "Deny"
    assert account["network_rules"]["ip_rules"] == ["203.0.113.7"]


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


def test_application_insights_is_workspace_based_and_takes_no_keys(built: Built) -> None:
    stack = built(
        lambda scope: ApplicationInsights(
            scope, "insights", name="appi", resource_group=GROUP, log_analytics_workspace=LOGS
        )
    )
    insights = stack.one("azurerm_application_insights")
    assert insights["workspace_id"] == LOGS.id
    assert insights["local_authentication_enabled"] is False
    assert "local_authentication_disabled" not in insights


def workspace(scope: Any) -> MachineLearningWorkspace:
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


def test_a_cluster_is_private_scales_to_zero_and_waits_for_what_it_needs(built: Built) -> None:
    def make(scope: Any) -> None:
        identity = UserAssignedIdentity(scope, "identity", name="id-test", resource_group=GROUP)
        MachineLearningComputeCluster(
            scope,
            "cluster",
            name="cpu",
            workspace=SUBSCRIPTION.resource("Microsoft.MachineLearningServices/workspaces", "mlw"),
            subnet=SUBNET,
            identity=identity,
            location="westeurope",
            vm_size="Standard_DS3_v2",
            max_nodes=4,
            idle_seconds=900,
            low_priority=True,
            depends_on=[identity],
        )

    stack = built(make)
    cluster = stack.one("azurerm_machine_learning_compute_cluster")
    for argument in ("local_auth_enabled", "node_public_ip_enabled", "ssh_public_access_enabled"):
        assert cluster[argument] is False, argument
    assert cluster["scale_settings"] == {
        "max_node_count": 4,
        "min_node_count": 0,
        "scale_down_nodes_after_idle_duration": "PT900S",
    }
    assert cluster["vm_priority"] == "LowPriority"
    assert cluster["subnet_resource_id"] == SUBNET.id
    (identity_address,) = stack.all("azurerm_user_assigned_identity")
    assert cluster["depends_on"] == [f"azurerm_user_assigned_identity.{identity_address}"]


def test_a_datastore_has_no_credentials(built: Built) -> None:
    container = (
        SUBSCRIPTION.resource("Microsoft.Storage/storageAccounts", "st")
        .child("blobServices", "default")
        .child("containers", "c")
    )
    stack = built(
        lambda scope: MachineLearningDatastore(
            scope,
            "store",
            name="curated_c",
            workspace=SUBSCRIPTION.resource("Microsoft.MachineLearningServices/workspaces", "mlw"),
            container=container,
        )
    )
    store = stack.one("azurerm_machine_learning_datastore_datalake_gen2")
    assert store["storage_container_id"] == container.id
    assert store["service_data_identity"] == "None"
    assert not {"client_id", "client_secret", "tenant_id"} & set(store)


def endpoint(zones: list[str] | None) -> Callable[[Any], object]:
    return lambda scope: PrivateEndpoint(
        scope,
        "endpoint",
        name="pep-x",
        resource_group=GROUP,
        location="westeurope",
        target=SUBSCRIPTION.resource("Microsoft.KeyVault/vaults", "kv"),
        subresource="vault",
        subnet=SUBNET,
        private_dns_zone_ids=zones,
    )


def test_an_endpoint_carries_all_its_zones_in_one_group(built: Built) -> None:
    body = built(endpoint(["/a", "/b"])).one("azurerm_private_endpoint")
    assert body["private_dns_zone_group"] == {"name": "default", "private_dns_zone_ids": ["/a", "/b"]}
    assert body["private_service_connection"]["subresource_names"] == ["vault"]
    assert "lifecycle" not in body


def test_an_endpoint_whose_records_policy_attaches_ignores_them(built: Built) -> None:
    stack = built(endpoint(None))
    body = stack.one("azurerm_private_endpoint")
    assert "private_dns_zone_group" not in body
    assert body["lifecycle"] == {"ignore_changes": ["private_dns_zone_group"]}


def test_a_role_assignment_says_what_its_principal_is(built: Built) -> None:
    def make(scope: Any) -> None:
        for kind in PrincipalType:
            RoleAssignment(
                scope, kind.value, target=SUBSCRIPTION, role_definition_id="/x", principal_id="p", principal_type=kind
            )

    stack = built(make)
    assert stack.one("azurerm_role_assignment", principal_type="ServicePrincipal")["skip_service_principal_aad_check"]
    assert "skip_service_principal_aad_check" not in stack.one("azurerm_role_assignment", principal_type="Group")


def test_a_diagnostic_setting_ignores_the_destination_that_azure_flips(built: Built) -> None:
    decision = DiagnosticDecision(("allLogs",), ("AllMetrics",), "")
    stack = built(
        lambda scope: DiagnosticSetting(
            scope, "logs", target_resource_id="/x", log_analytics_workspace=LOGS, decision=decision
        )
    )
    body = stack.one("azurerm_monitor_diagnostic_setting")
    assert body["enabled_log"] == [{"category_group": "allLogs"}]
    assert body["enabled_metric"] == [{"category": "AllMetrics"}]
    assert body["lifecycle"] == {"ignore_changes": ["log_analytics_destination_type"]}


def test_fails_when_there_is_nothing_to_send(built: Built) -> None:
    with pytest.raises(ValueError, match="neither log groups nor metrics"):
        built(
            lambda scope: DiagnosticSetting(
                scope,
                "logs",
                target_resource_id="/x",
                log_analytics_workspace=LOGS,
                decision=DiagnosticDecision((), (), "no"),
            )
        )


def test_a_route_table_sends_everything_to_the_firewall(built: Built) -> None:
    stack = built(lambda scope: RouteTable(scope, "routes", name="rt", resource_group=GROUP, firewall_ip="10.0.0.4"))
    body = stack.one("azurerm_route_table")
    assert body["bgp_route_propagation_enabled"] is False
    (route,) = body["route"]
    assert (route["address_prefix"], route["next_hop_type"], route["next_hop_in_ip_address"]) == (
        "0.0.0.0/0",
        "VirtualAppliance",
        "10.0.0.4",
    )


def test_a_gate_holds_a_data_source_back_until_the_first_apply(built: Built) -> None:
    neighbour = SUBSCRIPTION.resource("Microsoft.ManagedIdentity/userAssignedIdentities", "theirs")

    def make(scope: Any) -> None:
        gate = Gate(scope, "gate", neighbour=neighbour)
        azurerm.data_azurerm_user_assigned_identity.DataAzurermUserAssignedIdentity(
            scope, "theirs", name="theirs", resource_group_name="rg-test", depends_on=[gate]
        )

    stack = built(make)
    ((name, gate),) = stack.all("terraform_data").items()
    assert gate["input"] == {"id": neighbour.id}
    assert stack.document["data"]["azurerm_user_assigned_identity"]["theirs"]["depends_on"] == [
        f"terraform_data.{name}"
    ]


def test_references_inside_a_stack_make_terraform_wait(built: Built) -> None:
    def make(scope: Any) -> None:
        group = ResourceGroup(scope, "group", name="rg-mine", location="westeurope")
        UserAssignedIdentity(scope, "identity", name="id-mine", resource_group=group)

    stack = built(make)
    (address,) = stack.all("azurerm_resource_group")
    identity = stack.one("azurerm_user_assigned_identity")
    assert identity["resource_group_name"] == f"${{azurerm_resource_group.{address}.name}}"
    assert identity["location"] == "westeurope"


def test_a_private_link_scope_reaches_nothing_else_by_default(built: Built) -> None:
    stack = built(lambda scope: PrivateLinkScope(scope, "scope", name="ampls", resource_group=GROUP))
    scope = stack.one("azurerm_monitor_private_link_scope")
    assert scope["ingestion_access_mode"] == scope["query_access_mode"] == "PrivateOnly"


def test_logs_and_telemetry_are_taken_privately_by_default(built: Built) -> None:
    def both(scope: Any) -> None:
        logs = LogAnalyticsWorkspace(scope, "logs", name="log-test", resource_group=GROUP)
        ApplicationInsights(scope, "insights", name="appi", resource_group=GROUP, log_analytics_workspace=logs)

    stack = built(both)
    for kind in ("azurerm_log_analytics_workspace", "azurerm_application_insights"):
        assert stack.one(kind)["internet_ingestion_enabled"] is False
        assert stack.one(kind)["internet_query_enabled"] is False
        assert stack.one(kind)["local_authentication_enabled"] is False


def test_firewall_rules_take_web_ports_of_hosts_only(built: Built) -> None:
    rule = FirewallRule("storage", ("10.0.0.0/24",), (), ("*.blob.core.windows.net",), ("443", "445"))
    policy = SUBSCRIPTION.resource("Microsoft.Network/firewallPolicies", "afwp")
    stack = built(lambda s: FirewallRules(s, "rules", name="rcg", firewall_policy=policy, priority=300, rules=[rule]))
    group = stack.one("azurerm_firewall_policy_rule_collection_group")
    assert "network_rule_collection" not in group
    (collection,) = group["application_rule_collection"]
    assert collection["rule"][0]["protocols"] == [{"port": 443, "type": "Https"}]


def test_a_cluster_in_a_managed_network_joins_no_subnet(built: Built) -> None:
    workspace = SUBSCRIPTION.resource("Microsoft.MachineLearningServices/workspaces", "mlw")
    identity = SUBSCRIPTION.resource("Microsoft.ManagedIdentity/userAssignedIdentities", "id")
    stack = built(
        lambda scope: MachineLearningComputeCluster(
            scope,
            "cluster",
            name="cpu",
            workspace=workspace,
            subnet=None,
            identity=identity,
            location="westeurope",
            vm_size="Standard_DS3_v2",
            max_nodes=1,
        )
    )
    cluster = stack.one("azurerm_machine_learning_compute_cluster")
    assert "subnet_resource_id" not in cluster
    assert cluster["node_public_ip_enabled"] is False


SETTINGS = PolicyAssignmentSettings(
    name="one",
    display_name="One",
    description="What it is for",
    initiative=SUBSCRIPTION.resource("Microsoft.Authorization/policySetDefinitions", "all"),
    parameters={"sizes": ["a", "b"], "most": 3},
    messages={"sizes": "Take another size."},
)


def test_an_assignment_of_policies_gives_values_and_messages(built: Built) -> None:
    stack = built(
        lambda scope: policy_assignment(scope, "one", at=SUBSCRIPTION, settings=SETTINGS, metadata={"category": "x"})
    )
    made = stack.one("azurerm_resource_group_policy_assignment")
    assert json.loads(made["parameters"]) == {"most": {"value": 3}, "sizes": {"value": ["a", "b"]}}
    assert made["enforce"] is True
    assert made["non_compliance_message"] == [
        {"content": "Take another size.", "policy_definition_reference_id": "sizes"}
    ]
    assert not {"identity", "location", "not_scopes"} & set(made)


def test_the_identity_of_an_assignment_is_referred_to(built: Built) -> None:
    def make(scope: Any) -> None:
        settings = dataclasses.replace(SETTINGS, identity_location="westeurope")
        made = policy_assignment(
            scope, "one", at=ResourceId(SUBSCRIPTION.subscription_id), settings=settings, metadata={}
        )
        RoleAssignment(
            scope,
            "role",
            target=SUBSCRIPTION,
            role_definition_id="/r",
            principal_id=made.principal_id,
            principal_type=PrincipalType.SERVICE_PRINCIPAL,
        )

    stack = built(make)
    assert stack.one("azurerm_subscription_policy_assignment")["identity"] == {"type": "SystemAssigned"}
    principal = stack.one("azurerm_role_assignment")["principal_id"]
    assert re.fullmatch(r"\$\{azurerm_subscription_policy_assignment\.\w+\.identity\[0\]\.principal_id\}", principal)


def test_an_initiative_is_not_assigned_to_a_single_resource(built: Built) -> None:
    vault = SUBSCRIPTION.resource("Microsoft.KeyVault/vaults", "kv")
    with pytest.raises(ValueError, match="no scope that an initiative is assigned to"):
        built(lambda scope: policy_assignment(scope, "one", at=vault, settings=SETTINGS, metadata={}))
