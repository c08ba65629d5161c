"""The account that holds the state of all stacks."""

from __future__ import annotations

import ipaddress
from collections.abc import Callable

import pytest

from azure_data_landing_zone.azure import roles
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
