"""Databricks of the landing zone, and what links products to it."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from azure_data_landing_zone import config
from azure_data_landing_zone.azure import tables
from azure_data_landing_zone.checks import State, accepted, exposure
from support import Json, Stack, open_paths, schema_findings

Synth = Callable[[Json], dict[str, Stack]]
SUBSCRIPTION = "/subscriptions/00000000-0000-0000-0000-000000000000"
OTHER = "/subscriptions/99999999-9999-9999-9999-999999999999"
NETWORK = f"{SUBSCRIPTION}/resourceGroups/rg-net/providers/Microsoft.Network/virtualNetworks/vnet"
JOBS = "33333333-3333-3333-3333-333333333333"
HOST = "adb-1234567890123456.7.azuredatabricks.net"


def zone(analytics: Json | None = None, **more: Any) -> Json:
    return {
        "name": "zone",
        "location": "westeurope",
        "tenant_id": "11111111-1111-1111-1111-111111111111",
        "subscription_id": "00000000-0000-0000-0000-000000000000",
        "environments": {"dev": {"lifecycle": "disposable"}, "prod": {"lifecycle": "protected"}},
        "network": {"address_space": ["10.40.0.0/20"], "subnets": {"databricks_public": {}, "databricks_private": {}}},
        "data_lake": {
            "raw": {"containers": ["landing"]},
            "curated": {"containers": ["sales"]},
            "workspace": {"containers": "per_product"},
        },
        "analytics": {"databricks": {"job_principal_id": JOBS} if analytics is None else analytics},
        "products": [
            {
                "name": "churn",
                "environments": ["dev"],
                "data": {"read": ["curated/sales"]},
                "links": {"databricks": {"attach_compute": True}},
            }
        ],
        **more,
    }


@pytest.fixture(scope="module")
def stacks(synth: Synth) -> dict[str, Stack]:
    return synth(zone())


def existing(subscription: str = SUBSCRIPTION, **more: Any) -> Json:
    id_ = f"{subscription}/resourceGroups/rg-dbx/providers/Microsoft.Databricks/workspaces/dbw-shared"
    return {"workspace_id": id_, "job_principal_id": JOBS, **more}


def roles(stack: Stack, principal: str) -> set[tuple[str, str]]:
    """Role and scope of a principal's assignments."""
    by_id = {guid: name for name, guid in tables.read("roles").items()}
    return {
        (by_id[body["role_definition_id"].rsplit("/", 1)[1]], body["scope"])
        for body in stack.all("azurerm_role_assignment").values()
        if principal in body["principal_id"]
    }


def computes(stack: Stack) -> list[Json]:
    return [b for b in stack.all("azapi_resource").values() if "/workspaces/computes@" in b["type"]]


def test_the_workspace_is_private_on_both_sides(stacks: dict[str, Stack]) -> None:
    core = stacks["core"]
    workspace = core.one("azurerm_databricks_workspace")
    assert workspace["sku"] == "premium"
    assert workspace["public_network_access_enabled"] is False
    assert workspace["network_security_group_rules_required"] == "NoAzureDatabricksRules"
    assert workspace["infrastructure_encryption_enabled"] is True
    assert workspace["default_storage_firewall_enabled"] is True
    assert workspace["managed_resource_group_name"] == "rg-zone-databricks-managed-weu-001"
    assert workspace["lifecycle"] == {"prevent_destroy": True}
    parameters = workspace["custom_parameters"]
    assert parameters["no_public_ip"] is True
    assert "machine_learning_workspace_id" not in parameters
    for side in ("public", "private"):
        assert parameters[f"{side}_subnet_name"] == f"snet-databricks-{side}"
        reference = parameters[f"{side}_subnet_network_security_group_association_id"]
        kind, name = reference.removeprefix("${").split(".")[:2]
        assert core.all(kind)[name]["name"] == f"snet-databricks-{side}"
    connector = core.one("azurerm_databricks_access_connector")
    assert connector["identity"] == {"type": "SystemAssigned"}
    assert ".databricks_access-connector_" in workspace["access_connector_id"]
    (name,) = core.all("azurerm_databricks_workspace")
    setting = core.one(
        "azurerm_monitor_diagnostic_setting", target_resource_id=f"${{azurerm_databricks_workspace.{name}.id}}"
    )
    assert setting["enabled_log"]


def test_people_jobs_and_the_workspaces_own_storage_have_endpoints(stacks: dict[str, Stack]) -> None:
    core = stacks["core"]
    leading: dict[str, set[str]] = {}
    for body in core.all("azurerm_private_endpoint").values():
        connection = body["private_service_connection"]
        leading.setdefault(connection["private_connection_resource_id"], set()).update(connection["subresource_names"])
    (name,) = core.all("azurerm_databricks_workspace")
    assert leading[f"${{azurerm_databricks_workspace.{name}.id}}"] == {"databricks_ui_api", "browser_authentication"}
    workspace = core.one("azurerm_databricks_workspace")
    storage = (
        f"{SUBSCRIPTION}/resourceGroups/{workspace['managed_resource_group_name']}"
        f"/providers/Microsoft.Storage/storageAccounts/{workspace['custom_parameters']['storage_account_name']}"
    )
    assert leading[storage] == {"blob", "dfs"}
    for body in core.all("azurerm_private_endpoint").values():
        if body["private_service_connection"]["private_connection_resource_id"] == storage:
            assert body["depends_on"][0] == f"azurerm_databricks_workspace.{name}"


def test_the_connector_writes_the_shared_containers_and_nothing_else(stacks: dict[str, Stack]) -> None:
    core = stacks["core"]
    (name,) = core.all("azurerm_databricks_access_connector")
    granted = roles(core, f"azurerm_databricks_access_connector.{name}.identity[0].principal_id")
    assert {role for role, _ in granted} == {"Storage Blob Data Contributor"}
    assert {core.all("azurerm_storage_container")[scope.split(".")[1]]["name"] for _, scope in granted} == {
        "landing",
        "sales",
    }


def test_the_lake_lets_that_connector_in_and_no_other(stacks: dict[str, Stack]) -> None:
    core = stacks["core"]
    connector = core.one("azurerm_databricks_access_connector")["name"]
    for body in core.all("azurerm_storage_account").values():
        guests = [rule["endpoint_resource_id"] for rule in body["network_rules"]["private_link_access"]]
        assert guests[1:] == [
            f"{SUBSCRIPTION}/resourceGroups/rg-zone-analytics-weu-001"
            f"/providers/Microsoft.Databricks/accessConnectors/{connector}"
        ]


def test_databricks_may_add_rules_to_the_security_groups_of_its_subnets(stacks: dict[str, Stack]) -> None:
    core = stacks["core"]
    shared = {n: b for n, b in core.all("azurerm_network_security_group").items() if "-databricks-" in b["name"]}
    assert len(shared) == 2
    for name, body in shared.items():
        assert "security_rule" not in body
        ours = [
            rule
            for rule in core.all("azurerm_network_security_rule").values()
            if rule["network_security_group_name"] == f"${{azurerm_network_security_group.{name}.name}}"
        ]
        assert {"AllowDatabricksOutbound", "DenyAllInbound", "DenyAllOutbound"} <= {rule["name"] for rule in ours}
        assert min(rule["priority"] for rule in ours) >= 200
    training = core.one("azurerm_network_security_group", name="nsg-zone-network-weu-001-training")
    assert training["security_rule"]


def test_a_job_tracks_in_the_products_workspace_and_reaches_no_further(stacks: dict[str, Stack]) -> None:
    product = stacks["churn-dev"]
    granted = {(role, scope.split(".")[0]) for role, scope in roles(product, JOBS)}
    assert granted == {
        ("AzureML Data Scientist", "${azurerm_machine_learning_workspace"),
        ("Storage Blob Data Contributor", "${azurerm_storage_account"),
    }
    workspace = product.one("azurerm_machine_learning_workspace")["name"]
    assert product.document["output"]["mlflow_tracking_uri"]["value"] == (
        f"azureml://westeurope.api.azureml.ms/mlflow/v1.0{SUBSCRIPTION}/resourceGroups/rg-zone-churn-dev-weu-001"
        f"/providers/Microsoft.MachineLearningServices/workspaces/{workspace}"
    )


def test_the_token_of_attached_compute_is_a_sensitive_variable(stacks: dict[str, Stack]) -> None:
    product = stacks["churn-dev"]
    variable = product.document["variable"]["databricks_access_token"]
    assert variable["sensitive"] is True
    assert "default" not in variable
    (compute,) = computes(product)
    assert compute["sensitive_body"] == {
        "properties": {"properties": {"databricksAccessToken": "${var.databricks_access_token}"}}
    }
    assert "oken" not in json.dumps(compute["body"])
    assert compute["body"]["properties"]["computeType"] == "Databricks"
    assert compute["body"]["properties"]["disableLocalAuth"] is True
    assert any("amlworkspace" in address for address in compute["depends_on"])


def test_the_address_of_the_workspace_is_read_behind_a_gate(stacks: dict[str, Stack]) -> None:
    product = stacks["churn-dev"]
    ((name, read),) = product.document["data"]["azurerm_databricks_workspace"].items()
    ((gate, body),) = product.all("terraform_data").items()
    assert read["depends_on"] == [f"terraform_data.{gate}"]
    assert body["input"]["id"].endswith(f"/Microsoft.Databricks/workspaces/{read['name']}")
    assert read["name"] == stacks["core"].one("azurerm_databricks_workspace")["name"]
    (compute,) = computes(product)
    assert compute["body"]["properties"]["properties"]["workspaceUrl"] == (
        f"https://${{data.azurerm_databricks_workspace.{name}.workspace_url}}"
    )


def test_nothing_is_open_or_unknown_and_the_schemas_agree(stacks: dict[str, Stack]) -> None:
    assert open_paths(stacks, config.parse(zone())) == []
    assert schema_findings(stacks) == ""


def test_a_workspace_that_exists_already_is_linked_and_not_touched(synth: Synth) -> None:
    made = synth(zone(existing(workspace_url=HOST)))
    assert not [kind for kind, _, _ in made["core"].resources() if "databricks" in kind]
    product = made["churn-dev"]
    assert "data" not in product.document
    (compute,) = computes(product)
    assert compute["body"]["properties"]["properties"]["workspaceUrl"] == f"https://{HOST}"
    for body in made["core"].all("azurerm_storage_account").values():
        guests = [rule["endpoint_resource_id"] for rule in body["network_rules"]["private_link_access"]]
        assert guests[1] == f"{SUBSCRIPTION}/resourceGroups/*/providers/Microsoft.Databricks/accessConnectors/*"


def test_a_link_without_compute_needs_no_token(synth: Synth) -> None:
    data = zone(existing(OTHER))
    data["products"][0]["links"] = ["databricks"]
    product = synth(data)["churn-dev"]
    assert "variable" not in product.document
    assert not computes(product)
    assert roles(product, JOBS)


def test_in_a_network_that_exists_the_subnets_stand_for_their_security_groups(synth: Synth) -> None:
    data = zone()
    names = {"endpoints": "pe", "training": "ml", "databricks_public": "host", "databricks_private": "container"}
    data["network"] = {
        "virtual_network_id": NETWORK,
        "subnets": {purpose: f"{NETWORK}/subnets/{name}" for purpose, name in names.items()},
    }
    stacks = synth(data)
    parameters = stacks["core"].one("azurerm_databricks_workspace")["custom_parameters"]
    assert parameters["virtual_network_id"] == NETWORK
    assert parameters["public_subnet_name"] == "host"
    assert parameters["public_subnet_network_security_group_association_id"] == f"{NETWORK}/subnets/host"
    assert parameters["private_subnet_network_security_group_association_id"] == f"{NETWORK}/subnets/container"


def test_sign_in_through_another_workspace_is_accepted_with_its_reason(synth: Synth) -> None:
    data = zone({"job_principal_id": JOBS, "browser_authentication": False})
    stacks = synth(data)
    found = exposure({name: s.document for name, s in stacks.items()}, accepted(config.parse(data)))
    assert (State.ACCEPTED, "private_endpoint") in [(finding.state, finding.argument) for finding in found]
    assert {finding.state for finding in found} == {State.ACCEPTED}


def test_mlflow_of_a_sovereign_cloud_has_its_own_domain(synth: Synth) -> None:
    data = zone(existing(OTHER), cloud="usgovernment", location="usgovvirginia")
    data["products"][0]["links"] = ["databricks"]
    uri = synth(data)["churn-dev"].document["output"]["mlflow_tracking_uri"]["value"]
    assert uri.startswith("azureml://usgovvirginia.api.ml.azure.us/mlflow/v1.0/subscriptions/")
