"""Resource groups."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Unpack

from ..engine import azurerm
from ..engine.framework import Construct
from .base import AzureResource, Further


class ResourceGroup(AzureResource, azurerm.resource_group.ResourceGroup):
    """A resource group."""

    def __init__(
        self,
        scope: Construct,
        id_: str,
        *,
        name: str,
        location: str,
        tags: Mapping[str, str] | None = None,
        **further: Unpack[Further],
    ) -> None:
        """A resource group.

        Args:
            name: 1 to 90 characters.
            location: region; nothing in it has to lie there.
            tags: default none.
        """
        super().__init__(scope, id_, further=further, name=name, location=location, tags=tags)
        self._location = location

    @property  # type: ignore[misc]  # the bindings can set it
    def location(self) -> str:
        """Its region, as it was given."""
        return self._location

    @property  # type: ignore[misc]  # the bindings can set it
    def name(self) -> str:
        """Its name, as a reference that makes Terraform wait for the group."""
        return self.reference("name")
