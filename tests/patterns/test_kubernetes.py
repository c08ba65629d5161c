"""The Kubernetes cluster of the landing zone, and clusters that products attach."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from azure_data_landing_zone import config
from azure_data_landing_zone.paths.evaluation import evaluate
from azure_data_landing_zone.paths.model import Topic
from azure_data_landing_zone.paths.requests import requested
from azure_data_landing_zone.testing import Synthesized
from kubernetes_support import ADMINISTRATORS, SUBSCRIPTION, assignments_by_role, attached_compute, kubernetes_zone
from paths_support import documents
from support import Json, Stack, open_paths, schema_findings

Synth = Callable[[Json], dict[str, Stack]]
HUB = "/subscriptions/99999999-9999-9999-9999-999999999999/resourceGroups/rg-hub"
NETWORK = f"{SUBSCRIPTION}/resourceGroups/rg-net/providers/Microsoft.Network/virtualNetworks/vnet"
ZONE = "privatelink.westeurope.azmk8s.io"


def test_the_cluster_is_private_and_opened_by_entra_id_alone(kubernetes_stacks: dict[str, Stack]) -> None:
    cluster = kubernetes_stacks["core"].one("azurerm_kubernetes_cluster")
    expected = {
        "private_cluster_enabled": True,
        "private_cluster_public_fqdn_enabled": False,
        "local_account_disabled": True,
        "role_based_access_control_enabled": True,
        "run_command_enabled": False,
        "oidc_issuer_enabled": True,
        "workload_identity_enabled": True,
        "azure_policy_enabled": True,
        "image_cleaner_enabled": True,
        "automatic_upgrade_channel": "stable",
        "sku_tier": "Standard",
        "node_resource_group": "rg-zone-kubernetes-nodes-weu-001",
        "lifecycle": {"prevent_destroy": True},
    }
    assert {name: cluster[name] for name in expected} == expected
    assert cluster["azure_active_directory_role_based_access_control"] == {
        "tenant_id": "11111111-1111-1111-1111-111111111111",
        "azure_rbac_enabled": True,
        "admin_group_object_ids": [ADMINISTRATORS],
    }


def test_the_audit_log_has_no_reads_and_tables_of_its_own(kubernetes_stacks: dict[str, Stack]) -> None:
    core = kubernetes_stacks["core"]
    (name,) = core.all("azurerm_kubernetes_cluster")
    target = f"${{azurerm_kubernetes_cluster.{name}.id}}"
    setting = core.one("azurerm_monitor_diagnostic_setting", target_resource_id=target)
    categories = {log.get("category") for log in setting["enabled_log"]}
    assert {"kube-audit-admin", "guard", "kube-apiserver"} <= categories
    assert not {None, "kube-audit"} & categories
    assert setting["log_analytics_destination_type"] == "Dedicated"
    assert "lifecycle" not in setting


@pytest.mark.parametrize(("scoring", "replicated"), [((1, 5), False), ((2, 5), True), ((3, 3), True)])
def test_three_routers_run_only_where_three_nodes_are_always_on(
    synth: Synth, scoring: tuple[int, int], replicated: bool
) -> None:
    """Each router needs a node of its own, so three of them would keep three nodes on."""
    least, most = scoring
    pools = {"scoring": {"min_nodes": least, "max_nodes": most}, "gpu": {"max_nodes": 9}}
    certificate = {"host": "scoring.contoso.com", "certificate_in_place": True}
    data = kubernetes_zone({"administrators": [ADMINISTRATORS], "user_pools": pools, "scoring": certificate})
    del data["products"][0]["inference"]
    extension = synth(data)["core"].one("azurerm_kubernetes_cluster_extension")
    assert extension["configuration_settings"]["inferenceRouterHA"] == str(replicated)


def test_traffic_leaves_through_the_firewall_and_pods_take_no_address_of_the_subnet(
    kubernetes_stacks: dict[str, Stack],
) -> None:
    profile = kubernetes_stacks["core"].one("azurerm_kubernetes_cluster")["network_profile"]
    assert profile["outbound_type"] == "userDefinedRouting"
    assert (profile["network_plugin"], profile["network_plugin_mode"]) == ("azure", "overlay")
    assert profile["network_policy"] == profile["network_data_plane"] == "cilium"
    assert (profile["service_cidr"], profile["dns_service_ip"]) == ("172.21.0.0/20", "172.21.0.10")


def test_the_subnets_group_lets_nodes_and_pods_reach_pods(kubernetes_stacks: dict[str, Stack]) -> None:
    """An overlay network is not encapsulated, and the group ends with a rule that denies all, in both directions."""
    core, pods, nodes = kubernetes_stacks["core"], "172.20.0.0/16", "10.40.8.0/22"
    group = core.one("azurerm_network_security_group", name="nsg-zone-network-weu-001-scoring")
    assert {
        (rule["direction"], rule["access"], rule["source_address_prefix"], rule["protocol"])
        for rule in group["security_rule"]
        if rule["destination_address_prefix"] == pods
    } == {(way, "Allow", source, "*") for way in ("Inbound", "Outbound") for source in (nodes, pods)}
    assert all(rule["priority"] < 4096 for rule in group["security_rule"] if rule["access"] == "Allow")
    priorities = [(rule["direction"], rule["priority"]) for rule in group["security_rule"]]
    assert len(set(priorities)) == len(priorities)
    for other in core.all("azurerm_network_security_group").values():
        if other["name"] != group["name"]:
            assert pods not in str(other)


def test_the_pools_scale_in_the_scoring_subnet(kubernetes_stacks: dict[str, Stack]) -> None:
    core = kubernetes_stacks["core"]
    cluster = core.one("azurerm_kubernetes_cluster")
    system = cluster["default_node_pool"]
    assert system["only_critical_addons_enabled"] is True
    pools = core.all("azurerm_kubernetes_cluster_node_pool").values()
    assert {(pool["name"], pool["vm_size"], pool["max_count"]) for pool in pools} == {
        ("scoring", "Standard_D4s_v5", 3),
        ("gpu", "Standard_NC4as_T4_v3", 2),
    }
    for pool in (system, *pools):
        assert "subnet-scoring" in pool["vnet_subnet_id"]
        assert pool["auto_scaling_enabled"] is True
        assert pool["node_public_ip_enabled"] is False
        assert pool["temporary_name_for_rotation"] == f"{pool['name']}tmp"
        assert pool["upgrade_settings"] == {"max_surge": "10%"}


def test_the_cluster_waits_for_what_its_identity_needs_and_for_its_way_out(kubernetes_stacks: dict[str, Stack]) -> None:
    core = kubernetes_stacks["core"]
    granted = assignments_by_role(core, "-kubernetes")
    assert {(role, scope.split(".")[0]) for role, scope in granted} == {
        ("Network Contributor", "${azurerm_virtual_network"),
        ("Network Contributor", "${azurerm_route_table"),
        ("Private DNS Zone Contributor", "${azurerm_private_dns_zone"),
    }
    waits = set(core.one("azurerm_kubernetes_cluster")["depends_on"])
    assert set(granted.values()) <= waits
    assert "network_subnet-scoring" in core.one("azurerm_kubernetes_cluster")["default_node_pool"]["vnet_subnet_id"]
    assert any("virtual_network_link.dns_privatelinkwesteuropeazmk8sio" in address for address in waits)


def test_the_api_is_found_in_the_zone_of_the_owner_of_dns(synth: Synth, kubernetes_stacks: dict[str, Stack]) -> None:
    core = kubernetes_stacks["core"]
    core.one("azurerm_private_dns_zone", name=ZONE)
    cluster = core.one("azurerm_kubernetes_cluster")
    assert cluster["private_dns_zone_id"].endswith(
        f"/rg-zone-dns-weu-001/providers/Microsoft.Network/privateDnsZones/{ZONE}"
    )
    assert cluster["dns_prefix_private_cluster"].startswith("zone-")
    assert "dns_prefix" not in cluster

    hub = kubernetes_zone(observability={"private_link_scope": "none"})
    hub["network"]["dns"] = {"owner": "hub", "resource_group_id": HUB}
    of_hub = synth(hub)["core"]
    zone_id = f"{HUB}/providers/Microsoft.Network/privateDnsZones/{ZONE}"
    assert of_hub.one("azurerm_kubernetes_cluster")["private_dns_zone_id"] == zone_id
    assert ("Private DNS Zone Contributor", zone_id) in assignments_by_role(of_hub, "-kubernetes")

    policy = kubernetes_zone(observability={"private_link_scope": "none"})
    policy["network"]["dns"] = {"owner": "policy"}
    by_aks = synth(policy)["core"]
    cluster = by_aks.one("azurerm_kubernetes_cluster")
    assert cluster["private_dns_zone_id"] == "System"
    assert cluster["dns_prefix"].startswith("zone-")
    assert "dns_prefix_private_cluster" not in cluster
    assert {(role, scope.split(".")[0]) for role, scope in assignments_by_role(by_aks, "-kubernetes")} == {
        ("Network Contributor", "${azapi_resource"),
        ("Network Contributor", "${azurerm_route_table"),
    }


def test_models_are_served_by_tls_on_a_private_address(kubernetes_stacks: dict[str, Stack]) -> None:
    core = kubernetes_stacks["core"]
    extension = core.one("azurerm_kubernetes_cluster_extension")
    (cluster,) = core.all("azurerm_kubernetes_cluster")
    cluster_id, made = f"${{azurerm_kubernetes_cluster.{cluster}.id}}", core.one("azurerm_kubernetes_cluster")
    assert extension["extension_type"] == "Microsoft.AzureML.Kubernetes"
    assert extension["configuration_settings"] == {
        "enableTraining": "False",
        "enableInference": "True",
        "inferenceRouterHA": "True",
        "inferenceRouterServiceType": "LoadBalancer",
        "internalLoadBalancerProvider": "azure",
        "allowInsecureConnections": "False",
        "sslSecret": "scoring-tls",
        "sslCname": "scoring.contoso.com",
        # What Microsoft's command line makes of those, and adds.
        "scoringFe.sslSecret": "scoring-tls",
        "scoringFe.serviceType.internalLoadBalancer": "true",
        "cluster_name": cluster_id,
        "clusterId": cluster_id,
        "prometheus.prometheusSpec.externalLabels.cluster_name": cluster_id,
        "cluster_name_friendly": made["name"],
        "domain": f"{made['location']}.cloudapp.azure.com",
        "location": made["location"],
        "jobSchedulerLocation": made["location"],
        "relayserver.enabled": "false",
        "servicebus.enabled": "false",
        "nginxIngress.enabled": "true",
    }
    pools = {f"azurerm_kubernetes_cluster_node_pool.{n}" for n in core.all("azurerm_kubernetes_cluster_node_pool")}
    assert set(extension["depends_on"]) == pools


def test_cluster_then_certificate_then_extension(synth: Synth) -> None:
    scoring = {"host": "scoring.contoso.com", "certificate_in_place": False}
    data = kubernetes_zone({"administrators": [ADMINISTRATORS], "scoring": scoring})
    first = synth(data)
    assert first["core"].all("azurerm_kubernetes_cluster")
    assert not first["core"].all("azurerm_kubernetes_cluster_extension")
    assert not [body for body in first["churn-dev"].all("azapi_resource").values() if "/computes@" in body["type"]]
    assert "does not attach the cluster yet" in warnings(data)["products.churn.inference.kubernetes"]

    scoring["certificate_in_place"] = True
    second = synth(data)
    assert second["core"].all("azurerm_kubernetes_cluster_extension")
    assert attached_compute(second["churn-dev"])
    assert not warnings(data)

    del scoring["certificate_in_place"]
    assert (
        "set false and apply core to create the cluster"
        in warnings(data)["analytics.kubernetes.scoring.certificate_in_place"]
    )


def warnings(data: Json) -> dict[str, str]:
    return {problem.path: problem.message for problem in config.parse(data).warnings}


def test_before_there_is_a_certificate_the_extension_is_left_out(synth: Synth) -> None:
    data = kubernetes_zone({"administrators": [ADMINISTRATORS], "user_pools": {"scoring": {"max_nodes": 2}}})
    del data["products"][0]["inference"]
    assert not synth(data)["core"].all("azurerm_kubernetes_cluster_extension")
    data["analytics"]["kubernetes"]["scoring"] = {"host": "scoring.contoso.com"}
    settings = synth(data)["core"].one("azurerm_kubernetes_cluster_extension")["configuration_settings"]
    assert settings["inferenceRouterHA"] == "False"
    assert settings["clusterPurpose"] == "DevTest"


def test_the_owner_of_the_firewall_is_asked_for_the_hosts_of_a_cluster(kubernetes_stacks: Synthesized) -> None:
    core = kubernetes_stacks["core"]
    found = evaluate(kubernetes_stacks.configuration, documents(kubernetes_stacks))
    asked = {one.request.destination: one.request for one in requested(found) if one.request.topic is Topic.FIREWALL}
    for host in ("packages.microsoft.com", "westeurope.dp.kubernetesconfiguration.azure.com"):
        assert (asked[host].origin, asked[host].ports) == ("10.40.8.0/22", "TCP 443")
    group = core.one("azurerm_network_security_group", name="nsg-zone-network-weu-001-scoring")
    (rule,) = [r for r in group["security_rule"] if r["destination_address_prefix"] == "Internet"]
    assert rule["destination_port_range"] == "443"


def test_nothing_makes_a_cluster_out_of_a_workspace(kubernetes_stacks: dict[str, Stack]) -> None:
    for stack in kubernetes_stacks.values():
        assert not stack.all("azurerm_machine_learning_inference_cluster")
        assert '"AKS"' not in json.dumps([body.get("body") for body in stack.all("azapi_resource").values()])


def test_nothing_is_open_or_unknown_and_the_schemas_agree(kubernetes_stacks: dict[str, Stack]) -> None:
    assert open_paths(kubernetes_stacks, config.parse(kubernetes_zone())) == []
    assert schema_findings(kubernetes_stacks) == ""


@pytest.mark.parametrize(
    ("outbound", "told"), [("firewall", "userDefinedRouting"), ("nat_gateway", "userAssignedNATGateway")]
)
def test_in_a_network_that_exists_the_way_out_is_said(synth: Synth, outbound: str, told: str) -> None:
    data = kubernetes_zone(
        {"administrators": [ADMINISTRATORS], "outbound": outbound}, observability={"private_link_scope": "none"}
    )
    del data["products"][0]["inference"]
    data["network"] = {
        "virtual_network_id": NETWORK,
        "subnets": {purpose: f"{NETWORK}/subnets/{purpose}" for purpose in ("endpoints", "training", "scoring")},
        "dns": {"owner": "policy"},
    }
    core = synth(data)["core"]
    cluster = core.one("azurerm_kubernetes_cluster")
    assert cluster["network_profile"]["outbound_type"] == told
    assert cluster["default_node_pool"]["vnet_subnet_id"] == f"{NETWORK}/subnets/scoring"
    assert set(assignments_by_role(core, "-kubernetes")) == {("Network Contributor", f"{NETWORK}/subnets/scoring")}
