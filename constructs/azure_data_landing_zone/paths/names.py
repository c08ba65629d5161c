"""Whether the name of a private endpoint resolves where it is asked for."""

from __future__ import annotations

from collections.abc import Iterator

from ..azure.clouds import public_zones
from ..config.layout.core import CoreLayout
from ..config.models.network import CreatedNetwork, DnsHub, DnsPolicy
from .facts import Endpoint, Facts
from .filters import contains
from .model import Outcome, Request, Step, Topic

_AZURE_DNS = "168.63.129.16"


class Names:
    """The private DNS zones of a landing zone, and the networks that resolve them.

    Args:
        core: names and ids.
        facts: what the stacks contain.
    """

    def __init__(self, core: CoreLayout, facts: Facts) -> None:
        self._core = core
        self._facts = facts
        network = core.landing_zone.network
        self._dns = network.dns
        self._known: dict[tuple[str, str, bool], Step] = {}
        self._hub = (
            network.hub.virtual_network_id.lower() if isinstance(network, CreatedNetwork) and network.hub else ""
        )

    def resolve(self, endpoint: Endpoint, part: str, network: str, *, people: bool = False) -> Iterator[Step]:
        """The steps by which a sub-resource's names resolve to an endpoint.

        Args:
            endpoint: the endpoint.
            part: the sub-resource.
            network: the id of the network in which the names are asked for.
            people: whether users of the hub ask instead.
        """
        zones = self._core.zones(part)
        if isinstance(self._dns, DnsPolicy):
            names = ", ".join(zones) or f"the zone of {part}"
            yield Step(
                Outcome.THEIRS,
                f"Azure Policy registers {endpoint.name} in {names}",
                requests=tuple(
                    Request(Topic.RECORD, f"records of {part} endpoints", "Azure Policy", zone)
                    for zone in zones or (names,)
                )
                + tuple(
                    Request(Topic.LINK, f"link of {zone}", zone, self._asker(network, people=people))
                    for zone in zones or (names,)
                ),
            )
            return
        if not zones:
            yield Step(
                Outcome.LACKS,
                f"no private DNS zone is known for {part} in the cloud {self._core.landing_zone.cloud}",
                f"add the zone of {part} to network.dns.zone_names",
                ("network", "dns", "zone_names"),
            )
            return
        expected = [id_.lower() for id_ in self._core.zone_ids(part) or ()]
        missing = [id_ for id_ in expected if id_ not in endpoint.zones]
        if missing:
            names = ", ".join(_name(id_) for id_ in missing)
            yield Step(
                Outcome.LACKS,
                f"{endpoint.name} does not register in {names}",
                f"add {names} to the DNS zone group of {endpoint.name}",
                ("network", "dns"),
                (endpoint.evidence,),
            )
            return
        hub = isinstance(self._dns, DnsHub)
        for id_ in expected:
            key = (id_, network, people)
            if key not in self._known:
                judge = self._hub_zone if hub else self._own_zone
                self._known[key] = judge(id_, network, people=people)
            yield self._known[key]

    def resolve_in(self, endpoint: Endpoint, part: str, group: str | None) -> Iterator[Step]:
        """The steps by which a sub-resource's names resolve to an endpoint in another network.

        Args:
            endpoint: the endpoint.
            part: the sub-resource.
            group: the id of the resource group of that network's zones; None if Azure Policy creates the records.
        """
        network = _name(endpoint.network)
        expected = self._core.zone_ids_in(part, group)
        if expected is None:
            zones = self._core.zones(part) or (f"the zone of {part}",)
            requests = tuple(
                Request(Topic.RECORD, f"records of {part} endpoints", "Azure Policy", zone) for zone in zones
            )
            yield Step(Outcome.THEIRS, f"Azure Policy registers {endpoint.name}", requests=requests)
            return
        for id_ in expected:
            name = _name(id_)
            if id_.lower() not in endpoint.zones:
                told = f"{endpoint.name} does not register in {name}"
                remedy = f"add {name} to the DNS zone group of {endpoint.name}"
                yield Step(Outcome.LACKS, told, remedy, evidence=(endpoint.evidence,))
                continue
            requests = (Request(Topic.ZONE, name, "", id_), Request(Topic.LINK, f"link of {name}", name, network))
            yield Step(Outcome.THEIRS, f"{name} of {network}", evidence=(endpoint.evidence,), requests=requests)

    def _asker(self, network: str, *, people: bool) -> str:
        return _name(self._hub) if people and self._hub else _name(network)

    def _servers(self, network: str) -> tuple[str, ...]:
        """The DNS servers of a network that are outside of it."""
        known = self._facts.networks.get(network)
        if known is None:
            return ()
        return tuple(
            server
            for server in known.dns_servers
            if not any(contains(range_, f"{server}/32") for range_ in known.ranges)
        )

    def _own_zone(self, zone: str, network: str, *, people: bool) -> Step:
        """A zone that the landing zone creates."""
        created = self._facts.zones.get(zone)
        name = _name(zone)
        if created is None:
            return Step(
                Outcome.LACKS, f"the private DNS zone {name} does not exist", f"create {name}", ("network", "dns")
            )
        servers = self._servers(network)
        asker = self._hub if (people or servers) and self._hub else "" if servers or people else network
        link = self._facts.links.get((zone, asker))
        if link is None and asker == network and asker:
            return Step(
                Outcome.LACKS,
                f"{name} is not linked to {_name(network)}",
                f"link {name} to {_name(network)}",
                ("network", "dns"),
                (created,),
            )
        evidence = (created,) if link is None else (created, link)
        requests = []
        if link is None:
            where = _name(asker) if asker else "the network of the DNS servers"
            requests.append(Request(Topic.LINK, f"link of {name}", name, where))
        if servers:
            requests.extend(_forwarders(name, servers))
        told = f"{name} linked to {_name(asker)}" if link is not None else f"{name} to be linked"
        if requests:
            return Step(Outcome.THEIRS, told, "", ("network", "dns"), evidence, tuple(requests))
        return Step(Outcome.WORKS, told, evidence=evidence)

    def _hub_zone(self, zone: str, network: str, *, people: bool) -> Step:
        """A zone of the hub."""
        name = _name(zone)
        servers = self._servers(network)
        requests = [Request(Topic.ZONE, name, "", self._core.zone_id(name))]
        link = None if people else self._facts.links.get((zone, network))
        if servers:
            requests.extend(_forwarders(name, servers))
        elif link is None:
            requests.append(Request(Topic.LINK, f"link of {name}", name, self._asker(network, people=people)))
        told = f"{name} of the hub" + (f", linked to {_name(network)}" if link is not None else "")
        evidence = () if link is None else (link,)
        return Step(Outcome.THEIRS, told, "", ("network", "dns"), evidence, tuple(requests))


def _forwarders(zone: str, servers: tuple[str, ...]) -> Iterator[Request]:
    asked = ", ".join(servers)
    for public in public_zones(zone):
        yield Request(Topic.FORWARDER, f"forwarder for {public}", asked, f"Azure DNS ({_AZURE_DNS})", "UDP and TCP 53")


def _name(id_: str) -> str:
    return id_.rpartition("/")[2]
