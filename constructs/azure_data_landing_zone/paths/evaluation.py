"""Evaluates every connection that the workloads of a configuration need."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from urllib.parse import urlsplit

from ..azure.json_values import JsonObject
from ..azure.outbound import Service
from ..azure.paths import Need
from ..config import Configuration
from ..config.models.links import PythonFeedConnection
from ..config.models.network import CreatedNetwork, OutboundFirewall
from ..synthesized.index import Index
from .conditions import holds
from .facts import Facts
from .inside import Inside
from .model import Evidence, Outcome, Path, Request, Step, Topic
from .needed import location, needed_services, needs_of
from .private import PrivateReach
from .services import ServiceReach
from .targets import Target, targets
from .workloads import Where, Workload, workloads


def evaluate(
    configuration: Configuration, stacks: Mapping[str, JsonObject], wanted: Collection[str] | None = None
) -> tuple[Path, ...]:
    """The connections that workloads need, each with what was found about it; by workload, then by row.

    Args:
        configuration: a checked configuration.
        stacks: its synthesized stacks by name, each a parsed `cdk.tf.json`. A path crosses stacks, so all of them are
            needed.
        wanted: the names of the stacks whose workloads are evaluated. Default: all stacks.
    """
    index = Index.over(stacks)
    if wanted is None:
        return index.once(_all_paths, configuration)
    return tuple(_Evaluation(configuration, index).paths(wanted))


def _all_paths(configuration: Configuration, index: Index) -> tuple[Path, ...]:
    return tuple(_Evaluation(configuration, index).paths(None))


class _Evaluation:
    def __init__(self, configuration: Configuration, index: Index) -> None:
        self._configuration = configuration
        self._core = configuration.core
        self._index = index
        facts = Facts(index)
        inside = Inside(configuration, facts)
        self._private = PrivateReach(configuration, facts, inside)
        self._services = ServiceReach(configuration, facts, inside)

    def paths(self, wanted: Collection[str] | None) -> Iterator[Path]:
        for workload in workloads(self._configuration):
            if wanted is not None and workload.stack not in wanted:
                continue
            for need in needs_of(workload.kind):
                if need.network and need.network != workload.place.where.value:
                    continue
                if holds(need.when, self._configuration, workload):
                    yield from self._needed(workload, need)

    def _needed(self, workload: Workload, need: Need) -> Iterator[Path]:
        match need.target:
            case "service" | "allowed_services":
                for service in needed_services(self._configuration, workload, need):
                    yield self._service(workload, need, service)
            case "own_hosts":
                if hosts := self._own_hosts(workload):
                    steps = self._services.hosts(workload, "own hosts", hosts)
                    yield _path(workload, need, "hosts of the configuration", "", "", hosts, steps)
            case "feeds":
                for name, host in self._feeds(workload):
                    yield _path(workload, need, f"feed {name}", "", "", (host,), self._feed(workload, host))
            case "pods":
                yield _path(workload, need, "pods", "", "", (), self._private.pods(workload), ports="any")
            case "own_subnet":
                steps = self._private.within(workload, need.ports)
                yield _path(workload, need, "its own subnet", "", "", (), steps)
            case "load_balancer":
                yield _path(workload, need, "load balancer", "", "", (), self._private.probes(workload))
            case _:
                for target in targets(self._configuration, workload, need.target):
                    yield from self._resource(workload, need, target)

    def _own_hosts(self, workload: Workload) -> tuple[str, ...]:
        if workload.place.where is Where.MANAGED:
            network = workload.layout.managed_network if workload.layout is not None else None
            return tuple(network.hosts) if network is not None else ()
        zone = self._core.landing_zone.network
        if isinstance(zone, CreatedNetwork) and isinstance(zone.outbound, OutboundFirewall):
            return tuple(zone.outbound.hosts)
        return ()

    def _feeds(self, workload: Workload) -> Iterator[tuple[str, str]]:
        layout = workload.layout
        for name, connection in layout.product.connections.items() if layout is not None else ():
            if isinstance(connection, PythonFeedConnection):
                yield name, urlsplit(connection.python_feed).hostname or ""

    def _feed(self, workload: Workload, host: str) -> tuple[Step, ...]:
        service = self._services.service_of(workload, host)
        return (
            self._services.hosts(workload, "feed", (host,))
            if service is None
            else self._services.service(workload, service)
        )

    def _service(self, workload: Workload, need: Need, service: Service) -> Path:
        ports = "; ".join(
            dict.fromkeys(
                f"{'any' if one.protocol == '*' else one.protocol.upper()} {', '.join(one.ports)}"
                for one in service.traffic
            )
        )
        hosts = tuple(service.hosts or ())
        steps = self._services.service(workload, service)
        return _path(workload, need, service.title, "", service.name, hosts, steps, ports=ports)

    def _resource(self, workload: Workload, need: Need, target: Target) -> Iterator[Path]:
        role = self._role(workload, need, target) if need.roles else None
        steps: tuple[Step, ...] = () if role is None else (role,)
        region = location(self._configuration, workload, need)
        for part in need.parts or ("",):
            found = steps
            if part:
                found += self._private.private(workload, need.target, target, part, need.ports)
            hosts = target.hosts(self._core, part, region) if part else ()
            yield _path(workload, need, target.title, target.id, part, hosts, found)

    def _role(self, workload: Workload, need: Need, target: Target) -> Step:
        """Whether the identity of a workload has one of the roles at the target or above it."""
        for assignment in self._index.held(workload.principal, target.scope):
            if assignment.role in need.roles:
                evidence = Evidence(assignment.stack, assignment.address)
                return Step(Outcome.WORKS, f"role {assignment.role}", evidence=(evidence,))
        role = need.roles[0]
        who = workload.principal.rpartition("/")[2]
        if not target.assignable:
            request = Request(Topic.ROLE, role, who, target.scope)
            return Step(Outcome.THEIRS, f"role {role}, assigned by its owner", requests=(request,))
        others = f" (or {', '.join(need.roles[1:])})" if need.roles[1:] else ""
        return Step(
            Outcome.LACKS,
            f"{who} has no role {role}{others} on {target.title}",
            f"assign {role} on {target.scope} to {who}",
            workload.setting,
        )


def _path(
    workload: Workload,
    need: Need,
    title: str,
    id_: str,
    part: str,
    hosts: tuple[str, ...],
    steps: tuple[Step, ...],
    *,
    ports: str = "",
) -> Path:
    network = bool(part) or not need.roles
    return Path(
        stack=workload.stack,
        actor_kind=workload.kind,
        actor=workload.title,
        target_kind=need.target,
        target=title,
        target_id=id_,
        part=part,
        ports=ports or (f"TCP {', '.join(need.ports)}" if network else ""),
        hosts=hosts,
        need=need,
        setting=workload.setting,
        steps=steps,
    )
