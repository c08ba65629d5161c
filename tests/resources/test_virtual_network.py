"""Virtual networks."""

from __future__ import annotations

from azure_data_landing_zone.resources import VirtualNetwork
from resource_support import GROUP, Built, assert_sets


def test_sets_ranges_name_servers_and_protection(built: Built) -> None:
    body = built(
        lambda scope: VirtualNetwork(
            scope,
            "network",
            name="vnet",
            resource_group=GROUP,
            address_space=["10.0.0.0/20"],
            dns_servers=["10.1.0.4"],
            prevent_destroy=True,
        )
    ).one("azurerm_virtual_network")
    assert_sets(body, address_space=["10.0.0.0/20"], dns_servers=["10.1.0.4"], lifecycle={"prevent_destroy": True})
