"""NAT gateways."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Unpack

from ..engine import azurerm
from ..engine.framework import Construct
from .base import AzureResource, Further, lifecycle
from .kinds import ResourceGroupRef


class PublicIp(AzureResource, azurerm.public_ip.PublicIp):
    """A static public address that only outbound traffic uses."""

    def __init__(
        self,
        scope: Construct,
        id_: str,
        *,
        name: str,
        resource_group: ResourceGroupRef,
        tags: Mapping[str, str] | None = None,
        **further: Unpack[Further],
    ) -> None:
        """A static public address that only outbound traffic uses.

        Args:
            name: 1 to 80 characters.
            resource_group: where it lies.
            tags: default none.
        """
        super().__init__(
            scope,
            id_,
            further=further,
            name=name,
            location=resource_group.location,
            resource_group_name=resource_group.name,
            allocation_method="Static",
            sku="Standard",
            tags=tags,
        )


class NatGateway(AzureResource, azurerm.nat_gateway.NatGateway):
    """A NAT gateway with one public address: traffic leaves, nothing comes in."""

    def __init__(
        self,
        scope: Construct,
        id_: str,
        *,
        name: str,
        public_ip_name: str,
        resource_group: ResourceGroupRef,
        tags: Mapping[str, str] | None = None,
        **further: Unpack[Further],
    ) -> None:
        """A NAT gateway with one public address: traffic leaves, nothing comes in.

        Args:
            name: 1 to 80 characters.
            public_ip_name: name of its address.
            resource_group: where it lies.
            tags: default none.
        """
        super().__init__(
            scope,
            id_,
            further=further,
            name=name,
            location=resource_group.location,
            resource_group_name=resource_group.name,
            sku_name="Standard",
            # Subnets name it, and let go of it before it is destroyed.
            lifecycle=lifecycle(create_before_destroy=True),
            tags=tags,
        )
        self.public_ip: PublicIp = PublicIp(
            self, "PublicIp", name=public_ip_name, resource_group=resource_group, tags=tags
        )
        azurerm.nat_gateway_public_ip_association.NatGatewayPublicIpAssociation(
            self, "Address", nat_gateway_id=self.id, public_ip_address_id=self.public_ip.id
        )
