"""Services of the landing zone that products link to: Synapse, Databricks, Data Factory, Kubernetes, a registry."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Discriminator, Field, StringConstraints, Tag, model_validator

from .base import Guid, Model, arm_id

PoolName = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]{0,14}$")]
RuntimeName = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$", min_length=3, max_length=60)]
NodePoolName = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]{0,11}$")]
#: Performance levels of dedicated SQL pools.
SqlPoolSku = Literal[
    "DW100c",
    "DW200c",
    "DW300c",
    "DW400c",
    "DW500c",
    "DW1000c",
    "DW1500c",
    "DW2000c",
    "DW2500c",
    "DW3000c",
    "DW5000c",
    "DW6000c",
    "DW7500c",
    "DW10000c",
    "DW15000c",
    "DW30000c",
]


def _existing_if(key: str) -> Discriminator:
    def which(value: Any) -> str:
        if isinstance(value, dict):
            return "existing" if key in value else "created"
        return "existing" if hasattr(value, key) else "created"

    return Discriminator(which)


class SparkPool(Model):
    """An Apache Spark pool of a Synapse workspace: scales by itself, and pauses without work."""

    node_size: Literal["Small", "Medium", "Large", "XLarge", "XXLarge"] = "Small"
    """Size of a node."""
    min_nodes: Annotated[int, Field(ge=3, le=200)] = 3
    """Nodes while it runs, at least 3."""
    max_nodes: Annotated[int, Field(ge=3, le=200)] = 10
    """Nodes at full scale."""
    pause_after_minutes: Annotated[int, Field(ge=5, le=10080)] = 15
    """Minutes without work after which it pauses."""
    spark_version: Literal["3.4", "3.5"] = "3.5"
    """Version of Apache Spark."""

    @model_validator(mode="after")
    def _scale(self) -> SparkPool:
        if self.min_nodes > self.max_nodes:
            raise ValueError(f"min_nodes ({self.min_nodes}) is larger than max_nodes ({self.max_nodes})")
        return self


class SqlPool(Model):
    """A dedicated SQL pool of a Synapse workspace; paid for while it is not paused."""

    sku: SqlPoolSku = "DW100c"
    """Performance level, such as DW100c."""


class CreatedSynapse(Model):
    """A Synapse workspace that the landing zone makes: managed network, private, Entra ID only."""

    administrators: Guid | None = None
    """Object id of the Entra group that administers its SQL."""
    spark_pools: dict[PoolName, SparkPool] = Field(default_factory=lambda: {"small": SparkPool()})
    """Apache Spark pools by name."""
    sql_pools: dict[PoolName, SqlPool] = Field(default_factory=dict)
    """Dedicated SQL pools by name."""


class ExistingSynapse(Model):
    """A Synapse workspace that exists already."""

    workspace_id: Annotated[str, arm_id("Microsoft.Synapse/workspaces")]
    """The workspace, with a managed network."""
    spark_pools: list[PoolName] = Field(default_factory=list)
    """Names of its Spark pools that products may use."""


Synapse = Annotated[
    Annotated[CreatedSynapse, Tag("created")] | Annotated[ExistingSynapse, Tag("existing")],
    _existing_if("workspace_id"),
]


class CreatedDatabricks(Model):
    """A Databricks workspace that the landing zone makes: premium, in the network's subnets, no public addresses."""


class ExistingDatabricks(Model):
    """A Databricks workspace that exists already."""

    workspace_id: Annotated[str, arm_id("Microsoft.Databricks/workspaces")]
    """The workspace."""
    workspace_url: Annotated[str, StringConstraints(pattern=r"^adb-[0-9]+\.[0-9]+\.[a-z.]+$")] | None = None
    """Its host, such as adb-1234567890123456.7.azuredatabricks.net; read from Azure if left out."""
    job_principal_id: Guid | None = None
    """Object id of the identity that runs its jobs and submits to products."""


Databricks = Annotated[
    Annotated[CreatedDatabricks, Tag("created")] | Annotated[ExistingDatabricks, Tag("existing")],
    _existing_if("workspace_id"),
]


class CreatedDataFactory(Model):
    """A Data Factory that the landing zone makes: managed network, private, by managed identity."""

    self_hosted_runtimes: list[RuntimeName] = Field(default_factory=list)
    """Names of self-hosted integration runtimes, whose machines a team brings."""


class ExistingDataFactory(Model):
    """A Data Factory that exists already."""

    data_factory_id: Annotated[str, arm_id("Microsoft.DataFactory/factories")]
    """The factory, with a managed network."""
    integration_runtime: RuntimeName | None = None
    """Name of the runtime in its managed network through which it reaches products. Default the factory's own."""
    principal_id: Guid | None = None
    """Object id of its system-assigned identity; read from Azure if left out."""


DataFactory = Annotated[
    Annotated[CreatedDataFactory, Tag("created")] | Annotated[ExistingDataFactory, Tag("existing")],
    _existing_if("data_factory_id"),
]


class NodePool(Model):
    """A pool of nodes of a Kubernetes cluster, which scales by itself."""

    vm_size: str = "Standard_D4s_v5"
    """Size of a node."""
    min_nodes: Annotated[int, Field(ge=1, le=1000)] = 1
    """Nodes that are always on."""
    max_nodes: Annotated[int, Field(ge=1, le=1000)] = 3
    """Nodes at full scale."""

    @model_validator(mode="after")
    def _scale(self) -> NodePool:
        if self.min_nodes > self.max_nodes:
            raise ValueError(f"min_nodes ({self.min_nodes}) is larger than max_nodes ({self.max_nodes})")
        return self


class CreatedKubernetes(Model):
    """A Kubernetes cluster for inference that the landing zone makes: private, Entra ID only, behind the firewall."""

    administrators: Annotated[list[Guid], Field(min_length=1)]
    """Object ids of the Entra groups that administer the cluster."""
    system_pool: NodePool = NodePool(max_nodes=3)
    """Nodes of the cluster's own services."""
    user_pools: dict[NodePoolName, NodePool] = Field(default_factory=lambda: {"scoring": NodePool()})
    """Nodes for products, by name of the pool."""
    sku_tier: Literal["Free", "Standard", "Premium"] = "Standard"
    """Service level; Free has none."""


class ExistingKubernetes(Model):
    """A Kubernetes cluster that exists already, with the Azure Machine Learning extension."""

    cluster_id: Annotated[str, arm_id("Microsoft.ContainerService/managedClusters")]
    """The cluster."""


Kubernetes = Annotated[
    Annotated[CreatedKubernetes, Tag("created")] | Annotated[ExistingKubernetes, Tag("existing")],
    _existing_if("cluster_id"),
]


class CreatedMachineLearningRegistry(Model):
    """A Machine Learning registry that the landing zone makes: private, for models and environments of all products."""


class ExistingMachineLearningRegistry(Model):
    """A Machine Learning registry that exists already."""

    registry_id: Annotated[str, arm_id("Microsoft.MachineLearningServices/registries")]
    """The registry."""


MachineLearningRegistry = Annotated[
    Annotated[CreatedMachineLearningRegistry, Tag("created")]
    | Annotated[ExistingMachineLearningRegistry, Tag("existing")],
    _existing_if("registry_id"),
]


class Analytics(Model):
    """What products link to; a service that is left out does not exist."""

    synapse: Synapse | None = None
    """Azure Synapse Analytics, created or existing."""
    databricks: Databricks | None = None
    """Azure Databricks, created or existing."""
    data_factory: DataFactory | None = None
    """Azure Data Factory, created or existing."""
    kubernetes: Kubernetes | None = None
    """A Kubernetes cluster for inference, created or existing."""
    machine_learning_registry: MachineLearningRegistry | None = None
    """A registry of models and environments that all products share, created or existing."""


class DataPlane(Model):
    """What exists on no control plane, applied by a runner inside the network."""

    enabled: bool = False
    """Whether there is such a runner: the stack `data-plane` is made then."""


#: The shapes of services that the landing zone makes.
CREATED = (
    CreatedSynapse,
    CreatedDatabricks,
    CreatedDataFactory,
    CreatedKubernetes,
    CreatedMachineLearningRegistry,
)
