"""Private DNS zones."""

from __future__ import annotations

from azure_data_landing_zone.resources import PrivateDnsZone
from resource_support import GROUP, NETWORK, Built, assert_sets


def test_sets_a_link_to_each_network_without_registration(built: Built) -> None:
    stack = built(
        lambda scope: PrivateDnsZone(
            scope,
            "zone",
            name="privatelink.vaultcore.azure.net",
            resource_group=GROUP,
            virtual_networks={"own": NETWORK},
        )
    )
    ((zone, _),) = stack.all("azurerm_private_dns_zone").items()
    assert_sets(
        stack.one("azurerm_private_dns_zone_virtual_network_link"),
        name="link-own",
        registration_enabled=False,
        virtual_network_id=NETWORK.id,
        private_dns_zone_name=f"${{azurerm_private_dns_zone.{zone}.name}}",
    )
