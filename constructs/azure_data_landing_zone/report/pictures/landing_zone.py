"""The picture of a landing zone as a whole."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...config.layout.core import CoreLayout
from ...config.layout.product import ProductLayout
from ...config.layout.services import SERVICES
from ...config.models.network import CreatedNetwork, DnsHub, OutboundFirewall, OutboundNatGateway
from ...config.models.observability import ExistingObservability
from ..arrows import BY_SERVICE, COMPUTE, IN_SUBNET, PEOPLE
from ..contents import Contents
from ..estate import parsed
from ..rows import Endpoint
from .graph import Cluster, Edge, EdgeKind, Node, Picture
from .words import listed

#: More products than this are drawn as one node.
MOST_PRODUCTS = 12
#: Targets that are containers of the lake, as products and services use them.
_OF_PRODUCTS = ("lake_read", "lake_write")
_OF_SERVICES = ("synapse", "databricks", "data_factory")
#: What an endpoint leads to that is not in the picture.
_ELSEWHERE = "elsewhere"


def landing_zone(contents: Contents) -> Picture:
    """The network with its endpoints, the lake, services, monitoring and products, and what joins them."""
    drawn = _Drawn(contents)
    clusters = (
        *drawn.outside(),
        drawn.network(),
        Cluster("lake", "Data lake", tuple(drawn.lake())),
        *drawn.services(),
        drawn.monitoring(),
        *drawn.products(),
    )
    edges = tuple(dict.fromkeys([*drawn.traffic(), *drawn.endpoints(), *drawn.data(), *drawn.links()]))
    zone = contents.zone
    return Picture(
        title=f"Architecture of the landing zone {zone.name}",
        description=_described(contents),
        clusters=clusters,
        edges=edges,
    )


class _Drawn:
    def __init__(self, contents: Contents) -> None:
        self.contents = contents
        self.core: CoreLayout = contents.core
        self.layers = {str(id_).lower(): f"lake_{layer}" for layer, id_ in self.core.lake_accounts.items()}
        self.service_ids = {
            str(id_).lower(): row.key for row in SERVICES if (id_ := self.core.service_id(row.key)) is not None
        }
        self.pill_endpoints: dict[str, list[Endpoint]] = {}
        self.pills = self._pills()

    def _pills(self) -> dict[str, list[str]]:
        """The sub-resources that have an endpoint in the network, by the node that they lead to."""
        pills: dict[str, list[str]] = {}
        for endpoint in self.contents.estate.endpoints:
            if endpoint.service or endpoint.stack in self.contents.deployments:
                continue
            key = self.node_of(endpoint.target, endpoint.name)
            pills.setdefault(key, []).append(endpoint.subresource)
            self.pill_endpoints.setdefault(key, []).append(endpoint)
        return {key: list(dict.fromkeys(subresources)) for key, subresources in pills.items()}

    def node_of(self, target: str, name: str) -> str:
        """The node that stands for a resource; what belongs to a service, such as its own storage, is the service."""
        key = self.layers.get(target.lower()) or self.service_ids.get(target.lower())
        if key is not None:
            return key
        place = parsed(target)
        type_ = place.type.lower() if place else ""
        if "privatelinkscopes" in type_:
            return "scope"
        services = self.service_ids.values()
        if "synapse" in type_ and "synapse" in services:
            return "synapse"
        # Databricks keeps the storage of its workspace, and Azure invents the names of what a registry stands on.
        if place is not None and place == self.core.databricks_storage_account.id and "databricks" in services:
            return "databricks"
        registry = self.core.machine_learning_registry_id
        return (
            "machine_learning_registry" if registry is not None and not target and registry.name in name else _ELSEWHERE
        )

    def outside(self) -> Iterator[Cluster]:
        network, nodes = self.contents.zone.network, []
        if isinstance(network, CreatedNetwork):
            if network.hub is not None:
                name = network.hub.virtual_network_id.rpartition("/")[2]
                nodes.append(Node("hub", "Hub network", (name,), "outside"))
            if isinstance(network.outbound, OutboundFirewall):
                nodes.append(Node("firewall", "Firewall", (network.outbound.firewall_ip,), "outside"))
        if isinstance(network.dns, DnsHub):
            nodes.append(Node("hub_dns", "Private DNS", (f"{len(self.core.zone_names)} zones of the hub",), "outside"))
        if nodes:
            yield Cluster("outside", "Hub, not ours", tuple(nodes), kind="outside")

    def network(self) -> Cluster:
        network = self.contents.zone.network
        nodes, inner = [], []
        for row in self.contents.subnets:
            detail = tuple(filter(None, (row.range,)))
            if row.purpose == "endpoints":
                title = f"Subnet endpoints{f', {row.range}' if row.range else ''}"
                inner.append(Cluster("endpoints", title, tuple(self._endpoint_nodes()), kind="subnet"))
            else:
                kind = "compute" if row.purpose in ("training", "scoring") else "subnet"
                nodes.append(Node(f"subnet_{row.purpose}", row.purpose.replace("_", " "), detail, kind))
        if isinstance(network, CreatedNetwork) and isinstance(network.outbound, OutboundNatGateway):
            nodes.append(Node("nat", "NAT gateway", ("filtered by security groups",), "outside"))
        if self.core.owns_zones:
            nodes.append(Node("dns", "Private DNS", (f"{len(self.core.zone_names)} zones",)))
        space = f", {', '.join(network.address_space)}" if isinstance(network, CreatedNetwork) else ", existing"
        return Cluster("network", f"Network{space}", tuple(nodes), tuple(inner))

    def _endpoint_nodes(self) -> Iterator[Node]:
        for key, subresources in self.pills.items():
            yield Node(f"pill_{key}", listed(subresources, 2 if len("".join(subresources)) > 24 else 3), (), "endpoint")
        if self._own_endpoints:
            yield Node("pill_products", f"products: {self._own_endpoints}", (), "endpoint")

    @property
    def _own_endpoints(self) -> int:
        """How many endpoints products have in networks that somebody keeps."""
        ours = self.contents.deployments
        return sum(1 for endpoint in self.contents.estate.endpoints if endpoint.subnet and endpoint.stack in ours)

    def lake(self) -> Iterator[Node]:
        for layer in self.core.lake_accounts:
            names = [row.name for row in self.contents.containers if row.layer == layer.value]
            yield Node(f"lake_{layer}", layer.value, (listed(names, 3) or "no containers",), "data")

    def services(self) -> Iterator[Cluster]:
        nodes = tuple(
            Node(row.key, row.title, () if self.core.creates(row.key) else ("existing",), "service")
            for row in SERVICES
            if row.key in self.service_ids.values()
        )
        if nodes:
            yield Cluster("services", "Analytics", nodes)

    def monitoring(self) -> Cluster:
        existing = isinstance(self.contents.zone.observability, ExistingObservability)
        nodes = [Node("logs", "Log Analytics", ("existing",) if existing else (), "service")]
        if self.core.private_link_scope_id is not None:
            nodes.append(Node("scope", "Private link scope", ("Azure Monitor",), "service"))
        return Cluster("monitoring", "Monitoring", tuple(nodes))

    @property
    def _single(self) -> bool:
        return len(self.contents.products) > MOST_PRODUCTS

    def _product_key(self, name: str) -> str:
        return "products_all" if self._single else f"product_{name}"

    def products(self) -> Iterator[Cluster]:
        products = self.contents.products
        if self._single:
            details = (f"{len(self.contents.deployments)} deployments",)
            nodes = [Node("products_all", f"{len(products)} products", details, "product")]
        else:
            nodes = [
                Node(f"product_{name}", layouts[0].title, (_environments(layouts),), "product")
                for name, layouts in products.items()
            ]
        if nodes:
            yield Cluster("products", "Data products", tuple(nodes))

    def traffic(self) -> Iterator[Edge]:
        network, arrows = self.contents.zone.network, self.contents.arrows
        if not isinstance(network, CreatedNetwork):
            return
        inside = self.network()
        # Endpoints rather than subnets, so that the hub stands left of them.
        entry = next((node.key for cluster in (*inside.clusters, inside) for node in cluster.nodes), None)
        if network.hub is not None and entry is not None and arrows.by(PEOPLE):
            yield Edge("hub", entry, EdgeKind.NETWORK, ("peering",), head_cluster="network")
        for name, kinds in IN_SUBNET.items():
            if any(row.purpose == name for row in self.contents.subnets) and arrows.outbound(kinds):
                if isinstance(network.outbound, OutboundFirewall):
                    yield Edge("firewall", f"subnet_{name}", EdgeKind.NETWORK, ("outbound",), backwards=True)
                elif isinstance(network.outbound, OutboundNatGateway):
                    yield Edge("nat", f"subnet_{name}", EdgeKind.NETWORK, ("outbound",), backwards=True)

    def endpoints(self) -> Iterator[Edge]:
        arrows = self.contents.arrows
        for key in self.pills:
            if key != _ELSEWHERE and any(map(arrows.uses, self.pill_endpoints[key])):
                yield Edge(f"pill_{key}", key, EdgeKind.PRIVATE)
        first = next(iter(self.contents.products), None)
        ours = (one for one in self.contents.estate.endpoints if one.subnet and one.stack in self.contents.deployments)
        if first is not None and any(map(arrows.uses, ours)):
            yield Edge("pill_products", self._product_key(first), EdgeKind.PRIVATE, head_cluster="products")
        scope = self.core.private_link_scope_id
        if scope is not None and arrows.reached(str(scope)):
            yield Edge("scope", "logs", EdgeKind.PRIVATE)

    def data(self) -> Iterator[Edge]:
        products = {layout.stack: layout.product.name for layout in self.contents.configuration.products}
        writes: dict[tuple[str, str], bool] = {}
        for path in self.contents.arrows.paths:
            layer = self.layers.get(path.target_id)
            if layer is None:
                continue
            if path.target_kind in _OF_PRODUCTS and path.actor_kind in COMPUTE:
                pair = layer, self._product_key(products[path.stack])
                writes[pair] = writes.get(pair, False) or path.target_kind == "lake_write"
            elif path.actor_kind in _OF_SERVICES and path.need.roles:
                pair = layer, path.actor_kind
                writes[pair] = True
        for (layer, user), written in writes.items():
            yield Edge(layer, user, EdgeKind.WRITE if written else EdgeKind.READ, backwards=written)

    def links(self) -> Iterator[Edge]:
        for layout in self.contents.configuration.products:
            product = self._product_key(layout.product.name)
            for key in self.service_ids.values():
                if layout.uses(key) and self.contents.arrows.by(BY_SERVICE[key], layout.stack):
                    yield Edge(key, product, EdgeKind.LINK)


def _environments(layouts: Sequence[ProductLayout]) -> str:
    return ", ".join(layout.environment_name for layout in layouts)


def _described(contents: Contents) -> str:
    zone, products = contents.zone, contents.products
    services = ", ".join(title for title, _, _ in contents.services) or "none"
    layers = ", ".join(layer.value for layer in contents.core.lake_accounts) or "none"
    return (
        f"One network holds the private endpoints of the data lake (layers: {layers}), of the analytics services "
        f"({services}) and of {len(products)} data products in {zone.location}. The tables below say the same in words."
    )
