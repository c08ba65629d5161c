"""A key that changed is answered with what it would replace, and the ways out."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import pytest

from azure_data_landing_zone import config
from azure_data_landing_zone.changes import Rename, as_markdown, compare, renames
from azure_data_landing_zone.checks import read_stacks
from azure_data_landing_zone.config.models.parts import PRODUCT_PARTS
from azure_data_landing_zone.synthesis import OutputError, synthesize
from support import Json

ELSEWHERE = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg/providers"


def stack(product: str, *addresses: str) -> Json:
    resources: Json = {}
    for address in addresses:
        kind, key = address.split(".")
        resources.setdefault(kind, {})[key] = {"name": f"{kind[8:]}-{product}"}
    return {"resource": resources}


ADDRESSES = ("azurerm_key_vault.ml_kv", "azurerm_storage_account.ml_st", "azurerm_subnet.a")


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (["churn-dev"], ["attrition-dev"], [("churn-dev", "attrition-dev", True)]),
        (["churn-dev"], ["churn-test"], [("churn-dev", "churn-test", False)]),
        (
            ["churn-dev", "churn-prod"],
            ["leave-dev", "leave-prod"],
            [("churn-dev", "leave-dev", True), ("churn-prod", "leave-prod", True)],
        ),
        (["churn-dev"], ["churn-dev", "leave-dev"], []),
        (["churn-dev", "leave-dev"], ["leave-dev"], []),
        (["churn-dev"], ["leave-prod"], []),
        (["core"], ["access"], []),
    ],
)
def test_a_stack_that_vanished_and_one_that_appeared_are_seen_together(
    before: list[str], after: list[str], expected: list[tuple[str, str, bool]]
) -> None:
    found = renames(*({name: stack(name, *ADDRESSES) for name in names} for names in (before, after)))
    assert [(rename.before, rename.after, rename.product) for rename in found] == expected


def test_another_product_in_the_same_environment_is_no_rename() -> None:
    other = stack("x", "azurerm_key_vault.ml_kv", *(f"azurerm_subnet.{n}" for n in "bcd"))
    assert not list(renames({"churn-dev": stack("c", *ADDRESSES)}, {"x-dev": other}))


@pytest.fixture(scope="module")
def renamed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Json, Json, Rename]:
    """A real product, before and after its key changed; the names that the advice gives are tried out below."""
    zone: Json = {
        "name": "zone",
        "location": "westeurope",
        "tenant_id": "11111111-1111-1111-1111-111111111111",
        "subscription_id": "00000000-0000-0000-0000-000000000000",
        "environments": {"dev": {"lifecycle": "disposable"}},
        "network": {
            "address_space": ["10.40.0.0/20"],
            "outbound": {"through": "firewall", "firewall_ip": "10.0.0.4"},
            "dns": {"owner": "landing_zone", "also_for": ["databricks_ui_api"]},
            "subnets": {
                "hosts": {"address_prefix": "10.40.12.0/26", "delegation": "Microsoft.Databricks/workspaces"},
                "pods": {"address_prefix": "10.40.12.64/26", "delegation": "Microsoft.Databricks/workspaces"},
            },
        },
        "data_lake": {"curated": {"containers": ["sales"]}},
        "analytics": {
            "synapse": {"workspace_id": f"{ELSEWHERE}/Microsoft.Synapse/workspaces/syn", "spark_pools": ["small"]}
        },
        "data_plane": {"enabled": True},
        "alerts": {"contacts": {"emails": ["platform@contoso.com"]}, "rules": {"secret_expiry": {"enabled": True}}},
        "products": [
            {
                "name": "churn",
                "environments": ["dev"],
                "data": {"read": ["curated/sales"]},
                "links": {"synapse": {}, "databricks": {"own": {"public_subnet": "hosts", "private_subnet": "pods"}}},
                "inference": {
                    "kubernetes_cluster_id": f"{ELSEWHERE}/Microsoft.ContainerService/managedClusters/aks",
                    "local_accounts": True,
                },
            }
        ],
    }
    before = made(zone, tmp_path_factory)
    zone["products"][0]["name"] = "attrition"
    after = made(zone, tmp_path_factory)
    (rename,) = compare(before, after).renames
    return zone, before, rename


def made(zone: Json, folder: pytest.TempPathFactory, **options: Any) -> dict[str, Any]:
    return dict(read_stacks(synthesize(config.parse(zone), folder.mktemp("made") / "cdktf.out", **options).output))


def test_the_ways_out_are_told(renamed: tuple[Json, Json, Rename]) -> None:
    _, _, rename = renamed
    text = "\n".join(rename.advice())
    assert "attrition-dev looks like churn-dev under another key" in text
    assert "keep the key: `name: churn`" in text
    assert "`friendly_name: attrition`" in text
    assert "state pull" in text
    names = dict(rename.names)
    assert names["workspace"] == "mlw-zone-churn-dev-weu-001"
    # This product has no pipelines.
    assert names.keys() == {
        part.key for part in PRODUCT_PARTS if not part.each and part.when not in {"pipelines", "shipping"}
    }
    assert any("experiments" in lost for _, _, lost in rename.losses)


def test_with_the_former_names_and_state_what_holds_data_stays(
    renamed: tuple[Json, Json, Rename], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """What the advice promises: carried on under the new key, neither workspace nor vault nor storage is replaced."""
    zone, before, rename = renamed
    zone = copy.deepcopy(zone)
    zone["products"][0]["names"] = dict(rename.names)
    after = made(zone, tmp_path_factory, pattern="attrition-dev")
    changes = compare({"attrition-dev": before["churn-dev"]}, {"attrition-dev": after["attrition-dev"]})
    replaced = {change.type for change in changes.resources if change.destructive}
    assert replaced
    assert not [
        change.address
        for change in changes.losses
        if "ml_identity-" not in change.address and "endpoint" not in change.address
    ]
    assert rename.left is not None
    assert {change.type for change in rename.left.resources if change.destructive} == replaced


def test_synth_stops_before_a_product_is_made_twice(tmp_path: Path, zone: Json) -> None:
    zone["products"][0]["environments"] = ["dev"]
    output = tmp_path / "cdktf.out"
    synthesize(config.parse(zone), output)
    before = read_stacks(output)
    zone["products"][0]["name"] = "attrition"
    with pytest.raises(OutputError, match="keep the key: `name: churn`"):
        synthesize(config.parse(zone), output)
    assert read_stacks(output) == before
    assert list(tmp_path.iterdir()) == [output]


def test_the_comment_says_it_first() -> None:
    found = compare({"churn-dev": stack("c", *ADDRESSES)}, {"leave-dev": stack("l", *ADDRESSES)})
    text = as_markdown(found)
    assert "KEY: churn-dev: leave-dev looks like churn-dev under another key" in text
    assert "LEFT-BEHIND" not in text
