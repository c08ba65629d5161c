"""Plans of any Terraform: policies, exposure, the actions that they need, and what is left out."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from azure_data_landing_zone.checks import Level, plan_preflight
from azure_data_landing_zone.cli.app import app
from azure_data_landing_zone.policy import catalogue, given

SUBSCRIPTION = "00000000-0000-0000-0000-000000000000"
ACCOUNT = "Microsoft.Storage/storageAccounts"


def plan(*rows: tuple[str, dict[str, Any], dict[str, Any], list[str]]) -> dict[str, Any]:
    """A plan with these resources: address, values, what is known after apply, and actions."""
    planned = [
        {"address": address, "mode": "managed", "type": address.partition(".")[0], "values": values}
        for address, values, _, actions in rows
        if actions != ["delete"]
    ]
    changes = [
        {
            "address": address,
            "mode": "managed",
            "type": address.partition(".")[0],
            "change": {"actions": actions, "after_unknown": unknown},
        }
        for address, _, unknown, actions in rows
    ]
    provider = {"expressions": {"subscription_id": {"constant_value": SUBSCRIPTION}}}
    return {
        "format_version": "1.2",
        "planned_values": {"root_module": {"resources": planned}},
        "resource_changes": changes,
        "configuration": {
            "provider_config": {"azurerm": provider},
            "root_module": {"resources": [{"address": address, "expressions": {}} for address, *_ in rows]},
        },
    }


STORAGE = {
    "name": "acct",
    "resource_group_name": "rg",
    "location": "westeurope",
    "public_network_access_enabled": True,
    "account_tier": "Standard",
}
OPEN = plan(
    ("azurerm_storage_account.a", STORAGE, {"id": True}, ["create"]),
    ("azurerm_key_vault.old", {}, {}, ["delete"]),
    ("azurerm_virtual_network.same", {"name": "v", "resource_group_name": "rg"}, {}, ["no-op"]),
    ("random_pet.p", {"length": 2}, {"id": True}, ["create"]),
    ("helm_release.r", {"name": "r"}, {}, ["create"]),
)
DEFINITION = {
    "name": "closed",
    "properties": {
        "displayName": "Accounts are closed",
        "mode": "All",
        "policyRule": {
            "if": {
                "allOf": [
                    {"field": "type", "equals": ACCOUNT},
                    {"field": f"{ACCOUNT}/publicNetworkAccess", "notEquals": "Disabled"},
                ]
            },
            "then": {"effect": "deny"},
        },
    },
}


@pytest.fixture
def policies(tmp_path: Path) -> Path:
    folder = tmp_path / "policies"
    folder.mkdir()
    (folder / "closed.json").write_text(json.dumps([DEFINITION]))
    return folder


def test_a_plan_without_a_configuration_is_judged_by_policies_and_exposure(policies: Path) -> None:
    read = given.read([policies], known=catalogue.load(trusted=True))
    found = plan_preflight(None, {"plan": OPEN}, given=read)
    told = {(one.check, one.rule, one.address) for one in found.results if one.level is Level.REFUSED}
    assert ("policy", "closed", "azurerm_storage_account.a") in told
    assert any(check == "exposure" and address == "azurerm_storage_account.a" for check, _, address in told)
    assert all(one.place is None for one in found.results)


def test_resources_of_other_providers_are_left_out_and_counted() -> None:
    found = plan_preflight(None, {"plan": OPEN})
    assert found.left_out == {"random": 1, "helm": 1}
    assert not [one for one in found.results if one.address.startswith(("random_", "helm_"))]


def test_an_unmapped_type_of_azurerm_is_unknown() -> None:
    found = plan_preflight(None, {"plan": plan(("azurerm_odd.o", {"name": "o"}, {}, ["create"]))})
    assert ("unmapped-type", "azurerm_odd.o") in {(one.rule, one.address) for one in found.failing}


def test_the_actions_that_a_plan_needs() -> None:
    assert plan_preflight(None, {"plan": OPEN}).actions == (
        "Microsoft.KeyVault/vaults/delete",
        "Microsoft.KeyVault/vaults/read",
        "Microsoft.Network/virtualNetworks/read",
        "Microsoft.Storage/storageAccounts/blobServices/read",
        "Microsoft.Storage/storageAccounts/blobServices/write",
        "Microsoft.Storage/storageAccounts/fileServices/read",
        "Microsoft.Storage/storageAccounts/read",
        "Microsoft.Storage/storageAccounts/write",
    )


def test_a_part_of_a_body_needs_no_action_of_its_own() -> None:
    values = {"name": "r", "resource_group_name": "rg", "location": "westeurope", "route": [{"name": "x"}]}
    found = plan_preflight(None, {"plan": plan(("azurerm_route_table.r", values, {}, ["create"]))})
    assert found.actions == ("Microsoft.Network/routeTables/read", "Microsoft.Network/routeTables/write")


GROUP = f"/subscriptions/{SUBSCRIPTION}/resourceGroups/rg"
VAULT = f"{GROUP}/providers/Microsoft.KeyVault/vaults/kv"
SUBNET = f"{GROUP}/providers/Microsoft.Network/virtualNetworks/v/subnets/s"
JOIN = "Microsoft.Network/virtualNetworks/subnets/join/action"
APPROVE = "Microsoft.KeyVault/vaults/privateEndpointConnectionsApproval/action"
ZONE_GROUPS = "Microsoft.Network/privateEndpoints/privateDnsZoneGroups"


@pytest.mark.parametrize(
    ("actions", "subnet", "target", "needed", "not_needed"),
    [
        (["create"], SUBNET, VAULT, {JOIN, APPROVE, f"{ZONE_GROUPS}/write"}, set()),
        (["update"], SUBNET, VAULT, {JOIN, APPROVE, f"{ZONE_GROUPS}/write"}, set()),
        (["delete", "create"], SUBNET, VAULT, {JOIN, APPROVE}, set()),
        (["create"], None, VAULT, {JOIN, APPROVE}, set()),
        (["create"], SUBNET, None, {JOIN}, {APPROVE}),
        (["no-op"], SUBNET, VAULT, {f"{ZONE_GROUPS}/read"}, {JOIN, APPROVE, f"{ZONE_GROUPS}/write"}),
        (
            ["delete"],
            SUBNET,
            VAULT,
            {f"{ZONE_GROUPS}/read", f"{ZONE_GROUPS}/delete"},
            {JOIN, APPROVE, f"{ZONE_GROUPS}/write"},
        ),
    ],
)
def test_the_linked_actions_that_a_plan_needs(
    actions: list[str], subnet: str | None, target: str | None, needed: set[str], not_needed: set[str]
) -> None:
    values: dict[str, Any] = {"name": "pe", "resource_group_name": "rg", "location": "westeurope"}
    unknown: dict[str, Any] = {"id": True}
    connection = {"name": "c", "is_manual_connection": False, "subresource_names": ["vault"]}
    if subnet is None:
        unknown["subnet_id"] = True
    else:
        values["subnet_id"] = subnet
    if target is None:
        unknown["private_service_connection"] = [{"private_connection_resource_id": True}]
        values["private_service_connection"] = [connection]
    else:
        values["private_service_connection"] = [connection | {"private_connection_resource_id": target}]
    document = plan(("azurerm_private_endpoint.p", values, unknown, actions))
    reference = {"references": ["data.azurerm_subnet.other.id", "data.azurerm_subnet.other"]}
    document["configuration"]["root_module"]["resources"][0]["expressions"] = {"subnet_id": reference}
    found = set(plan_preflight(None, {"plan": document}).actions)
    assert needed <= found
    assert not (not_needed & found)


def run(folder: Path, *arguments: str) -> tuple[int, str]:
    (folder / "plan.json").write_text(json.dumps(OPEN))
    result = CliRunner().invoke(app, ["check", "-c", str(folder / "none.yaml"), *arguments])
    return result.exit_code, result.output


def test_the_command_checks_a_plan_of_other_terraform(tmp_path: Path, policies: Path) -> None:
    status, told = run(tmp_path, "--plan", str(tmp_path / "plan.json"), "--policies", str(policies))
    assert status == 1
    assert "Accounts are closed (Deny)" in told
    assert "left out: helm 1, random 1" in told
    assert "Microsoft.Storage/storageAccounts/write" in told


def test_the_command_lists_the_actions_as_json(tmp_path: Path, policies: Path) -> None:
    _, told = run(tmp_path, "--plan", str(tmp_path / "plan.json"), "--policies", str(policies), "--format", "json")
    listed = json.loads(told[told.index("{") :])["actions"]
    assert "Microsoft.Storage/storageAccounts/blobServices/write" in listed
    assert listed == sorted(listed)


def test_the_command_says_what_it_read_and_fails_if_that_is_nothing(tmp_path: Path, policies: Path) -> None:
    _, told = run(tmp_path, "--plan", str(tmp_path / "plan.json"), "--policies", str(policies))
    assert "read 1 definition in 1 file" in told
    (policies / "closed.json").write_text("[]")
    status, told = run(tmp_path, "--plan", str(tmp_path / "plan.json"), "--policies", str(policies))
    assert status == 2
    assert "holds no policy" in told


@pytest.mark.parametrize(
    ("wanted", "where", "status", "said"),
    [
        ("closed", "plan:azurerm_storage_account.a", 0, "noncompliant, refused"),
        ("Accounts are closed", "plan:azurerm_storage_account.a", 0, "publicNetworkAccess notEquals Disabled"),
        ("close", "plan:azurerm_storage_account.a", 2, "did you mean closed"),
        ("closed", "plan:azurerm_storage_account.b", 2, "did you mean plan:azurerm_storage_account.a"),
    ],
)
def test_the_command_explains_a_policy(
    tmp_path: Path, policies: Path, wanted: str, where: str, status: int, said: str
) -> None:
    arguments = ("--plan", str(tmp_path / "plan.json"), "--policies", str(policies))
    found, told = run(tmp_path, *arguments, "--explain", wanted, where)
    assert (found, said in told) == (status, True), told
