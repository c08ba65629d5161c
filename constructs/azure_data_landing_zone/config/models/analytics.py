"""Services of the landing zone that products link to: Synapse, Databricks, Data Factory, Kubernetes, a registry."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Discriminator, Field, StringConstraints, Tag, model_validator

from .base import Cidr, Guid, Model, PrivateDnsZoneId, arm_id

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


class CreatedService(Model):
    """The base of the services that the landing zone creates."""


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


class CreatedSynapse(CreatedService):
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


class CreatedDatabricks(CreatedService):
    """A Databricks workspace that the landing zone makes: premium, in the network's subnets, no public addresses."""

    job_principal_id: Guid | None = None
    """Object id of the identity that runs its jobs and submits to products; whoever administers the workspace adds it
    there."""
    browser_authentication: bool = True
    """Whether people sign in through a private endpoint of this workspace. All workspaces of a region that share a DNS
    share one such endpoint: false where another workspace has it."""


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


class CreatedDataFactory(CreatedService):
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


#: The name of the pool for the cluster's own services.
SYSTEM_POOL = "system"


def rotation_name(pool: str) -> str:
    """The name of the pool that stands in while a pool is made anew, such as with another size of nodes."""
    return f"{pool[:9]}tmp"


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


class Scoring(Model):
    """How the scoring endpoints of a cluster are reached: by TLS, on a private address."""

    host: Annotated[
        str, StringConstraints(pattern=r"^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+$")
    ]
    """Host name of the scoring endpoints, which the certificate is for; its DNS record is made by whoever owns it."""
    certificate: Annotated[str, StringConstraints(pattern=r"^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$")] = "scoring-tls"
    """Name of the Kubernetes secret in the namespace `azureml` that holds `cert.pem` and `key.pem`. Whoever administers
    the cluster puts it there first, so that the key is in no state of Terraform's."""


class CreatedKubernetes(CreatedService):
    """A Kubernetes cluster for inference that the landing zone makes: private, Entra ID only, behind the firewall."""

    administrators: Annotated[list[Guid], Field(min_length=1)]
    """Object ids of the Entra groups that administer the cluster."""
    system_pool: NodePool = NodePool(max_nodes=3)
    """Nodes of the cluster's own services."""
    user_pools: Annotated[dict[NodePoolName, NodePool], Field(min_length=1)] = Field(
        default_factory=lambda: {"scoring": NodePool()}
    )
    """Nodes for products, by name of the pool."""
    sku_tier: Literal["Free", "Standard", "Premium"] = "Standard"
    """Service level; Free has none."""
    scoring: Scoring | None = None
    """How scoring endpoints are reached. The Machine Learning extension is installed with it, and only then products
    can attach the cluster; left out until the certificate lies in the cluster."""
    pod_range: Cidr = "172.20.0.0/16"
    """Addresses of pods, a /24 for each node. They stay inside the cluster; nothing that it reaches may have them."""
    service_range: Cidr = "172.21.0.0/20"
    """Addresses of services inside the cluster; nothing that it reaches may have them."""
    outbound: Literal["firewall", "nat_gateway"] | None = None
    """How traffic leaves an existing network's subnet `scoring`; of a created network it is known."""
    private_dns_zone_id: PrivateDnsZoneId | None = None
    """The private DNS zone of the Kubernetes API, if not that of the owner of DNS. Where Azure Policy owns DNS it is
    left out for a zone that AKS makes."""

    @model_validator(mode="after")
    def _pools(self) -> CreatedKubernetes:
        used = dict.fromkeys((SYSTEM_POOL, rotation_name(SYSTEM_POOL)), "the system pool")
        for pool in self.user_pools:
            for name in (pool, rotation_name(pool)):
                if (other := used.setdefault(name, pool)) != pool:
                    raise ValueError(
                        f"user_pools has {pool!r}, and its name or that of its stand-in during a rotation ({name!r}) "
                        f"is taken by {other}: call it otherwise"
                    )
        return self


class ExistingKubernetes(Model):
    """A Kubernetes cluster that exists already, with the Azure Machine Learning extension."""

    cluster_id: Annotated[str, arm_id("Microsoft.ContainerService/managedClusters")]
    """The cluster."""
    local_accounts: bool = False
    """Whether it has local accounts. Without, workspaces enter it by Trusted Access and are Contributors at it."""


Kubernetes = Annotated[
    Annotated[CreatedKubernetes, Tag("created")] | Annotated[ExistingKubernetes, Tag("existing")],
    _existing_if("cluster_id"),
]


class CreatedMachineLearningRegistry(CreatedService):
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
