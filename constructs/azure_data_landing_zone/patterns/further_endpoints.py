"""Private endpoints of a product in other networks, where people or services come from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import get_args

from ..azure.ids import ResourceId
from ..config.layout.places import Placed
from ..config.layout.product import ProductLayout
from ..config.models.parts import LAKE_SUBRESOURCES
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
    endpoints: list[PrivateEndpoint] = []
    for key, config in sorted(layout.product.workspace.further_endpoints.items()):
        for name in sorted(set(config.resources)):
            target, placed = targets[name]
            endpoints += [
                PrivateEndpoint(
                    target,
                    f"Endpoint-{key}-{subresource}",
                    name=layout.further_endpoint_name(placed, subresource, key),
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
    return endpoints


def reached_otherwise(layout: ProductLayout) -> dict[str, list[str]]:
    """Targets that each further network reaches without endpoints of the product, with their sub-resources.

    The studio in a browser reads files, notebooks and data from storage itself, so the workspace alone is not enough
    (Microsoft Learn "Use Azure Machine Learning studio in an Azure virtual network", read 2026-11-26).
    """
    placed: dict[EndpointTarget, Placed] = {
        "workspace": layout.workspace,
        "storage_account": layout.storage_account,
        "key_vault": layout.key_vault,
        "container_registry": layout.container_registry,
    }
    layers = sorted({container.layer for container in layout.containers})
    lake = [_told(layout.core.lake_accounts[layer], LAKE_SUBRESOURCES) for layer in layers]
    by_network: dict[str, list[str]] = {}
    for key, config in sorted(layout.product.workspace.further_endpoints.items()):
        omitted = [name for name in get_args(EndpointTarget) if name not in config.resources]
        if missing := [*(_told(placed[name].id, placed[name].part.subresources) for name in omitted), *lake]:
            by_network[key] = missing
    return by_network


def _told(resource: ResourceId, subresources: Sequence[str]) -> str:
    return f"{resource} ({', '.join(subresources)})"
