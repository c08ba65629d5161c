"""Azure Monitor private link scopes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Unpack

from ..engine import azurerm
from ..engine.framework import Construct
from .base import AzureResource, Further
from .kinds import ResourceGroupRef, ScopedServiceRef


class PrivateLinkScope(AzureResource, azurerm.monitor_private_link_scope.MonitorPrivateLinkScope):
    """An Azure Monitor private link scope: the one door through which networks reach the resources that it holds."""

    def __init__(
        self,
        scope: Construct,
        id_: str,
        *,
        name: str,
        resource_group: ResourceGroupRef,
        private_only: bool = True,
        tags: Mapping[str, str] | None = None,
        **further: Unpack[Further],
    ) -> None:
        """An Azure Monitor private link scope: the one door through which networks reach the resources that it holds.

        Args:
            name: 1 to 255 characters.
            resource_group: where it lies.
            private_only: whether the networks reach nothing of Azure Monitor but what is in the scope. Default true.
            tags: default none.
        """
        mode = "PrivateOnly" if private_only else "Open"
        super().__init__(
            scope,
            id_,
            further=further,
            name=name,
            resource_group_name=resource_group.name,
            ingestion_access_mode=mode,
            query_access_mode=mode,
            tags=tags,
        )


class ScopedService(AzureResource, azurerm.monitor_private_link_scoped_service.MonitorPrivateLinkScopedService):
    """A Log Analytics workspace or Application Insights component in a private link scope of this subscription."""

    def __init__(
        self,
        scope: Construct,
        id_: str,
        *,
        name: str,
        scope_resource_group: str,
        scope_name: str,
        target: ScopedServiceRef,
        **further: Unpack[Further],
    ) -> None:
        """A Log Analytics workspace or Application Insights component in a private link scope of this subscription.

        Args:
            name: 1 to 255 characters.
            scope_resource_group: the resource group of the scope.
            scope_name: the scope's name.
            target: what is reached through the scope.
        """
        super().__init__(
            scope,
            id_,
            further=further,
            name=name,
            resource_group_name=scope_resource_group,
            scope_name=scope_name,
            linked_resource_id=target.id,
        )
