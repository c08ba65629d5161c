"""The two pictures of a product in one environment: how it is reached, and what is trusted with what.

No name in them is made up from the environment, so that environments of one shape share one drawing; the names stand in
the tables beside.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ...azure import personas
from ...config.layout.product import ProductLayout
from ...config.layout.services import LINKED_SERVICES, SERVICES, Use
from ...config.models.data_lake import Layer
from ...config.models.network import CreatedNetwork, OutboundFirewall, OutboundNatGateway
from ..arrows import BY_SERVICE, COMPUTE
from ..contents import Contents
from ..estate import parsed, scope_type
from ..rows import Endpoint, Grant
from .graph import Cluster, Edge, EdgeKind, Node, Picture
from .words import listed

_OWN = (
    ("workspace", "Workspace"),
    ("key_vault", "Key vault"),
    ("container_registry", "Container registry"),
    ("storage_account", "Storage account"),
    ("application_insights", "Application Insights"),
)
#: Roles that mean reading or writing data, so that an arrow says enough.
_READS = frozenset({"Storage Blob Data Reader"})
_WRITES = frozenset(
    {"Storage Blob Data Contributor", "Storage File Data Privileged Contributor", "Storage Blob Data Owner"}
)
#: Roles for people: shorter in a picture.
_SHORT = {
    "Azure AI Administrator": "AI Administrator",
    "AzureML Data Scientist": "Data Scientist",
    "AzureML Compute Operator": "Compute Operator",
    "AzureML Registry User": "Registry User",
    "Key Vault Administrator": "Administrator",
    "Key Vault Secrets User": "Secrets User",
    "Azure Kubernetes Service Cluster Admin Role": "Cluster Admin",
    "Kubernetes Extension Contributor": "Extension Contributor",
}


def network(contents: Contents, layout: ProductLayout) -> Picture:
    """How a product is reached: its private endpoints, its compute, and the services that it works with."""
    drawn = _Network(contents, layout)
    where = f"{layout.title} in {layout.environment_name}"
    kinds = "a network that Azure keeps" if layout.managed_network is not None else "the landing zone's training subnet"
    return Picture(
        title=f"How {where} is reached",
        description=(
            f"{len(drawn.pills)} private endpoints lead to the resources of {where}; its compute runs in {kinds}. "
            "The tables below list them."
        ),
        clusters=(*drawn.left(), *drawn.networks(), drawn.own(), *drawn.shared()),
        edges=tuple(dict.fromkeys(drawn.edges())),
    )


class _Network:
    def __init__(self, contents: Contents, layout: ProductLayout) -> None:
        self.contents = contents
        self.layout = layout
        self.own_ids = {str(getattr(layout, key).id).lower(): key for key, _ in _OWN}
        endpoints = [e for id_ in self.own_ids for e in contents.estate.endpoints_to(id_)]
        self.managed = [e for e in endpoints if e.service]
        self.pills: dict[str, Endpoint] = {
            f"pill_{number}": endpoint for number, endpoint in enumerate(e for e in endpoints if e.subnet)
        }
        self.layers = sorted({container.layer.value for container in layout.containers})

    def left(self) -> Iterator[Cluster]:
        nodes = [
            Node(row.key, row.title, ("serves models",) if row.use is Use.INFERENCE else (), "service")
            for row in SERVICES
            if self.layout.uses(row.key)
        ]
        if nodes:
            yield Cluster("services", "Linked services", tuple(nodes))
        outbound = self._outbound()
        if outbound is not None:
            yield Cluster("outside", "Outside", (outbound,), kind="outside")

    def _outbound(self) -> Node | None:
        config = self.contents.zone.network
        if self.layout.managed_network is not None:
            allowed = self.layout.managed_network.outbound == "allow_internet_outbound"
            return Node("outbound", "Internet", ("any host" if allowed else "approved hosts only",), "outside")
        if isinstance(config, CreatedNetwork) and isinstance(config.outbound, OutboundFirewall):
            return Node("outbound", "Firewall", (config.outbound.firewall_ip,), "outside")
        if isinstance(config, CreatedNetwork) and isinstance(config.outbound, OutboundNatGateway):
            return Node("outbound", "NAT gateway", ("security groups filter",), "outside")
        return None

    def networks(self) -> Iterator[Cluster]:
        ours = str(self.layout.endpoint_subnet.id).lower()
        here = [(key, e) for key, e in self.pills.items() if e.subnet.lower() == ours]
        there = [(key, e) for key, e in self.pills.items() if e.subnet.lower() != ours]
        compute = tuple(self._compute())
        clusters = []
        if self.layout.managed_network is None and compute:
            clusters.append(Cluster("training", "Subnet training", compute, kind="subnet"))
        pills = [Node(key, e.subresource, (), "endpoint") for key, e in here]
        pills += [Node(f"lake_pill_{layer}", "blob, dfs", (), "endpoint") for layer in self._lake_layers()]
        clusters.append(Cluster("endpoints", "Subnet endpoints", tuple(pills), kind="subnet"))
        yield Cluster("network", "Landing zone's network", (), tuple(clusters))
        if self.layout.managed_network is not None:
            targets: dict[str, list[str]] = {}
            for target in self.layout.managed_targets:
                targets.setdefault(target.target.id, []).append(target.subresource)
            nodes = compute + tuple(
                Node(f"managed_{number}", listed(subresources, 3), (self._target(id_),), "endpoint")
                for number, (id_, subresources) in enumerate(targets.items())
            )
            yield Cluster("managed", "Managed network of the workspace", nodes, kind="subnet")
        further: dict[str, list[Node]] = {}
        for key, endpoint in there:
            further.setdefault(endpoint.subnet, []).append(Node(key, endpoint.subresource, (), "endpoint"))
        for number, (subnet, nodes_) in enumerate(sorted(further.items())):
            place = parsed(subnet)
            title = f"Another network: {place.names[0]}" if place else "Another network"
            yield Cluster(f"further_{number}", title, tuple(nodes_), kind="subnet")

    def _target(self, id_: str) -> str:
        key = self.own_ids.get(id_.lower())
        layers = {str(account).lower(): f"lake: {layer}" for layer, account in self.contents.core.lake_accounts.items()}
        place = parsed(id_)
        return dict(_OWN).get(key or "", "") or layers.get(id_.lower()) or (place.name if place else id_)

    def _lake_layers(self) -> Iterator[str]:
        for layer, id_ in self.contents.core.lake_accounts.items():
            reached = any(endpoint.subnet for endpoint in self.contents.estate.endpoints_to(str(id_)))
            if layer.value in self.layers and reached:
                yield layer.value

    def _compute(self) -> Iterator[Node]:
        compute = self.layout.product.compute
        for cluster in compute.clusters:
            nodes = f"{cluster.min_nodes} to {cluster.max_nodes} nodes"
            yield Node(f"cluster_{cluster.name}", f"Cluster {cluster.name}", (cluster.vm_size, nodes), "compute")
        for instance in compute.instances:
            yield Node(f"instance_{instance.name}", f"Instance {instance.name}", (instance.vm_size,), "compute")
        if compute.serverless and self.layout.managed_network is None:
            yield Node("serverless", "Serverless compute", (), "compute")

    def own(self) -> Cluster:
        return Cluster("own", "Resource group of the product", tuple(Node(key, title) for key, title in _OWN))

    def shared(self) -> Iterator[Cluster]:
        if self.layers:
            names: dict[str, list[str]] = {layer: [] for layer in self.layers}
            for container in self.layout.containers:
                own = container.name == self.layout.stack
                names[container.layer.value].append("own container" if own else container.name)
            nodes = tuple(Node(f"lake_{layer}", layer, (listed(names[layer], 3),), "data") for layer in self.layers)
            yield Cluster("lake", "Data lake", nodes)
        monitor = [Node("logs", "Log Analytics", (), "service")]
        if self.contents.core.private_link_scope_id is not None:
            monitor.append(Node("scope", "Private link scope", (), "service"))
        yield Cluster("monitoring", "Monitoring", tuple(monitor))

    def edges(self) -> Iterator[Edge]:
        """The arrows: each stands for a path."""
        arrows, stack = self.contents.arrows, self.layout.stack
        workspace = str(self.layout.workspace.id)
        for key, endpoint in self.pills.items():
            if arrows.uses(endpoint):
                yield Edge(key, self.own_ids[endpoint.target.lower()], EdgeKind.PRIVATE)
        for layer in self._lake_layers():
            account = str(self.contents.core.lake_accounts[Layer(layer)])
            if any(arrows.uses(endpoint) for endpoint in self.contents.estate.endpoints_to(account)):
                yield Edge(f"lake_pill_{layer}", f"lake_{layer}", EdgeKind.PRIVATE)
        services = {id_: key for key, id_ in self._service_ids()}
        for endpoint in self.managed:
            service = services.get(endpoint.service.lower())
            if service is not None and arrows.uses(endpoint):
                yield Edge(service, self.own_ids[endpoint.target.lower()], EdgeKind.PRIVATE, ("managed endpoint",))
        if self.layout.product.links.databricks is not None and arrows.inward(BY_SERVICE["databricks"], stack):
            yield Edge("databricks", next(iter(self.pills), "workspace"), EdgeKind.NETWORK, head_cluster="endpoints")
        if self.layout.kubernetes_cluster_id is not None and arrows.between(stack, BY_SERVICE["kubernetes"], workspace):
            yield Edge("kubernetes", "workspace", EdgeKind.LINK, ("attached",))
        yield from self._traffic()
        scope = self.contents.core.private_link_scope_id
        if scope is not None and arrows.reached(str(scope)):
            yield Edge("application_insights", "scope", EdgeKind.NETWORK)
            yield Edge("scope", "logs", EdgeKind.PRIVATE)
        elif scope is None and arrows.outbound(COMPUTE, stack):
            yield Edge("application_insights", "logs", EdgeKind.NETWORK)

    def _service_ids(self) -> Iterator[tuple[str, str]]:
        for row in LINKED_SERVICES:
            if (id_ := self.layout.service_id(row.key)) is not None:
                yield row.key, str(id_).lower()

    def _traffic(self) -> Iterator[Edge]:
        compute = next(self._compute(), None)
        outbound = self._outbound()
        managed = self.layout.managed_network is not None
        frame = "managed" if managed else "training"
        if compute is None:
            return
        arrows, stack = self.contents.arrows, self.layout.stack
        if not managed and self.pills and arrows.inward(COMPUTE, stack):
            yield Edge(
                compute.key,
                next(iter(self.pills)),
                EdgeKind.NETWORK,
                tail_cluster=frame,
                head_cluster="endpoints",
            )
        if outbound is not None and arrows.outbound(COMPUTE, stack):
            yield Edge("outbound", compute.key, EdgeKind.NETWORK, ("outbound",), head_cluster=frame, backwards=True)
        if managed:
            ids = dict.fromkeys(target.target.id for target in self.layout.managed_targets)
            layers = {str(id_).lower(): f"lake_{layer}" for layer, id_ in self.contents.core.lake_accounts.items()}
            for number, id_ in enumerate(ids):
                key = self.own_ids.get(id_.lower()) or layers.get(id_.lower())
                if key is not None and arrows.between(stack, COMPUTE, id_):
                    yield Edge(f"managed_{number}", key, EdgeKind.PRIVATE)


def trust(contents: Contents, layout: ProductLayout) -> Picture:
    """The picture of trust: people and identities on the left, the targets of their roles on the right."""
    drawn = _Trust(contents, layout)
    where = f"{layout.title} in {layout.environment_name}"
    return Picture(
        title=f"Who and what may act in {where}",
        description=(
            "Groups of people on the left, identities of the product and services on the right, and between them what "
            "they read, write or have a role on. The table of roles below lists every one of them."
        ),
        clusters=tuple(drawn.clusters()),
        edges=tuple(drawn.edges()),
        spread=1.0,
    )


@dataclass(frozen=True)
class _Actor:
    """A principal with roles: `people`, `identity` or `service`, with a name and perhaps a detail."""

    kind: str
    title: str
    detail: str = ""


#: What an arrow means, and the roles that are written beside it.
_Right = tuple[EdgeKind, tuple[str, ...]]


class _Trust:
    def __init__(self, contents: Contents, layout: ProductLayout) -> None:
        self.contents = contents
        self.layout = layout
        self.own = {str(getattr(layout, key).id).lower(): (key, title) for key, title in _OWN}
        self.own[str(layout.resource_group.id).lower()] = ("resource_group", "Resource group")
        self.containers = {str(container.id).lower(): container for container in layout.containers}
        self.endpoints = {
            str(id_).lower()
            for layer in contents.core.lake_accounts
            for id_ in contents.core.lake_endpoints(layer).values()
        }
        self.targets: dict[str, Node] = {}
        held: dict[_Actor, dict[str, dict[str, None]]] = {}
        for grant in self._grants():
            if grant.scope.lower() in self.endpoints:
                # Looking at an endpoint's state, for previews of data: in the table.
                continue
            target = self._target(grant)
            self.targets[target.key] = target
            held.setdefault(self._who(grant), {}).setdefault(target.key, {})[grant.role] = None
        self.identities = _alike(held)
        self._merge_containers()

    def _merge_containers(self) -> None:
        """Containers on which everybody may do the same are one node."""
        alike: dict[object, list[Node]] = {}
        for key, node in self.targets.items():
            if node.kind == "data":
                users = tuple((who.key, targets[key]) for who, targets in self.identities.items() if key in targets)
                alike.setdefault(users, []).append(node)
        for nodes in alike.values():
            if len(nodes) > 1:
                names = [f"{node.details[0]}/{node.title}" for node in nodes]
                first, *others = nodes
                shown = tuple(names) if len(names) < 5 else (*names[:3], f"+ {len(names) - 3}")
                self.targets[first.key] = Node(first.key, f"{len(names)} containers", shown, "data")
                for other in others:
                    del self.targets[other.key]
                    for targets in self.identities.values():
                        targets.pop(other.key, None)

    def _grants(self) -> Iterator[Grant]:
        yield from self.contents.estate.grants_of(self.layout.stack)
        groups = {*self.layout.product.groups.values(), *self.contents.zone.groups.values()}
        for container in self.containers:
            for grant in self.contents.estate.grants_on("access", container):
                if grant.principal in groups:
                    yield grant

    def _who(self, grant: Grant) -> _Actor:
        if grant.kind == "group":
            every = [*self.layout.product.groups.items(), *self.contents.zone.groups.items()]
            titles = [f"{personas.title(persona)}s" for persona, object_id in every if object_id == grant.principal]
            return _Actor("people", titles[0] if titles else "A group")
        return self._identity(grant)

    def _identity(self, grant: Grant) -> _Actor:
        layout = self.layout
        known = {
            layout.workspace_identity.name: ("Workspace", ""),
            layout.endpoint_identity.name: ("Online endpoints", ""),
            layout.shipping_identity.name: ("Shipping pipelines", ""),
            layout.kubernetes_identity.name: ("Kubernetes", ""),
            layout.synapse_identity.name: ("Spark pools", ""),
            **{layout.cluster_identity(c).name: ("Clusters", c.name) for c in layout.product.compute.clusters},
            **{layout.instance_identity(i).name: ("Instances", i.name) for i in layout.product.compute.instances},
        }
        if grant.who in known:
            return _Actor("identity", *known[grant.who])
        core, databricks = self.contents.core, self.contents.zone.analytics.databricks
        if core.data_factory_id is not None and grant.who == core.data_factory_id.name:
            return _Actor("service", "Data Factory")
        if databricks is not None and grant.principal == getattr(databricks, "job_principal_id", None):
            return _Actor("service", "Databricks jobs")
        return _Actor(
            "service", grant.who if grant.who != grant.principal or grant.kind == "service" else "Another principal"
        )

    def _target(self, grant: Grant) -> Node:
        scope = grant.scope.lower()
        if scope in self.own:
            key, title = self.own[scope]
            return Node(key, title)
        if scope in self.containers:
            container = self.containers[scope]
            name = "own container" if container.name == self.layout.stack else container.name
            return Node(f"container_{container.layer}_{name}", name, (container.layer.value,), "data")
        type_ = scope_type(grant.scope) or "resource"
        return Node(f"shared_{grant.where}", type_[:1].upper() + type_[1:], (grant.where,), "service")

    def clusters(self) -> Iterator[Cluster]:
        for kind, title in (
            ("people", "People: Entra groups"),
            ("identity", "Identities of the product"),
            ("service", "Services"),
        ):
            nodes = tuple(node for node in self.identities if node.kind == kind)
            if nodes:
                yield Cluster(f"left_{kind}", title, nodes)
        own = tuple(node for key, node in self.targets.items() if key in {k for k, _ in self.own.values()})
        lake = tuple(node for key, node in self.targets.items() if node.kind == "data")
        rest = tuple(node for node in self.targets.values() if node not in own and node not in lake)
        for key, title, nodes in (
            ("own", "Resource group of the product", own),
            ("lake", "Data lake", lake),
            ("rest", "Shared", rest),
        ):
            if nodes:
                yield Cluster(key, title, nodes)

    def edges(self) -> Iterator[Edge]:
        # People stand on the left and everything else on the right of what they act on.
        for who, targets in self.identities.items():
            left = who.kind == "people"
            for target, (kind, label) in targets.items():
                tail, head = (who.key, target) if left else (target, who.key)
                short = label if len(label) < 4 else (*label[:2], f"+ {len(label) - 2}")
                yield Edge(tail, head, kind, short, backwards=not left)


def _alike(held: Mapping[_Actor, Mapping[str, Mapping[str, None]]]) -> dict[Node, dict[str, _Right]]:
    """Those who may do the same kinds of things on the same targets, as one node, with what they may do."""
    groups: dict[object, list[_Actor]] = {}
    for actor, targets in held.items():
        kinds = tuple(sorted((target, _kind(roles)) for target, roles in targets.items()))
        groups.setdefault((actor.kind, kinds), []).append(actor)
    nodes: dict[Node, dict[str, _Right]] = {}
    for number, members in enumerate(groups.values()):
        titles = ", ".join(dict.fromkeys(actor.title for actor in members))
        details = ", ".join(dict.fromkeys(actor.detail for actor in members if actor.detail))
        node = Node(f"who_{number}", titles, (details,) if details else (), members[0].kind)
        nodes[node] = {
            target: (_kind(roles), _label([(actor, held[actor][target]) for actor in members]))
            for target, roles in held[members[0]].items()
        }
    return nodes


def _kind(roles: Mapping[str, None]) -> EdgeKind:
    if _WRITES & roles.keys():
        return EdgeKind.WRITE
    return EdgeKind.READ if _READS & roles.keys() else EdgeKind.TRUST


def _label(members: Sequence[tuple[_Actor, Mapping[str, None]]]) -> tuple[str, ...]:
    """The roles beside an arrow, but for those that its kind says; a role of some of the members, with their names."""
    lines: list[str] = []
    for role in dict.fromkeys(role for _, roles in members for role in sorted(roles) if role not in _READS | _WRITES):
        have = [actor.detail or actor.title for actor, roles in members if role in roles]
        some = f" ({', '.join(have)})" if len(have) < len(members) else ""
        lines.append(f"{_SHORT.get(role, role)}{some}")
    return tuple(lines)
