"""Reading stacks and plans: ids, references, providers, blocks, what Terraform learns later."""

from __future__ import annotations

from typing import Any

import pytest

from azure_data_landing_zone import policy
from azure_data_landing_zone.policy.values import MISSING, Unknown
from policy_support import (
    GROUP,
    SUBSCRIPTION,
    THING,
    WORKSPACE,
    ask,
    definition,
    document,
    judge,
    outcomes,
    resources,
    things,
    word,
)

OTHER = "11111111-2222-3333-4444-555555555555"
VAULT = {"name": "kv", "resource_group_name": "rg", "location": "westeurope"}


def ids(given: Any, **more: Any) -> dict[str, Any]:
    return {
        one.address if not one.block else f"{one.address}/{one.block}": one.id for one in resources(given, **more).all
    }


def test_ids_are_computed() -> None:
    made = ids(
        {
            "azurerm_resource_group": {"g": {"name": "rg", "location": "westeurope"}},
            "azurerm_key_vault": {"v": VAULT},
            "azurerm_subnet": {"s": {"name": "sub", "resource_group_name": "rg", "virtual_network_name": "net"}},
            "azurerm_machine_learning_compute_cluster": {
                "c": {"name": "cpu", "machine_learning_workspace_id": WORKSPACE}
            },
            "azurerm_storage_container": {
                "k": {"name": "data", "storage_account_id": f"{GROUP}/providers/Microsoft.Storage/storageAccounts/st"}
            },
            "azurerm_role_assignment": {"r": {"name": "guid", "scope": "${azurerm_key_vault.v.id}"}},
            "azurerm_monitor_diagnostic_setting": {
                "d": {"name": "logs", "target_resource_id": "${azurerm_key_vault.v.id}"}
            },
        }
    )
    vault = f"{GROUP}/providers/Microsoft.KeyVault/vaults/kv"
    assert made == {
        "azurerm_resource_group.g": GROUP,
        "azurerm_key_vault.v": vault,
        "azurerm_subnet.s": f"{GROUP}/providers/Microsoft.Network/virtualNetworks/net/subnets/sub",
        "azurerm_machine_learning_compute_cluster.c": f"{WORKSPACE}/computes/cpu",
        "azurerm_storage_container.k": f"{GROUP}/providers/Microsoft.Storage/storageAccounts/st/blobServices/default/containers/data",
        "azurerm_role_assignment.r": f"{vault}/providers/Microsoft.Authorization/roleAssignments/guid",
        "azurerm_monitor_diagnostic_setting.d": f"{vault}/providers/Microsoft.Insights/diagnosticSettings/logs",
    }


def test_ids_of_azapi_resources() -> None:
    def one(type_: str, parent: str) -> Any:
        return {"type": f"{type_}@2025-01-01", "parent_id": parent, "name": "it", "body": {}}

    made = ids(
        {
            "azapi_resource": {
                "top": one("Microsoft.Odd/things", GROUP),
                "child": one("Microsoft.Odd/things/parts", "${azapi_resource.top.id}"),
                "extension": one("Microsoft.Insights/diagnosticSettings", "${azapi_resource.top.id}"),
                "group": one("Microsoft.Resources/resourceGroups", f"/subscriptions/{SUBSCRIPTION}"),
                "subscription": one("Microsoft.Odd/things", f"/subscriptions/{SUBSCRIPTION}"),
            },
            "azapi_update_resource": {
                "given": {"type": "Microsoft.Odd/things@2025-01-01", "resource_id": f"{GROUP}/x/y"}
            },
        }
    )
    top = f"{GROUP}/providers/Microsoft.Odd/things/it"
    assert made["azapi_resource.top"] == top
    assert made["azapi_resource.child"] == f"{top}/parts/it"
    assert made["azapi_resource.extension"] == f"{top}/providers/Microsoft.Insights/diagnosticSettings/it"
    assert made["azapi_resource.subscription"] == f"/subscriptions/{SUBSCRIPTION}/providers/Microsoft.Odd/things/it"
    assert made["azapi_update_resource.given"] == f"{GROUP}/x/y"


def test_the_subscription_is_that_of_the_resources_provider() -> None:
    stack = document(
        {
            "azurerm_key_vault": {
                "v": VAULT,
                "w": {**VAULT, "provider": "azurerm.hub"},
                "x": {**VAULT, "provider": "azurerm.later"},
            }
        }
    )
    stack["provider"]["azurerm"] += [
        {"alias": "hub", "subscription_id": OTHER},
        {"alias": "later", "subscription_id": "${var.s}"},
    ]
    one, two, three = policy.Resources.of_stacks({"s": stack}).all
    assert one.subscription_id == SUBSCRIPTION
    assert two.subscription_id == OTHER
    assert f"/subscriptions/{OTHER}/" in str(two.id)
    assert isinstance(three.id, Unknown)


def test_without_a_subscription_resources_still_find_one_another() -> None:
    stack = document(
        {
            "azurerm_machine_learning_workspace": {"ws": {"name": "ws", "resource_group_name": "rg"}},
            "azurerm_private_endpoint": {
                "pe": {
                    "name": "pe",
                    "resource_group_name": "rg",
                    "private_service_connection": {
                        "name": "c",
                        "private_connection_resource_id": "${azurerm_machine_learning_workspace.ws.id}",
                        "is_manual_connection": False,
                    },
                }
            },
        }
    )
    del stack["provider"]
    found = policy.Resources.of_stacks({"s": stack})
    (definition,) = [one for one in policy.catalogue.load().rows()[1] if one.variant is policy.Variant.CORRECTED]
    report = policy.evaluate(found, [policy.Assignment(definition)])
    assert report.counts[definition.name][policy.Outcome.COMPLIANT] == 1
    assert {one.type for one in found.all} >= {
        "Microsoft.MachineLearningServices/workspaces/privateEndpointConnections"
    }


@pytest.mark.parametrize(
    ("written", "answer"),
    [
        ("${azurerm_thing.two.text}", "yes"),
        ("${azurerm_thing.two.name}", "no"),
        ("${local.text}", "yes"),
        ("wan${local.end}", "yes"),
        ("${local.again}", "yes"),
        ("${azurerm_thing.two.missing}", "unknown"),
        ("${azurerm_thing.three.text}", "unknown"),
        ("${data.azurerm_thing.two.text}", "unknown"),
        ("${var.text}", "unknown"),
        ("${upper(azurerm_thing.two.text)}", "unknown"),
        ('${azurerm_thing.two.text == "}" ? 1 : 2}', "unknown"),
        ("%{ if true }wanted%{ endif }", "unknown"),
        ("${azurerm_thing.one.text}", "unknown"),
        ("${local.circle}", "unknown"),
        ("$${wanted}", "no"),
        ("%%{wanted}", "no"),
        ("wanted", "yes"),
    ],
)
def test_references_are_followed_as_far_as_the_stack_goes(written: str, answer: str) -> None:
    two = {"name": "two", "resource_group_name": "rg", "text": "wanted"}
    found = things(
        {"azurerm_thing": {"one": {"name": "one", "resource_group_name": "rg", "text": written}, "two": two}},
        locals={"text": "wanted", "end": "ted", "again": "${local.text}", "circle": "${local.circle}"},
    )
    assert word(ask({"field": f"{THING}/text", "equals": "wanted"}, found)) == answer


def test_an_escaped_reference_is_text() -> None:
    found = things({"azurerm_thing": {"one": {"name": "one", "text": "$${x}"}}})
    assert ask({"field": f"{THING}/text", "equals": "${x}"}, found) is True
    found = things({"azurerm_thing": {"one": {"name": "one", "text": "$$${x} %%{y}"}}})
    assert ask({"field": f"{THING}/text", "equals": "$${x} %{y}"}, found) is True


def test_a_known_id_is_followed_through_another_resource() -> None:
    found = resources(
        {
            "azurerm_user_assigned_identity": {"i": {"name": "id", "resource_group_name": "rg"}},
            "azurerm_machine_learning_workspace": {
                "ws": {
                    "name": "ws",
                    "resource_group_name": "rg",
                    "primary_user_assigned_identity": "${azurerm_user_assigned_identity.i.id}",
                }
            },
        }
    )
    workspace = found.by_type["microsoft.machinelearningservices/workspaces"][0]
    assert (
        workspace.properties["primaryUserAssignedIdentity"]
        == f"{GROUP}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id"
    )


@pytest.mark.parametrize("shape", ["object", "list"])
def test_a_block_may_be_written_as_object_or_list(shape: str) -> None:
    rules: Any = {"default_action": "Deny", "bypass": ["AzureServices", "Logging"], "ip_rules": ["203.0.113.0/24"]}
    account = {"name": "st", "resource_group_name": "rg", "network_rules": rules if shape == "object" else [rules]}
    (one,) = resources({"azurerm_storage_account": {"s": account}}).all
    assert one.properties["networkAcls"] == {
        "defaultAction": "Deny",
        "bypass": "AzureServices, Logging",
        "ipRules": [{"value": "203.0.113.0/24", "action": "Allow"}],
        "virtualNetworkRules": [],
        "resourceAccessRules": [],
    }


def test_what_the_provider_sends_for_what_is_left_out() -> None:
    (account,) = resources(
        {
            "azurerm_storage_account": {
                "s": {
                    "name": "st",
                    "resource_group_name": "rg",
                    "account_tier": "Standard",
                    "account_replication_type": "LRS",
                }
            }
        }
    ).all
    assert account.properties["publicNetworkAccess"] == "Enabled"
    assert account.properties["sku"] == {"name": "Standard_LRS", "tier": "Standard"}
    assert account.properties["encryption"]["keySource"] == "Microsoft.Storage"  # type: ignore[index,call-overload]
    assert "requireInfrastructureEncryption" not in account.properties["encryption"]  # type: ignore[operator]
    assert "sasPolicy" not in account.properties
    (vault,) = resources(
        {"azurerm_key_vault": {"v": {**VAULT, "purge_protection_enabled": False, "soft_delete_retention_days": 90}}}
    ).all
    assert "enablePurgeProtection" not in vault.properties
    assert "softDeleteRetentionInDays" not in vault.properties
    assert "networkAcls" not in vault.properties
    assert vault.properties["enableSoftDelete"] is True


def test_an_azapi_body_may_be_text_or_hidden_in_part() -> None:
    base = {"type": "Microsoft.KeyVault/vaults@2024-11-01", "parent_id": GROUP, "name": "kv", "location": "westeurope"}
    field = "Microsoft.KeyVault/vaults/enablePurgeProtection"
    for body, answer in (
        ({"properties": {"enablePurgeProtection": True}}, "yes"),
        ({"properties": {"EnablePurgeProtection": True}}, "yes"),
        ('{"properties": {"enablePurgeProtection": true}}', "yes"),
        ("${jsonencode(local.body)}", "unknown"),
        ({}, "no"),
    ):
        assert (
            word(ask({"field": field, "equals": True}, resources({"azapi_resource": {"v": {**base, "body": body}}})))
            == answer
        )
    hidden = {**base, "body": {"properties": {}}, "sensitive_body": {"properties": {"tenantId": "${var.tenant}"}}}
    found = resources({"azapi_resource": {"v": hidden}})
    assert word(ask({"field": "Microsoft.KeyVault/vaults/tenantId", "equals": "x"}, found)) == "unknown"
    assert word(ask({"field": field, "equals": True}, found)) == "no"


def test_an_azapi_resource_whose_type_comes_later_is_never_passed_over() -> None:
    found = resources({"azapi_resource": {"v": {"type": "${var.type}", "parent_id": GROUP, "name": "x", "body": {}}}})
    definition = policy.catalogue.load().find("Deny-MachineLearning-HbiWorkspace")
    report = policy.evaluate(found, [policy.Assignment(definition)])
    assert [one.outcome for one in report.findings] == [policy.Outcome.UNKNOWN]


def test_types_in_no_table_are_told() -> None:
    found = resources({"azurerm_odd": {"o": {"name": "o"}}, "azurerm_subnet_route_table_association": {"a": {}}})
    assert found.unmapped == {"azurerm_odd": "stack: azurerm_odd.o"}


def test_associations_come_after_the_subnets_request() -> None:
    subnet = {
        "name": "sub",
        "resource_group_name": "rg",
        "virtual_network_name": "net",
        "address_prefixes": ["10.0.0.0/24"],
    }
    group = f"{GROUP}/providers/Microsoft.Network/networkSecurityGroups/nsg"
    found = resources(
        {
            "azurerm_subnet": {"s": subnet, "t": {**subnet, "name": "other"}},
            "azurerm_subnet_network_security_group_association": {
                "a": {"subnet_id": "${azurerm_subnet.s.id}", "network_security_group_id": group}
            },
        }
    )
    rule = {
        "allOf": [
            {"field": "type", "equals": "Microsoft.Network/virtualNetworks/subnets"},
            {"field": "Microsoft.Network/virtualNetworks/subnets/networkSecurityGroup.id", "exists": False},
        ]
    }
    from policy_support import definition, judge

    assert [one.address for one in judge(definition(rule, "Audit"), found).findings] == ["azurerm_subnet.t"]
    assert len(judge(definition(rule, "Deny"), found).findings) == 2


def plan(
    values: dict[str, Any], unknown: dict[str, Any], written: dict[str, Any], type_: str = "azurerm_key_vault"
) -> Any:
    address = f"{type_}.v"
    return {
        "format_version": "1.2",
        "planned_values": {
            "root_module": {
                "resources": [{"address": address, "mode": "managed", "type": type_, "name": "v", "values": values}]
            }
        },
        "resource_changes": [
            {"address": address, "type": type_, "change": {"actions": ["create"], "after_unknown": unknown}}
        ],
        "configuration": {
            "provider_config": {"azurerm": {"expressions": {"subscription_id": {"constant_value": SUBSCRIPTION}}}},
            "root_module": {"resources": [{"address": address, "type": type_, "expressions": written}]},
        },
    }


def test_a_plan() -> None:
    found = policy.Resources.of_plans(
        {
            "plan": plan(
                {
                    **VAULT,
                    "public_network_access_enabled": False,
                    "rbac_authorization_enabled": None,
                    "network_acls": [],
                },
                {
                    "id": True,
                    "vault_uri": True,
                    "tenant_id": True,
                    "rbac_authorization_enabled": True,
                    "sku_name": True,
                },
                {
                    "name": {"constant_value": "kv"},
                    "tenant_id": {
                        "references": ["data.azurerm_client_config.c.tenant_id", "data.azurerm_client_config.c"]
                    },
                    "sku_name": {},
                },
            )
        }
    )
    (vault,) = found.all
    assert vault.id == f"{GROUP}/providers/Microsoft.KeyVault/vaults/kv"
    assert vault.properties["publicNetworkAccess"] == "Disabled"
    assert isinstance(vault.properties["tenantId"], Unknown)
    # Nobody wrote it, so the provider sends its default, whatever the state will say.
    assert vault.properties["enableRbacAuthorization"] is False
    assert isinstance(vault.properties["sku"]["name"], Unknown)  # type: ignore[index,call-overload]


def test_a_plan_follows_ids_that_are_not_known_yet() -> None:
    made = plan(VAULT, {"id": True}, {})
    setting = {"name": "logs", "log_analytics_workspace_id": "w", "enabled_log": []}
    endpoint = {
        "name": "pe",
        "resource_group_name": "rg",
        "private_service_connection": [{"name": "c", "is_manual_connection": False, "subresource_names": ["vault"]}],
    }
    reference = {"references": ["azurerm_key_vault.v.id", "azurerm_key_vault.v"]}
    for type_, values, unknown, written in (
        (
            "azurerm_monitor_diagnostic_setting",
            setting,
            {"target_resource_id": True},
            {"target_resource_id": reference},
        ),
        (
            "azurerm_private_endpoint",
            endpoint,
            {"private_service_connection": [{"private_connection_resource_id": True}]},
            {"private_service_connection": [{"private_connection_resource_id": reference}]},
        ),
    ):
        address = f"{type_}.x"
        made["planned_values"]["root_module"].setdefault("child_modules", [{"resources": []}])[0]["resources"].append(
            {"address": address, "mode": "managed", "type": type_, "name": "x", "values": values}
        )
        made["resource_changes"].append({"address": address, "change": {"after_unknown": unknown}})
        made["configuration"]["root_module"]["resources"].append({"address": address, "expressions": written})
    found = policy.Resources.of_plans({"plan": made})
    vault = found.by_type["microsoft.keyvault/vaults"][0]
    children, doubt = found.children(vault, "Microsoft.KeyVault/vaults/privateEndpointConnections")
    assert [one.address for one in children] == ["azurerm_private_endpoint.x"]
    assert doubt is None
    # Behind the id there may be more, such as /blobServices/default: the plan does not show it.
    _, doubt = found.children(vault, "Microsoft.Insights/diagnosticSettings")
    assert doubt is not None


def test_instances_and_modules_of_a_plan_have_addresses() -> None:
    made = plan(VAULT, {}, {})
    rows = made["planned_values"]["root_module"]["resources"]
    rows[0] = {
        "address": 'module.m["a"].azurerm_key_vault.v[0]',
        "mode": "managed",
        "type": "azurerm_key_vault",
        "values": VAULT,
    }
    rows.append({"address": "data.azurerm_key_vault.d", "mode": "data", "type": "azurerm_key_vault", "values": VAULT})
    (one,) = policy.Resources.of_plans({"plan": made}).all
    assert one.address == 'module.m["a"].azurerm_key_vault.v[0]'


@pytest.mark.parametrize(
    ("stack", "said"),
    [
        ({"resource": []}, "resource must be an object"),
        ({"resource": {"azurerm_key_vault": "x"}}, "resource.azurerm_key_vault must be an object"),
        ({"resource": {"azurerm_key_vault": {"v": 3}}}, "resource.azurerm_key_vault.v must be an object"),
    ],
)
def test_what_is_no_stack_is_refused(stack: Any, said: str) -> None:
    with pytest.raises(policy.TerraformError, match=said):
        policy.Resources.of_stacks({"broken": stack})


def test_what_is_no_plan_is_refused() -> None:
    with pytest.raises(policy.TerraformError, match="terraform show -json"):
        policy.Resources.of_plans({"x": {"resource": {}}})


def test_missing_and_null_arguments_are_the_same() -> None:
    (vault,) = resources({"azurerm_key_vault": {"v": {**VAULT, "tags": None, "tenant_id": None}}}).all
    assert vault.field("tags") is MISSING
    assert "tenantId" not in vault.properties


@pytest.mark.parametrize(
    ("names", "storage", "sql"),
    [
        # Its target is no server, and an account at most.
        (["blob"], 1, 0),
        (["dfs", "File"], 1, 0),
        (["registry"], 0, 0),
        # Both accounts of Cosmos DB and storage accounts have tables.
        (["table"], 1, 1),
        (["blob", "table"], 1, 1),
        (["${var.name}"], 1, 1),
        (None, 1, 1),
    ],
)
def test_sub_resources_exclude_types_of_a_target_that_is_not_known(names: Any, storage: int, sql: int) -> None:
    connection = {"name": "c", "private_connection_resource_id": "${var.target}", "is_manual_connection": False}
    connection |= {} if names is None else {"subresource_names": names}
    endpoint = {"name": "pe", "resource_group_name": "rg", "private_service_connection": connection}
    found = resources({"azurerm_private_endpoint": {"pe": endpoint}})
    for target, said in (("Microsoft.Storage/storageAccounts", storage), ("Microsoft.Sql/servers", sql)):
        approved = f"{target}/privateEndpointConnections/privateLinkServiceConnectionState.status"
        both = {
            "allOf": [
                {"field": "type", "equals": f"{target}/privateEndpointConnections"},
                {"field": approved, "equals": "Approved"},
            ]
        }
        assert outcomes(judge(definition(both, "Audit"), found)).get("unknown", 0) == said
