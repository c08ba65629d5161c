"""Topics of Azure's own events."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Unpack

from ..engine import azurerm
from ..engine.framework import Construct
from .base import AzureResource, Further
from .kinds import Identified, ResourceGroupRef


class EventGridSystemTopic(AzureResource, azurerm.eventgrid_system_topic.EventgridSystemTopic):
    """The topic of the events of one Azure resource; a resource has one topic at most."""

    def __init__(
        self,
        scope: Construct,
        id_: str,
        *,
        name: str,
        resource_group: ResourceGroupRef,
        location: str | None = None,
        source: Identified,
        topic_type: str,
        tags: Mapping[str, str] | None = None,
        **further: Unpack[Further],
    ) -> None:
        """The topic of the events of one Azure resource; a resource has one topic at most.

        It has no identity, since what delivers its events needs none.

        Args:
            name: 3 to 50 letters, digits and dashes.
            resource_group: where it lies: the resource group of its source.
            location: the region of its source. Default that of the resource group.
            source: the resource.
            topic_type: the type of topic, such as `Microsoft.KeyVault.vaults`.
            tags: default none.
        """
        super().__init__(
            scope,
            id_,
            further=further,
            name=name,
            resource_group_name=resource_group.name,
            location=location or resource_group.location,
            source_resource_id=source.id,
            topic_type=topic_type,
            tags=tags,
        )
