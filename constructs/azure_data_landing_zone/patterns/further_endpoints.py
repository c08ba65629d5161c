"""Private endpoints of a product in other networks, where people or services come from."""

from __future__ import annotations

from collections.abc import Mapping

from ..azure.ids import ResourceId
from ..config.layout.places import Placed, endpoint_name
from ..config.layout.product import ProductLayout
from ..config.models.products import EndpointTarget
from ..resources import AzureResource, PrivateEndpoint, ResourceGroupRef


def further_endpoints(
    layout: ProductLayout,
    *,
    resource_group: ResourceGroupRef,
    targets: Mapping[EndpointTarget, tuple[AzureResource, Placed]],
) -> list[PrivateEndpoint]:
    """Makes the private endpoints in other networks that a product's configuration asks for.

    Args:
        layout: the product.
        resource_group: its resource group.
        targets: what they may lead to.
    """
    made: list[PrivateEndpoint] = []
    for key, config in sorted(layout.product.workspace.further_endpoints.items()):
        for name in sorted(set(config.resources)):
            target, placed = targets[name]
            made += [
                PrivateEndpoint(
                    target,
                    f"Endpoint-{key}-{subresource}",
                    name=f"{endpoint_name(placed.name, subresource)}-{key}",
                    resource_group=resource_group,
                    location=config.location,
                    target=target,
                    subresource=subresource,
                    subnet=ResourceId.parse(config.subnet_id),
                    private_dns_zone_ids=layout.core.zone_ids_in(subresource, config.dns_resource_group_id),
                    tags=layout.tags,
                )
                for subresource in placed.part.subresources
            ]
    return made
