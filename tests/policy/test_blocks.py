"""Blocks that Terraform makes at apply, and resources that stand in the body of another one."""

from __future__ import annotations

from typing import Any

import pytest

from azure_data_landing_zone import policy
from policy_support import GROUP, definition, judge, resources

PLACE = {"name": "one", "resource_group_name": "rg", "location": "westeurope"}
ACCOUNT = "Microsoft.Storage/storageAccounts"
CONNECTION = "privateEndpointConnections"


def said(
    found: policy.Resources, kind: str, effect: str = "Deny", details: Any = None, *conditions: Any
) -> list[tuple[str, str]]:
    """Type and outcome for each finding of a rule about one type."""
    rule = {"allOf": [{"field": "type", "equals": kind}, *conditions]}
    return [(one.type, str(one.outcome)) for one in judge(definition(rule, effect, details=details), found).findings]


MADE = [
    ("azurerm_container_registry", "georeplications", "Microsoft.ContainerRegistry/registries/replications"),
    ("azurerm_storage_account", "blob_properties", f"{ACCOUNT}/blobServices"),
    ("azurerm_storage_account", "share_properties", f"{ACCOUNT}/fileServices"),
    (
        "azurerm_private_endpoint",
        "private_dns_zone_group",
        "Microsoft.Network/privateEndpoints/privateDnsZoneGroups",
    ),
    ("azurerm_virtual_network", "subnet", "Microsoft.Network/virtualNetworks/subnets"),
    ("azurerm_network_security_group", "security_rule", "Microsoft.Network/networkSecurityGroups/securityRules"),
    (
        "azurerm_kubernetes_cluster",
        "maintenance_window",
        "Microsoft.ContainerService/managedClusters/maintenanceConfigurations",
    ),
    ("azurerm_kubernetes_cluster", "default_node_pool", "Microsoft.ContainerService/managedClusters/agentPools"),
    ("azurerm_route_table", "route", "Microsoft.Network/routeTables/routes"),
]


@pytest.mark.parametrize(("terraform", "block", "kind"), MADE)
@pytest.mark.parametrize("form", ["object", "list", "expression"])
def test_a_resource_of_each_block_that_terraform_makes_is_unknown(
    terraform: str, block: str, kind: str, form: str
) -> None:
    content = {"for_each": "${var.x}", "content": {"name": "x"}}
    written = {
        "object": {"dynamic": {block: content}},
        "list": {"dynamic": [{block: [content]}]},
        "expression": {block: "${var.x}"},
    }[form]
    found = resources({terraform: {"one": {**PLACE, **written}}})
    for effect in ("Deny", "Audit"):
        assert said(found, kind, effect) == [(kind, "unknown")]
    named = {"field": "name", "exists": False}
    assert said(found, kind, "Deny", None, named) == []
    elsewhere = definition({"field": "type", "equals": kind})
    other = "/subscriptions/11111111-2222-3333-4444-555555555555"
    assert judge(elsewhere, found, scope=other).findings == ()


@pytest.mark.parametrize(("terraform", "block", "kind"), MADE[:6])
def test_written_blocks_stay_beside_those_that_terraform_makes(terraform: str, block: str, kind: str) -> None:
    static = {"name": "x", "location": "northeurope", "access": "Allow"}
    dynamic = {block: {"for_each": "${var.x}", "content": {}}}
    found = resources({terraform: {"one": {**PLACE, block: [static], "dynamic": dynamic}}})
    assert [one.possible is None for one in found.by_type[kind.lower()]] == [False, True]


def test_a_written_block_does_not_hide_those_that_terraform_makes() -> None:
    kind = "Microsoft.Network/networkSecurityGroups"
    allowed = {"field": f"{kind}/securityRules[*].access", "equals": "Allow"}
    count = {"count": {"field": f"{kind}/securityRules[*]", "where": allowed}, "greater": 0}
    rule = {"name": "r", "access": "Deny"}
    dynamic = {"security_rule": {"for_each": "${var.x}", "content": {}}}
    for more, outcome in (({}, []), ({"dynamic": dynamic}, [(kind, "unknown")])):
        group = {**PLACE, "security_rule": [rule], **more}
        found = resources({"azurerm_network_security_group": {"n": group}})
        assert said(found, kind, "Deny", None, count) == outcome


@pytest.mark.parametrize(("dynamic", "outcome"), [(False, []), (True, ["unknown"])])
def test_a_connection_that_terraform_makes_may_be_that_of_any_resource(dynamic: bool, outcome: list[str]) -> None:
    row = {"name": "c", "private_connection_resource_id": "${azurerm_storage_account.a.id}"}
    block = {"private_service_connection": row}
    made = {"dynamic": {"private_service_connection": {"for_each": "${var.x}", "content": row}}}
    given = {
        "azurerm_storage_account": {"a": PLACE},
        "azurerm_private_endpoint": {"p": {**PLACE, **(made if dynamic else block)}},
    }
    details = {"type": f"{ACCOUNT}/{CONNECTION}"}
    assert [one for _, one in said(resources(given), ACCOUNT, "AuditIfNotExists", details)] == outcome


def test_what_may_exist_does_not_count_as_what_exists() -> None:
    account = {**PLACE, "dynamic": {"blob_properties": {"for_each": "${var.x}", "content": {}}}}
    found = resources({"azurerm_storage_account": {"a": account}})
    for details in ({"type": f"{ACCOUNT}/blobServices"}, {"type": f"{ACCOUNT}/blobServices", "name": "default"}):
        assert said(found, ACCOUNT, "AuditIfNotExists", details) == [(ACCOUNT, "unknown")]


@pytest.mark.parametrize(
    ("terraform", "argument", "value", "kind"),
    [
        (
            "azurerm_kubernetes_cluster",
            "maintenance_window",
            "${var.x}",
            "Microsoft.ContainerService/managedClusters/maintenanceConfigurations",
        ),
        ("azurerm_storage_container", "storage_account_id", "${var.x}", f"{ACCOUNT}/blobServices/containers"),
    ],
)
def test_a_request_that_depends_on_an_argument_is_unknown_with_it(
    terraform: str, argument: str, value: str, kind: str
) -> None:
    assert said(resources({terraform: {"a": {**PLACE, argument: value}}}), kind) == [(kind, "unknown")]


POLICY = "Microsoft.Network/firewallPolicies"
PROXY = {"field": f"{POLICY}/explicitProxy.enableExplicitProxy", "equals": True}


@pytest.mark.parametrize(
    ("block", "outcome"), [("explicit_proxy", [(POLICY, "unknown")]), ("timeouts", []), ("insights", [])]
)
def test_a_dynamic_block_that_no_table_speaks_of_is_an_unread_argument(block: str, outcome: list[Any]) -> None:
    made = {**PLACE, "dynamic": {block: {"for_each": "${var.x}", "content": {"enabled": True}}}}
    assert said(resources({"azurerm_firewall_policy": {"f": made}}), POLICY, "Deny", None, PROXY) == outcome


RULES = "Microsoft.Network/networkSecurityGroups"
NETWORK = "Microsoft.Network/virtualNetworks"


def azapi(kind: str, body: Any) -> dict[str, Any]:
    return {"azapi_resource": {"a": {"type": f"{kind}@2024-05-01", "name": "a", "parent_id": GROUP, "body": body}}}


@pytest.mark.parametrize(
    ("kind", "array", "child"),
    [
        (RULES, "securityRules", f"{RULES}/securityRules"),
        (RULES.lower(), "securityRules", f"{RULES.lower()}/securityRules"),
        (NETWORK, "subnets", f"{NETWORK}/subnets"),
        (NETWORK, "virtualNetworkPeerings", f"{NETWORK}/virtualNetworkPeerings"),
        ("Microsoft.Network/routeTables", "routes", "Microsoft.Network/routeTables/routes"),
        (
            "Microsoft.ContainerService/managedClusters",
            "agentPoolProfiles",
            "Microsoft.ContainerService/managedClusters/agentPools",
        ),
    ],
)
def test_children_in_a_body_of_azapi_are_unknown_in_requests(kind: str, array: str, child: str) -> None:
    item = {"name": "x", "properties": {"note": "yes"}}
    found = resources(azapi(kind, {"properties": {array: [item]}}))
    yes = {"field": f"{child}/note", "equals": "yes"}
    assert said(found, child, "Deny", None, yes) == [(child, "unknown")]
    assert said(found, child, "Audit", None, yes) == [(child, "noncompliant")]
    assert said(found, child, "Deny", None, {"field": f"{child}/note", "equals": "no"}) == []
    assert said(found, child, "Deny", None, {"field": "name", "equals": "y"}) == []
    assert found.by_type[child.lower()][0].id == f"{GROUP}/providers/{kind}/a/{child.rpartition('/')[2]}/x"
    # What azurerm sends of it in other words is not told.
    for unknown in ("${var.x}", ["${var.x}"], [{"name": "x", "properties": "${var.x}"}]):
        given = resources(azapi(kind, {"properties": {array: unknown}}))
        assert said(given, child, "Audit", None, yes) == [(child, "unknown")]
    assert said(resources(azapi(kind, {"properties": {array: []}})), child) == []


def test_a_child_with_a_request_of_its_own_is_no_part_of_another_one() -> None:
    given = azapi(NETWORK, {"properties": {"subnets": [{"name": "x", "properties": {}}]}})
    given["azurerm_subnet"] = {"s": {"name": "x", "resource_group_name": "rg", "virtual_network_name": "a"}}
    found = resources(given)
    assert [one.inline for one in found.by_type[f"{NETWORK}/subnets".lower()]] == [False]


@pytest.mark.parametrize("elsewhere", [True, False])
@pytest.mark.parametrize("kind", ["azapi_update_resource", "azapi_resource_action"])
def test_children_in_an_update_are_unknown(kind: str, elsewhere: bool) -> None:
    given = azapi(RULES, {})
    target = f"{GROUP}/providers/{RULES}/{'b' if elsewhere else 'a'}"
    body = {"properties": {"securityRules": [{"name": "x", "properties": {"access": "Allow"}}]}}
    given[kind] = {"u": {"type": f"{RULES}@2024-05-01", "resource_id": target, "method": "PATCH", "body": body}}
    child = f"{RULES}/securityRules"
    allowed = {"field": f"{child}/access", "equals": "Allow"}
    assert said(resources(given), child, "Deny", None, allowed) == [(child, "unknown")]
    denied = {"field": f"{child}/access", "equals": "Deny"}
    assert said(resources(given), child, "Deny", None, denied) == []
