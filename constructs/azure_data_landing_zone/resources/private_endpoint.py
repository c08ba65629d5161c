"""Private endpoints."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Unpack

from ..engine import azurerm, turns
from ..engine.framework import Construct, ITerraformDependable
from .base import AzureResource, Kept, dependencies, lifecycle
from .kinds import Identified, ResourceGroupRef, SubnetRef, Subresource


class PrivateEndpoint(AzureResource, azurerm.private_endpoint.PrivateEndpoint):
    """A private endpoint to one sub-resource of a resource."""

    def __init__(
        self,
        scope: Construct,
        id_: str,
        *,
        name: str,
        resource_group: ResourceGroupRef,
        location: str,
        target: Identified,
        subresource: Subresource,
        subnet: SubnetRef,
        private_dns_zone_ids: Sequence[str] | None,
        depends_on: Sequence[ITerraformDependable] = (),
        tags: Mapping[str, str] | None = None,
        **further: Unpack[Kept],
    ) -> None:
        """A private endpoint to one sub-resource of a resource.

        It waits for the endpoint that its stack makes before it to the same target: targets take one connection at a
        time, and azurerm repeats the request for storage accounts only (azurerm#32261).

        Args:
            name: 2 to 64 characters.
            resource_group: where it lies.
            location: region of the subnet's network.
            target: the resource that it leads to.
            subresource: the group id, such as `blob` or `amlworkspace`.
            subnet: where its address is taken.
            private_dns_zone_ids: the zones that get its records; None if Azure Policy attaches them, whose changes are
                then left alone. The address in Terraform is the same either way.
            depends_on: what must exist first. Default none.
            tags: default none.
        """
        endpoint = azurerm.private_endpoint
        by_policy = private_dns_zone_ids is None
        super().__init__(
            scope,
            id_,
            further=further,
            name=name,
            location=location,
            resource_group_name=resource_group.name,
            subnet_id=subnet.id,
            custom_network_interface_name=f"nic-{name}",
            private_service_connection=endpoint.PrivateEndpointPrivateServiceConnection(
                name=name,
                is_manual_connection=False,
                private_connection_resource_id=target.id,
                subresource_names=[subresource],
            ),
            private_dns_zone_group=None
            if private_dns_zone_ids is None
            else endpoint.PrivateEndpointPrivateDnsZoneGroup(
                name="default", private_dns_zone_ids=list(private_dns_zone_ids)
            ),
            depends_on=dependencies([*depends_on, *turns.take(scope, [target.id], self)]),
            lifecycle=lifecycle(ignore_changes=["private_dns_zone_group"] if by_policy else []),
            tags=tags,
        )
