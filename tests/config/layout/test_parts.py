"""Each named resource is one row: the accessors of the layouts, `placed` and `names` follow from it."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from azure_data_landing_zone import config
from azure_data_landing_zone.azure.ids import ResourceId
from azure_data_landing_zone.config.layout.places import Placed
from azure_data_landing_zone.config.models.parts import CORE_PARTS, PRODUCT_PARTS, nameable

Json = dict[str, Any]
CLUSTER = (
    "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg/providers"
    "/Microsoft.ContainerService/managedClusters/aks"
)


@pytest.fixture
def everything() -> Json:
    """A landing zone in which every part of the core services and of a product exists."""
    containers = {"containers": ["sales"]}
    return {
        "name": "zone",
        "location": "westeurope",
        "tenant_id": "11111111-1111-1111-1111-111111111111",
        "subscription_id": "00000000-0000-0000-0000-000000000000",
        "state": {"backend": "azurerm", "network": {"allowed_addresses": ["203.0.113.0/24"]}},
        "environments": {"prod": {"lifecycle": "protected"}},
        "network": {
            "address_space": ["10.40.0.0/20"],
            "outbound": {"through": "firewall", "firewall_ip": "10.0.0.4"},
            "subnets": {
                **{key: {} for key in ("databricks_public", "databricks_private", "scoring")},
                "hosts": {"address_prefix": "10.40.12.0/26", "delegation": "Microsoft.Databricks/workspaces"},
                "pods": {"address_prefix": "10.40.12.64/26", "delegation": "Microsoft.Databricks/workspaces"},
            },
        },
        "data_lake": {
            **dict.fromkeys(("raw", "enriched", "curated"), containers),
            "workspace": {"containers": "per_product"},
        },
        "analytics": {
            "synapse": {"spark_pools": {"small": {}}},
            "databricks": {},
            "data_factory": {},
            "kubernetes": {"administrators": ["33333333-3333-3333-3333-333333333333"]},
            "machine_learning_registry": {},
        },
        "data_plane": {"enabled": True},
        "observability": {"dashboard": True},
        "alerts": {"contacts": {"emails": ["platform@contoso.com"]}},
        "products": [
            {
                "name": "churn",
                "environments": ["prod"],
                "links": {
                    "synapse": {},
                    "databricks": {"own": {"public_subnet": "hosts", "private_subnet": "pods"}},
                },
                "inference": {"kubernetes_cluster_id": CLUSTER},
                "compute": {
                    "instances": [
                        {
                            "name": "ada-churn",
                            "vm_size": "Standard_DS3_v2",
                            "assigned_to": "22222222-2222-2222-2222-222222222222",
                        }
                    ]
                },
            },
            {
                "name": "fraud",
                "environments": ["prod"],
                "pipelines": {"github": {"repository": "contoso/fraud"}},
                "shipping": {"github": {"repository": "contoso/fraud-models"}},
            },
        ],
    }


def ids(layout: object) -> set[ResourceId]:
    """The ids that the typed accessors of a layout give."""
    found: set[ResourceId] = set()
    for name in dir(type(layout)):
        if not name.startswith("_"):
            value = getattr(layout, name)
            for one in value.values() if isinstance(value, dict) else [value]:
                found |= {one.id} if isinstance(one, Placed) else {one} if isinstance(one, ResourceId) else set()
    return found


def test_every_row_exists_somewhere(everything: Json) -> None:
    configuration = config.parse(everything)
    placed = {placed.key for placed in configuration.core.placed(pipelines=True)}
    assert placed == {part.key for part in CORE_PARTS}
    placed = {placed.key for product in configuration.products for placed in product.placed()}
    assert placed == {part.key for part in PRODUCT_PARTS if not part.each} | {"cluster-cpu", "instance-ada-churn"}


def test_the_accessors_of_the_core_services_are_those_of_the_rows(everything: Json) -> None:
    core = config.parse(everything).core
    assert {placed.id for placed in core.placed(pipelines=True)} <= ids(core)


def test_the_accessors_of_a_product_are_those_of_the_rows(everything: Json) -> None:
    for product in config.parse(everything).products:
        compute = product.product.compute
        accessors = {
            *ids(product),
            *(product.pipeline_identity(purpose).id for purpose in ("plan", "apply")),
            *(product.cluster_identity(cluster).id for cluster in compute.clusters),
            *(product.instance_identity(instance).id for instance in compute.instances),
        }
        assert {placed.id for placed in product.placed()} <= accessors


def test_what_is_switched_off_is_not_placed(everything: Json) -> None:
    everything |= {"state": {"backend": "local"}, "analytics": {}, "alerts": {}, "observability": {}}
    del everything["data_lake"]["raw"]
    everything["products"] = [{"name": "churn", "environments": ["prod"]}]
    configuration = config.parse(everything)
    absent = {part.key for part in CORE_PARTS} - {p.key for p in configuration.core.placed(pipelines=False)}
    assert absent == {
        "state_resource_group",
        "state_storage_account",
        "pipelines_resource_group",
        "data_lake_raw",
        "analytics_resource_group",
        *(part.key for part in CORE_PARTS if part.service),
        "action_group",
    }
    product = {placed.key for placed in configuration.products[0].placed()}
    assert product == {part.key for part in PRODUCT_PARTS if not part.when and not part.each} | {"cluster-cpu"}


def test_the_stack_of_a_part_is_the_one_that_makes_it(everything: Json) -> None:
    configuration = config.parse(everything)
    stacks = {
        stack: {placed.key for placed in configuration.placed() if placed.stack == stack}
        for stack in ("bootstrap", "fraud-prod")
    }
    assert stacks["bootstrap"] == {
        "state_resource_group",
        "state_storage_account",
        "pipelines_resource_group",
        "resource_group",
        "pipeline_plan_identity",
        "pipeline_apply_identity",
    }
    assert stacks["fraud-prod"].isdisjoint(stacks["bootstrap"])
    churn = configuration.products[0]
    assert {placed.stack for placed in churn.placed()} == {"churn-prod"}


def test_every_name_that_a_check_may_advise_to_give_can_be_given(everything: Json) -> None:
    """The names of one configuration, given to another one that would name everything differently."""
    wanted = config.parse(everything)
    other = copy.deepcopy(everything)
    other["name"], other["products"][0]["name"] = "else", "attrition"
    other["names"] = {p.key: p.name for p in wanted.core.placed(pipelines=True)}
    for product, layout in zip(other["products"], wanted.products, strict=True):
        product["names"] = {p.key: p.name for p in layout.placed() if not p.part.each}
    given = config.parse(other)
    assert other["names"].keys() == set(nameable(CORE_PARTS))
    assert {p.key: p.name for p in given.core.placed(pipelines=True)} == other["names"]
    for product, layout in zip(other["products"], given.products, strict=True):
        assert {p.key: p.name for p in layout.placed() if not p.part.each} == product["names"]
    assert {key for product in other["products"] for key in product["names"]} == set(nameable(PRODUCT_PARTS))


def test_a_name_that_is_too_long_for_its_private_endpoint_is_refused(everything: Json) -> None:
    everything["names"] = {"synapse_workspace": "s" * 50}
    with pytest.raises(config.ConfigurationError) as error:
        config.parse(everything)
    (problem,) = error.value.problems
    assert "the name of a private endpoint of the synapse workspace of the core services" in problem.message
    assert "has 66 characters, allowed are 2 to 64" in problem.message
    assert "or give names.synapse_workspace" in problem.message


def test_endpoints_of_a_managed_network_are_called_after_their_targets() -> None:
    vaults = (
        "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-x/providers/Microsoft.KeyVault/vaults"
    )
    endpoints = {
        name: {"resource_id": f"{vaults}/kv-{name}", "subresource": "vault"} for name in ("data", "data-vault")
    }
    zone = {
        "name": "zone",
        "location": "westeurope",
        "tenant_id": "11111111-1111-1111-1111-111111111111",
        "subscription_id": "00000000-0000-0000-0000-000000000000",
        "environments": {"dev": {}},
        "network": {"address_space": ["10.40.0.0/20"]},
        "data_lake": {"raw": {"containers": ["landing"]}},
        "observability": {"private_link_scope": {"access": "open"}},
        "products": [
            {
                "name": "churn",
                "environments": ["dev"],
                "data": {"read": ["raw/landing"], "write": []},
                "workspace": {"isolation": {"mode": "managed_network", "endpoints": endpoints}},
            }
        ],
    }
    (layout,) = config.parse(zone).products
    targets = [(target.label, target.subresource, target.name) for target in layout.managed_targets]
    assert ("lake-raw", "dfs", "lake-raw-dfs") in targets
    assert [target for target in targets if target[0].startswith("data")] == [
        ("data", "vault", "data"),
        ("data-vault", "vault", "data-vault"),
    ]
