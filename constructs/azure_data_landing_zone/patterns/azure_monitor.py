"""How Azure Monitor is reached privately."""

from __future__ import annotations

from collections.abc import Mapping

from ..config.layout.core import CoreLayout
from ..config.models.observability import CreatedScope
from ..engine.azapi import AzapiResource
from ..engine.framework import Construct, ITerraformDependable
from ..resources import AzureResource, Identified, PrivateLinkScope, ResourceGroupRef, ScopedService
from .azapi import provide_azapi
from .base import Pattern
from .endpoints import private_endpoints


class AzureMonitorScope(Pattern):
    """The landing zone's private link scope of Azure Monitor, with the endpoint that leads to it.

    Args:
        core: names and ids.
        resource_group: where it lies.
        endpoint_subnet: where the endpoint takes its addresses.
        log_analytics_workspace: the Log Analytics workspace of ours that is reached through it; none if it exists
            already, since its owner decides how it is reached.
        tags: of every resource.
    """

    def __init__(
        self,
        scope: Construct,
        id_: str,
        *,
        core: CoreLayout,
        resource_group: ResourceGroupRef,
        endpoint_subnet: Identified,
        log_analytics_workspace: AzureResource | None,
        tags: Mapping[str, str],
    ) -> None:
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
        private_endpoints(
            link_scope,
            placed.name,
            ["azuremonitor"],
            core=core,
            resource_group=resource_group,
            subnet=endpoint_subnet,
            tags=tags,
            depends_on=members,
        )


def join_private_link_scope(target: AzureResource, name: str, core: CoreLayout) -> ITerraformDependable | None:
    """Puts a resource into the private link scope of the landing zone or of its hub, if there is one.

    Args:
        target: Application Insights or Log Analytics; the membership becomes its child.
        name: the target's name.
        core: says which scope.
    """
    scope_id = core.private_link_scope_id
    if scope_id is None:
        return None
    if core.creates_private_link_scope:
        return ScopedService(
            target,
            "PrivateLinkScope",
            name=name,
            scope_resource_group=scope_id.resource_group,
            scope_name=scope_id.name,
            target=target,
        )
    provide_azapi(target, core)
    return AzapiResource(
        target,
        "PrivateLinkScope",
        type_="Microsoft.Insights/privateLinkScopes/scopedResources",
        name=core.shared_names.scope_member(name),
        parent_id=scope_id.id,
        body={"properties": {"linkedResourceId": target.id}},
    )
