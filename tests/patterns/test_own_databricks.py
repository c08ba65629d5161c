"""Databricks workspaces that products own: private, and no further on the lake than the product."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from azure_data_landing_zone import config
from azure_data_landing_zone.azure import resource_providers
from azure_data_landing_zone.checks import State, accepted, exposure
from support import Json, Stack, open_paths, roles, schema_findings, subnets

Synth = Callable[[Json], dict[str, Stack]]
JOBS = "33333333-3333-3333-3333-333333333333"
SERVICE = "Microsoft.Databricks/workspaces"


def zone(**own: Any) -> Json:
    return {
        "name": "zone",
        "location": "westeurope",
        "tenant_id": "11111111-1111-1111-1111-111111111111",
        "subscription_id": "00000000-0000-0000-0000-000000000000",
        "environments": {"dev": {"lifecycle": "disposable"}, "prod": {"lifecycle": "protected"}},
        "network": {
            "address_space": ["10.40.0.0/20"],
            "outbound": {"through": "firewall", "firewall_ip": "10.0.0.4"},
            "dns": {"owner": "landing_zone", "also_for": ["databricks_ui_api"]},
            "subnets": {
                "hosts": {"address_prefix": "10.40.12.0/26", "delegation": SERVICE},
                "containers": {"address_prefix": "10.40.12.64/26", "delegation": SERVICE},
            },
        },
        "data_lake": {"curated": {"containers": ["sales", "secret"]}, "workspace": {"containers": "per_product"}},
        "products": [
            {
                "name": "churn",
                "environments": ["prod"],
                "data": {"read": ["curated/sales"]},
                "links": {
                    "databricks": {
                        "attach_compute": True,
                        "own": {"public_subnet": "hosts", "private_subnet": "containers", **own},
                    }
                },
            }
        ],
    }


@pytest.fixture(scope="module")
def stacks(synth: Synth) -> dict[str, Stack]:
    return synth(zone(browser_authentication=True, job_principal_id=JOBS))


def test_the_workspace_is_private_and_linked_to_no_machine_learning_workspace(stacks: dict[str, Stack]) -> None:
    product = stacks["churn-prod"]
    workspace = product.one("azurerm_databricks_workspace")
    parameters = workspace["custom_parameters"]
    # Tracking in both is not supported with a private workspace, and azurerm replaces the workspace to unset the link.
    assert "machine_learning_workspace_id" not in parameters
    assert parameters["no_public_ip"] is True
    assert workspace["public_network_access_enabled"] is False
    assert workspace["lifecycle"] == {
        "ignore_changes": ["custom_parameters[0].machine_learning_workspace_id"],
        "prevent_destroy": True,
    }
    assert (parameters["public_subnet_name"], parameters["private_subnet_name"]) == ("snet-hosts", "snet-containers")
    for side in ("public", "private"):
        association = parameters[f"{side}_subnet_network_security_group_association_id"]
        assert association.endswith(f"/subnets/{parameters[f'{side}_subnet_name']}")
    endpoints = {
        body["private_service_connection"]["subresource_names"][0]: body["private_service_connection"]
        for body in product.all("azurerm_private_endpoint").values()
        if "databricks" in body["private_service_connection"]["private_connection_resource_id"]
        or "Storage-" in body["//"]["metadata"]["path"]
    }
    assert set(endpoints) == {"databricks_ui_api", "browser_authentication", "blob", "dfs"}
    assert endpoints["dfs"]["private_connection_resource_id"].endswith(
        f"/resourceGroups/{workspace['managed_resource_group_name']}/providers/Microsoft.Storage/storageAccounts/"
        f"{parameters['storage_account_name']}"
    )
    assert "databricks_workspace_url" in product.document["output"]


def test_its_subnets_are_given_to_databricks_and_reach_what_it_needs(stacks: dict[str, Stack]) -> None:
    core = stacks["core"]
    for name in ("hosts", "containers"):
        subnet = subnets(core)[f"snet-{name}"]
        assert subnet["delegations"][0]["properties"]["serviceName"] == SERVICE
        rules = {
            rule["name"]
            for rule in core.all("azurerm_network_security_rule").values()
            if f"security-group-{name}_" in rule["network_security_group_name"]
        }
        assert {"AllowDatabricksOutbound", "DenyAllOutbound", "DenyAllInbound"} <= rules
        # Jobs sign in, and MLflow reads the workspace.
        assert {"AllowEntraIdOutbound", "AllowResourceManagerOutbound"} <= rules
    assert "privatelink.azuredatabricks.net" in {b["name"] for b in core.all("azurerm_private_dns_zone").values()}


def test_its_connector_reaches_what_the_product_reaches_and_no_more(stacks: dict[str, Stack]) -> None:
    product = stacks["churn-prod"]
    (connector,) = product.all("azurerm_databricks_access_connector")
    granted = {
        (body["scope"].rsplit("/", 1)[1], body["role_definition_id"].rsplit("/", 1)[1][:8])
        for body in product.all("azurerm_role_assignment").values()
        if body["principal_id"] == f"${{azurerm_databricks_access_connector.{connector}.identity[0].principal_id}}"
    }
    assert granted == {("sales", "2a2b9908"), ("churn-prod", "ba92f5b4")}  # Blob Data Reader, Contributor
    for body in stacks["core"].all("azurerm_storage_account").values():
        guests = [rule["endpoint_resource_id"] for rule in body["network_rules"]["private_link_access"]]
        name = product.one("azurerm_databricks_access_connector")["name"]
        assert [guest for guest in guests if "accessConnectors" in guest] == [
            "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-zone-churn-prod-weu-001"
            f"/providers/Microsoft.Databricks/accessConnectors/{name}"
        ]


def test_its_jobs_track_in_the_products_workspace(stacks: dict[str, Stack]) -> None:
    product = stacks["churn-prod"]
    scopes = {
        body["scope"].split(".")[0]
        for body in product.all("azurerm_role_assignment").values()
        if body["principal_id"] == JOBS
    }
    assert scopes == {"${azurerm_machine_learning_workspace", "${azurerm_storage_account"}
    (compute,) = [b for b in product.all("azapi_resource").values() if "/workspaces/computes@" in b["type"]]
    assert "azurerm_databricks_workspace.databricks_own_workspace" in str(compute["body"])
    # Its address needs no reading: it is made here.
    assert "azurerm_databricks_workspace" not in product.document["data"]


def test_nothing_is_open_and_the_schemas_agree(stacks: dict[str, Stack]) -> None:
    data = zone(browser_authentication=True, job_principal_id=JOBS)
    assert open_paths(stacks, config.parse(data)) == []
    assert schema_findings(stacks) == ""
    registered = stacks["bootstrap"].document["provider"]["azurerm"][0]["resource_providers_to_register"]
    assert set(resource_providers.needed(["databricks"])) <= set(registered)


def test_without_an_endpoint_to_sign_in_it_is_accepted_with_the_reason(synth: Synth) -> None:
    made = synth(zone())
    found = exposure({name: s.document for name, s in made.items()}, accepted(config.parse(zone())))
    assert (State.ACCEPTED, "private_endpoint") in [(finding.state, finding.argument) for finding in found]
    assert {finding.state for finding in found} == {State.ACCEPTED}
    assert not [b for b in made["churn-prod"].all("azurerm_role_assignment").values() if b["principal_id"] == JOBS]
    assert roles(made["churn-prod"], "cluster-cpu", "/containers/sales") == {"Storage Blob Data Reader"}


MISTAKES: dict[str, tuple[Callable[[Json], object], str, str]] = {
    "a subnet that is not there": (
        lambda data: data["network"]["subnets"].pop("hosts"),
        "links.databricks.own.public_subnet",
        "is no subnet of the landing zone; those are containers, endpoints, training",
    ),
    "a subnet that is not given to Databricks": (
        lambda data: data["network"]["subnets"]["hosts"].pop("delegation"),
        "links.databricks.own.public_subnet",
        "set network.subnets.hosts.delegation to Microsoft.Databricks/workspaces",
    ),
    "a subnet that is too small": (
        lambda data: data["network"]["subnets"]["hosts"].update(address_prefix="10.40.13.0/27"),
        "links.databricks.own.public_subnet",
        "is too small for Databricks, which takes a /26 at least",
    ),
    "one subnet for two workspaces": (
        lambda data: data["products"][0].update(environments=["dev", "prod"]),
        "links.databricks.own.public_subnet",
        "is a subnet of churn-dev already, and a subnet holds one Databricks workspace",
    ),
    "one subnet twice": (
        lambda data: data["products"][0]["links"]["databricks"]["own"].update(public_subnet="containers"),
        "links.databricks.own",
        "public_subnet and private_subnet are both 'containers'",
    ),
    "another region": (
        lambda data: data["products"][0].update(location="northeurope"),
        "links.databricks.own",
        "lies in northeurope, but Databricks joins subnets of its own region only",
    ),
    "pipelines": (
        lambda data: data["products"][0].update(pipelines={"github": {"repository": "zone/churn"}}),
        "links.databricks.own",
        "cannot be made by the product's pipelines",
    ),
    "no zone": (
        lambda data: data["network"]["dns"].pop("also_for"),
        "links.databricks.own",
        "add databricks_ui_api to network.dns.also_for",
    ),
    "a service that takes no subnet": (
        lambda data: data["network"]["subnets"]["hosts"].update(delegation="Microsoft.Web/sites"),
        "network.subnets.hosts.delegation",
        "is no service that a subnet can be given to",
    ),
    "a slot that is given away": (
        lambda data: data["network"]["subnets"].update(training={"delegation": SERVICE}),
        "network",
        "subnets.training has a slot, which says what it is given to",
    ),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_mistakes_are_told(name: str) -> None:
    change, path, message = MISTAKES[name]
    data = zone()
    change(data)
    with pytest.raises(config.ConfigurationError) as raised:
        config.parse(data)
    found = [problem for problem in raised.value.problems if message in problem.message]
    assert found, raised.value
    assert any(problem.path.endswith(path) for problem in found), found
