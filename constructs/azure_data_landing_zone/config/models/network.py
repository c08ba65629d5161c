"""The network of the landing zone, created or existing."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Discriminator, Field, StringConstraints, Tag, model_validator

from ...azure import subnets
from ...azure.clouds import subresource_names
from .base import (
    AnyService,
    Cidr,
    FirewallPolicyId,
    Host,
    IpAddress,
    Model,
    OptionalService,
    PrivateDnsZoneId,
    ResourceGroupId,
    SubnetId,
    VirtualNetworkId,
    ZoneNames,
    among,
)

SubresourceName = Annotated[str, among(subresource_names, "private-link sub-resource")]
SubnetName = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{1,30}$")]


class DnsLandingZone(Model):
    """The landing zone makes the private DNS zones and links them to its network."""

    owner: Literal["landing_zone"] = "landing_zone"
    zone_names: ZoneNames = Field(default_factory=dict)
    """Zone names by private-link sub-resource, where ours are not confirmed for the cloud."""
    also_for: list[SubresourceName] = Field(default_factory=list)
    """Further private-link sub-resources whose zones are made, such as `Sql`, besides those that the landing zone
    itself needs."""


class DnsHub(Model):
    """The private DNS zones exist in a hub, possibly in another subscription."""

    owner: Literal["hub"]
    resource_group_id: ResourceGroupId
    """The resource group that holds the zones."""
    zone_ids: dict[str, PrivateDnsZoneId] = Field(default_factory=dict)
    """Ids of zones that lie elsewhere, by zone name."""
    zone_names: ZoneNames = Field(default_factory=dict)
    """Zone names by private-link sub-resource, where ours are not confirmed for the cloud."""
    also_for: list[SubresourceName] = Field(default_factory=list)
    """Further private-link sub-resources whose zones the network resolves, besides those that the landing zone itself
    needs."""


class DnsPolicy(Model):
    """Azure Policy attaches the DNS records of every private endpoint; Terraform leaves them alone."""

    owner: Literal["policy"]


Dns = Annotated[DnsLandingZone | DnsHub | DnsPolicy, Field(discriminator="owner")]


class FirewallPolicy(Model):
    """A firewall policy, possibly of another subscription, that lets through what compute needs and what is allowed."""

    id: FirewallPolicyId
    """The policy; a rule collection group of ours is added to it."""
    priority: Annotated[int, Field(ge=100, le=65000)] = 500
    """Of our group among those of the policy."""


class _Allowed(Model):
    allow: list[OptionalService] = Field(default_factory=list)
    """Services that compute may reach besides those that it cannot work without, such as `azure_artifacts`."""
    storage_regions: list[str] = Field(default_factory=list)
    """Further regions whose storage compute may reach, such as that of an Azure DevOps organisation."""


class OutboundFirewall(_Allowed):
    """Outbound traffic goes to a firewall or another network appliance."""

    through: Literal["firewall"]
    firewall_ip: IpAddress
    """Private address of the firewall."""
    firewall_policy: FirewallPolicy | None = None
    """The Azure Firewall policy that gets our rules; left out where somebody else keeps the firewall, who finds them
    in the output `outbound_traffic` of the core stack."""
    hosts: list[Host] = Field(default_factory=list)
    """Own hosts that compute may reach on port 443, such as that of a package feed; `*.` stands for all below."""


class OutboundNatGateway(_Allowed):
    """Outbound traffic goes through a NAT gateway with a public address; the security groups alone filter it."""

    through: Literal["nat_gateway"]


class OutboundNone(Model):
    """Nothing leaves the network; compute then works only with service endpoints that a team adds."""

    through: Literal["none"] = "none"


Outbound = Annotated[OutboundFirewall | OutboundNatGateway | OutboundNone, Field(discriminator="through")]


class Hub(Model):
    """The hub that the network is peered with, possibly in another subscription."""

    virtual_network_id: VirtualNetworkId
    """The hub's network."""
    use_gateway: bool = False
    """Whether the landing zone uses the hub's gateway, for instance to on-premises networks."""
    ranges: list[Cidr] = Field(default_factory=list)
    """Ranges behind the hub that are reached from the landing zone, such as those of on-premises databases."""
    manage: list[Literal["peering", "dns_links"]] = Field(default_factory=list)
    """What we make on the hub's side, where the rights are there: its side of the `peering`; and `dns_links`, so that
    each network resolves the other's private DNS zones. Whoever owns the hub makes what is left out."""


class Subnet(Model):
    """A subnet that the landing zone makes."""

    address_prefix: Cidr | None = None
    """Its range; may be left out for a purpose that has a slot in the address space."""
    allow: list[AnyService] = Field(default_factory=list)
    """Services that are reached from it, besides those of its purpose."""
    delegation: Annotated[str, among(subnets.delegable, "service that a subnet can be given to")] | None = None
    """The service that it is given to: `Microsoft.Databricks/workspaces`, for a Databricks workspace that a product
    owns. Subnets that have a slot know theirs."""


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
    """How outbound traffic leaves: `firewall`, `nat_gateway` or `none`, and what it may reach."""
    hub: Hub | None = None
    """The hub that it is peered with."""
    storage_policy: bool = False
    """Whether compute reaches storage accounts of this subscription only, besides those of the service itself: a
    service endpoint policy on the training subnet, against the leaking of data."""

    @model_validator(mode="after")
    def _ranges_for_all(self) -> CreatedNetwork:
        for name, subnet in self.subnets.items():
            if name not in subnets.slots() and subnet.address_prefix is None:
                raise ValueError(
                    f"subnets.{name} needs an address_prefix: only {', '.join(subnets.slots())} have a slot"
                )
            if name in subnets.slots() and subnet.delegation is not None:
                raise ValueError(f"subnets.{name} has a slot, which says what it is given to: leave out its delegation")
        return self


class ExistingNetwork(Model):
    """A virtual network that exists already."""

    virtual_network_id: VirtualNetworkId
    """The network."""
    subnets: dict[SubnetName, SubnetId]
    """Subnet ids by purpose; `endpoints` is needed, and `training` for products in the customer's network."""
    dns: Dns = DnsLandingZone()
    """Who owns the private DNS zones: `landing_zone`, `hub` or `policy`."""

    @model_validator(mode="after")
    def _needed_subnets(self) -> ExistingNetwork:
        if "endpoints" not in self.subnets:
            raise ValueError("subnets lacks 'endpoints': private endpoints need its id")
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
