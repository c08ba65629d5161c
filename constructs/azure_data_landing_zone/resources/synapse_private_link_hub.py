"""Private link hubs of Synapse."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Unpack

from ..engine import azurerm
from ..engine.framework import Construct
from .base import AzureResource, Further
from .kinds import ResourceGroupRef


class SynapsePrivateLinkHub(AzureResource, azurerm.synapse_private_link_hub.SynapsePrivateLinkHub):
    """The door through which a network loads Synapse Studio itself; data never passes through it."""

    def __init__(
        self,
        scope: Construct,
        id_: str,
        *,
        name: str,
        resource_group: ResourceGroupRef,
        tags: Mapping[str, str] | None = None,
        **further: Unpack[Further],
    ) -> None:
        """The door through which a network loads Synapse Studio itself; data never passes through it.

        Args:
            name: 1 to 45 lower-case letters and digits.
            resource_group: where it lies.
            tags: default none.
        """
        super().__init__(
            scope,
            id_,
            further=further,
            name=name,
            location=resource_group.location,
            resource_group_name=resource_group.name,
            tags=tags,
        )
