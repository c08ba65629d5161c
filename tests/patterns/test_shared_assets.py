"""What products share: a registry of models, other registries and feeds, and what online endpoints stand on."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from azure_data_landing_zone import config
from support import Json, Stack, open_paths, roles, schema_findings

Synth = Callable[[Json], dict[str, Stack]]
OURS = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-shared/providers"
THEIRS = "/subscriptions/77777777-7777-7777-7777-777777777777/resourceGroups/rg-shared/providers"
REGISTRY = "Microsoft.MachineLearningServices/registries"
FEED = "https://pkgs.dev.azure.com/contoso/_packaging/ml/pypi/simple/"


@pytest.fixture
def shared(zone: Json) -> Json:
    zone["analytics"] = {"machine_learning_registry": {}}
    return zone


def test_the_registry_is_private_with_all_that_azure_makes_for_it(synth: Synth, shared: Json) -> None:
    stacks = synth(shared)
    core = stacks["core"]
    made = registry(core)
    (key,) = (key for key, body in core.all("azapi_resource").items() if body is made)
    assert made["type"] == f"{REGISTRY}@2025-09-01"
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


def registry(core: Stack) -> Json:
    """The Machine Learning registry of the core stack."""
    (made,) = (body for body in core.all("azapi_resource").values() if body["type"].startswith(REGISTRY))
    return made


def test_the_registry_is_as_hard_to_lose_as_the_landing_zone(synth: Synth, shared: Json) -> None:
    for lifecycle, kept in (("protected", True), ("disposable", False)):
        shared["lifecycle"] = lifecycle
        made = registry(synth(shared)["core"])
        assert made.get("lifecycle", {}).get("prevent_destroy", False) is kept


def test_workloads_use_the_registry_and_only_use_it(synth: Synth, shared: Json) -> None:
    stacks = synth(shared)
    name = registry(stacks["core"])["name"]
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


def connected(zone: Json, **connections: Json) -> Json:
    zone["products"][0]["connections"] = connections
    return zone


def connection(stack: Stack, name: str) -> Json:
    found: Json = stack.one("azapi_resource", name=name)
    assert found["type"] == "Microsoft.MachineLearningServices/workspaces/connections@2025-09-01"
    return found


def test_another_registry_is_read_by_identity(synth: Synth, zone: Json) -> None:
    id_ = f"{OURS}/Microsoft.ContainerRegistry/registries/crPlatform"
    stacks = synth(connected(zone, images={"container_registry_id": id_}, again={"container_registry_id": id_}))
    stack = stacks["churn-dev"]
    (identity,) = (
        key for key, body in stack.all("azurerm_user_assigned_identity").items() if body["name"].endswith("-workspace")
    )
    assert connection(stack, "images")["body"]["properties"] == {
        "category": "ContainerRegistry",
        "authType": "ManagedIdentity",
        "isSharedToAll": True,
        "target": "https://crplatform.azurecr.io",
        "metadata": {"ResourceId": id_},
        "credentials": {
            "clientId": f"${{azurerm_user_assigned_identity.{identity}.client_id}}",
            "resourceId": f"${{azurerm_user_assigned_identity.{identity}.id}}",
        },
    }
    for who in ("-workspace", "-cluster-cpu"):
        assert roles(stack, who, "/registries/crPlatform") == {"AcrPull"}
    assert [body["scope"] for body in stack.all("azurerm_role_assignment").values()].count(id_) == 2
    assert schema_findings(stacks) == ""


def test_a_registry_of_another_subscription_is_its_owners_to_open(synth: Synth, zone: Json) -> None:
    id_ = f"{THEIRS}/Microsoft.ContainerRegistry/registries/crpartner"
    stack = synth(connected(zone, images={"container_registry_id": id_}))["churn-dev"]
    assert roles(stack, "-cluster-cpu", "/registries/crpartner") == set()
    told = stack.document["output"]["grants_of_others"]["value"]["registry-crpartner"]
    assert told.startswith(f"AcrPull on {id_} for ")
    assert "-workspace" in told


def test_a_feed_is_read_as_it_says(synth: Synth, zone: Json) -> None:
    stacks = synth(
        connected(
            zone,
            feed={"python_feed": FEED},
            public={"python_feed": FEED, "authentication": "none"},
            paid={"python_feed": FEED, "authentication": "token"},
        )
    )
    stack = stacks["churn-dev"]
    by_identity = connection(stack, "feed")["body"]["properties"]
    assert by_identity["category"] == "PythonFeed"
    assert by_identity["target"] == FEED
    assert by_identity["authType"] == "ManagedIdentity"
    assert set(by_identity["credentials"]) == {"clientId", "resourceId"}
    assert connection(stack, "public")["body"]["properties"]["authType"] == "None"
    assert "sensitive_body" not in connection(stack, "public")
    paid = connection(stack, "paid")
    assert paid["body"]["properties"]["authType"] == "PAT"
    assert "credentials" not in paid["body"]["properties"]
    assert paid["sensitive_body"] == {"properties": {"credentials": {"pat": "${var.connection_token_paid}"}}}
    assert stack.document["variable"]["connection_token_paid"]["sensitive"] is True
    assert schema_findings(stacks) == ""


def test_online_endpoints_have_an_identity_that_reads(synth: Synth, zone: Json) -> None:
    for name in ("churn-dev", "churn-prod"):
        stack = synth(zone)[name]
        (registry,) = stack.all("azurerm_container_registry")
        (account,) = stack.all("azurerm_storage_account")
        who = "-endpoint"
        assert roles(stack, who, f"azurerm_container_registry.{registry}.id}}") == {"AcrPull"}
        assert roles(stack, who, f"azurerm_storage_account.{account}.id}}") == {"Storage Blob Data Reader"}
        assert roles(stack, who, "") == {"AcrPull", "Storage Blob Data Reader", "AzureML Metrics Writer (preview)"}
        output = stack.document["output"]["endpoint_identity_id"]["value"]
        assert output.startswith("${azurerm_user_assigned_identity.ml_endpoint_identity_")
