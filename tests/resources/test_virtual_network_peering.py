"""Peerings of virtual networks."""

from __future__ import annotations

from typing import Any

from azure_data_landing_zone.resources import VirtualNetwork, VirtualNetworkPeering
from resource_support import GROUP, NETWORK, Built, assert_sets


def test_sets_a_peering_that_hands_on_no_gateway(built: Built) -> None:
    def build(scope: Any) -> None:
        network = VirtualNetwork(scope, "network", name="vnet", resource_group=GROUP, address_space=["10.0.0.0/20"])
        VirtualNetworkPeering(
            scope,
            "peering",
            name="to-hub",
            resource_group=GROUP,
            virtual_network=network,
            remote=NETWORK,
            triggers={"range": "10.0.0.0/20"},
        )

    stack = built(build)
    ((network, _),) = stack.all("azurerm_virtual_network").items()
    assert_sets(
        stack.one("azurerm_virtual_network_peering"),
        virtual_network_name=f"${{azurerm_virtual_network.{network}.name}}",
        remote_virtual_network_id=NETWORK.id,
        allow_virtual_network_access=True,
        allow_forwarded_traffic=True,
        allow_gateway_transit=False,
        use_remote_gateways=False,
        triggers={"range": "10.0.0.0/20"},
    )
