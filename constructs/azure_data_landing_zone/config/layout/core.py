"""Where the core services lie: names, resource ids and address ranges, computed from the configuration alone.

No stack asks another one, and no token is ever looked at: what a product needs of the core services is computed here.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from fractions import Fraction

from ...azure import names
from ...azure.clouds import Cloud, Subresource, cloud, regions, subresource
from ...azure.ids import ResourceId
from ...azure.lifecycles import Protection, protection
from ...azure.outbound import Service, reached_from, storage_of
from ...azure.roles import custom_role_guid
from ...azure.security_rules import OverlayCluster
from ...azure.subnets import is_compute, purpose_of
from ...azure.vm_sizes import VmSize, vm_sizes
from ...azure.workbooks import workbook_guid
from ..models.analytics import CREATED, CreatedDataFactory, CreatedKubernetes, ExistingDatabricks
from ..models.base import Model
from ..models.data_lake import ExistingAccount, Layer
from ..models.landing_zone import LandingZone
from ..models.network import CreatedNetwork, DnsHub, DnsLandingZone, DnsPolicy, ExistingNetwork, OutboundNone
from ..models.observability import ExistingObservability, ExistingScope
from .alerts import core_alerts_on
from .places import (
    ANALYTICS_SUBRESOURCES,
    KUBERNETES_SUBNET,
    LAKE_SUBRESOURCES,
    PRODUCT_SUBRESOURCES,
    Placed,
    SubnetPlace,
    container_id,
    created_subnets,
    delegation,
    endpoint_name,
    endpoints_of_databricks,
    subnet_range,
)
from .shared_names import SharedNames


class Naming:
    """Builds names by the landing zone's convention."""

    def __init__(self, landing_zone: LandingZone) -> None:
        self._zone = landing_zone

    def name(
        self,
        type_: str,
        *,
        product: str,
        environment: str = "",
        location: str = "",
        label: str = "",
        over: str = "",
        generation: int = 1,
    ) -> str:
        """The name of a resource; `over` is the one that the configuration gives, if it does.

        From the second generation on a name differs where Azure may still keep that of a deleted predecessor: in its
        hash if it must be unique in all of Azure, else in an ending such as `-g2`.
        """
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
            again = [f"generation-{generation}"] if generation > 1 else []
            suffix = names.stable_suffix(zone.subscription_id, zone.name, product, environment, type_, label, *again)
        elif rule.soft_delete and generation > 1:
            label = "-".join(piece for piece in (label, f"g{generation}") if piece)
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
        self.shared_names = SharedNames(landing_zone, self.naming.region_code(landing_zone.location))
        self.subscription = ResourceId(landing_zone.subscription_id)
        self.cloud: Cloud = cloud(landing_zone.cloud)
        self.protection: Protection = protection(landing_zone.lifecycle).with_locks(landing_zone.locks)

    @property
    def may_lock(self) -> bool:
        """Whether who deploys the core sets locks, or takes away those of a former deployment."""
        return protection(self.landing_zone.lifecycle).locks or bool(self.landing_zone.locks)

    @property
    def tags(self) -> dict[str, str]:
        """The tags of what belongs to no product."""
        return {**self.landing_zone.tags, "landing-zone": self.landing_zone.name}

    def _group(self, purpose: str) -> Placed:
        key = f"{purpose}_resource_group"
        product = purpose.replace("_", "-")
        name = self.naming.name("resource_group", product=product, over=self.landing_zone.names.get(key, ""))
        return Placed(key, "resource_group", ResourceId(self.landing_zone.subscription_id, name))

    def _resource(
        self, key: str, type_: str, group: Placed, product: str, label: str = "", generation: int | None = None
    ) -> Placed:
        name = self.naming.name(
            type_,
            product=product,
            label=label,
            over=self.landing_zone.names.get(key, ""),
            generation=self.landing_zone.generation if generation is None else generation,
        )
        return Placed(key, type_, group.id.resource(names.rules()[type_].arm_type, name))

    @functools.cached_property
    def state_group(self) -> Placed:
        """Resource group of the remote state."""
        return self._group("state")

    @functools.cached_property
    def state_account(self) -> Placed:
        """Storage account of the remote state."""
        # It outlives the landing zone whose state it keeps.
        return self._resource("state_storage_account", "storage_account", self.state_group, "state", generation=1)

    @functools.cached_property
    def pipelines_group(self) -> Placed:
        """Resource group of the pipelines' identities, which no pipeline may change."""
        return self._group("pipelines")

    def vm_size(self, name: str) -> VmSize | None:
        """A size of virtual machines, known to us or given by the configuration; None if it is neither."""
        own = self.landing_zone.vm_sizes.get(name)
        if own is not None:
            family = own.family or ""
            return VmSize(name, family, own.vcpus, "gpu" if own.gpus else "", Fraction(own.gpus), family)
        return vm_sizes().get(name)

    @property
    def reads_credentials(self) -> bool:
        """Whether Terraform reads credentials of core services when it plans: of a cluster, or of a runtime."""
        factory = self.landing_zone.analytics.data_factory
        runtimes = isinstance(factory, CreatedDataFactory) and bool(factory.self_hosted_runtimes)
        return runtimes or "kubernetes_cluster" in self.created_analytics

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
    def action_group(self) -> Placed:
        """The action group of the landing zone's own alerts."""
        return self._resource("action_group", "action_group", self.monitoring_group, "monitoring")

    @functools.cached_property
    def dashboard(self) -> Placed:
        """The dashboard in the portal."""
        return self._resource("dashboard", "portal_dashboard", self.monitoring_group, "monitoring")

    @functools.cached_property
    def workbook_id(self) -> ResourceId:
        """The workbook, whose name Azure wants to be a UUID."""
        zone = self.landing_zone
        guid = workbook_guid(zone.subscription_id, zone.name)
        return self.monitoring_group.id.resource("Microsoft.Insights/workbooks", guid)

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
        also = dns.also_for if isinstance(dns, DnsLandingZone | DnsHub) else ()
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
            *reached_from(
                purpose_of(delegation(network, purpose)) or purpose,
                allowed,
                zone.cloud,
                zone.location,
                private_link_scope=scoped,
            ),
            *storage_of(regions_, zone.cloud),
        )

    def overlay_cluster(self, purpose: str) -> OverlayCluster | None:
        """The cluster of the landing zone whose nodes lie in a subnet; None if there is none."""
        config = self.landing_zone.analytics.kubernetes
        if purpose != KUBERNETES_SUBNET or not isinstance(config, CreatedKubernetes):
            return None
        return OverlayCluster(nodes=self.subnets[purpose].address_prefix, pods=config.pod_range)

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

    @property
    def has_monitoring(self) -> bool:
        """Whether anything lies in the resource group for monitoring."""
        observability = self.landing_zone.observability
        return (
            self.creates_private_link_scope
            or not isinstance(observability, ExistingObservability)
            or observability.workbook
            or observability.dashboard
            or core_alerts_on(self.landing_zone)
        )

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
        if self.has_monitoring:
            yield self.monitoring_group
        if core_alerts_on(zone) and zone.alerts.contacts.receivers:
            yield self.action_group
        if zone.observability.dashboard:
            yield self.dashboard
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
            yield from endpoints_of_databricks("databricks_workspace", self.created_analytics["databricks_workspace"])
        if "kubernetes_cluster" in self.created_analytics:
            yield self.kubernetes_identity
            yield self.kubernetes_node_group
