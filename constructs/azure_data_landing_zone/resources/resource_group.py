"""Resource groups."""

from __future__ import annotations

import functools
from collections.abc import Mapping

from ..engine import Construct, azurerm
from .base import AzureResource


class ResourceGroup(AzureResource):
    """A resource group.

    Args:
        name: 1 to 90 characters.
        location: region; nothing in it has to lie there.
        tags: default none.
    """

    def __init__(
        self, scope: Construct, id_: str, *, name: str, location: str, tags: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(scope, id_)
        self.location = location
        self.resource = azurerm.resource_group.ResourceGroup(self, "Resource", name=name, location=location, tags=tags)

    @functools.cached_property
    def name(self) -> str:
        """Its name, as a reference that makes Terraform wait for the group."""
        return self.attribute("name")
