"""The connection to the hub: peerings on both sides, and links of its zones."""

from __future__ import annotations

import copy
from collections.abc import Callable

import pytest

from azure_data_landing_zone.changes import Kind, compare
from network_support import DNS_OWNERS, HUB, HUB_NETWORK, HUB_SCOPE, azapi_resources
from support import Json, Stack, subnets

Synth = Callable[[Json], dict[str, Stack]]


@pytest.mark.parametrize("manage", [[], ["peering"], ["peering", "dns_links"]])
def test_the_hub_is_touched_only_as_far_as_we_may(synth: Synth, zone: Json, manage: list[str]) -> None:
    zone["network"]["hub"] = {"virtual_network_id": HUB_NETWORK, "manage": manage, "use_gateway": True}
    core = synth(zone)["core"]
    ours = core.one("azurerm_virtual_network_peering")
    assert ours["remote_virtual_network_id"] == HUB_NETWORK
    assert ours["use_remote_gateways"] is True
    theirs = azapi_resources(core, "Microsoft.Network/virtualNetworks/virtualNetworkPeerings")
    assert [body["parent_id"] for body in theirs] == ([HUB_NETWORK] if "peering" in manage else [])
    if theirs:
        assert theirs[0]["body"]["properties"]["allowGatewayTransit"] is True
        assert ours["depends_on"]
    linked = {body["virtual_network_id"] for body in core.all("azurerm_private_dns_zone_virtual_network_link").values()}
    assert (HUB_NETWORK in linked) == ("dns_links" in manage)
    # A network takes one change at a time, from either provider.
    made = {
        f"azapi_resource.{key}" for key, body in core.all("azapi_resource").items() if body["name"] in subnets(core)
    }
    first = theirs[0] if theirs else ours
    assert set(first["depends_on"]) == made


@pytest.mark.parametrize("managed", [True, False])
def test_a_range_that_is_added_is_synchronized_to_the_hub(synth: Synth, zone: Json, managed: bool) -> None:
    zone["network"]["hub"] = {"virtual_network_id": HUB_NETWORK, "manage": ["peering"] if managed else []}
    before = synth(copy.deepcopy(zone))["core"]
    zone["network"]["address_space"].append("10.61.0.0/20")
    after = synth(zone)["core"]
    (change,) = compare({"core": before.document}, {"core": after.document}).stacks
    changed = {one.address: one for one in change.resources}
    assert {one.kind for one in changed.values()} == {Kind.CHANGED}
    peerings = {address for address in changed if "peering" in address}
    assert len(peerings) == (2 if managed else 1)
    told = after.document["output"].get("hub_peering_ranges")
    assert told is None if managed else told["value"][-1] == "10.61.0.0/20"
    for theirs in azapi_resources(after, "Microsoft.Network/virtualNetworks/virtualNetworkPeerings"):
        assert theirs["body"]["properties"]["remoteAddressSpace"]["addressPrefixes"][-1] == "10.61.0.0/20"
        # Without it Azure keeps the ranges that the peering had.
        assert theirs["update_query_parameters"] == {"syncRemoteAddressSpace": ["true"]}
        assert "${azurerm_virtual_network." in theirs["body"]["properties"]["remoteVirtualNetwork"]["id"]


def test_zones_of_the_hub_are_linked_to_the_network(synth: Synth, zone: Json) -> None:
    zone["network"] |= {"dns": DNS_OWNERS["hub"], "hub": {"virtual_network_id": HUB_NETWORK, "manage": ["dns_links"]}}
    zone["observability"] = {"private_link_scope": {"existing": HUB_SCOPE}}
    core = synth(zone)["core"]
    links = azapi_resources(core, "Microsoft.Network/privateDnsZones/virtualNetworkLinks")
    zones = {body["parent_id"].rsplit("/", 1)[1] for body in links}
    assert {"privatelink.api.azureml.ms", "privatelink.notebooks.azure.net", "privatelink.monitor.azure.com"} <= zones
    assert all(body["parent_id"].startswith(f"{HUB}/providers/") for body in links)
    assert {body["body"]["properties"]["virtualNetwork"]["id"] for body in links} == {
        "${azurerm_virtual_network.network_virtual-network_6677DE2A.id}"
    }
