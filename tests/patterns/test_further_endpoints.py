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
            "hub": {
                "subnet_id": subnet,
                "location": "northeurope",
                "resources": ["workspace"],
                "dns_resource_group_id": HUB,
            },
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


def test_a_further_network_gets_all_endpoints_and_says_what_it_must_reach_otherwise(synth: Synth, zone: Json) -> None:
    subnets = {name: f"{HUB_NETWORK}/subnets/{name}" for name in ("campus", "office")}
    zone["products"][0]["workspace"] = {
        "further_endpoints": {
            "campus": {"subnet_id": subnets["campus"], "location": "northeurope"},
            "office": {"subnet_id": subnets["office"], "location": "northeurope", "resources": ["workspace"]},
        }
    }
    stack = synth(zone)["churn-dev"]
    reached: dict[str, set[str]] = {name: set() for name in subnets}
    for body in stack.all("azurerm_private_endpoint").values():
        for name, subnet in subnets.items():
            if body["subnet_id"] == subnet:
                reached[name].update(body["private_service_connection"]["subresource_names"])
    everything = {"amlworkspace", "blob", "file", "queue", "table", "vault", "registry"}
    assert reached == {"campus": everything, "office": {"amlworkspace"}}
    said = stack.document["output"]["reached_otherwise"]["value"]
    ends = {name: [text.rsplit("/", 1)[1].split(" ", 1) for text in texts] for name, texts in said.items()}
    # The accounts of the layers curated and workspace.
    lake = ["blob, dfs"] * 2
    assert [what.strip("()") for _, what in ends["campus"]] == lake
    assert [what.strip("()") for _, what in ends["office"]] == ["blob, file, queue, table", "vault", "registry", *lake]
    assert ends["office"][0][0] == stack.one("azurerm_storage_account")["name"]
