"""Private DNS zones."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Unpack

from ..azure.tags import of_dns
from ..engine import azurerm, references
from ..engine.framework import Construct, ITerraformDependable, set_later_arguments
from ..engine.parameters import Known
from .base import AzureResource, Further
from .kinds import ResourceGroupRef, VirtualNetworkRef


class PrivateDnsZone(AzureResource, azurerm.private_dns_zone.PrivateDnsZone):
    """A private DNS zone, linked to networks.

    Attributes:
        links: that it is linked to those networks.
    """

    def __init__(
        self,
        scope: Construct,
        id_: str,
        *,
        name: str,
        resource_group: ResourceGroupRef,
        virtual_networks: Mapping[str, VirtualNetworkRef],
        tags: Known[Mapping[str, str]] | None = None,
        link_names: Mapping[str, str] | None = None,
        **further: Unpack[Further],
    ) -> None:
        """A private DNS zone, linked to networks.

        Args:
            name: the zone's name.
            resource_group: where it lies.
            virtual_networks: the networks that resolve it, by a key that names the link.
            tags: default none. Those that Azure DNS does not take are left out.
            link_names: the names of links by key. Default `link-` and the key.
        """
        tags = of_dns(tags) if tags else tags
        super().__init__(scope, id_, further=further, name=name, resource_group_name=resource_group.name, tags=tags)
        named = {key: f"link-{key}" for key in virtual_networks} | dict(link_names or {})
        self.links: list[ITerraformDependable] = [
            self._link(key, named[key], network, resource_group, tags) for key, network in virtual_networks.items()
        ]

    def _link(
        self,
        key: str,
        name: str,
        network: VirtualNetworkRef,
        resource_group: ResourceGroupRef,
        tags: Mapping[str, str] | None,
    ) -> ITerraformDependable:
        link = _Link(
            self,
            f"link-{key}",
            name=name,
            resource_group_name=resource_group.name,
            private_dns_zone_name=self.reference("name"),
            virtual_network_id=network.id,
            registration_enabled=False,
            tags=tags,
        )
        if references.azurerm_major(self) >= 5:
            set_later_arguments(
                link,
                "azurerm_private_dns_zone_virtual_network_link",
                {"private_dns_zone_id": self.id},
                without=("resource_group_name", "private_dns_zone_name"),
            )
        made: ITerraformDependable = link
        return made


class _Link(
    AzureResource,
    azurerm.private_dns_zone_virtual_network_link.PrivateDnsZoneVirtualNetworkLink,
):
    """That a network resolves a zone."""
