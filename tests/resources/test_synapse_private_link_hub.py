"""Private link hubs: how Synapse Studio is reached privately."""

from __future__ import annotations

from azure_data_landing_zone.resources import SynapsePrivateLinkHub
from resource_support import GROUP, Built, assert_sets


def test_sets_where_the_hub_lies(built: Built) -> None:
    body = built(
        lambda scope: SynapsePrivateLinkHub(scope, "hub", name="synplh", resource_group=GROUP, tags={"a": "b"})
    ).one("azurerm_synapse_private_link_hub")
    assert_sets(body, name="synplh", location="westeurope", resource_group_name="rg-test", tags={"a": "b"})
