"""NAT gateways and their public address."""

from __future__ import annotations

from azure_data_landing_zone.resources import NatGateway
from resource_support import GROUP, Built, assert_sets


def test_sets_a_gateway_with_one_static_address(built: Built) -> None:
    stack = built(lambda scope: NatGateway(scope, "gateway", name="ng", public_ip_name="pip", resource_group=GROUP))
    ((gateway, body),) = stack.all("azurerm_nat_gateway").items()
    ((address, public_ip),) = stack.all("azurerm_public_ip").items()
    assert_sets(body, sku_name="Standard", lifecycle={"create_before_destroy": True})
    assert_sets(public_ip, name="pip", allocation_method="Static", sku="Standard")
    assert_sets(
        stack.one("azurerm_nat_gateway_public_ip_association"),
        nat_gateway_id=f"${{azurerm_nat_gateway.{gateway}.id}}",
        public_ip_address_id=f"${{azurerm_public_ip.{address}.id}}",
    )
