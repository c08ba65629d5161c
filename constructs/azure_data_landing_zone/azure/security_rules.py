"""Network security rules per subnet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from . import tables
from .outbound import Service, Traffic

#: Where the rule stands that lets traffic out to the firewall, which knows the host names.
_TO_FIREWALL_PRIORITY = 3000
#: In a group that a service adds rules to, ours below the first number move up by the second.
_FIRST_OURS, _SHIFT = 200, 800


@dataclass(frozen=True)
class OverlayCluster:
    """A Kubernetes cluster with an overlay network.

    Attributes:
        nodes: the range of the subnet that its nodes lie in.
        pods: the range of its pods.
    """

    nodes: str
    pods: str


@dataclass(frozen=True)
class SecurityRule:
    """One rule of a network security group.

    `source` is `*`, a service tag or an address range; `destinations` is that, or several address ranges.
    """

    name: str
    priority: int
    direction: Literal["Inbound", "Outbound"]
    access: Literal["Allow", "Deny"]
    protocol: Literal["Tcp", "Udp", "Icmp", "Esp", "Ah", "*"]
    source: str
    destinations: tuple[str, ...]
    ports: tuple[str, ...]


def security_rules(
    services: Sequence[Service],
    *,
    network: Sequence[str],
    dns_servers: Sequence[str] = (),
    host_ports: Sequence[str] = (),
    cluster: OverlayCluster | None = None,
) -> tuple[SecurityRule, ...]:
    """The rules of a subnet: those common to all subnets, and what its compute reaches.

    Args:
        services: what compute in the subnet reaches; of those, what a security group knows.
        network: the ranges of the network, and further ones that are reached like it.
        dns_servers: own DNS servers. Default Azure's, which no rule keeps away.
        host_ports: ports on which traffic goes on to a firewall that filters by host name, which a security group
            cannot. Default none.
        cluster: the Kubernetes cluster whose nodes lie in the subnet. Default none.
    """
    places = {"{network}": tuple(network), "{dns}": tuple(dns_servers)}
    table = tables.read("security_rules")
    rows = list(table["every_subnet"])
    if cluster is not None:
        places |= {"{nodes}": (cluster.nodes,), "{pods}": (cluster.pods,)}
        rows += table["overlay_cluster"]
    common = [
        SecurityRule(
            name=row["name"],
            priority=row["priority"],
            direction=row["direction"],
            access=row["access"],
            protocol=row["protocol"],
            source=places.get(row["source"], (row["source"],))[0],
            destinations=destinations,
            ports=tuple(row["ports"]),
        )
        for row in rows
        if (destinations := places.get(row["destination"], (row["destination"],)))
    ]
    reached = [
        _allow(f"{_pascal(service.name)}{index + 1 if index else ''}", service.priority + index, traffic)
        for service in services
        for index, traffic in enumerate(service.traffic)
    ]
    if host_ports:
        ports = tuple(sorted(host_ports, key=int))
        reached.append(_allow("HostsThroughFirewall", _TO_FIREWALL_PRIORITY, Traffic(("Internet",), "Tcp", ports)))
    return tuple(sorted([*common, *reached], key=lambda rule: (rule.direction, rule.priority)))


def out_of_the_way(rule: SecurityRule) -> SecurityRule:
    """A rule where the first places belong to a service that adds rules of its own, as Databricks does from 100 on."""
    return rule if rule.priority >= _FIRST_OURS else replace(rule, priority=rule.priority + _SHIFT)


def _allow(what: str, priority: int, traffic: Traffic) -> SecurityRule:
    return SecurityRule(
        name=f"Allow{what}Outbound",
        priority=priority,
        direction="Outbound",
        access="Allow",
        protocol=traffic.protocol,
        source="VirtualNetwork",
        destinations=traffic.destinations,
        ports=traffic.ports,
    )


def _pascal(name: str) -> str:
    return "".join(word.capitalize() for word in name.split("_"))
