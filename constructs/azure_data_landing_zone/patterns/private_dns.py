"""The private DNS zones of a landing zone."""

from __future__ import annotations

from collections.abc import Mapping

from ..config.layout import LAKE_SUBRESOURCES, PRODUCT_SUBRESOURCES, CoreLayout
from ..engine.framework import Construct
from ..resources import Identified, PrivateDnsZone, ResourceGroupRef
from .base import Pattern


class PrivateDns(Pattern):
    """Every zone that a private endpoint of the landing zone or of a product needs, linked to the network.

    All zones exist from the beginning, so that a new product changes nothing here.

    Args:
        core: names of the zones.
        resource_group: where they lie.
        virtual_network: resolves them.
        tags: of every resource.
    """

    def __init__(
        self,
        scope: Construct,
        id_: str,
        *,
        core: CoreLayout,
        resource_group: ResourceGroupRef,
        virtual_network: Identified,
        tags: Mapping[str, str],
    ) -> None:
        super().__init__(scope, id_)
        subresources = {*LAKE_SUBRESOURCES, *PRODUCT_SUBRESOURCES}
        for name in sorted({zone for subresource in subresources for zone in core.zones(subresource)}):
            PrivateDnsZone(
                self,
                name,
                name=name,
                resource_group=resource_group,
                virtual_networks={core.landing_zone.name: virtual_network},
                tags=tags,
            )
