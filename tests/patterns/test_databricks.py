"""Databricks of the landing zone, and what links products to it."""

from __future__ import annotations

from collections.abc import Callable

from azure_data_landing_zone import config
from azure_data_landing_zone.checks import State, accepted, exposure
from databricks_support import JOBS, SUBSCRIPTION, databricks_zone, roles_and_scopes
from support import Json, Stack, open_paths, schema_findings

Synth = Callable[[Json], dict[str, Stack]]
NETWORK = f"{SUBSCRIPTION}/resourceGroups/rg-net/providers/Microsoft.Network/virtualNetworks/vnet"


def test_the_workspace_is_private_on_both_sides(databricks_stacks: dict[str, Stack]) -> None:
    core = databricks_stacks["core"]
    workspace = core.one("azurerm_databricks_workspace")
    assert workspace["sku"] == "premium"
    assert workspace["public_network_access_enabled"] is False
    assert workspace["network_security_group_rules_required"] == "NoAzureDatabricksRules"
    assert workspace["infrastructure_encryption_enabled"] is True
    assert workspace["default_storage_firewall_enabled"] is True
    assert workspace["managed_resource_group_name"] == "rg-zone-databricks-managed-weu-001"
    assert workspace["lifecycle"]["prevent_destroy"] is True
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


def test_people_jobs_and_the_workspaces_own_storage_have_endpoints(databricks_stacks: dict[str, Stack]) -> None:
    core = databricks_stacks["core"]
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


def test_the_connector_writes_the_shared_containers_and_nothing_else(databricks_stacks: dict[str, Stack]) -> None:
    core = databricks_stacks["core"]
    (name,) = core.all("azurerm_databricks_access_connector")
    granted = roles_and_scopes(core, f"azurerm_databricks_access_connector.{name}.identity[0].principal_id")
    assert {role for role, _ in granted} == {"Storage Blob Data Contributor"}
    assert {core.all("azurerm_storage_container")[scope.split(".")[1]]["name"] for _, scope in granted} == {
        "landing",
        "sales",
    }


def test_the_lake_lets_that_connector_in_and_no_other(databricks_stacks: dict[str, Stack]) -> None:
    core = databricks_stacks["core"]
    connector = core.one("azurerm_databricks_access_connector")["name"]
    for body in core.all("azurerm_storage_account").values():
        guests = [rule["endpoint_resource_id"] for rule in body["network_rules"]["private_link_access"]]
        assert guests[1:] == [
            f"{SUBSCRIPTION}/resourceGroups/rg-zone-analytics-weu-001"
            f"/providers/Microsoft.Databricks/accessConnectors/{connector}"
        ]


def test_databricks_may_add_rules_to_the_security_groups_of_its_subnets(databricks_stacks: dict[str, Stack]) -> None:
    core = databricks_stacks["core"]
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


def test_nothing_is_open_or_unknown_and_the_schemas_agree(databricks_stacks: dict[str, Stack]) -> None:
    assert open_paths(databricks_stacks, config.parse(databricks_zone())) == []
    assert schema_findings(databricks_stacks) == ""


def test_in_a_network_that_exists_the_subnets_stand_for_their_security_groups(synth: Synth) -> None:
    data = databricks_zone()
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
    data = databricks_zone({"job_principal_id": JOBS, "browser_authentication": False})
    stacks = synth(data)
    found = exposure({name: s.document for name, s in stacks.items()}, accepted(config.parse(data)))
    assert (State.ACCEPTED, "private_endpoint") in [(finding.state, finding.argument) for finding in found]
    assert {finding.state for finding in found} == {State.ACCEPTED}
