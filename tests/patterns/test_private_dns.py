"""Private DNS zones of the landing zone."""

from __future__ import annotations

from collections.abc import Callable

from support import Json, Stack

Synth = Callable[[Json], dict[str, Stack]]


def test_further_zones_are_made_where_they_are_asked_for(synth: Synth, zone: Json) -> None:
    zone["network"]["dns"] = {
        "owner": "landing_zone",
        "also_for": ["Sql", "SqlOnDemand", "Dev", "Web", "databricks_ui_api"],
    }
    names = [body["name"] for body in synth(zone)["core"].all("azurerm_private_dns_zone").values()]
    assert len(names) == len(set(names))
    assert {
        "privatelink.sql.azuresynapse.net",
        "privatelink.dev.azuresynapse.net",
        "privatelink.azuresynapse.net",
        "privatelink.azuredatabricks.net",
    } <= set(names)


def test_the_zone_that_azure_monitor_shares_with_storage_is_made_once(synth: Synth, zone: Json) -> None:
    zones = [body["name"] for body in synth(zone)["core"].all("azurerm_private_dns_zone").values()]
    assert zones.count("privatelink.blob.core.windows.net") == 1
