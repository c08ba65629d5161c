"""Services of the landing zone that products link to: Synapse, Databricks, Data Factory, Kubernetes, a registry."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Discriminator, Field, StringConstraints, Tag, model_validator

from ...azure.skus import ClusterTier, SparkNodeSize, SparkVersion, SqlPoolSku
from .base import Cidr, Distinct, Guid, Model, PrivateDnsZoneId, Whole, arm_id, default

PoolName = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]{0,14}$")]
RuntimeName = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$", min_length=3, max_length=60)]
NodePoolName = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]{0,11}$")]


def _existing_if(key: str) -> Discriminator:
    def which(value: Any) -> str:
        if isinstance(value, dict):
            return "existing" if key in value else "created"
        return "existing" if hasattr(value, key) else "created"

    return Discriminator(which)


class CreatedService(Model):
    """The base of the services that the landing zone creates."""


class SparkPool(Model):
    """An Apache Spark pool of a Synapse workspace, with autoscale and auto-pause."""

    node_size: SparkNodeSize = "Small"
    """Size of the nodes."""
    min_nodes: Annotated[Whole, Field(ge=3, le=200)] = 3
    """Minimum number of nodes while the pool runs, at least 3."""
    max_nodes: Annotated[Whole, Field(ge=3, le=200)] = 10
    """Maximum number of nodes."""
    pause_after_minutes: Annotated[Whole, Field(ge=5, le=10080)] = 15
    """Idle minutes after which the pool pauses."""
    spark_version: SparkVersion = "3.5"
    """Version of Apache Spark. Support for 3.4 ended on 2026-03-31, and `adlz check` refuses it."""

    @model_validator(mode="after")
    def _scale(self) -> SparkPool:
        if self.min_nodes > self.max_nodes:
            raise ValueError(f"min_nodes ({self.min_nodes}) is larger than max_nodes ({self.max_nodes})")
        return self


class SqlPool(Model):
    """A dedicated SQL pool of a Synapse workspace. It incurs cost while it is not paused."""

    sku: SqlPoolSku = "DW100c"
    """Performance level, such as DW100c."""


class CreatedSynapse(CreatedService):
    """A Synapse workspace that the landing zone creates, private, with a managed network and Entra ID only."""

    administrators: Guid | None = None
    """Object id of the Entra group of SQL administrators."""
    spark_pools: dict[PoolName, SparkPool] = Field(default_factory=lambda: {"small": SparkPool()})
    """Apache Spark pools by name."""
    exfiltration_protection: bool = False
    """Whether pools reach nothing but private endpoints in this tenant. Azure Machine Learning does not support it, so
    products cannot link to a workspace that has it. Changing it replaces the workspace."""
    sql_pools: dict[PoolName, SqlPool] = Field(default_factory=dict)
    """Dedicated SQL pools by name."""


class ExistingSynapse(Model):
    """A Synapse workspace that exists already."""

    workspace_id: Annotated[str, arm_id("Microsoft.Synapse/workspaces")]
    """Id of the workspace, which must have a managed network."""
    spark_pools: list[PoolName] = Field(default_factory=list)
    """Names of Spark pools that products may use."""


Synapse = Annotated[
    Annotated[CreatedSynapse, Tag("created")] | Annotated[ExistingSynapse, Tag("existing")],
    _existing_if("workspace_id"),
]


class CreatedDatabricks(CreatedService):
    """A Databricks workspace that the landing zone creates: premium, in the network's subnets, without public IPs."""

    job_principal_id: Guid | None = None
    """Object id of the identity that runs jobs and submits them to products. An administrator adds it to the
    workspace."""
    browser_authentication: bool = True
    """Whether this workspace has the private endpoint for user sign-in. All workspaces of a region that share DNS share
    this endpoint: set false if another workspace has it."""


class ExistingDatabricks(Model):
    """A Databricks workspace that exists already."""

    workspace_id: Annotated[str, arm_id("Microsoft.Databricks/workspaces")]
    """Id of the workspace."""
    workspace_url: Annotated[str, StringConstraints(pattern=r"^adb-[0-9]+\.[0-9]+\.[a-z.]+$")] | None = None
    """Host of the workspace, such as adb-1234567890123456.7.azuredatabricks.net. Default: read from Azure."""
    job_principal_id: Guid | None = None
    """Object id of the identity that runs jobs and submits them to products."""


Databricks = Annotated[
    Annotated[CreatedDatabricks, Tag("created")] | Annotated[ExistingDatabricks, Tag("existing")],
    _existing_if("workspace_id"),
]


class CreatedDataFactory(CreatedService):
    """A data factory that the landing zone creates, private, with a managed network and a managed identity."""

    self_hosted_runtimes: list[RuntimeName] = Field(default_factory=list)
    """Names of self-hosted integration runtimes. You provide their machines."""


class ExistingDataFactory(Model):
    """A Data Factory that exists already."""

    data_factory_id: Annotated[str, arm_id("Microsoft.DataFactory/factories")]
    """Id of the data factory, which must have a managed network."""
    integration_runtime: RuntimeName | None = None
    """Name of the integration runtime in its managed network that accesses products. Default: the runtime of the data
    factory."""
    principal_id: Guid | None = None
    """Object id of its system-assigned identity. Default: read from Azure."""


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
    """A node pool of a Kubernetes cluster, with autoscale."""

    vm_size: str = "Standard_D4s_v5"
    """Size of the nodes."""
    min_nodes: Annotated[Whole, Field(ge=1, le=1000)] = 1
    """Minimum number of nodes."""
    max_nodes: Annotated[Whole, Field(ge=1, le=1000)] = 3
    """Maximum number of nodes."""

    @model_validator(mode="after")
    def _scale(self) -> NodePool:
        if self.min_nodes > self.max_nodes:
            raise ValueError(f"min_nodes ({self.min_nodes}) is larger than max_nodes ({self.max_nodes})")
        return self


class Scoring(Model):
    """Settings of the scoring endpoints of a cluster, which use TLS and a private IP address."""

    host: Annotated[
        str, StringConstraints(pattern=r"^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+$")
    ]
    """Host name of the scoring endpoints and of their certificate. The owner of the DNS zone creates the record."""
    certificate: Annotated[str, StringConstraints(pattern=r"^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$")] = "scoring-tls"
    """Name of the Kubernetes secret in the namespace `azureml` that contains `cert.pem` and `key.pem`. An administrator
    of the cluster creates it beforehand, so that the Terraform state does not contain the key."""
    certificate_in_place: bool | None = None
    """Whether that secret exists. `false`, the first step: the cluster is created without the Machine Learning
    extension, and products do not attach it yet. `true`, the second step: the extension is installed. Default: it is
    installed, and a warning says that the secret must exist."""


class CreatedKubernetes(CreatedService):
    """A Kubernetes cluster for inference that the landing zone creates: private, with Entra ID authentication only."""

    administrators: Annotated[list[Guid], Distinct, Field(min_length=1)]
    """Object ids of the Entra groups of cluster administrators."""
    system_pool: NodePool = default(NodePool, max_nodes=3)
    """Node pool of the cluster's system services."""
    user_pools: Annotated[dict[NodePoolName, NodePool], Field(min_length=1)] = Field(
        default_factory=lambda: {"scoring": NodePool()}
    )
    """Node pools for products, by name."""
    sku_tier: ClusterTier = "Standard"
    """Pricing tier. Free has no uptime SLA."""
    scoring: Scoring | None = None
    """Settings of the scoring endpoints, with which the Machine Learning extension is installed. Products need it to
    attach the cluster. The extension runs three routers of requests if `min_nodes` of the user pools is 3 or more in
    total, otherwise one: three routers occupy three nodes at all times."""
    pod_range: Cidr = "172.20.0.0/16"
    """Address range of pods, with a /24 per node. It must not overlap with networks that the cluster communicates
    with."""
    service_range: Cidr = "172.21.0.0/20"
    """Address range of services in the cluster. It must not overlap with networks that the cluster communicates
    with."""
    outbound: Literal["firewall", "nat_gateway"] | None = None
    """Outbound route of the subnet `scoring` in an existing network. Not needed for a created network."""
    private_dns_zone_id: PrivateDnsZoneId | None = None
    """Id of the private DNS zone of the Kubernetes API, if the owner of DNS does not provide it. If Azure Policy owns
    DNS, omit it to let AKS create a zone."""

    @property
    def has_extension(self) -> bool:
        """Whether the Machine Learning extension is installed."""
        return self.scoring is not None and self.scoring.certificate_in_place is not False

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
    """Id of the cluster."""
    local_accounts: bool = False
    """Whether the cluster has local accounts. If false, workspaces access it with Trusted Access and get Contributor on
    it."""


Kubernetes = Annotated[
    Annotated[CreatedKubernetes, Tag("created")] | Annotated[ExistingKubernetes, Tag("existing")],
    _existing_if("cluster_id"),
]


class CreatedMachineLearningRegistry(CreatedService):
    """A private Machine Learning registry that the landing zone creates, for all products."""


class ExistingMachineLearningRegistry(Model):
    """A Machine Learning registry that exists already."""

    registry_id: Annotated[str, arm_id("Microsoft.MachineLearningServices/registries")]
    """Id of the registry."""


MachineLearningRegistry = Annotated[
    Annotated[CreatedMachineLearningRegistry, Tag("created")]
    | Annotated[ExistingMachineLearningRegistry, Tag("existing")],
    _existing_if("registry_id"),
]


class Analytics(Model):
    """Services that products link to. A service that is omitted does not exist."""

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
    """Objects that have no control plane. A runner inside the network applies them."""

    enabled: bool = False
    """Whether such a runner exists. If true, the stack `data-plane` is generated."""
