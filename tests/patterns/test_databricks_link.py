"""A Databricks workspace as compute of a product."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from databricks_support import JOBS, SUBSCRIPTION, databricks_zone, roles_and_scopes
from support import Json, Stack

Synth = Callable[[Json], dict[str, Stack]]
OTHER = "/subscriptions/99999999-9999-9999-9999-999999999999"
HOST = "adb-1234567890123456.7.azuredatabricks.net"


def existing(subscription: str = SUBSCRIPTION, **more: Any) -> Json:
    id_ = f"{subscription}/resourceGroups/rg-dbx/providers/Microsoft.Databricks/workspaces/dbw-shared"
    return {"workspace_id": id_, "job_principal_id": JOBS, **more}


def computes(stack: Stack) -> list[Json]:
    return [b for b in stack.all("azapi_resource").values() if "/workspaces/computes@" in b["type"]]


def test_a_job_tracks_in_the_products_workspace_and_reaches_no_further(databricks_stacks: dict[str, Stack]) -> None:
    product = databricks_stacks["churn-dev"]
    granted = {(role, scope.split(".")[0]) for role, scope in roles_and_scopes(product, JOBS)}
    assert granted == {
        ("AzureML Data Scientist", "${azurerm_machine_learning_workspace"),
        ("Storage Blob Data Contributor", "${azurerm_storage_account"),
    }


def test_the_token_of_attached_compute_is_an_ephemeral_variable(databricks_stacks: dict[str, Stack]) -> None:
    product = databricks_stacks["churn-dev"]
    variable = product.document["variable"]["databricks_access_token"]
    assert variable["sensitive"] is variable["ephemeral"] is True
    assert "default" not in variable
    # Terraform stores what stands in another argument, and refuses an ephemeral value there.
    assert json.dumps(product.document).count("${var.databricks_access_token}") == 1
    assert product.document["terraform"]["required_version"] == ">= 1.11"
    assert "required_version" not in databricks_stacks["core"].document["terraform"]
    (compute,) = computes(product)
    assert compute["sensitive_body"] == {
        "properties": {"properties": {"databricksAccessToken": "${var.databricks_access_token}"}}
    }
    assert "oken" not in json.dumps(compute["body"])
    assert compute["body"]["properties"]["computeType"] == "Databricks"
    assert compute["body"]["properties"]["disableLocalAuth"] is True
    assert any("amlworkspace" in address for address in compute["depends_on"])


def test_the_address_of_the_workspace_is_read_behind_a_gate(databricks_stacks: dict[str, Stack]) -> None:
    product = databricks_stacks["churn-dev"]
    ((name, read),) = product.document["data"]["azurerm_databricks_workspace"].items()
    ((gate, body),) = product.all("terraform_data").items()
    assert read["depends_on"] == [f"terraform_data.{gate}"]
    assert body["input"]["id"].endswith(f"/Microsoft.Databricks/workspaces/{read['name']}")
    assert read["name"] == databricks_stacks["core"].one("azurerm_databricks_workspace")["name"]
    (compute,) = computes(product)
    assert compute["body"]["properties"]["properties"]["workspaceUrl"] == (
        f"https://${{data.azurerm_databricks_workspace.{name}.workspace_url}}"
    )


def test_a_workspace_that_exists_already_is_linked_and_not_touched(synth: Synth) -> None:
    made = synth(databricks_zone(existing(workspace_url=HOST)))
    assert not [kind for kind, _, _ in made["core"].resources() if "databricks" in kind]
    product = made["churn-dev"]
    assert "azurerm_databricks_workspace" not in product.document["data"]
    (compute,) = computes(product)
    assert compute["body"]["properties"]["properties"]["workspaceUrl"] == f"https://{HOST}"
    for body in made["core"].all("azurerm_storage_account").values():
        guests = [rule["endpoint_resource_id"] for rule in body["network_rules"]["private_link_access"]]
        assert guests[1] == f"{SUBSCRIPTION}/resourceGroups/*/providers/Microsoft.Databricks/accessConnectors/*"


def test_a_link_without_compute_needs_no_token(synth: Synth) -> None:
    data = databricks_zone(existing(OTHER))
    data["products"][0]["links"] = ["databricks"]
    product = synth(data)["churn-dev"]
    assert "variable" not in product.document
    assert not computes(product)
    assert roles_and_scopes(product, JOBS)


def test_the_tracking_uri_is_the_workspaces_own_attribute(databricks_stacks: dict[str, Stack]) -> None:
    product = databricks_stacks["churn-dev"]
    ((name, read),) = product.document["data"]["azapi_resource"].items()
    (workspace,) = product.all("azurerm_machine_learning_workspace")
    assert read["resource_id"] == f"${{azurerm_machine_learning_workspace.{workspace}.id}}"
    assert read["response_export_values"] == {"tracking_uri": "properties.mlFlowTrackingUri"}
    # With a private endpoint the address is another one.
    assert [address.split(".")[0] for address in read["depends_on"]] == ["azurerm_private_endpoint"]
    output = product.document["output"]["mlflow_tracking_uri"]["value"]
    assert output == f"${{data.azapi_resource.{name}.output.tracking_uri}}"
    assert "azureml://" not in json.dumps(product.document)
