"""What a landing zone can grow to, counted from its configuration alone."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from azure_data_landing_zone import config
from azure_data_landing_zone.azure.vm_sizes import vm_sizes
from azure_data_landing_zone.cli.app import app
from azure_data_landing_zone.cli.growth_rows import growth_rows
from azure_data_landing_zone.config.growth import QuotaKind, growth
from support import ROOT, Json

CONTOSO = ROOT / "apps" / "contoso" / "landing-zone.yaml"


def test_every_cluster_instance_and_pool_is_counted_once(zone: Json) -> None:
    (product,) = zone["products"]
    product["environments"] = ["dev"]
    product["compute"] = {
        "clusters": [
            {"name": "cpu", "vm_size": "Standard_DS3_v2", "min_nodes": 1, "max_nodes": 4},
            {"name": "gpu", "vm_size": "Standard_NC64as_T4_v3", "max_nodes": 2},
            {"name": "spare", "vm_size": "Standard_D8s_v5", "max_nodes": 3, "priority": "low_priority"},
        ],
        "instances": [
            {
                "name": "ada-s",
                "vm_size": "Standard_NV12ads_A10_v5",
                "assigned_to": "bbbbbbbb-1111-1111-1111-111111111111",
            }
        ],
    }
    rows = growth_rows(config.parse(zone))
    numbers = {
        row["compute"]: tuple(
            row[f"{what}_{scale}"] for what in ("nodes", "vcpus", "gpus") for scale in ("idle", "full")
        )
        for row in rows
        if row["stack"] == "churn-dev"
    }
    assert numbers == {
        "cluster cpu": (1, 4, 4, 16, 0, 0),
        "cluster gpu": (0, 2, 0, 128, 0, 8),
        "cluster spare": (0, 3, 0, 24, 0, 0),
        # Stopped, it keeps its quota; it has a third of a GPU.
        "instance ada-s": (1, 1, 12, 12, 0.33, 0.33),
        "all": (2, 10, 16, 180, 0.33, 8.33),
    }
    assert {row["compute"]: row["priority"] for row in rows}["cluster spare"] == "low"
    assert rows[-1]["stack"] == "all"


def test_services_of_the_landing_zone_count_against_their_own_quota() -> None:
    found = {(one.kind, one.name): one for one in growth(config.load(CONTOSO)) if one.stack == "core"}
    assert found["Spark pool", "small"].quota is QuotaKind.SYNAPSE
    assert found["Spark pool", "small"].full_vcpus == 24
    assert found["Kubernetes pool", "scoring"].quota is QuotaKind.VIRTUAL_MACHINES
    assert found["Kubernetes pool", "scoring"].family == "standardDSv5Family"


def test_an_environment_counts_with_its_own_sizes() -> None:
    found = {(one.stack, one.name): one.full_nodes for one in growth(config.load(CONTOSO))}
    assert (found["churn-dev", "cpu"], found["churn-prod", "cpu"]) == (4, 8)


@pytest.mark.parametrize(
    ("given", "vcpus", "family", "gpus"),
    [(12, 12, "", 0), ({"vcpus": 12, "family": "standardNewFamily", "gpus": 2}, 12, "standardNewFamily", 2)],
)
def test_a_size_newer_than_the_library_counts_as_it_is_given(
    zone: Json, given: object, vcpus: int, family: str, gpus: int
) -> None:
    zone["vm_sizes"] = {"Standard_New12": given}
    zone["products"][0]["compute"] = {"clusters": [{"name": "new", "vm_size": "Standard_New12", "max_nodes": 1}]}
    one = growth(config.parse(zone))[0]
    assert (one.vcpus, one.family, one.gpus) == (vcpus, family, gpus)


def test_programs_get_numbers_and_people_a_table() -> None:
    runner = CliRunner()
    rows = json.loads(runner.invoke(app, ["show", "growth", "-c", str(CONTOSO), "--json"]).stdout)
    assert rows[-1] | {"vcpus_full": 512, "gpus_full": 6} == rows[-1]
    table = runner.invoke(app, ["show", "growth", "-c", str(CONTOSO)], env={"COLUMNS": "250"}).stdout
    assert "Vcpus full" in table
    assert "cluster batch" in table


def test_every_size_with_an_accelerator_has_gpus_and_no_other() -> None:
    for size in vm_sizes().values():
        assert bool(size.accelerator) == (size.gpus > 0), size.name
