"""Where links lie: names and ids of what joins services of the landing zone to its lake and its products."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ...azure.ids import ResourceId
from ..models.analytics import CreatedDataFactory, ExistingDataFactory
from ..models.data_lake import Layer
from ..models.parts import LAKE_SUBRESOURCES
from .core import CoreLayout
from .places import Container, container_id
from .product import ProductLayout

#: The container of the lake's workspace layer that holds a created Synapse workspace's own files.
SYNAPSE_CONTAINER = "synapse"
#: The name of Synapse's linked service in a product's workspace.
LINKED_SERVICE = "synapse"
#: The names of the attached Kubernetes cluster and Databricks workspace in a product's workspace.
KUBERNETES_COMPUTE, DATABRICKS_COMPUTE = "kubernetes", "databricks"
#: The integration runtime in the managed network of a created Data Factory.
MANAGED_RUNTIME = "managed-network"
#: The layers between which Data Factory moves data. What lies in the workspace layer is the products' own.
DATA_FACTORY_LAYERS = (Layer.RAW, Layer.ENRICHED, Layer.CURATED)
#: The shortest name of compute that Azure Machine Learning takes.
_SHORTEST_COMPUTE_NAME = 3


@dataclass(frozen=True)
class LinkEndpoint:
    """A private endpoint in the managed network of Synapse or Data Factory.

    Attributes:
        key: what sets it apart among those of its kind in a stack.
        name: its name in the service.
        service: the Synapse workspace or factory.
        target: what it leads to.
        subresource: the private-link sub-resource.
    """

    key: str
    name: str
    service: ResourceId
    target: ResourceId
    subresource: str

    @property
    def name_at_target(self) -> str:
        """The name that its target shows: that of the private endpoint that the service creates in its own network."""
        return f"{self.service.name}.{self.name}"


def synapse_container(core: CoreLayout) -> ResourceId:
    """The container that holds a created Synapse workspace's own files."""
    return container_id(core.lake_accounts[Layer.WORKSPACE], SYNAPSE_CONTAINER)


def filesystem_url(core: CoreLayout, account: ResourceId, container: str = "") -> str:
    """The address of a lake account, or of a container in it, as a file system."""
    return f"https://{account.name}.dfs.{core.cloud.storage_suffix}/{container}"


def spark_compute_name(pool: str) -> str:
    """The name of an attached Spark pool in a workspace: its own, unless that is too short for a compute."""
    return pool if len(pool) >= _SHORTEST_COMPUTE_NAME else f"spark-{pool}"


def attached_pools(layout: ProductLayout) -> Mapping[str, ResourceId]:
    """The Spark pools that are attached to a product's workspace, by the name of the pool."""
    link = layout.product.links.synapse
    if link is None:
        return {}
    pools = layout.core.spark_pools
    return {name: pools[name] for name in sorted(pools if link.spark_pools is None else set(link.spark_pools))}


def has_linked_service(layout: ProductLayout) -> bool:
    """Whether Synapse is registered in a product's workspace as a linked service."""
    return layout.product.links.synapse is not None and layout.product.links.synapse.linked_service


def synapse_lake_endpoints(core: CoreLayout, products: Sequence[ProductLayout]) -> tuple[LinkEndpoint, ...]:
    """The endpoints from Synapse to the lake: to every layer that a linked product uses, and to Synapse's own files."""
    synapse = core.synapse_workspace_id
    if synapse is None:
        return ()
    layers = {container.layer for layout in products for container in layout.containers}
    if "synapse_workspace" in core.created_analytics:
        layers.add(Layer.WORKSPACE)
    return _lake_endpoints(core, synapse, sorted(layers))


def synapse_workspace_endpoint(layout: ProductLayout) -> LinkEndpoint:
    """The endpoint from Synapse to a product's workspace.

    Raises:
        ValueError: the landing zone has no Synapse; a checked configuration never gets here.
    """
    if (synapse := layout.core.synapse_workspace_id) is None:
        raise ValueError("the landing zone has no Synapse")
    name = f"{_prefix(layout.core, synapse)}-{layout.stack}"
    return LinkEndpoint("workspace", name, synapse, layout.workspace.id, "amlworkspace")


def synapse_storage_endpoints(layout: ProductLayout) -> tuple[LinkEndpoint, ...]:
    """The endpoints from Synapse to a product's default storage, where attached pools find code and write output."""
    if (synapse := layout.core.synapse_workspace_id) is None or not attached_pools(layout):
        return ()
    prefix = f"{_prefix(layout.core, synapse)}-{layout.stack}"
    account = layout.storage_account.id
    return tuple(
        LinkEndpoint(f"storage-{subresource}", f"{prefix}-{subresource}", synapse, account, subresource)
        for subresource in LAKE_SUBRESOURCES
    )


def data_factory_containers(core: CoreLayout) -> tuple[Container, ...]:
    """The containers of the lake between which Data Factory moves data."""
    return tuple(
        Container(layer, name, container_id(core.lake_accounts[layer], name), writable=True)
        for layer, config in core.landing_zone.data_lake.layers()
        if layer in DATA_FACTORY_LAYERS and isinstance(config.containers, list)
        for name in sorted(config.containers)
    )


def data_factory_lake_endpoints(core: CoreLayout) -> tuple[LinkEndpoint, ...]:
    """The endpoints from a created Data Factory to the lake."""
    if (factory := core.data_factory_id) is None:
        return ()
    return _lake_endpoints(core, factory, [layer for layer in DATA_FACTORY_LAYERS if layer in core.lake_accounts])


def data_factory_product_endpoints(layout: ProductLayout) -> tuple[LinkEndpoint, ...]:
    """The endpoints from Data Factory to a product: its workspace and its key vault."""
    if (factory := layout.core.data_factory_id) is None:
        return ()
    prefix = f"{layout.core.landing_zone.name}-{layout.stack}"
    return (
        LinkEndpoint("workspace", f"{prefix}-ml", factory, layout.workspace.id, "amlworkspace"),
        LinkEndpoint("key-vault", f"{prefix}-kv", factory, layout.key_vault.id, "vault"),
    )


def data_factory_runtime(core: CoreLayout) -> str | None:
    """The runtime in the managed network of Data Factory; None where it is the one that every factory has."""
    config = core.landing_zone.analytics.data_factory
    if isinstance(config, ExistingDataFactory):
        return config.integration_runtime
    return MANAGED_RUNTIME if isinstance(config, CreatedDataFactory) else None


def _prefix(core: CoreLayout, service: ResourceId) -> str:
    """The prefix of our names in a service that landing zones of other subscriptions may use too."""
    ours = service.subscription_id.lower() == core.landing_zone.subscription_id.lower()
    return core.landing_zone.name if ours else core.shared_names.synapse_endpoint


def _lake_endpoints(core: CoreLayout, service: ResourceId, layers: Sequence[Layer]) -> tuple[LinkEndpoint, ...]:
    return tuple(
        LinkEndpoint(
            f"{layer}-{subresource}",
            f"{_prefix(core, service)}-{layer}-{subresource}",
            service,
            core.lake_accounts[layer],
            subresource,
        )
        for layer in layers
        for subresource in LAKE_SUBRESOURCES
    )
