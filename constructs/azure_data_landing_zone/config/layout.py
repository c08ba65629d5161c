"""Where everything lies: names, resource ids and address ranges, computed from the configuration alone.

No stack asks another one, and no token is ever looked at: what a product needs of the core services is computed here.
"""

from __future__ import annotations

import functools
import hashlib
import ipaddress
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ..azure import names, subnets
from ..azure.clouds import Cloud, Subresource, cloud, regions, subresource
from ..azure.ids import ResourceId
from ..azure.managed_network import extra_storage_subresources
from ..azure.outbound import Service, reached_from, service, storage_of
from ..azure.roles import custom_role_guid
from ..azure.subnets import is_compute
from ..azure.vm_sizes import vm_sizes
from .analytics import CREATED, CreatedKubernetes, ExistingDatabricks, ExistingKubernetes
from .base import Model
from .data_lake import ExistingAccount, Layer
from .environments import Environment, Lifecycle
from .isolation import ManagedNetwork
from .landing_zone import LandingZone
from .links import ComputeInstance, ContainerRegistryConnection
from .network import CreatedNetwork, DnsHub, DnsLandingZone, DnsPolicy, ExistingNetwork, OutboundNone
from .observability import ExistingObservability, ExistingScope
from .pipelines import Purpose
from .products import ComputeCluster, Product

#: The private-link sub-resources of a workspace's default storage.
STORAGE_SUBRESOURCES = ("blob", "file", "queue", "table")
#: The private-link sub-resources of a lake account.
LAKE_SUBRESOURCES = ("blob", "dfs")
#: The private-link sub-resources of a product.
PRODUCT_SUBRESOURCES = ("amlworkspace", "vault", "registry", *STORAGE_SUBRESOURCES)
#: The private-link sub-resources of the analytics services that the landing zone makes. The cluster makes its endpoint
#: itself.
ANALYTICS_SUBRESOURCES: Mapping[str, tuple[str, ...]] = {
    "synapse_workspace": ("Sql", "SqlOnDemand", "Dev", "Web"),
    "databricks_workspace": ("databricks_ui_api", "browser_authentication"),
    "data_factory": ("dataFactory", "portal"),
    # The cluster's own endpoint is part of the cluster; its zone is ours.
    "kubernetes_cluster": ("management",),
    # A private registry is used through the storage account and container registry that Azure makes for it.
    "machine_learning_registry": ("amlregistry", "registry", "blob"),
}
_LONGEST_RULE_NAME = 33


@dataclass(frozen=True)
class Placed:
    """A resource whose name and id are known.

    Attributes:
        key: what the configuration calls it, such as `key_vault` or `data_lake_raw`.
        type: its type in the naming rules.
        id: its resource id.
    """

    key: str
    type: str
    id: ResourceId

    @property
    def name(self) -> str:
        """Its name."""
        return self.id.name


@dataclass(frozen=True)
class Container:
    """A container of the lake, as a product uses it."""

    layer: Layer
    name: str
    id: ResourceId
    writable: bool

    @property
    def datastore(self) -> str:
        """The name of its data store in the workspace."""
        return f"{self.layer}_{self.name}".replace("-", "_")


@dataclass(frozen=True)
class ManagedTarget:
    """A private endpoint that a workspace's managed network has, and that must be approved at its target.

    Attributes:
        name: the name of its outbound rule.
        target: what it leads to.
        subresource: the private-link sub-resource.
        spark: whether serverless Spark uses it, too.
    """

    name: str
    target: ResourceId
    subresource: str
    spark: bool


@dataclass(frozen=True)
class SubnetPlace:
    """A subnet: its purpose, its id, and its range if the landing zone makes it."""

    purpose: str
    id: ResourceId
    address_prefix: str


class Naming:
    """Builds names by the landing zone's convention."""

    def __init__(self, landing_zone: LandingZone) -> None:
        self._zone = landing_zone

    def name(
        self, type_: str, *, product: str, environment: str = "", location: str = "", label: str = "", over: str = ""
    ) -> str:
        """The name of a resource; `over` is the one that the configuration gives, if it does."""
        if over:
            return over
        zone = self._zone
        rule = names.rules()[type_]
        parts = {
            "abbreviation": zone.naming.abbreviations.get(type_, rule.abbreviation),
            "landing_zone": zone.name,
            "product": product,
            "environment": environment,
            "region": self.region_code(location or zone.location),
            "instance": zone.naming.instance,
        }
        suffix = ""
        if rule.unique is names.Uniqueness.GLOBAL:
            suffix = names.stable_suffix(zone.subscription_id, zone.name, product, environment, type_, label)
        return names.build(rule, zone.naming.pattern, parts, label=label, suffix=suffix)

    def region_code(self, location: str) -> str:
        """The short code of a region in names; the region itself if none is known."""
        known = regions().get(location)
        return self._zone.naming.regions.get(location, known.code if known else location)


class CoreLayout:
    """The core services of a landing zone."""

    def __init__(self, landing_zone: LandingZone) -> None:
        self.landing_zone = landing_zone
        self.naming = Naming(landing_zone)
        self.subscription = ResourceId(landing_zone.subscription_id)
        self.cloud: Cloud = cloud(landing_zone.cloud)

    @property
    def tags(self) -> dict[str, str]:
        """The tags of what belongs to no product."""
        return {**self.landing_zone.tags, "landing-zone": self.landing_zone.name}

    def _group(self, purpose: str) -> Placed:
        key = f"{purpose}_resource_group"
        product = purpose.replace("_", "-")
        name = self.naming.name("resource_group", product=product, over=self.landing_zone.names.get(key, ""))
        return Placed(key, "resource_group", ResourceId(self.landing_zone.subscription_id, name))

    def _resource(self, key: str, type_: str, group: Placed, product: str, label: str = "") -> Placed:
        name = self.naming.name(type_, product=product, label=label, over=self.landing_zone.names.get(key, ""))
        return Placed(key, type_, group.id.resource(names.rules()[type_].arm_type, name))

    @functools.cached_property
    def state_group(self) -> Placed:
        """Resource group of the remote state."""
        return self._group("state")

    @functools.cached_property
    def state_account(self) -> Placed:
        """Storage account of the remote state."""
        return self._resource("state_storage_account", "storage_account", self.state_group, "state")

    @functools.cached_property
    def pipelines_group(self) -> Placed:
        """Resource group of the pipelines' identities, which no pipeline may change."""
        return self._group("pipelines")

    def custom_role_id(self, key: str) -> str:
        """The id of a role of our own, as an assignment refers to it."""
        zone = self.landing_zone
        guid = custom_role_guid(key, zone.subscription_id, zone.name)
        return f"/subscriptions/{zone.subscription_id}/providers/Microsoft.Authorization/roleDefinitions/{guid}"

    def state_container_id(self, stack: str) -> ResourceId:
        """The container that keeps the state of a stack."""
        return container_id(self.state_account.id, stack)

    @functools.cached_property
    def network_group(self) -> Placed:
        """Resource group of the network."""
        return self._group("network")

    @functools.cached_property
    def dns_group(self) -> Placed:
        """Resource group of the private DNS zones."""
        return self._group("dns")

    @functools.cached_property
    def storage_group(self) -> Placed:
        """Resource group of the data lake."""
        return self._group("storage")

    @functools.cached_property
    def monitoring_group(self) -> Placed:
        """Resource group of the Log Analytics workspace."""
        return self._group("monitoring")

    @functools.cached_property
    def virtual_network_id(self) -> ResourceId:
        """The virtual network, created or existing."""
        network = self.landing_zone.network
        if isinstance(network, ExistingNetwork):
            return ResourceId.parse(network.virtual_network_id)
        return self._resource("virtual_network", "virtual_network", self.network_group, "network").id

    @functools.cached_property
    def log_analytics_workspace_id(self) -> ResourceId:
        """The Log Analytics workspace, created or existing."""
        observability = self.landing_zone.observability
        if isinstance(observability, ExistingObservability):
            return ResourceId.parse(observability.log_analytics_workspace_id)
        return self._resource(
            "log_analytics_workspace", "log_analytics_workspace", self.monitoring_group, "monitoring"
        ).id

    @functools.cached_property
    def subnets(self) -> Mapping[str, SubnetPlace]:
        """The subnets by purpose.

        Raises:
            ValueError: the address space has no room for a subnet; a checked configuration never gets here.
        """
        network = self.landing_zone.network
        if isinstance(network, ExistingNetwork):
            return {
                purpose: SubnetPlace(purpose, ResourceId.parse(subnet), "")
                for purpose, subnet in sorted(network.subnets.items())
            }
        return {
            purpose: SubnetPlace(
                purpose,
                self.virtual_network_id.child("subnets", f"snet-{purpose.replace('_', '-')}"),
                subnet_range(network, purpose),
            )
            for purpose in created_subnets(network)
        }

    def network_companion(self, type_: str, label: str) -> str:
        """The name of a resource that belongs to the network, such as the security group of a subnet."""
        return self.naming.name(type_, product="network", label=label.replace("_", "-"))

    @functools.cached_property
    def lake_accounts(self) -> Mapping[Layer, ResourceId]:
        """The storage accounts of the lake by layer, created or existing."""
        found: dict[Layer, ResourceId] = {}
        for layer, config in self.landing_zone.data_lake.layers():
            if isinstance(config, ExistingAccount):
                found[layer] = ResourceId.parse(config.storage_account_id)
            else:
                found[layer] = self._resource(
                    f"data_lake_{layer}", "storage_account", self.storage_group, layer.value
                ).id
        return found

    def lake_endpoint_name(self, layer: Layer, subresource_name: str) -> str:
        """The name of the private endpoint of a lake account that we make."""
        return endpoint_name(self.lake_accounts[layer].name, subresource_name)

    def lake_endpoint_ids(self, layer: Layer) -> list[ResourceId]:
        """The private endpoints of a lake account; none for an existing one, whose endpoints we do not know."""
        if isinstance(getattr(self.landing_zone.data_lake, layer.value), ExistingAccount):
            return []
        return [
            self.storage_group.id.resource(
                "Microsoft.Network/privateEndpoints", self.lake_endpoint_name(layer, subresource_name)
            )
            for subresource_name in LAKE_SUBRESOURCES
        ]

    @property
    def lake_guests(self) -> tuple[str, ...]:
        """Azure resources that pass the firewall of the lake, as resource-instance rules name them."""
        guests = [self.machine_learning_workspaces]
        databricks = self.landing_zone.analytics.databricks
        if isinstance(databricks, ExistingDatabricks):
            # Which of the subscription's connectors its catalog uses is not known here; their roles decide.
            guests.append(f"{self.subscription}/resourceGroups/*/providers/Microsoft.Databricks/accessConnectors/*")
        elif databricks is not None:
            guests.append(self.databricks_access_connector.id.id)
        if self.synapse_workspace_id is not None:
            guests.append(self.synapse_workspace_id.id)
        return tuple(guests)

    @property
    def machine_learning_workspaces(self) -> str:
        """Every Machine Learning workspace of the subscription, as a resource-instance rule names them."""
        return f"{self.subscription}/resourceGroups/*/providers/Microsoft.MachineLearningServices/workspaces/*"

    @functools.cached_property
    def analytics_group(self) -> Placed:
        """Resource group of Synapse, Databricks, Data Factory, Kubernetes and the Machine Learning registry."""
        return self._group("analytics")

    def _analytics(self, key: str, config: Model | None, existing: str) -> ResourceId | None:
        if config is None:
            return None
        if (given := getattr(config, existing, None)) is not None:
            return ResourceId.parse(given)
        return self._resource(key, key, self.analytics_group, "analytics").id

    @functools.cached_property
    def synapse_workspace_id(self) -> ResourceId | None:
        """The Synapse workspace, created or existing."""
        return self._analytics("synapse_workspace", self.landing_zone.analytics.synapse, "workspace_id")

    @functools.cached_property
    def synapse_private_link_hub(self) -> Placed:
        """The private link hub of a created Synapse workspace."""
        return self._resource("synapse_private_link_hub", "synapse_private_link_hub", self.analytics_group, "analytics")

    @property
    def spark_pools(self) -> Mapping[str, ResourceId]:
        """The Spark pools that products may use, by name."""
        synapse, workspace = self.landing_zone.analytics.synapse, self.synapse_workspace_id
        if synapse is None or workspace is None:
            return {}
        return {name: workspace.child("bigDataPools", name) for name in sorted(synapse.spark_pools)}

    @functools.cached_property
    def databricks_workspace_id(self) -> ResourceId | None:
        """The Databricks workspace, created or existing."""
        return self._analytics("databricks_workspace", self.landing_zone.analytics.databricks, "workspace_id")

    @functools.cached_property
    def databricks_access_connector(self) -> Placed:
        """The access connector of a created Databricks workspace."""
        return self._resource(
            "databricks_access_connector", "databricks_access_connector", self.analytics_group, "analytics"
        )

    @functools.cached_property
    def databricks_managed_group(self) -> Placed:
        """The resource group that Databricks keeps for a created workspace."""
        return self._group("databricks_managed")

    @functools.cached_property
    def databricks_storage_account(self) -> Placed:
        """The storage account of a created Databricks workspace, which Databricks makes in that group."""
        return self._resource(
            "databricks_storage_account", "storage_account", self.databricks_managed_group, "databricks"
        )

    @functools.cached_property
    def data_factory_id(self) -> ResourceId | None:
        """The Data Factory, created or existing."""
        return self._analytics("data_factory", self.landing_zone.analytics.data_factory, "data_factory_id")

    @functools.cached_property
    def kubernetes_cluster_id(self) -> ResourceId | None:
        """The Kubernetes cluster for inference, created or existing."""
        return self._analytics("kubernetes_cluster", self.landing_zone.analytics.kubernetes, "cluster_id")

    @functools.cached_property
    def kubernetes_identity(self) -> Placed:
        """The identity of a created cluster."""
        return self._resource("kubernetes_identity", "user_assigned_identity", self.analytics_group, "kubernetes")

    @functools.cached_property
    def kubernetes_node_group(self) -> Placed:
        """The resource group that a created cluster keeps its nodes in."""
        return self._group("kubernetes_nodes")

    @functools.cached_property
    def kubernetes_zone_id(self) -> str:
        """The private DNS zone of a created cluster's API; empty if AKS makes one."""
        config = self.landing_zone.analytics.kubernetes
        if isinstance(config, CreatedKubernetes) and config.private_dns_zone_id is not None:
            return config.private_dns_zone_id
        ids = self.zone_ids("management")
        return ids[0] if ids else ""

    @functools.cached_property
    def machine_learning_registry_id(self) -> ResourceId | None:
        """The Machine Learning registry, created or existing."""
        return self._analytics(
            "machine_learning_registry", self.landing_zone.analytics.machine_learning_registry, "registry_id"
        )

    @property
    def created_analytics(self) -> Mapping[str, ResourceId]:
        """The analytics services that the landing zone makes, by the type of their name."""
        services = self.landing_zone.analytics
        made: dict[str, tuple[object, ResourceId | None]] = {
            "synapse_workspace": (services.synapse, self.synapse_workspace_id),
            "databricks_workspace": (services.databricks, self.databricks_workspace_id),
            "data_factory": (services.data_factory, self.data_factory_id),
            "kubernetes_cluster": (services.kubernetes, self.kubernetes_cluster_id),
            "machine_learning_registry": (services.machine_learning_registry, self.machine_learning_registry_id),
        }
        return {key: id_ for key, (config, id_) in made.items() if isinstance(config, CREATED) and id_ is not None}

    @functools.cached_property
    def private_link_scope_id(self) -> ResourceId | None:
        """The Azure Monitor private link scope, created or the hub's; None if Azure Monitor is reached publicly."""
        scope = self.landing_zone.observability.private_link_scope
        if isinstance(scope, ExistingScope):
            return ResourceId.parse(scope.existing)
        if scope == "none" or (scope is None and not self.owns_zones):
            return None
        return self._resource("private_link_scope", "private_link_scope", self.monitoring_group, "monitoring").id

    @property
    def creates_private_link_scope(self) -> bool:
        """Whether the landing zone makes the private link scope."""
        scope = self.landing_zone.observability.private_link_scope
        return self.private_link_scope_id is not None and not isinstance(scope, ExistingScope)

    @property
    def subresources(self) -> tuple[str, ...]:
        """The private-link sub-resources whose zones the landing zone and its products need, in stable order."""
        dns = self.landing_zone.network.dns
        monitor = ("azuremonitor",) if self.creates_private_link_scope else ()
        also = dns.also_for if isinstance(dns, DnsLandingZone) else ()
        analytics = {name for key in self.created_analytics for name in ANALYTICS_SUBRESOURCES[key]}
        kubernetes = self.landing_zone.analytics.kubernetes
        if isinstance(kubernetes, CreatedKubernetes) and kubernetes.private_dns_zone_id is not None:
            analytics.discard("management")
        return tuple(sorted({*LAKE_SUBRESOURCES, *PRODUCT_SUBRESOURCES, *monitor, *analytics, *also}))

    @functools.cached_property
    def zone_names(self) -> tuple[str, ...]:
        """The names of the private DNS zones of all those, each once: Azure Monitor and storage share one."""
        return tuple(sorted({zone for name in self.subresources for zone in self.zones(name)}))

    @property
    def hub_zone_names(self) -> tuple[str, ...]:
        """The zones of a hub that the network must resolve: those of our endpoints and of the private link scope."""
        scoped = ("azuremonitor",) if self.private_link_scope_id is not None else ()
        return tuple(sorted({*self.zone_names, *(zone for name in scoped for zone in self.zones(name))}))

    def zone_id(self, zone: str) -> str:
        """The id of a private DNS zone, ours or the hub's."""
        dns = self.landing_zone.network.dns
        if isinstance(dns, DnsHub):
            group = ResourceId.parse(dns.resource_group_id)
            return dns.zone_ids.get(zone, str(group.resource("Microsoft.Network/privateDnsZones", zone)))
        return str(self.dns_group.id.resource("Microsoft.Network/privateDnsZones", zone))

    def reached(self, purpose: str) -> tuple[Service, ...]:
        """The services that are reached from a subnet of a created network."""
        network, zone = self.landing_zone.network, self.landing_zone
        if not isinstance(network, CreatedNetwork):
            return ()
        own = network.subnets.get(purpose)
        allowed = set(own.allow if own else ())
        regions_: list[str] = []
        if is_compute(purpose) and not isinstance(network.outbound, OutboundNone):
            allowed.update(network.outbound.allow)
            regions_ = network.outbound.storage_regions
        scoped = self.private_link_scope_id is not None
        return (
            *reached_from(purpose, allowed, zone.cloud, zone.location, private_link_scope=scoped),
            *storage_of(regions_, zone.cloud),
        )

    def zones(self, subresource_name: str) -> tuple[str, ...]:
        """The names of the private DNS zones of a sub-resource; empty if they are unconfirmed and were not given."""
        dns = self.landing_zone.network.dns
        known: Subresource = subresource(subresource_name, self.landing_zone.cloud)
        zones = known.zones if isinstance(dns, DnsPolicy) else dns.zone_names.get(subresource_name, known.zones)
        return tuple(zone.format(region=self.landing_zone.location) for zone in zones)

    def zone_ids(self, subresource_name: str) -> tuple[str, ...] | None:
        """The ids of the private DNS zones of a sub-resource; None if Azure Policy attaches the records."""
        if isinstance(self.landing_zone.network.dns, DnsPolicy):
            return None
        return tuple(self.zone_id(zone) for zone in self.zones(subresource_name))

    def zone_ids_in(self, subresource_name: str, resource_group_id: str | None) -> tuple[str, ...] | None:
        """The ids of a sub-resource's zones in another network's resource group; None if Azure Policy owns them."""
        if resource_group_id is None:
            return None
        group = ResourceId.parse(resource_group_id)
        return tuple(
            str(group.resource("Microsoft.Network/privateDnsZones", zone)) for zone in self.zones(subresource_name)
        )

    @property
    def owns_zones(self) -> bool:
        """Whether the landing zone makes the private DNS zones."""
        return isinstance(self.landing_zone.network.dns, DnsLandingZone)

    def placed(self) -> Iterator[Placed]:
        """Everything that the core and bootstrap stacks name by the convention."""
        zone = self.landing_zone
        if zone.state.backend == "azurerm":
            yield self.state_group
            yield self.state_account
        if isinstance(zone.network, CreatedNetwork):
            yield self.network_group
            yield Placed("virtual_network", "virtual_network", self.virtual_network_id)
        if self.owns_zones:
            yield self.dns_group
        created = [layer for layer, config in zone.data_lake.layers() if not isinstance(config, ExistingAccount)]
        if created:
            yield self.storage_group
        for layer in created:
            yield Placed(f"data_lake_{layer}", "storage_account", self.lake_accounts[layer])
        yield from self._placed_analytics()
        if self.creates_private_link_scope or not isinstance(zone.observability, ExistingObservability):
            yield self.monitoring_group
        if self.creates_private_link_scope and self.private_link_scope_id is not None:
            yield Placed("private_link_scope", "private_link_scope", self.private_link_scope_id)
        if not isinstance(zone.observability, ExistingObservability):
            yield Placed("log_analytics_workspace", "log_analytics_workspace", self.log_analytics_workspace_id)

    def _placed_analytics(self) -> Iterator[Placed]:
        if self.created_analytics:
            yield self.analytics_group
        for key, id_ in self.created_analytics.items():
            yield Placed(key, key, id_)
        if "synapse_workspace" in self.created_analytics:
            yield self.synapse_private_link_hub
        if "databricks_workspace" in self.created_analytics:
            yield self.databricks_access_connector
            yield self.databricks_managed_group
            yield self.databricks_storage_account
            workspace = self.created_analytics["databricks_workspace"]
            for name in ANALYTICS_SUBRESOURCES["databricks_workspace"]:
                # A workspace may have a longer name than an endpoint, which has it in its own.
                endpoint = self.analytics_group.id.resource(
                    "Microsoft.Network/privateEndpoints", endpoint_name(workspace.name, name)
                )
                yield Placed("databricks_workspace", "private_endpoint", endpoint)
        if "kubernetes_cluster" in self.created_analytics:
            yield self.kubernetes_identity
            yield self.kubernetes_node_group


class ProductLayout:
    """One ML data product in one environment."""

    def __init__(self, core: CoreLayout, product: Product, environment: str) -> None:
        self.core = core
        self.product = product
        self.environment_name = environment
        self.environment: Environment = core.landing_zone.environments[environment]
        self.location = product.location or core.landing_zone.location

    @property
    def stack(self) -> str:
        """The name of its stack."""
        return stack_name(self.product.name, self.environment_name)

    @property
    def lifecycle(self) -> Lifecycle:
        """The lifecycle of its environment."""
        return self.environment.lifecycle

    @property
    def tags(self) -> dict[str, str]:
        """The tags of all its resources."""
        zone = self.core.landing_zone
        own = {"landing-zone": zone.name, "data-product": self.product.name, "environment": self.environment_name}
        if self.product.shared:
            own["shared-workspace"] = "true"
        return {**zone.tags, **self.environment.tags, **self.product.tags, **own}

    def _name(self, key: str, type_: str, label: str = "") -> str:
        return self.core.naming.name(
            type_,
            product=self.product.name,
            environment=self.environment_name,
            location=self.location,
            label=label,
            over=self.product.names.get(key, ""),
        )

    @functools.cached_property
    def resource_group(self) -> Placed:
        """Its resource group."""
        name = self._name("resource_group", "resource_group")
        return Placed("resource_group", "resource_group", ResourceId(self.core.landing_zone.subscription_id, name))

    def _placed(self, key: str, type_: str, label: str = "") -> Placed:
        arm_type = names.rules()[type_].arm_type
        return Placed(key, type_, self.resource_group.id.resource(arm_type, self._name(key, type_, label)))

    @functools.cached_property
    def workspace_identity(self) -> Placed:
        """The identity of the workspace."""
        return self._placed("workspace_identity", "user_assigned_identity", "workspace")

    @functools.cached_property
    def key_vault(self) -> Placed:
        """The key vault."""
        return self._placed("key_vault", "key_vault")

    @functools.cached_property
    def application_insights(self) -> Placed:
        """Application Insights."""
        return self._placed("application_insights", "application_insights")

    @functools.cached_property
    def container_registry(self) -> Placed:
        """The container registry."""
        return self._placed("container_registry", "container_registry")

    @functools.cached_property
    def storage_account(self) -> Placed:
        """The default storage account of the workspace."""
        return self._placed("storage_account", "storage_account")

    @functools.cached_property
    def workspace(self) -> Placed:
        """The Machine Learning workspace."""
        return self._placed("workspace", "machine_learning_workspace")

    def pipeline_identity(self, purpose: Purpose) -> Placed:
        """The identity of the pipelines that plan, or of those that apply."""
        key = f"pipeline_{purpose}_identity"
        name = self._name(key, "user_assigned_identity", f"pipeline-{purpose}")
        type_ = names.rules()["user_assigned_identity"].arm_type
        return Placed(key, "user_assigned_identity", self.core.pipelines_group.id.resource(type_, name))

    @functools.cached_property
    def kubernetes_cluster_id(self) -> ResourceId | None:
        """The Kubernetes cluster that serves its models: the landing zone's or another one."""
        inference = self.product.inference
        if inference is None:
            return None
        if inference.kubernetes_cluster_id is not None:
            return ResourceId.parse(inference.kubernetes_cluster_id)
        return self.core.kubernetes_cluster_id

    @property
    def kubernetes_namespace(self) -> str:
        """Its namespace in that cluster."""
        inference = self.product.inference
        return (inference.namespace if inference else None) or self.stack

    @functools.cached_property
    def kubernetes_identity(self) -> Placed:
        """The identity of what runs there."""
        return self._placed("kubernetes_identity", "user_assigned_identity", "kubernetes")

    @property
    def kubernetes_trusted_access(self) -> bool:
        """Whether that cluster has no local accounts, so that the workspace enters it by Trusted Access."""
        inference, shared = self.product.inference, self.core.landing_zone.analytics.kubernetes
        if inference is not None and inference.kubernetes_cluster_id is not None:
            return not inference.local_accounts
        return not (isinstance(shared, ExistingKubernetes) and shared.local_accounts)

    @property
    def kubernetes_access_name(self) -> str:
        """The name, unique in that cluster, of what lets the workspace into it: 24 characters at most."""
        return f"ml-{hashlib.sha256(str(self.workspace.id).lower().encode()).hexdigest()[:20]}"

    def cluster_identity(self, cluster: ComputeCluster) -> Placed:
        """The identity of a compute cluster."""
        label = f"cluster-{cluster.name}"
        return self._placed(label, "user_assigned_identity", label)

    def instance_identity(self, instance: ComputeInstance) -> Placed:
        """The identity of a compute instance."""
        label = f"instance-{instance.name}"
        return self._placed(label, "user_assigned_identity", label)

    @property
    def compute_location(self) -> str:
        """The region of its compute: that of the subnet that nodes join, or of the workspace in a managed network."""
        return self.location if self.managed_network is not None else self.core.landing_zone.location

    @functools.cached_property
    def endpoint_identity(self) -> Placed:
        """The identity of the online endpoints that a team ships."""
        return self._placed("endpoint_identity", "user_assigned_identity", "endpoint")

    def is_in_subscription(self, resource: ResourceId) -> bool:
        """Whether a resource lies in this subscription, so that grants on it are ours to make."""
        return resource.subscription_id == self.core.landing_zone.subscription_id.lower()

    @functools.cached_property
    def connected_registries(self) -> tuple[ResourceId, ...]:
        """The container registries that the workspace is connected to besides its own."""
        found = {
            str(id_).lower(): id_
            for connection in self.product.connections.values()
            if isinstance(connection, ContainerRegistryConnection)
            and (id_ := ResourceId.parse(connection.container_registry_id))
        }
        found.pop(str(self.container_registry.id).lower(), None)
        return tuple(id_ for _, id_ in sorted(found.items()))

    @functools.cached_property
    def blob_containers(self) -> tuple[ResourceId, ...]:
        """The blob containers outside of the lake that data stores lead to."""
        found = {blob.container_id.lower(): blob.container_id for blob in self.product.data.blobs.values()}
        return tuple(ResourceId.parse(id_) for _, id_ in sorted(found.items()))

    @property
    def service_data_identity(self) -> str:
        """Whose identity the service itself uses on the lake, as Azure calls it."""
        by_workspace = self.product.data.authentication == "workspace_identity"
        return "WorkspaceUserAssignedIdentity" if by_workspace else "None"

    @functools.cached_property
    def synapse_identity(self) -> Placed:
        """The identity of the Spark pools that are attached to the workspace."""
        return self._placed("synapse_identity", "user_assigned_identity", "synapse")

    @functools.cached_property
    def containers(self) -> tuple[Container, ...]:
        """The containers of the lake that it uses, by layer and name; writable ones are readable too.

        From an environment that is not production only the workspace layer is writable: the lake holds production's
        data for all environments.
        """
        found: dict[tuple[Layer, str], bool] = {}
        for path, wanted in [
            *((path, False) for path in self.product.data.read),
            *((path, True) for path in self.product.data.write),
        ]:
            layer_text, name = path.split("/", 1)
            layer = Layer(layer_text)
            if layer is Layer.WORKSPACE and name == "own":
                name = own_container(self.product.name, self.environment_name)
            writable = wanted and (layer is Layer.WORKSPACE or self.environment.is_production)
            found[layer, name] = found.get((layer, name), False) or writable
        return tuple(
            Container(layer, name, container_id(self.core.lake_accounts[layer], name), writable)
            for (layer, name), writable in sorted(found.items())
        )

    @functools.cached_property
    def image_build_cluster(self) -> str:
        """The cluster that builds images; empty if there is no cluster at all."""
        compute = self.product.compute
        if compute.image_build_cluster is not None:
            return compute.image_build_cluster
        known = vm_sizes()

        def cost(cluster: ComputeCluster) -> tuple[bool, int, str]:
            size = known.get(cluster.vm_size)
            vcpus = size.vcpus if size else self.core.landing_zone.vm_sizes.get(cluster.vm_size, 0)
            return bool(size and size.accelerator), vcpus, cluster.name

        return min(compute.clusters, key=cost).name if compute.clusters else ""

    @functools.cached_property
    def managed_network(self) -> ManagedNetwork | None:
        """The workspace's managed network; None if its compute lies in the network of the landing zone."""
        isolation = self.product.workspace.isolation
        return isolation if isinstance(isolation, ManagedNetwork) else None

    @functools.cached_property
    def managed_targets(self) -> tuple[ManagedTarget, ...]:
        """The private endpoints that we ask of the managed network.

        Those to the workspace's own vault, registry, blobs and files come by themselves.
        """
        network = self.managed_network
        if network is None:
            return ()
        layers = sorted({container.layer for container in self.containers})
        targets = (
            *(
                ManagedTarget(f"storage-{name}", self.storage_account.id, name, spark=False)
                for name in extra_storage_subresources()
            ),
            *(
                ManagedTarget(f"lake-{layer}-{name}", self.core.lake_accounts[layer], name, network.spark)
                for layer in layers
                for name in LAKE_SUBRESOURCES
            ),
            *(
                ManagedTarget(name, ResourceId.parse(endpoint.resource_id), endpoint.subresource, spark=False)
                for name, endpoint in sorted(network.endpoints.items())
            ),
        )
        taken = {(str(target.target).lower(), target.subresource.lower()) for target in targets}
        further = (t for t in self._linked_targets if (str(t.target).lower(), t.subresource) not in taken)
        return (*targets, *further)

    @property
    def _linked_targets(self) -> Iterator[ManagedTarget]:
        """What a managed network must reach besides the product's own resources and the lake, each once."""
        registry = self.core.machine_learning_registry_id
        if registry is not None:
            yield ManagedTarget("registry-amlregistry", registry, "amlregistry", spark=False)
        for connected in self.connected_registries:
            yield ManagedTarget(_rule_name(connected.name, "registry"), connected, "registry", spark=False)
        shares = (ResourceId.parse(share.file_share_id) for share in self.product.data.file_shares.values())
        for subresource_name, ids in (("blob", self.blob_containers), ("file", tuple(shares))):
            accounts = {str(id_.parent.parent).lower(): id_.parent.parent for id_ in ids}
            for _, account in sorted(accounts.items()):
                yield ManagedTarget(_rule_name(account.name, subresource_name), account, subresource_name, spark=False)

    @property
    def foreign_targets(self) -> tuple[ManagedTarget, ...]:
        """Those of `managed_targets` that are not the product's own, in whose resource group the service approves."""
        own = f"{self.resource_group.id}/".lower()
        return tuple(target for target in self.managed_targets if not str(target.target).lower().startswith(own))

    @functools.cached_property
    def managed_services(self) -> tuple[Service, ...]:
        """The services that the managed network is to reach besides those that come by themselves."""
        zone = self.core.landing_zone
        allowed = self.managed_network.allow if self.managed_network else ()
        return tuple(service(name, zone.cloud, self.location) for name in sorted(set(allowed)))

    def placed(self) -> Iterator[Placed]:
        """Everything that its stack names by the convention."""
        yield self.resource_group
        if self.product.pipelines is not None:
            yield self.pipeline_identity("plan")
            yield self.pipeline_identity("apply")
        yield self.workspace_identity
        yield self.key_vault
        yield self.application_insights
        yield self.container_registry
        yield self.storage_account
        yield self.workspace
        if self.kubernetes_cluster_id is not None:
            yield self.kubernetes_identity
        for cluster in self.product.compute.clusters:
            yield self.cluster_identity(cluster)
        for instance in self.product.compute.instances:
            yield self.instance_identity(instance)
        yield self.endpoint_identity
        if self.product.links.synapse is not None:
            yield self.synapse_identity


def _rule_name(target: str, subresource_name: str) -> str:
    """The name of the outbound rule to a resource, of which Azure takes 33 characters."""
    name = f"{target.lower()}-{subresource_name}"
    if len(name) <= _LONGEST_RULE_NAME:
        return name
    suffix = names.stable_suffix(target, subresource_name)
    return f"{name[: _LONGEST_RULE_NAME - len(suffix) - 1]}-{suffix}"


def stack_name(product: str, environment: str) -> str:
    """The name of a product's stack; an environment has no dash, so the two cannot be mixed up."""
    return f"{product}-{environment}"


def own_container(product: str, environment: str) -> str:
    """The name of a product's own container in the workspace layer."""
    return f"{product}-{environment}"


def container_id(account: ResourceId, name: str) -> ResourceId:
    """The id of a container of a storage account."""
    return account.child("blobServices", "default").child("containers", name)


def endpoint_name(target: str, subresource_name: str) -> str:
    """The name of the private endpoint of a resource."""
    return f"pep-{target}-{subresource_name}"


def created_subnets(network: CreatedNetwork) -> list[str]:
    """The purposes of the subnets of a created network: the slots that always exist, and those asked for."""
    always = [name for name, slot in subnets.slots().items() if slot.created]
    return sorted({*always, *network.subnets})


def subnet_range(network: CreatedNetwork, purpose: str) -> str:
    """The range of a subnet of a created network.

    Raises:
        ValueError: the address space has no room for the slot.
    """
    own = network.subnets.get(purpose)
    if own is not None and own.address_prefix is not None:
        return own.address_prefix
    return str(subnets.allocate(subnets.slots()[purpose], ipaddress.IPv4Network(network.address_space[0])))
