"""The targets of workloads: those of the table `paths` in a configuration."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from ..azure import tables
from ..azure.ids import ResourceId
from ..config import Configuration
from ..config.layout.core import CoreLayout
from ..config.layout.links import attached_pools, data_factory_containers, synapse_container
from ..config.layout.product import ProductLayout
from ..config.models.analytics import CreatedService
from ..config.models.data_lake import ExistingAccount, Layer
from ..config.models.state import AzureState, CreatedAzureState, ExistingAzureState
from .workloads import Workload


@dataclass(frozen=True)
class Target:
    """Something that a workload reaches.

    Attributes:
        id: the id of the resource that has the private endpoints, in lower case.
        title: its name for people.
        scope: the id of the scope of roles, in lower case.
        created: whether a stack creates the resource.
        assignable: whether the stacks make the role assignments on it.
        name: the name of the resource, with which host names begin.
        endpoints: the names of its private endpoints by sub-resource, where its id is not known before apply.
    """

    id: str
    title: str
    scope: str
    created: bool
    assignable: bool
    name: str
    endpoints: Mapping[str, str] | None = None

    def hosts(self, core: CoreLayout, part: str, location: str) -> tuple[str, ...]:
        """The host names of a sub-resource, as far as they are known before apply.

        Args:
            core: names and ids.
            part: the sub-resource.
            location: the region of the resource.
        """
        patterns = tables.read("private_link").get(part, {}).get("hosts", ())
        zones = core.zones(part)
        suffix = zones[0].removeprefix("privatelink.") if zones else ""
        words = {
            "name": self.name,
            "region": location,
            "suffix": suffix,
            "key_vault": core.cloud.key_vault_suffix,
        }
        return tuple(pattern.format(**words) for pattern in patterns) if suffix else ()


def targets(configuration: Configuration, workload: Workload, kind: str) -> tuple[Target, ...]:
    """The targets of a kind for a workload.

    Raises:
        KeyError: there is no such kind.
    """
    if workload.layout is not None and kind in _OF_PRODUCTS:
        return tuple(_OF_PRODUCTS[kind](workload.layout))
    return tuple(_OF_CORE[kind](configuration.core))


def target_kinds() -> frozenset[str]:
    """The kinds of targets that are resources."""
    return frozenset((*_OF_PRODUCTS, *_OF_CORE))


def _target(
    core: CoreLayout, id_: ResourceId, *, created: bool, title: str = "", scope: ResourceId | None = None
) -> Target:
    return Target(
        id=str(id_).lower(),
        title=title or id_.name,
        scope=str(scope or id_).lower(),
        created=created,
        assignable=id_.subscription_id.lower() == core.landing_zone.subscription_id.lower(),
        name=id_.name,
    )


def _own(key: str) -> Callable[[ProductLayout], Iterator[Target]]:
    def found(layout: ProductLayout) -> Iterator[Target]:
        yield _target(layout.core, getattr(layout, key).id, created=True)

    return found


def _containers(writable: bool | None) -> Callable[[ProductLayout], Iterator[Target]]:
    """The containers of the lake that a product reads, or writes; all for None."""

    def found(layout: ProductLayout) -> Iterator[Target]:
        for container in layout.containers:
            if writable is None or container.writable is writable:
                account = container.id.parent.parent
                title = f"{container.layer}/{container.name}"
                created = lake_created(layout.core, container.layer)
                yield _target(layout.core, account, created=created, title=title, scope=container.id)

    return found


def lake_created(core: CoreLayout, layer: Layer) -> bool:
    """Whether the landing zone creates the account of a layer."""
    return not isinstance(getattr(core.landing_zone.data_lake, layer.value), ExistingAccount)


def _accounts(layout: ProductLayout) -> Iterator[Target]:
    for layer in sorted({container.layer for container in layout.containers}):
        created = lake_created(layout.core, layer)
        yield _target(layout.core, layout.core.lake_accounts[layer], created=created, title=f"lake {layer}")


def _lake_endpoints(layout: ProductLayout) -> Iterator[Target]:
    for layer in sorted({container.layer for container in layout.containers}):
        endpoints = layout.core.lake_endpoints(layer)
        for endpoint in endpoints.values():
            yield _target(layout.core, endpoint, created=True)
        if not endpoints:
            account = layout.core.lake_accounts[layer]
            found = _target(layout.core, account, created=False, title=f"private endpoints of {account.name}")
            yield replace(found, scope=f"private endpoints of {found.id}", assignable=False)


def _storage_endpoints(layout: ProductLayout) -> Iterator[Target]:
    for part in ("blob", "file"):
        name = layout.core.endpoint_name(layout.storage_account, part)
        id_ = layout.resource_group.id.resource("Microsoft.Network/privateEndpoints", name)
        yield _target(layout.core, id_, created=True)


def _registry(core: CoreLayout) -> Iterator[Target]:
    id_ = core.machine_learning_registry_id
    if id_ is not None:
        created = core.creates("machine_learning_registry")
        found = _target(core, id_, created=created)
        placed = core.part("machine_learning_registry")
        yield replace(found, endpoints={part: core.endpoint_name(placed, part) for part in ("registry", "blob")})


def _service(key: str) -> Callable[[CoreLayout], Iterator[Target]]:
    def found(core: CoreLayout) -> Iterator[Target]:
        id_ = core.service_id(key)
        if id_ is not None:
            yield _target(core, id_, created=isinstance(getattr(core.landing_zone.analytics, key), CreatedService))

    return found


def _connected(layout: ProductLayout) -> Iterator[Target]:
    for id_ in layout.connected_registries:
        yield _target(layout.core, id_, created=False)


def _outside_containers(layout: ProductLayout) -> Iterator[Target]:
    for container in layout.blob_containers:
        account = container.parent.parent
        title = f"{account.name}/{container.name}"
        yield _target(layout.core, account, created=False, title=title, scope=container)


def _outside_shares(layout: ProductLayout) -> Iterator[Target]:
    shares = sorted(
        {share.file_share_id.lower(): share.file_share_id for share in layout.product.data.file_shares.values()}.items()
    )
    for share in (ResourceId.parse(id_) for _, id_ in shares):
        account = share.parent.parent
        yield _target(layout.core, account, created=False, title=f"{account.name}/{share.name}", scope=share)


def _approval_targets(layout: ProductLayout) -> Iterator[Target]:
    yield _target(layout.core, layout.resource_group.id, created=True)
    for _, id_ in sorted({str(one.target).lower(): one.target for one in layout.foreign_targets}.items()):
        yield _target(layout.core, id_, created=False)


def _kubernetes(layout: ProductLayout) -> Iterator[Target]:
    if layout.kubernetes_cluster_id is not None:
        yield _target(layout.core, layout.kubernetes_cluster_id, created=False)


def _spark_pools(layout: ProductLayout) -> Iterator[Target]:
    for pool in attached_pools(layout).values():
        found = _target(layout.core, pool, created=False, title=f"Spark pool {pool.name}")
        # Roles inside of Synapse are assigned by the stack data-plane, wherever the workspace is.
        yield replace(found, assignable=layout.core.landing_zone.data_plane.enabled)


def _workspace_storage(layout: ProductLayout) -> Iterator[Target]:
    if layout.own_databricks is not None:
        yield _target(layout.core, layout.databricks_storage_account.id, created=True)


def _own_databricks(layout: ProductLayout) -> Iterator[Target]:
    if layout.own_databricks is not None:
        yield _target(layout.core, layout.databricks_workspace.id, created=True)


def _databricks_of(layout: ProductLayout) -> Iterator[Target]:
    id_ = layout.databricks_workspace_id
    if id_ is not None:
        yield _target(layout.core, id_, created=layout.own_databricks is not None or layout.core.creates("databricks"))


def _state_container(layout: ProductLayout) -> Iterator[Target]:
    if isinstance(layout.core.landing_zone.state, AzureState):
        container = layout.core.state_container_id(layout.stack)
        yield _state(layout.core, title=f"state of {layout.stack}", scope=container)


def _scope(core: CoreLayout) -> Iterator[Target]:
    if core.private_link_scope_id is not None:
        yield _target(core, core.private_link_scope_id, created=core.creates_private_link_scope)


def _factory_containers(core: CoreLayout) -> Iterator[Target]:
    for container in data_factory_containers(core):
        if lake_created(core, container.layer):
            title = f"{container.layer}/{container.name}"
            yield _target(core, container.id.parent.parent, created=True, title=title, scope=container.id)


def _lake_accounts(core: CoreLayout) -> Iterator[Target]:
    for layer, id_ in core.lake_accounts.items():
        if lake_created(core, layer):
            yield _target(core, id_, created=True, title=f"lake {layer}")


def _factory_accounts(core: CoreLayout) -> Iterator[Target]:
    layers = sorted({container.layer for container in data_factory_containers(core)})
    for layer in layers:
        yield _target(core, core.lake_accounts[layer], created=lake_created(core, layer), title=f"lake {layer}")


def _synapse_container(core: CoreLayout) -> Iterator[Target]:
    if Layer.WORKSPACE in core.lake_accounts:
        container = synapse_container(core)
        created = lake_created(core, Layer.WORKSPACE)
        yield _target(core, container.parent.parent, created=created, title="files of Synapse", scope=container)


def _subnet(purpose: str) -> Callable[[CoreLayout], Iterator[Target]]:
    def found(core: CoreLayout) -> Iterator[Target]:
        if purpose in core.subnets:
            yield _target(core, core.subnets[purpose].id, created=True)

    return found


def _network(core: CoreLayout) -> Iterator[Target]:
    yield _target(core, core.virtual_network_id, created=True)


def _route_table(core: CoreLayout) -> Iterator[Target]:
    name = core.network_companion("route_table", "")
    yield _target(core, core.virtual_network_id.parent.resource("Microsoft.Network/routeTables", name), created=True)


def _kubernetes_zone(core: CoreLayout) -> Iterator[Target]:
    if core.kubernetes_zone_id:
        yield _target(core, ResourceId.parse(core.kubernetes_zone_id), created=core.owns_zones)


def _state_account(core: CoreLayout) -> Iterator[Target]:
    if isinstance(core.landing_zone.state, AzureState):
        existing = isinstance(core.landing_zone.state, ExistingAzureState)
        # The owner of an existing account is asked for an endpoint, and knows it by its name.
        yield _state(core, title=f"Terraform state in {core.state_account_id.name}" if existing else "Terraform state")


def _state(core: CoreLayout, *, title: str, scope: ResourceId | None = None) -> Target:
    created = isinstance(core.landing_zone.state, CreatedAzureState)
    target = _target(core, core.state_account_id, created=created, title=title, scope=scope)
    return replace(target, assignable=core.assigns_roles_on_state)


def _databricks_storage(core: CoreLayout) -> Iterator[Target]:
    yield _target(core, core.databricks_storage_account.id, created=True)


def _kubernetes_api(core: CoreLayout) -> Iterator[Target]:
    id_ = core.service_id("kubernetes")
    if id_ is not None and core.creates("kubernetes") and core.kubernetes_zone_id:
        yield _target(core, id_, created=True, title=f"API of {id_.name}")


def _hub(core: CoreLayout) -> Iterator[Target]:
    if core.creates("synapse"):
        yield _target(core, core.synapse_private_link_hub.id, created=True)


_OF_PRODUCTS: Mapping[str, Callable[[ProductLayout], Iterator[Target]]] = {
    "default_storage": _own("storage_account"),
    "default_storage_endpoints": _storage_endpoints,
    "key_vault": _own("key_vault"),
    "container_registry": _own("container_registry"),
    "workspace": _own("workspace"),
    "application_insights": _own("application_insights"),
    "resource_group": _own("resource_group"),
    "endpoint_identity": _own("endpoint_identity"),
    "lake_read": _containers(writable=False),
    "lake_write": _containers(writable=True),
    "lake_containers": _containers(writable=None),
    "lake_accounts": _accounts,
    "lake_endpoints": _lake_endpoints,
    "connected_registries": _connected,
    "outside_containers": _outside_containers,
    "outside_shares": _outside_shares,
    "approval_targets": _approval_targets,
    "kubernetes_cluster": _kubernetes,
    "spark_pools": _spark_pools,
    "databricks_storage": _workspace_storage,
    "databricks_workspace": _databricks_of,
    "own_databricks_workspace": _own_databricks,
    "state_container": _state_container,
}
_OF_CORE: Mapping[str, Callable[[CoreLayout], Iterator[Target]]] = {
    "ml_registry": _registry,
    "private_link_scope": _scope,
    "databricks_containers": _factory_containers,
    "databricks_storage": _databricks_storage,
    "databricks_workspace": _service("databricks"),
    "factory_containers": _factory_containers,
    "factory_accounts": _factory_accounts,
    "created_lake_accounts": _lake_accounts,
    "synapse_container": _synapse_container,
    "synapse_workspace": _service("synapse"),
    "synapse_hub": _hub,
    "kubernetes_api": _kubernetes_api,
    "data_factory": _service("data_factory"),
    "state_account": _state_account,
    "training_subnet": _subnet("training"),
    "scoring_subnet": _subnet("scoring"),
    "virtual_network": _network,
    "route_table": _route_table,
    "kubernetes_zone": _kubernetes_zone,
}
