"""Synapse: the workspace, its pools, and what its identity may do."""

from __future__ import annotations

import copy
from collections.abc import Callable

import pytest

from azure_data_landing_zone import config
from azure_data_landing_zone.changes import Kind, compare
from link_support import SUBSCRIPTION, address_of, managed_endpoints, name_of, roles_of
from support import Json, Stack, open_paths, schema_findings
from synapse_support import ADMINISTRATORS, EXISTING, synapse_of, with_synapse

Synth = Callable[[Json], dict[str, Stack]]
TAGS_IGNORED = ("azurerm_synapse_workspace.", "azurerm_machine_learning_synapse_spark.")


def test_the_workspace_is_closed(synapse_core: Stack) -> None:
    workspace = synapse_core.one("azurerm_synapse_workspace")
    assert workspace["public_network_access_enabled"] is False
    assert workspace["azuread_authentication_only"] is True
    assert workspace["managed_virtual_network_enabled"] is True
    # Azure Machine Learning does not support it, and it cannot be changed later.
    assert workspace["data_exfiltration_protection_enabled"] is False
    assert "linking_allowed_for_aad_tenant_ids" not in workspace
    assert workspace["sql_identity_control_enabled"] is False
    assert workspace["identity"] == {"type": "SystemAssigned"}
    assert not {"sql_administrator_login", "sql_administrator_login_password"} & set(workspace)


def test_a_tag_that_changes_is_sent_by_itself_and_replaces_nothing(
    synth: Synth, synapse_core: Stack, synapse_stacks: dict[str, Stack], zone_with_synapse: Json
) -> None:
    after = synth({**copy.deepcopy(zone_with_synapse), "tags": {"owner": "another"}})
    changes = {
        change.address: change
        for name in ("core", "churn-dev")
        for stack in compare({name: synapse_stacks[name].document}, {name: after[name].document}).stacks
        for change in stack.resources
    }
    assert {change.kind for change in changes.values()} == {Kind.CHANGED}
    assert not [address for address in changes if address.startswith(TAGS_IGNORED)]
    (key,) = (
        key for key, body in synapse_core.all("azapi_resource_action").items() if "Synapse/workspaces@" in body["type"]
    )
    assert f"azapi_resource_action.{key}" in changes
    sent = after["core"].all("azapi_resource_action")[key]
    assert (sent["method"], sent["body"]["tags"]["owner"]) == ("PATCH", "another")
    # Azure makes no pool while it updates the workspace.
    pools = {
        f"{type_}.{name}"
        for type_ in ("azurerm_synapse_spark_pool", "azurerm_synapse_sql_pool")
        for name in synapse_core.all(type_)
    }
    assert pools < set(sent["depends_on"])


def test_without_links_its_pools_may_be_kept_to_the_tenant(synth: Synth) -> None:
    zone = with_synapse(exfiltration_protection=True)
    for product in zone["products"]:
        product.pop("links")
    workspace = synth(zone)["core"].one("azurerm_synapse_workspace")
    assert workspace["data_exfiltration_protection_enabled"] is True
    assert workspace["linking_allowed_for_aad_tenant_ids"] == [zone["tenant_id"]]


def test_the_login_that_azure_generates_is_ignored(synapse_core: Stack) -> None:
    assert "sql_administrator_login" in synapse_core.one("azurerm_synapse_workspace")["lifecycle"]["ignore_changes"]


def test_nothing_is_open_and_the_schemas_agree(synapse_stacks: dict[str, Stack], zone_with_synapse: Json) -> None:
    assert open_paths(synapse_stacks, config.parse(zone_with_synapse)) == []
    assert schema_findings(synapse_stacks) == ""


def test_its_files_lie_in_a_container_of_its_own(synapse_core: Stack) -> None:
    workspace = synapse_core.one("azurerm_synapse_workspace")
    container = synapse_core.one("azurerm_storage_container", name="synapse")
    account = name_of(synapse_core, container["storage_account_id"])
    assert account.startswith("stzoneworkspace")
    assert workspace["storage_data_lake_gen2_filesystem_id"] == f"https://{account}.dfs.core.windows.net/synapse"
    assert workspace["depends_on"] == [address_of(synapse_core, "azurerm_storage_container", name="synapse")]


def test_its_identity_reaches_that_container_and_nothing_else(synapse_core: Stack) -> None:
    assert roles_of(synapse_core, "azurerm_synapse_workspace.") == {("Storage Blob Data Contributor", "synapse")}


def test_people_and_the_studio_come_in_through_private_endpoints_alone(synapse_core: Stack) -> None:
    endpoints = {
        body["private_service_connection"]["subresource_names"][0]: body
        for body in synapse_core.all("azurerm_private_endpoint").values()
        if "synapse" in body["private_service_connection"]["private_connection_resource_id"]
    }
    leading = {
        name: body["private_service_connection"]["private_connection_resource_id"].split(".")[0]
        for name, body in endpoints.items()
    }
    workspace, hub = "${azurerm_synapse_workspace", "${azurerm_synapse_private_link_hub"
    assert leading == {"Sql": workspace, "SqlOnDemand": workspace, "Dev": workspace, "Web": hub}
    zones = {
        name: body["private_dns_zone_group"]["private_dns_zone_ids"][0].rsplit("/", 1)[1]
        for name, body in endpoints.items()
    }
    assert zones == {
        "Sql": "privatelink.sql.azuresynapse.net",
        "SqlOnDemand": "privatelink.sql.azuresynapse.net",
        "Dev": "privatelink.dev.azuresynapse.net",
        "Web": "privatelink.azuresynapse.net",
    }


def test_spark_pools_scale_pause_and_take_no_packages_from_a_session(synapse_core: Stack) -> None:
    pool = synapse_core.one("azurerm_synapse_spark_pool", name="xl")
    assert pool["auto_scale"] == {"min_node_count": 4, "max_node_count": 20}
    assert pool["auto_pause"] == {"delay_in_minutes": 15}
    assert (pool["node_size_family"], pool["node_size"]) == ("MemoryOptimized", "XLarge")
    assert pool["dynamic_executor_allocation_enabled"] is True
    assert (pool["min_executors"], pool["max_executors"]) == (1, 19)
    assert pool["session_level_packages_enabled"] is False


def test_pools_wait_until_the_workspace_reaches_its_files(synapse_core: Stack) -> None:
    (grant,) = [
        f"azurerm_role_assignment.{name}"
        for name, body in synapse_core.all("azurerm_role_assignment").items()
        if "azurerm_synapse_workspace." in body["principal_id"]
    ]
    for kind in ("azurerm_synapse_spark_pool", "azurerm_synapse_sql_pool"):
        for body in synapse_core.all(kind).values():
            assert body["depends_on"] == [grant]


def test_sql_is_administered_by_the_group(synapse_core: Stack, synth: Synth) -> None:
    administrator = synapse_core.one("azurerm_synapse_workspace_sql_aad_admin")
    assert administrator["object_id"] == ADMINISTRATORS
    assert administrator["tenant_id"] == "11111111-1111-1111-1111-111111111111"
    assert not synth(with_synapse())["core"].all("azurerm_synapse_workspace_sql_aad_admin")


@pytest.mark.parametrize(("lifecycle", "kept", "backup"), [("protected", True, "GRS"), ("disposable", False, "LRS")])
def test_the_lifecycle_says_what_can_be_lost(synth: Synth, lifecycle: str, kept: bool, backup: str) -> None:
    core = synth({**with_synapse(sql_pools={"dw": {}}), "lifecycle": lifecycle})["core"]
    for kind in ("azurerm_synapse_workspace", "azurerm_synapse_sql_pool"):
        assert core.one(kind).get("lifecycle", {}).get("prevent_destroy", False) is kept
    pool = core.one("azurerm_synapse_sql_pool")
    assert pool["data_encrypted"] is True
    assert (pool["storage_account_type"], pool["geo_backup_policy_enabled"]) == (backup, backup == "GRS")


def test_workspace_and_pools_send_their_logs(synapse_core: Stack) -> None:
    sending = {
        body["target_resource_id"].strip("${}").removesuffix(".id")
        for body in synapse_core.all("azurerm_monitor_diagnostic_setting").values()
        if body.get("enabled_log")
    }
    for kind in ("azurerm_synapse_workspace", "azurerm_synapse_spark_pool", "azurerm_synapse_sql_pool"):
        assert {f"{kind}.{name}" for name in synapse_core.all(kind)} <= sending


def test_the_lake_lets_in_this_workspace_and_no_other(synapse_core: Stack, synth: Synth) -> None:
    assert lets_in(synapse_core) == {
        "Microsoft.MachineLearningServices/workspaces/*",
        f"Microsoft.Synapse/{synapse_of(synapse_core)}",
    }
    theirs = synth(with_synapse(workspace_id=EXISTING, spark_pools=["big"]))["core"]
    assert lets_in(theirs) == {
        "Microsoft.MachineLearningServices/workspaces/*",
        "Microsoft.Synapse/workspaces/synw-theirs",
    }


def lets_in(synapse_core: Stack) -> set[str]:
    return {
        rule["endpoint_resource_id"].split("/providers/")[1]
        for account in synapse_core.all("azurerm_storage_account").values()
        for rule in account["network_rules"]["private_link_access"]
    }


def test_an_existing_synapse_is_linked_by_its_ids(synth: Synth) -> None:
    zone = with_synapse(workspace_id=EXISTING, spark_pools=["big"])
    stacks = synth(zone)
    assert not [kind for kind, _, _ in stacks["core"].resources() if "synapse" in kind]
    assert not [body for body in stacks["core"].all("azurerm_storage_container").values() if body["name"] == "synapse"]
    product, data_plane = stacks["churn-prod"], stacks["data-plane"]
    assert (
        product.one("azurerm_machine_learning_synapse_spark")["synapse_spark_pool_id"] == f"{EXISTING}/bigDataPools/big"
    )
    for body in data_plane.all("azurerm_synapse_managed_private_endpoint").values():
        assert body["synapse_workspace_id"] == EXISTING
        assert body["name"].startswith("zone-")
    assert {where for _, where, _ in managed_endpoints(stacks.values())} >= {
        stacks["churn-prod"].one("azurerm_machine_learning_workspace")["name"]
    }
    assert schema_findings(stacks) == ""


def test_its_files_may_lie_in_an_account_that_exists_already(synth: Synth) -> None:
    account = f"{SUBSCRIPTION}/resourceGroups/rg-lake/providers/Microsoft.Storage/storageAccounts/sttheirs"
    zone = with_synapse()
    zone["data_lake"]["workspace"] = {
        "storage_account_id": account,
        "containers": ["synapse", "churn-dev", "churn-prod", "fraud-watch-dev"],
    }
    core = synth(zone)["core"]
    workspace = core.one("azurerm_synapse_workspace")
    assert workspace["storage_data_lake_gen2_filesystem_id"] == "https://sttheirs.dfs.core.windows.net/synapse"
    assert "depends_on" not in workspace
    (body,) = [
        body
        for body in core.all("azurerm_role_assignment").values()
        if "azurerm_synapse_workspace." in body["principal_id"]
    ]
    assert body["scope"] == f"{account}/blobServices/default/containers/synapse"


def test_a_sovereign_cloud_has_its_own_storage_host(synth: Synth) -> None:
    zone = with_synapse() | {"cloud": "usgovernment", "location": "usgovvirginia"}
    zone["observability"] = {"private_link_scope": "none"}
    for product in zone["products"]:
        product.pop("links", None)
    core = synth(zone)["core"]
    assert (
        ".dfs.core.usgovcloudapi.net/synapse"
        in core.one("azurerm_synapse_workspace")["storage_data_lake_gen2_filesystem_id"]
    )


def test_a_new_product_changes_nothing_of_the_others(synth: Synth) -> None:
    zone = with_synapse()
    before = synth(zone)
    zone["products"].append({"name": "returns", "environments": ["dev"], "links": ["synapse"]})
    after = synth(zone)
    for name in ("churn-dev", "churn-prod", "fraud-watch-dev"):
        assert after[name].document == before[name].document
    assert set(before["data-plane"].addresses()) < set(after["data-plane"].addresses())
