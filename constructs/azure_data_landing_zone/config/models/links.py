"""What a product links to, and what it stands on besides its own resources."""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Discriminator, Field, StringConstraints, Tag, model_validator

from .analytics import PoolName
from .base import Guid, Model, among, arm_id
from .network import SubnetName

Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$", min_length=2, max_length=32)]


class SynapseLink(Model):
    """The product runs Spark jobs on pools of the landing zone's Synapse workspace."""

    spark_pools: list[PoolName] | None = None
    """Names of the pools to attach. Default all."""
    linked_service: bool = True
    """Whether Synapse is registered as a linked service as well, which jobs of the first SDK look for. Attached pools
    work without; Microsoft calls the registration deprecated and may refuse new ones."""


class OwnDatabricks(Model):
    """A Databricks workspace that the product owns, joined with its Machine Learning workspace for good.

    It lies in the network of the landing zone: premium, private, no public addresses.
    """

    public_subnet: SubnetName
    """The subnet of its hosts, by its name in `network.subnets`: given to `Microsoft.Databricks/workspaces`, a /26 at
    least, of no other workspace."""
    private_subnet: SubnetName
    """The subnet of its containers, likewise."""
    job_principal_id: Guid | None = None
    """Object id of the identity that runs its jobs; whoever administers the workspace adds it there. Default none:
    people's own jobs alone track in the product's workspace."""
    browser_authentication: bool = False
    """Whether people sign in through a private endpoint of this workspace. All workspaces of a region that share a DNS
    share one such endpoint: true where no other workspace has it."""

    @model_validator(mode="after")
    def _two(self) -> OwnDatabricks:
        if self.public_subnet == self.private_subnet:
            raise ValueError(f"public_subnet and private_subnet are both {self.public_subnet!r}: Databricks needs two")
        return self


class DatabricksLink(Model):
    """Databricks jobs track experiments and register models in the product's workspace."""

    own: OwnDatabricks | None = None
    """A Databricks workspace of the product's own. Default that of the landing zone, which products share."""
    attach_compute: bool = False
    """Whether the Databricks workspace is attached as compute as well; its token is a sensitive variable."""


class DataFactoryLink(Model):
    """Pipelines of the landing zone's Data Factory submit jobs to the product's workspace."""


class Links(Model):
    """The services of the landing zone that the product is linked to."""

    synapse: SynapseLink | None = None
    """Synapse."""
    databricks: DatabricksLink | None = None
    """Databricks."""
    data_factory: DataFactoryLink | None = None
    """Data Factory."""


def _by_name(value: Any) -> Any:
    """A list of names stands for links with their defaults."""
    if isinstance(value, list) and all(isinstance(name, str) for name in value):
        return {name: {} for name in value}
    return value


LinkName = Annotated[str, among(lambda: tuple(Links.model_fields), "service that products link to")]
AnyLinks = Annotated[Links, BeforeValidator(_by_name, json_schema_input_type=list[LinkName] | Links)]


class Inference(Model):
    """Where the product serves its models in production: a Kubernetes cluster, attached to its workspace."""

    kubernetes: Literal["landing_zone"] | None = None
    """`landing_zone`: the landing zone's cluster."""
    kubernetes_cluster_id: Annotated[str, arm_id("Microsoft.ContainerService/managedClusters")] | None = None
    """Another cluster that exists already, with the Azure Machine Learning extension."""
    namespace: Annotated[str, StringConstraints(pattern=r"^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$")] | None = None
    """Kubernetes namespace of the product, which is there already. Default its name and environment."""
    local_accounts: bool = False
    """Whether that other cluster has local accounts. Without, the workspace enters it by Trusted Access and is
    Contributor at it."""

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
    """When a compute instance is stopped, and perhaps started, every working day."""

    stop: TimeOfDay
    """Time of day at which it stops, such as '19:00'."""
    start: TimeOfDay | None = None
    """Time of day at which it starts. Default by hand."""
    time_zone: Annotated[str, AfterValidator(_time_zone)] = "UTC"
    """Name of the time zone as Windows spells it, such as W. Europe Standard Time."""


class ComputeInstance(Model):
    """A compute instance of one person: private address only, no SSH, stops when idle."""

    name: Annotated[
        str, StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9-]{1,22}[A-Za-z0-9]$"), AfterValidator(_instance_name)
    ]
    """Its name, unique in the region: 3 to 24 letters, digits and dashes, with a letter after the last dash."""
    vm_size: str
    """Size, such as Standard_DS3_v2."""
    assigned_to: Guid
    """Object id of the person who uses it."""
    idle_minutes: Annotated[int, Field(ge=15, le=4320)] = 60
    """Minutes without work after which it stops."""
    schedule: Schedule | None = None
    """When it stops whatever happens. Default never."""
    setup_script: str | None = None
    """Shell script that runs once, as root, when it is made; whoever reads the workspace reads it. Changing it replaces
    the instance. Single sign-on is off at first then, until the person switches it on."""


class ContainerRegistryConnection(Model):
    """Another container registry whose images workspace and compute pull, by their identities."""

    container_registry_id: Annotated[str, arm_id("Microsoft.ContainerRegistry/registries")]
    """The registry. In this subscription the identities get AcrPull on it; elsewhere its owner gives it, as the output
    `grants_of_others` says."""


class PythonFeedConnection(Model):
    """A Python package feed, such as one of Azure Artifacts."""

    python_feed: Annotated[str, StringConstraints(pattern=r"^https://[^\s]+$")]
    """Address of the feed, without a name or password in it."""
    authentication: Literal["identity", "none", "token"] = "identity"
    """How the feed is read: `identity`, with the workspace's identity, which must be a member of the feed (Azure's
    interface takes it; Microsoft documents the other two only); `none`, a feed that everybody reads; `token`, with a
    personal access token, which is a sensitive variable."""

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
    """A data store on a blob container outside of the lake, read by whoever uses it."""

    container_id: Annotated[str, arm_id("Microsoft.Storage/storageAccounts/blobServices/containers")]
    """The container, by its Resource Manager id. In this subscription the product's compute may read it; elsewhere its
    owner gives that right, as the output `grants_of_others` says. People are given it by its owner in either case."""
    description: str | None = None
    """What is in it."""


class FileDatastore(Model):
    """A data store on a file share, read with the key of its account.

    Azure knows no identity for data stores on shares, so the key is the sensitive variable `file_share_key_<name>`, and
    the account must allow keys.
    """

    file_share_id: Annotated[str, arm_id("Microsoft.Storage/storageAccounts/fileServices/shares")]
    """The share, by its Resource Manager id."""
    description: str | None = None
    """What is in it."""


class CustomerManagedKey(Model):
    """An own key that encrypts workspace, storage and registry; all three must be made with it."""

    key_vault_id: Annotated[str, arm_id("Microsoft.KeyVault/vaults")]
    """The vault of the key, with purge protection, in the product's region."""
    key_id: Annotated[str, StringConstraints(pattern=r"^https://[a-z0-9.-]+/keys/[A-Za-z0-9-]+(/[0-9a-f]+)?$")]
    """The key: its address in the vault, with or without a version."""
    identity_id: Annotated[str, arm_id("Microsoft.ManagedIdentity/userAssignedIdentities")]
    """The identity that may use the key (Key Vault Crypto Service Encryption User)."""
    identity_client_id: Guid
    """Application id of that identity, which the registry wants."""
