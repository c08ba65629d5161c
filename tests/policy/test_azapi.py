"""Resources, updates and actions of azapi: ids, types and bodies."""

from __future__ import annotations

from typing import Any

import pytest

from azure_data_landing_zone.policy.values import Open, Unknown, lookup, matched, merged
from policy_support import GROUP, SUBSCRIPTION, definition, judge, resources

ACCOUNT = "Microsoft.Storage/storageAccounts"
GROUPS = "Microsoft.Resources/subscriptions/resourceGroups"
PROVIDERS = {"azapi": [{"subscription_id": SUBSCRIPTION}], "azurerm": [{"subscription_id": SUBSCRIPTION}]}


def said(given: dict[str, Any], rule: Any, effect: str = "Deny", **more: Any) -> list[tuple[str, str, bool]]:
    """Address, outcome and whether it is refused, for each finding."""
    report = judge(definition(rule, effect), resources(given, provider=PROVIDERS), **more)
    return [(one.address, str(one.outcome), one.refused) for one in report.findings]


def group(type_: str = "Microsoft.Resources/resourceGroups", **more: Any) -> dict[str, Any]:
    subscription = f"/subscriptions/{SUBSCRIPTION}"
    return {"type": f"{type_}@2021-04-01", "name": "rg", "parent_id": subscription, "location": "westeurope", **more}


ACCOUNT_INSIDE = {"type": f"{ACCOUNT}@2023-01-01", "name": "acct", "parent_id": "${azapi_resource.g.id}", "body": {}}


@pytest.mark.parametrize(
    "written",
    [
        group(),
        group(GROUPS),
        group("microsoft.resources/resourcegroups"),
        group("MICROSOFT.RESOURCES/SUBSCRIPTIONS/RESOURCEGROUPS"),
        group(parent_id=f"/subscriptions/{SUBSCRIPTION}/"),
        {key: value for key, value in group().items() if key != "parent_id"},
    ],
)
def test_a_resource_group_of_azapi_is_a_resource_group(written: dict[str, Any]) -> None:
    given = {"azapi_resource": {"g": written, "a": ACCOUNT_INSIDE}}
    found = resources(given, provider=PROVIDERS)
    made, account = found.all
    assert (made.type, made.id, made.indexed) == (GROUPS, GROUP, False)
    assert account.id == f"{GROUP}/providers/{ACCOUNT}/acct"
    assert found.group(account) is made
    untagged = {"allOf": [{"field": "type", "equals": GROUPS}, {"field": "tags.env", "exists": False}]}
    assert said(given, untagged) == [("azapi_resource.g", "noncompliant", True)]
    inside = said(given, {"field": "type", "equals": ACCOUNT}, scope=GROUP)
    assert inside == [("azapi_resource.a", "noncompliant", True)]
    named = {"allOf": [{"field": "type", "equals": ACCOUNT}, {"value": "[resourceGroup().name]", "equals": "rg"}]}
    assert said(given, named) == [("azapi_resource.a", "noncompliant", True)]


@pytest.mark.parametrize(
    ("parent", "found"), [("${data.azurerm_subscription.x.id}", Unknown), ("/", Unknown), ("/subscriptions/s", str)]
)
def test_a_resource_group_lies_in_a_subscription(parent: str, found: type) -> None:
    (made,) = resources({"azapi_resource": {"g": group(parent_id=parent)}}).all
    assert isinstance(made.id, found)


@pytest.mark.parametrize(
    ("kind", "written"),
    [
        ("azapi_update_resource", {"resource_id": GROUP}),
        ("azapi_update_resource", {"resource_id": GROUP.upper()}),
        ("azapi_update_resource", {"parent_id": f"/subscriptions/{SUBSCRIPTION}", "name": "rg"}),
        ("azapi_resource_action", {"resource_id": GROUP, "method": "PATCH"}),
        (
            "azapi_resource_action",
            {"resource_id": f"/subscriptions/{SUBSCRIPTION}", "action": "resourceGroups/rg", "method": "PATCH"},
        ),
    ],
)
def test_an_update_of_a_resource_group_is_one(kind: str, written: dict[str, Any]) -> None:
    body = {"tags": {"env": "none"}}
    update = {"type": "Microsoft.Resources/resourceGroups@2021-04-01", "body": body, **written}
    rule = {"allOf": [{"field": "type", "equals": GROUPS}, {"field": "tags.env", "equals": "none"}]}
    for existing in ({}, {"azurerm_resource_group": {"g": {"name": "rg", "location": "westeurope"}}}):
        assert [outcome for _, outcome, _ in said({**existing, kind: {"u": update}}, rule)] == ["noncompliant"]


VAULT = "Microsoft.KeyVault/vaults"
ACCESS = f"{VAULT}/publicNetworkAccess"
SETS = {"properties": {"publicNetworkAccess": "Enabled"}}


def vault(**more: Any) -> dict[str, Any]:
    base = {
        "type": f"{VAULT}@2023-07-01",
        "name": "kv",
        "parent_id": GROUP,
        "location": "w",
        "body": {"properties": {}},
    }
    return {**base, **more}


@pytest.mark.parametrize(
    ("written", "field", "test", "outcome"),
    [
        ({"sensitive_body": "${var.b}"}, ACCESS, {"exists": False}, "unknown"),
        ({"sensitive_body": "${var.b}"}, ACCESS, {"equals": "Enabled"}, "unknown"),
        ({"sensitive_body": "${var.b}"}, "tags.env", {"exists": False}, "unknown"),
        ({"sensitive_body": SETS}, ACCESS, {"equals": "Enabled"}, "noncompliant"),
        ({"sensitive_body": {"properties": {"password": "${var.p}"}}}, ACCESS, {"exists": False}, "noncompliant"),
        # Nothing is sent of it but what has a version.
        (
            {"sensitive_body": "${var.b}", "sensitive_body_version": {"properties.password": "1"}},
            ACCESS,
            {"exists": False},
            "noncompliant",
        ),
        (
            {"sensitive_body": "${var.b}", "sensitive_body_version": {"properties.publicNetworkAccess": "1"}},
            ACCESS,
            {"exists": False},
            "unknown",
        ),
        # The body may say anything, but not instead of the sensitive one.
        ({"body": "${var.b}", "sensitive_body": SETS}, ACCESS, {"equals": "Enabled"}, "noncompliant"),
        ({"body": "${var.b}", "sensitive_body": SETS}, f"{VAULT}/sku.name", {"exists": False}, "unknown"),
        (
            {"body": {"properties": "${var.b}"}, "sensitive_body": SETS},
            f"{VAULT}/sku.name",
            {"exists": False},
            "unknown",
        ),
        ({"body": '{"properties": {"publicNetworkAccess": "Enabled"}}'}, ACCESS, {"equals": "Enabled"}, "noncompliant"),
        ({"body": '{"tags": {"env": "x"}}'}, "tags.env", {"equals": "x"}, "noncompliant"),
        ({"body": "no JSON"}, ACCESS, {"exists": False}, "unknown"),
    ],
)
@pytest.mark.parametrize("kind", ["azapi_resource", "azapi_update_resource", "azapi_resource_action"])
def test_the_body_that_is_sent(kind: str, written: Any, field: str, test: Any, outcome: str) -> None:
    given = vault(**written)
    if kind != "azapi_resource":
        given |= {"resource_id": f"{GROUP}/providers/{VAULT}/kv", "method": "PUT"}
    # Of what an update changes elsewhere, nothing else is known.
    outcome = "unknown" if kind == "azapi_update_resource" and "exists" in test else outcome
    rule = {"allOf": [{"field": "type", "equals": VAULT}, {"field": field, **test}]}
    assert [one for _, one, _ in said({kind: {"v": given}}, rule)] == [outcome]


def test_tags_beside_a_sensitive_body_are_known() -> None:
    given = {"azapi_resource": {"v": vault(sensitive_body="${var.b}", tags={"env": "x"})}}
    assert said(given, {"field": "tags.env", "exists": False}) == []


@pytest.mark.parametrize(
    "condition",
    [
        {"field": "tags", "containsKey": "env"},
        {"field": "tags.env", "equals": "x"},
        {"value": "[resourceGroup().tags.env]", "equals": ""},
        {"field": "tags", "equals": "x"},
    ],
)
def test_other_tags_of_what_is_elsewhere_are_unknown(condition: Any) -> None:
    body = {"tags": {"owner": "y"}}
    given = {"azapi_update_resource": {"u": {"type": f"{GROUPS}@2021-04-01", "resource_id": GROUP, "body": body}}}
    rule = {"allOf": [{"field": "type", "equals": GROUPS}, condition]}
    assert [one for _, one, _ in said(given, rule)] == ["unknown"]
    known = {"field": "tags", "containsKey": "owner"}
    assert [one for _, one, _ in said(given, known)] == ["noncompliant"]


REST = Unknown("nothing is known of it")


def test_an_object_of_which_only_a_part_is_known_may_overwrite_anything() -> None:
    combined = merged({"a": 1, "b": {"c": 1}}, Open({"b": Open({"d": 2}, REST)}, REST))
    assert lookup(combined, "a") is REST
    inner = lookup(combined, "b")
    assert isinstance(inner, Open)
    assert (lookup(inner, "c"), lookup(inner, "d")) == (REST, 2)


def test_elements_are_combined_whether_properties_stand_around_them_or_not() -> None:
    flat, wrapped = {"name": "a", "x": 1, "y": 1}, {"name": "a", "properties": {"x": 2}}
    assert matched([flat], [wrapped]) == [{"name": "a", "x": 2, "y": 1}]
    assert matched([wrapped], [flat]) == [{"name": "a", "x": 1, "y": 1}]
    assert matched([wrapped], [wrapped]) == [wrapped]
