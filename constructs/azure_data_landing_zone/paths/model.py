"""The result of the evaluation of paths."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from ..azure.paths import Need


class Outcome(StrEnum):
    """Whether something works; the worst outcome of its steps is that of a path."""

    WORKS = "works"
    """The stacks contain everything that it needs."""
    THEIRS = "theirs"
    """It depends on something that another team owns: the hub, a firewall, DNS, a resource."""
    UNKNOWN = "unknown"
    """It cannot be decided; the step states why."""
    LACKS = "lacks"
    """Something is missing."""


_ORDER = tuple(Outcome)


def worst(outcomes: tuple[Outcome, ...]) -> Outcome:
    """The worst of several outcomes; `works` for none."""
    return max(outcomes, key=_ORDER.index, default=Outcome.WORKS)


class Topic(StrEnum):
    """The subject of a request to another team."""

    FIREWALL = "firewall"
    """A rule of a firewall."""
    NETWORK = "network"
    """Rules and routes of an existing network."""
    PEERING = "peering"
    """The other side of a peering."""
    ACCESS = "access"
    """A connection of users to the network."""
    ZONE = "zone"
    """A private DNS zone."""
    LINK = "link"
    """A link of a private DNS zone to a network."""
    RECORD = "record"
    """Records of private endpoints that Azure Policy creates."""
    FORWARDER = "forwarder"
    """A forwarder of DNS servers."""
    ENDPOINT = "endpoint"
    """A private endpoint."""
    APPROVAL = "approval"
    """The approval of a private endpoint."""
    TARGET = "target"
    """A rule in the firewall of a resource."""
    ROLE = "role"
    """A role assignment."""


@dataclass(frozen=True, order=True)
class Request:
    """Something that another team must do.

    Attributes:
        topic: what it is about.
        what: the rule, zone, link or assignment.
        origin: where the traffic comes from, or who gets it.
        destination: where it goes, or the scope.
        ports: protocol and ports; empty if there are none.
    """

    topic: Topic
    what: str
    origin: str
    destination: str
    ports: str = ""


@dataclass(frozen=True)
class Evidence:
    """The resource on which a step relies.

    Attributes:
        stack: its stack.
        address: its Terraform address.
        part: the part of it, such as the name of a security rule; empty for the whole resource.
    """

    stack: str
    address: str
    part: str = ""


@dataclass(frozen=True)
class Step:
    """One condition of a path.

    Attributes:
        outcome: whether it holds.
        text: what holds, or what is missing.
        remedy: what to do; empty if it works.
        setting: the path of the setting that the remedy is about; in the file of the product if the first key is
            `product`. Empty for none.
        evidence: the resources on which it relies.
        requests: what other teams must do.
    """

    outcome: Outcome
    text: str
    remedy: str = ""
    setting: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    requests: tuple[Request, ...] = ()


@dataclass(frozen=True)
class Path:
    """A connection that a workload needs, with what was found about it.

    Attributes:
        stack: the stack of the workload.
        actor_kind: the kind of the workload.
        actor: the workload, for people.
        target_kind: the kind of the target.
        target: the target, for people.
        target_id: its Azure id in lower case; empty for a service.
        part: the private-link sub-resource, or the service; empty if only a role is needed.
        ports: protocol and ports.
        hosts: the host names of the target, as far as they are known before apply.
        need: the row of the table.
        setting: the path of the setting that the workload comes from; in the file of the product if the first key is
            `product`.
        steps: the conditions, in the order of evaluation.
    """

    stack: str
    actor_kind: str
    actor: str
    target_kind: str
    target: str
    target_id: str
    part: str
    ports: str
    hosts: tuple[str, ...]
    need: Need
    setting: tuple[str, ...]
    steps: tuple[Step, ...]

    @property
    def outcome(self) -> Outcome:
        """The worst outcome of its steps."""
        return worst(tuple(step.outcome for step in self.steps))

    @property
    def through(self) -> tuple[str, ...]:
        """The endpoint, rules and role that it uses, each once."""
        return tuple(dict.fromkeys(step.text for step in self.steps))
