"""How Azure Monitor is reached privately."""

from __future__ import annotations

from collections.abc import Mapping

from ..config.layout.core import CoreLayout
from ..config.models.observability import CreatedScope
from ..engine.framework import Construct
from ..resources import (
    AzureResource,
    LogAnalyticsWorkspaceRef,
    PrivateLinkScope,
    ResourceGroupRef,
    ScopedService,
    SubnetRef,
)
from .base import Pattern
from .equipment import Equipment


class AzureMonitorScope(Pattern):
    """The landing zone's private link scope of Azure Monitor, with the endpoint that leads to it."""

    def __init__(
        self,
        scope: Construct,
        id_: str,
        *,
        core: CoreLayout,
        resource_group: ResourceGroupRef,
        endpoint_subnet: SubnetRef,
        log_analytics_workspace: LogAnalyticsWorkspaceRef | None,
        tags: Mapping[str, str],
    ) -> None:
        """The landing zone's private link scope of Azure Monitor, with the endpoint that leads to it.

        Args:
            core: names and ids.
            resource_group: where it lies.
            endpoint_subnet: where the endpoint takes its addresses.
            log_analytics_workspace: the Log Analytics workspace of ours that is reached through it; none if it exists
                already, since its owner decides how it is reached.
            tags: of every resource.
        """
        super().__init__(scope, id_)
        placed = core.private_link_scope_id
        if placed is None:
            raise ValueError("the configuration has no private link scope")
        setting = core.landing_zone.observability.private_link_scope
        link_scope = PrivateLinkScope(
            self,
            "scope",
            name=placed.name,
            resource_group=resource_group,
            private_only=not isinstance(setting, CreatedScope) or setting.access == "private_only",
            tags=tags,
        )
        members: list[AzureResource] = []
        if log_analytics_workspace is not None:
            members.append(
                ScopedService(
                    self,
                    "log-analytics",
                    name=core.log_analytics_workspace_id.name,
                    scope_resource_group=resource_group.name,
                    scope_name=link_scope.reference("name"),
                    target=log_analytics_workspace,
                )
            )
        # Azure refuses to change a scope while an endpoint of it is being made.
        equipment = Equipment(core, resource_group, endpoint_subnet, core.log_analytics_workspace_id, tags)
        equipment.equip(link_scope, core.part("private_link_scope"), depends_on=members)
