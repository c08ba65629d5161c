"""The data landing zone."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from ...azure.clouds import CloudName
from .alerts import LandingZoneAlerts
from .analytics import Analytics, DataPlane
from .base import Generation, Groups, Guid, Model, TagName, Tags, Word, keys_among
from .budget import Budget
from .data_lake import DataLake
from .environments import Environment, Lifecycle
from .moves import StackMove
from .naming import Naming
from .network import Network
from .observability import CreatedObservability, Observability
from .parts import CORE_PARTS, nameable
from .policies import AnyPolicies, Policies
from .preflight import Preflight
from .quota import AnyVmSize, Quota
from .removal import Removed, StackName
from .shared_names import SHARED_KEYS
from .state import LocalState, State


class LandingZone(Model):
    """A data landing zone: one subscription, its core services, and the environments of its products."""

    name: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]{1,11}$")]
    """The landing zone's key: part of every name, and never changed once deployed."""
    location: str
    """Region, such as westeurope."""
    cloud: CloudName = CloudName.PUBLIC
    """`public`, `usgovernment` or `china`."""
    tenant_id: Guid
    """The Entra tenant."""
    subscription_id: Guid
    """The subscription that holds the landing zone and its products."""
    lifecycle: Lifecycle = Lifecycle.PROTECTED
    """Of the core services: `disposable`, `standard` or `protected`."""
    locks: bool | None = None
    """Whether the accounts of the lake carry CanNotDelete locks; by default those of a `protected` landing zone.
    `false` lifts them for as long as a role on them, or a container, is to be taken away."""
    generation: Generation = 1
    """Raised when the landing zone is made anew while Azure still keeps what was deleted: names that are taken for a
    while, or unique in all of Azure, then differ. The account of the remote state keeps its name. Of what exists,
    raising it replaces the lake."""
    tags: Tags = Field(default_factory=dict)
    """Tags of every resource."""
    required_tags: list[TagName] = Field(default_factory=list)
    """Tags that every resource must have, such as cost-center; a product or environment may give them."""
    budget: Budget | None = None
    """What the whole subscription may cost in a month."""
    quota: Quota | None = None
    """The vCPUs that the subscription may have, by region and family."""
    engine: Literal["cdktf", "cdktn"] | None = None
    """CDK for Terraform (`cdktf`, the default) or its successor CDK Terrain (`cdktn`); the output is the same."""
    state: State = LocalState()
    """Where Terraform's state lives."""
    environments: Annotated[dict[Word, Environment], Field(min_length=1)]
    """The environments of the products by name. All of them use this one landing zone and its data."""
    naming: Naming = Naming()
    """The naming convention."""
    names: Annotated[dict[str, str], keys_among(lambda: (*nameable(CORE_PARTS), *SHARED_KEYS), "core resource")] = (
        Field(default_factory=dict)
    )
    """Names of core resources, over those of the naming convention. Also what is named in places that several landing
    zones share, whose names tell name, region and subscription of the landing zone: `custom_roles` (the end of their
    titles), `hub_peering`, `hub_dns_links`, `hub_firewall_rules`, `hub_scope_members` (the beginning of the names of
    members of the hub's private link scope), `synapse_endpoints` (the beginning of the names of endpoints in a Synapse
    workspace of another subscription) and `management_group_policies` (the end of the names of policies at a
    management group)."""
    network: Network
    """The network, created or existing."""
    data_lake: DataLake = DataLake()
    """The data lake."""
    analytics: Analytics = Analytics()
    """Services that products link to: Synapse, Databricks, Data Factory, Kubernetes, a Machine Learning registry."""
    data_plane: DataPlane = DataPlane()
    """What exists on no control plane, such as roles inside of Synapse."""
    observability: Observability = CreatedObservability()
    """Where logs and metrics go."""
    alerts: LandingZoneAlerts = LandingZoneAlerts()
    """Who is told when something is wrong, and what counts as wrong."""
    groups: Groups = Field(default_factory=dict)
    """Object ids of Entra groups by persona, for all products."""
    policies: AnyPolicies = Policies()
    """The policies that are assigned; by default all thirteen. `none` leaves them to others."""
    preflight: Preflight = Preflight()
    """What `adlz check` lets pass."""
    moved: list[StackMove] = Field(default_factory=list)
    """Resources that stand at another address than when they were deployed, by stack."""
    vm_sizes: dict[str, AnyVmSize] = Field(default_factory=dict)
    """Virtual machine sizes that we do not know yet: vCPUs by size, or a mapping with their family and GPUs."""
    removed: dict[StackName, Removed] = Field(default_factory=dict)
    """Stacks that were destroyed and left the configuration, by name: what was done with their data."""
