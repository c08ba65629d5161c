"""Route tables."""

from __future__ import annotations

from azure_data_landing_zone.resources import RouteTable
from resource_support import GROUP, Built, assert_lies_in_group, assert_sets


def test_a_route_table_sends_everything_to_the_firewall(built: Built) -> None:
    stack = built(lambda scope: RouteTable(scope, "routes", name="rt", resource_group=GROUP, firewall_ip="10.0.0.4"))
    body = stack.one("azurerm_route_table")
    assert_lies_in_group(body, "rt")
    assert body["bgp_route_propagation_enabled"] is False
    (route,) = body["route"]
    assert route["name"]
    assert (route["address_prefix"], route["next_hop_type"], route["next_hop_in_ip_address"]) == (
        "0.0.0.0/0",
        "VirtualAppliance",
        "10.0.0.4",
    )


def test_sets_no_route_without_a_firewall(built: Built) -> None:
    body = built(lambda scope: RouteTable(scope, "routes", name="rt", resource_group=GROUP)).one("azurerm_route_table")
    assert_sets(body, bgp_route_propagation_enabled=True, route=None)
