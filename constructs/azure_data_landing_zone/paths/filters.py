"""Rules of security groups and firewalls, and whether they let traffic pass."""

from __future__ import annotations

import fnmatch
import functools
import ipaddress
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from .model import Evidence

#: Service tags that stand for addresses inside a network.
_INSIDE = ("virtualnetwork", "azureloadbalancer")


@dataclass(frozen=True)
class Traffic:
    """Traffic that a filter judges.

    Attributes:
        origin: the range of its sender.
        destinations: ranges, service tags without region in lower case or with one, or `internet`.
        protocol: `tcp`, `udp` or `*`.
        port: a port, or `*` for all.
    """

    origin: str
    destination: str
    protocol: str
    port: str


@dataclass(frozen=True)
class Rule:
    """A rule of a security group.

    Attributes:
        name: its name.
        priority: its priority; the lowest number comes first.
        inbound: its direction.
        allow: whether it allows.
        protocol: `tcp`, `udp`, `icmp` or `*`.
        sources: ranges and service tags.
        destinations: ranges and service tags.
        ports: ports and ranges of ports.
        evidence: the resource that contains it.
    """

    name: str
    priority: int
    inbound: bool
    allow: bool
    protocol: str
    sources: tuple[str, ...]
    destinations: tuple[str, ...]
    ports: tuple[str, ...]
    evidence: Evidence | None = None


@functools.cache
def _range(text: str) -> ipaddress.IPv4Network | None:
    try:
        return ipaddress.IPv4Network(text)
    except ValueError:
        return None


def contains(outer: str, inner: str) -> bool:
    """Whether an address range contains another one."""
    one, other = _range(outer), _range(inner)
    return one is not None and other is not None and other.subnet_of(one)


def _overlaps(one: str, other: str) -> bool:
    first, second = _range(one), _range(other)
    return first is not None and second is not None and first.overlaps(second)


def port_within(port: str, ports: Iterable[str]) -> bool:
    """Whether ports and ranges of ports contain a port or a range of ports; `*` is all ports."""
    for known in ports:
        if known in ("*", port):
            return True
        if port == "*":
            continue
        first, _, last = known.partition("-")
        start, _, end = port.partition("-")
        if int(first) <= int(start) and int(end or start) <= int(last or first):
            return True
    return False


def tag_covers(tag: str, wanted: str) -> bool:
    """Whether a service tag covers another one: a tag without region covers those with one."""
    tag, wanted = tag.lower(), wanted.lower()
    return wanted == tag or (wanted.startswith(f"{tag}.") and not tag.startswith("azurefrontdoor"))


def judge(
    rules: Sequence[Rule], traffic: Traffic, *, inbound: bool, network: Sequence[str]
) -> tuple[bool, Rule | None]:
    """Whether a security group lets traffic pass, and the rule that decides; None for one of Azure's default rules.

    A rule that denies a part of the traffic decides against it.

    Args:
        rules: the rules of the group, by priority.
        traffic: the traffic.
        inbound: the direction.
        network: the ranges of the network and of networks that it is peered with.
    """
    for rule in rules:
        if rule.inbound is not inbound:
            continue
        if rule.protocol != "*" and traffic.protocol not in (rule.protocol, "*"):
            continue
        if rule.protocol != "*" and traffic.protocol == "*" and rule.allow:
            continue
        match = _covers if rule.allow else _touches
        port = port_within(traffic.port, rule.ports) or (not rule.allow and _any_port(traffic.port, rule.ports))
        if (
            port
            and any(match(source, traffic.origin, network) for source in rule.sources)
            and any(match(destination, traffic.destination, network) for destination in rule.destinations)
        ):
            return rule.allow, rule
    return _default(traffic, inbound=inbound, network=network), None


def _any_port(port: str, ports: Sequence[str]) -> bool:
    return port == "*" and bool(ports)


def _default(traffic: Traffic, *, inbound: bool, network: Sequence[str]) -> bool:
    """Azure's default rules: inside of the network everything, out to the internet everything, in from it nothing."""
    inside = any(contains(range_, traffic.destination) for range_ in network)
    return inside if inbound else inside or _range(traffic.destination) is None or not _private(traffic.destination)


def _private(range_: str) -> bool:
    known = _range(range_)
    return known is not None and known.is_private


def _covers(prefix: str, wanted: str, network: Sequence[str]) -> bool:
    """Whether a rule's prefix covers an address range or a service tag."""
    lowered = prefix.lower()
    if lowered == "*" or lowered == wanted.lower():
        return True
    if _range(wanted) is not None:
        if lowered == "virtualnetwork":
            return any(contains(range_, wanted) for range_ in network)
        if lowered == "internet":
            return not _private(wanted)
        return contains(prefix, wanted)
    if wanted.lower() in _INSIDE:
        return False
    return lowered == "internet" or tag_covers(prefix, wanted)


def _touches(prefix: str, wanted: str, network: Sequence[str]) -> bool:
    """Whether a rule's prefix covers a part of an address range or of a service tag."""
    if _covers(prefix, wanted, network):
        return True
    if _range(wanted) is not None:
        return _overlaps(prefix, wanted)
    return tag_covers(wanted, prefix) or (wanted.lower() == "internet" and _range(prefix) is None)


@dataclass(frozen=True)
class FirewallRule:
    """A rule of a firewall that allows traffic.

    Attributes:
        name: its name.
        sources: ranges.
        destinations: ranges and service tags of a network rule; host names of an application rule.
        hosts: whether it is an application rule.
        protocols: `tcp`, `udp`, `any`.
        ports: ports and ranges of ports.
        evidence: the resource that contains it.
    """

    name: str
    sources: tuple[str, ...]
    destinations: tuple[str, ...]
    hosts: bool
    protocols: tuple[str, ...]
    ports: tuple[str, ...]
    evidence: Evidence

    def allows(self, traffic: Traffic) -> bool:
        """Whether it allows traffic to a range or a service tag."""
        protocol = "any" in self.protocols or traffic.protocol in self.protocols
        return (
            not self.hosts
            and protocol
            and port_within(traffic.port, self.ports)
            and any(source == "*" or contains(source, traffic.origin) for source in self.sources)
            and any(_covers(known, traffic.destination, ()) for known in self.destinations)
        )

    def allows_host(self, origin: str, host: str, port: str) -> bool:
        """Whether it allows traffic to a host name."""
        return (
            self.hosts
            and port_within(port, self.ports)
            and any(source == "*" or contains(source, origin) for source in self.sources)
            and any(host_within(host, known) for known in self.destinations)
        )


def host_within(host: str, pattern: str) -> bool:
    """Whether a host name, or a pattern of them, is one that a pattern covers."""
    if "*" not in pattern:
        # Most are plain names, each of another product: fnmatch would compile an expression for every one.
        return host.lower() == pattern.lower()
    return fnmatch.fnmatchcase(host.lower(), pattern.lower())


def first(rules: Iterable[FirewallRule], allows: Callable[[FirewallRule], bool]) -> FirewallRule | None:
    """The first rule that allows something."""
    return next((rule for rule in rules if allows(rule)), None)
