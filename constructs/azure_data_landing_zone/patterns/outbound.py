"""Outbound traffic of a landing zone's network, as rules of the filters."""

from __future__ import annotations

from ..azure.outbound import Service
from ..azure.subnets import is_compute
from ..config.layout.core import CoreLayout
from ..config.models.network import CreatedNetwork, OutboundFirewall
from ..resources import FirewallRule


def firewall_rules(core: CoreLayout) -> list[FirewallRule]:
    """Rules of a firewall per service: by service tag where one covers it, else by host."""
    sources: dict[Service, list[str]] = {}
    for purpose, place in core.subnets.items():
        for service in core.reached(purpose):
            sources.setdefault(service, []).append(place.address_prefix)
    rules = [
        FirewallRule(
            name=service.name.replace("_", "-"),
            sources=tuple(prefixes),
            traffic=service.traffic if service.has_tags else (),
            hosts=service.firewall_hosts,
            host_ports=service.host_ports,
        )
        for service, prefixes in sorted(sources.items(), key=lambda item: item[0].priority)
        if service.has_tags or service.firewall_hosts
    ]
    if hosts := _own_hosts(core):
        compute = tuple(place.address_prefix for name, place in core.subnets.items() if is_compute(core.purpose(name)))
        rules.append(FirewallRule("own-hosts", compute, (), hosts))
    return rules


def ports_to_firewall(core: CoreLayout, purpose: str) -> list[str]:
    """Ports on which a subnet's security group lets traffic out to the firewall, which alone can tell hosts apart."""
    network = core.landing_zone.network
    if not isinstance(network, CreatedNetwork) or not isinstance(network.outbound, OutboundFirewall):
        return []
    ports = {
        port
        for service in core.reached(purpose)
        if service.beside_tags or (not service.traffic and service.hosts)
        for port in service.host_ports
    }
    if is_compute(core.purpose(purpose)) and _own_hosts(core):
        ports.add("443")
    return sorted(ports)


def _own_hosts(core: CoreLayout) -> tuple[str, ...]:
    network = core.landing_zone.network
    if isinstance(network, CreatedNetwork) and isinstance(network.outbound, OutboundFirewall):
        return tuple(sorted(set(network.outbound.hosts)))
    return ()
