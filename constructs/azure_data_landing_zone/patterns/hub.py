"""The connection to a hub."""

from __future__ import annotations

from collections.abc import Sequence

from ..azure.ids import ResourceId
from ..config.layout.core import CoreLayout
from ..config.models.network import DnsHub, Hub
from ..engine.azapi import AzapiResource
from ..engine.framework import Construct
from ..resources import NamedVirtualNetwork, ResourceGroupRef, Subnet, VirtualNetworkPeering
from .azapi import provide_azapi
from .base import Pattern


class HubConnection(Pattern):
    """The peering with a hub, and as far as we may, the hub's side of it."""

    def __init__(
        self,
        scope: Construct,
        id_: str,
        *,
        config: Hub,
        core: CoreLayout,
        resource_group: ResourceGroupRef,
        virtual_network: NamedVirtualNetwork,
        address_space: Sequence[str],
        subnets: Sequence[Subnet] = (),
    ) -> None:
        """The peering with a hub, and as far as we may, the hub's side of it.

        What lies in the hub is made through azapi: it is addressed by its parent, which may be in another subscription.
        Both sides are written again when a range of either network changes. A peering routes to the ranges that the
        other network had when it was last synchronized (Microsoft Learn "Update the address space for a peered virtual
        network", read 2026-11-26).

        Args:
            config: the hub.
            core: names and ids.
            resource_group: our network's resource group.
            virtual_network: our network.
            address_space: its ranges.
            subnets: its subnets. They are written before the peerings, since a network takes one change at a time.
                Default none.
        """
        super().__init__(scope, id_)
        hub = ResourceId.parse(config.virtual_network_id)
        if config.manage:
            provide_azapi(self, core)
        hub_side = None
        if "peering" in config.manage:
            hub_side = AzapiResource(
                self,
                "hub-peering",
                type_="Microsoft.Network/virtualNetworks/virtualNetworkPeerings",
                name=core.shared_names.hub_peering,
                parent_id=hub.id,
                body={
                    "properties": {
                        "remoteVirtualNetwork": {"id": virtual_network.id},
                        "remoteAddressSpace": {"addressPrefixes": list(address_space)},
                        "allowVirtualNetworkAccess": True,
                        "allowForwardedTraffic": True,
                        "allowGatewayTransit": config.use_gateway,
                        "useRemoteGateways": False,
                    }
                },
                # The peering of a network that was replaced is disconnected and cannot be updated.
                replaced_with={"virtual_network": virtual_network.id},
                query={"syncRemoteAddressSpace": "true"},
                depends_on=subnets,
            )
        VirtualNetworkPeering(
            self,
            "peering",
            name=core.peering_name(hub),
            resource_group=resource_group,
            virtual_network=virtual_network,
            remote=hub,
            use_remote_gateways=config.use_gateway,
            triggers={"address_space": ",".join(address_space), "hub_ranges": ",".join(config.ranges)},
            # Azure refuses to use a gateway that the other side does not offer yet.
            depends_on=subnets if hub_side is None else [hub_side],
        )
        if "dns_links" in config.manage and isinstance(core.landing_zone.network.dns, DnsHub):
            for zone in core.hub_zone_names:
                AzapiResource(
                    self,
                    f"link-{zone}",
                    type_="Microsoft.Network/privateDnsZones/virtualNetworkLinks",
                    name=core.shared_names.hub_dns_link,
                    parent_id=core.zone_id(zone),
                    location="global",
                    body={"properties": {"registrationEnabled": False, "virtualNetwork": {"id": virtual_network.id}}},
                    replaced_with={"virtual_network": virtual_network.id},
                )
