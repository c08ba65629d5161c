"""Peerings of virtual networks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Unpack

from ..engine import azurerm
from ..engine.either import AnyResolvable
from ..engine.framework import Construct, ITerraformDependable
from .base import AzureResource, Kept, dependencies
from .kinds import NamedVirtualNetwork, ResourceGroupRef, VirtualNetworkRef


class VirtualNetworkPeering(AzureResource, azurerm.virtual_network_peering.VirtualNetworkPeering):
    """Our side of the peering of a network with another one, such as a hub's; traffic flows once both sides exist."""

    def __init__(
        self,
        scope: Construct,
        id_: str,
        *,
        name: str,
        resource_group: ResourceGroupRef,
        virtual_network: NamedVirtualNetwork,
        remote: VirtualNetworkRef,
        use_remote_gateways: bool | AnyResolvable = False,
        triggers: Mapping[str, str] | None = None,
        depends_on: Sequence[ITerraformDependable] = (),
        **further: Unpack[Kept],
    ) -> None:
        """Our side of the peering of a network with another one, such as a hub's; traffic flows once both sides exist.

        Args:
            name: 1 to 80 characters.
            resource_group: our network's resource group.
            virtual_network: our network.
            remote: the other network, possibly of another subscription.
            use_remote_gateways: whether our network uses the other one's gateway. Default false.
            triggers: values whose change updates the peering, and so synchronizes it with the ranges of the other
                network. Default none.
            depends_on: what must exist first, such as the other side. Default none.
        """
        super().__init__(
            scope,
            id_,
            further=further,
            name=name,
            resource_group_name=resource_group.name,
            virtual_network_name=virtual_network.name,
            remote_virtual_network_id=remote.id,
            allow_virtual_network_access=True,
            # What a firewall of the hub sends on comes from elsewhere.
            allow_forwarded_traffic=True,
            allow_gateway_transit=False,
            use_remote_gateways=use_remote_gateways,
            triggers=triggers,
            depends_on=dependencies(depends_on),
        )
