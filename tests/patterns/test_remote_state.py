"""The account that holds the state of all stacks."""

from __future__ import annotations

import ipaddress
from collections.abc import Callable

import pytest

from azure_data_landing_zone.azure import roles
from azure_data_landing_zone.changes import Rule, compare
from network_support import outbound_rules
from support import Json, Stack, subnets

Synth = Callable[[Json], dict[str, Stack]]


@pytest.fixture
def contoso(app_stacks: Callable[[str], dict[str, Stack]]) -> dict[str, Stack]:
    return app_stacks("contoso")


def test_the_account_is_kept_and_open_to_the_named_addresses_alone(contoso: dict[str, Stack]) -> None:
    account = contoso["bootstrap"].one("azurerm_storage_account")
    assert account["lifecycle"] == {"prevent_destroy": True}
    assert account["network_rules"]["default_action"] == "Deny"
    assert account["network_rules"]["ip_rules"] == ["203.0.113.0/24"]
    assert "virtual_network_subnet_ids" not in account["network_rules"]
    assert account["account_replication_type"] == "GZRS"
    assert account["blob_properties"]["delete_retention_policy"] == {"days": 30}


def test_each_stack_has_a_container(contoso: dict[str, Stack]) -> None:
    containers = contoso["bootstrap"].all("azurerm_storage_container").values()
    assert sorted(body["name"] for body in containers) == sorted(contoso)
    assert all("lifecycle" not in body for body in containers)


def test_runners_inside_the_network_reach_it_over_a_private_endpoint(synth: Synth, zone: Json) -> None:
    zone["network"]["subnets"] = {"runners": {"address_prefix": "10.40.15.0/26"}}
    zone["state"] = {
        "backend": "azurerm",
        "network": {"allowed_addresses": ["203.0.113.7"], "private_endpoint": True},
    }
    stacks = synth(zone)
    core, account = stacks["core"], stacks["bootstrap"].one("azurerm_storage_account")
    endpoint = core.one("azurerm_private_endpoint", name=f"pep-{account['name']}-blob")
    connection = endpoint["private_service_connection"]
    assert connection["private_connection_resource_id"].endswith(f"/storageAccounts/{account['name']}")
    assert connection["subresource_names"] == ["blob"]
    (private,) = endpoint["private_dns_zone_group"]["private_dns_zone_ids"]
    assert private.endswith("/privateDnsZones/privatelink.blob.core.windows.net")
    (subnet,) = (name for name, body in core.all("azapi_resource").items() if body["name"] == "snet-endpoints")
    assert endpoint["subnet_id"] == f"${{azapi_resource.{subnet}.id}}"
    # The subnet of endpoints lies in the range that the security group of the runners lets out to.
    out = outbound_rules(core, "runners")["AllowNetworkOutbound"]
    network = ipaddress.ip_network(out["destination_address_prefix"])
    assert ipaddress.ip_network(subnets(core)["snet-endpoints"]["addressPrefix"]).subnet_of(network)


def test_an_account_that_nothing_inside_reaches_has_no_endpoint(synth: Synth, zone: Json) -> None:
    zone["state"] = {"backend": "azurerm", "network": {"allowed_addresses": ["203.0.113.7"]}}
    stacks = synth(zone)
    name = stacks["bootstrap"].one("azurerm_storage_account")["name"]
    assert not [body for body in stacks["core"].all("azurerm_private_endpoint").values() if name in body["name"]]


def test_contoso_has_a_runner_inside(contoso: dict[str, Stack]) -> None:
    name = contoso["bootstrap"].one("azurerm_storage_account")["name"]
    assert contoso["core"].one("azurerm_private_endpoint", name=f"pep-{name}-blob")


def test_groups_write_state_with_their_own_sign_in(contoso: dict[str, Stack]) -> None:
    grants = contoso["bootstrap"].all("azurerm_role_assignment", principal_type="Group").values()
    assert [body["principal_id"] for body in grants] == ["88888888-8888-8888-8888-888888888888"]
    (role,) = {body["role_definition_id"].rsplit("/", 1)[1] for body in grants}
    assert roles.name_of(role) == "Storage Blob Data Contributor"
    ((account, _),) = contoso["bootstrap"].all("azurerm_storage_account").items()
    assert {body["scope"] for body in grants} == {f"${{azurerm_storage_account.{account}.id}}"}


OWNER = "/subscriptions/99999999-9999-9999-9999-999999999999"
ACCOUNT = f"{OWNER}/resourceGroups/rg-terraform/providers/Microsoft.Storage/storageAccounts/stterraform"
WRITERS = "88888888-8888-8888-8888-888888888888"


def existing(**settings: object) -> Json:
    return {"backend": "azurerm", "storage_account_id": ACCOUNT, "groups": [WRITERS], **settings}


def backends(stacks: dict[str, Stack]) -> dict[str, Json]:
    return {name: stack.document["terraform"]["backend"] for name, stack in stacks.items()}


def test_an_existing_account_gets_containers_and_roles_and_keeps_the_state(
    synth: Synth, zone_with_pipelines: Json
) -> None:
    stacks = synth(zone_with_pipelines | {"state": existing()})
    bootstrap = stacks["bootstrap"]
    assert not bootstrap.all("azurerm_storage_account")
    containers = bootstrap.all("azurerm_storage_container").values()
    zone = zone_with_pipelines["name"]
    assert sorted(body["name"] for body in containers) == sorted(f"{zone}-{stack}" for stack in stacks)
    assert {body["storage_account_id"] for body in containers} == {ACCOUNT}
    # Each group and each pipeline reaches the containers of this landing zone only.
    scopes = {body["scope"] for body in bootstrap.all("azurerm_role_assignment", principal_type="Group").values()}
    assert scopes == {
        f"${{azurerm_storage_container.{name}.id}}" for name in bootstrap.all("azurerm_storage_container")
    }
    state = [body for body in bootstrap.all("azurerm_role_assignment").values() if body["scope"] in scopes]
    assert len(state) == len(stacks) + 2 * len([name for name in stacks if name.startswith("churn-")])
    for name, backend in backends(stacks).items():
        if name != "bootstrap":
            settings = backend["azurerm"]
            assert settings["subscription_id"] == OWNER.rpartition("/")[2]
            assert settings["resource_group_name"] == "rg-terraform"
            assert settings["storage_account_name"] == "stterraform"
            assert settings["container_name"] == f"{zone}-{name}"
            assert settings["key"] == f"{name}.tfstate"
    assert "local" in backends(stacks)["bootstrap"]
    # Its owner manages its settings, endpoints and logs.
    assert not [
        body for body in stacks["core"].all("azurerm_private_endpoint").values() if "stterraform" in body["name"]
    ]
    assert not stacks["core"].all("azurerm_monitor_diagnostic_setting", target_resource_id=ACCOUNT)


def test_what_the_owner_of_the_account_creates_is_listed(synth: Synth, zone_with_pipelines: Json) -> None:
    state = existing(manage=[], containers="tf-{stack}-{region}", bootstrap="account")
    stacks = synth(zone_with_pipelines | {"state": state})
    bootstrap = stacks["bootstrap"]
    assert not bootstrap.all("azurerm_storage_container")
    assert not [body for body in bootstrap.all("azurerm_role_assignment").values() if "stterraform" in body["scope"]]
    grants = bootstrap.document["output"]["state_grants_of_others"]["value"]
    at = f"{ACCOUNT}/blobServices/default/containers/tf-churn-dev-weu"
    assert grants["churn-dev-apply"].startswith(f"Storage Blob Data Contributor on {at} for group {WRITERS}, id-")
    assert grants["churn-dev-plan"].startswith(f"Storage Blob Data Reader on {at} for id-")
    assert backends(stacks)["bootstrap"]["azurerm"]["container_name"] == "tf-bootstrap-weu"


def test_the_owner_may_make_the_containers_alone(synth: Synth, zone_with_pipelines: Json) -> None:
    bootstrap = synth(zone_with_pipelines | {"state": existing(manage=["role_assignments"])})["bootstrap"]
    assert not bootstrap.all("azurerm_storage_container")
    scopes = {body["scope"] for body in bootstrap.all("azurerm_role_assignment", principal_type="Group").values()}
    zone = zone_with_pipelines["name"]
    assert f"{ACCOUNT}/blobServices/default/containers/{zone}-churn-dev" in scopes
    assert "state_grants_of_others" not in bootstrap.document["output"]


def test_another_account_is_a_loss_a_moved_state_and_a_new_right(synth: Synth, zone: Json) -> None:
    before = {name: stack.document for name, stack in synth(zone | {"state": existing()}).items()}
    other = existing(storage_account_id=f"{ACCOUNT}2")
    after = {name: stack.document for name, stack in synth(zone | {"state": other}).items()}
    effects = compare(before, after).effects
    lost = [effect for effect in effects if effect.rule is Rule.LOST]
    assert {effect.name for effect in lost} == {f"zone-{name}" for name in before}
    assert all(effect.refused for effect in lost)
    assert {effect.stack for effect in effects if effect.rule is Rule.STATE} == {*before} - {"bootstrap"}
    # The containers have the same names in both accounts, and the group has had no role in the other one.
    gained = {(effect.name, effect.what) for effect in effects if effect.rule is Rule.GAINED}
    assert gained == {(f"zone-{name}", f"{WRITERS} gets the role Storage Blob Data Contributor") for name in before}
