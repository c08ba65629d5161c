"""What azurerm sends: values that the provider makes of arguments, defaults of its versions, requests of blocks."""

from __future__ import annotations

from typing import Any

import pytest

from azure_data_landing_zone import policy
from azure_data_landing_zone.policy.resource import Phase
from azure_data_landing_zone.policy.values import MISSING, Unknown, Value
from policy_support import GROUP, ask, context, definition, document, judge, outcomes, resources

ACCOUNT = "Microsoft.Storage/storageAccounts"
SUBNET = "Microsoft.Network/virtualNetworks/subnets"
VNET = "Microsoft.Network/virtualNetworks"
CLUSTER = "Microsoft.ContainerService/managedClusters"
ENDPOINT = "Microsoft.Network/privateEndpoints"
EXTENSION = "Microsoft.KubernetesConfiguration/extensions"
DATASTORE = "Microsoft.MachineLearningServices/workspaces/datastores"
KEY = "https://vault.vault.azure.net/keys/main/0123"


def sent(kind: str, alias: str, constraint: str = "~> 4.81", phase: Phase = Phase.REQUEST, **arguments: Any) -> Value:
    """The value of an alias in the request of one resource."""
    given = {"name": "one", "resource_group_name": "rg", "location": "westeurope", **arguments}
    terraform = {"required_providers": {"azurerm": {"version": constraint}}}
    found = policy.Resources.of_stacks({"s": document({kind: {"a": given}}, terraform=terraform)})
    from azure_data_landing_zone.policy.fields import Selected, parse

    value = parse(alias).read(context(found, phase=phase), found.all[0])
    return [item for item, _ in value.values] if isinstance(value, Selected) else value


@pytest.mark.parametrize(
    ("kind", "alias", "arguments", "value"),
    [
        ("azurerm_storage_account", f"{ACCOUNT}/routingPreference.routingChoice", {}, MISSING),
        (
            "azurerm_storage_account",
            f"{ACCOUNT}/routingPreference.routingChoice",
            {"routing": {"publish_internet_endpoints": True}},
            "MicrosoftRouting",
        ),
        (
            "azurerm_storage_account",
            f"{ACCOUNT}/immutableStorageWithVersioning.immutabilityPolicy.state",
            {"immutability_policy": [{"state": "Locked"}]},
            "Locked",
        ),
        ("azurerm_storage_account", f"{ACCOUNT}/accessTier", {}, "Hot"),
        ("azurerm_kubernetes_cluster_extension", f"{EXTENSION}/autoUpgradeMinorVersion", {}, True),
        ("azurerm_kubernetes_cluster_extension", f"{EXTENSION}/autoUpgradeMinorVersion", {"version": "1.2"}, False),
        (
            "azurerm_kubernetes_cluster_extension",
            f"{EXTENSION}/scope.cluster.releaseNamespace",
            {"release_namespace": "flux"},
            "flux",
        ),
        (
            "azurerm_kubernetes_cluster_extension",
            f"{EXTENSION}/configurationSettings",
            {"configuration_settings": {"a": "b"}},
            {"a": "b"},
        ),
        ("azurerm_machine_learning_datastore_blobstorage", f"{DATASTORE}/credentials.credentialsType", {}, "None"),
        (
            "azurerm_machine_learning_datastore_blobstorage",
            f"{DATASTORE}/credentials.credentialsType",
            {"account_key": "x"},
            "AccountKey",
        ),
        (
            "azurerm_machine_learning_datastore_fileshare",
            f"{DATASTORE}/credentials.credentialsType",
            {"shared_access_signature": "x"},
            "Sas",
        ),
        ("azurerm_machine_learning_datastore_fileshare", f"{DATASTORE}/credentials.credentialsType", {}, MISSING),
        ("azurerm_machine_learning_datastore_datalake_gen2", f"{DATASTORE}/credentials.credentialsType", {}, "None"),
        (
            "azurerm_machine_learning_datastore_datalake_gen2",
            f"{DATASTORE}/credentials.credentialsType",
            {"tenant_id": "t", "client_id": "c", "client_secret": "s"},
            "ServicePrincipal",
        ),
        ("azurerm_storage_account", f"{ACCOUNT}/accessTier", {"account_kind": "BlockBlobStorage"}, MISSING),
        ("azurerm_storage_account", f"{ACCOUNT}/accessTier", {"access_tier": "Cool"}, "Cool"),
        ("azurerm_storage_account", f"{ACCOUNT}/enableBlobEncryption", {}, MISSING),
        (
            "azurerm_storage_account",
            f"{ACCOUNT}/enableBlobEncryption",
            {"customer_managed_key": [{"key_vault_key_id": KEY}]},
            True,
        ),
        (
            "azurerm_storage_account",
            f"{ACCOUNT}/encryption.keyvaultproperties.keyname",
            {"customer_managed_key": [{"key_vault_key_id": KEY}]},
            "main",
        ),
        (
            "azurerm_storage_account",
            f"{ACCOUNT}/encryption.keyvaultproperties.keyvaulturi",
            {"customer_managed_key": [{"key_vault_key_id": KEY}]},
            "https://vault.vault.azure.net",
        ),
        (
            "azurerm_storage_account",
            f"{ACCOUNT}/sku.name",
            {
                "account_tier": "Standard",
                "account_replication_type": "LRS",
                "provisioned_billing_model_version": "V2",
            },
            "StandardV2_LRS",
        ),
        (
            "azurerm_databricks_workspace",
            "Microsoft.Databricks/workspaces/encryption.entities.managedDisk.keyVaultProperties.keyVersion",
            {"managed_disk_cmk_key_vault_key_id": KEY},
            "0123",
        ),
        (
            "azurerm_container_registry",
            "Microsoft.ContainerRegistry/registries/encryption.keyVaultProperties.keyIdentifier",
            {"encryption": [{"key_vault_key_id": KEY}]},
            KEY,
        ),
        # Deprecated arguments of version 4.
        (
            "azurerm_log_analytics_workspace",
            "Microsoft.OperationalInsights/workspaces/features.disableLocalAuth",
            {"local_authentication_disabled": True},
            True,
        ),
        (
            "azurerm_log_analytics_workspace",
            "Microsoft.OperationalInsights/workspaces/features.disableLocalAuth",
            {"local_authentication_enabled": False},
            True,
        ),
        ("azurerm_application_insights", "Microsoft.Insights/components/DisableIpMasking", {}, False),
        (
            "azurerm_application_insights",
            "Microsoft.Insights/components/DisableIpMasking",
            {"disable_ip_masking": True},
            True,
        ),
        (
            "azurerm_monitor_diagnostic_setting",
            "Microsoft.Insights/diagnosticSettings/metrics[*].enabled",
            {"metric": [{"category": "AllMetrics", "enabled": False}]},
            [False],
        ),
        (
            "azurerm_monitor_diagnostic_setting",
            "Microsoft.Insights/diagnosticSettings/metrics.enabled",
            {"enabled_metric": [{"category": "AllMetrics"}]},
            [True],
        ),
        # One prefix is sent in one form, several in the other.
        ("azurerm_subnet", f"{SUBNET}/addressPrefix", {"address_prefixes": ["10.0.0.0/24"]}, "10.0.0.0/24"),
        ("azurerm_subnet", f"{SUBNET}/addressPrefixes", {"address_prefixes": ["10.0.0.0/24"]}, MISSING),
        ("azurerm_subnet", f"{SUBNET}/addressPrefix", {"address_prefixes": ["10.0.0.0/24", "10.1.0.0/24"]}, MISSING),
        ("azurerm_subnet", f"{SUBNET}/addressPrefixes[*]", {"address_prefixes": ["a", "b"]}, ["a", "b"]),
        (
            "azurerm_virtual_network",
            "Microsoft.Network/virtualNetworks/subnets[*].networkSecurityGroup.id",
            {"subnet": [{"name": "a", "security_group": "x"}, {"name": "b"}]},
            ["x", MISSING],
        ),
        # A property that is called like a part of Azure's documents beside `properties`.
        ("azurerm_role_definition", "Microsoft.Authorization/roleDefinitions/type", {}, "CustomRole"),
        # What is only sent with its block.
        ("azurerm_kubernetes_cluster", f"{CLUSTER}/networkProfile.networkPolicy", {"network_profile": {}}, ""),
        (
            "azurerm_kubernetes_cluster",
            f"{CLUSTER}/storageProfile.fileCSIDriver.enabled",
            {"storage_profile": {}},
            True,
        ),
        ("azurerm_kubernetes_cluster", f"{CLUSTER}/securityProfile.azureDefender.enabled", {}, MISSING),
        (
            "azurerm_kubernetes_cluster",
            f"{CLUSTER}/securityProfile.azureDefender.enabled",
            {"microsoft_defender": {"log_analytics_workspace_id": "x"}},
            True,
        ),
    ],
)
def test_what_the_provider_sends(kind: str, alias: str, arguments: Any, value: Any) -> None:
    assert sent(kind, alias, **arguments) == value


@pytest.mark.parametrize(
    ("kind", "alias", "arguments", "value"),
    [
        (
            "azurerm_log_analytics_workspace",
            "Microsoft.OperationalInsights/workspaces/publicNetworkAccessForQuery",
            {"internet_query_access_type": "SecuredByPerimeter"},
            "SecuredByPerimeter",
        ),
        ("azurerm_subnet", f"{SUBNET}/networkSecurityGroup.id", {"network_security_group_id_wo": "/n"}, "/n"),
        ("azurerm_subnet", f"{SUBNET}/routeTable.id", {"route_table_id_wo": "/r"}, "/r"),
        ("azurerm_subnet", f"{SUBNET}/addressPrefix", {"address_prefixes": ["10.0.0.0/24"]}, MISSING),
        ("azurerm_subnet", f"{SUBNET}/addressPrefixes[*]", {"address_prefixes": ["10.0.0.0/24"]}, ["10.0.0.0/24"]),
        # A write-only argument has a version, which is not sent.
        ("azurerm_subnet", f"{SUBNET}/privateEndpoints[*].id", {"route_table_id_wo_version": 1}, []),
        (
            "azurerm_subnet",
            f"{SUBNET}/serviceEndpoints[*].service",
            {"service_endpoint": [{"service": "Microsoft.Storage"}]},
            ["Microsoft.Storage"],
        ),
        ("azurerm_kubernetes_cluster", f"{CLUSTER}/oidcIssuerProfile.enabled", {}, True),
    ],
)
def test_arguments_of_version_5(kind: str, alias: str, arguments: Any, value: Any) -> None:
    assert sent(kind, alias, "~> 5.0", **arguments) == value


@pytest.mark.parametrize(
    ("manual", "automatic", "by_hand"),
    [(False, 1, 0), (None, 1, 0), (True, 0, 1), ("true", 0, 1), ("${var.manual}", None, None)],
)
def test_a_connection_that_is_approved_by_hand_stands_in_an_array_of_its_own(
    manual: Any, automatic: Any, by_hand: Any
) -> None:
    connection = {"name": "c", "private_connection_resource_id": "/t", "subresource_names": ["blob"]}
    connection |= {} if manual is None else {"is_manual_connection": manual}
    given = {"name": "e", "resource_group_name": "rg", "private_service_connection": [connection]}
    found = resources({"azurerm_private_endpoint": {"a": given}}).all[0]
    for array, wanted in (
        ("privateLinkServiceConnections", automatic),
        ("manualPrivateLinkServiceConnections", by_hand),
    ):
        value = found.properties[array]
        assert (None if isinstance(value, Unknown) else len(value)) == wanted  # type: ignore[arg-type]


VAULT_ID = f"{GROUP}/providers/Microsoft.KeyVault/vaults/v"


@pytest.mark.parametrize(
    ("key", "properties"),
    [
        ({"key_vault_key_id": KEY}, ("main", "0123", "https://vault.vault.azure.net")),
        ({"managed_hsm_key_id": "https://m.managedhsm.azure.net/keys/k"}, ("k", "", "https://m.managedhsm.azure.net")),
        ({"key_vault_uri": "https://v.vault.azure.net/", "key_name": "k"}, ("k", "", "https://v.vault.azure.net/")),
        ({"key_vault_uri": "https://v", "key_name": "k", "key_version": "1"}, ("k", "1", "https://v")),
        ({"key_vault_id": VAULT_ID, "key_name": "k", "key_version": "1"}, ("k", "1", None)),
    ],
)
def test_the_key_that_is_set_for_an_account_afterwards(key: Any, properties: Any) -> None:
    account = {"name": "st", "resource_group_name": "rg", "location": "westeurope"}
    made = {"storage_account_id": "${azurerm_storage_account.a.id}", **key}
    kind = "azurerm_storage_account_customer_managed_key"
    [request] = resources({"azurerm_storage_account": {"a": account}, kind: {"k": made}}).requests
    encryption: Any = request.properties["encryption"]
    sent_ = encryption["keyvaultproperties"]
    names = ("keyname", "keyversion", "keyvaulturi")
    assert tuple(None if isinstance(sent_[name], Unknown) else sent_[name] for name in names) == properties
    assert encryption["services"]["blob"]["enabled"] is True


def test_identities_are_an_object_by_id() -> None:
    identity = {"type": "UserAssigned", "identity_ids": ["/a/Id"]}
    assert sent("azurerm_storage_account", "identity.userAssignedIdentities", identity=[identity]) == {"/a/Id": {}}
    made = {"type": f"{ACCOUNT}@2023-01-01", "name": "x", "parent_id": GROUP, "identity": [identity], "body": {}}
    rule = {"field": "identity.userAssignedIdentities", "containsKey": "/A/ID"}
    assert found({"azapi_resource": {"x": made}}, rule)


@pytest.mark.parametrize(
    ("version", "value"),
    [("~> 4.81", True), ("4.81.0", True), (">= 4.0, < 6.0", True), ("~> 5.0", False), (">= 5.1", False), ("", True)],
)
def test_a_default_is_that_of_the_version_that_is_asked_for(version: str, value: bool) -> None:
    assert sent("azurerm_storage_account", f"{ACCOUNT}/allowBlobPublicAccess", version) is value


@pytest.mark.parametrize(
    ("arguments", "alias"),
    [
        # Azure fills in what a request does not say.
        ({}, f"{CLUSTER}/storageProfile.fileCSIDriver.enabled"),
        ({}, f"{CLUSTER}/kubernetesVersion"),
        ({}, f"{CLUSTER}/networkProfile.networkPlugin"),
        # An argument that is in no table may set what no mapped argument sets.
        ({"service_mesh_profile": {"mode": "Istio"}}, f"{CLUSTER}/podIdentityProfile.enabled"),
    ],
)
def test_what_the_table_cannot_tell_is_unknown(arguments: Any, alias: str) -> None:
    assert isinstance(sent("azurerm_kubernetes_cluster", alias, phase=Phase.AFTER, **arguments), Unknown)


def found(given: Any, rule: Any, effect: str = "Deny") -> list[tuple[str, str]]:
    return [(one.type, str(one.outcome)) for one in judge(definition(rule, effect), resources(given)).findings]


REPLICATION = "Microsoft.ContainerRegistry/registries/replications"
PLACE = {"name": "one", "resource_group_name": "rg", "location": "westeurope"}


@pytest.mark.parametrize(
    ("given", "rule", "said"),
    [
        (
            {"azurerm_container_registry": {"r": {**PLACE, "georeplications": [{"location": "East US"}]}}},
            {"field": "location", "notEquals": "westeurope"},
            [(REPLICATION, "noncompliant")],
        ),
        (
            {
                "azurerm_storage_account": {
                    "a": {**PLACE, "share_properties": [{"smb": [{"versions": ["SMB2.1"]}], "retention_policy": []}]}
                }
            },
            {"field": f"{ACCOUNT}/fileServices/protocolSettings.smb.versions", "contains": "SMB2.1"},
            [(f"{ACCOUNT}/fileServices", "noncompliant")],
        ),
        # The provider makes it by a request of its own that is in no table.
        (
            {"azurerm_data_factory": {"f": {**PLACE, "managed_virtual_network_enabled": True}}},
            {"field": "type", "equals": "Microsoft.DataFactory/factories/managedVirtualNetworks"},
            [("Microsoft.DataFactory/factories/managedVirtualNetworks", "noncompliant")],
        ),
        (
            {"azurerm_kubernetes_cluster": {"k": {**PLACE, "maintenance_window": [{}]}}},
            {"field": f"{CLUSTER}/maintenanceConfigurations/timeInWeek[*].day", "exists": True},
            [(f"{CLUSTER}/maintenanceConfigurations", "unknown")],
        ),
        # Made on the data plane.
        (
            {"azurerm_storage_container": {"c": {"name": "c", "storage_account_name": "a"}}},
            {"field": "type", "like": "*"},
            [],
        ),
    ],
)
def test_requests_of_blocks(given: Any, rule: Any, said: list[Any]) -> None:
    assert found(given, rule) == said


@pytest.mark.parametrize(
    ("kind", "seen"),
    [
        ("Microsoft.Resources/deployments", False),
        ("Microsoft.Resources/templateSpecs/versions", False),
        ("Microsoft.Billing/billingAccounts", False),
        ("Microsoft.ServiceBus/namespaces/topics", False),
        ("Microsoft.ServiceBus/namespaces/queues", True),
        ("Microsoft.ResourcesOther/things", True),
    ],
)
def test_types_that_bypass_policies(kind: str, seen: bool) -> None:
    made = {"type": f"{kind}@2024-01-01", "name": "x", "parent_id": GROUP, "body": {}}
    assert bool(found({"azapi_resource": {"x": made}}, {"field": "type", "like": "Microsoft.*"})) == seen


def test_resource_groups_do_not_bypass_policies() -> None:
    group = {"azurerm_resource_group": {"g": {"name": "rg", "location": "westeurope"}}}
    assert found(group, {"field": "type", "equals": "Microsoft.Resources/subscriptions/resourceGroups"})


RULES = "Microsoft.Network/networkSecurityGroups/securityRules"
GROUP_WITH_RULE = {
    "azurerm_network_security_group": {"n": {**PLACE, "security_rule": [{"name": "r", "access": "Allow"}]}}
}
NETWORK = {"azurerm_virtual_network": {"v": {**PLACE, "subnet": [{"name": "s", "address_prefixes": ["10.0.0.0/24"]}]}}}


@pytest.mark.parametrize(
    ("given", "rule", "at_request"),
    [
        (GROUP_WITH_RULE, {"field": f"{RULES}/access", "equals": "Allow"}, "unknown"),
        (GROUP_WITH_RULE, {"field": f"{RULES}/access", "equals": "Deny"}, None),
        (
            NETWORK,
            {
                "allOf": [
                    {"field": "type", "equals": SUBNET},
                    {"field": f"{SUBNET}/networkSecurityGroup.id", "exists": False},
                ]
            },
            "unknown",
        ),
    ],
)
def test_parts_of_another_request_are_not_refused_but_reported(given: Any, rule: Any, at_request: str | None) -> None:
    assert [outcome for _, outcome in found(given, rule)] == ([at_request] if at_request else [])
    assert [outcome for _, outcome in found(given, rule, "Audit")] == (["noncompliant"] if at_request else [])


def endpoint(target: str, array: str = "privateLinkServiceConnections") -> dict[str, Any]:
    return {
        "azurerm_key_vault": {"k": PLACE},
        "azapi_resource": {
            "pe": {
                "type": "Microsoft.Network/privateEndpoints@2023-11-01",
                "name": "pe",
                "parent_id": GROUP,
                "body": {"properties": {array: [{"name": "c", "properties": {"privateLinkServiceId": target}}]}},
            }
        },
    }


VAULT = "Microsoft.KeyVault/vaults"
APPROVED = {
    "count": {
        "field": f"{VAULT}/privateEndpointConnections[*]",
        "where": {
            "field": f"{VAULT}/privateEndpointConnections[*].privateLinkServiceConnectionState.status",
            "equals": "Approved",
        },
    },
    "less": 1,
}


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (endpoint("${azurerm_key_vault.k.id}"), []),
        (endpoint("${azurerm_key_vault.k.id}", "manualPrivateLinkServiceConnections"), [(VAULT, "noncompliant")]),
        (endpoint(f"{GROUP}/providers/{VAULT}/other"), [(VAULT, "noncompliant")]),
        (endpoint("${data.azurerm_key_vault.x.id}"), [(VAULT, "unknown")]),
    ],
)
def test_endpoints_of_azapi_make_connections(given: Any, said: Any) -> None:
    assert found(given, {"allOf": [{"field": "type", "equals": VAULT}, APPROVED]}, "Audit") == said


@pytest.mark.parametrize(
    ("test", "said"),
    [
        ({"equals": f"{ACCOUNT}/privateEndpointConnections"}, "unknown"),
        ({"equals": ACCOUNT}, None),
        ({"notEquals": ACCOUNT}, "noncompliant"),
        ({"in": [ACCOUNT, f"{VAULT}/privateEndpointConnections"]}, "unknown"),
        ({"like": "Microsoft.Storage*"}, "unknown"),
    ],
)
def test_the_type_of_a_connection_whose_target_is_known_after_apply(test: Any, said: str | None) -> None:
    given = endpoint("${data.azurerm_key_vault.x.id}")
    del given["azurerm_key_vault"]
    outcomes = [out for kind, out in found(given, {"field": "type", **test}) if kind == "privateEndpointConnections"]
    assert outcomes == ([said] if said else [])


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("vm/agent", []),
        ("[concat(field('name'), '/?')]", []),
        ("other/agent", ["noncompliant"]),
        ("agent", []),
        ("vm/other", ["noncompliant"]),
    ],
)
def test_names_of_related_resources_count_with_their_parents(name: str, said: list[str]) -> None:
    machine = "Microsoft.Compute/virtualMachines"
    given = {
        "azapi_resource": {
            "vm": {"type": f"{machine}@2024-07-01", "name": "vm", "parent_id": GROUP, "body": {}},
            "x": {
                "type": f"{machine}/extensions@2024-07-01",
                "name": "agent",
                "parent_id": "${azapi_resource.vm.id}",
                "body": {},
            },
        }
    }
    rule = {"field": "type", "equals": machine}
    one = definition(rule, "AuditIfNotExists", details={"type": f"{machine}/extensions", "name": name})
    assert [str(finding.outcome) for finding in judge(one, resources(given)).findings] == said


LINKED = "Microsoft.DataFactory/factories/linkedservices"


@pytest.mark.parametrize(
    ("kind", "alias", "body", "said"),
    [
        # An alias for a subtype says something of that subtype alone.
        (LINKED, "AzureStorage.typeProperties.sasUri.type", {"type": "AzureStorage"}, ["noncompliant"]),
        (LINKED, "AzureStorage.typeProperties.sasUri.type", {"type": "AzureBlobStorage"}, ["unknown"]),
        (LINKED, "AzureStorage.typeProperties.accountKey.type", {"type": "AzureStorage"}, []),
    ],
)
def test_aliases_for_a_subtype(kind: str, alias: str, body: Any, said: list[str]) -> None:
    properties = {**body, "typeProperties": {"sasUri": {"type": "SecureString"}}}
    given = {
        "azapi_resource": {
            "l": {"type": f"{kind}@2018-06-01", "name": "l", "parent_id": GROUP, "body": {"properties": properties}}
        }
    }
    rule = {"field": f"{kind}/{alias}", "equals": "SecureString"}
    assert [outcome for _, outcome in found(given, rule)] == said


def test_an_alias_without_a_type_of_its_own_has_the_path_of_the_resources_type() -> None:
    image = {"publisher": "Canonical"}
    for kind, properties in (
        ("Microsoft.Compute/virtualMachines", {"storageProfile": {"imageReference": image}}),
        (
            "Microsoft.Compute/virtualMachineScaleSets",
            {"virtualMachineProfile": {"storageProfile": {"imageReference": image}}},
        ),
    ):
        made = {"type": f"{kind}@2024-07-01", "name": "x", "parent_id": GROUP, "body": {"properties": properties}}
        rule = {"field": "Microsoft.Compute/imagePublisher", "equals": "canonical"}
        assert found({"azapi_resource": {"x": made}}, rule) == [(kind, "noncompliant")]


@pytest.mark.parametrize(
    ("kind", "alias", "arguments", "value"),
    [
        ("azurerm_kubernetes_cluster", f"{CLUSTER}/autoUpgradeProfile.upgradeChannel", {}, "none"),
        ("azurerm_kubernetes_cluster", f"{CLUSTER}/oidcIssuerProfile.enabled", {"oidc_issuer_enabled": True}, True),
        (
            "azurerm_kubernetes_cluster",
            f"{CLUSTER}/securityProfile.imageCleaner.enabled",
            {"image_cleaner_enabled": True},
            True,
        ),
        (
            "azurerm_log_analytics_workspace",
            "Microsoft.OperationalInsights/workspaces/workspaceCapping.dailyQuotaGb",
            {},
            -1,
        ),
        (
            "azurerm_data_factory",
            "Microsoft.DataFactory/factories/repoConfiguration.repositoryName",
            {},
            MISSING,
        ),
        *(
            ("azurerm_data_factory", f"Microsoft.DataFactory/factories/encryption.{name}", arguments, value)
            for arguments, values in (
                ({"customer_managed_key_id": "https://kv.vault.azure.net/keys/ml/0a1b"}, ("ml", "0a1b")),
                ({"customer_managed_key_id": "https://kv.vault.azure.net/keys/ml"}, ("ml", "")),
            )
            for name, value in zip(
                ("vaultBaseUrl", "keyName", "keyVersion"), ("https://kv.vault.azure.net", *values), strict=True
            )
        ),
    ],
)
def test_defaults_and_requests_are_those_of_the_create_functions(
    kind: str, alias: str, arguments: Any, value: Value
) -> None:
    assert sent(kind, alias, **arguments) == value


@pytest.mark.parametrize(
    ("alias", "arguments"),
    [
        (f"{CLUSTER}/oidcIssuerProfile.enabled", {}),
        (f"{CLUSTER}/securityProfile.imageCleaner.enabled", {"image_cleaner_enabled": False}),
    ],
)
def test_what_azure_decides_is_not_said_to_be_off(alias: str, arguments: Any) -> None:
    assert sent("azurerm_kubernetes_cluster", alias, **arguments) is not False


@pytest.mark.parametrize("phase", [*Phase])
@pytest.mark.parametrize(
    ("kind", "alias", "arguments"),
    [
        (
            "azurerm_kubernetes_cluster",
            f"{CLUSTER}/networkProfile.podCidr",
            {"network_profile": [{"pod_cidr": "10.1.0.0/16"}]},
        ),
        ("azurerm_virtual_network", f"{VNET}/subnets[*].purpose", {"subnet": [{"name": "a"}]}),
        (
            "azurerm_virtual_network",
            f"{VNET}/subnets[*].delegations[*].purpose",
            {"subnet": [{"name": "a", "delegation": [{"name": "d"}]}]},
        ),
    ],
)
def test_what_stands_below_a_property_that_comes_later_must_be_in_a_table(
    phase: Phase, kind: str, alias: str, arguments: Any
) -> None:
    value = sent(kind, alias, phase=phase, **arguments)
    assert isinstance(value[0] if isinstance(value, list) else value, Unknown)


@pytest.mark.parametrize(
    ("alias", "unknown"),
    [
        ("privateEndpoint.id", False),
        ("name", False),
        ("privateLinkServiceConnectionState.actionsRequired", False),
        ("privateLinkServiceConnectionState.purpose", True),
        ("purpose", True),
    ],
)
def test_what_the_children_of_a_resource_have_is_told_by_their_own_table(alias: str, unknown: bool) -> None:
    vault = {"name": "v", "resource_group_name": "rg", "location": "westeurope", "sku_name": "standard"}
    target = {"name": "c", "private_connection_resource_id": "${azurerm_key_vault.v.id}", "is_manual_connection": False}
    endpoint = {"name": "e", "resource_group_name": "rg", "private_service_connection": [target]}
    found = resources({"azurerm_key_vault": {"v": vault}, "azurerm_private_endpoint": {"e": endpoint}})
    from azure_data_landing_zone.policy.fields import Selected, parse

    alias = f"Microsoft.KeyVault/vaults/privateEndpointConnections[*].{alias}"
    value = parse(alias).read(context(found, phase=Phase.AFTER), found.all[0])
    assert isinstance(value, Selected)
    assert [isinstance(item, Unknown) for item, _ in value.values] == [unknown]


def test_a_cluster_has_an_issuer_by_default_from_azurerm_5_on() -> None:
    assert sent("azurerm_kubernetes_cluster", f"{CLUSTER}/oidcIssuerProfile.enabled", "~> 5.0") is True


REGISTRY = "Microsoft.ContainerRegistry/registries"
KEYED = {"identity_client_id": "c", "key_vault_key_id": KEY}
UNKEYED_BODY = {"properties": {"encryption": {"keyVaultProperties": {"keyIdentifier": KEY}}}}


@pytest.mark.parametrize(
    ("kind", "arguments", "test", "said"),
    [
        # Without a key it is disabled or not there, but never enabled.
        ("azurerm_container_registry", {}, {"notEquals": "enabled"}, {"noncompliant": 1}),
        ("azurerm_container_registry", {}, {"equals": "enabled"}, {"compliant": 1}),
        ("azurerm_container_registry", {}, {"in": ["enabled", "on"]}, {"compliant": 1}),
        ("azurerm_container_registry", {}, {"exists": True}, {"unknown": 1}),
        ("azurerm_container_registry", {}, {"equals": "disabled"}, {"unknown": 1}),
        ("azurerm_container_registry", {"encryption": KEYED}, {"notEquals": "enabled"}, {"compliant": 1}),
        # A body with a key and without a status: Azure alone knows.
        ("azapi_resource", {"body": UNKEYED_BODY}, {"notEquals": "enabled"}, {"unknown": 1}),
        ("azapi_resource", {"body": {"properties": {}}}, {"notEquals": "enabled"}, {"noncompliant": 1}),
    ],
)
def test_a_registry_without_a_key_is_not_encrypted_with_one(
    kind: str, arguments: Any, test: Any, said: dict[str, int]
) -> None:
    place = {"type": f"{REGISTRY}@2025-11-01", "parent_id": GROUP} if kind == "azapi_resource" else {}
    given = {"name": "one", "resource_group_name": "rg", "location": "westeurope", **place, **arguments}
    rule = {"field": f"{REGISTRY}/encryption.status", **test}
    assert outcomes(judge(definition(rule, "Audit"), resources({kind: {"a": given}}))) == said


@pytest.mark.parametrize(
    ("properties", "said"),
    [
        ({"url": "https://a.dfs.core.windows.net/"}, {"compliant": 1}),
        ({"password": {"type": "SecureString", "value": "x"}}, {"noncompliant": 1}),
        ({"password": "${var.password}"}, {"unknown": 1}),
    ],
)
def test_a_linked_service_has_the_credentials_of_the_request(properties: Any, said: dict[str, int]) -> None:
    kind = "Microsoft.DataFactory/factories/linkedservices"
    factory = f"{GROUP}/providers/Microsoft.DataFactory/factories/f"
    body = {"properties": {"type": "SqlServer", "typeProperties": properties}}
    given = {"type": f"{kind}@2018-06-01", "parent_id": factory, "name": "l", "body": body}
    rule = {"field": f"{kind}/SqlServer.typeProperties.password.type", "equals": "SecureString"}
    assert outcomes(judge(definition(rule, "Audit"), resources({"azapi_resource": {"l": given}}))) == said


RUNTIME = "Microsoft.DataFactory/factories/integrationRuntimes"
FACTORY = f"{GROUP}/providers/Microsoft.DataFactory/factories/f"
POOL = {"name": "system", "vm_size": "Standard_D4s_v5"}
DASHBOARDS_OF_2019 = {"value": "[requestContext().apiVersion]", "less": "2020-09-01-alpha"}


@pytest.mark.parametrize(
    ("kind", "arguments", "rule", "said"),
    [
        # The alias names the kind of runtime, the request does not.
        (
            "azurerm_data_factory_integration_runtime_azure",
            {"data_factory_id": FACTORY},
            {"field": f"{RUNTIME}/Managed.typeProperties.computeProperties.dataFlowProperties.coreCount", "greater": 8},
            {"compliant": 1},
        ),
        (
            "azurerm_data_factory_integration_runtime_azure",
            {"data_factory_id": FACTORY, "core_count": 16},
            {"field": f"{RUNTIME}/Managed.typeProperties.computeProperties.dataFlowProperties.coreCount", "greater": 8},
            {"noncompliant": 1},
        ),
        (
            "azurerm_application_insights_workbook",
            {},
            {"field": "Microsoft.Insights/workbooks/storageUri", "exists": False},
            {"noncompliant": 1},
        ),
        (
            "azurerm_application_insights_workbook",
            {"storage_container_id": f"{GROUP}/x"},
            {"field": "Microsoft.Insights/workbooks/storageUri", "exists": False},
            {"compliant": 1},
        ),
        ("azurerm_portal_dashboard", {}, DASHBOARDS_OF_2019, {"noncompliant": 1}),
        (
            "azurerm_kubernetes_cluster",
            {"default_node_pool": POOL},
            {"count": {"field": f"{CLUSTER}/agentPoolProfiles[*].availabilityZones[*]"}, "less": 3},
            {"noncompliant": 1},
        ),
        (
            "azurerm_kubernetes_cluster",
            {"default_node_pool": {**POOL, "zones": ["1", "2", "3"]}},
            {"count": {"field": f"{CLUSTER}/agentPoolProfiles[*].availabilityZones[*]"}, "less": 3},
            {"compliant": 1},
        ),
        (
            "azurerm_kubernetes_cluster",
            {"default_node_pool": POOL},
            {"field": f"{CLUSTER}/securityProfile.imageIntegrity.enabled", "equals": True},
            {"compliant": 1},
        ),
    ],
)
def test_what_rules_of_microsoft_find_in_a_request(kind: str, arguments: Any, rule: Any, said: dict[str, int]) -> None:
    given = {"name": "one", "resource_group_name": "rg", "location": "westeurope", **arguments}
    answer = ask(rule, resources({kind: {"a": given}}))
    assert {True: {"noncompliant": 1}, False: {"compliant": 1}}.get(answer) == said
