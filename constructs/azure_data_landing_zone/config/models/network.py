"""The network of the landing zone, created or existing."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Discriminator, Field, StringConstraints, Tag, model_validator

from ...azure import subnets
from ...azure.clouds import subresource_names
from .base import (
    AnyService,
    Cidr,
    Distinct,
    FirewallPolicyId,
    Host,
    IpAddress,
    Model,
    OptionalService,
    PrivateDnsZoneId,
    ResourceGroupId,
    SubnetId,
    VirtualNetworkId,
    Whole,
    ZoneNames,
    among,
    default,
)

SubresourceName = Annotated[str, among(subresource_names, "private-link sub-resource")]
SubnetName = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{1,30}$")]


class DnsLandingZone(Model):
    """The landing zone creates the private DNS zones and links them to its network."""

    owner: Literal["landing_zone"] = "landing_zone"
    zone_names: ZoneNames = Field(default_factory=dict)
    """Zone names by private link sub-resource, for clouds in which the built-in names are not confirmed."""
    also_for: list[SubresourceName] = Field(default_factory=list)
    """Further private link sub-resources for which zones are created, such as `Sql`, in addition to those that the
    landing zone needs."""


class DnsHub(Model):
    """The private DNS zones exist in a hub, possibly in another subscription."""

    owner: Literal["hub"]
    resource_group_id: ResourceGroupId
    """Id of the resource group of the zones."""
    zone_ids: dict[str, PrivateDnsZoneId] = Field(default_factory=dict)
    """Ids of zones in other resource groups, by zone name."""
    zone_names: ZoneNames = Field(default_factory=dict)
    """Zone names by private link sub-resource, for clouds in which the built-in names are not confirmed."""
    also_for: list[SubresourceName] = Field(default_factory=list)
    """Further private link sub-resources whose zones the network resolves, in addition to those that the landing zone
    needs."""


class DnsPolicy(Model):
    """Azure Policy creates the DNS records of private endpoints; Terraform ignores them."""

    owner: Literal["policy"]


Dns = Annotated[DnsLandingZone | DnsHub | DnsPolicy, Field(discriminator="owner")]


class FirewallPolicy(Model):
    """An Azure Firewall policy, possibly in another subscription, to which the landing zone adds its rules."""

    id: FirewallPolicyId
    """Id of the policy. A rule collection group is added to it."""
    priority: Annotated[Whole, Field(ge=100, le=65000)] = 500
    """Priority of the rule collection group."""


class _Allowed(Model):
    allow: list[OptionalService] = Field(default_factory=list)
    """Services that compute may reach in addition to the required ones, such as `azure_artifacts`."""
    storage_regions: list[str] = Field(default_factory=list)
    """Further regions whose storage accounts compute may reach, such as the region of an Azure DevOps organization."""


class OutboundFirewall(_Allowed):
    """Outbound traffic is routed to a firewall or another network appliance."""

    through: Literal["firewall"]
    firewall_ip: IpAddress
    """Private IP address of the firewall."""
    firewall_policy: FirewallPolicy | None = None
    """Azure Firewall policy to which the rules are added. Omit it if the firewall is managed elsewhere; `adlz show
    paths --theirs` then lists the rules that its owner must add."""
    hosts: Annotated[list[Host], Distinct] = Field(default_factory=list)
    """Custom hosts that compute may reach on port 443, such as a package feed. `*.` matches all subdomains."""


class OutboundNatGateway(_Allowed):
    """Outbound traffic uses a NAT gateway with a public IP address. Only the security groups filter it."""

    through: Literal["nat_gateway"]


class OutboundNone(Model):
    """There is no outbound route. Compute then works only with service endpoints that you add."""

    through: Literal["none"] = "none"


Outbound = Annotated[OutboundFirewall | OutboundNatGateway | OutboundNone, Field(discriminator="through")]


class Hub(Model):
    """The hub that the network is peered with, which may be in another subscription."""

    virtual_network_id: VirtualNetworkId
    """Id of the hub's virtual network."""
    use_gateway: bool = False
    """Whether the landing zone uses the gateway of the hub, for example to reach on-premises networks."""
    ranges: Annotated[list[Cidr], Distinct] = Field(default_factory=list)
    """Address ranges behind the hub that the landing zone may reach, such as those of on-premises databases."""
    manage: list[Literal["peering", "dns_links"]] = Field(default_factory=list)
    """Resources that the landing zone creates on the hub's side, if it has the permissions: the hub's side of the
    `peering`, and `dns_links`, so that each network resolves the private DNS zones of the other. The owner of the
    hub creates the others."""


class Subnet(Model):
    """A subnet that the landing zone creates."""

    address_prefix: Cidr | None = None
    """Address range. Optional for a purpose that has a predefined slot in the address space."""
    allow: list[AnyService] = Field(default_factory=list)
    """Services that can be reached from the subnet, in addition to those of its purpose."""
    delegation: Annotated[str, among(subnets.delegable, "service that a subnet can be given to")] | None = None
    """Delegation of the subnet: `Microsoft.Databricks/workspaces`, for the Databricks workspace of a product. Subnets
    with a predefined slot have a predefined delegation."""
    purpose: Literal["endpoints", "training"] | None = None
    """Purpose of a further subnet: `endpoints` or `training`, with the same rules, for products that name it in
    `workspace.subnets`. Default: none, or that of the predefined slot."""


class CreatedNetwork(Model):
    """A virtual network that the landing zone creates."""

    address_space: Annotated[list[Cidr], Field(min_length=1)]
    """Address ranges of the network. Subnets with a predefined slot are in the first range. Append ranges; do not
    change existing ones."""
    subnets: dict[SubnetName, Subnet] = Field(default_factory=dict)
    """Further subnets by purpose, or a different range for a subnet with a predefined slot. `endpoints` and `training`
    always exist."""
    dns_servers: Annotated[list[IpAddress], Distinct] = Field(default_factory=list)
    """Custom DNS servers. If empty, Azure DNS."""
    dns: Dns = default(DnsLandingZone)
    """Owner of the private DNS zones: `landing_zone`, `hub` or `policy`."""
    outbound: Outbound = default(OutboundNone)
    """Route of outbound traffic (`firewall`, `nat_gateway` or `none`) and its allowed destinations."""
    hub: Hub | None = None
    """The hub that the network is peered with."""
    storage_policy: bool = False
    """Whether compute can reach only the storage accounts of this subscription and those of the service itself. This
    adds a service endpoint policy to the training subnet and prevents data exfiltration."""

    @model_validator(mode="after")
    def _ranges_for_all(self) -> CreatedNetwork:
        for name, subnet in self.subnets.items():
            if name not in subnets.slots() and subnet.address_prefix is None:
                raise ValueError(
                    f"subnets.{name} needs an address_prefix: only {', '.join(subnets.slots())} have a slot"
                )
            if subnet.purpose is not None and (name in subnets.slots() or subnet.delegation is not None):
                raise ValueError(
                    f"subnets.{name}.purpose is of a further subnet without delegation; slots have a predefined purpose"
                )
            if name in subnets.slots() and subnet.delegation is not None:
                raise ValueError(f"subnets.{name} has a slot, which says what it is given to: leave out its delegation")
        return self


class ExistingNetwork(Model):
    """A virtual network that exists already."""

    virtual_network_id: VirtualNetworkId
    """Id of the virtual network."""
    subnets: dict[SubnetName, SubnetId]
    """Subnet ids by purpose. `endpoints` is required; `training` is required for products in the customer network."""
    dns: Dns = default(DnsLandingZone)
    """Owner of the private DNS zones: `landing_zone`, `hub` or `policy`."""

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
