"""ML data products."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, StringConstraints, model_validator

from .alerts import ProductAlerts
from .base import Generation, Groups, Model, ResourceGroupId, Slug, SubnetId, Tags, Word, keys_among
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
from .parts import PRODUCT_PARTS, nameable
from .pipelines import Pipelines
from .policies import ProductPolicies

ClusterName = Annotated[str, StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9-]{1,30}[A-Za-z0-9]$")]
ResourceName = Annotated[str, StringConstraints(min_length=1, max_length=260)]

#: What no environment may change.
FIXED = ("name", "environments", "shared", "per_environment")


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
    """What the product reads and writes in the lake; every container becomes a data store of the workspace."""

    read: list[DataPath] = Field(default_factory=list)
    """Containers to read, as `<layer>/<container>`."""
    write: list[DataPath] = Field(default_factory=lambda: ["workspace/own"])
    """Containers to write. From environments that are not production, raw, enriched and curated are only read."""
    authentication: Literal["passthrough", "workspace_identity", "service_principal"] = "passthrough"
    """Who reads the lake through its data stores: `passthrough`, whoever works with them, person or compute;
    `workspace_identity`, the workspace's identity for previews in the studio as well; `service_principal`, an
    application of the tenant, whose id and secret are the sensitive variables `datastore_client_id` and
    `datastore_client_secret`. Terraform replaces the data stores when it is chosen or given up."""
    blobs: dict[DatastoreName, BlobDatastore] = Field(default_factory=dict)
    """Data stores on blob containers outside of the lake, by name."""
    file_shares: dict[DatastoreName, FileDatastore] = Field(default_factory=dict)
    """Data stores on file shares, by name."""


class ComputeCluster(Model):
    """A compute cluster: private addresses only, no SSH, scales to zero."""

    name: ClusterName
    """Its name in the workspace: 3 to 32 letters, digits and dashes."""
    vm_size: str
    """Size of a node, such as Standard_DS3_v2."""
    max_nodes: Annotated[int, Field(ge=1, le=65000)]
    """Nodes at full scale."""
    min_nodes: Annotated[int, Field(ge=0)] = 0
    """Nodes that are always on, and paid for."""
    idle_seconds: Annotated[int, Field(ge=0, le=86400)] = 120
    """Seconds without work after which a node is released."""
    priority: Literal["dedicated", "low_priority"] = "dedicated"
    """`low_priority` nodes are cheaper and may be taken away."""
    description: str | None = None
    """What the cluster is for; changing it makes Azure replace the cluster."""

    @model_validator(mode="after")
    def _scale(self) -> ComputeCluster:
        if self.min_nodes > self.max_nodes:
            raise ValueError(f"min_nodes ({self.min_nodes}) is larger than max_nodes ({self.max_nodes})")
        return self


class Compute(Model):
    """The compute of a workspace."""

    clusters: list[ComputeCluster] = Field(
        default_factory=lambda: [ComputeCluster(name="cpu", vm_size="Standard_DS3_v2", max_nodes=4)]
    )
    """The compute clusters; a small one called `cpu` if left out."""
    instances: list[ComputeInstance] = Field(default_factory=list)
    """Compute instances, each of one person."""
    job_role: Literal["data_scientist", "reader"] = "data_scientist"
    """The role of clusters' identities at the workspace. `data_scientist`: jobs may submit steps and register models;
    `reader`, jobs may read the workspace."""
    serverless: bool = True
    """Whether serverless compute joins the training subnet, without public addresses; false leaves it without a
    network, so that it does not work."""
    quota: dict[str, Annotated[int, Field(ge=0)]] = Field(default_factory=dict)
    """vCPUs that the workspace may use at most by family, as `az ml compute list-usage` calls it (such as
    standardDSv2Family, without case), out of what Azure Machine Learning has in the subscription; families that are
    left out share it with all workspaces."""
    image_build_cluster: str | None = None
    """The cluster that builds container images, since the private registry cannot; by default the smallest
    one without an accelerator."""

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
    """A private endpoint of the product in another network, such as that of a hub through which people come in."""

    subnet_id: SubnetId
    """Where it takes its addresses."""
    location: str
    """Region of that network."""
    resources: Annotated[tuple[EndpointTarget, ...], Field(min_length=1)] = ("workspace",)
    """What is reached from there. A network that does not reach the landing zone's own endpoints needs all four."""
    dns_resource_group_id: ResourceGroupId | None = None
    """The resource group that holds that network's private DNS zones; left out if Azure Policy attaches the records."""


class WorkspaceSettings(Model):
    """Settings of the workspace that a team may have a reason to change."""

    isolation: Isolation = CustomerNetwork()
    """Where compute lies: `customer_network`, the landing zone's, or `managed_network`, one of the workspace's own."""
    further_endpoints: dict[Slug, FurtherEndpoint] = Field(default_factory=dict)
    """Private endpoints in other networks, by a name of your choice."""

    identity_role: Literal["azure_ai_administrator", "contributor"] = "azure_ai_administrator"
    """What the workspace's identity may do in its own resource group; Contributor is wider, and there because
    Microsoft documents it where it does not yet document the narrower role for user-assigned identities."""
    cool_after_days: Annotated[int, Field(ge=1, le=99999)] | None = 90
    """Days without a change after which blobs of the default storage, such as artifacts and logs of runs, move to the
    cool tier; null to leave them."""
    application_insights_local_authentication: bool = True
    """Whether telemetry may be sent with a key alone. Microsoft does not document that Azure Machine Learning compute
    sends tokens of Entra ID (read 2026-11-26), so false may lose telemetry; identities then get Monitoring Metrics
    Publisher."""


class Product(Model):
    """One project's ML estate: what a product file holds."""

    name: Slug
    """The product's key: part of every name, and never changed once deployed."""
    environments: Annotated[list[Word], Field(min_length=1)]
    """The environments in which the product lives; each is declared by the landing zone."""
    shared: bool = False
    """A workspace that several teams share while they explore; it reads the lake and writes its own container only."""
    friendly_name: str | None = None
    """Name for people; may change."""
    description: str | None = None
    """What the product is about."""
    location: str | None = None
    """Region, if not that of the landing zone."""
    tags: Tags = Field(default_factory=dict)
    """Tags of every resource of the product, over those of landing zone and environment."""
    groups: Groups = Field(default_factory=dict)
    """Object ids of Entra groups by persona, such as data_scientists."""
    data: Data = Field(default_factory=Data)
    """What the product reads and writes in the lake."""
    compute: Compute = Field(default_factory=Compute)
    """Compute clusters."""
    workspace: WorkspaceSettings = WorkspaceSettings()
    """Settings of the workspace."""
    links: AnyLinks = Links()
    """Services of the landing zone that it is linked to: a list of `synapse`, `databricks`, `data_factory`, or a
    mapping with their settings."""
    inference: Inference | None = None
    """The Kubernetes cluster that serves its models."""
    connections: dict[Slug, Connection] = Field(default_factory=dict)
    """Other container registries and Python feeds that its workspace uses, by name."""
    encryption: CustomerManagedKey | None = None
    """An own key for workspace, storage and registry. Default Microsoft's keys."""
    budget: Budget | None = None
    """What its resource group may cost in a month."""
    generation: Generation = 1
    """Raised when it is made anew while Azure still keeps what was deleted: names of its vault, workspace, storage and
    registry then differ. Of what exists, raising it replaces them all."""
    decommission: bool = False
    """Whether it is about to be removed: Terraform and locks then let it be destroyed, and `adlz check` lists what is
    lost."""
    pipelines: Pipelines | None = None
    """Where its pipelines run; they get identities of their own, one that plans and one that applies."""
    shipping: Pipelines | None = None
    """Where the pipelines of the team's own code run. They get an identity that registers models, deploys endpoints and
    submits jobs; it changes no infrastructure."""
    policies: ProductPolicies = ProductPolicies()
    """What it needs other values for than the policies of the landing zone have."""
    alerts: ProductAlerts = ProductAlerts()
    """Its alerts, over those of landing zone and environment."""
    names: Annotated[dict[str, ResourceName], keys_among(lambda: nameable(PRODUCT_PARTS), "resource of a product")] = (
        Field(default_factory=dict)
    )
    """Names of resources, over those of the naming convention."""
    moved: list[Move] = Field(default_factory=list)
    """Resources of the product that stand at another address than when they were deployed."""
    per_environment: dict[str, dict[str, Any]] = Field(default_factory=dict)
    """Settings by environment, merged deeply over those above: mappings key by key, lists of named things by name."""

    @model_validator(mode="after")
    def _environments(self) -> Product:
        if twice := sorted({name for name in self.environments if self.environments.count(name) > 1}):
            raise ValueError(f"environments has {twice[0]!r} twice")
        if self.shared and len(self.environments) != 1:
            raise ValueError("a shared workspace has exactly one environment")
        if self.shared and self.data.write not in ([], ["workspace/own"]):
            raise ValueError("a shared workspace writes nothing but workspace/own: many people work in it")
        return self
