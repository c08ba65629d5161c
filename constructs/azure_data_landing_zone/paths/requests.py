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
    lines = [f"# Network changes for the landing zone {landing_zone}"]
    by_topic: dict[Topic, list[Requested]] = {}
    for one in requests:
        by_topic.setdefault(one.request.topic, []).append(one)
    for topic, group in by_topic.items():
        title, *columns = TITLES[topic]
        rows = [
            [one.request.what, one.request.origin, one.request.destination, one.request.ports, "; ".join(one.reasons)]
            for one in group
        ]
        heads = [*columns, "Protocol and ports", "Reason"]
        # Topics without ports, and zones, which have no single user, have empty columns.
        shown = [number for number in range(len(heads)) if any(row[number] for row in rows)]
        lines += ["", f"## {title}", "", _row([heads[number] for number in shown]), _row(["---"] * len(shown))]
        lines += [_row([row[number] for number in shown]) for row in rows]
    if not by_topic:
        lines += ["", "Nothing is needed from other teams."]
    return "\n".join(lines) + "\n"


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cell.replace('|', '&#124;') for cell in cells)} |"
