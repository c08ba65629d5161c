"""Subnets."""

from __future__ import annotations

from typing import Unpack

from ..azure.json_values import Json
from ..engine.azapi import AzapiResource
from ..engine.framework import Construct
from ..engine.literals import reference
from .base import Further
from .kinds import (
    AddressRange,
    Identified,
    NatGatewayRef,
    NetworkSecurityGroupRef,
    RouteTableRef,
    StorageEndpointPolicyRef,
    VirtualNetworkRef,
)

#: Errors of a network that another request is changing. azapi repeats a request by itself after status 429 only, and
#: these come with 409 as well: Azure/terraform-provider-azapi#503, hashicorp/terraform#7986, read 2026-11-26.
BUSY = ("AnotherOperationInProgress", "ReferencedResourceNotProvisioned")


class Subnet(AzapiResource):
    """A subnet without Azure's default way out, whose private endpoints obey its security group."""

    def __init__(
        self,
        scope: Construct,
        id_: str,
        *,
        name: str,
        virtual_network: VirtualNetworkRef,
        address_prefix: AddressRange,
        network_security_group: NetworkSecurityGroupRef,
        route_table: RouteTableRef | None = None,
        nat_gateway: NatGatewayRef | None = None,
        delegated_to: str | None = None,
        storage_policy: StorageEndpointPolicyRef | None = None,
        **further: Unpack[Further],
    ) -> None:
        """A subnet without Azure's default way out, whose private endpoints obey its security group.

        It is written with its security group, routes, NAT gateway and delegation in one request, so that a policy that
        wants them never sees it without, and nothing starts in it before they are in force. One subnet of a network is
        written at a time. Its stack needs the azapi provider.

        Args:
            name: 1 to 80 characters.
            virtual_network: its network.
            address_prefix: its range.
            network_security_group: filters its traffic.
            route_table: where its traffic goes. Default Azure's routes.
            nat_gateway: where its traffic leaves. Default none.
            delegated_to: the service that the subnet is given to, such as Microsoft.Databricks/workspaces. Default
                none.
            storage_policy: names the storage accounts that the subnet reaches over its service endpoint, which it then
                has. Default no service endpoint.
        """
        properties: dict[str, Json] = {
            # Azure returns a single range under the name that it was written with; azurerm writes this one.
            "addressPrefix": address_prefix,
            "networkSecurityGroup": {"id": network_security_group.id},
            "routeTable": _attached(route_table),
            "natGateway": _attached(nat_gateway),
            "defaultOutboundAccess": False,
            "privateEndpointNetworkPolicies": "Enabled",
            "privateLinkServiceNetworkPolicies": "Enabled",
            "delegations": []
            if delegated_to is None
            else [{"name": delegated_to, "properties": {"serviceName": delegated_to}}],
            "serviceEndpoints": [] if storage_policy is None else [{"service": "Microsoft.Storage"}],
            "serviceEndpointPolicies": [] if storage_policy is None else [{"id": storage_policy.id}],
        }
        super().__init__(
            scope,
            id_,
            type_="Microsoft.Network/virtualNetworks/subnets",
            name=name,
            parent_id=virtual_network.id,
            body={"properties": properties},
            locks=[virtual_network.id],
            retried=BUSY,
            # By default azapi keeps all that is read-only, such as the endpoints in the subnet, which others add
            # while it is changed; Terraform would take that for an error of the provider.
            response_export_values=["id"],
            **further,
        )


def _attached(resource: Identified | None) -> Json:
    """The attachments of a subnet; null detaches a former one.

    azapi takes a property that a body leaves out for unchanged, and the framework leaves out null.
    """
    return reference("null") if resource is None else {"id": resource.id}
