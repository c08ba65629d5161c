"""Kubernetes clusters."""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, Unpack

from ..azure.skus import ClusterTier
from ..engine import azurerm
from ..engine.framework import Construct, ITerraformDependable, set_later_arguments
from .base import AzureResource, Further, Kept, check_scale, dependencies, lifecycle
from .kinds import (
    AddressRange,
    IdentityRef,
    KubernetesClusterRef,
    MachineLearningWorkspaceRef,
    ResourceGroupRef,
    SubnetRef,
)

#: The share of a pool's nodes that is added while nodes are upgraded.
SURGE = "10%"


@dataclass(frozen=True)
class Nodes:
    """A pool of nodes that scales by itself.

    Attributes:
        name: 1 to 12 lower-case letters and digits.
        rotation_name: name of the pool that stands in while this one is made anew.
        vm_size: size of a node.
        min_nodes: nodes that are always on.
        max_nodes: nodes at full scale.
    """

    name: str
    rotation_name: str
    vm_size: str
    min_nodes: int
    max_nodes: int


class KubernetesCluster(AzureResource, azurerm.kubernetes_cluster.KubernetesCluster):
    """A private Kubernetes cluster: people and services sign in with Entra ID, and nothing else opens it."""

    def __init__(
        self,
        scope: Construct,
        id_: str,
        *,
        name: str,
        resource_group: ResourceGroupRef,
        node_resource_group_name: str,
        dns_name: str,
        tenant_id: str,
        administrators: Sequence[str],
        identity: IdentityRef,
        subnet: SubnetRef,
        outbound: Literal["userDefinedRouting", "userAssignedNATGateway"],
        pod_range: AddressRange,
        service_range: AddressRange,
        system_pool: Nodes,
        sku_tier: ClusterTier,
        private_dns_zone: str | None = None,
        prevent_destroy: bool = False,
        depends_on: Sequence[ITerraformDependable] = (),
        tags: Mapping[str, str] | None = None,
        **further: Unpack[Kept],
    ) -> None:
        """A private Kubernetes cluster: people and services sign in with Entra ID, and nothing else opens it.

        Pods have addresses of an overlay network, which takes none of the subnet. Nodes of the system pool run the
        cluster's own services only. Disks of nodes are encrypted by the platform; encryption at the host as well needs
        a feature that somebody registers in the subscription, and is left out.

        Args:
            name: 1 to 63 letters, digits, dashes and underscores.
            resource_group: where it lies.
            node_resource_group_name: the resource group that AKS makes and keeps for itself; cannot be changed.
            dns_name: what the name of its API begins with; cannot be changed.
            private_dns_zone: the zone that resolves its API, by id. Default None: AKS makes one.
            tenant_id: the Entra tenant.
            administrators: object ids of the groups that administer it.
            identity: its user-assigned identity.
            subnet: where its nodes lie.
            outbound: `userDefinedRouting` or `userAssignedNATGateway`; either exists in the subnet already.
            pod_range: addresses of pods.
            service_range: addresses of services; the tenth is that of its DNS.
            system_pool: nodes of its own services.
            sku_tier: Free, Standard or Premium.
            prevent_destroy: whether Terraform refuses to destroy it. Default false.
            depends_on: what must exist first: the grants of its identity, and the way out of its subnet. Default none.
            tags: default none.
        """
        check_scale(type(self), scope, id_, min_nodes=system_pool.min_nodes, max_nodes=system_pool.max_nodes)
        cluster = azurerm.kubernetes_cluster
        super().__init__(
            scope,
            id_,
            further=further,
            name=name,
            location=resource_group.location,
            resource_group_name=resource_group.name,
            node_resource_group=node_resource_group_name,
            sku_tier=sku_tier,
            # The provider takes the one for a zone of ours and the other one for a zone of AKS.
            dns_prefix=dns_name if private_dns_zone is None else None,
            dns_prefix_private_cluster=None if private_dns_zone is None else dns_name,
            private_cluster_enabled=True,
            private_cluster_public_fqdn_enabled=False,
            private_dns_zone_id="System" if private_dns_zone is None else private_dns_zone,
            role_based_access_control_enabled=True,
            local_account_disabled=True,
            azure_active_directory_role_based_access_control=(
                cluster.KubernetesClusterAzureActiveDirectoryRoleBasedAccessControl(
                    tenant_id=tenant_id, azure_rbac_enabled=True, admin_group_object_ids=list(administrators)
                )
            ),
            run_command_enabled=False,
            oidc_issuer_enabled=True,
            workload_identity_enabled=True,
            azure_policy_enabled=True,
            http_application_routing_enabled=False,
            automatic_upgrade_channel="stable",
            node_os_upgrade_channel="NodeImage",
            image_cleaner_enabled=True,
            image_cleaner_interval_hours=48,
            key_vault_secrets_provider=cluster.KubernetesClusterKeyVaultSecretsProvider(
                secret_rotation_enabled=True,
                secret_rotation_interval="2m",  # noqa: S106  (how often, not a secret)
            ),
            identity=cluster.KubernetesClusterIdentity(type="UserAssigned", identity_ids=[identity.id]),
            network_profile=cluster.KubernetesClusterNetworkProfile(
                network_plugin="azure",
                network_plugin_mode="overlay",
                network_data_plane="cilium",
                network_policy="cilium",
                load_balancer_sku="standard",
                outbound_type=outbound,
                pod_cidr=pod_range,
                service_cidr=service_range,
                dns_service_ip=str(ipaddress.IPv4Network(service_range)[10]),
            ),
            default_node_pool=cluster.KubernetesClusterDefaultNodePool(
                name=system_pool.name,
                temporary_name_for_rotation=system_pool.rotation_name,
                vm_size=system_pool.vm_size,
                auto_scaling_enabled=True,
                min_count=system_pool.min_nodes,
                max_count=system_pool.max_nodes,
                only_critical_addons_enabled=True,
                node_public_ip_enabled=False,
                vnet_subnet_id=subnet.id,
                upgrade_settings=cluster.KubernetesClusterDefaultNodePoolUpgradeSettings(max_surge=SURGE),
                tags=tags,
            ),
            lifecycle=lifecycle(prevent_destroy=prevent_destroy),
            depends_on=dependencies(depends_on),
            tags=tags,
        )
        # Azure's own default, which azurerm 5 requires to be given.
        set_later_arguments(
            self,
            "azurerm_kubernetes_cluster",
            {"node_provisioning_profile": [{"mode": "Manual", "default_node_pools": "Auto"}]},
        )


class KubernetesNodePool(
    AzureResource,
    azurerm.kubernetes_cluster_node_pool.KubernetesClusterNodePool,
):
    """A pool of nodes for what people run in a cluster."""

    def __init__(
        self,
        scope: Construct,
        id_: str,
        *,
        cluster: KubernetesClusterRef,
        nodes: Nodes,
        subnet: SubnetRef,
        tags: Mapping[str, str] | None = None,
        **further: Unpack[Further],
    ) -> None:
        """A pool of nodes for what people run in a cluster.

        Args:
            cluster: the cluster.
            nodes: the pool.
            subnet: where its nodes lie.
            tags: default none.
        """
        pool = azurerm.kubernetes_cluster_node_pool
        check_scale(type(self), scope, id_, min_nodes=nodes.min_nodes, max_nodes=nodes.max_nodes)
        super().__init__(
            scope,
            id_,
            further=further,
            name=nodes.name,
            kubernetes_cluster_id=cluster.id,
            temporary_name_for_rotation=nodes.rotation_name,
            mode="User",
            vm_size=nodes.vm_size,
            auto_scaling_enabled=True,
            min_count=nodes.min_nodes,
            max_count=nodes.max_nodes,
            node_public_ip_enabled=False,
            vnet_subnet_id=subnet.id,
            upgrade_settings=pool.KubernetesClusterNodePoolUpgradeSettings(max_surge=SURGE),
            tags=tags,
        )


class MachineLearningExtension(
    AzureResource,
    azurerm.kubernetes_cluster_extension.KubernetesClusterExtension,
):
    """The Machine Learning extension of a cluster, for inference: endpoints answer by TLS on a private address."""

    def __init__(
        self,
        scope: Construct,
        id_: str,
        *,
        cluster: KubernetesClusterRef,
        cluster_name: str,
        location: str,
        host: str,
        certificate: str,
        replicated: bool,
        depends_on: Sequence[ITerraformDependable] = (),
        **further: Unpack[Kept],
    ) -> None:
        """The Machine Learning extension of a cluster, for inference: endpoints answer by TLS on a private address.

        It gets what people type and what `az k8s-extension create` makes of it and adds for AKS; the service knows only
        the latter. Source: Azure/azure-cli-extensions, k8s-extension, partner_extensions/AzureMLKubernetes.py, read
        2026-11-26. Unconfirmed: which of the added settings the service needs, and whether it adds others, which a
        later plan would show as removed.

        Args:
            cluster: the cluster.
            cluster_name: its name.
            location: its region.
            host: host name that the certificate is for.
            certificate: name of the Kubernetes secret in the namespace `azureml` that holds certificate and key.
            replicated: whether three routers share the work, for which there must be room on three nodes.
            depends_on: what must exist first: nodes that it runs on. Default none.
        """
        super().__init__(
            scope,
            id_,
            further=further,
            name="azureml",
            cluster_id=cluster.id,
            extension_type="Microsoft.AzureML.Kubernetes",
            release_train="stable",
            release_namespace="azureml",
            configuration_settings={
                "enableTraining": "False",
                "enableInference": "True",
                "inferenceRouterHA": str(replicated),
                "inferenceRouterServiceType": "LoadBalancer",
                "internalLoadBalancerProvider": "azure",
                "allowInsecureConnections": "False",
                "sslSecret": certificate,
                "sslCname": host,
                "scoringFe.sslSecret": certificate,
                "scoringFe.serviceType.internalLoadBalancer": "true",
                "cluster_name": cluster.id,
                "clusterId": cluster.id,
                "prometheus.prometheusSpec.externalLabels.cluster_name": cluster.id,
                "cluster_name_friendly": cluster_name,
                "domain": f"{location}.cloudapp.azure.com",
                "location": location,
                "jobSchedulerLocation": location,
                "relayserver.enabled": "false",
                "servicebus.enabled": "false",
                "nginxIngress.enabled": "true",
                # As on a cluster of fewer than three nodes, where the routing of requests is not shared either.
                **({} if replicated else {"clusterPurpose": "DevTest"}),
            },
            depends_on=dependencies(depends_on),
        )


class TrustedAccess(
    AzureResource,
    azurerm.kubernetes_cluster_trusted_access_role_binding.KubernetesClusterTrustedAccessRoleBinding,
):
    """The trusted access of a Machine Learning workspace to a cluster without local accounts."""

    def __init__(
        self,
        scope: Construct,
        id_: str,
        *,
        name: str,
        cluster: KubernetesClusterRef,
        workspace: MachineLearningWorkspaceRef,
        **further: Unpack[Further],
    ) -> None:
        """The trusted access of a Machine Learning workspace to a cluster without local accounts.

        Args:
            name: 1 to 24 letters, digits and dashes.
            cluster: the cluster.
            workspace: the workspace.
        """
        super().__init__(
            scope,
            id_,
            further=further,
            name=name,
            kubernetes_cluster_id=cluster.id,
            source_resource_id=workspace.id,
            roles=["Microsoft.MachineLearningServices/workspaces/mlworkload"],
        )
