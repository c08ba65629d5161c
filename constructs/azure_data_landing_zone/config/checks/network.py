"""Checks of the network: ranges, DNS, what leaves it, and how Azure Monitor and compute are kept private."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator, Mapping, Sequence

from ...azure import names, subnets
from ...azure.clouds import CloudName, subresource, subresource_names
from ...azure.ids import ResourceId
from ...azure.managed_network import approved_by_hand, possible_targets
from ...azure.outbound import service
from ..configuration import Deployment
from ..layout.places import created_subnets, stack_name, subnet_purpose, subnet_range
from ..layout.services import SERVICES
from ..models.isolation import CustomerNetwork, ManagedNetwork
from ..models.network import (
    CreatedNetwork,
    DnsPolicy,
    ExistingNetwork,
    OutboundFirewall,
    OutboundNatGateway,
    OutboundNone,
)
from ..models.observability import CreatedScope, ExistingObservability, ExistingScope
from ..models.parts import CORE_PARTS, LAKE_SUBRESOURCES, PRODUCT_PARTS, PRODUCT_SUBRESOURCES
from ..reading.document import Path_
from ..reading.explain import nearest
from ..reading.problems import Problem
from .subject import Check, Subject


def _network(subject: Subject) -> Iterator[Problem]:
    zone = subject.configuration.landing_zone
    network = zone.network
    if isinstance(network, ExistingNetwork):
        if ResourceId.parse(network.virtual_network_id).subscription_id != zone.subscription_id:
            yield subject.problem(
                ("network", "virtual_network_id"),
                "lies in another subscription, but compute can only join a subnet of its workspace's subscription "
                f"({zone.subscription_id}); another subscription is another landing zone",
            )
        return
    spaces = [ipaddress.IPv4Network(space) for space in network.address_space]
    for index, space in enumerate(spaces):
        for earlier in range(index):
            if space.overlaps(spaces[earlier]):
                yield subject.problem(
                    ("network", "address_space", index), f"overlaps {spaces[earlier]}, which is in the list already"
                )
    ranges: dict[str, ipaddress.IPv4Network] = {}
    for purpose in created_subnets(network):
        where = subject.range_path(purpose)
        try:
            range_ = ipaddress.IPv4Network(subnet_range(network, purpose))
        except ValueError as error:
            yield subject.tight(purpose, str(error))
            continue
        if range_.prefixlen > subnets.LONGEST_PREFIX:
            yield subject.problem(where, f"is too small: Azure's smallest subnet is a /{subnets.LONGEST_PREFIX}")
        if not any(range_.subnet_of(space) for space in spaces):
            inside = ", ".join(map(str, spaces))
            yield subject.problem(where, f"lies outside of the address space of the network, which is {inside}")
        for other, taken in ranges.items():
            if range_.overlaps(taken):
                yield subject.problem(where, f"the subnets {other!r} ({taken}) and {purpose!r} ({range_}) overlap")
        ranges[purpose] = range_
    yield from _capacity(subject, ranges)


def _capacity(subject: Subject, ranges: Mapping[str, ipaddress.IPv4Network]) -> Iterator[Problem]:
    configuration = subject.configuration
    cloud = configuration.landing_zone.cloud
    lake = sum(subresource(name, cloud).addresses for name in LAKE_SUBRESOURCES)
    product = sum(subresource(name, cloud).addresses for name in PRODUCT_SUBRESOURCES)
    scoped = configuration.core.creates_private_link_scope
    monitor = subresource("azuremonitor", cloud).addresses if scoped else 0
    state = configuration.core.state_account.part.subresources if configuration.core.state_endpoint else ()
    analytics = sum(
        subresource(name, cloud).addresses
        for row in SERVICES
        if configuration.core.creates(row.key)
        for name in row.subresources
    )
    layers = len(list(configuration.landing_zone.data_lake.layers()))
    needs: dict[str, dict[str, int]] = {
        "endpoints": {
            "core": lake * layers + monitor + analytics + sum(subresource(name, cloud).addresses for name in state)
        }
    }
    for d in subject.deployments:
        stack, joined = stack_name(d.product.name, d.environment), d.product.workspace.subnets
        needs.setdefault(joined.endpoints, {})[stack] = product + _own_databricks(d, cloud)
        if isinstance(d.product.workspace.isolation, CustomerNetwork):
            nodes = sum(cluster.max_nodes for cluster in d.product.compute.clusters)
            needs.setdefault(joined.training, {})[stack] = nodes + len(d.product.compute.instances)
    for purpose, need in needs.items():
        if purpose not in ranges:
            continue
        usable = ranges[purpose].num_addresses - subnets.RESERVED_ADDRESSES
        if sum(need.values()) > usable:
            largest = sorted(need.items(), key=lambda item: (-item[1], item[0]))
            listed = ", ".join(f"{name} {count}" for name, count in largest[:8])
            rest = f" and {len(largest) - 8} more" if len(largest) > 8 else ""
            yield subject.tight(
                purpose,
                f"the subnet {purpose!r} ({ranges[purpose]}) has {usable} usable addresses, but {sum(need.values())} "
                f"are needed at full scale ({listed}{rest}): {_more_room(subject, purpose)}",
            )


def _more_room(subject: Subject, name: str) -> str:
    """The ways out of a full subnet. The range of a deployed one does not change."""
    purpose = subject.configuration.core.purpose(name)
    return (
        f"give network.subnets.{name} a larger range before the first apply. Afterwards append a range to "
        f"network.address_space and add a further subnet, `network: {{subnets: {{{purpose}_2: {{purpose: {purpose}, "
        f"address_prefix: <range>}}}}}}`, which new products"
        + (" and products whose compute may be created again" if purpose == "training" else "")
        + f" name in `workspace: {{subnets: {{{purpose}: {purpose}_2}}}}`"
    )


def _product_subnets(subject: Subject) -> Iterator[Problem]:
    """A product names subnets that exist and have the purpose."""
    network = subject.configuration.landing_zone.network
    for deployment in subject.deployments:
        joined = deployment.product.workspace.subnets
        for purpose in ("endpoints", "training"):
            name = getattr(joined, purpose)
            if name == purpose:
                continue
            if isinstance(network, ExistingNetwork):
                known = sorted(network.subnets)
            else:
                known = [one for one in created_subnets(network) if subnet_purpose(network, one) == purpose]
            if name not in known:
                yield subject.product_problem(
                    deployment,
                    ("workspace", "subnets", purpose),
                    f"is no subnet of network.subnets with this purpose; those are {', '.join(known)}",
                )


def _own_databricks(deployment: Deployment, cloud: CloudName) -> int:
    """Addresses that a product's own Databricks workspace takes in the subnet of endpoints."""
    link = deployment.product.links.databricks
    if link is None or link.own is None:
        return 0
    names = [name for part in PRODUCT_PARTS if part.when == "own_databricks" for name in part.subresources]
    if not link.own.browser_authentication:
        names.remove("browser_authentication")
    return sum(subresource(name, cloud).addresses for name in names)


def _zones(subject: Subject) -> Iterator[Problem]:
    configuration = subject.configuration
    if isinstance(configuration.landing_zone.network.dns, DnsPolicy):
        return
    for name in configuration.core.subresources:
        if not configuration.core.zones(name):
            way_out = ", or set observability.private_link_scope to none" if name == "azuremonitor" else ""
            yield subject.problem(
                ("network", "dns"),
                f"the private DNS zone of {name!r} is not confirmed for the cloud {configuration.landing_zone.cloud}: "
                f"give it in network.dns.zone_names.{name}{way_out}",
                "",
            )


def _outbound(subject: Subject) -> Iterator[Problem]:
    zone = subject.configuration.landing_zone
    network = zone.network
    if not isinstance(network, CreatedNetwork):
        return
    outbound = network.outbound
    if isinstance(outbound, OutboundFirewall | OutboundNatGateway):
        for index, name in enumerate(outbound.allow):
            path: Path_ = ("network", "outbound", "allow", index)
            yield from _renderable(subject, path, name, isinstance(outbound, OutboundFirewall))
        for index, region in enumerate(outbound.storage_regions):
            if message := subject.location_objection(region):
                yield subject.problem(("network", "outbound", "storage_regions", index), message)
    for purpose, subnet in network.subnets.items():
        for index, name in enumerate(subnet.allow):
            path = ("network", "subnets", purpose, "allow", index)
            yield from _renderable(subject, path, name, isinstance(outbound, OutboundFirewall))


def _storage_policy(subject: Subject) -> Iterator[Problem]:
    network = subject.configuration.landing_zone.network
    if not isinstance(network, CreatedNetwork) or not network.storage_policy:
        return
    outbound, training = network.outbound, network.subnets.get("training")
    allowed = {*(training.allow if training else ())}
    regions: list[str] = []
    if not isinstance(outbound, OutboundNone):
        allowed.update(outbound.allow)
        regions = outbound.storage_regions
    if wants := [*sorted(allowed & {"azure_artifacts"}), *regions]:
        yield subject.problem(
            ("network", "storage_policy"),
            f"lets compute reach storage accounts of this subscription only, but {wants[0]} is allowed, "
            "whose accounts are somebody else's (Azure Artifacts keeps packages in them): give up one of the two",
        )


def _renderable(subject: Subject, path: Path_, name: str, firewall: bool) -> Iterator[Problem]:
    zone = subject.configuration.landing_zone
    target = service(name, zone.cloud, zone.location)
    if not target.traffic and target.hosts and not firewall:
        yield subject.problem(
            path,
            f"is known by host names only, such as {target.hosts[0]}, which a security group cannot tell apart: send "
            "traffic through a firewall (network.outbound.through: firewall), or give the product a managed network",
        )
    if target.hosts is None and not target.has_tags:
        yield subject.problem(
            path,
            f"has no hosts that Microsoft documents for the cloud {zone.cloud}: name them in network.outbound.hosts",
        )


def _hub(subject: Subject) -> Iterator[Problem]:
    network = subject.configuration.landing_zone.network
    if not isinstance(network, CreatedNetwork) or network.hub is None:
        return
    if "dns_links" in network.hub.manage and isinstance(network.dns, DnsPolicy):
        yield subject.problem(
            ("network", "hub", "manage", network.hub.manage.index("dns_links")),
            "cannot be made by us: network.dns.owner is policy, so the zones are not known here; leave it out, and let "
            "the owner of the zones link them to the network",
        )


def _private_link_scope(subject: Subject) -> Iterator[Problem]:
    configuration = subject.configuration
    zone = configuration.landing_zone
    setting = zone.observability.private_link_scope
    path: Path_ = ("observability", "private_link_scope")
    if setting is None and not configuration.core.owns_zones:
        yield subject.problem(
            path,
            f"must be said where network.dns.owner is {zone.network.dns.owner}, because networks that share a DNS "
            "share one Azure Monitor private link scope: {existing: <id of the hub's>}, created (if the hub has none), "
            "or none (telemetry and queries stay on public endpoints)",
            "",
        )
    if isinstance(setting, ExistingScope) and configuration.core.owns_zones:
        yield subject.problem(
            path,
            "names the hub's scope, but the landing zone owns its DNS (network.dns.owner), so its network would not "
            "find it: choose created, or let the hub own DNS",
            repr(setting.existing),
        )
    private_only = not isinstance(setting, CreatedScope) or setting.access == "private_only"
    if configuration.core.creates_private_link_scope and private_only:
        for layout in configuration.products:
            if layout.managed_network is not None:
                yield subject.problem(
                    path,
                    f"must be {{access: open}}: compute of the managed network of {layout.stack} reaches Azure Monitor "
                    "outside of the scope, which access private_only forbids",
                    "created",
                )
                return


def _isolation(subject: Subject) -> Iterator[Problem]:
    network = subject.configuration.landing_zone.network
    cloud = subject.configuration.landing_zone.cloud
    for deployment in subject.deployments:
        product = deployment.product
        isolation = product.workspace.isolation
        where: Path_ = ("workspace", "isolation")
        if isinstance(isolation, CustomerNetwork):
            machines = [*product.compute.clusters, *product.compute.instances]
            if isinstance(network, ExistingNetwork) and "training" not in network.subnets and machines:
                yield subject.product_problem(
                    deployment,
                    where,
                    "is customer_network (the default), but network.subnets has no 'training' for its clusters and "
                    "instances: give its id, or choose mode: managed_network",
                    "",
                )
            continue
        for index, name in enumerate(isolation.allow):
            if service(name, cloud, subject.configuration.landing_zone.location).hosts is None:
                yield subject.product_problem(
                    deployment,
                    (*where, "allow", index),
                    f"has no hosts that Microsoft documents for the cloud {cloud}: name them in "
                    "workspace.isolation.hosts",
                )
        for name, endpoint in isolation.endpoints.items():
            yield from _target(subject, deployment, isolation, name)
            known = subresource_names()
            if endpoint.subresource not in known:
                yield subject.product_problem(
                    deployment,
                    (*where, "endpoints", name, "subresource"),
                    f"is no private-link sub-resource that we know{nearest(endpoint.subresource, known)}; those are "
                    f"{', '.join(known)}",
                )
            elif (its := _subresources(endpoint.resource_id)) and endpoint.subresource not in its:
                yield subject.product_problem(
                    deployment,
                    (*where, "endpoints", name, "subresource"),
                    f"is no sub-resource of a {ResourceId.parse(endpoint.resource_id).type}; it has {', '.join(its)}",
                )


def _subresources(resource_id: str) -> list[str]:
    """The private-link sub-resources of a type that the library creates as well; empty for another type."""
    type_ = ResourceId.parse(resource_id).type.lower()
    parts = (part for part in (*CORE_PARTS, *PRODUCT_PARTS) if names.rules()[part.type].arm_type.lower() == type_)
    found = {subresource for part in parts for subresource in part.subresources}
    return sorted(found | {"web"} if "blob" in found else found)


def _target(subject: Subject, deployment: Deployment, isolation: ManagedNetwork, name: str) -> Iterator[Problem]:
    """The problem with the target of an endpoint of a managed network."""
    target = ResourceId.parse(isolation.endpoints[name].resource_id)
    possible = possible_targets()
    path: Path_ = ("workspace", "isolation", "endpoints", name, "resource_id")
    if not target.namespace:
        yield subject.product_problem(deployment, path, "must be the id of a resource, not of what holds resources")
    elif target.namespace.lower() not in {namespace.lower() for namespace in possible}:
        yield subject.product_problem(
            deployment,
            path,
            f"is of {target.namespace}, to which a managed network makes no endpoint; it does to {', '.join(possible)}",
        )
    elif approved_by_hand(target) and isolation.approval == "automatic":
        yield subject.product_problem(
            deployment,
            path,
            "is a target at which no role lets the workspace's identity approve the endpoint: choose "
            "workspace.isolation.approval: manual, and approve it with the output endpoint_approvals",
        )


def _further_endpoints(subject: Subject) -> Iterator[Problem]:
    for deployment in subject.deployments:
        for name, endpoint in deployment.product.workspace.further_endpoints.items():
            if message := subject.location_objection(endpoint.location):
                path: Path_ = ("workspace", "further_endpoints", name, "location")
                yield subject.product_problem(deployment, path, message)


#: The checks, with the sections of the landing zone that each reads.
NETWORK_CHECKS: Sequence[tuple[Check, tuple[str, ...]]] = (
    (_network, ("network", "subscription_id", "data_lake", "cloud", "observability")),
    (_zones, ("network", "cloud", "observability")),
    (_outbound, ("network", "cloud", "location", "naming")),
    (_storage_policy, ("network",)),
    (_hub, ("network",)),
    (_private_link_scope, ("network", "observability")),
    (_product_subnets, ("network",)),
    (_isolation, ("network", "cloud", "location")),
    (_further_endpoints, ("cloud", "naming")),
)


def network_warnings(subject: Subject) -> Iterator[Problem]:
    """Warnings: values that are allowed, and probably not meant."""
    configuration = subject.configuration
    network, observability = configuration.landing_zone.network, configuration.landing_zone.observability
    if isinstance(network, CreatedNetwork) and isinstance(network.outbound, OutboundNone):
        stuck = [p.stack for p in configuration.products if p.managed_network is None and p.product.compute.clusters]
        if stuck:
            yield subject.problem(
                ("network", "outbound"),
                f"is none, so compute of {stuck[0]} reaches nothing outside of the network, not even Azure Machine "
                "Learning: send traffic through a firewall or a NAT gateway",
                "",
            )
    if isinstance(network, CreatedNetwork) and isinstance(network.outbound, OutboundNatGateway):
        outbound = network.outbound
        if "azure_artifacts" in outbound.allow and not outbound.storage_regions:
            yield subject.problem(
                ("network", "outbound", "allow", outbound.allow.index("azure_artifacts")),
                "keeps packages in storage accounts of the geography of the Azure DevOps organisation, and security "
                f"groups open storage of {configuration.landing_zone.location} only: name the regions of that "
                "geography in network.outbound.storage_regions",
            )
    setting = observability.private_link_scope
    private_only = not isinstance(setting, CreatedScope) or setting.access == "private_only"
    if (
        isinstance(observability, ExistingObservability)
        and configuration.core.creates_private_link_scope
        and private_only
    ):
        yield subject.problem(
            ("observability", "log_analytics_workspace_id"),
            "is not ours to put into the private link scope: until its owner does, it cannot be queried from the "
            "network; or choose private_link_scope: {access: open}",
            "",
        )
