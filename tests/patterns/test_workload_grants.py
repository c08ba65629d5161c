"""Who may do what: no wider than the tables say."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from azure_data_landing_zone import config
from azure_data_landing_zone.config.deployer import deployer_rights
from identity_support import identity, roles_of
from support import Json, Stack

Synth = Callable[[Json], dict[str, Stack]]


def test_the_workspace_has_the_roles_of_the_table_and_no_wider(stacks_with_groups: dict[str, Stack]) -> None:
    stack = stacks_with_groups["churn-prod"]
    granted = roles_of(stack, f".{identity(stack, '-workspace')}.")
    lake = {(role, where) for role, where in granted if where.startswith("pep-")}
    assert granted - lake == {
        ("Azure AI Administrator", "azurerm_resource_group"),
        ("Storage Blob Data Contributor", "azurerm_storage_account"),
        ("Storage File Data Privileged Contributor", "azurerm_storage_account"),
        ("Key Vault Administrator", "azurerm_key_vault"),
        ("AcrPull", "azurerm_container_registry"),
        # The blob and file endpoints of default storage.
        ("Reader", "azurerm_private_endpoint"),
    }
    assert {role for role, _ in lake} == {"Reader"}
    assert len(lake) == 6


def test_endpoints_of_an_existing_lake_are_granted_where_known_and_listed_otherwise(synth: Synth, zone: Json) -> None:
    accounts = "resourceGroups/rg-lake/providers/Microsoft.Storage/storageAccounts"
    here, hub = f"/subscriptions/{zone['subscription_id']}", "/subscriptions/99999999-9999-9999-9999-999999999999"
    endpoints = "resourceGroups/rg-net/providers/Microsoft.Network/privateEndpoints"
    zone["data_lake"] = {
        "curated": {
            "storage_account_id": f"{here}/{accounts}/stcurated",
            "private_endpoints": {"blob": f"{here}/{endpoints}/pe-blob", "dfs": f"{hub}/{endpoints}/pe-dfs"},
            "containers": ["sales"],
        },
        "workspace": {"storage_account_id": f"{here}/{accounts}/stwork", "private_endpoints": {}},
    }
    stack = synth(zone)["churn-dev"]
    workspace = identity(stack, "-workspace")
    name = stack.all("azurerm_user_assigned_identity")[workspace]["name"]
    granted = {scope for role, scope in roles_of(stack, f".{workspace}.") if role == "Reader" and "pe-" in scope}
    assert granted == {"pe-blob"}
    told = stack.document["output"]["grants_of_others"]["value"]
    assert told == {
        "endpoint-curated-dfs": f"Reader on {hub}/{endpoints}/pe-dfs for {name}",
        "endpoint-workspace-blob": f"Reader on the private endpoint of {here}/{accounts}/stwork for blob for {name}",
        "endpoint-workspace-dfs": f"Reader on the private endpoint of {here}/{accounts}/stwork for dfs for {name}",
    }
    rights = deployer_rights(config.parse(zone))
    assert not [right for right in rights if "/privateEndpoints/" in right.scope and right.scope.startswith(hub)]


def test_pipelines_may_grant_on_given_endpoints_of_the_lake(zone_with_pipelines: Json) -> None:
    zone = zone_with_pipelines
    here = f"/subscriptions/{zone['subscription_id']}/resourceGroups/rg-lake/providers"
    endpoint = f"{here}/Microsoft.Network/privateEndpoints/pe-blob"
    zone["data_lake"] = {
        "curated": {
            "storage_account_id": f"{here}/Microsoft.Storage/storageAccounts/stcurated",
            "private_endpoints": {"blob": endpoint},
            "containers": ["sales"],
        }
    }
    rights = deployer_rights(config.parse(zone))
    assert ("churn-dev", "Role Based Access Control Administrator") in {
        (right.stack, right.role) for right in rights if right.scope == endpoint
    }


def test_only_the_cluster_that_builds_images_pushes_them(stacks_with_groups: dict[str, Stack]) -> None:
    stack = stacks_with_groups["churn-dev"]
    push = ("AcrPush", "azurerm_container_registry")
    assert push in roles_of(stack, f".{identity(stack, '-cluster-cpu')}.")
    assert push not in roles_of(stack, f".{identity(stack, '-cluster-gpu')}.")
    assert stack.one("azurerm_machine_learning_workspace")["image_build_compute_name"] == "cpu"


def test_people_work_in_development_and_look_in_production(stacks_with_groups: dict[str, Stack]) -> None:
    scientists, operators = "22222222", "99999999"
    assert ("AzureML Data Scientist", "azurerm_machine_learning_workspace") in roles_of(
        stacks_with_groups["churn-dev"], scientists
    )
    assert roles_of(stacks_with_groups["churn-prod"], scientists) == {
        ("Reader", "azurerm_machine_learning_workspace"),
        ("Storage Blob Data Reader", "azurerm_storage_account"),
        ("Storage File Data Privileged Reader", "azurerm_storage_account"),
    }
    assert ("AzureML Compute Operator", "azurerm_machine_learning_workspace") in roles_of(
        stacks_with_groups["churn-prod"], operators
    )


def test_contributor_is_an_option(synth: Synth, zone: Json) -> None:
    zone["products"][0]["workspace"] = {"identity_role": "contributor"}
    stack = synth(zone)["churn-dev"]
    granted = roles_of(stack, f".{identity(stack, '-workspace')}.")
    assert ("Contributor", "azurerm_resource_group") in granted
    assert not any(role == "Azure AI Administrator" for role, _ in granted)


def test_datastores_are_those_of_the_configuration_and_without_credentials(
    stacks_with_groups: dict[str, Stack],
) -> None:
    bodies: list[Any] = list(
        stacks_with_groups["churn-prod"].all("azurerm_machine_learning_datastore_datalake_gen2").values()
    )
    assert {body["name"] for body in bodies} == {"raw_landing", "curated_sales", "workspace_churn_prod"}
    for body in bodies:
        assert body["service_data_identity"] == "None"
        assert not {"client_id", "client_secret", "tenant_id"} & set(body)


def test_a_job_reads_its_workspace_and_registers_models_or_reads_only(synth: Synth, zone: Json) -> None:
    at_workspace = {"data_scientist": "AzureML Data Scientist", "reader": "Reader"}
    for setting, role in at_workspace.items():
        zone["products"][0]["compute"] = {
            "job_role": setting,
            "clusters": [{"name": "cpu", "vm_size": "Standard_D4s_v5", "max_nodes": 2}],
        }
        stack = synth(zone)["churn-prod"]
        granted = roles_of(stack, f".{identity(stack, '-cluster-cpu')}.")
        assert {name for name, where in granted if where == "azurerm_machine_learning_workspace"} == {role}


def test_telemetry_needs_a_role_where_keys_are_off(synth: Synth, zone: Json) -> None:
    for keys, expected in ((True, set()), (False, {"cpu", "endpoint"})):
        zone["products"][0]["workspace"] = {"application_insights_local_authentication": keys}
        stack = synth(zone)["churn-prod"]
        publishers = {
            who
            for who, ending in (("cpu", "-cluster-cpu"), ("endpoint", "-endpoint"))
            if ("Monitoring Metrics Publisher", "azurerm_application_insights")
            in roles_of(stack, f".{identity(stack, ending)}.")
        }
        assert publishers == expected
