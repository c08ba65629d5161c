"""Private endpoints of a resource, one per sub-resource."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ..config.layout.core import CoreLayout
from ..config.layout.places import endpoint_name
from ..resources import AzureResource, Identified, PrivateEndpoint, ResourceGroupRef


def private_endpoints(
    target: AzureResource,
    target_name: str,
    subresources: Sequence[str],
    *,
    core: CoreLayout,
    resource_group: ResourceGroupRef,
    subnet: Identified,
    tags: Mapping[str, str],
    depends_on: Sequence[AzureResource] = (),
) -> list[PrivateEndpoint]:
    """Makes the endpoints of `target` as its children, with all DNS zones that each sub-resource needs.

    They lie in the region of the network, wherever their target does.
    """
    return [
        PrivateEndpoint(
            target,
            f"Endpoint-{subresource}",
            name=endpoint_name(target_name, subresource),
            resource_group=resource_group,
            location=core.landing_zone.location,
            target=target,
            subresource=subresource,
            subnet=subnet,
            private_dns_zone_ids=core.zone_ids(subresource),
            depends_on=depends_on,
            tags=tags,
        )
        for subresource in subresources
    ]
