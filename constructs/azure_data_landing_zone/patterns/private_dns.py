"""The private DNS zones of a landing zone."""

from __future__ import annotations

from collections.abc import Mapping

from ..config.layout.core import CoreLayout
from ..engine.framework import Construct
from ..resources import PrivateDnsZone, ResourceGroupRef, VirtualNetworkRef
from .base import Pattern


class PrivateDns(Pattern):
    """Every zone that a private endpoint of the landing zone or of a product needs.

    Attributes:
        zones: the zones by name.
    """

    def __init__(
        self,
        scope: Construct,
        id_: str,
        *,
        core: CoreLayout,
        resource_group: ResourceGroupRef,
        virtual_network: VirtualNetworkRef,
        tags: Mapping[str, str],
    ) -> None:
        """Every zone that a private endpoint of the landing zone or of a product needs.

        Each is linked to the network and, if we may, to that of the hub, whose DNS servers then resolve it. All zones
        exist from the beginning, so that a new product changes nothing here.

        Args:
            core: names of the zones.
            resource_group: where they lie.
            virtual_network: resolves them.
            tags: of every resource.
        """
        super().__init__(scope, id_)
        networks = {core.landing_zone.name: virtual_network}
        names = {core.landing_zone.name: core.dns_link_name(hub=False)}
        if core.linked_hub is not None:
            networks[f"{core.landing_zone.name}-hub"] = core.linked_hub
            names[f"{core.landing_zone.name}-hub"] = core.dns_link_name(hub=True)
        self.zones: dict[str, PrivateDnsZone] = {}
        for name in core.zone_names:
            self.zones[name] = PrivateDnsZone(
                self,
                name,
                name=name,
                resource_group=resource_group,
                virtual_networks=networks,
                tags=tags,
                link_names=names,
            )
