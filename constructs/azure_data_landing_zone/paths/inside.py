"""Conditions inside of the landing zone's network: security rules and peerings."""

from __future__ import annotations

from collections.abc import Iterator

from ..config import Configuration
from ..config.models.network import CreatedNetwork
from .facts import Facts, Subnet
from .filters import Traffic, judge
from .model import Outcome, Request, Step, Topic


class Inside:
    """The network of a landing zone.

    Args:
        configuration: a checked configuration.
        facts: what its stacks contain.

    Attributes:
        id: the id of the network.
        hub: the id of the hub's network; empty if there is none.
    """

    def __init__(self, configuration: Configuration, facts: Facts) -> None:
        network = configuration.landing_zone.network
        self._facts = facts
        self._purposes = {str(place.id).lower(): purpose for purpose, place in configuration.core.subnets.items()}
        self._verdicts: dict[tuple[str, Traffic, bool], Step] = {}
        self.id = str(configuration.core.virtual_network_id).lower()
        hub = network.hub if isinstance(network, CreatedNetwork) else None
        self.hub = hub.virtual_network_id.lower() if hub is not None else ""

    def peered(self, one: str, other: str) -> Step:
        """Whether a network is peered with another one, from both sides.

        Args:
            one: the id of a network that a stack creates.
            other: the id of the other network.
        """
        ours, theirs = self._facts.peerings.get((one, other)), self._facts.peerings.get((other, one))
        if ours is None:
            return Step(
                Outcome.LACKS,
                f"{last(one)} is not peered with {last(other)}",
                f"peer {last(one)} with {last(other)}",
                ("network", "hub"),
            )
        if theirs is None:
            request = Request(Topic.PEERING, f"peering of {last(other)} with {last(one)}", last(other), last(one))
            return Step(Outcome.THEIRS, f"peering with {last(other)}", "", ("network", "hub"), (ours,), (request,))
        return Step(Outcome.WORKS, f"peering with {last(other)}", evidence=(ours, theirs))

    @property
    def ranges(self) -> tuple[str, ...]:
        """The address ranges of the network; empty for an existing one."""
        known = self._facts.networks.get(self.id)
        return known.ranges if known is not None else ()

    def asks_names(self, subnet: Subnet) -> Iterator[Step]:
        """Whether the security rules of a subnet let questions to the network's own DNS servers pass."""
        network = self._facts.networks.get(subnet.network)
        for server in network.dns_servers if network is not None else ():
            for protocol in ("udp", "tcp"):
                yield self.judged(subnet, Traffic(subnet.range, f"{server}/32", protocol, "53"), inbound=False)

    def judged(self, subnet: Subnet, traffic: Traffic, *, inbound: bool) -> Step:
        """Whether the security rules of a subnet let traffic pass."""
        key = (subnet.id, traffic, inbound)
        if key not in self._verdicts:
            self._verdicts[key] = self._judge(subnet, traffic, inbound=inbound)
        return self._verdicts[key]

    def _judge(self, subnet: Subnet, traffic: Traffic, *, inbound: bool) -> Step:
        name = last(subnet.id)
        purpose = self._purposes.get(subnet.id, name.replace("-", "_"))
        direction = "from" if inbound else "to"
        other = traffic.origin if inbound else traffic.destination
        what = f"{traffic.protocol.upper()} {traffic.port} {direction} {other}"
        if subnet.rules is None:
            return Step(Outcome.WORKS, f"{name} has no security group")
        allowed, rule = judge(subnet.rules, traffic, inbound=inbound, network=self.ranges)
        evidence = () if rule is None or rule.evidence is None else (rule.evidence,)
        ruled = rule.name if rule is not None else "a default rule"
        if allowed:
            return Step(Outcome.WORKS, f"{ruled} of {name}", evidence=evidence)
        return Step(
            Outcome.LACKS,
            f"{ruled} of {name} denies {what}",
            f"let {name} allow {what}",
            ("network", "subnets", purpose),
            evidence,
        )


def tcp(ports: tuple[str, ...]) -> str:
    """Ports for people."""
    return f"TCP {', '.join(ports)}"


def last(id_: str) -> str:
    """The last name of an id."""
    return id_.rpartition("/")[2]
