"""The Kubernetes cluster of a landing zone, for inference."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from ..azure.ids import ResourceId
from ..azure.names import stable_suffix
from ..config.layout.core import CoreLayout
from ..config.layout.places import KUBERNETES_SUBNET
from ..config.models.analytics import SYSTEM_POOL, CreatedKubernetes, NodePool, rotation_name
from ..engine.framework import Construct, ITerraformDependable
from ..resources import (
    Identified,
    KubernetesCluster,
    KubernetesNodePool,
    LogAnalyticsWorkspaceRef,
    MachineLearningExtension,
    Nodes,
    PrivateDnsZone,
    ResourceGroupRef,
    SubnetRef,
    UserAssignedIdentity,
)
from .base import Pattern
from .diagnostics import send_diagnostics
from .grants import grant, grant_id
from .network import LandingZoneNetwork
from .private_dns import PrivateDns
from .services import CoreServices, Service

#: The routers of a replicated extension; each needs a node of its own, so the cluster never has fewer.
_ROUTERS = 3


class LandingZoneKubernetes(Pattern):
    """A private cluster in the network, behind its way out, which products attach to their workspaces.

    Attributes:
        cluster: the cluster.
        identity: its identity.
    """

    def __init__(
        self,
        scope: Construct,
        id_: str,
        *,
        config: CreatedKubernetes,
        core: CoreLayout,
        resource_group: ResourceGroupRef,
        network: LandingZoneNetwork | None,
        dns: PrivateDns | None,
        log_analytics_workspace: LogAnalyticsWorkspaceRef,
        prevent_destroy: bool,
        tags: Mapping[str, str],
    ) -> None:
        """A private cluster in the network, behind its way out, which products attach to their workspaces.

        Args:
            config: the cluster.
            core: names and ids.
            resource_group: where it lies.
            network: the network, if the landing zone makes it.
            dns: the private DNS zones, if the landing zone makes them.
            log_analytics_workspace: takes its logs.
            prevent_destroy: whether Terraform refuses to destroy the cluster.
            tags: of every resource.
        """
        super().__init__(scope, id_)
        cluster_id = core.kubernetes_cluster_id
        if cluster_id is None:
            raise ValueError("the configuration has no Kubernetes cluster")
        zone = core.landing_zone
        self.identity: UserAssignedIdentity = UserAssignedIdentity(
            self, "identity", name=core.kubernetes_identity.name, resource_group=resource_group, tags=tags
        )
        grants = [
            grant(
                self.identity,
                grant_id(role, where),
                role=role,
                at=at,
                target=target,
                subscription_id=zone.subscription_id,
                principal="core/kubernetes_identity",
                principal_id=self.identity.principal_id,
            )
            for where, role, at, target in self._needs(core, network, dns)
        ]
        needs: list[ITerraformDependable] = [*grants]
        if dns is not None and (zone_of_api := _ours(core, dns)) is not None:
            # AKS looks for its own link, and would race with ours.
            needs += zone_of_api.links
        subnet: SubnetRef = (
            core.subnets[KUBERNETES_SUBNET].id if network is None else network.subnets[KUBERNETES_SUBNET]
        )
        self.cluster: KubernetesCluster = KubernetesCluster(
            self,
            "cluster",
            name=cluster_id.name,
            resource_group=resource_group,
            node_resource_group_name=core.kubernetes_node_group.name,
            dns_name=f"{zone.name}-{stable_suffix(zone.subscription_id, zone.name, 'kubernetes')}",
            private_dns_zone=core.kubernetes_zone_id or None,
            tenant_id=zone.tenant_id,
            administrators=config.administrators,
            identity=self.identity,
            subnet=subnet,
            outbound=_outbound(config, network),
            pod_range=config.pod_range,
            service_range=config.service_range,
            system_pool=_nodes(SYSTEM_POOL, config.system_pool),
            sku_tier=config.sku_tier,
            prevent_destroy=prevent_destroy,
            depends_on=needs,
            tags=tags,
        )
        send_diagnostics(self.cluster, "Microsoft.ContainerService/managedClusters", log_analytics_workspace)
        pools = [
            KubernetesNodePool(
                self, f"pool-{name}", cluster=self.cluster, nodes=_nodes(name, pool), subnet=subnet, tags=tags
            )
            for name, pool in sorted(config.user_pools.items())
        ]
        if config.scoring is not None and config.has_extension:
            MachineLearningExtension(
                self,
                "machine-learning",
                cluster=self.cluster,
                cluster_name=cluster_id.name,
                location=resource_group.location,
                host=config.scoring.host,
                certificate=config.scoring.certificate,
                replicated=sum(pool.min_nodes for pool in config.user_pools.values()) >= _ROUTERS,
                depends_on=pools,
            )

    @staticmethod
    def _needs(
        core: CoreLayout, network: LandingZoneNetwork | None, dns: PrivateDns | None
    ) -> list[tuple[str, str, ResourceId, Identified]]:
        """Roles of the cluster's identity in the network: to place nodes, and to register names."""
        subnet = core.subnets[KUBERNETES_SUBNET].id
        needs: list[tuple[str, str, ResourceId, Identified]] = []
        if core.kubernetes_zone_id:
            # AKS links the zone to the network itself, for which Microsoft asks for this role on the network.
            zone = ResourceId.parse(core.kubernetes_zone_id)
            ours = _ours(core, dns)
            needs += [
                (
                    "virtual-network",
                    "Network Contributor",
                    core.virtual_network_id,
                    core.virtual_network_id if network is None else network.virtual_network,
                ),
                ("private-dns-zone", "Private DNS Zone Contributor", zone, zone if ours is None else ours),
            ]
        else:
            needs.append(
                (
                    "subnet",
                    "Network Contributor",
                    subnet,
                    subnet if network is None else network.subnets[KUBERNETES_SUBNET],
                )
            )
        if network is not None:
            table = core.network_group.id.resource(
                "Microsoft.Network/routeTables", core.network_companion("route_table", "")
            )
            needs.append(("route-table", "Network Contributor", table, network.route_table))
        return needs


def _ours(core: CoreLayout, dns: PrivateDns | None) -> PrivateDnsZone | None:
    """The zone of the cluster's API, if it is made here."""
    if dns is None:
        return None
    return next((zone for name, zone in dns.zones.items() if core.zone_id(name) == core.kubernetes_zone_id), None)


def _nodes(name: str, pool: NodePool) -> Nodes:
    return Nodes(name, rotation_name(name), pool.vm_size, pool.min_nodes, pool.max_nodes)


def _outbound(
    config: CreatedKubernetes, network: LandingZoneNetwork | None
) -> Literal["userDefinedRouting", "userAssignedNATGateway"]:
    """How the cluster is told that traffic leaves; a network of ours has a firewall then, as the checks see to."""
    by_gateway = network is None and config.outbound == "nat_gateway"
    return "userAssignedNATGateway" if by_gateway else "userDefinedRouting"


def create_service(scope: Construct, services: CoreServices) -> Service:
    """Creates the Kubernetes cluster in the core stack."""
    kubernetes = LandingZoneKubernetes(
        scope,
        "kubernetes",
        config=services.created(CreatedKubernetes),
        core=services.core,
        resource_group=services.resource_group,
        network=services.network,
        dns=services.dns,
        log_analytics_workspace=services.log_analytics_workspace,
        prevent_destroy=services.prevent_destroy,
        tags=services.tags,
    )
    return Service(pattern=kubernetes, watched={"kubernetes_cluster": kubernetes.cluster})
