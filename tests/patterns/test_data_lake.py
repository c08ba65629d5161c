"""The data lake: which workspaces pass its firewall, and how far it is copied."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from support import Json, Stack

Synth = Callable[[Json], dict[str, Stack]]
SUBSCRIPTION = "/subscriptions/00000000-0000-0000-0000-000000000000"


def test_the_lake_lets_in_the_workspaces_of_this_subscription_alone(synth: Synth, zone: Json) -> None:
    for body in synth(zone)["core"].all("azurerm_storage_account").values():
        (rule,) = body["network_rules"]["private_link_access"]
        assert rule["endpoint_resource_id"] == (
            f"{SUBSCRIPTION}/resourceGroups/*/providers/Microsoft.MachineLearningServices/workspaces/*"
        )
        assert rule["endpoint_tenant_id"] == zone["tenant_id"]


@pytest.mark.parametrize(
    ("location", "lake", "state", "registry"),
    [
        ("westeurope", "ZRS", "GZRS", "Standard_ZRS"),
        ("ukwest", "LRS", "GRS", "Standard_LRS"),
        ("polandcentral", "ZRS", "ZRS", "Standard_ZRS"),
    ],
)
def test_storage_is_copied_as_far_as_the_region_allows(
    synth: Synth, zone: Json, location: str, lake: str, state: str, registry: str
) -> None:
    zone["location"] = location
    zone["lifecycle"] = "standard"
    zone["state"] = {"backend": "azurerm", "network": {"allowed_addresses": ["203.0.113.0/24"]}}
    zone["analytics"] = {"machine_learning_registry": {}, "synapse": {"sql_pools": {"dw": {}}}}
    stacks = synth(zone)

    def copied(stack: str) -> set[str]:
        return {body["account_replication_type"] for body in stacks[stack].all("azurerm_storage_account").values()}

    assert copied("core") == {lake}
    assert copied("churn-prod") == {lake}
    assert copied("bootstrap") == {state}
    assert f'"storageAccountType": "{registry}"' in json.dumps(stacks["core"].all("azapi_resource"))
    pool = stacks["core"].one("azurerm_synapse_sql_pool")
    assert pool["storage_account_type"] == ("LRS" if location == "polandcentral" else "GRS")
