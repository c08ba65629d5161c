"""Virtual networks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Unpack

from ..engine import azurerm
from ..engine.framework import Construct
from .base import AzureResource, Further, lifecycle
from .kinds import AddressRange, ResourceGroupRef


class VirtualNetwork(AzureResource, azurerm.virtual_network.VirtualNetwork):
    """A virtual network; its subnets are resources of their own."""

    def __init__(
        self,
        scope: Construct,
        id_: str,
        *,
        name: str,
        resource_group: ResourceGroupRef,
        address_space: Sequence[AddressRange],
        dns_servers: Sequence[str] = (),
        prevent_destroy: bool = False,
        tags: Mapping[str, str] | None = None,
        **further: Unpack[Further],
    ) -> None:
        """A virtual network; its subnets are resources of their own.

        Args:
            name: 2 to 64 characters.
            resource_group: where it lies.
            address_space: ranges in CIDR notation.
            dns_servers: own DNS servers. Default Azure's.
            prevent_destroy: whether Terraform refuses to destroy it. Default false.
            tags: default none.
        """
        super().__init__(
            scope,
            id_,
            further=further,
            name=name,
            location=resource_group.location,
            resource_group_name=resource_group.name,
            address_space=list(address_space),
            dns_servers=list(dns_servers) or None,
            lifecycle=lifecycle(prevent_destroy=prevent_destroy),
            tags=tags,
        )

    @property  # type: ignore[misc]  # the bindings can set it
    def name(self) -> str:
        """Its name, as a reference that makes Terraform wait for the network."""
        return self.reference("name")
