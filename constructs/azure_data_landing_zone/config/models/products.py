"""ML data products."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, StringConstraints, model_validator

from .alerts import ProductAlerts
from .base import (
    Generation,
    Groups,
    Model,
    ResourceGroupId,
    Slug,
    SubnetId,
    Tags,
    Text,
    Whole,
    Word,
    default,
)
from .budget import Budget
from .data_lake import Layer
from .isolation import CustomerNetwork, Isolation
from .links import (
    AnyLinks,
    BlobDatastore,
    ComputeInstance,
    Connection,
    CustomerManagedKey,
    FileDatastore,
    Inference,
    Links,
)
from .moves import Move
from .name_keys import product_names
from .network import SubnetName
from .pipelines import Pipelines
from .policies import ProductPolicies
from .storage_access import StorageAccess

ClusterName = Annotated[str, StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9-]{1,30}[A-Za-z0-9]$")]
ResourceName = Annotated[str, StringConstraints(min_length=1, max_length=260)]

#: What no environment may change.
FIXED = ("name", "environments", "shared", "per_environment")
#: What belongs to one product: `product_defaults` does not take it.
NO_DEFAULTS = ("name", "friendly_name", "description", "names", "generation", "decommission", "moved")


def _data_path(text: str) -> str:
    layer, slash, container = text.partition("/")
    if not slash or layer not in Layer.__members__.values():
        raise ValueError(f"must be <layer>/<container> with one of the layers {', '.join(Layer)}")
    if not container:
        raise ValueError("lacks the container after the slash")
    return text


#: A container of the lake: `<layer>/<container>`; `workspace/own` is the product's own of the environment.
DataPath = Annotated[str, AfterValidator(_data_path)]


DatastoreName = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{1,60}$")]


class Data(Model):
    """Containers of the lake that the product reads and writes. Each becomes a data store of the workspace."""

    read: list[DataPath] = Field(default_factory=list)
    """Containers to read, as `<layer>/<container>`."""
    write: list[DataPath] = Field(default_factory=lambda: ["workspace/own"])
    """Containers to write. Non-production environments can only read raw, enriched and curated."""
    authentication: Literal["passthrough", "workspace_identity", "service_principal"] = "passthrough"
    """Identity that accesses the lake through the data stores. `passthrough`: the user or compute that uses the data
    store. `workspace_identity`: also the identity of the workspace, for previews in the studio. `service_principal`:
    an application whose id and secret are the sensitive variables `datastore_client_id` and
    `datastore_client_secret`; Terraform replaces the data stores when you start or stop using it."""
    blobs: dict[DatastoreName, BlobDatastore] = Field(default_factory=dict)
    """Data stores on blob containers outside the lake, by name."""
    file_shares: dict[DatastoreName, FileDatastore] = Field(default_factory=dict)
    """Data stores on file shares, by name."""


class ComputeCluster(Model):
    """A compute cluster with private IP addresses only, without SSH, that scales to zero nodes."""

    name: ClusterName
    """Name in the workspace: 3 to 32 letters, digits and hyphens."""
    vm_size: str
    """VM size of the nodes, such as Standard_D4ds_v4."""
    max_nodes: Annotated[Whole, Field(ge=1, le=65000)]
    """Maximum number of nodes."""
    min_nodes: Annotated[Whole, Field(ge=0)] = 0
    """Minimum number of nodes. They are always on and incur cost."""
    idle_seconds: Annotated[Whole, Field(ge=0, le=86400)] = 120
    """Idle seconds after which a node is released."""
    priority: Literal["dedicated", "low_priority"] = "dedicated"
    """`dedicated` or `low_priority`. Azure Machine Learning ended low-priority nodes on 2026-03-31, and `adlz check`
    refuses them. Dedicated nodes with `min_nodes: 0` replace them."""
    description: Text | None = None
    """Description of the cluster. Changing it replaces the cluster."""

    @model_validator(mode="after")
    def _scale(self) -> ComputeCluster:
        if self.min_nodes > self.max_nodes:
            raise ValueError(f"min_nodes ({self.min_nodes}) is larger than max_nodes ({self.max_nodes})")
        return self


class Compute(Model):
    """Compute of a workspace."""

    clusters: list[ComputeCluster] = Field(
        default_factory=lambda: [ComputeCluster(name="cpu", vm_size="Standard_D4ds_v4", max_nodes=4)]
    )
    """Compute clusters. Default: a small cluster with the name `cpu`."""
    instances: list[ComputeInstance] = Field(default_factory=list)
    """Compute instances, each for one user."""
    job_role: Literal["data_scientist", "reader"] = "data_scientist"
    """Role of cluster identities on the workspace. `data_scientist`: jobs can submit steps and register models.
    `reader`: jobs can read the workspace."""
    serverless: bool = True
    """Whether serverless compute joins the training subnet without public IP addresses. With false it has no network
    and does not work."""
    quota: dict[str, Annotated[Whole, Field(ge=0)]] = Field(default_factory=dict)
    """Maximum number of vCPUs that the workspace can use, by family, with the names of `az ml compute list-usage` (such
    as standardDDSv4Family, not case-sensitive). Families that are omitted share the quota of the subscription with
    all workspaces."""
    image_build_cluster: str | None = None
    """Cluster that builds container images, because the private registry cannot build them. Default: the smallest
    cluster without GPUs."""

    @model_validator(mode="after")
    def _names(self) -> Compute:
        # Azure compares names of compute without case.
        names = [name.lower() for name in (*(c.name for c in self.clusters), *(i.name for i in self.instances))]
        if twice := sorted({name for name in names if names.count(name) > 1}):
            raise ValueError(f"clusters and instances have {twice[0]!r} twice: names must differ")
        names = [cluster.name for cluster in self.clusters]
        if self.image_build_cluster is not None and self.image_build_cluster not in names:
            raise ValueError(
                f"image_build_cluster is {self.image_build_cluster!r}, the clusters are {', '.join(names) or 'none'}"
            )
        return self


EndpointTarget = Literal["workspace", "storage_account", "key_vault", "container_registry"]


class FurtherEndpoint(Model):
    """A private endpoint of the product in another network, such as a hub network that users connect to."""

    subnet_id: SubnetId
    """Id of the subnet."""
    location: str
    """Region of the subnet."""
    resources: Annotated[tuple[EndpointTarget, ...], Field(min_length=1)] = (
        "workspace",
        "storage_account",
        "key_vault",
        "container_registry",
    )
    """Resources that get an endpoint. Default: all four, which a network needs that cannot reach the endpoints of the
    landing zone. The output `reached_otherwise` lists what the network must reach in another way: resources that are
    omitted, and the accounts of the lake."""
    dns_resource_group_id: ResourceGroupId | None = None
    """Id of the resource group of that network's private DNS zones. Omit it if Azure Policy creates the records."""


class ProductSubnets(Model):
    """The subnets of a product, by their keys in `network.subnets`."""

    endpoints: SubnetName = "endpoints"
    """Subnet of its private endpoints: `endpoints`, or a further subnet of this purpose."""
    training: SubnetName = "training"
    """Subnet of its compute: `training`, or a further subnet of this purpose."""


class WorkspaceSettings(Model):
    """Settings of the workspace."""

    isolation: Isolation = default(CustomerNetwork)
    """Network of the compute: `customer_network`, the network of the landing zone, or `managed_network`, a managed
    network of the workspace."""
    further_endpoints: dict[Slug, FurtherEndpoint] = Field(default_factory=dict)
    """Private endpoints in other networks, by a name of your choice."""
    subnets: ProductSubnets = default(ProductSubnets)
    """Subnets of private endpoints and compute. Default: `endpoints` and `training`. Set it before the first apply:
    Azure moves neither endpoints nor compute to another subnet."""

    identity_role: Literal["azure_ai_administrator", "contributor"] = "azure_ai_administrator"
    """Role of the workspace identity on its resource group. Contributor grants more permissions; it is available
    because Microsoft does not yet document the narrower role for user-assigned identities."""
    cool_after_days: Annotated[Whole, Field(ge=1, le=99999)] | None = 90
    """Days without modification after which blobs of the default storage account, such as artifacts and logs of runs,
    move to the cool tier; null to disable."""
    application_insights_local_authentication: bool = True
    """Whether telemetry can be sent with a key only. Microsoft does not document that Azure Machine Learning compute
    sends Entra ID tokens (read 2026-11-26), so false may lose telemetry. With false, identities get Monitoring
    Metrics Publisher."""


class Product(Model):
    """A data product: the contents of a product file."""

    name: Slug
    """Key of the product, part of every resource name. Do not change it after deployment."""
    environments: Annotated[list[Word], Field(min_length=1)]
    """Environments of the product. The landing zone must declare each of them."""
    shared: bool = False
    """Whether several teams share the workspace for exploration. It then reads the lake and writes its own container
    only."""
    friendly_name: Text | None = None
    """Display name. It can be changed."""
    description: Text | None = None
    """Description of the product."""
    location: str | None = None
    """Region, if it is not the region of the landing zone."""
    tags: Tags = Field(default_factory=dict)
    """Tags of all resources of the product. They override those of the landing zone and the environment."""
    groups: Groups = Field(default_factory=dict)
    """Object ids of Entra groups, by persona such as data_scientists."""
    data: Data = Field(default_factory=Data)
    """Containers of the lake that the product reads and writes."""
    compute: Compute = Field(default_factory=Compute)
    """Compute clusters."""
    workspace: WorkspaceSettings = default(WorkspaceSettings)
    """Settings of the workspace."""
    storage_access: StorageAccess = default(StorageAccess)
    """Resources of other owners that pass the firewall of its storage account, besides those of the landing zone."""
    links: AnyLinks = default(Links)
    """Services of the landing zone that the product links to: a list of `synapse`, `databricks` and `data_factory`, or
    a mapping with their settings."""
    inference: Inference | None = None
    """Kubernetes cluster that serves the models."""
    connections: dict[Slug, Connection] = Field(default_factory=dict)
    """Further container registries and Python feeds that the workspace uses, by name."""
    encryption: CustomerManagedKey | None = None
    """Customer-managed key for workspace, storage account and registry. Default: Microsoft-managed keys."""
    budget: Budget | None = None
    """Monthly budget of the resource group."""
    generation: Generation = 1
    """Increase it to re-create a deleted product while Azure still reserves the deleted names: the names of key vault,
    workspace, storage account and registry then differ. If the product exists, increasing it replaces these
    resources."""
    decommission: bool = False
    """Whether the product will be removed. Terraform and locks then allow its destruction, and `adlz check` lists the
    data that will be lost."""
    pipelines: Pipelines | None = None
    """CI service of the product. Its pipelines get two identities, one for plan and one for apply."""
    shipping: Pipelines | None = None
    """CI service of the pipelines of the team's own code. They get an identity that registers models, deploys endpoints
    and submits jobs. It cannot change infrastructure."""
    policies: ProductPolicies = default(ProductPolicies)
    """Policy settings that differ from those of the landing zone."""
    alerts: ProductAlerts = default(ProductAlerts)
    """Alerts of the product. They override those of the landing zone and the environment."""
    names: Annotated[dict[str, ResourceName], product_names] = Field(default_factory=dict)
    """Names of resources. They override the naming convention. `adlz show names` lists the keys."""
    moved: list[Move] = Field(default_factory=list)
    """Deployed resources of the product whose Terraform address has changed."""
    per_environment: dict[str, dict[str, Any]] = Field(default_factory=dict)
    """Overrides by environment. Mappings are merged recursively, lists of objects with a name are merged by name."""

    @model_validator(mode="after")
    def _environments(self) -> Product:
        if twice := sorted({name for name in self.environments if self.environments.count(name) > 1}):
            raise ValueError(f"environments has {twice[0]!r} twice")
        if self.shared and len(self.environments) != 1:
            raise ValueError("a shared workspace has exactly one environment")
        if self.shared and self.data.write not in ([], ["workspace/own"]):
            raise ValueError("a shared workspace writes nothing but workspace/own: many people work in it")
        return self
