"""Who may do what: no wider than the tables say, and in time."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from azure_data_landing_zone.azure import roles as azure_roles
from azure_data_landing_zone.azure import tables
from support import Json, Stack

SUBSCRIPTION = "00000000-0000-0000-0000-000000000000"
Synth = Callable[[Json], dict[str, Stack]]


def roles_of(stack: Stack, principal: str) -> set[tuple[str, str]]:
    """Role name and last part of the scope of a principal's assignments."""
    by_id = {guid: name for name, guid in tables.read("roles").items()}
    by_id |= {
        azure_roles.custom_role_guid(own.key, SUBSCRIPTION, "zone"): own.title for own in azure_roles.custom_roles()
    }
    return {
        (by_id[body["role_definition_id"].rsplit("/", 1)[1]], scope(body["scope"]))
        for body in stack.all("azurerm_role_assignment").values()
        if principal in body["principal_id"]
    }


def scope(text: str) -> str:
    return text.split(".")[0].removeprefix("${") if text.startswith("${") else text.rsplit("/", 1)[1]


@pytest.fixture(scope="module")
def stacks(synth: Synth) -> dict[str, Stack]:
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


def identity(stack: Stack, ending: str) -> str:
    return next(
        name for name, body in stack.all("azurerm_user_assigned_identity").items() if body["name"].endswith(ending)
    )


def test_the_workspace_has_the_roles_of_the_table_and_no_wider(stacks: dict[str, Stack]) -> None:
    stack = stacks["churn-prod"]
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


def test_the_workspace_waits_for_all_grants_of_its_identity(stacks: dict[str, Stack]) -> None:
    for name in ("churn-dev", "churn-prod"):
        stack = stacks[name]
        mine = {
            f"azurerm_role_assignment.{address}"
            for address, body in stack.all("azurerm_role_assignment").items()
            if f".{identity(stack, '-workspace')}." in body["principal_id"]
        }
        assert mine
        assert set(stack.one("azurerm_machine_learning_workspace")["depends_on"]) == mine


def test_a_cluster_reaches_its_products_containers_only(stacks: dict[str, Stack]) -> None:
    own = {
        ("AcrPull", "azurerm_container_registry"),
        ("AzureML Data Scientist", "azurerm_machine_learning_workspace"),
        *((f"Storage {what} Data Contributor", "azurerm_storage_account") for what in ("Blob", "Queue", "Table")),
    }
    stack = stacks["churn-prod"]
    assert roles_of(stack, f".{identity(stack, '-cluster-gpu')}.") == own | {
        ("Storage Blob Data Reader", "landing"),
        ("Storage Blob Data Contributor", "sales"),
        ("Storage Blob Data Contributor", "churn-prod"),
    }


def test_outside_production_the_shared_layers_are_read_only(stacks: dict[str, Stack]) -> None:
    stack = stacks["churn-dev"]
    granted = roles_of(stack, f".{identity(stack, '-cluster-gpu')}.")
    assert ("Storage Blob Data Reader", "sales") in granted
    assert ("Storage Blob Data Contributor", "sales") not in granted
    assert ("Storage Blob Data Contributor", "churn-dev") in granted


def test_only_the_cluster_that_builds_images_pushes_them(stacks: dict[str, Stack]) -> None:
    stack = stacks["churn-dev"]
    push = ("AcrPush", "azurerm_container_registry")
    assert push in roles_of(stack, f".{identity(stack, '-cluster-cpu')}.")
    assert push not in roles_of(stack, f".{identity(stack, '-cluster-gpu')}.")
    assert stack.one("azurerm_machine_learning_workspace")["image_build_compute_name"] == "cpu"


def test_a_cluster_waits_for_the_workspaces_endpoint_and_its_grants(stacks: dict[str, Stack]) -> None:
    stack = stacks["churn-dev"]
    for name in ("cpu", "gpu"):
        cluster = stack.one("azurerm_machine_learning_compute_cluster", name=name)
        mine = {
            f"azurerm_role_assignment.{address}"
            for address, body in stack.all("azurerm_role_assignment").items()
            if f".{identity(stack, f'-cluster-{name}')}." in body["principal_id"]
        }
        endpoint = {a for a in cluster["depends_on"] if a.startswith("azurerm_private_endpoint.")}
        assert len(endpoint) == 1
        assert "amlworkspace" in endpoint.pop()
        assert mine <= set(cluster["depends_on"])


def test_people_work_in_development_and_look_in_production(stacks: dict[str, Stack]) -> None:
    scientists, operators = "22222222", "99999999"
    assert ("AzureML Data Scientist", "azurerm_machine_learning_workspace") in roles_of(stacks["churn-dev"], scientists)
    assert roles_of(stacks["churn-prod"], scientists) == {
        ("Reader", "azurerm_machine_learning_workspace"),
        ("Storage Blob Data Reader", "azurerm_storage_account"),
        ("Storage File Data Privileged Reader", "azurerm_storage_account"),
    }
    assert ("AzureML Compute Operator", "azurerm_machine_learning_workspace") in roles_of(
        stacks["churn-prod"], operators
    )


def test_contributor_is_an_option(synth: Synth, zone: Json) -> None:
    zone["products"][0]["workspace"] = {"identity_role": "contributor"}
    stack = synth(zone)["churn-dev"]
    granted = roles_of(stack, f".{identity(stack, '-workspace')}.")
    assert ("Contributor", "azurerm_resource_group") in granted
    assert not any(role == "Azure AI Administrator" for role, _ in granted)


def test_datastores_are_those_of_the_configuration_and_without_credentials(stacks: dict[str, Stack]) -> None:
    bodies: list[Any] = list(stacks["churn-prod"].all("azurerm_machine_learning_datastore_datalake_gen2").values())
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


def test_people_who_create_compute_join_the_training_subnet(synth: Synth, zone: Json) -> None:
    zone["groups"] = {"ml_engineers": "66666666-6666-6666-6666-666666666666"}
    stacks = synth(zone)
    at = {
        body["scope"].rsplit("/", 1)[1]: body["role_definition_id"].rsplit("/", 1)[1]
        for body in stacks["access"].all("azurerm_role_assignment").values()
        if "virtualNetworks" in body["scope"]
    }
    guids = {
        body["name"].partition(" (")[0]: body["role_definition_id"]
        for body in stacks["bootstrap"].all("azurerm_role_definition").values()
    }
    assert at == {
        "vnet-zone-network-weu-001": guids["Network Joiner"],
        "snet-training": guids["Compute Subnet Joiner"],
    }
