"""What is set inside Synapse once products exist."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable

from azure_data_landing_zone import config
from link_support import linked_zone, managed_endpoints
from support import Json, Stack
from synapse_support import EXISTING, spark_identity, with_synapse

Synth = Callable[[Json], dict[str, Stack]]


def test_the_data_plane_comes_after_the_products_that_need_it(zone_with_synapse: Json) -> None:
    zone = copy.deepcopy(zone_with_synapse)
    configuration = config.parse(zone)
    assert configuration.stacks == (
        "bootstrap",
        "core",
        "policy",
        "churn-dev",
        "churn-prod",
        "fraud-watch-dev",
        "data-plane",
    )
    assert configuration.dependencies("data-plane") == ("churn-dev", "churn-prod", "fraud-watch-dev")
    del zone["products"][1]["links"]
    assert config.parse(zone).dependencies("data-plane") == ("churn-dev", "churn-prod")
    for product in zone["products"]:
        product.pop("links", None)
    assert config.parse(zone).dependencies("data-plane") == ("policy",)


def test_there_is_no_data_plane_where_nothing_needs_it(synth: Synth) -> None:
    zone = linked_zone()
    zone["analytics"]["data_factory"] = {}
    assert "data-plane" not in synth(zone)
    zone["analytics"] = {"synapse": {"workspace_id": EXISTING}}
    assert "data-plane" not in config.parse(zone).stacks
    zone["analytics"] = {"synapse": {}}
    assert config.parse(zone).stacks[-1] == "data-plane"
    zone["data_plane"]["enabled"] = False
    assert "data-plane" not in config.parse(zone).stacks


def test_every_readable_account_and_every_workspace_has_an_approved_endpoint(synapse_stacks: dict[str, Stack]) -> None:
    accounts = {
        body["tags"]["data-lake-layer"]: body["name"]
        for body in synapse_stacks["core"].all("azurerm_storage_account").values()
        if "data-lake-layer" in body["tags"]
    }
    workspaces = [
        synapse_stacks[name].one("azurerm_machine_learning_workspace")["name"]
        for name in ("churn-dev", "churn-prod", "fraud-watch-dev")
    ]
    storage = [
        synapse_stacks[name].one("azurerm_storage_account")["name"]
        for name in ("churn-dev", "churn-prod", "fraud-watch-dev")
    ]
    assert managed_endpoints(synapse_stacks.values()) == {
        *(
            ("data-plane", accounts[layer], subresource)
            for layer in ("raw", "curated", "workspace")
            for subresource in ("blob", "dfs")
        ),
        *(("data-plane", workspace, "amlworkspace") for workspace in workspaces),
        # Attached pools read code and write output there.
        *(("data-plane", account, subresource) for account in storage for subresource in ("blob", "dfs")),
    }


def test_synapse_reaches_its_own_files_even_without_a_product(synth: Synth) -> None:
    zone = with_synapse()
    zone["products"] = []
    stacks = synth(zone)
    account = next(
        body["name"]
        for body in stacks["core"].all("azurerm_storage_account").values()
        if body["tags"].get("data-lake-layer") == "workspace"
    )
    assert managed_endpoints(stacks.values()) == {("data-plane", account, "blob"), ("data-plane", account, "dfs")}


def test_whoever_runs_jobs_has_a_role_on_the_pool_alone(
    synapse_stacks: dict[str, Stack], existing_synapse_stacks: dict[str, Stack]
) -> None:
    pools = {"churn-dev": ["small", "xl"], "churn-prod": ["small", "xl"], "fraud-watch-dev": ["xl"]}
    assert assigned(synapse_stacks) == {
        (identity(synapse_stacks[stack]), pool, "Synapse Administrator") for stack in pools for pool in pools[stack]
    }
    workspaces = {
        stack: existing_synapse_stacks[stack].one("azurerm_machine_learning_workspace")["name"] for stack in pools
    }
    assert assigned(existing_synapse_stacks) == {
        *((identity(existing_synapse_stacks[stack]), "big", "Synapse Administrator") for stack in pools),
        *((f"{workspace}/synapse", "big", "Apache Spark Administrator") for workspace in workspaces.values()),
    }


def identity(product: Stack) -> str:
    """The name of the identity of the attached pools."""
    return str(product.all("azurerm_user_assigned_identity")[spark_identity(product).split(".")[1]]["name"])


def assigned(stacks: dict[str, Stack]) -> set[tuple[str, str, str]]:
    """Principal, pool and role of each role assignment in Synapse."""
    data_plane = stacks["data-plane"]
    found = set()
    for body in data_plane.all("azurerm_synapse_role_assignment").values():
        assert "synapse_workspace_id" not in body
        assert body["principal_type"] == "ServicePrincipal"
        pool = body["synapse_spark_pool_id"].rsplit("/bigDataPools/", 1)[1]
        found.add((principal(data_plane, body["principal_id"]), pool, body["role_name"]))
    return found


def principal(stack: Stack, reference: str) -> str:
    """Whose principal a gated data source reads."""
    kind, name, attribute = reference.strip("${}").removeprefix("data.").split(".", 2)
    body = stack.document["data"][kind][name]
    (gate,) = body["depends_on"]
    neighbour = stack.all("terraform_data")[gate.split(".")[1]]["input"]["id"]
    if kind == "azurerm_user_assigned_identity":
        assert attribute == "principal_id"
        assert neighbour.endswith(
            f"/resourceGroups/{body['resource_group_name']}/providers/"
            f"Microsoft.ManagedIdentity/userAssignedIdentities/{body['name']}"
        )
        return str(body["name"])
    assert attribute == "output.identity.principalId"
    assert body["resource_id"] == neighbour
    return "/".join(neighbour.rsplit("/", 3)[i] for i in (1, 3))


def test_the_data_plane_needs_no_neighbour_to_plan(synapse_stacks: dict[str, Stack]) -> None:
    text = json.dumps(synapse_stacks["data-plane"].document)
    assert "terraform_remote_state" not in text
    assert set(synapse_stacks["data-plane"].document["provider"]) == {"azurerm", "azapi"}
