"""The host names of a configuration that a probe asks for."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator
from dataclasses import dataclass

from ..azure.paths import Need
from ..config import Configuration
from ..paths.conditions import holds
from ..paths.needed import location, needed_services, needs_of
from ..paths.targets import target_kinds, targets
from ..paths.workloads import Where, Workload, workloads


@dataclass(frozen=True)
class Name:
    """A host name and a port that must answer.

    Attributes:
        host: the name.
        port: the TCP port.
        what: what it belongs to, for people.
        private: whether it belongs to a private endpoint, so that its address must be private.
        ranges: the ranges of the subnet of the endpoint; empty if they are not known.
        why: why it is needed.
    """

    host: str
    port: int
    what: str
    private: bool
    ranges: tuple[str, ...]
    why: str


def names(configuration: Configuration, stacks: frozenset[str], purpose: str) -> tuple[Name, ...]:
    """The names of the private endpoints that workloads of stacks use, and of outbound services of a subnet.

    Names that exist only after apply, such as those of workspaces, and patterns of names are left out.

    Args:
        configuration: a checked configuration.
        stacks: the names of the stacks.
        purpose: the purpose of the subnet whose outbound services are asked for; empty for none.
    """
    found: dict[tuple[str, int], Name] = {}
    for workload in workloads(configuration):
        for need in needs_of(workload.kind):
            if not holds(need.when, configuration, workload):
                continue
            private = workload.stack in stacks
            outbound = bool(purpose) and workload.purpose == purpose and need.network != Where.MANAGED
            for name in (
                *(_endpoints(configuration, workload, need) if private else ()),
                *(_services(configuration, workload, need) if outbound else ()),
            ):
                found.setdefault((name.host, name.port), name)
    return tuple(found.values())


def _endpoints(configuration: Configuration, workload: Workload, need: Need) -> Iterator[Name]:
    core = configuration.core
    range_ = core.subnets["endpoints"].address_prefix
    for target in targets(configuration, workload, need.target) if need.target in target_kinds() else ():
        for part in need.parts:
            for host in target.hosts(core, part, location(configuration, workload, need)):
                ranges = (range_,) if range_ and target.created else ()
                port = int(need.ports[0])
                yield Name(host, port, f"{target.title} ({part})", True, ranges, need.why)


def _services(configuration: Configuration, workload: Workload, need: Need) -> Iterator[Name]:
    for service in needed_services(configuration, workload, need):
        for host in (*(service.hosts or ()), *service.beside_tags):
            if "*" not in host:
                port = 443 if "443" in service.host_ports else int(service.host_ports[0])
                yield Name(host, port, service.title, False, (), need.why)


def subnet_of(configuration: Configuration, address: str) -> str:
    """The purpose of the subnet that an address is in; empty if it is in none."""
    known = ipaddress.IPv4Address(address)
    for purpose, place in configuration.core.subnets.items():
        if place.address_prefix and known in ipaddress.IPv4Network(place.address_prefix):
            return purpose
    return ""
