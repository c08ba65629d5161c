"""How data is read: by whoever works with it, by the workspace, or with a credential that Terraform is given."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from azure_data_landing_zone import config
from support import Json, Stack, open_paths, roles, schema_findings

Synth = Callable[[Json], dict[str, Stack]]
OURS = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-data/providers/Microsoft.Storage"
THEIRS = "/subscriptions/77777777-7777-7777-7777-777777777777/resourceGroups/rg-data/providers/Microsoft.Storage"
LAKE = "azurerm_machine_learning_datastore_datalake_gen2"
DATASTORE = "Microsoft.MachineLearningServices/workspaces/datastores@2026-05-01"
OUTSIDE: Json = {
    "blobs": {
        "weather": {
            "container_id": f"{OURS}/storageAccounts/stweather/blobServices/default/containers/hourly",
            "description": "Weather by hour",
        },
        "partner": {"container_id": f"{THEIRS}/storageAccounts/stpartner/blobServices/default/containers/drop"},
    },
    "file_shares": {
        "models": {"file_share_id": f"{OURS}/storageAccounts/stweather/fileServices/default/shares/models"}
    },
}


def with_data(zone: Json, **data: object) -> Json:
    zone["products"][0]["data"] |= data
    return zone


def assert_sound(zone: Json, stacks: dict[str, Stack]) -> None:
    assert open_paths(stacks, config.parse(zone)) == []
    assert schema_findings(stacks) == ""


def test_passthrough_is_the_default_and_gives_the_workspace_no_data(synth: Synth, zone: Json) -> None:
    stacks = synth(zone)
    for body in stacks["churn-dev"].all(LAKE).values():
        assert body["service_data_identity"] == "None"
        assert not {"client_secret", "client_id", "tenant_id"} & set(body)
    assert roles(stacks["churn-dev"], "-workspace", "/sales") == set()
    assert stacks["churn-dev"].one("azurerm_machine_learning_workspace")["storage_account_access_type"] == "Identity"
    assert "variable" not in stacks["churn-dev"].document


def test_the_workspace_looks_at_data_with_its_identity_and_only_reads(synth: Synth, zone: Json) -> None:
    before = {address for address in synth(zone)["churn-prod"].addresses() if "datastore" in address}
    zone["products"][0]["data"]["write"] = ["curated/sales", "workspace/own"]
    stack = synth(with_data(zone, authentication="workspace_identity"))["churn-prod"]
    assert {body["service_data_identity"] for body in stack.all(LAKE).values()} == {"WorkspaceUserAssignedIdentity"}
    for container in ("/sales", "/churn-prod"):
        assert roles(stack, "-workspace", container) == {"Storage Blob Data Reader"}
        assert roles(stack, "-cluster-cpu", container) == {"Storage Blob Data Contributor"}
    granted = {
        f"azurerm_role_assignment.{key}"
        for key, body in stack.all("azurerm_role_assignment").items()
        if body["scope"].endswith("/sales") and "ml_identity_" in key
    }
    assert len(granted) == 1
    assert granted <= set(stack.one("azurerm_machine_learning_workspace")["depends_on"])
    # Azure is asked to change data stores, not to make them anew.
    assert before <= set(stack.addresses())


def test_a_service_principal_is_given_to_terraform_and_never_shown(synth: Synth, zone: Json) -> None:
    stacks = synth(with_data(zone, authentication="service_principal"))
    stack = stacks["churn-prod"]
    assert not stack.all(LAKE)
    store = stack.one("azapi_resource", name="curated_sales")
    assert store["type"] == DATASTORE
    assert store["body"]["properties"]["datastoreType"] == "AzureDataLakeGen2"
    assert store["body"]["properties"]["filesystem"] == "sales"
    assert store["body"]["properties"]["credentials"] == {
        "credentialsType": "ServicePrincipal",
        "authorityUrl": "https://login.microsoftonline.com",
        "resourceUrl": "https://storage.azure.com/",
        "tenantId": zone["tenant_id"],
        "clientId": "${var.datastore_client_id}",
        "secrets": {"secretsType": "ServicePrincipal"},
    }
    assert store["sensitive_body"] == {
        "properties": {"credentials": {"secrets": {"clientSecret": "${var.datastore_client_secret}"}}}
    }
    assert store["create_query_parameters"] == store["update_query_parameters"] == {"skipValidation": ["true"]}
    variables = stack.document["variable"]
    assert set(variables) == {"datastore_client_id", "datastore_client_secret"}
    # The client id is stored as an argument, which takes no ephemeral value.
    assert [name for name, body in variables.items() if body.get("ephemeral")] == ["datastore_client_secret"]
    for body in variables.values():
        assert body["sensitive"] is True
        assert body["nullable"] is False
        assert "default" not in body
    told = stack.document["output"]["grants_of_others"]["value"]
    assert told["lake-curated-sales"].startswith("Storage Blob Data Reader on ")
    assert told["lake-workspace-churn-prod"].startswith("Storage Blob Data Contributor on ")
    assert_sound(zone, stacks)


def test_names_of_data_stores_do_not_depend_on_who_reads(synth: Synth, zone: Json) -> None:
    found = [
        synth(with_data(zone, authentication=mode))["churn-prod"].document["output"]["datastores"]["value"]
        for mode in ("passthrough", "workspace_identity", "service_principal")
    ]
    assert found[0] == found[1] == found[2] == ["curated_sales", "workspace_churn_prod"]


def test_blobs_outside_of_the_lake_have_no_credentials(synth: Synth, zone: Json) -> None:
    stacks = synth(with_data(zone, **OUTSIDE))
    stack = stacks["churn-dev"]
    assert stack.one("azapi_resource", name="weather")["body"]["properties"] == {
        "datastoreType": "AzureBlob",
        "accountName": "stweather",
        "containerName": "hourly",
        "credentials": {"credentialsType": "None"},
        "description": "Weather by hour",
        "endpoint": "core.windows.net",
        "protocol": "https",
        "resourceGroup": "rg-data",
        "subscriptionId": zone["subscription_id"],
        "serviceDataAccessAuthIdentity": "None",
    }
    assert roles(stack, "-cluster-cpu", "/containers/hourly") == {"Storage Blob Data Reader"}
    assert roles(stack, "-workspace", "/containers/hourly") == set()
    assert {"weather", "partner", "models"} <= set(stack.document["output"]["datastores"]["value"])
    assert_sound(zone, stacks)


def test_what_the_owner_of_another_subscription_must_grant_is_said(synth: Synth, zone: Json) -> None:
    stack = synth(with_data(zone, **OUTSIDE))["churn-dev"]
    assert roles(stack, "-cluster-cpu", "/containers/drop") == set()
    told = stack.document["output"]["grants_of_others"]["value"]
    assert set(told) == {"blobs-stpartner-drop"}
    assert told["blobs-stpartner-drop"].startswith(f"Storage Blob Data Reader on {THEIRS}/")
    assert told["blobs-stpartner-drop"].endswith("-cluster-cpu")


def test_one_container_under_two_names_is_granted_once(synth: Synth, zone: Json) -> None:
    blob = OUTSIDE["blobs"]["weather"]
    stack = synth(with_data(zone, blobs={"weather": blob, "climate": blob}))["churn-dev"]
    scopes = [body["scope"] for body in stack.all("azurerm_role_assignment").values()]
    assert scopes.count(blob["container_id"]) == 1


def test_the_key_of_a_file_share_is_a_sensitive_variable(synth: Synth, zone: Json) -> None:
    stack = synth(with_data(zone, **OUTSIDE))["churn-dev"]
    store = stack.one("azapi_resource", name="models")
    properties = store["body"]["properties"]
    assert (properties["datastoreType"], properties["fileShareName"]) == ("AzureFile", "models")
    assert properties["credentials"] == {"credentialsType": "AccountKey", "secrets": {"secretsType": "AccountKey"}}
    assert store["sensitive_body"] == {
        "properties": {"credentials": {"secrets": {"key": "${var.file_share_key_models}"}}}
    }
    assert stack.document["variable"]["file_share_key_models"]["sensitive"] is True
    assert stack.document["variable"]["file_share_key_models"]["ephemeral"] is True
    assert "file_share_key_models" not in json.dumps(stack.document["output"])


@pytest.mark.parametrize(("environment", "role"), [("dev", "Reader"), ("prod", "Contributor")])
def test_shared_layers_are_written_in_production_only(synth: Synth, zone: Json, environment: str, role: str) -> None:
    containers = {"raw": "landing", "enriched": "crm", "curated": "sales"}
    zone["data_lake"] = {layer: {"containers": [name]} for layer, name in containers.items()}
    zone["products"][0]["data"] = {"write": [f"{layer}/{name}" for layer, name in containers.items()]}
    stack = synth(zone)[f"churn-{environment}"]
    for name in containers.values():
        assert roles(stack, "-cluster-cpu", f"/containers/{name}") == {f"Storage Blob Data {role}"}


def test_development_reads_productions_data_and_writes_its_own(synth: Synth, zone: Json) -> None:
    zone["products"][0]["data"] = {"read": ["workspace/churn-prod"], "write": ["workspace/own"]}
    zone["products"][0]["environments"] = ["dev", "prod"]
    stack = synth(zone)["churn-dev"]
    assert roles(stack, "-cluster-cpu", "/churn-prod") == {"Storage Blob Data Reader"}
    assert roles(stack, "-cluster-cpu", "/churn-dev") == {"Storage Blob Data Contributor"}


def test_a_managed_network_reaches_what_data_stores_lead_to(synth: Synth, zone: Json) -> None:
    zone["observability"] = {"private_link_scope": {"access": "open"}}
    zone["products"][0]["workspace"] = {"isolation": {"mode": "managed_network"}}
    stack = synth(with_data(zone, **OUTSIDE))["churn-dev"]
    rule = "azurerm_machine_learning_workspace_network_outbound_rule_private_endpoint"
    assert stack.one(rule, name="stweather-blob")["service_resource_id"] == f"{OURS}/storageAccounts/stweather"
    assert stack.one(rule, name="stweather-file")["sub_resource_target"] == "file"
    assert stack.one(rule, name="stpartner-blob")["service_resource_id"] == f"{THEIRS}/storageAccounts/stpartner"
