"""Equipment of a resource by its row: private endpoints, a lock, a place in a private link scope, and logs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..config.layout.core import CoreLayout
from ..config.layout.places import Placed
from ..engine import moves, references
from ..engine.azapi import AzapiResource
from ..engine.framework import Construct, ITerraformDependable
from ..resources import (
    AzureResource,
    Identified,
    LogAnalyticsWorkspaceRef,
    PrivateEndpoint,
    ResourceGroupRef,
    SubnetRef,
)
from .azapi import provide_azapi
from .diagnostics import send_diagnostics
from .locks import deletion_lock

#: The construct id of a membership of a private link scope below its target.
_MEMBER = "PrivateLinkScope"
#: What Azure answers while another stack changes the scope: azurerm#22236, read 2026-11-26.
_BUSY = ("[Pp]rovisioning state", "AnotherOperationInProgress")


@dataclass(frozen=True)
class Equipment:
    """Equips the resources of a stack.

    Attributes:
        core: names and ids of the core services.
        resource_group: the resource group of private endpoints.
        endpoint_subnet: the subnet of private endpoints.
        log_analytics_workspace: the destination of logs.
        tags: the tags of private endpoints.
        locks: whether resources that hold data or secrets are locked.
    """

    core: CoreLayout
    resource_group: ResourceGroupRef
    endpoint_subnet: SubnetRef
    log_analytics_workspace: LogAnalyticsWorkspaceRef
    tags: Mapping[str, str]
    locks: bool = False

    def equip(
        self,
        resource: AzureResource,
        placed: Placed,
        *,
        subresources: Sequence[str] | None = None,
        depends_on: Sequence[ITerraformDependable] = (),
    ) -> list[PrivateEndpoint]:
        """Gives a resource what its row says; everything becomes a child of the resource.

        Args:
            resource: the resource.
            placed: its name, id and row.
            subresources: the private-link sub-resources. Default all of its row.
            depends_on: what private endpoints wait for.

        Returns:
            The private endpoints, in the order of the sub-resources.

        Raises:
            KeyError: there is no decision on the logs of its type.
        """
        part = placed.part
        endpoints = [
            self.endpoint(resource, f"Endpoint-{name}", placed, resource, name, depends_on=depends_on)
            for name in (part.subresources if subresources is None else subresources)
        ]
        if self.locks and part.locked:
            deletion_lock(resource)
        # A private link scope takes in the Log Analytics workspace of its own stack itself.
        if part.scoped and not (self.core.creates_private_link_scope and placed.stack == "core"):
            _join_private_link_scope(resource, placed.name, self.core)
        send_diagnostics(resource, placed.id.type, self.log_analytics_workspace)
        return endpoints

    def endpoint(
        self,
        scope: Construct,
        id_: str,
        placed: Placed,
        target: Identified,
        subresource: str,
        *,
        depends_on: Sequence[ITerraformDependable] = (),
    ) -> PrivateEndpoint:
        """Makes a private endpoint with all DNS zones that its sub-resource needs.

        It lies in the region of the network, wherever its target does.

        Args:
            scope: where it stands.
            id_: its id there.
            placed: the name and row of its target.
            target: its target.
            subresource: the private-link sub-resource.
            depends_on: what it waits for.
        """
        return PrivateEndpoint(
            scope,
            id_,
            name=self.core.endpoint_name(placed, subresource),
            resource_group=self.resource_group,
            location=self.core.landing_zone.location,
            target=target,
            subresource=subresource,
            subnet=self.endpoint_subnet,
            private_dns_zone_ids=self.core.zone_ids(subresource),
            depends_on=depends_on,
            tags=self.tags,
        )


def _join_private_link_scope(target: AzureResource, name: str, core: CoreLayout) -> None:
    """Puts a resource into the private link scope of the landing zone or of its hub, if there is one.

    All products do so, in stacks that may be applied at the same time, and a scope takes one change at a time.
    """
    scope_id = core.private_link_scope_id
    if scope_id is None:
        return
    if core.creates_private_link_scope:
        _take_over(target)
    provide_azapi(target, core)
    AzapiResource(
        target,
        _MEMBER,
        type_="Microsoft.Insights/privateLinkScopes/scopedResources",
        name=name if core.creates_private_link_scope else core.shared_names.scope_member(name),
        parent_id=scope_id.id,
        body={"properties": {"linkedResourceId": target.id}},
        replaced_with={"linked_resource": target.id},
        # Azure returns the id of a component in another case than it was written.
        ignore_casing=True,
        retried=_BUSY,
    )


def _take_over(target: AzureResource) -> None:
    """Keeps a membership that azurerm made, which does not repeat a request while the scope is being changed."""
    if (path := references.path_below(target, _MEMBER)) is not None:
        name = references.logical_id(path)
        stack = references.stack_of(target)
        moves.move(stack, {f"azurerm_monitor_private_link_scoped_service.{name}": f"azapi_resource.{name}"})
