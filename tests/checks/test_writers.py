"""Unordered writers of one thing: on small stacks, and in what we synthesize."""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping
from typing import Any

import pytest

from azure_data_landing_zone.azure import tables
from azure_data_landing_zone.checks.writers import unordered_writers
from support import APPS, Json, Stack

Synth = Callable[[Json], Mapping[str, Stack]]
GROUP = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg"
VAULT = f"{GROUP}/providers/Microsoft.KeyVault/vaults/kv"
HUB = "/subscriptions/99999999-9999-9999-9999-999999999999/resourceGroups/rg-hub"


def endpoint(target: str, **more: Any) -> Json:
    return {"name": "pep", "private_service_connection": {"private_connection_resource_id": target}, **more}


def stack(**kinds: Json) -> Json:
    return {
        "provider": {"azurerm": [{"subscription_id": "00000000-0000-0000-0000-000000000000"}]},
        "resource": {"azurerm_key_vault": {"kv": {"name": "kv", "resource_group_name": "rg"}}, **kinds},
    }


def pairs(document: Json) -> list[tuple[str, str]]:
    return [(found.one, found.other) for found in unordered_writers({"s": document})]


def test_two_endpoints_of_one_target_are_found_however_it_is_referred_to() -> None:
    found = unordered_writers(
        {
            "s": stack(
                azurerm_private_endpoint={"a": endpoint("${azurerm_key_vault.kv.id}"), "b": endpoint(VAULT.lower())}
            )
        }
    )
    assert [str(one) for one in found] == [
        f"s: azurerm_private_endpoint.a and azurerm_private_endpoint.b change {VAULT.lower()}, and neither waits for the "
        "other"
    ]


@pytest.mark.parametrize(
    "more",
    [
        {"depends_on": ["azurerm_private_endpoint.a"]},
        {"tags": {"after": "${azurerm_private_endpoint.a.id}"}},
        {"depends_on": ["terraform_data.between"]},
        {"tags": {"after": "${data.azapi_resource_list.read.output}"}},
    ],
    ids=["depends_on", "reference", "through another resource", "through a data source"],
)
def test_one_that_waits_for_the_other_is_no_finding(more: Json) -> None:
    document = stack(
        azurerm_private_endpoint={"a": endpoint(VAULT), "b": endpoint(VAULT, **more)},
        terraform_data={"between": {"depends_on": ["azurerm_private_endpoint.a"]}},
    )
    document["data"] = {"azapi_resource_list": {"read": {"depends_on": ["azurerm_private_endpoint.a"]}}}
    assert pairs(document) == []


def test_endpoints_of_other_targets_are_no_finding() -> None:
    assert pairs(stack(azurerm_private_endpoint={"a": endpoint(VAULT), "b": endpoint(f"{VAULT}2")})) == []


def test_writers_of_several_types_are_compared() -> None:
    managed = {"name": "m", "target_resource_id": VAULT, "data_factory_id": f"{GROUP}/adf"}
    approval = {"type": "Microsoft.KeyVault/vaults/privateEndpointConnections@2024-11-01", "parent_id": VAULT}
    found = pairs(
        stack(
            azurerm_private_endpoint={"a": endpoint(VAULT)},
            azurerm_data_factory_managed_private_endpoint={"m": managed},
            azapi_update_resource={"u": approval},
        )
    )
    assert len(found) == 3


def test_locks_of_a_provider_are_known() -> None:
    network = f"{GROUP}/providers/Microsoft.Network/virtualNetworks/net"
    subnet = {"type": "Microsoft.Network/virtualNetworks/subnets@2025-07-01", "parent_id": network, "name": "s"}
    own = {"resource_group_name": "rg", "virtual_network_name": "net"}
    assert pairs(stack(azapi_resource={"a": subnet | {"locks": [network]}, "b": subnet | {"locks": [network]}})) == []
    assert len(pairs(stack(azapi_resource={"a": subnet, "b": subnet | {"locks": [network]}}))) == 1
    assert pairs(stack(azurerm_subnet={"a": own, "b": own})) == []
    # One provider's lock keeps no other provider away.
    both = pairs(stack(azurerm_subnet={"a": own}, azapi_resource={"b": subnet | {"locks": [network]}}))
    assert both == [("azapi_resource.b", "azurerm_subnet.a")]


@pytest.mark.parametrize("group", sorted(tables.read("serial_writers")))
def test_every_row_is_looked_at(group: str) -> None:
    """Two resources of a type that change one thing are found, unless their provider has a lock."""
    for type_, row in tables.read("serial_writers")[group].items():
        body: Json = {"resource_group_name": "rg", "virtual_network_name": "net", "scope_name": "scope"}
        for path in row["changes"]:
            here, (*parents, last) = body, path.split(".")
            for part in () if "{" in path else parents:
                here = here.setdefault(part, {})
            here[last] = VAULT
        kind = type_
        if "/" in type_:
            kind, body["type"] = "azapi_resource", f"{type_.replace('*', 'Microsoft.KeyVault/vaults')}@2024-01-01"
        found = pairs(stack(**{kind: {"a": body, "b": copy.deepcopy(body)}}))
        assert bool(found) == ("locked_by" not in row), type_


@pytest.mark.parametrize("app", APPS)
def test_our_own_stacks_have_none(app_stacks: Callable[[str], Mapping[str, Stack]], app: str) -> None:
    assert unordered_writers({name: one.document for name, one in app_stacks(app).items()}) == []


def test_no_combination_of_targets_has_any(synth: Synth, zone: Json) -> None:
    """A hub with all that we make there, a product with endpoints in two further networks, and a managed network."""
    network = f"{HUB}/providers/Microsoft.Network/virtualNetworks/vnet-hub"
    zone["network"] |= {
        "hub": {"virtual_network_id": network, "manage": ["peering", "dns_links"]},
        "outbound": {"through": "nat_gateway"},
        "subnets": {"integration": {}},
    }
    zone["analytics"] = {"data_factory": {}, "synapse": {"spark_pools": {"small": {}}}}
    zone["data_plane"] = {"enabled": True}
    zone["observability"] = {"private_link_scope": {"access": "open"}}
    further = {
        name: {"subnet_id": f"{network}/subnets/{name}", "location": "northeurope", "resources": resources}
        for name, resources in {
            "campus": ["workspace", "storage_account", "key_vault", "container_registry"],
            "office": ["workspace", "key_vault"],
        }.items()
    }
    zone["products"][0] |= {"links": ["data_factory", "synapse"], "workspace": {"further_endpoints": further}}
    zone["products"].append(
        {
            "name": "fraud",
            "environments": ["dev"],
            "data": {"read": ["curated/sales"]},
            "workspace": {"isolation": {"mode": "managed_network"}, "further_endpoints": further},
        }
    )
    stacks = {name: one.document for name, one in synth(zone).items()}
    assert unordered_writers(stacks) == []


def test_products_write_the_one_private_link_scope_with_a_retry(synth: Synth, zone: Json) -> None:
    """Pipelines apply products at the same time, and a lock of a provider does not reach another process."""
    product = synth(zone)["churn-dev"]
    assert not product.all("azurerm_monitor_private_link_scoped_service")
    ((key, body),) = (
        (key, body)
        for key, body in product.all("azapi_resource").items()
        if body["type"].startswith("Microsoft.Insights/privateLinkScopes/scopedResources@")
    )
    assert any("rovisioning state" in text for text in body["retry"]["error_message_regex"])
    assert {
        "from": f"azurerm_monitor_private_link_scoped_service.{key}",
        "to": f"azapi_resource.{key}",
    } in product.document["moved"]
