"""The data landing zone."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from ...azure.clouds import CloudName
from .alerts import LandingZoneAlerts
from .analytics import Analytics, DataPlane
from .base import Distinct, Generation, Groups, Guid, IgnoredTagName, Model, TagName, Tags, Word, default
from .budget import Budget
from .data_lake import DataLake
from .environments import Environment, Lifecycle
from .extensions import Extensions
from .moves import StackMove
from .name_keys import core_names
from .naming import Naming
from .network import Network
from .observability import CreatedObservability, Observability
from .people import People
from .policies import AnyPolicies, Policies
from .preflight import Preflight
from .quota import AnyVmSize, Quota
from .removal import Removed, StackName
from .state import LocalState, State
from .storage_access import StorageAccess


class LandingZone(Model):
    """A data landing zone: one subscription, its core services, and the environments of its products."""

    name: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]{1,11}$")]
    """Key of the landing zone, part of every resource name. Do not change it after deployment."""
    location: str
    """Azure region, such as westeurope."""
    cloud: CloudName = CloudName.PUBLIC
    """`public`, `usgovernment` or `china`."""
    tenant_id: Guid
    """Id of the Entra tenant."""
    subscription_id: Guid
    """Id of the subscription of the landing zone and its products."""
    lifecycle: Lifecycle = Lifecycle.PROTECTED
    """Lifecycle of the core services: `disposable`, `standard` or `protected`."""
    locks: bool | None = None
    """Whether the lake accounts have CanNotDelete locks. Default: true if the landing zone is `protected`. Set `false`
    temporarily to delete containers of the lake or role assignments on it."""
    generation: Generation = 1
    """Increase it to re-create a deleted landing zone while Azure still reserves the deleted names: names that are
    reserved or globally unique then differ. The name of the state account does not change. If the landing zone
    exists, increasing it replaces the lake accounts."""
    tags: Tags = Field(default_factory=dict)
    """Tags of all resources."""
    required_tags: list[TagName] = Field(default_factory=list)
    """Tags that every resource must have, such as cost-center. Products and environments can set them."""
    ignore_tags: Annotated[list[IgnoredTagName], Distinct] = Field(default_factory=list)
    """Names of tags that another owner writes, such as Azure Policy, in the case in which they are written. Terraform
    neither changes nor removes them."""
    budget: Budget | None = None
    """Monthly budget of the whole subscription."""
    quota: Quota | None = None
    """Quota of the subscription in vCPUs, by region and VM family."""
    engine: Literal["cdktf", "cdktn"] | None = None
    """`cdktf` (CDK for Terraform, the default) or `cdktn` (its successor CDK Terrain). Both generate the same
    Terraform."""
    azurerm: Literal[4, 5] = 4
    """Major version of the provider azurerm. All stacks ask for it and use its arguments. See `adlz docs
    upgrading-azurerm` before you change it."""
    state: State = default(LocalState)
    """Backend of the Terraform state."""
    environments: Annotated[dict[Word, Environment], Field(min_length=1)]
    """Environments of the products, by name. All of them use this landing zone and its data."""
    naming: Naming = default(Naming)
    """The naming convention."""
    names: Annotated[dict[str, str], core_names] = Field(default_factory=dict)
    """Names of core resources. They override the naming convention. `adlz show names` lists the keys. Some keys set
    names in places that several landing zones share, and contain name, region and subscription of the landing zone by
    default: `custom_roles` (suffix of the role names), `hub_peering`, `hub_dns_links`, `hub_firewall_rules`,
    `hub_scope_members` (prefix of the names of members of the hub's private link scope), `synapse_endpoints` (prefix of
    the names of endpoints in a Synapse workspace of another subscription) and `management_group_policies` (suffix of
    the names of policies at a management group)."""
    network: Network
    """The virtual network, created or existing."""
    storage_access: StorageAccess = default(StorageAccess)
    """Resources of other owners that pass the firewalls of all storage accounts."""
    data_lake: DataLake = default(DataLake)
    """The data lake."""
    analytics: Analytics = default(Analytics)
    """Services that products link to: Synapse, Databricks, Data Factory, Kubernetes, a Machine Learning registry."""
    data_plane: DataPlane = default(DataPlane)
    """Objects that have no control plane, such as Synapse roles."""
    observability: Observability = default(CreatedObservability)
    """Destination of logs and metrics."""
    alerts: LandingZoneAlerts = default(LandingZoneAlerts)
    """Alert rules and their contacts."""
    groups: Groups = Field(default_factory=dict)
    """Object ids of Entra groups, by persona, for all products."""
    people: People = default(People)
    """Information for people who work in the products: how they reach the network, and whom they ask."""
    policies: AnyPolicies = default(Policies)
    """Assigned policies. Default: all thirteen. `none` assigns no policies."""
    preflight: Preflight = default(Preflight)
    """Settings of `adlz check`."""
    moved: list[StackMove] = Field(default_factory=list)
    """Deployed resources whose Terraform address has changed, by stack."""
    extensions: Extensions = default(Extensions)
    """Terraform that is added to stacks, and arguments that are replaced in them. See `adlz docs extending`."""
    vm_sizes: dict[str, AnyVmSize] = Field(default_factory=dict)
    """VM sizes that the library does not know: the number of vCPUs by size, or a mapping with vCPUs, family and
    GPUs."""
    removed: dict[StackName, Removed] = Field(default_factory=dict)
    """Destroyed stacks that are no longer part of the configuration, by name."""
