"""Kubernetes clusters that Azure Machine Learning deploys to."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from azure_data_landing_zone.resources import (
    KubernetesCluster,
    KubernetesNodePool,
    MachineLearningExtension,
    Nodes,
    TrustedAccess,
)
from resource_support import (
    CLUSTER,
    GROUP,
    IDENTITY,
    MACHINE_LEARNING,
    OBJECT,
    SUBNET,
    TENANT,
    Built,
    assert_lies_in_group,
    assert_sets,
)

NODES = Nodes("system", "systemtmp", "Standard_D4s_v5", 1, 3)


def cluster(private_dns_zone: str | None = None) -> Callable[[Any], object]:
    return lambda scope: KubernetesCluster(
        scope,
        "cluster",
        name="aks",
        resource_group=GROUP,
        node_resource_group_name="rg-nodes",
        dns_name="aks-dns",
        tenant_id=TENANT,
        administrators=[OBJECT],
        identity=IDENTITY,
        subnet=SUBNET,
        outbound="userDefinedRouting",
        pod_range="192.168.0.0/16",
        service_range="172.16.0.0/16",
        system_pool=NODES,
        sku_tier="Standard",
        private_dns_zone=private_dns_zone,
        prevent_destroy=True,
    )


def test_sets_a_private_cluster_without_local_accounts(built: Built) -> None:
    body = built(cluster()).one("azurerm_kubernetes_cluster")
    assert_lies_in_group(body, "aks")
    assert_sets(
        body,
        node_resource_group="rg-nodes",
        sku_tier="Standard",
        node_provisioning_profile=[{"mode": "Manual", "default_node_pools": "Auto"}],
        private_cluster_enabled=True,
        private_cluster_public_fqdn_enabled=False,
        private_dns_zone_id="System",
        dns_prefix="aks-dns",
        dns_prefix_private_cluster=None,
        role_based_access_control_enabled=True,
        local_account_disabled=True,
        run_command_enabled=False,
        oidc_issuer_enabled=True,
        workload_identity_enabled=True,
        azure_policy_enabled=True,
        http_application_routing_enabled=False,
        automatic_upgrade_channel="stable",
        node_os_upgrade_channel="NodeImage",
        image_cleaner_enabled=True,
        image_cleaner_interval_hours=48,
        key_vault_secrets_provider={"secret_rotation_enabled": True, "secret_rotation_interval": "2m"},
        azure_active_directory_role_based_access_control={
            "admin_group_object_ids": [OBJECT],
            "azure_rbac_enabled": True,
            "tenant_id": TENANT,
        },
        identity={"type": "UserAssigned", "identity_ids": [IDENTITY.id]},
        lifecycle={"prevent_destroy": True},
    )


def test_sets_the_network_of_a_cluster(built: Built) -> None:
    body = built(cluster()).one("azurerm_kubernetes_cluster")
    assert body["network_profile"] == {
        "dns_service_ip": "172.16.0.10",
        "load_balancer_sku": "standard",
        "network_data_plane": "cilium",
        "network_plugin": "azure",
        "network_plugin_mode": "overlay",
        "network_policy": "cilium",
        "outbound_type": "userDefinedRouting",
        "pod_cidr": "192.168.0.0/16",
        "service_cidr": "172.16.0.0/16",
    }
    assert_sets(
        body["default_node_pool"],
        name="system",
        vm_size="Standard_D4s_v5",
        min_count=1,
        max_count=3,
        auto_scaling_enabled=True,
        only_critical_addons_enabled=True,
        node_public_ip_enabled=False,
        vnet_subnet_id=SUBNET.id,
        temporary_name_for_rotation="systemtmp",
        upgrade_settings={"max_surge": "10%"},
    )


def test_sets_the_zone_of_a_cluster_that_lies_elsewhere(built: Built) -> None:
    body = built(cluster("/zones/privatelink")).one("azurerm_kubernetes_cluster")
    assert_sets(body, private_dns_zone_id="/zones/privatelink", dns_prefix=None, dns_prefix_private_cluster="aks-dns")


def test_sets_a_pool_without_public_addresses(built: Built) -> None:
    body = built(lambda scope: KubernetesNodePool(scope, "pool", cluster=CLUSTER, nodes=NODES, subnet=SUBNET)).one(
        "azurerm_kubernetes_cluster_node_pool"
    )
    assert_sets(
        body,
        name="system",
        kubernetes_cluster_id=CLUSTER.id,
        vm_size="Standard_D4s_v5",
        mode="User",
        auto_scaling_enabled=True,
        min_count=1,
        max_count=3,
        node_public_ip_enabled=False,
        vnet_subnet_id=SUBNET.id,
        temporary_name_for_rotation="systemtmp",
        upgrade_settings={"max_surge": "10%"},
    )


@pytest.mark.parametrize("replicated", [True, False])
def test_sets_an_extension_that_serves_over_tls_inside_the_network(built: Built, replicated: bool) -> None:
    body = built(
        lambda scope: MachineLearningExtension(
            scope,
            "extension",
            cluster=CLUSTER,
            cluster_name="aks",
            location="westeurope",
            host="scores.example.org",
            certificate="tls",
            replicated=replicated,
        )
    ).one("azurerm_kubernetes_cluster_extension")
    assert_sets(
        body,
        name="azureml",
        cluster_id=CLUSTER.id,
        extension_type="Microsoft.AzureML.Kubernetes",
        release_train="stable",
        release_namespace="azureml",
    )
    settings = {
        "enableTraining": "False",
        "enableInference": "True",
        "inferenceRouterServiceType": "LoadBalancer",
        "internalLoadBalancerProvider": "azure",
        "allowInsecureConnections": "False",
        "sslSecret": "tls",
        "scoringFe.sslSecret": "tls",
        "sslCname": "scores.example.org",
        **dict.fromkeys(("clusterId", "cluster_name"), CLUSTER.id),
        "prometheus.prometheusSpec.externalLabels.cluster_name": CLUSTER.id,
        "cluster_name_friendly": "aks",
        "domain": "westeurope.cloudapp.azure.com",
        **dict.fromkeys(("location", "jobSchedulerLocation"), "westeurope"),
        "nginxIngress.enabled": "true",
        "scoringFe.serviceType.internalLoadBalancer": "true",
        "relayserver.enabled": "false",
        "servicebus.enabled": "false",
        "inferenceRouterHA": str(replicated),
        "clusterPurpose": None if replicated else "DevTest",
    }
    assert_sets(body["configuration_settings"], **settings)


def test_sets_the_one_role_of_trusted_access(built: Built) -> None:
    body = built(
        lambda scope: TrustedAccess(scope, "trust", name="mlw", cluster=CLUSTER, workspace=MACHINE_LEARNING)
    ).one("azurerm_kubernetes_cluster_trusted_access_role_binding")
    assert_sets(
        body,
        name="mlw",
        kubernetes_cluster_id=CLUSTER.id,
        source_resource_id=MACHINE_LEARNING.id,
        roles=["Microsoft.MachineLearningServices/workspaces/mlworkload"],
    )
