"""Rights of a product's compute on the lake, the same for every kind of compute."""

from __future__ import annotations

from ..azure.ids import ResourceId
from ..config.layout.product import ProductLayout


def lake_rights(layout: ProductLayout) -> list[tuple[str, str, ResourceId]]:
    """The role on each container that a product uses: what to call the grant, the role, and the container."""
    return [
        (
            f"lake-{container.layer}-{container.name}",
            "Storage Blob Data Contributor" if container.writable else "Storage Blob Data Reader",
            container.id,
        )
        for container in layout.containers
    ]
