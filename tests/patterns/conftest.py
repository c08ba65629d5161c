"""Landing zones that the tests of several patterns look at, each synthesized once."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from data_factory_support import with_data_factory
from databricks_support import databricks_zone
from kubernetes_support import kubernetes_zone
from support import Json, Stack
from synapse_support import ADMINISTRATORS, EXISTING, with_synapse

Synth = Callable[[Json], dict[str, Stack]]


@pytest.fixture(scope="session")
def kubernetes_stacks(synth: Synth) -> dict[str, Stack]:
    """A landing zone with a Kubernetes cluster that its product attaches."""
    return synth(kubernetes_zone())


@pytest.fixture(scope="session")
def databricks_stacks(synth: Synth) -> dict[str, Stack]:
    """A landing zone with a Databricks workspace that its product attaches."""
    return synth(databricks_zone())


@pytest.fixture(scope="session")
def data_factory_stacks(synth: Synth) -> dict[str, Stack]:
    """A landing zone with a Data Factory and two self-hosted runtimes."""
    return synth(with_data_factory(self_hosted_runtimes=["on-premises", "plant"]))


@pytest.fixture(scope="session")
def data_factory_core(data_factory_stacks: dict[str, Stack]) -> Stack:
    return data_factory_stacks["core"]


@pytest.fixture(scope="session")
def zone_with_synapse() -> Json:
    """The configuration of a landing zone with two Spark pools and a SQL pool."""
    zone = with_synapse(
        administrators=ADMINISTRATORS,
        spark_pools={"small": {}, "xl": {"node_size": "XLarge", "min_nodes": 4, "max_nodes": 20}},
        sql_pools={"warehouse": {"sku": "DW200c"}},
    )
    zone["products"][1]["links"] = {"synapse": {"spark_pools": ["xl"]}}
    return zone


@pytest.fixture(scope="session")
def synapse_stacks(synth: Synth, zone_with_synapse: Json) -> dict[str, Stack]:
    """The landing zone with Synapse, synthesized."""
    return synth(zone_with_synapse)


@pytest.fixture(scope="session")
def existing_synapse_stacks(synth: Synth) -> dict[str, Stack]:
    """Products that register an existing Synapse workspace as a linked service."""
    zone = with_synapse(workspace_id=EXISTING, spark_pools=["big"])
    for product in zone["products"]:
        product["links"] = {"synapse": {"linked_service": True}}
    return synth(zone)


@pytest.fixture(scope="session")
def synapse_core(synapse_stacks: dict[str, Stack]) -> Stack:
    return synapse_stacks["core"]


@pytest.fixture(scope="session")
def stacks_with_groups(synth: Synth) -> dict[str, Stack]:
    """A landing zone with groups of people, and a product with two clusters."""
    return synth(
        {
            "name": "zone",
            "location": "westeurope",
            "tenant_id": "11111111-1111-1111-1111-111111111111",
            "subscription_id": "00000000-0000-0000-0000-000000000000",
            "environments": {"dev": {}, "prod": {"lifecycle": "protected"}},
            "network": {"address_space": ["10.40.0.0/20"]},
            "data_lake": {"curated": {"containers": ["sales"]}, "raw": {"containers": ["landing"]}},
            "groups": {"operators": "99999999-9999-9999-9999-999999999999"},
            "products": [
                {
                    "name": "churn",
                    "environments": ["dev", "prod"],
                    "groups": {"data_scientists": "22222222-2222-2222-2222-222222222222"},
                    "data": {"read": ["raw/landing"], "write": ["curated/sales", "workspace/own"]},
                    "compute": {
                        "clusters": [
                            {"name": "cpu", "vm_size": "Standard_DS3_v2", "max_nodes": 1},
                            {"name": "gpu", "vm_size": "Standard_NC4as_T4_v3", "max_nodes": 1},
                        ]
                    },
                }
            ],
        }
    )
