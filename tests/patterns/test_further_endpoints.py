"""Private endpoints of a workspace in other networks."""

from __future__ import annotations

from collections.abc import Callable

from network_support import HUB, HUB_NETWORK
from support import Json, Stack

Synth = Callable[[Json], dict[str, Stack]]


def test_a_workspace_has_endpoints_in_other_networks(synth: Synth, zone: Json) -> None:
    subnet = f"{HUB_NETWORK}/subnets/people"
    zone["products"][0]["workspace"] = {
        "further_endpoints": {
            "hub": {"subnet_id": subnet, "location": "northeurope", "dns_resource_group_id": HUB},
            "branch": {"subnet_id": subnet, "location": "uksouth", "resources": ["workspace", "storage_account"]},
        }
    }
    stack = synth(zone)["churn-dev"]
    found = {
        body["name"]: body for body in stack.all("azurerm_private_endpoint").values() if body["subnet_id"] == subnet
    }
    (hub,) = [body for name, body in found.items() if name.endswith("-hub")]
    assert hub["location"] == "northeurope"
    assert hub["private_dns_zone_group"]["private_dns_zone_ids"] == [
        f"{HUB}/providers/Microsoft.Network/privateDnsZones/privatelink.api.azureml.ms",
        f"{HUB}/providers/Microsoft.Network/privateDnsZones/privatelink.notebooks.azure.net",
    ]
    branch = [body for name, body in found.items() if name.endswith("-branch")]
    assert len(branch) == 5
    assert all("private_dns_zone_group" not in body for body in branch)
    assert all(body["lifecycle"]["ignore_changes"] == ["private_dns_zone_group"] for body in branch)
