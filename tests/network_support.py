"""What tests of the network share: ids of a hub, and the rules that a stack has."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from support import Json, Stack

HUB = "/subscriptions/99999999-9999-9999-9999-999999999999/resourceGroups/rg-hub"
HUB_NETWORK = f"{HUB}/providers/Microsoft.Network/virtualNetworks/vnet-hub"
HUB_SCOPE = f"{HUB}/providers/Microsoft.Insights/privateLinkScopes/ampls-hub"
DNS_OWNERS: dict[str, Json] = {
    "landing_zone": {"owner": "landing_zone"},
    "hub": {"owner": "hub", "resource_group_id": HUB},
    "policy": {"owner": "policy"},
}


def private_endpoints(stacks: dict[str, Stack]) -> Iterator[Json]:
    for stack in stacks.values():
        yield from stack.all("azurerm_private_endpoint").values()


def outbound_rules(core: Stack, purpose: str) -> dict[str, Json]:
    group = core.one("azurerm_network_security_group", name=f"nsg-zone-network-weu-001-{purpose}")
    return {rule["name"]: rule for rule in group["security_rule"] if rule["direction"] == "Outbound"}


def outbound_through_firewall(**more: Any) -> Json:
    return {"through": "firewall", "firewall_ip": "10.0.1.4", **more}


def azapi_resources(stack: Stack, type_: str) -> list[Json]:
    return [body for body in stack.all("azapi_resource").values() if body["type"].startswith(f"{type_}@")]


def with_managed_network(zone: Json, **isolation: Any) -> Json:
    zone["observability"] = {"private_link_scope": {"access": "open"}}
    zone["products"][0]["workspace"] = {"isolation": {"mode": "managed_network", **isolation}}
    return zone
