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
    ((zone, body),) = stack.all("azurerm_private_dns_zone").items()
    assert_sets(body, name="privatelink.vaultcore.azure.net", resource_group_name="rg-test")
    assert_sets(
        stack.one("azurerm_private_dns_zone_virtual_network_link"),
        name="link-own",
        resource_group_name="rg-test",
        registration_enabled=False,
        virtual_network_id=NETWORK.id,
        private_dns_zone_name=f"${{azurerm_private_dns_zone.{zone}.name}}",
    )


def test_gets_the_tags_that_azure_dns_keeps(built: Built) -> None:
    given = {"owner": "a", "cost center": "b", "1st": "c", "größe": "d", **{f"tag-{n}": "e" for n in range(20)}}
    stack = built(
        lambda scope: PrivateDnsZone(
            scope, "zone", name="privatelink.x.net", resource_group=GROUP, virtual_networks={"n": NETWORK}, tags=given
        )
    )
    kept = {"owner": "a", **{f"tag-{n}": "e" for n in range(14)}}
    assert_sets(stack.one("azurerm_private_dns_zone"), tags=kept)
    assert_sets(stack.one("azurerm_private_dns_zone_virtual_network_link"), tags=kept)
