from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from azure_data_landing_zone import config
from azure_data_landing_zone.config.reading.document import from_data, merge, read
from support import APPS, ROOT

Json = dict[str, Any]


@pytest.mark.parametrize("app", APPS)
def test_the_apps_are_valid_and_without_warnings(app: str) -> None:
    assert config.load(ROOT / "apps" / app / "landing-zone.yaml").warnings == ()


def test_contoso_has_three_products_from_dev_to_prod_and_a_shared_workspace() -> None:
    configuration = config.load(ROOT / "apps" / "contoso" / "landing-zone.yaml")
    by_product: dict[str, list[str]] = {}
    for deployment in configuration.deployments:
        by_product.setdefault(deployment.product.name, []).append(deployment.environment)
    assert by_product == {
        "churn": ["dev", "staging", "prod"],
        "exploration": ["dev"],
        "maintenance": ["dev", "staging", "prod"],
        "recommendations": ["dev", "staging", "prod"],
    }


def test_loading_starts_no_jsii() -> None:
    code = (
        "import sys; from azure_data_landing_zone import config;"
        f"config.load({str(ROOT / 'apps/contoso/landing-zone.yaml')!r});"
        "sys.exit(bool({'jsii', 'cdktf', 'constructs'} & set(sys.modules)))"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_an_override_is_merged_deeply_and_by_name(zone: Json) -> None:
    zone["products"][0] |= {
        "compute": {
            "clusters": [
                {"name": "cpu", "vm_size": "Standard_DS3_v2", "max_nodes": 4},
                {"name": "gpu", "vm_size": "Standard_NC4as_T4_v3", "max_nodes": 1},
            ]
        },
        "per_environment": {"prod": {"compute": {"clusters": [{"name": "gpu", "max_nodes": 8}]}}},
    }
    dev, prod = config.parse(zone).products
    assert [(c.name, c.max_nodes) for c in dev.product.compute.clusters] == [("cpu", 4), ("gpu", 1)]
    assert [(c.name, c.max_nodes) for c in prod.product.compute.clusters] == [("cpu", 4), ("gpu", 8)]
    assert prod.product.compute.clusters[1].vm_size == "Standard_NC4as_T4_v3"


def test_a_value_may_come_from_overrides_alone(zone: Json) -> None:
    zone["products"][0] |= {
        "compute": {"clusters": [{"name": "cpu", "vm_size": "Standard_DS3_v2"}]},
        "per_environment": {
            "dev": {"compute": {"clusters": [{"name": "cpu", "max_nodes": 1}]}},
            "prod": {"compute": {"clusters": [{"name": "cpu", "max_nodes": 9}]}},
        },
    }
    assert [p.product.compute.clusters[0].max_nodes for p in config.parse(zone).products] == [1, 9]


def test_merging_replaces_other_lists_and_keeps_the_places(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("data:\n  read: [a, b]\nkept: 1\n")
    (tmp_path / "b.yaml").write_text("\n\ndata:\n  read:\n    - c\n")
    base, _ = read(tmp_path / "a.yaml")
    over, _ = read(tmp_path / "b.yaml")
    assert base is not None
    assert over is not None
    merged = merge(base, over)
    assert merged.data == {"data": {"read": ["c"]}, "kept": 1}
    assert merged.place(("data", "read", 0)).line == 5
    assert merged.place(("data", "read", 1)).line == 4
    assert merged.place(("kept",)).line == 3


def test_yaml_is_read_by_version_1_2(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_text("country: no\nswitch: on\noctal: 010\ndate: 2026-01-01\nyes: true\nten: 10\n")
    document, problems = read(file)
    assert not problems
    assert document is not None
    assert document.data == {
        "country": "no",
        "switch": "on",
        "octal": "010",
        "date": "2026-01-01",
        "yes": True,
        "ten": 10,
    }


def test_json_is_read_too(tmp_path: Path) -> None:
    file = tmp_path / "a.json"
    file.write_text('{"a": [1, "two", null], "b": {"c": true}}')
    document, _ = read(file)
    assert document is not None
    assert document.data == {"a": [1, "two", None], "b": {"c": True}}


def test_models_are_frozen(zone: Json) -> None:
    with pytest.raises(ValueError, match="frozen"):
        config.parse(zone).landing_zone.name = "other"  # type: ignore[misc]


def test_products_may_be_inline_and_by_glob_at_once(tmp_path: Path, zone: Json) -> None:
    import json

    (tmp_path / "more").mkdir()
    (tmp_path / "more" / "b.yaml").write_text("name: fraud\nenvironments: [dev]\n")
    file = tmp_path / "landing-zone.json"
    file.write_text(json.dumps({**zone, "products": [*zone["products"], "more/*.yaml"]}))
    assert config.load(file).stacks == ("bootstrap", "core", "policy", "churn-dev", "churn-prod", "fraud-dev")


def test_tags_of_environment_and_product_lie_over_those_of_the_landing_zone(zone: Json) -> None:
    zone["tags"] = {"owner": "platform", "cost": "1", "who": "zone"}
    zone["environments"]["dev"]["tags"] = {"cost": "2", "who": "environment"}
    zone["products"][0]["tags"] = {"who": "product"}
    dev, prod = (product.tags for product in config.parse(zone).products)
    assert (dev["owner"], dev["cost"], dev["who"]) == ("platform", "2", "product")
    assert (prod["owner"], prod["cost"], prod["who"]) == ("platform", "1", "product")
    assert dev["environment"] == "dev"
    assert dev["data-product"] == "churn"


def test_another_region_than_the_lakes_is_warned_of(zone: Json) -> None:
    zone["products"][0]["location"] = "northeurope"
    configuration = config.parse(zone)
    assert "differs from the lake's region, westeurope" in configuration.warnings[0].message
    assert configuration.products[0].resource_group.name == "rg-zone-churn-dev-neu-001"


def test_the_naming_convention_is_configurable(zone: Json) -> None:
    zone["naming"] = {
        "pattern": "{landing_zone}-{environment}-{product}-{abbreviation}",
        "abbreviations": {"resource_group": "grp"},
    }
    dev = config.parse(zone).products[0]
    assert dev.resource_group.name == "zone-dev-churn-grp"
    assert dev.key_vault.name.startswith("dev-churn-kv-") or dev.key_vault.name.startswith("zone-dev-churn-kv")


def test_names_may_be_given(zone: Json) -> None:
    zone["names"] = {"data_lake_raw": "strawzone"}
    zone["products"][0]["per_environment"] = {"dev": {"names": {"workspace": "mlw-mine"}}}
    configuration = config.parse(zone)
    assert [place.name for place in configuration.placed() if place.key == "data_lake_raw"] == ["strawzone"]
    assert [product.workspace.name for product in configuration.products] == ["mlw-mine", "mlw-zone-churn-prod-weu-001"]


def test_only_production_writes_the_shared_layers(zone: Json) -> None:
    zone["products"][0]["data"] = {"write": ["curated/sales", "workspace/own"]}
    dev, prod = config.parse(zone).products
    assert {c.datastore: c.writable for c in dev.containers} == {"curated_sales": False, "workspace_churn_dev": True}
    assert {c.datastore: c.writable for c in prod.containers} == {"curated_sales": True, "workspace_churn_prod": True}


def test_images_are_built_by_the_smallest_cluster_without_accelerator_wherever_it_stands(zone: Json) -> None:
    clusters = [
        {"name": "gpu", "vm_size": "Standard_NC4as_T4_v3", "max_nodes": 1},
        {"name": "large", "vm_size": "Standard_D16s_v5", "max_nodes": 1},
        {"name": "small", "vm_size": "Standard_D2s_v5", "max_nodes": 1},
    ]
    for order in (clusters, clusters[::-1]):
        zone["products"][0]["compute"] = {"clusters": order}
        assert config.parse(zone).products[0].image_build_cluster == "small"


def test_growth_only_appends(zone: Json) -> None:
    before = config.parse(zone).core.subnets
    zone["network"]["address_space"].append("10.50.0.0/16")
    zone["network"]["subnets"] = {"runners": {"address_prefix": "10.50.0.0/24"}}
    zone["products"].append({"name": "fraud", "environments": ["dev"]})
    after = config.parse(zone).core.subnets
    assert {purpose: after[purpose] for purpose in before} == before
    assert after["runners"].address_prefix == "10.50.0.0/24"


def test_ids_of_zones_in_a_hub_are_computed_or_given(zone: Json) -> None:
    hub = "/subscriptions/99999999-9999-9999-9999-999999999999/resourceGroups/rg-dns"
    other = f"{hub}-other/providers/Microsoft.Network/privateDnsZones/privatelink.azurecr.io"
    zone["network"]["dns"] = {"owner": "hub", "resource_group_id": hub, "zone_ids": {"privatelink.azurecr.io": other}}
    zone["observability"] = {"private_link_scope": "none"}
    core = config.parse(zone).core
    assert core.zone_ids("registry") == (other,)
    assert core.zone_ids("vault") == (
        f"{hub}/providers/Microsoft.Network/privateDnsZones/privatelink.vaultcore.azure.net",
    )


def test_data_that_a_program_made_is_not_changed(zone: Json) -> None:
    import copy

    before = copy.deepcopy(zone)
    config.parse(zone)
    assert zone == before
    assert from_data(zone, "x").data is not zone
