"""The services that a product links to, and the resources that it uses besides its own."""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Discriminator, Field, StringConstraints, Tag, model_validator

from .analytics import PoolName
from .base import Guid, Model, Text, Whole, among, arm_id
from .network import SubnetName

Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$", min_length=2, max_length=32)]


class SynapseLink(Model):
    """The product runs Spark jobs on pools of the landing zone's Synapse workspace."""

    spark_pools: list[PoolName] | None = None
    """Names of the pools to attach. Default: all."""
    linked_service: bool = False
    """Whether an existing Synapse workspace is also registered as a linked service, which only jobs of SDK v1 use.
    Attached pools work without it. Azure Machine Learning does not register new Synapse workspaces anymore, and
    support for SDK v1 ended on 2026-06-30."""


class OwnDatabricks(Model):
    """A dedicated Databricks workspace of the product.

    It runs in the network of the landing zone: premium tier, private, without public IP addresses. Its jobs track
    experiments in the Machine Learning workspace of the product with their identity. The two workspaces are not linked
    in Azure, which does not support it with a private Machine Learning workspace.
    """

    public_subnet: SubnetName
    """Name of the host subnet in `network.subnets`. It must be delegated to `Microsoft.Databricks/workspaces`, be at
    least a /26, and not be used by another workspace."""
    private_subnet: SubnetName
    """Name of the container subnet, with the same requirements."""
    job_principal_id: Guid | None = None
    """Object id of the identity that runs jobs and tracks their experiments in the product's workspace. An
    administrator adds it to the workspace. Default: none; only jobs that run as users track experiments, with the roles
    of the user."""
    browser_authentication: bool = False
    """Whether this workspace has the private endpoint for user sign-in. All workspaces of a region that share DNS share
    this endpoint: set true if no other workspace has it."""

    @model_validator(mode="after")
    def _two(self) -> OwnDatabricks:
        if self.public_subnet == self.private_subnet:
            raise ValueError(f"public_subnet and private_subnet are both {self.public_subnet!r}: Databricks needs two")
        return self


class DatabricksLink(Model):
    """Databricks jobs track experiments and register models in the product's workspace."""

    own: OwnDatabricks | None = None
    """A dedicated Databricks workspace. Default: the shared workspace of the landing zone."""
    attach_compute: bool = False
    """Whether the Databricks workspace is also attached as compute. Its token is a sensitive variable."""


class DataFactoryLink(Model):
    """Pipelines of the landing zone's Data Factory submit jobs to the product's workspace."""


class Links(Model):
    """Services of the landing zone that the product links to."""

    synapse: SynapseLink | None = None
    """Synapse."""
    databricks: DatabricksLink | None = None
    """Databricks."""
    data_factory: DataFactoryLink | None = None
    """Data Factory."""


def _by_name(value: Any) -> Any:
    """A list of names stands for links with their defaults."""
    if isinstance(value, list) and all(isinstance(name, str) for name in value):
        if twice := next((name for name in value if value.count(name) > 1), ""):
            raise ValueError(f"has {twice!r} twice: remove one")
        return {name: {} for name in value}
    return value


LinkName = Annotated[str, among(lambda: tuple(Links.model_fields), "service that products link to")]
AnyLinks = Annotated[Links, BeforeValidator(_by_name, json_schema_input_type=list[LinkName] | Links)]


class Inference(Model):
    """The Kubernetes cluster that serves the models of the product. It is attached to the workspace."""

    kubernetes: Literal["landing_zone"] | None = None
    """`landing_zone`: the cluster of the landing zone."""
    kubernetes_cluster_id: Annotated[str, arm_id("Microsoft.ContainerService/managedClusters")] | None = None
    """Id of another existing cluster with the Azure Machine Learning extension."""
    namespace: Annotated[str, StringConstraints(pattern=r"^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$")] | None = None
    """Existing Kubernetes namespace of the product. Default: its name and environment."""
    local_accounts: bool = False
    """Whether the other cluster has local accounts. If false, the workspace accesses it with Trusted Access and gets
    Contributor on it."""

    @model_validator(mode="after")
    def _one(self) -> Inference:
        if (self.kubernetes is None) == (self.kubernetes_cluster_id is None):
            raise ValueError("must name either kubernetes: landing_zone or a kubernetes_cluster_id")
        if self.kubernetes is not None and self.local_accounts:
            raise ValueError("has local_accounts, which is said of a kubernetes_cluster_id only")
        return self


def _time(text: str) -> str:
    if not re.fullmatch(r"([01][0-9]|2[0-3]):[0-5][0-9]", text):
        raise ValueError("must be a time of day such as '18:30'")
    return text


TimeOfDay = Annotated[str, BeforeValidator(lambda value: _time(str(value)))]


def _time_zone(text: str) -> str:
    if "/" in text:
        raise ValueError("must be spelled as Windows does, such as 'W. Europe Standard Time', not as a place")
    return text


def _instance_name(text: str) -> str:
    if "-" in text and not re.search(r"[A-Za-z]", text.rpartition("-")[2]):
        raise ValueError("must have a letter after its last dash")
    return text


class Schedule(Model):
    """Times at which a compute instance stops, and optionally starts, on every working day."""

    stop: TimeOfDay
    """Stop time, such as '19:00'."""
    start: TimeOfDay | None = None
    """Start time. Default: manual start."""
    time_zone: Annotated[str, AfterValidator(_time_zone)] = "UTC"
    """Windows name of the time zone, such as W. Europe Standard Time."""

    @model_validator(mode="after")
    def _differ(self) -> Schedule:
        if self.start == self.stop:
            raise ValueError(f"start and stop are both {self.stop}")
        return self


class ComputeInstance(Model):
    """A compute instance for one user, with a private IP address only, without SSH, that stops when idle."""

    name: Annotated[
        str, StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9-]{2,22}[A-Za-z0-9]$"), AfterValidator(_instance_name)
    ]
    """Name, unique in the region: 4 to 24 letters, digits and hyphens, with a letter after the last hyphen."""
    vm_size: str
    """VM size, such as Standard_D4ds_v4."""
    assigned_to: Guid
    """Object id of the user."""
    idle_minutes: Annotated[Whole, Field(ge=15, le=4320)] = 60
    """Idle minutes after which the instance stops."""
    schedule: Schedule | None = None
    """Schedule on which the instance stops regardless of its use. Changing it replaces the instance; a change that its
    user makes in the studio stays. Default: none."""
    setup_script: Text | None = None
    """Shell script that runs once, as root, when the instance is created. Everyone with read access to the workspace
    can read it. Changing it replaces the instance. With a script, including that of the landing zone's policy, single
    sign-on is disabled until the user enables it."""


class ContainerRegistryConnection(Model):
    """A further container registry from which workspace and compute pull images with their identities."""

    container_registry_id: Annotated[str, arm_id("Microsoft.ContainerRegistry/registries")]
    """Id of the registry. In this subscription, the identities get AcrPull on it. In another subscription, its owner
    assigns the role, as listed in the output `grants_of_others`."""


def _no_identity(value: object) -> object:
    # Source: MicrosoftDocs/azure-ai-docs, articles/machine-learning/reference-yaml-connection-python-feed.md, read
    # 2026-11-26.
    if value == "identity":
        raise ValueError(
            "is not supported by Azure Machine Learning for Python feeds, which takes a token or nothing: write "
            "`token`, and give a personal access token in the sensitive variable "
            "connection_token_<name of the connection>; or `none` for a public feed"
        )
    return value


class PythonFeedConnection(Model):
    """A Python package feed, such as one of Azure Artifacts."""

    python_feed: Annotated[str, StringConstraints(pattern=r"^https://[^\s]+$")]
    """URL of the feed, without user name and password."""
    authentication: Annotated[Literal["token", "none"], BeforeValidator(_no_identity)] = "token"
    """Authentication to the feed. `token`: a personal access token in the sensitive variable `connection_token_<name>`.
    `none`: a public feed. Azure Machine Learning does not support identities for Python feeds."""

    @model_validator(mode="after")
    def _plain(self) -> PythonFeedConnection:
        # Said of the whole connection: what a message shows of an address would be the credential.
        if set(self.python_feed) & set("@?#"):
            raise ValueError(
                "python_feed must be the address alone: no name, password or token before its host (Azure DevOps "
                "writes https://<organisation>@pkgs.dev.azure.com, leave that out) and nothing after a ? or #"
            )
        return self


def _connection(value: Any) -> str:
    feed = "python_feed" in value if isinstance(value, dict) else isinstance(value, PythonFeedConnection)
    return "feed_connection" if feed else "registry_connection"


Connection = Annotated[
    Annotated[ContainerRegistryConnection, Tag("registry_connection")]
    | Annotated[PythonFeedConnection, Tag("feed_connection")],
    Discriminator(_connection),
]


class BlobDatastore(Model):
    """A data store on a blob container outside the lake, accessed with the identity of the user or compute."""

    container_id: Annotated[str, arm_id("Microsoft.Storage/storageAccounts/blobServices/containers")]
    """Resource id of the container. In this subscription, the product's compute gets read access. In another
    subscription, its owner assigns the role, as listed in the output `grants_of_others`. Access for users is always
    assigned by the owner."""
    description: Text | None = None
    """Description of the contents."""


class FileDatastore(Model):
    """A data store on a file share, accessed with the key of its storage account.

    Azure does not support identities for data stores on file shares. The key is the sensitive variable
    `file_share_key_<name>`, and the account must allow key access.
    """

    file_share_id: Annotated[str, arm_id("Microsoft.Storage/storageAccounts/fileServices/shares")]
    """Resource id of the file share."""
    description: Text | None = None
    """Description of the contents."""


class CustomerManagedKey(Model):
    """A customer-managed key that encrypts workspace, storage account and registry.

    All three must be created with it. Azure Machine Learning then keeps the metadata of the workspace in a further
    resource group of the subscription, with Azure Cosmos DB, Azure AI Search and a storage account, which are charged
    (`adlz docs operations#customer-managed-keys`).
    """

    key_vault_id: Annotated[str, arm_id("Microsoft.KeyVault/vaults")]
    """Id of the key vault, which must have purge protection, and be in the region of the product and in this
    subscription."""
    key_id: Annotated[str, StringConstraints(pattern=r"^https://[a-z0-9.-]+/keys/[A-Za-z0-9-]{1,127}(/[0-9a-f]{32})?$")]
    """URL of the key in the vault. With a version, another one rotates the key; without, storage account and registry
    follow the newest version by themselves, and the workspace keeps the version that it was created with."""
    identity_id: Annotated[str, arm_id("Microsoft.ManagedIdentity/userAssignedIdentities")]
    """Id of the identity that can use the key (Key Vault Crypto Service Encryption User)."""
    identity_client_id: Guid
    """Client id of that identity, which the registry requires."""

    @property
    def versioned(self) -> bool:
        """Whether the URL of the key names a version."""
        return len(self.key_id.split("/")) == 6
