"""The network of the landing zone, created or existing."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Discriminator, Field, StringConstraints, Tag, model_validator

from ..azure import subnets
from .base import Cidr, IpAddress, Model, PrivateDnsZoneId, ResourceGroupId, SubnetId, VirtualNetworkId

SubnetName = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{1,30}$")]


class DnsLandingZone(Model):
    """The landing zone makes the private DNS zones and links them to its network."""

    owner: Literal["landing_zone"] = "landing_zone"
    zone_names: dict[str, list[str]] = Field(default_factory=dict)
    """Zone names by private-link sub-resource, where ours are not confirmed for the cloud."""


class DnsHub(Model):
    """The private DNS zones exist in a hub, possibly in another subscription."""

    owner: Literal["hub"]
    resource_group_id: ResourceGroupId
    """The resource group that holds the zones."""
    zone_ids: dict[str, PrivateDnsZoneId] = Field(default_factory=dict)
    """Ids of zones that lie elsewhere, by zone name."""
    zone_names: dict[str, list[str]] = Field(default_factory=dict)
    """Zone names by private-link sub-resource, where ours are not confirmed for the cloud."""


class DnsPolicy(Model):
    """Azure Policy attaches the DNS records of every private endpoint; Terraform leaves them alone."""

    owner: Literal["policy"]


Dns = Annotated[DnsLandingZone | DnsHub | DnsPolicy, Field(discriminator="owner")]


class OutboundFirewall(Model):
    """Outbound traffic goes to a firewall or another network appliance."""

    through: Literal["firewall"]
    firewall_ip: IpAddress
    """Private address of the firewall."""


class OutboundNatGateway(Model):
    """Outbound traffic goes through a NAT gateway with a public address; the security groups alone filter it."""

    through: Literal["nat_gateway"]


class OutboundNone(Model):
    """Nothing leaves the network; compute then works only with service endpoints that a team adds."""

    through: Literal["none"] = "none"


Outbound = Annotated[OutboundFirewall | OutboundNatGateway | OutboundNone, Field(discriminator="through")]


class Subnet(Model):
    """A subnet that the landing zone makes."""

    address_prefix: Cidr | None = None
    """Its range; may be left out for a purpose that has a slot in the address space."""


class CreatedNetwork(Model):
    """A virtual network that the landing zone makes."""

    address_space: Annotated[list[Cidr], Field(min_length=1)]
    """Ranges of the network. Subnets with a slot lie in the first; ranges are appended, never changed."""
    subnets: dict[SubnetName, Subnet] = Field(default_factory=dict)
    """Further subnets by purpose, or another range for one that has a slot. `endpoints` and `training` always exist."""
    dns_servers: list[IpAddress] = Field(default_factory=list)
    """Own DNS servers; Azure's if empty."""
    dns: Dns = DnsLandingZone()
    """Who owns the private DNS zones: `landing_zone`, `hub` or `policy`."""
    outbound: Outbound = OutboundNone()
    """How outbound traffic leaves: `firewall`, `nat_gateway` or `none`."""

    @model_validator(mode="after")
    def _ranges_for_all(self) -> CreatedNetwork:
        for name, subnet in self.subnets.items():
            if name not in subnets.slots() and subnet.address_prefix is None:
                raise ValueError(
                    f"subnets.{name} needs an address_prefix: only {', '.join(subnets.slots())} have a slot"
                )
        return self


class ExistingNetwork(Model):
    """A virtual network that exists already."""

    virtual_network_id: VirtualNetworkId
    """The network."""
    subnets: dict[SubnetName, SubnetId]
    """Subnet ids by purpose; `endpoints` and `training` are needed."""
    dns: Dns = DnsLandingZone()
    """Who owns the private DNS zones: `landing_zone`, `hub` or `policy`."""

    @model_validator(mode="after")
    def _needed_subnets(self) -> ExistingNetwork:
        for name in ("endpoints", "training"):
            if name not in self.subnets:
                raise ValueError(f"subnets lacks {name!r}: private endpoints and compute need the ids of both")
        for name, subnet in self.subnets.items():
            if not subnet.lower().startswith(self.virtual_network_id.lower() + "/"):
                raise ValueError(f"subnets.{name} is not a subnet of virtual_network_id")
        return self


def created_or_existing(value: Any) -> str:
    """Which of the two shapes the person means: an existing piece is given by its id."""
    if isinstance(value, ExistingNetwork) or (isinstance(value, dict) and "virtual_network_id" in value):
        return "existing"
    return "created"


Network = Annotated[
    Annotated[CreatedNetwork, Tag("created")] | Annotated[ExistingNetwork, Tag("existing")],
    Discriminator(created_or_existing),
]
