"""Route tables."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Unpack

from ..engine import azurerm
from ..engine.framework import Construct
from .base import AzureResource, Further
from .kinds import ResourceGroupRef


class RouteTable(AzureResource, azurerm.route_table.RouteTable):
    """A route table that sends all outbound traffic to a firewall, or nowhere else than Azure's own routes do."""

    def __init__(
        self,
        scope: Construct,
        id_: str,
        *,
        name: str,
        resource_group: ResourceGroupRef,
        firewall_ip: str | None = None,
        tags: Mapping[str, str] | None = None,
        **further: Unpack[Further],
    ) -> None:
        """A route table that sends all outbound traffic to a firewall, or nowhere else than Azure's own routes do.

        Args:
            name: 1 to 80 characters.
            resource_group: where it lies.
            firewall_ip: private address of the firewall. Default none: no route of our own.
            tags: default none.
        """
        table = azurerm.route_table
        super().__init__(
            scope,
            id_,
            further=further,
            name=name,
            location=resource_group.location,
            resource_group_name=resource_group.name,
            # Routes that a gateway learns must not lead traffic around the firewall.
            bgp_route_propagation_enabled=firewall_ip is None,
            route=[
                table.RouteTableRoute(
                    name="default",
                    address_prefix="0.0.0.0/0",
                    next_hop_type="VirtualAppliance",
                    next_hop_in_ip_address=firewall_ip,
                )
            ]
            if firewall_ip is not None
            else None,
            tags=tags,
        )
