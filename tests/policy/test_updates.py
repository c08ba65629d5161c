"""Requests that change a resource: associations, azapi's updates and its actions."""

from __future__ import annotations

from typing import Any

import pytest

from policy_support import GROUP, definition, judge, resources

ACCOUNT = "Microsoft.Storage/storageAccounts"
ACCESS = {"field": f"{ACCOUNT}/publicNetworkAccess", "notEquals": "Disabled"}
OPEN = {"allOf": [{"field": "type", "equals": ACCOUNT}, ACCESS]}
SUBNET = "Microsoft.Network/virtualNetworks/subnets"
CLOSED = {
    "name": "acct",
    "resource_group_name": "rg",
    "location": "westeurope",
    "public_network_access_enabled": False,
    "tags": {"owner": "x"},
}
ELSEWHERE = f"{GROUP}/providers/{ACCOUNT}/elsewhere"


def said(given: dict[str, Any], rule: Any, effect: str = "Deny") -> list[tuple[str, str, bool]]:
    """Address, outcome and whether it is refused, for each finding."""
    return [
        (one.address, str(one.outcome), one.refused)
        for one in judge(definition(rule, effect), resources(given)).findings
    ]


def azapi(kind: str, body: Any, target: str = "${azurerm_storage_account.a.id}", **more: Any) -> dict[str, Any]:
    return {
        "azurerm_storage_account": {"a": CLOSED},
        kind: {"u": {"type": f"{ACCOUNT}@2023-01-01", "resource_id": target, "body": body, **more}},
    }


OPENS = {"properties": {"publicNetworkAccess": "Enabled"}}
OTHER = {"properties": {"allowedCopyScope": "AAD"}}
UPDATE, ACTION = "azapi_update_resource", "azapi_resource_action"


@pytest.mark.parametrize(
    ("given", "found"),
    [
        # An update sends what exists with its change.
        (azapi(UPDATE, OTHER), []),
        (azapi(UPDATE, OPENS), [("azapi_update_resource.u", "noncompliant", True)]),
        # Of what is elsewhere, only the change is known.
        (azapi(UPDATE, OTHER, ELSEWHERE), [("azapi_update_resource.u", "unknown", False)]),
        (azapi(UPDATE, OPENS, ELSEWHERE), [("azapi_update_resource.u", "noncompliant", True)]),
        (azapi(UPDATE, {"properties": {"publicNetworkAccess": "Disabled"}}, ELSEWHERE), []),
        # PATCH sends a part, PUT all that there is, and an action says nothing of what the resource is.
        (azapi(ACTION, OPENS, method="PATCH"), [("azurerm_storage_account.a", "noncompliant", True)]),
        (azapi(ACTION, OTHER, method="PATCH"), []),
        (azapi(ACTION, OTHER, method="PUT"), [("azurerm_storage_account.a", "noncompliant", True)]),
        (azapi(ACTION, OPENS, method="POST"), []),
        (azapi(ACTION, OPENS), []),
        (azapi(ACTION, OPENS, method="PATCH", when="destroy"), []),
        (azapi(ACTION, OPENS, method="PATCH", action="blobServices/default"), []),
        (azapi(ACTION, OPENS, method="${var.method}"), [("azurerm_storage_account.a", "unknown", False)]),
    ],
)
def test_the_request_of_an_update_is_judged(given: dict[str, Any], found: list[Any]) -> None:
    assert said(given, OPEN) == found


def test_an_update_counts_in_what_the_resource_is_afterwards() -> None:
    assert said(azapi(UPDATE, OPENS), OPEN, "Audit") == [("azurerm_storage_account.a", "noncompliant", False)]
    assert said(azapi(UPDATE, OTHER), OPEN, "Audit") == []
    owner = {"field": "tags.owner", "equals": "y"}
    assert said(azapi(UPDATE, {"tags": {"owner": "y"}}), owner, "Audit") == [
        ("azurerm_storage_account.a", "noncompliant", False)
    ]


def test_what_creation_is_refused_for_is_told_once() -> None:
    given = azapi(UPDATE, OTHER)
    given["azurerm_storage_account"] = {"a": {**CLOSED, "public_network_access_enabled": True}}
    assert said(given, OPEN) == [("azurerm_storage_account.a", "noncompliant", True)]


def network(*associations: str, subnet: str = "${azurerm_subnet.s.id}") -> dict[str, Any]:
    """A subnet with associations by the names of what they set: `network_security_group`, `route_table`, ..."""
    return {
        "azurerm_subnet": {
            "s": {
                "name": "GatewaySubnet",
                "resource_group_name": "rg",
                "virtual_network_name": "net",
                "address_prefixes": ["10.0.0.0/24"],
            }
        },
        **{
            f"azurerm_subnet_{name}_association": {"a": {"subnet_id": subnet, f"{name}_id": f"{GROUP}/x"}}
            for name in associations
        },
    }


def on_gateway(*conditions: Any) -> Any:
    return {"allOf": [{"field": "type", "equals": SUBNET}, {"field": "name", "equals": "GatewaySubnet"}, *conditions]}


NSG = {"field": f"{SUBNET}/networkSecurityGroup.id", "exists": True}
TABLE = {"field": f"{SUBNET}/routeTable.id", "exists": True}
FOUND = ("azurerm_subnet.s", "noncompliant", True)


@pytest.mark.parametrize(
    ("given", "conditions", "found"),
    [
        (network("network_security_group"), (NSG,), [FOUND]),
        (network("nat_gateway"), ({"field": f"{SUBNET}/natGateway.id", "exists": True},), [FOUND]),
        (network("route_table"), (NSG,), []),
        (network("route_table"), (TABLE, {"field": f"{SUBNET}/addressPrefix", "equals": "10.0.0.0/24"}), [FOUND]),
        # Which of two associations comes first is not known.
        (network("network_security_group", "route_table"), (NSG, TABLE), [("azurerm_subnet.s", "unknown", False)]),
    ],
)
def test_the_request_of_an_association_is_judged(given: Any, conditions: Any, found: list[Any]) -> None:
    assert said(given, on_gateway(*conditions)) == found


def test_a_finding_names_the_association_that_sends_the_request() -> None:
    (finding,) = judge(definition(on_gateway(NSG)), resources(network("network_security_group"))).findings
    assert finding.request == "azurerm_subnet_network_security_group_association.a"


def test_an_association_to_what_is_elsewhere_is_judged_by_what_it_says() -> None:
    there = f"{GROUP}/providers/Microsoft.Network/virtualNetworks/net/subnets/GatewaySubnet"
    given = network("network_security_group", subnet=there)
    del given["azurerm_subnet"]
    here = "azurerm_subnet_network_security_group_association.a"
    assert said(given, on_gateway(NSG)) == [(here, "noncompliant", True)]
    assert said(given, on_gateway(TABLE)) == [(here, "unknown", False)]


def test_addresses_of_several_associations_add_up() -> None:
    gateway = {"name": "nat", "resource_group_name": "rg", "location": "westeurope"}
    given = {
        "azurerm_nat_gateway": {"n": gateway},
        "azurerm_nat_gateway_public_ip_association": {
            name: {"nat_gateway_id": "${azurerm_nat_gateway.n.id}", "public_ip_address_id": f"{GROUP}/{name}"}
            for name in "ab"
        },
    }
    kind = "Microsoft.Network/natGateways"
    count = {"count": {"field": f"{kind}/publicIpAddresses[*]"}, "equals": 2}
    assert said(given, {"allOf": [{"field": "type", "equals": kind}, count]}, "Audit") == [
        ("azurerm_nat_gateway.n", "noncompliant", False)
    ]


NETWORK = "Microsoft.Network/virtualNetworks"
SAFE: Any = {"name": "a", "properties": {"networkSecurityGroup": {"id": "/n"}}}
OPEN_SUBNET = {"name": "b", "properties": {}}


def merging(former: Any, later: Any, kind: str = UPDATE, **more: Any) -> dict[str, Any]:
    """A network and an update of it."""
    update = {"type": f"{NETWORK}@2024-05-01", "resource_id": "${azapi_resource.v.id}", "body": later, **more}
    base = {"type": f"{NETWORK}@2024-05-01", "name": "v", "parent_id": GROUP, "location": "westeurope", **former}
    return {"azapi_resource": {"v": base}, kind: {"u": update}}


def subnets(*rows: Any) -> Any:
    return {"body": {"properties": {"subnets": list(rows)}}}


def flows(*rows: Any) -> Any:
    return {"body": {"properties": {"dhcpOptions": {"dnsServers": list(rows)}}}}


SERVERS = f"{NETWORK}/dhcpOptions.dnsServers[*]"
FLOW_WITHOUT_X = {
    "count": {"field": SERVERS, "where": {"field": f"{SERVERS}.x", "exists": False}},
    "greater": 0,
}
WITHOUT_NSG = {
    "count": {
        "field": f"{NETWORK}/subnets[*]",
        "where": {"field": f"{NETWORK}/subnets[*].networkSecurityGroup.id", "exists": False},
    },
    "greater": 0,
}
UNTAGGED = {"field": "tags.env", "exists": False}
TAGGED = {"tags": {"env": "x"}, "body": {}}
ENDPOINTS = {"properties": {"subnets": [{"name": "a", "properties": {"serviceEndpoints": []}}]}}


@pytest.mark.parametrize(
    ("given", "condition", "outcome"),
    [
        # azapi adds to the tags that exist, and combines elements of one name.
        (merging(TAGGED, {"tags": {"owner": "y"}}), UNTAGGED, None),
        (merging(TAGGED, {"tags": {"owner": "y"}}, list_unique_id_property={}), UNTAGGED, None),
        (merging(TAGGED, {"tags": {"owner": "y"}}), {"field": "tags.owner", "equals": "y"}, "noncompliant"),
        (merging({"body": {}}, {"tags": {"owner": "y"}}), {"field": "tags.env", "equals": "x"}, None),
        (merging(subnets(SAFE), ENDPOINTS), WITHOUT_NSG, None),
        (merging(subnets(SAFE), {"properties": {"subnets": [OPEN_SUBNET]}}), WITHOUT_NSG, "noncompliant"),
        (merging(subnets(SAFE), ENDPOINTS, list_unique_id_property={"a": "id"}), WITHOUT_NSG, "unknown"),
        (merging(subnets({**SAFE, "name": "${var.n}"}), ENDPOINTS), WITHOUT_NSG, "unknown"),
        (merging(flows({"x": 1}), flows()["body"]), {"count": {"field": SERVERS}, "equals": 0}, "noncompliant"),
        # Elements without names: those of arrays of one length are combined, otherwise the later array counts.
        (merging(flows({"x": 1}), flows({"y": 1})["body"]), FLOW_WITHOUT_X, None),
        (merging(flows({"x": 1}), flows({"y": 1}, {"x": 2})["body"]), FLOW_WITHOUT_X, "noncompliant"),
        # PUT sends all that there is; after PATCH, other tags are there or not.
        (merging(TAGGED, {"tags": {"owner": "y"}}, ACTION, method="PUT"), UNTAGGED, "noncompliant"),
        (merging(TAGGED, {}, ACTION, method="PUT"), UNTAGGED, "noncompliant"),
        (merging(TAGGED, {"tags": {"owner": "y"}}, ACTION, method="PATCH"), UNTAGGED, "unknown"),
        (merging(TAGGED, {}, ACTION, method="PATCH"), UNTAGGED, None),
        (merging(TAGGED, {}, ACTION, method="${var.m}"), UNTAGGED, "unknown"),
        # A body that is known after apply changes anything.
        (merging(TAGGED, "${var.b}"), UNTAGGED, "unknown"),
    ],
)
def test_an_update_is_combined_with_what_exists(given: Any, condition: Any, outcome: str | None) -> None:
    rule = {"allOf": [{"field": "type", "equals": NETWORK}, condition]}
    assert [one for _, one, _ in said(given, rule, "Audit")] == ([outcome] if outcome else [])


@pytest.mark.parametrize(
    ("body", "condition"),
    [
        ({"tags": {"owner": "y"}}, UNTAGGED),
        (ENDPOINTS, WITHOUT_NSG),
        (ENDPOINTS, {"count": {"field": f"{NETWORK}/subnets[*]"}, "equals": 2}),
    ],
)
def test_of_what_an_update_changes_elsewhere_the_rest_is_unknown(body: Any, condition: Any) -> None:
    given = merging({}, body, resource_id=f"{GROUP}/providers/{NETWORK}/elsewhere")
    del given["azapi_resource"]
    rule = {"allOf": [{"field": "type", "equals": NETWORK}, condition]}
    assert [one for _, one, _ in said(given, rule)] == ["unknown"]


def test_what_another_update_sets_after_apply_may_be_anything() -> None:
    given = azapi(UPDATE, OTHER)
    given[UPDATE]["w"] = {**given[UPDATE]["u"], "body": "${var.b}"}
    assert ("azapi_update_resource.u", "unknown", False) in said(given, OPEN)
