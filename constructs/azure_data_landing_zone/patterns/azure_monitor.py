"""How Azure Monitor is reached privately."""

from __future__ import annotations

from collections.abc import Mapping

from ..config.layout.core import CoreLayout
from ..config.models.observability import CreatedScope
from ..engine import moves, references
from ..engine.azapi import AzapiResource
from ..engine.framework import Construct, ITerraformDependable
from ..resources import AzureResource, Identified, PrivateLinkScope, ResourceGroupRef, ScopedService
from .azapi import provide_azapi
from .base import Pattern
from .endpoints import private_endpoints

#: The construct id of a membership below its target.
_MEMBER = "PrivateLinkScope"
#: What Azure answers while another stack changes the scope: azurerm#22236, read 2026-11-26.
BUSY = ("[Pp]rovisioning state", "AnotherOperationInProgress")


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

    All products do so, in stacks that may be applied at the same time, and a scope takes one change at a time.

    Args:
        target: Application Insights or Log Analytics; the membership becomes its child.
        name: the target's name.
        core: says which scope.
    """
    scope_id = core.private_link_scope_id
    if scope_id is None:
        return None
    if core.creates_private_link_scope:
        _take_over(target)
    provide_azapi(target, core)
    return AzapiResource(
        target,
        _MEMBER,
        type_="Microsoft.Insights/privateLinkScopes/scopedResources",
        name=name if core.creates_private_link_scope else core.shared_names.scope_member(name),
        parent_id=scope_id.id,
        body={"properties": {"linkedResourceId": target.id}},
        # Azure returns the id of a component in another case than it was written.
        ignore_casing=True,
        retried=BUSY,
    )


def _take_over(target: AzureResource) -> None:
    """Keeps a membership that azurerm made, which does not repeat a request while the scope is being changed."""
    if (path := references.path_below(target, _MEMBER)) is not None:
        name = references.logical_id(path)
        stack = references.stack_of(target)
        moves.move(stack, {f"azurerm_monitor_private_link_scoped_service.{name}": f"azapi_resource.{name}"})
