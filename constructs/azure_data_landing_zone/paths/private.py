"""Whether a workload reaches a resource over a private endpoint, or as an Azure service."""

from __future__ import annotations

from collections.abc import Iterator

from ..azure import tables
from ..config import Configuration
from ..config.layout.places import KUBERNETES_SUBNET
from ..config.models.analytics import CreatedKubernetes
from ..synthesized.stacks import blocks, find, mapping
from .facts import Endpoint, Facts, Subnet
from .filters import Traffic, host_within
from .inside import Inside, last, tcp
from .model import Evidence, Outcome, Request, Step, Topic
from .names import Names
from .targets import Target
from .workloads import Place, Where, Workload

#: The sub-resource of the API of a Kubernetes cluster.
_KUBERNETES_API = "management"
#: The endpoints that Azure adds to every managed network of a workspace, by the kind of their target.
_OWN_ENDPOINTS = {
    "default_storage": ("blob", "file"),
    "key_vault": ("vault",),
    "container_registry": ("registry",),
    "workspace": ("amlworkspace",),
}


class PrivateReach:
    """Evaluates connections to resources.

    Args:
        configuration: a checked configuration.
        facts: what its stacks contain.
        inside: the network of the landing zone.
    """

    def __init__(self, configuration: Configuration, facts: Facts, inside: Inside) -> None:
        self._configuration = configuration
        self._core = configuration.core
        self._facts = facts
        self._inside = inside
        self._names = Names(self._core, facts)
        self._known: dict[object, tuple[Step, ...]] = {}

    def private(
        self, workload: Workload, kind: str, target: Target, part: str, ports: tuple[str, ...]
    ) -> tuple[Step, ...]:
        """The steps from a workload to a sub-resource of a target.

        Args:
            workload: the workload.
            kind: the kind of the target.
            target: the target.
            part: the sub-resource.
            ports: the TCP ports.
        """
        own = part in _OWN_ENDPOINTS.get(kind, ())
        key = ("private", workload.place, own, target.id, part, tuple(ports))
        if key not in self._known:
            self._known[key] = tuple(self._private(workload, target, part, ports, own=own))
        return self._known[key]

    def _private(
        self, workload: Workload, target: Target, part: str, ports: tuple[str, ...], *, own: bool
    ) -> Iterator[Step]:
        place = workload.place
        match place.where:
            case Where.SUBNET:
                yield from self._from_subnet(place, target, part, ports)
            case Where.MANAGED:
                yield self._from_managed(workload, target, part, own=own)
            case Where.SYNAPSE | Where.DATA_FACTORY:
                yield self._from_service_network(place, target, part)
            case Where.DEPLOYMENT:
                yield Step(Outcome.WORKS, "Azure creates the private endpoints of a deployment")
            case Where.SERVICE:
                yield self._by_firewall(place, target)
            case Where.PEOPLE:
                yield from self._from_people(target, part, ports)
            case Where.FURTHER:
                yield from self._from_further(workload, target, part, ports)
            case Where.ELSEWHERE:
                yield Step(
                    Outcome.THEIRS,
                    "it runs in a network of others",
                    requests=(
                        Request(Topic.ENDPOINT, f"private endpoint ({part})", workload.title, target.title, tcp(ports)),
                    ),
                )

    def _from_subnet(self, place: Place, target: Target, part: str, ports: tuple[str, ...]) -> Iterator[Step]:
        subnet = self._facts.subnets.get(place.id)
        network = place.id.rpartition("/subnets/")[0]
        endpoint = self._endpoint(target, part, network)
        if endpoint is None:
            yield self._without_endpoint(place, subnet, target, part, ports)
            return
        yield self._connected(endpoint, target, part)
        if endpoint.network != network:
            yield self._inside.peered(network, endpoint.network)
        yield from self._filtered(subnet, place.id, endpoint, ports)
        if subnet is not None:
            yield from self._inside.asks_names(subnet)
        yield from self._names.resolve(endpoint, part, network)

    def _endpoint(self, target: Target, part: str, network: str) -> Endpoint | None:
        """The endpoint of a sub-resource in a network, else in a network that is peered with it."""
        key = (target.endpoints or {}).get(part)
        candidates = self._facts.endpoints.get(key.lower() if key else target.id, ())
        fitting = [one for one in candidates if part.lower() in one.parts]
        near = [one for one in fitting if one.network == network]
        peered = [one for one in fitting if (network, one.network) in self._facts.peerings]
        return next(iter((*near, *peered)), None)

    def _connected(self, endpoint: Endpoint, target: Target, part: str) -> Step:
        told = f"private endpoint {endpoint.name}"
        if endpoint.manual:
            request = Request(Topic.APPROVAL, f"private endpoint {endpoint.name}", part, target.title)
            return Step(Outcome.THEIRS, told, evidence=(endpoint.evidence,), requests=(request,))
        return Step(Outcome.WORKS, told, evidence=(endpoint.evidence,))

    def _without_endpoint(
        self, place: Place, subnet: Subnet | None, target: Target, part: str, ports: tuple[str, ...]
    ) -> Step:
        resource = self._facts.targets.get(target.id)
        if resource is not None:
            allowed = {
                str(id_).lower()
                for found in find(resource.body, ("network_rules", "virtual_network_subnet_ids"))
                for id_ in blocks(found.value)
            }
            if place.id in allowed:
                evidence = Evidence(resource.stack, resource.address)
                if subnet is None or any(one.startswith("microsoft.storage") for one in subnet.service_endpoints):
                    return Step(Outcome.WORKS, f"service endpoint, and a rule of {target.title}", evidence=(evidence,))
                return Step(
                    Outcome.LACKS,
                    f"{target.title} allows {last(place.id)}, which has no service endpoint for storage",
                    f"add a private endpoint of {target.title} to the network",
                    ("state",),
                    (evidence,),
                )
        what = f"private endpoint of {target.title} ({part})"
        if not target.created:
            request = Request(Topic.ENDPOINT, what, last(self._inside.id), target.title, tcp(ports))
            return Step(Outcome.THEIRS, f"{what} is made by its owner", requests=(request,))
        return Step(
            Outcome.LACKS,
            f"no private endpoint of {target.title} ({part}) is in the network or in one that it is peered with",
            f"create the private endpoint {part} of {target.title} in the subnet endpoints",
        )

    def _filtered(
        self, subnet: Subnet | None, subnet_id: str, endpoint: Endpoint, ports: tuple[str, ...]
    ) -> Iterator[Step]:
        """The security rules at both ends of a connection inside of the network."""
        there = self._facts.subnets.get(endpoint.subnet)
        if subnet is None or there is None:
            request = Request(
                Topic.NETWORK,
                "security rules",
                last(subnet_id),
                f"{last(endpoint.subnet)} ({endpoint.name})",
                tcp(ports),
            )
            yield Step(Outcome.THEIRS, "rules of the existing network", requests=(request,))
            return
        for port in ports:
            traffic = Traffic(subnet.range, there.range, "tcp", port)
            yield self._inside.judged(subnet, traffic, inbound=False)
            yield self._inside.judged(there, traffic, inbound=True)

    def _from_managed(self, workload: Workload, target: Target, part: str, *, own: bool) -> Step:
        layout = workload.layout
        network = layout.managed_network if layout is not None else None
        if network is None:
            return Step(Outcome.UNKNOWN, "the workspace has no managed network")
        if own:
            return Step(Outcome.WORKS, f"Azure adds the private endpoint {part} of {target.title}")
        found = self._facts.managed_endpoints.get((workload.place.id, target.id, part.lower()))
        if found is None:
            return Step(
                Outcome.LACKS,
                f"the managed network has no private endpoint to {part} of {target.title}",
                f"add {target.title} to workspace.isolation.endpoints with the sub-resource {part}",
                ("product", "workspace", "isolation"),
            )
        by_hand = tables.read("managed_network")["approved_by_hand"]["namespaces"]
        foreign = any(str(one.target).lower() == target.id for one in layout.foreign_targets) if layout else False
        if foreign and (
            network.approval == "manual" or any(f"/providers/{name.lower()}/" in target.id for name in by_hand)
        ):
            request = Request(Topic.APPROVAL, f"private endpoint {found.name}", last(workload.place.id), target.title)
            return Step(Outcome.THEIRS, f"outbound rule {found.name}", evidence=(found.evidence,), requests=(request,))
        return Step(Outcome.WORKS, f"outbound rule {found.name}", evidence=(found.evidence,))

    def _from_service_network(self, place: Place, target: Target, part: str) -> Step:
        service = last(place.id)
        found = self._facts.managed_endpoints.get((place.id, target.id, part.lower()))
        what = f"managed private endpoint of {service} to {part} of {target.title}"
        if found is None:
            if place.where is Where.SYNAPSE and not self._configuration.has_data_plane:
                request = Request(Topic.ENDPOINT, what, service, target.title, "TCP 443")
                return Step(Outcome.THEIRS, f"{what}; no stack creates it", "", ("data_plane",), (), (request,))
            return Step(Outcome.LACKS, f"no {what}", f"create and approve the {what}")
        if found.approval is None:
            if target.assignable:
                return Step(
                    Outcome.LACKS, f"nothing approves the {what}", f"approve the {what}", evidence=(found.evidence,)
                )
            request = Request(Topic.APPROVAL, what, service, target.title)
            return Step(Outcome.THEIRS, what, evidence=(found.evidence,), requests=(request,))
        return Step(Outcome.WORKS, f"managed private endpoint {found.name}", evidence=(found.evidence, found.approval))

    def _by_firewall(self, place: Place, target: Target) -> Step:
        """Whether the firewall of a target lets an Azure service pass."""
        resource = self._facts.targets.get(target.id)
        service = last(place.id)
        if resource is None:
            request = Request(Topic.TARGET, "resource instance or trusted services", service, target.title)
            return Step(Outcome.THEIRS, f"firewall of {target.title}", requests=(request,))
        body, evidence = resource.body, (Evidence(resource.stack, resource.address),)
        bypass = {
            str(value)
            for path in (("network_rules", "bypass"), ("network_acls", "bypass"), ("network_rule_bypass_option",))
            for found in find(body, path)
            for value in blocks(found.value)
        }
        if "AzureServices" in bypass:
            return Step(Outcome.WORKS, f"{target.title} trusts Azure services", evidence=evidence)
        rules = mapping(next(iter(blocks(body.get("network_rules"))), None))
        for rule in map(mapping, blocks(rules.get("private_link_access"))):
            pattern = self._facts.index.id(resource, rule.get("endpoint_resource_id"))
            if pattern and host_within(place.id, pattern):
                return Step(Outcome.WORKS, f"{target.title} lets the instance {service} pass", evidence=evidence)
        return Step(
            Outcome.LACKS,
            f"the firewall of {target.title} does not let {service} pass",
            f"add a resource instance rule for {service} to {target.title}",
            ("storage_access",),
            evidence,
        )

    def _made_by_kubernetes(self, target: Target) -> Endpoint | None:
        """The endpoint of the API of a private cluster, which AKS makes in the subnet of its nodes."""
        subnet = self._core.subnets.get(KUBERNETES_SUBNET)
        cluster = next(iter(self._facts.index.resources("azurerm_kubernetes_cluster")), None)
        if subnet is None or cluster is None:
            return None
        zone = self._facts.index.id(cluster, cluster.body.get("private_dns_zone_id"))
        evidence = Evidence(cluster.stack, cluster.address)
        place = str(subnet.id).lower()
        return Endpoint("of AKS", "", target.id, (_KUBERNETES_API,), place, (zone,), manual=False, evidence=evidence)

    def _from_people(self, target: Target, part: str, ports: tuple[str, ...]) -> Iterator[Step]:
        endpoint = self._endpoint(target, part, self._inside.id)
        if endpoint is None and part == _KUBERNETES_API:
            endpoint = self._made_by_kubernetes(target)
        if endpoint is None:
            if target.created:
                yield Step(
                    Outcome.LACKS,
                    f"no private endpoint of {target.title} ({part}) is in the network",
                    f"create the private endpoint {part} of {target.title} in the subnet endpoints",
                )
                return
            what = f"private endpoint of {target.title} ({part})"
            request = Request(Topic.ENDPOINT, what, "users", target.title, tcp(ports))
            yield Step(Outcome.THEIRS, f"{what} is made by its owner", requests=(request,))
            return
        yield self._connected(endpoint, target, part)
        if not self._inside.hub:
            request = Request(
                Topic.ACCESS,
                "connection of users, such as a VPN or a jump host",
                "users",
                last(self._inside.id),
                tcp(ports),
            )
            yield Step(Outcome.THEIRS, "users reach the network", requests=(request,))
        else:
            yield self._inside.peered(self._inside.id, self._inside.hub)
            there = self._facts.subnets.get(endpoint.subnet)
            if there is not None:
                for port in ports:
                    yield self._inside.judged(there, Traffic("VirtualNetwork", there.range, "tcp", port), inbound=True)
        yield from self._names.resolve(endpoint, part, self._inside.id, people=True)

    def _from_further(self, workload: Workload, target: Target, part: str, ports: tuple[str, ...]) -> Iterator[Step]:
        """From another network, in which the product has private endpoints."""
        subnet, name = workload.place.id, workload.setting[-1]
        candidates = self._facts.endpoints.get(target.id, ())
        endpoint = next((one for one in candidates if one.subnet == subnet and part.lower() in one.parts), None)
        config = workload.layout.product.workspace.further_endpoints[name] if workload.layout is not None else None
        if endpoint is None:
            what = f"private endpoint of {target.title} ({part})"
            request = Request(Topic.ENDPOINT, what, workload.title, target.title, tcp(ports))
            yield Step(Outcome.THEIRS, f"{what} is in no stack", "", workload.setting, (), (request,))
            return
        yield self._connected(endpoint, target, part)
        group = config.dns_resource_group_id if config is not None else None
        yield from self._names.resolve_in(endpoint, part, group)

    def within(self, workload: Workload, ports: tuple[str, ...]) -> tuple[Step, ...]:
        """The steps between machines of one subnet."""
        subnet = self._facts.subnets.get(workload.place.id)
        if subnet is None:
            return (self._of_others("traffic inside of the subnet", workload, ports),)
        protocol = "*" if ports == ("*",) else "tcp"
        return tuple(
            self._inside.judged(subnet, Traffic(subnet.range, subnet.range, protocol, port), inbound=inbound)
            for port in ports
            for inbound in (False, True)
        )

    def probes(self, workload: Workload) -> tuple[Step, ...]:
        """The step from the health probes of a load balancer to the machines of a subnet."""
        subnet = self._facts.subnets.get(workload.place.id)
        if subnet is None:
            return (self._of_others("health probes of the load balancer", workload, ("*",)),)
        return (self._inside.judged(subnet, Traffic("AzureLoadBalancer", subnet.range, "tcp", "*"), inbound=True),)

    def _of_others(self, what: str, workload: Workload, ports: tuple[str, ...]) -> Step:
        where = last(workload.place.id) or workload.title
        request = Request(Topic.NETWORK, what, where, where, tcp(ports))
        return Step(Outcome.THEIRS, "rules of the existing network", requests=(request,))

    def pods(self, workload: Workload) -> tuple[Step, ...]:
        """The steps between nodes and pods of a Kubernetes cluster with an overlay network."""
        config = self._core.landing_zone.analytics.kubernetes
        subnet = self._facts.subnets.get(workload.place.id)
        if not isinstance(config, CreatedKubernetes) or subnet is None:
            request = Request(
                Topic.NETWORK, "security rules of an overlay network", KUBERNETES_SUBNET, "nodes and pods", "any"
            )
            return (Step(Outcome.THEIRS, "rules of the existing network", requests=(request,)),)
        pods = config.pod_range
        return tuple(
            self._inside.judged(subnet, Traffic(origin, pods, "*", "*"), inbound=inbound)
            for origin in (subnet.range, pods)
            for inbound in (False, True)
        )
