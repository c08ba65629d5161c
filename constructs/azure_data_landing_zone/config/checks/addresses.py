"""Checks of addresses and private DNS zones: what Azure refuses, and what would not be reached."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from ipaddress import IPv4Network

from ...azure import addresses
from ...azure.addresses import AZURE_DNS
from ...azure.clouds import CloudName, subresource, subresource_names
from ...azure.exposure import is_private
from ...azure.ids import ResourceId
from ..models.analytics import CreatedKubernetes, ExistingDatabricks
from ..models.isolation import CustomerNetwork
from ..models.network import CreatedNetwork, DnsHub, DnsPolicy, OutboundFirewall
from ..reading.document import Path_
from ..reading.explain import nearest
from ..reading.problems import Problem
from .subject import Check, Subject

_KUBERNETES: Path_ = ("analytics", "kubernetes")
#: The largest range of services, "smaller than /12". Source: Microsoft Learn "Configure Azure CNI networking in AKS"
#: (Kubernetes service address range), read 2026-11-26.
_LARGEST_SERVICE_PREFIX = 13


def _spaces(subject: Subject) -> Iterator[Problem]:
    zone = subject.configuration.landing_zone
    network = zone.network
    if not isinstance(network, CreatedNetwork):
        return
    kubernetes = isinstance(zone.analytics.kubernetes, CreatedKubernetes)
    for index, text in enumerate(network.address_space):
        path: Path_ = ("network", "address_space", index)
        space = IPv4Network(text)
        if inside := _refused(space):
            yield subject.problem(path, f"overlaps {inside}, which no virtual network may have")
        elif inside := _hidden_from_compute(subject, space):
            yield subject.problem(
                path, f"overlaps {inside}, so compute would not reach what has its addresses: choose another range"
            )
        elif kubernetes and (inside := addresses.overlapping("kubernetes", space)):
            yield subject.problem(
                path, f"overlaps {inside}, which the network of a Kubernetes cluster may not have: choose another range"
            )


def _refused(network: IPv4Network) -> str:
    """The range that no network has and that overlaps another, with its meaning; empty if there is none."""
    return addresses.overlapping("refused", network) or addresses.overlapping("reserved", network)


def _hidden_from_compute(subject: Subject, network: IPv4Network) -> str:
    """The range that compute uses itself and that overlaps another, with its meaning; empty without compute."""
    compute = isinstance(subject.configuration.landing_zone.analytics.kubernetes, CreatedKubernetes) or any(
        isinstance(deployment.product.workspace.isolation, CustomerNetwork) for deployment in subject.deployments
    )
    return addresses.overlapping("compute", network) if compute else ""


def _hub(subject: Subject) -> Iterator[Problem]:
    """Routes of a network to itself come first: nothing behind the hub has an address of ours."""
    network = subject.configuration.landing_zone.network
    if not isinstance(network, CreatedNetwork):
        return
    own = [IPv4Network(space) for space in network.address_space]
    for index, text in enumerate(network.hub.ranges if network.hub else ()):
        path: Path_ = ("network", "hub", "ranges", index)
        behind = IPv4Network(text)
        found = next((number for number, space in enumerate(own) if space.overlaps(behind)), None)
        if found:
            yield _appended(subject, found, f"overlaps {behind} in network.hub.ranges")
        elif found is not None:
            yield subject.problem(
                path,
                f"overlaps {own[found]} in network.address_space, so the landing zone would never reach it: name the "
                "addresses behind the hub only",
            )
        elif inside := _refused(behind):
            yield subject.problem(path, f"overlaps {inside}, which no network has")
        elif inside := _hidden_from_compute(subject, behind):
            yield subject.problem(
                path, f"overlaps {inside}, so compute would not reach it: name the other ranges behind the hub only"
            )
    own_id = str(subject.configuration.core.virtual_network_id).lower()
    if network.hub and network.hub.virtual_network_id.lower() == own_id:
        yield subject.problem(
            ("network", "hub", "virtual_network_id"),
            "is the network of the landing zone itself: give the id of the hub's network",
        )
    if isinstance(network.outbound, OutboundFirewall):
        firewall = IPv4Network(network.outbound.firewall_ip)
        path = ("network", "outbound", "firewall_ip")
        found = next((number for number, space in enumerate(own) if space.overlaps(firewall)), None)
        if found:
            yield _appended(subject, found, f"contains network.outbound.firewall_ip ({firewall.network_address})")
        elif found is not None:
            yield subject.problem(
                path,
                f"lies in {own[found]}, which is the network itself: give the address of the firewall in the hub",
            )
        elif not is_private(str(firewall)):
            yield subject.problem(
                path,
                "is not a private address: traffic is routed to the private address of the firewall, such as 10.0.0.4",
            )
        elif inside := _hidden_from_compute(subject, firewall):
            yield subject.problem(path, f"lies in {inside}, so compute would not reach it: give another address")


def _appended(subject: Subject, index: int, what: str) -> Problem:
    """A problem of a range that was appended to the address space: the first range exists, and what it overlaps too."""
    return subject.problem(
        ("network", "address_space", index),
        f"{what}: a network keeps traffic to its own addresses, so the landing zone would not reach them behind the "
        "hub, and Azure refuses to peer networks that overlap. Append a range that neither the hub nor the networks "
        "behind it have",
    )


def _dns_servers(subject: Subject) -> Iterator[Problem]:
    network = subject.configuration.landing_zone.network
    for index, text in enumerate(network.dns_servers if isinstance(network, CreatedNetwork) else ()):
        server = IPv4Network(text)
        path: Path_ = ("network", "dns_servers", index)
        # Azure's own DNS is among the ranges that no network has.
        if text != AZURE_DNS and (inside := _refused(server)):
            yield subject.problem(path, f"lies in {inside}, which no server has")
        elif inside := _hidden_from_compute(subject, server):
            yield subject.problem(path, f"lies in {inside}, so compute would not reach it: give another address")


def _cluster(subject: Subject) -> Iterator[Problem]:
    zone = subject.configuration.landing_zone
    config = zone.analytics.kubernetes
    if not isinstance(config, CreatedKubernetes):
        return
    hub = zone.network.hub if isinstance(zone.network, CreatedNetwork) else None
    for key in ("pod_range", "service_range"):
        here = IPv4Network(getattr(config, key))
        if inside := _refused(here) or addresses.overlapping("kubernetes", here):
            yield subject.problem(
                (*_KUBERNETES, key),
                f"overlaps {inside}, which a cluster may not use: choose another range",
                repr(str(here)),
            )
        for text in hub.ranges if hub else ():
            if here.overlaps(IPv4Network(text)):
                yield subject.problem(
                    (*_KUBERNETES, key),
                    f"overlaps network.hub.ranges ({text}), which the cluster would not reach: choose a range that is "
                    "used nowhere else",
                    repr(str(here)),
                )
    if IPv4Network(config.service_range).prefixlen < _LARGEST_SERVICE_PREFIX:
        yield subject.problem(
            (*_KUBERNETES, "service_range"),
            f"is too large: a /{_LARGEST_SERVICE_PREFIX} at most",
            repr(config.service_range),
        )


def _zone_ids(subject: Subject) -> Iterator[Problem]:
    """The id that is given for a zone is the id of that zone."""
    configuration = subject.configuration
    zone = configuration.landing_zone
    dns = zone.network.dns
    if isinstance(dns, DnsHub):
        known = configuration.core.hub_zone_names
        for name, id_ in dns.zone_ids.items():
            path: Path_ = ("network", "dns", "zone_ids", name)
            if (found := ResourceId.parse(id_).name) != name:
                yield subject.problem(path, f"leads to the zone {found!r}: give the id of the zone {name!r}", "")
            elif owner := _cloud_of_zone(name, zone.cloud):
                yield subject.problem(path, f"is a zone of the cloud {owner}, this landing zone is in {zone.cloud}", "")
            elif name not in known and (near := nearest(name, known)):
                yield subject.problem(path, f"is no zone that the landing zone needs{near}", "")
    if not isinstance(dns, DnsPolicy):
        for name, zones in dns.zone_names.items():
            for index, given in enumerate(zones):
                if owner := _cloud_of_zone(given, zone.cloud):
                    yield subject.problem(
                        ("network", "dns", "zone_names", name, index),
                        f"is a zone of the cloud {owner}, this landing zone is in {zone.cloud}",
                    )
    kubernetes = zone.analytics.kubernetes
    if isinstance(kubernetes, CreatedKubernetes) and kubernetes.private_dns_zone_id is not None:
        found = ResourceId.parse(kubernetes.private_dns_zone_id).name
        wanted = [name.replace("{region}", zone.location) for name in subresource("management", zone.cloud).zones]
        if wanted and not any(found == name or found.endswith(f".{name}") for name in wanted):
            yield subject.problem(
                (*_KUBERNETES, "private_dns_zone_id"),
                f"leads to the zone {found!r}: AKS takes {wanted[0]!r}, or a zone below it, for a cluster in "
                f"{zone.location}",
                "",
            )


def _cloud_of_zone(name: str, own: CloudName) -> str:
    """The other cloud whose zone this is; empty if it is none, or one of this cloud too."""
    if any(name in subresource(key, own).zones for key in subresource_names()):
        return ""
    others = (cloud for cloud in CloudName if cloud is not own)
    return next((str(c) for c in others if any(name in subresource(key, c).zones for key in subresource_names())), "")


def _hosts(subject: Subject) -> Iterator[Problem]:
    zone = subject.configuration.landing_zone
    databricks = zone.analytics.databricks
    if isinstance(databricks, ExistingDatabricks) and databricks.workspace_url is not None:
        wanted = [name.removeprefix("privatelink.") for name in subresource("databricks_ui_api", zone.cloud).zones]
        if wanted and not databricks.workspace_url.endswith(tuple(f".{name}" for name in wanted)):
            yield subject.problem(
                ("analytics", "databricks", "workspace_url"),
                f"is no host of Databricks in the cloud {zone.cloud}: it must end in .{wanted[0]}",
            )


#: The checks, with the sections of the landing zone that each reads.
ADDRESS_CHECKS: Sequence[tuple[Check, tuple[str, ...]]] = (
    (_spaces, ("network", "analytics")),
    (_hub, ("network", "name", "names", "naming", "location", "subscription_id", "analytics")),
    (_dns_servers, ("network", "analytics")),
    (_cluster, ("network", "analytics")),
    (_zone_ids, ("network", "analytics", "cloud", "location", "observability")),
    (_hosts, ("analytics", "cloud")),
)


def address_warnings(subject: Subject) -> Iterator[Problem]:
    """Public ranges that are used as if they were private."""
    network = subject.configuration.landing_zone.network
    if not isinstance(network, CreatedNetwork):
        return
    for index, text in enumerate(network.address_space):
        if not is_private(text) and not _refused(IPv4Network(text)):
            yield subject.problem(
                ("network", "address_space", index),
                "is a public range: hosts of the internet that have its addresses are not reached from the network",
            )
    for index, text in enumerate(network.dns_servers):
        if not is_private(text) and not _refused(IPv4Network(text)):
            yield subject.problem(
                ("network", "dns_servers", index),
                "is a public DNS server, which does not know the private DNS zones of the endpoints",
            )
