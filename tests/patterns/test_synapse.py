"""Synapse: the workspace, what it may do, and how products run Spark jobs on it."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable

import pytest

from azure_data_landing_zone import config
from azure_data_landing_zone.changes import Kind, compare
from link_support import SUBSCRIPTION, address_of, linked_zone, managed_endpoints, name_of, roles_of
from support import Json, Stack, open_paths, schema_findings

Synth = Callable[[Json], dict[str, Stack]]
ADMINISTRATORS = "33333333-3333-3333-3333-333333333333"
TAGS_IGNORED = ("azurerm_synapse_workspace.", "azurerm_machine_learning_synapse_spark.")
EXISTING = f"{SUBSCRIPTION}/resourceGroups/rg-synapse/providers/Microsoft.Synapse/workspaces/synw-theirs"


def with_synapse(**settings: object) -> Json:
    zone = linked_zone()
    zone["analytics"]["synapse"] = settings
    for product in zone["products"]:
        product["links"] = ["synapse"]
    return zone


@pytest.fixture(scope="module")
def zone_data() -> Json:
    zone = with_synapse(
        administrators=ADMINISTRATORS,
        spark_pools={"small": {}, "xl": {"node_size": "XLarge", "min_nodes": 4, "max_nodes": 20}},
        sql_pools={"warehouse": {"sku": "DW200c"}},
    )
    zone["products"][1]["links"] = {"synapse": {"spark_pools": ["xl"], "linked_service": False}}
    return zone


@pytest.fixture(scope="module")
def stacks(synth: Synth, zone_data: Json) -> dict[str, Stack]:
    return synth(zone_data)


@pytest.fixture(scope="module")
def core(stacks: dict[str, Stack]) -> Stack:
    return stacks["core"]


# The workspace of the landing zone -------------------------------------------------------------------------------


def test_the_workspace_is_closed(core: Stack) -> None:
    workspace = core.one("azurerm_synapse_workspace")
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
    synth: Synth, core: Stack, stacks: dict[str, Stack], zone_data: Json
) -> None:
    after = synth({**copy.deepcopy(zone_data), "tags": {"owner": "another"}})
    changes = {
        change.address: change
        for name in ("core", "churn-dev")
        for stack in compare({name: stacks[name].document}, {name: after[name].document}).stacks
        for change in stack.resources
    }
    assert {change.kind for change in changes.values()} == {Kind.CHANGED}
    assert not [address for address in changes if address.startswith(TAGS_IGNORED)]
    (key,) = (key for key, body in core.all("azapi_resource_action").items() if "Synapse/workspaces@" in body["type"])
    assert f"azapi_resource_action.{key}" in changes
    sent = after["core"].all("azapi_resource_action")[key]
    assert (sent["method"], sent["body"]["tags"]["owner"]) == ("PATCH", "another")
    # Azure makes no pool while it updates the workspace.
    pools = {
        f"{type_}.{name}"
        for type_ in ("azurerm_synapse_spark_pool", "azurerm_synapse_sql_pool")
        for name in core.all(type_)
    }
    assert pools < set(sent["depends_on"])


def test_without_links_its_pools_may_be_kept_to_the_tenant(synth: Synth) -> None:
    zone = with_synapse(exfiltration_protection=True)
    for product in zone["products"]:
        product.pop("links")
    workspace = synth(zone)["core"].one("azurerm_synapse_workspace")
    assert workspace["data_exfiltration_protection_enabled"] is True
    assert workspace["linking_allowed_for_aad_tenant_ids"] == [zone["tenant_id"]]


def test_the_login_that_azure_generates_is_ignored(core: Stack) -> None:
    assert "sql_administrator_login" in core.one("azurerm_synapse_workspace")["lifecycle"]["ignore_changes"]


def test_nothing_is_open_and_the_schemas_agree(stacks: dict[str, Stack], zone_data: Json) -> None:
    assert open_paths(stacks, config.parse(zone_data)) == []
    assert schema_findings(stacks) == ""


def test_its_files_lie_in_a_container_of_its_own(core: Stack) -> None:
    workspace = core.one("azurerm_synapse_workspace")
    container = core.one("azurerm_storage_container", name="synapse")
    account = name_of(core, container["storage_account_id"])
    assert account.startswith("stzoneworkspace")
    assert workspace["storage_data_lake_gen2_filesystem_id"] == f"https://{account}.dfs.core.windows.net/synapse"
    assert workspace["depends_on"] == [address_of(core, "azurerm_storage_container", name="synapse")]


def test_its_identity_reaches_that_container_and_nothing_else(core: Stack) -> None:
    assert roles_of(core, "azurerm_synapse_workspace.") == {("Storage Blob Data Contributor", "synapse")}


def test_people_and_the_studio_come_in_through_private_endpoints_alone(core: Stack) -> None:
    endpoints = {
        body["private_service_connection"]["subresource_names"][0]: body
        for body in core.all("azurerm_private_endpoint").values()
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


def test_spark_pools_scale_pause_and_take_no_packages_from_a_session(core: Stack) -> None:
    pool = core.one("azurerm_synapse_spark_pool", name="xl")
    assert pool["auto_scale"] == {"min_node_count": 4, "max_node_count": 20}
    assert pool["auto_pause"] == {"delay_in_minutes": 15}
    assert (pool["node_size_family"], pool["node_size"]) == ("MemoryOptimized", "XLarge")
    assert pool["dynamic_executor_allocation_enabled"] is True
    assert (pool["min_executors"], pool["max_executors"]) == (1, 19)
    assert pool["session_level_packages_enabled"] is False


def test_pools_wait_until_the_workspace_reaches_its_files(core: Stack) -> None:
    (grant,) = [
        f"azurerm_role_assignment.{name}"
        for name, body in core.all("azurerm_role_assignment").items()
        if "azurerm_synapse_workspace." in body["principal_id"]
    ]
    for kind in ("azurerm_synapse_spark_pool", "azurerm_synapse_sql_pool"):
        for body in core.all(kind).values():
            assert body["depends_on"] == [grant]


def test_sql_is_administered_by_the_group(core: Stack, synth: Synth) -> None:
    administrator = core.one("azurerm_synapse_workspace_sql_aad_admin")
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


def test_workspace_and_pools_send_their_logs(core: Stack) -> None:
    sending = {
        body["target_resource_id"].strip("${}").removesuffix(".id")
        for body in core.all("azurerm_monitor_diagnostic_setting").values()
        if body.get("enabled_log")
    }
    for kind in ("azurerm_synapse_workspace", "azurerm_synapse_spark_pool", "azurerm_synapse_sql_pool"):
        assert {f"{kind}.{name}" for name in core.all(kind)} <= sending


def test_the_lake_lets_in_this_workspace_and_no_other(core: Stack, synth: Synth) -> None:
    assert lets_in(core) == {"Microsoft.MachineLearningServices/workspaces/*", f"Microsoft.Synapse/{synapse_of(core)}"}
    theirs = synth(with_synapse(workspace_id=EXISTING, spark_pools=["big"]))["core"]
    assert lets_in(theirs) == {
        "Microsoft.MachineLearningServices/workspaces/*",
        "Microsoft.Synapse/workspaces/synw-theirs",
    }


def lets_in(core: Stack) -> set[str]:
    return {
        rule["endpoint_resource_id"].split("/providers/")[1]
        for account in core.all("azurerm_storage_account").values()
        for rule in account["network_rules"]["private_link_access"]
    }


def synapse_of(core: Stack) -> str:
    return f"workspaces/{core.one('azurerm_synapse_workspace')['name']}"


# A product that is linked to it ----------------------------------------------------------------------------------


def test_the_linked_service_has_an_identity_of_its_own(stacks: dict[str, Stack]) -> None:
    product = stacks["churn-dev"]
    service = product.one("azapi_resource", name="synapse")
    assert service["type"] == "Microsoft.MachineLearningServices/workspaces/linkedServices@2020-09-01-preview"
    assert service["parent_id"].startswith("${azurerm_machine_learning_workspace.")
    assert service["identity"] == [{"type": "SystemAssigned"}]
    assert service["body"]["properties"]["linkType"] == "Synapse"
    assert service["body"]["properties"]["linkedServiceResourceId"].endswith(synapse_of(stacks["core"]))
    assert service["response_export_values"] == ["identity.principalId"]
    output = product.document["output"]["synapse_linked_service_principal_id"]["value"]
    assert output.endswith(".output.identity.principalId}")


def test_a_product_may_do_without_the_linked_service(stacks: dict[str, Stack]) -> None:
    product = stacks["fraud-watch-dev"]
    assert not [body for body in product.all("azapi_resource").values() if "linkedServices" in body["type"]]
    assert product.one("azurerm_machine_learning_synapse_spark")
    assert "synapse_linked_service_principal_id" not in product.document["output"]


def test_all_pools_are_attached_or_those_that_the_product_names(stacks: dict[str, Stack]) -> None:
    attached = {
        name: {
            body["name"]: body["synapse_spark_pool_id"].rsplit("/", 1)[1]
            for body in stacks[name].all("azurerm_machine_learning_synapse_spark").values()
        }
        for name in ("churn-dev", "churn-prod", "fraud-watch-dev")
    }
    everything = {"small": "small", "spark-xl": "xl"}
    assert attached == {"churn-dev": everything, "churn-prod": everything, "fraud-watch-dev": {"spark-xl": "xl"}}


def test_attached_pools_act_with_the_products_identity_and_wait_for_its_grants(stacks: dict[str, Stack]) -> None:
    for product in (stacks["churn-dev"], stacks["churn-prod"], stacks["fraud-watch-dev"]):
        identity = spark_identity(product)
        grants = {
            f"azurerm_role_assignment.{name}"
            for name, body in product.all("azurerm_role_assignment").items()
            if f"{identity}." in body["principal_id"]
        }
        assert grants
        for body in product.all("azurerm_machine_learning_synapse_spark").values():
            assert body["local_auth_enabled"] is False
            assert body["identity"] == {"type": "UserAssigned", "identity_ids": [f"${{{identity}.id}}"]}
            assert grants < set(body["depends_on"])
            (endpoint,) = set(body["depends_on"]) - grants
            assert endpoint.startswith("azurerm_private_endpoint.")
            assert "amlworkspace" in endpoint


def spark_identity(product: Stack) -> str:
    (name,) = [
        name for name, body in product.all("azurerm_user_assigned_identity").items() if body["name"].endswith("synapse")
    ]
    return f"azurerm_user_assigned_identity.{name}"


def test_spark_reads_and_writes_what_the_products_clusters_do_and_no_more(stacks: dict[str, Stack]) -> None:
    reader, contributor = "Storage Blob Data Reader", "Storage Blob Data Contributor"
    for name, lake in {
        "churn-dev": {(reader, "landing"), (reader, "sales"), (contributor, "churn-dev")},
        "churn-prod": {(reader, "landing"), (contributor, "sales"), (contributor, "churn-prod")},
        "fraud-watch-dev": {(reader, "stock"), (contributor, "fraud-watch-dev")},
    }.items():
        product = stacks[name]
        account = product.one("azurerm_storage_account")["name"]
        # Microsoft documents that attached pools need both roles on default storage.
        assert roles_of(product, f"{spark_identity(product)}.") == {
            *lake,
            (contributor, account),
            ("Contributor", account),
        }
        cluster = next(
            key for key, body in product.all("azurerm_user_assigned_identity").items() if body["name"].endswith("-cpu")
        )
        registry = product.one("azurerm_container_registry")["name"]
        jobs = {"AzureML Data Scientist", "Storage Queue Data Contributor", "Storage Table Data Contributor"}
        of_cluster = {
            grant for grant in roles_of(product, f".{cluster}.") if grant[1] != registry and grant[0] not in jobs
        }
        assert of_cluster == {*lake, (contributor, account)}


# What exists on Synapse's data plane alone -----------------------------------------------------------------------


def test_the_data_plane_comes_after_the_products_that_need_it(zone_data: Json) -> None:
    zone = copy.deepcopy(zone_data)
    configuration = config.parse(zone)
    assert configuration.stacks == (
        "bootstrap",
        "core",
        "policy",
        "churn-dev",
        "churn-prod",
        "fraud-watch-dev",
        "data-plane",
    )
    assert configuration.dependencies("data-plane") == ("churn-dev", "churn-prod", "fraud-watch-dev")
    del zone["products"][1]["links"]
    assert config.parse(zone).dependencies("data-plane") == ("churn-dev", "churn-prod")
    for product in zone["products"]:
        product.pop("links", None)
    assert config.parse(zone).dependencies("data-plane") == ("policy",)


def test_there_is_no_data_plane_where_nothing_needs_it(synth: Synth) -> None:
    zone = linked_zone()
    zone["analytics"]["data_factory"] = {}
    assert "data-plane" not in synth(zone)
    zone["analytics"] = {"synapse": {"workspace_id": EXISTING}}
    assert "data-plane" not in config.parse(zone).stacks
    zone["analytics"] = {"synapse": {}}
    assert config.parse(zone).stacks[-1] == "data-plane"
    zone["data_plane"]["enabled"] = False
    assert "data-plane" not in config.parse(zone).stacks


def test_every_readable_account_and_every_workspace_has_an_approved_endpoint(stacks: dict[str, Stack]) -> None:
    accounts = {
        body["tags"]["data-lake-layer"]: body["name"]
        for body in stacks["core"].all("azurerm_storage_account").values()
        if "data-lake-layer" in body["tags"]
    }
    workspaces = [
        stacks[name].one("azurerm_machine_learning_workspace")["name"]
        for name in ("churn-dev", "churn-prod", "fraud-watch-dev")
    ]
    storage = [
        stacks[name].one("azurerm_storage_account")["name"] for name in ("churn-dev", "churn-prod", "fraud-watch-dev")
    ]
    assert managed_endpoints(stacks.values()) == {
        *(
            ("data-plane", accounts[layer], subresource)
            for layer in ("raw", "curated", "workspace")
            for subresource in ("blob", "dfs")
        ),
        *(("data-plane", workspace, "amlworkspace") for workspace in workspaces),
        # Attached pools read code and write output there.
        *(("data-plane", account, subresource) for account in storage for subresource in ("blob", "dfs")),
    }


def test_synapse_reaches_its_own_files_even_without_a_product(synth: Synth) -> None:
    zone = with_synapse()
    zone["products"] = []
    stacks = synth(zone)
    account = next(
        body["name"]
        for body in stacks["core"].all("azurerm_storage_account").values()
        if body["tags"].get("data-lake-layer") == "workspace"
    )
    assert managed_endpoints(stacks.values()) == {("data-plane", account, "blob"), ("data-plane", account, "dfs")}


def test_whoever_runs_jobs_has_a_role_on_the_pool_alone(stacks: dict[str, Stack]) -> None:
    data_plane = stacks["data-plane"]
    assigned = set()
    for body in data_plane.all("azurerm_synapse_role_assignment").values():
        assert "synapse_workspace_id" not in body
        assert body["principal_type"] == "ServicePrincipal"
        pool = body["synapse_spark_pool_id"].rsplit("/bigDataPools/", 1)[1]
        assigned.add((principal(data_plane, body["principal_id"]), pool, body["role_name"]))
    wanted = set()
    for stack, pools in {
        "churn-dev": ["small", "xl"],
        "churn-prod": ["small", "xl"],
        "fraud-watch-dev": ["xl"],
    }.items():
        product = stacks[stack]
        identity = product.all("azurerm_user_assigned_identity")[spark_identity(product).split(".")[1]]["name"]
        workspace = product.one("azurerm_machine_learning_workspace")["name"]
        wanted |= {(identity, pool, "Synapse Administrator") for pool in pools}
        if stack != "fraud-watch-dev":
            wanted |= {(f"{workspace}/synapse", pool, "Apache Spark Administrator") for pool in pools}
    assert assigned == wanted


def principal(stack: Stack, reference: str) -> str:
    """Whose principal a gated data source reads."""
    kind, name, attribute = reference.strip("${}").removeprefix("data.").split(".", 2)
    body = stack.document["data"][kind][name]
    (gate,) = body["depends_on"]
    neighbour = stack.all("terraform_data")[gate.split(".")[1]]["input"]["id"]
    if kind == "azurerm_user_assigned_identity":
        assert attribute == "principal_id"
        assert neighbour.endswith(
            f"/resourceGroups/{body['resource_group_name']}/providers/"
            f"Microsoft.ManagedIdentity/userAssignedIdentities/{body['name']}"
        )
        return str(body["name"])
    assert attribute == "output.identity.principalId"
    assert body["resource_id"] == neighbour
    return "/".join(neighbour.rsplit("/", 3)[i] for i in (1, 3))


def test_the_data_plane_needs_no_neighbour_to_plan(stacks: dict[str, Stack]) -> None:
    text = json.dumps(stacks["data-plane"].document)
    assert "terraform_remote_state" not in text
    assert set(stacks["data-plane"].document["provider"]) == {"azurerm", "azapi"}


# A Synapse that exists already -----------------------------------------------------------------------------------


def test_an_existing_synapse_is_linked_by_its_ids(synth: Synth) -> None:
    zone = with_synapse(workspace_id=EXISTING, spark_pools=["big"])
    stacks = synth(zone)
    assert not [kind for kind, _, _ in stacks["core"].resources() if "synapse" in kind]
    assert not [body for body in stacks["core"].all("azurerm_storage_container").values() if body["name"] == "synapse"]
    product, data_plane = stacks["churn-prod"], stacks["data-plane"]
    assert (
        product.one("azurerm_machine_learning_synapse_spark")["synapse_spark_pool_id"] == f"{EXISTING}/bigDataPools/big"
    )
    assert product.one("azapi_resource", name="synapse")["body"]["properties"]["linkedServiceResourceId"] == EXISTING
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
