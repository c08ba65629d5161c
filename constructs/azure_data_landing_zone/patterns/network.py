"""The network of a landing zone."""

from __future__ import annotations

from collections.abc import Mapping

from ..azure.ids import ResourceId
from ..azure.security_rules import out_of_the_way, security_rules
from ..config.layout.core import CoreLayout
from ..config.layout.places import delegation
from ..config.models.network import CreatedNetwork, OutboundFirewall, OutboundNatGateway
from ..engine import moves, references
from ..engine.framework import Construct
from ..resources import (
    FirewallRules,
    LogAnalyticsWorkspaceRef,
    NatGateway,
    NetworkSecurityGroup,
    ResourceGroupRef,
    RouteTable,
    StorageEndpointPolicy,
    Subnet,
    VirtualNetwork,
)
from .azapi import provide_azapi
from .base import Pattern
from .diagnostics import send_diagnostics
from .hub import HubConnection
from .outbound import firewall_rules, ports_to_firewall

#: Resources that tied a subnet to its group, routes and gateway until it was written with them: id and type.
_ASSOCIATIONS = (
    ("SecurityGroup", "azurerm_subnet_network_security_group_association"),
    ("RouteTable", "azurerm_subnet_route_table_association"),
    ("NatGateway", "azurerm_subnet_nat_gateway_association"),
)


class LandingZoneNetwork(Pattern):
    """A virtual network with its subnets, a security group for each, a route table, the way out and the hub.

    Attributes:
        virtual_network: the network.
        subnets: its subnets by purpose.
        route_table: where their traffic goes.
    """

    def __init__(
        self,
        scope: Construct,
        id_: str,
        *,
        config: CreatedNetwork,
        core: CoreLayout,
        resource_group: ResourceGroupRef,
        log_analytics_workspace: LogAnalyticsWorkspaceRef,
        prevent_destroy: bool,
        tags: Mapping[str, str],
    ) -> None:
        """A virtual network with its subnets, a security group for each, a route table, the way out and the hub.

        Args:
            config: the network.
            core: names and ids.
            resource_group: where it lies.
            log_analytics_workspace: takes its logs.
            prevent_destroy: whether Terraform refuses to destroy the network.
            tags: of every resource.
        """
        super().__init__(scope, id_)
        provide_azapi(self, core)
        self.virtual_network: VirtualNetwork = VirtualNetwork(
            self,
            "virtual-network",
            name=core.virtual_network_id.name,
            resource_group=resource_group,
            address_space=config.address_space,
            dns_servers=config.dns_servers,
            prevent_destroy=prevent_destroy,
            tags=tags,
        )
        send_diagnostics(self.virtual_network, "Microsoft.Network/virtualNetworks", log_analytics_workspace)
        outbound = config.outbound
        self.route_table: RouteTable = RouteTable(
            self,
            "route-table",
            name=core.network_companion("route_table", ""),
            resource_group=resource_group,
            firewall_ip=outbound.firewall_ip if isinstance(outbound, OutboundFirewall) else None,
            tags=tags,
        )
        nat_gateway = None
        if isinstance(outbound, OutboundNatGateway):
            nat_gateway = NatGateway(
                self,
                "nat-gateway",
                name=core.network_companion("nat_gateway", ""),
                public_ip_name=core.network_companion("public_ip", "outbound"),
                resource_group=resource_group,
                tags=tags,
            )
            send_diagnostics(nat_gateway.public_ip, "Microsoft.Network/publicIPAddresses", log_analytics_workspace)
        storage_policy = None
        if config.storage_policy:
            storage_policy = StorageEndpointPolicy(
                self,
                "storage-policy",
                name=core.network_companion("service_endpoint_policy", "storage"),
                resource_group=resource_group,
                accounts=[core.subscription.id],
                tags=tags,
            )
        self.subnets: dict[str, Subnet] = {}
        for purpose, place in core.subnets.items():
            delegated = delegation(config, purpose)
            rules = security_rules(
                core.reached(purpose),
                network=[*config.address_space, *(config.hub.ranges if config.hub else ())],
                dns_servers=config.dns_servers,
                host_ports=ports_to_firewall(core, purpose),
                cluster=core.overlay_cluster(purpose),
            )
            group = NetworkSecurityGroup(
                self,
                f"security-group-{purpose}",
                name=core.network_companion("network_security_group", purpose),
                resource_group=resource_group,
                rules=[out_of_the_way(rule) for rule in rules] if delegated else rules,
                shared=bool(delegated),
                tags=tags,
            )
            send_diagnostics(group, "Microsoft.Network/networkSecurityGroups", log_analytics_workspace)
            self.subnets[purpose] = Subnet(
                self,
                f"subnet-{purpose}",
                name=place.id.name,
                virtual_network=self.virtual_network,
                address_prefix=place.address_prefix,
                network_security_group=group,
                route_table=self.route_table,
                nat_gateway=nat_gateway,
                delegated_to=delegated or None,
                storage_policy=storage_policy if core.purpose(purpose) == "training" else None,
            )
        self._take_over_subnets()
        if isinstance(outbound, OutboundFirewall) and outbound.firewall_policy is not None:
            FirewallRules(
                self,
                "firewall-rules",
                name=core.shared_names.hub_firewall_rules,
                firewall_policy=ResourceId.parse(outbound.firewall_policy.id),
                priority=outbound.firewall_policy.priority,
                rules=firewall_rules(core),
            )
        if config.hub is not None:
            HubConnection(
                self,
                "hub",
                config=config.hub,
                core=core,
                resource_group=resource_group,
                virtual_network=self.virtual_network,
                address_space=config.address_space,
                subnets=list(self.subnets.values()),
            )

    def _take_over_subnets(self) -> None:
        """Keeps subnets that were made by azurerm, whose groups and routes were resources of their own.

        Those are forgotten, not destroyed: to destroy one is to take its group away from the subnet.
        """
        stack = references.stack_of(self)
        paths = [path for purpose in self.subnets if (path := references.path_below(self, f"subnet-{purpose}"))]
        names = [references.logical_id(path) for path in paths]
        moves.move(stack, {f"azurerm_subnet.{name}": f"azapi_resource.{name}" for name in names})
        moves.forget(
            stack,
            [f"{type_}.{references.logical_id((*path, id_))}" for path in paths for id_, type_ in _ASSOCIATIONS],
        )
