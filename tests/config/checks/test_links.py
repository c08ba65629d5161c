"""Mistakes in links: each is reported where it stands, with what to do."""

from __future__ import annotations

from typing import Any

import pytest

from azure_data_landing_zone import config

Json = dict[str, Any]
ACCOUNT = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg/providers/Microsoft.Storage/storageAccounts/stlake"
OTHER = "/subscriptions/99999999-9999-9999-9999-999999999999/resourceGroups/rg/providers"


def problems(data: Json) -> list[str]:
    with pytest.raises(config.ConfigurationError) as caught:
        config.parse(data)
    return [f"{problem.path}: {problem.message} | {problem.given}" for problem in caught.value.problems]


def only(data: Json) -> str:
    found = problems(data)
    assert len(set(found)) == 1, found
    return found[0]


@pytest.fixture
def linked(zone: Json) -> Json:
    """A valid landing zone with one product that is linked to Synapse and Data Factory."""
    zone["analytics"] = {"synapse": {"spark_pools": {"small": {}, "large": {}}}, "data_factory": {}}
    zone["data_plane"] = {"enabled": True}
    zone["products"][0] |= {"environments": ["dev"], "links": ["synapse", "data_factory"]}
    config.parse(zone)
    return zone


@pytest.mark.parametrize(
    ("link", "called", "key"),
    [
        ("synapse", "Synapse workspace", "workspace_id"),
        ("databricks", "Databricks workspace", "workspace_id"),
        ("data_factory", "Data Factory", "data_factory_id"),
    ],
)
def test_a_link_needs_its_service(zone: Json, link: str, called: str, key: str) -> None:
    zone["products"][0] |= {"environments": ["dev"], "links": [link]}
    said = only(zone)
    assert said.startswith("products.churn.links[0]: ")
    assert f"the landing zone has no {called}: declare analytics.{link}" in said
    assert key in said
    zone["products"][0]["links"] = {link: {}}
    assert only(zone).startswith(f"products.churn.links.{link}: ")


def test_a_synapse_that_keeps_data_in_is_not_linked(linked: Json) -> None:
    linked["analytics"]["synapse"] = {"exfiltration_protection": True}
    linked["products"][0]["links"] = ["synapse"]
    assert "does not support Synapse workspaces with data exfiltration protection" in only(linked)


@pytest.mark.parametrize("existing", [False, True])
def test_a_link_to_synapse_needs_its_data_plane(linked: Json, existing: bool) -> None:
    if existing:
        linked["analytics"]["synapse"] = {
            "workspace_id": f"{OTHER}/Microsoft.Synapse/workspaces/s",
            "spark_pools": ["p"],
        }
    linked["data_plane"] = {"enabled": False}
    said = only(linked)
    assert said.startswith("products.churn.links[0]: ")
    for part in (
        "Synapse Administrator",
        "managed private endpoints",
        "data_plane.enabled",
        "runner inside the network",
    ):
        assert part in said
    linked["products"][0]["links"] = ["data_factory"]
    config.parse(linked)


def test_an_unknown_pool_is_answered_with_the_nearest(linked: Json) -> None:
    linked["products"][0]["links"] = {"synapse": {"spark_pools": ["smal"]}}
    said = only(linked)
    assert said.startswith("products.churn.links.synapse.spark_pools[0]: ")
    assert "those are large, small" in said
    assert "did you mean 'small'?" in said
    assert "| 'smal'" in said


def test_a_pool_is_named_once(linked: Json) -> None:
    linked["products"][0]["links"] = {"synapse": {"spark_pools": ["small", "small"]}}
    assert "holds 'small' twice" in only(linked)


@pytest.mark.parametrize(
    ("service", "link", "what_to_do"),
    [
        ({"spark_pools": {}}, {}, "declare one in analytics.synapse.spark_pools"),
        (
            {"workspace_id": f"{OTHER}/Microsoft.Synapse/workspaces/s"},
            {},
            "declare one in analytics.synapse.spark_pools",
        ),
        ({}, {"spark_pools": []}, "name one"),
    ],
)
def test_a_link_without_a_pool_is_none(linked: Json, service: Json, link: Json, what_to_do: str) -> None:
    linked["analytics"]["synapse"] = service
    linked["products"][0]["links"] = {"synapse": link}
    said = only(linked)
    assert "leaves no Spark pool to attach" in said
    assert what_to_do in said


@pytest.mark.parametrize(
    ("pool", "compute", "called"),
    [
        ("cpu", {"clusters": [{"name": "CPU", "vm_size": "Standard_DS3_v2", "max_nodes": 1}]}, "compute cluster"),
        (
            "anna",
            {
                "instances": [
                    {
                        "name": "anna",
                        "vm_size": "Standard_DS3_v2",
                        "assigned_to": "2" * 8 + "-2222-2222-2222-" + "2" * 12,
                    }
                ]
            },
            "compute instance",
        ),
    ],
)
def test_compute_of_a_workspace_has_names_of_its_own(linked: Json, pool: str, compute: Json, called: str) -> None:
    linked["analytics"]["synapse"] = {"spark_pools": {pool: {}, "other": {}}}
    linked["products"][0]["compute"] = compute
    said = only(linked)
    assert f"the Spark pool '{pool}' would be attached as '{pool}', which is the name of a {called}" in said
    linked["products"][0]["links"] = {"synapse": {"spark_pools": ["other"]}}
    config.parse(linked)


def test_synapse_needs_the_workspace_layer(linked: Json) -> None:
    linked["data_lake"]["workspace"] = None
    linked["products"][0]["data"] = {"read": ["curated/sales"], "write": []}
    said = only(linked)
    assert said.startswith("analytics.synapse: ")
    assert "declare data_lake.workspace" in said


def test_a_created_synapse_is_no_linked_service(linked: Json) -> None:
    linked["products"][0]["links"] = {"synapse": {"linked_service": True}}
    said = only(linked)
    assert said.startswith("products.churn.links.synapse.linked_service: must be false: ")
    assert said.endswith(" | true")
    linked["analytics"]["synapse"] = {"workspace_id": f"{OTHER}/Microsoft.Synapse/workspaces/s", "spark_pools": ["x"]}
    config.parse(linked)


@pytest.mark.parametrize("containers", ["per_product", ["churn-dev"]])
def test_an_existing_account_must_hold_the_container_of_synapse(linked: Json, containers: object) -> None:
    linked["data_lake"]["workspace"] = {"storage_account_id": ACCOUNT, "containers": containers}
    said = only(linked)
    assert said.startswith("analytics.synapse: ")
    assert "a container 'synapse' of the workspace layer" in said
    linked["data_lake"]["workspace"]["containers"] = ["synapse", "churn-dev"]
    config.parse(linked)


def test_the_container_of_synapse_is_made_by_itself(linked: Json) -> None:
    linked["data_lake"]["workspace"] = {"containers": ["synapse", "churn-dev"]}
    said = only(linked)
    assert said.startswith("data_lake.workspace.containers: ")
    assert "it is made by itself" in said


@pytest.mark.parametrize(
    ("runtimes", "index", "message"),
    [
        (["managed-network"], 0, "is the name of the runtime in the factory's managed network"),
        (["plant", "plant"], 1, "is in the list twice"),
    ],
)
def test_runtimes_have_names_of_their_own(linked: Json, runtimes: list[str], index: int, message: str) -> None:
    linked["analytics"]["data_factory"] = {"self_hosted_runtimes": runtimes}
    said = only(linked)
    assert said.startswith(f"analytics.data_factory.self_hosted_runtimes[{index}]: ")
    assert message in said


def test_a_factory_of_another_subscription_is_refused(linked: Json) -> None:
    linked["analytics"]["data_factory"] = {"data_factory_id": f"{OTHER}/Microsoft.DataFactory/factories/adf"}
    assert "lies in another subscription" in only(linked)


def test_no_product_takes_the_name_of_the_data_plane(zone: Json) -> None:
    zone["environments"]["plane"] = {}
    zone["products"] = [{"name": "data", "environments": ["plane"]}]
    assert "it is the name of the stack data-plane" in only(zone)


def test_a_performance_level_that_does_not_exist(linked: Json) -> None:
    linked["analytics"]["synapse"]["sql_pools"] = {"dw": {"sku": "DW150c"}}
    said = only(linked)
    assert said.startswith("analytics.synapse.sql_pools.dw.sku: ")
    assert "DW100c" in said
