"""Subnets."""

from __future__ import annotations

from ..azure.subnets import delegated_actions
from ..engine import azurerm
from ..engine.framework import Construct, ITerraformDependable
from .base import AzureResource, Identified, ResourceGroupRef
from .virtual_network import VirtualNetwork


class SubnetSecurityGroup(
    AzureResource,
    azurerm.subnet_network_security_group_association.SubnetNetworkSecurityGroupAssociation,  # type: ignore[misc]
):
    """That a security group filters a subnet.

    Args:
        subnet: the subnet.
        network_security_group: the group.
    """

    def __init__(self, scope: Construct, id_: str, *, subnet: Identified, network_security_group: Identified) -> None:
        super().__init__(scope, id_, subnet_id=subnet.id, network_security_group_id=network_security_group.id)


class Subnet(AzureResource, azurerm.subnet.Subnet):  # type: ignore[misc]
    """A subnet without Azure's default way out, whose private endpoints obey its security group.

    Args:
        name: 1 to 80 characters.
        resource_group: the network's resource group.
        virtual_network: its network.
        address_prefix: its range.
        network_security_group: filters its traffic.
        route_table: where its traffic goes. Default Azure's routes.
        nat_gateway: where its traffic leaves. Default none.
        delegated_to: the service that the subnet is given to, such as Microsoft.Databricks/workspaces. Default none.
        storage_policy: names the storage accounts that the subnet reaches over its service endpoint, which it then
            has. Default no service endpoint.

    Attributes:
        security_group: that its security group filters it.
        ways_out: that its route table and NAT gateway are in force, which machines that need a way out wait for.
    """

    def __init__(
        self,
        scope: Construct,
        id_: str,
        *,
        name: str,
        resource_group: ResourceGroupRef,
        virtual_network: VirtualNetwork,
        address_prefix: str,
        network_security_group: Identified,
        route_table: Identified | None = None,
        nat_gateway: Identified | None = None,
        delegated_to: str | None = None,
        storage_policy: Identified | None = None,
    ) -> None:
        subnet = azurerm.subnet
        super().__init__(
            scope,
            id_,
            name=name,
            resource_group_name=resource_group.name,
            virtual_network_name=virtual_network.name,
            address_prefixes=[address_prefix],
            default_outbound_access_enabled=False,
            private_endpoint_network_policies="Enabled",
            delegation=None
            if delegated_to is None
            else [
                subnet.SubnetDelegation(
                    name=delegated_to,
                    service_delegation=subnet.SubnetDelegationServiceDelegation(
                        name=delegated_to, actions=list(delegated_actions(delegated_to))
                    ),
                )
            ],
            service_endpoints=None if storage_policy is None else ["Microsoft.Storage"],
            service_endpoint_policy_ids=None if storage_policy is None else [storage_policy.id],
        )
        self.security_group = SubnetSecurityGroup(
            self, "SecurityGroup", subnet=self, network_security_group=network_security_group
        )
        self.ways_out: list[ITerraformDependable] = []
        if route_table is not None:
            self.ways_out.append(
                azurerm.subnet_route_table_association.SubnetRouteTableAssociation(
                    self, "RouteTable", subnet_id=self.id, route_table_id=route_table.id
                )
            )
        if nat_gateway is not None:
            self.ways_out.append(
                azurerm.subnet_nat_gateway_association.SubnetNatGatewayAssociation(
                    self, "NatGateway", subnet_id=self.id, nat_gateway_id=nat_gateway.id
                )
            )
