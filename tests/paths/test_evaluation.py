"""Paths of our apps: everything works, and nothing works that is undone."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import pytest

from azure_data_landing_zone.azure.paths import needs
from azure_data_landing_zone.paths.evaluation import evaluate
from azure_data_landing_zone.paths.model import Outcome, Topic
from azure_data_landing_zone.paths.requests import requested
from azure_data_landing_zone.testing import Synthesized
from kubernetes_support import kubernetes_zone
from network_support import DNS_OWNERS, HUB, HUB_NETWORK, outbound_through_firewall, with_managed_network
from paths_support import documents, failing, lacking, without, without_rule
from support import APPS, Json

Apps = Callable[[str], Synthesized]
Synth = Callable[[Any], Synthesized]

FIREWALL_POLICY = f"{HUB}/providers/Microsoft.Network/firewallPolicies/afwp-hub"
#: Rows that need a setting that no app has.
ELSEWHERE = {
    "cluster-workspace-reader",
    "compute-feeds",
    "compute-monitor-public",
    "compute-outside-files",
    "compute-telemetry",
    "endpoint-telemetry",
    "models-telemetry",
    "nodes-monitor",
    "person-own-databricks-sign-in",
    "runtime-monitor",
    "spark-linked-service",
}
ROLE = r"azurerm_role_assignment\."


@pytest.mark.parametrize("app", APPS)
def test_no_app_lacks_anything(app_stacks: Apps, app: str) -> None:
    stacks = app_stacks(app)
    assert [
        (path.stack, path.actor, path.target, step.text)
        for path in failing(stacks.configuration, documents(stacks))
        for step in path.steps
        if step.outcome is Outcome.LACKS
    ] == []


@pytest.mark.parametrize(
    ("finding", "pattern", "expected"),
    [
        ("B2 endpoints", r"data-plane azurerm_synapse_managed_private_endpoint\.synapse_churn-dev_storage.*", ("churn-dev", "spark-default-storage")),
        ("B2 approvals", r"data-plane azapi_update_resource\.synapse_churn-dev_storage.*", ("churn-dev", "spark-default-storage")),
        ("B2 role", rf"churn-dev {ROLE}synapse_identity_storage-account-contributor.*", ("churn-dev", "spark-default-storage-contributor")),
        ("B3 queues", rf"churn-dev {ROLE}ml_identity-cpu.*queue.*", ("churn-dev", "batch-queues")),
        ("B3 tables", rf"churn-dev {ROLE}ml_identity-cpu.*table.*", ("churn-dev", "batch-tables")),
        ("B9", rf"churn-prod {ROLE}ml_2+-.*storage-file.*", ("churn-prod", "person-files")),
        ("B10", rf"churn-dev {ROLE}ml_identity_storage-account-file-reader.*", ("churn-dev", "workspace-blob-endpoint")),
        ("B11", rf"access {ROLE}.*subnet-training.*", ("churn-dev", "creator-subnet")),
        ("B11 network", rf"access {ROLE}.*network-joiner.*", ("churn-dev", "creator-network")),
        ("G11", rf"churn-dev {ROLE}ml_identity-gpu_workspace-.*", ("churn-dev", "cluster-workspace-role")),
        ("H8 files", rf"churn-prod {ROLE}shipping_identity_storage-account.*", ("churn-prod", "ship-files")),
        ("H8 identity", rf"churn-prod {ROLE}shipping_identity_endpoint-identity.*", ("churn-prod", "ship-identity")),
        ("H8 metrics", rf"churn-dev {ROLE}ml_endpoint_identity_workspace.*", ("churn-dev", "endpoint-metrics")),
        ("H8 studio", rf"churn-dev {ROLE}ml_.*studio-deployer.*", ("churn-dev", "deployer-group")),
        ("endpoint", r"churn-dev azurerm_private_endpoint\.ml_key-vault.*", ("churn-dev", "compute-key-vault")),
        ("zone", r"core azurerm_private_dns_zone\.dns_privatelinkvaultcore.*", ("churn-dev", "compute-key-vault")),
        ("API", r"core azurerm_private_dns_zone\.dns_.*azmk8s.*", ("core", "person-kubernetes")),
        ("shipping", r"churn-dev azurerm_private_endpoint\.ml_workspace.*", ("churn-dev", "ship-workspace")),
        ("route", r"core azurerm_route_table\..*", ("core", "nodes-services")),
        ("peering", r"core azurerm_virtual_network_peering\..*", ("core", "nodes-services")),
        ("firewall", r"core azurerm_firewall_policy_rule_collection_group\..*", ("churn-dev", "compute-services")),
        ("factory", r"churn-dev azurerm_data_factory_managed_private_endpoint.*workspace.*", ("churn-dev", "factory-workspace")),
        ("registry assets", r"core azurerm_private_endpoint\.machine-learning-registry.*blob.*", ("core", "person-model-registry")),
    ],
)  # fmt: skip
def test_what_is_undone_lacks(app_stacks: Apps, finding: str, pattern: str, expected: tuple[str, str]) -> None:
    stacks = app_stacks("contoso")
    assert expected in lacking(stacks.configuration, without(documents(stacks), pattern), expected[0]), finding


@pytest.mark.parametrize(
    ("finding", "group", "rules", "expected"),
    [
        ("A1", "scoring", ("AllowNodesToPodsInbound",), ("core", "nodes-pods")),
        ("A1", "scoring", ("AllowPodsToPodsOutbound",), ("core", "nodes-pods")),
        ("B7", "databricks_private", ("AllowEntraIdOutbound",), ("core", "databricks-services")),
        (
            "B7",
            "maintenance_hosts",
            ("AllowResourceManagerOutbound",),
            ("maintenance-prod", "databricks-resource-manager"),
        ),
        ("inbound", "endpoints", ("AllowVirtualNetworkInbound",), ("churn-dev", "person-workspace")),
        ("DNS servers", "training", ("AllowDnsOutbound",), ("churn-dev", "compute-key-vault")),
        ("nodes", "training", ("AllowVirtualNetworkInbound",), ("churn-dev", "cluster-nodes")),
        ("workers", "databricks_public", ("AllowVirtualNetworkInbound",), ("core", "databricks-nodes")),
        ("runtimes", "integration", ("AllowVirtualNetworkInbound",), ("core", "runtime-nodes")),
        ("runtimes", "integration", ("AllowNetworkOutbound",), ("churn-dev", "runtime-key-vault")),
        ("probes", "scoring", ("AllowLoadBalancerInbound",), ("core", "nodes-probes")),
        ("runner", "runners", ("AllowResourceManagerOutbound",), ("core", "runner-services")),
    ],
)
def test_a_removed_security_rule_lacks(
    app_stacks: Apps, finding: str, group: str, rules: tuple[str, ...], expected: tuple[str, str]
) -> None:
    stacks = app_stacks("contoso")
    undone = without_rule(documents(stacks), group, *rules)
    assert expected in lacking(stacks.configuration, undone, expected[0]), finding


def test_dns_servers_forward_every_public_zone_of_a_private_zone(app_stacks: Apps) -> None:
    stacks = app_stacks("contoso")
    found = requested(evaluate(stacks.configuration, documents(stacks)))
    forwarded = {one.request.what for one in found if one.request.topic is Topic.FORWARDER}
    vault = {"forwarder for vault.azure.net", "forwarder for vaultcore.azure.net"}
    workspace = {
        f"forwarder for {zone}" for zone in ("api.azureml.ms", "instances.azureml.ms", "inference.ml.azure.com")
    }
    assert {*vault, *workspace, "forwarder for blob.core.windows.net"} <= forwarded


def test_a_registry_that_may_not_copy_models_lacks(app_stacks: Apps) -> None:
    """H10."""
    stacks = app_stacks("contoso")
    made = copy.deepcopy(documents(stacks)["churn-dev"])
    (account,) = made["resource"]["azurerm_storage_account"].values()
    rules = account["network_rules"]["private_link_access"]
    account["network_rules"]["private_link_access"] = [
        rule for rule in rules if "registries" not in rule["endpoint_resource_id"]
    ]
    assert ("churn-dev", "registry-default-storage") in lacking(
        stacks.configuration, {**documents(stacks), "churn-dev": made}
    )


@pytest.fixture(scope="module")
def others(synth: Synth) -> Synthesized:
    """A landing zone with the settings that no app has."""
    data = kubernetes_zone()
    data["network"] |= {
        "outbound": outbound_through_firewall(firewall_policy={"id": FIREWALL_POLICY}, hosts=["feed.contoso.com"]),
        "subnets": {
            "scoring": {},
            "integration": {},
            "hosts": {"address_prefix": "10.40.14.0/26", "delegation": "Microsoft.Databricks/workspaces"},
            "pods": {"address_prefix": "10.40.14.64/26", "delegation": "Microsoft.Databricks/workspaces"},
        },
    }
    data["observability"] = {"private_link_scope": "none"}
    synapse = f"{HUB}/providers/Microsoft.Synapse/workspaces/synw"
    data["network"]["dns"] = {"owner": "landing_zone", "also_for": ["databricks_ui_api"]}
    data["analytics"] |= {
        "synapse": {"workspace_id": synapse, "spark_pools": ["small"]},
        "data_factory": {"self_hosted_runtimes": ["office"]},
    }
    data["data_lake"]["workspace"] = {"containers": "per_product"}
    data["data_plane"] = {"enabled": True}
    data["groups"] = {"data_scientists": "22222222-2222-2222-2222-222222222222"}
    share = f"{HUB}/providers/Microsoft.Storage/storageAccounts/stshare/fileServices/default/shares/old"
    data["products"][0] |= {
        "workspace": {"application_insights_local_authentication": False},
        "compute": {"job_role": "reader"},
        "connections": {"packages": {"python_feed": "https://feed.contoso.com/simple/"}},
        "links": {
            "synapse": {"linked_service": True},
            "databricks": {"own": {"public_subnet": "hosts", "private_subnet": "pods", "browser_authentication": True}},
        },
    }
    data["products"][0]["data"]["file_shares"] = {"old": {"file_share_id": share}}
    return synth(data)


def test_settings_that_no_app_has_lack_nothing(others: Synthesized) -> None:
    stacks = documents(others)
    assert lacking(others.configuration, stacks) == set()
    assert {path.need.key for path in evaluate(others.configuration, stacks)} >= ELSEWHERE


@pytest.mark.parametrize(
    ("pattern", "rows"),
    [
        # B4
        (r".*metrics-publisher.*", {"compute-telemetry", "endpoint-telemetry", "models-telemetry"}),
        (r".*ml_identity-cpu_workspace-reader.*", {"cluster-workspace-reader"}),
        (r".*synapse_churn-dev_linked-service-.*", {"spark-linked-service"}),
        (r".*Endpoint-browser.*", {"person-own-databricks-sign-in"}),
    ],
)
def test_a_removed_resource_of_such_a_setting_lacks(others: Synthesized, pattern: str, rows: set[str]) -> None:
    undone = without(documents(others), pattern)
    assert {row for _, row in lacking(others.configuration, undone)} == rows


def test_azure_monitor_without_a_private_link_scope_needs_its_tag(others: Synthesized) -> None:
    core = copy.deepcopy(documents(others)["core"])
    (group,) = core["resource"]["azurerm_firewall_policy_rule_collection_group"].values()
    for collection in group["network_rule_collection"]:
        collection["rule"] = [rule for rule in collection["rule"] if rule["name"] != "monitor"]
    assert {row for _, row in lacking(others.configuration, {**documents(others), "core": core})} == {
        "compute-monitor-public",
        "nodes-monitor",
        "runtime-monitor",
    }


def test_a_feed_that_no_rule_allows_lacks(others: Synthesized) -> None:
    core = copy.deepcopy(documents(others)["core"])
    (group,) = core["resource"]["azurerm_firewall_policy_rule_collection_group"].values()
    for collection in group["application_rule_collection"]:
        collection["rule"] = [rule for rule in collection["rule"] if rule["name"] != "own-hosts"]
    assert {row for _, row in lacking(others.configuration, {**documents(others), "core": core})} == {
        "compute-feeds",
        "compute-own-hosts",
    }


def test_endpoints_of_a_lake_of_others_are_read_or_asked_for(app_stacks: Apps) -> None:
    """H16."""
    stacks = app_stacks("existing-core")
    asked = {one.request for one in requested(evaluate(stacks.configuration, documents(stacks)))}
    readers = [one.destination for one in asked if one.topic is Topic.ROLE and one.what == "Reader"]
    assert [one.rpartition("/")[2] for one in readers] == ["stdatawork"] * len(readers)
    assert readers
    undone = without(documents(stacks), rf"returns-prod {ROLE}.*lake-curated-blob-reader.*")
    assert lacking(stacks.configuration, undone) == {("returns-prod", "workspace-lake-endpoints")}


def test_a_managed_network_without_an_endpoint_to_the_lake_lacks(app_stacks: Apps) -> None:
    stacks = app_stacks("managed-network")
    undone = without(documents(stacks), r"pricing-prod .*outbound_rule_private_endpoint\..*lake-curated-dfs.*")
    (path,) = [one for one in failing(stacks.configuration, undone) if one.actor_kind == "compute_cluster"]
    (step,) = [step for step in path.steps if step.outcome is Outcome.LACKS]
    assert step.text == "the managed network has no private endpoint to dfs of curated/claims"
    assert step.setting == ("product", "workspace", "isolation")


def test_a_host_that_a_managed_network_does_not_allow_lacks(app_stacks: Apps) -> None:
    stacks = app_stacks("managed-network")
    undone = without(documents(stacks), r"pricing-dev .*outbound_rule_fqdn\..*packages-contoso.*")
    assert lacking(stacks.configuration, undone) == {("pricing-dev", "compute-own-hosts")}


def test_a_firewall_of_others_is_theirs_and_nothing_is_unknown(synth: Synth, zone: Json) -> None:
    zone["network"]["outbound"] = outbound_through_firewall(allow=["azure_artifacts"], hosts=["packages.contoso.com"])
    zone["network"]["hub"] = {"virtual_network_id": HUB_NETWORK}
    stacks = synth(zone)
    found = evaluate(stacks.configuration, documents(stacks))
    assert {path.outcome for path in found} == {Outcome.WORKS, Outcome.THEIRS}
    rules = {one.request for one in requested(found) if one.request.topic is Topic.FIREWALL}
    told = {(rule.origin, rule.destination, rule.ports) for rule in rules}
    assert ("10.40.2.0/23", "BatchNodeManagement.westeurope", "any 443") in told
    assert ("10.40.2.0/23", "*.dev.azure.com", "TCP 443") in told
    assert ("10.40.2.0/23", "packages.contoso.com", "TCP 443") in told
    peerings = [one.request for one in requested(found) if one.request.topic is Topic.PEERING]
    assert [(one.origin, one.destination) for one in peerings] == [("vnet-hub", "vnet-zone-network-weu-001")]


def test_no_way_out_lacks(synth: Synth, zone: Json) -> None:
    zone["network"]["outbound"] = {"through": "nat_gateway"}
    stacks = synth(zone)
    undone = copy.deepcopy(documents(stacks)["core"])
    for body in undone["resource"]["azapi_resource"].values():
        if "natGateway" in body.get("body", {}).get("properties", {}):
            body["body"]["properties"]["natGateway"] = "${null}"
    found = failing(stacks.configuration, {**documents(stacks), "core": undone})
    assert {path.need.key for path in found} == {"compute-services", "compute-studio"}
    assert found[0].steps[0].remedy == "set network.outbound.through to firewall or nat_gateway"


@pytest.mark.parametrize("owner", DNS_OWNERS)
@pytest.mark.parametrize("cloud", ["public", "usgovernment", "china"])
def test_nothing_lacks_in_any_cloud_mode_or_ownership_of_dns(synth: Synth, zone: Json, owner: str, cloud: str) -> None:
    unknown = {"registry": ["privatelink.azurecr.cn"], "azuremonitor": ["privatelink.monitor.azure.cn"]}
    with_managed_network(zone)
    del zone["observability"]
    managed = zone["products"][0]
    managed["environments"] = ["dev"]
    internet = {**copy.deepcopy(managed), "name": "open"}
    internet["workspace"]["isolation"]["outbound"] = "allow_internet_outbound"
    customer = {key: value for key, value in managed.items() if key != "workspace"} | {"name": "own"}
    zone["products"] = [managed, internet, customer]
    zone["cloud"] = cloud
    zone["location"] = {"public": "westeurope", "usgovernment": "usgovvirginia", "china": "chinaeast2"}[cloud]
    dns = {**DNS_OWNERS[owner]}
    if cloud == "china" and owner != "policy":
        dns["zone_names"] = unknown
    zone["network"] |= {"dns": dns, "outbound": {"through": "nat_gateway"}, "hub": {"virtual_network_id": HUB_NETWORK}}
    zone["observability"] = {"private_link_scope": "none"}
    stacks = synth(zone)
    found = evaluate(stacks.configuration, documents(stacks))
    assert [(path.stack, path.need.key) for path in found if path.outcome in (Outcome.LACKS, Outcome.UNKNOWN)] == []
    topics = {one.request.topic for one in requested(found)}
    expected = {"landing_zone": Topic.LINK, "hub": Topic.ZONE, "policy": Topic.RECORD}
    assert expected[owner] in topics
    assert not (set(expected.values()) - {expected[owner], Topic.LINK}) & topics


def test_every_row_is_used_by_an_app_or_by_the_settings_that_no_app_has(app_stacks: Apps) -> None:
    used = {
        path.need.key for app in APPS for path in evaluate(app_stacks(app).configuration, documents(app_stacks(app)))
    }
    assert {need.key for need in needs()} - used == ELSEWHERE


def test_runners_reach_an_existing_state_account_by_an_endpoint_of_its_owner(
    synth: Synth, zone_with_pipelines: Json
) -> None:
    account = f"{HUB}/providers/Microsoft.Storage/storageAccounts/stterraform"
    state = {"backend": "azurerm", "storage_account_id": account}
    zone_with_pipelines["network"]["subnets"] = {"runners": {"address_prefix": "10.40.15.0/26"}}

    def found(manage: list[str]) -> dict[str, set[Outcome]]:
        stacks = synth({**zone_with_pipelines, "state": {**state, "manage": manage}})
        paths = evaluate(stacks.configuration, documents(stacks))
        return {
            row: {step.outcome for path in paths if path.need.key == row for step in path.steps}
            for row in ("runner-state", "plan-state", "apply-state")
        }

    stacks = synth({**zone_with_pipelines, "state": state})
    asked = requested(evaluate(stacks.configuration, documents(stacks)))
    assert [one.request.what for one in asked if one.request.topic is Topic.ENDPOINT] == [
        "private endpoint of Terraform state in stterraform (blob)"
    ]
    assigned = found(["containers", "role_assignments"])
    assert Outcome.LACKS not in assigned["runner-state"]
    assert Outcome.THEIRS in assigned["runner-state"]
    assert assigned["plan-state"] == assigned["apply-state"] == {Outcome.WORKS}
    asked_for = found(["containers"])
    assert asked_for["plan-state"] == asked_for["apply-state"] == {Outcome.THEIRS}
