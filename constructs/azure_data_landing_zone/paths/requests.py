"""The requests to other teams that paths depend on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from .model import Path, Request, Topic

#: The headings of the topics, and those of the columns: what, origin, destination.
TITLES: Mapping[Topic, tuple[str, str, str, str]] = {
    Topic.FIREWALL: ("Firewall rules", "Service", "From", "To"),
    Topic.NETWORK: ("Security rules and routes of the existing network", "Service", "From", "To"),
    Topic.PEERING: ("Peerings", "Peering", "From", "To"),
    Topic.ACCESS: ("Access of users to the network", "Connection", "From", "To"),
    Topic.ZONE: ("Private DNS zones", "Zone", "For", "Id"),
    Topic.LINK: ("Links of private DNS zones", "Link", "Zone", "Network"),
    Topic.RECORD: ("DNS records by Azure Policy", "Records", "By", "Zone"),
    Topic.FORWARDER: ("DNS forwarders", "Forwarder", "DNS servers", "To"),
    Topic.ENDPOINT: ("Private endpoints", "Endpoint", "From", "To"),
    Topic.APPROVAL: ("Approvals of private endpoints", "Endpoint", "From", "Target"),
    Topic.TARGET: ("Firewalls of resources", "Rule", "For", "Resource"),
    Topic.ROLE: ("Role assignments", "Role", "To", "Scope"),
}


@dataclass(frozen=True)
class Requested:
    """A request with everything that depends on it.

    Attributes:
        request: the request.
        reasons: why it is needed, each once.
        stacks: the stacks whose workloads depend on it.
        sources: the pages that document it.
    """

    request: Request
    reasons: tuple[str, ...]
    stacks: tuple[str, ...]
    sources: tuple[str, ...]


def requested(paths: Iterable[Path]) -> tuple[Requested, ...]:
    """The requests of paths, each once, by topic.

    Args:
        paths: the evaluated paths.
    """
    found: dict[Request, list[Path]] = {}
    for path in paths:
        for step in path.steps:
            for request in step.requests:
                found.setdefault(request, []).append(path)
    order = tuple(Topic)
    return tuple(
        Requested(
            request,
            tuple(dict.fromkeys(path.need.why for path in found[request])),
            tuple(dict.fromkeys(path.stack for path in found[request])),
            tuple(dict.fromkeys(path.need.source.page for path in found[request])),
        )
        for request in sorted(found, key=lambda one: (order.index(one.topic), one))
    )


def markdown(requests: Iterable[Requested], landing_zone: str) -> str:
    """The change request to other teams as Markdown: what they must make, and nothing else.

    Args:
        requests: the requests, by topic.
        landing_zone: the name of the landing zone.
    """
    lines = [f"# Network changes for the landing zone {landing_zone}", ""]
    topic = None
    for one in requests:
        request = one.request
        if request.topic is not topic:
            topic = request.topic
            title, *columns = TITLES[topic]
            lines += ["", f"## {title}", "", _row([*columns, "Protocol and ports", "Reason"]), _row(["---"] * 5)]
        cells = [request.what, request.origin, request.destination, request.ports, "; ".join(one.reasons)]
        lines.append(_row(cells))
    if topic is None:
        lines.append("Nothing is needed from other teams.")
    return "\n".join(lines).replace("\n\n\n", "\n\n") + "\n"


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cell.replace('|', '&#124;') for cell in cells)} |"
