"""Whether a workload reaches a service that is known by service tags or host names."""

from __future__ import annotations

from collections.abc import Iterator

from ..azure import tables
from ..azure.outbound import Service
from ..config import Configuration
from ..config.models.network import CreatedNetwork, OutboundFirewall
from .facts import Facts, Subnet
from .filters import FirewallRule, Traffic, contains, first, host_within, tag_covers
from .inside import Inside, last, tcp
from .model import Outcome, Request, Step, Topic
from .workloads import Where, Workload

_INTERNET = "Internet"


class ServiceReach:
    """Evaluates connections to services.

    Args:
        configuration: a checked configuration.
        facts: what its stacks contain.
        inside: the network of the landing zone.
    """

    def __init__(self, configuration: Configuration, facts: Facts, inside: Inside) -> None:
        self._core = configuration.core
        self._facts = facts
        self._inside = inside
        network = self._core.landing_zone.network
        outbound = network.outbound if isinstance(network, CreatedNetwork) else None
        self._firewall = outbound if isinstance(outbound, OutboundFirewall) else None
        self._known: dict[object, tuple[Step, ...]] = {}

    def service(self, workload: Workload, service: Service) -> tuple[Step, ...]:
        """The steps from a workload to a service that is reached by service tags or host names."""
        key = ("service", workload.place, service)
        if key not in self._known:
            self._known[key] = tuple(self._service(workload, service))
        return self._known[key]

    def _service(self, workload: Workload, service: Service) -> Iterator[Step]:
        place = workload.place
        if place.where is Where.MANAGED:
            yield self._managed_service(workload, service)
            return
        subnet = self._facts.subnets.get(place.id)
        if place.where is not Where.SUBNET or subnet is None:
            where = last(place.id) or workload.title
            yield Step(
                Outcome.THEIRS,
                "rules and routes of the existing network" if place.id else "it runs in a network of others",
                requests=tuple(_network_requests(service, where)),
            )
            return
        yield from self._out(subnet)
        pairs = [
            (destination, protocol, port)
            for traffic in service.traffic
            for destination in traffic.destinations
            for protocol in (traffic.protocol.lower(),)
            for port in traffic.ports
        ]
        for destination, protocol, port in pairs:
            yield self._inside.judged(subnet, Traffic(subnet.range, destination, protocol, port), inbound=False)
        firewalled = self._firewall is not None
        hosts = service.firewall_hosts if firewalled else () if service.traffic else service.hosts or ()
        # Without a service tag the security group judges the addresses of the service, where they are known.
        for port in service.host_ports if hosts and (service.beside_tags or not service.traffic) else ():
            yield self._inside.judged(subnet, Traffic(subnet.range, _INTERNET, "tcp", port), inbound=False)
        if not firewalled:
            return
        if service.has_tags:
            for destination, protocol, port in pairs:
                yield self._by_rule(subnet, service.title, destination, protocol, port)
        for host in hosts:
            for port in service.host_ports:
                yield self._by_host_rule(subnet, service.title, host, port)

    def _out(self, subnet: Subnet) -> Iterator[Step]:
        """The way out of a subnet."""
        purpose = ("network", "outbound")
        if subnet.next_hop == "none" or (not subnet.next_hop and not subnet.nat):
            yield Step(
                Outcome.LACKS,
                f"{last(subnet.id)} has no route out of the network",
                "set network.outbound.through to firewall or nat_gateway",
                purpose,
                subnet.evidence,
            )
        elif subnet.next_hop and subnet.next_hop != "internet":
            yield Step(Outcome.WORKS, f"route to {subnet.next_hop}", evidence=subnet.evidence)
            if self._inside.hub and not any(
                contains(range_, f"{subnet.next_hop}/32") for range_ in self._inside.ranges
            ):
                yield self._inside.peered(self._inside.id, self._inside.hub)
        else:
            yield Step(
                Outcome.WORKS, "NAT gateway" if subnet.nat else "route to the internet", evidence=subnet.evidence
            )

    def _by_rule(self, subnet: Subnet, title: str, destination: str, protocol: str, port: str) -> Step:
        traffic = Traffic(subnet.range, destination, "any" if protocol == "*" else protocol, port)
        rule = first(self._facts.firewall_rules, lambda one: one.allows(traffic))
        ports = f"{'any' if protocol == '*' else protocol.upper()} {port}"
        return self._at_firewall(rule, subnet, title, destination, ports)

    def _by_host_rule(self, subnet: Subnet, title: str, host: str, port: str) -> Step:
        rule = first(self._facts.firewall_rules, lambda one: one.allows_host(subnet.range, host, port))
        return self._at_firewall(rule, subnet, title, host, f"TCP {port}")

    def _at_firewall(self, rule: FirewallRule | None, subnet: Subnet, title: str, destination: str, ports: str) -> Step:
        if rule is not None:
            return Step(Outcome.WORKS, f"firewall rule {rule.name}", evidence=(rule.evidence,))
        if self._firewall is not None and self._firewall.firewall_policy is None:
            request = Request(Topic.FIREWALL, title, subnet.range, destination, ports)
            return Step(Outcome.THEIRS, f"firewall of others: {destination}", requests=(request,))
        return Step(
            Outcome.LACKS,
            f"no firewall rule allows {ports} from {subnet.range} to {destination}",
            f"add a rule for {destination} to the firewall policy",
            ("network", "outbound", "firewall_policy"),
        )

    def _managed_service(self, workload: Workload, service: Service) -> Step:
        layout = workload.layout
        network = layout.managed_network if layout is not None else None
        if network is None:
            return Step(Outcome.UNKNOWN, "the workspace has no managed network")
        if network.outbound == "allow_internet_outbound":
            return Step(Outcome.WORKS, "the managed network allows the internet")
        required = tables.read("managed_network")["required_tags"]["tags"]
        tags = [destination for traffic in service.traffic for destination in traffic.destinations]
        if service.has_tags and all(any(tag_covers(known, tag) for known in required) for tag in tags):
            return Step(Outcome.WORKS, "Azure adds the service tag to the managed network")
        return self._managed_hosts(workload, service.title, service.hosts or ())

    def _managed_hosts(self, workload: Workload, title: str, hosts: tuple[str, ...]) -> Step:
        rules = [rule for rule in self._facts.managed_rules.get(workload.place.id, ()) if rule.host]
        found, missing = [], []
        for host in hosts:
            rule = next((rule for rule in rules if host_within(host, rule.destination)), None)
            found.append(rule) if rule is not None else missing.append(host)
        evidence = tuple(dict.fromkeys(rule.evidence for rule in found if rule is not None))
        if missing:
            return Step(
                Outcome.LACKS,
                f"the managed network allows no {', '.join(missing)}",
                f"add {', '.join(missing)} to workspace.isolation.hosts",
                ("product", "workspace", "isolation"),
                evidence,
            )
        return Step(Outcome.WORKS, f"outbound rules of the managed network for {title}", evidence=evidence)

    def hosts(
        self, workload: Workload, title: str, hosts: tuple[str, ...], ports: tuple[str, ...] = ("443",)
    ) -> tuple[Step, ...]:
        """The steps from a workload to hosts that are known by their names alone."""
        network = workload.layout.managed_network if workload.layout is not None else None
        if workload.place.where is Where.MANAGED and network is not None:
            if network.outbound == "allow_internet_outbound":
                return (Step(Outcome.WORKS, "the managed network allows the internet"),)
            return (self._managed_hosts(workload, title, hosts),)
        service = Service(title, title, (), 0, (), tuple(hosts), tuple(ports))
        return self.service(workload, service)

    def service_of(self, workload: Workload, host: str) -> Service | None:
        """The allowed service that a host belongs to; None if it belongs to none."""
        layout = workload.layout
        if workload.place.where is Where.MANAGED:
            known = layout.managed_services if layout is not None else ()
        else:
            known = self._core.reached(workload.purpose) if workload.purpose else ()
        return next((one for one in known if any(host_within(host, pattern) for pattern in one.hosts or ())), None)


def _network_requests(service: Service, where: str) -> Iterator[Request]:
    if service.traffic:
        for traffic in service.traffic:
            protocol = "any" if traffic.protocol == "*" else traffic.protocol.upper()
            for destination in traffic.destinations:
                yield Request(
                    Topic.NETWORK, service.title, where, destination, f"{protocol} {', '.join(traffic.ports)}"
                )
        hosts = service.beside_tags
    else:
        hosts = service.hosts or ()
    for host in hosts:
        yield Request(Topic.NETWORK, service.title, where, host, tcp(service.host_ports))
