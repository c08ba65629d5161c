"""The registry of models that products share."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from azure_data_landing_zone import config
from shared_assets_support import OURS, REGISTRY, THEIRS, machine_learning_registry
from support import Json, Stack, open_paths, roles, schema_findings

Synth = Callable[[Json], dict[str, Stack]]


@pytest.fixture
def shared(zone: Json) -> Json:
    zone["analytics"] = {"machine_learning_registry": {}}
    return zone


def test_the_registry_is_private_with_all_that_azure_makes_for_it(synth: Synth, shared: Json) -> None:
    stacks = synth(shared)
    core = stacks["core"]
    made = machine_learning_registry(core)
    (key,) = (key for key, body in core.all("azapi_resource").items() if body is made)
    assert made["type"] == f"{REGISTRY}@2026-05-01"
    assert made["identity"] == [{"type": "SystemAssigned"}]
    properties = made["body"]["properties"]
    assert properties["publicNetworkAccess"] == "Disabled"
    (region,) = properties["regionDetails"]
    assert region["location"] == "westeurope"
    assert region["acrDetails"] == [{"systemCreatedAcrAccount": {"acrAccountSku": "Premium"}}]
    assert region["storageAccountDetails"][0]["systemCreatedStorageAccount"] == {
        "storageAccountType": "Standard_ZRS",
        "storageAccountHnsEnabled": False,
        "allowBlobPublicAccess": False,
    }
    targets = {
        body["private_service_connection"]["subresource_names"][0]: body["private_service_connection"][
            "private_connection_resource_id"
        ]
        for name, body in core.all("azurerm_private_endpoint").items()
        if "machine-learning-registry" in name
    }
    assert targets == {
        "amlregistry": f"${{azapi_resource.{key}.id}}",
        "registry": f"${{azapi_resource.{key}.output.properties.regionDetails[0].acrDetails[0]"
        ".systemCreatedAcrAccount.armResourceId.resourceId}",
        "blob": f"${{azapi_resource.{key}.output.properties.regionDetails[0].storageAccountDetails[0]"
        ".systemCreatedStorageAccount.armResourceId.resourceId}",
    }
    assert made["response_export_values"] == ["properties.regionDetails"]
    assert made["parent_id"].startswith("${azurerm_resource_group.analytics-group.")
    (logged,) = (
        body
        for body in core.all("azurerm_monitor_diagnostic_setting").values()
        if body["target_resource_id"] == targets["amlregistry"]
    )
    assert logged["enabled_log"] == [{"category_group": "allLogs"}]
    assert open_paths(stacks, config.parse(shared)) == []
    assert schema_findings(stacks) == ""


def test_the_registry_is_as_hard_to_lose_as_the_landing_zone(synth: Synth, shared: Json) -> None:
    for lifecycle, kept in (("protected", True), ("disposable", False)):
        shared["lifecycle"] = lifecycle
        made = machine_learning_registry(synth(shared)["core"])
        assert made.get("lifecycle", {}).get("prevent_destroy", False) is kept


def test_workloads_use_the_registry_and_only_use_it(synth: Synth, shared: Json) -> None:
    stacks = synth(shared)
    name = machine_learning_registry(stacks["core"])["name"]
    for who in ("-workspace", "-cluster-cpu"):
        assert roles(stacks["churn-prod"], who, f"/registries/{name}") == {"AzureML Registry User"}
    del shared["analytics"]
    assert roles(synth(shared)["churn-prod"], "-workspace", f"/registries/{name}") == set()


def test_an_existing_registry_is_used_where_it_is(synth: Synth, shared: Json) -> None:
    shared["analytics"]["machine_learning_registry"] = {"registry_id": f"{OURS}/{REGISTRY}/mlr-hub"}
    stacks = synth(shared)
    assert not [body for body in stacks["core"].all("azapi_resource").values() if REGISTRY in body["type"]]
    assert roles(stacks["churn-dev"], "-cluster-cpu", "/registries/mlr-hub") == {"AzureML Registry User"}
    shared["analytics"]["machine_learning_registry"] = {"registry_id": f"{THEIRS}/{REGISTRY}/mlr-hub"}
    stack = synth(shared)["churn-dev"]
    assert roles(stack, "-cluster-cpu", "/registries/mlr-hub") == set()
    told = stack.document["output"]["grants_of_others"]["value"]["machine-learning-registry"]
    assert told.startswith(f"AzureML Registry User on {THEIRS}/{REGISTRY}/mlr-hub for ")


def test_a_managed_network_reaches_registries(synth: Synth, shared: Json) -> None:
    shared["observability"] = {"private_link_scope": {"access": "open"}}
    shared["products"][0] |= {
        "workspace": {"isolation": {"mode": "managed_network"}},
        "connections": {
            "images": {"container_registry_id": f"{THEIRS}/Microsoft.ContainerRegistry/registries/{'cr' * 20}"}
        },
    }
    stack = synth(shared)["churn-dev"]
    rules = {
        body["name"]: body["body"]["properties"]["destination"]
        for body in stack.all("azapi_resource").values()
        if "outboundRules" in body["type"]
    }
    assert rules["registry-amlregistry"]["subresourceTarget"] == "amlregistry"
    assert f"/{REGISTRY}/mlr-" in rules["registry-amlregistry"]["serviceResourceId"]
    (other,) = rules.keys() - {"registry-amlregistry"}
    assert rules[other]["subresourceTarget"] == "registry"
    # What Azure takes.
    assert len(other) == 33
    assert "registry-amlregistry" in stack.document["output"].get("endpoint_approvals", {"value": rules})["value"]
