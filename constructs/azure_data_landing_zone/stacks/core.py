"""The core stack: what the landing zone itself deploys and all products share."""

from __future__ import annotations

from collections.abc import Mapping

from ..azure.ids import ResourceId
from ..config import Configuration
from ..config.layout.alerts import core_alerts_on
from ..config.layout.links import SYNAPSE_CONTAINER
from ..config.layout.places import own_container
from ..config.layout.stacks import PLATFORM_STACKS
from ..config.models.analytics import CreatedSynapse
from ..config.models.data_lake import CreatedLayer, CreatedWorkspaceLayer, Layer
from ..config.models.network import CreatedNetwork
from ..config.models.observability import CreatedObservability
from ..config.models.state import CreatedAzureState
from ..engine.framework import Construct
from ..patterns import (
    AzureMonitorScope,
    LandingZoneAlerts,
    LandingZoneDatabricks,
    LandingZoneDataFactory,
    LandingZoneDataLake,
    LandingZoneKubernetes,
    LandingZoneNetwork,
    LandingZoneSynapse,
    MachineLearningRegistry,
    MonitoringViews,
    PrivateDns,
    Watched,
)
from ..patterns.budgets import subscription_budget
from ..patterns.diagnostics import send_diagnostics_of
from ..patterns.equipment import Equipment
from ..patterns.services import CoreServices, Service, create_services, pattern_of
from ..resources import (
    Identified,
    KnownResourceGroup,
    LogAnalyticsWorkspace,
    LogAnalyticsWorkspaceRef,
    ResourceGroup,
    SubnetRef,
    VirtualNetworkRef,
)
from .base import LandingZoneStack


class CoreStack(LandingZoneStack):
    """Monitoring, network, private DNS and the data lake, as far as they are created and do not exist already.

    Attributes:
        resource_groups: the resource groups of the core services, by the keys of their parts, such as
            `network_resource_group`.
        network: the network with its subnets, such as `network.subnets["training"]`; None if it exists already.
        private_dns: the private DNS zones; None if others own them.
        data_lake: the accounts of the lake; None if they exist already.
        log_analytics: the Log Analytics workspace; None if it exists already.
        synapse: the Synapse workspace, as `synapse.workspace`; None if there is none, or it exists already.
        data_factory: the Data Factory, likewise, as `data_factory.factory`.
        databricks: the Databricks workspace, likewise, as `databricks.workspace`.
        kubernetes: the Kubernetes cluster, likewise, as `kubernetes.cluster`.
        machine_learning_registry: the Machine Learning registry, likewise, as `machine_learning_registry.registry`.
    """

    resource_groups: Mapping[str, ResourceGroup]
    network: LandingZoneNetwork | None
    private_dns: PrivateDns | None
    data_lake: LandingZoneDataLake | None
    log_analytics: LogAnalyticsWorkspace | None
    synapse: LandingZoneSynapse | None
    data_factory: LandingZoneDataFactory | None
    databricks: LandingZoneDatabricks | None
    kubernetes: LandingZoneKubernetes | None
    machine_learning_registry: MachineLearningRegistry | None

    def __init__(self, scope: Construct, id_: str, *, configuration: Configuration) -> None:
        """Monitoring, network, private DNS and the data lake, as far as they are created and do not exist already.

        Args:
            configuration: a checked configuration.
        """
        core, zone = configuration.core, configuration.landing_zone
        super().__init__(scope, id_, core=core, protection=core.protection)
        self._configuration = configuration
        self._zone = zone
        self._tags = core.tags
        self._prevent_destroy = core.protection.prevent_destroy
        self._groups = self._make_groups()
        self._watched: dict[str, list[Watched]] = {}

        log_analytics = self._monitoring()
        virtual_network, endpoint_subnet = self._network(log_analytics)
        self._azure_monitor(log_analytics, endpoint_subnet)
        self._dns: PrivateDns | None = None
        if core.owns_zones:
            self._dns = PrivateDns(
                self,
                "dns",
                core=core,
                resource_group=self._groups[core.dns_group.key],
                virtual_network=virtual_network,
                tags=self._tags,
            )
        self._remote_state(log_analytics, endpoint_subnet)
        self._lake = self._data_lake(log_analytics, endpoint_subnet)
        services = self._analytics(log_analytics, endpoint_subnet)
        self._activity(log_analytics)
        self._views()
        self._alerts(log_analytics)
        if zone.budget is not None:
            subscription_budget(
                self,
                "budget",
                budget=zone.budget,
                name=core.budget_name,
                subscription=core.subscription,
            )
        self._outputs()
        self.resource_groups = self._groups
        self.network = self._created_network
        self.private_dns = self._dns
        self.data_lake = self._lake
        self.log_analytics = log_analytics if isinstance(log_analytics, LogAnalyticsWorkspace) else None
        self.synapse = pattern_of(services, LandingZoneSynapse)
        self.data_factory = pattern_of(services, LandingZoneDataFactory)
        self.databricks = pattern_of(services, LandingZoneDatabricks)
        self.kubernetes = pattern_of(services, LandingZoneKubernetes)
        self.machine_learning_registry = pattern_of(services, MachineLearningRegistry)

    def _make_groups(self) -> dict[str, ResourceGroup]:
        """The resource groups of the core services, by the keys of their parts; services make groups of their own."""
        return {
            placed.key: ResourceGroup(
                self,
                placed.key.replace("_resource_group", "-group"),
                name=placed.name,
                location=self._zone.location,
                tags=self._tags,
            )
            for placed in self._core.placed(pipelines=False)
            if placed.type == "resource_group" and placed.stack == "core" and not placed.part.service
        }

    def _watch(self, key: str, resource: Identified, id_: ResourceId | None, label: str = "") -> None:
        """Has a resource of the core watched by the alert rules for what is called so."""
        if id_ is not None:
            self._watched.setdefault(key, []).append(Watched(resource, id_.type, label))

    def _monitoring(self) -> LogAnalyticsWorkspaceRef:
        config = self._zone.observability
        if not isinstance(config, CreatedObservability):
            return self._core.log_analytics_workspace_id
        name = self._core.log_analytics_workspace_id.name
        workspace = LogAnalyticsWorkspace(
            self,
            "log-analytics",
            name=name,
            resource_group=self._groups[self._core.monitoring_group.key],
            retention_days=config.retention_days,
            daily_quota_gb=config.daily_quota_gb,
            public=self._core.private_link_scope_id is None,
            prevent_destroy=self._prevent_destroy,
            tags=self._tags,
        )
        endpoints = self._core.subnets["endpoints"].id
        equipment = Equipment(
            self._core, self._groups[self._core.monitoring_group.key], endpoints, workspace, self._tags
        )
        equipment.equip(workspace, self._core.part("log_analytics_workspace"))
        self._watch("log_analytics_workspace", workspace, self._core.log_analytics_workspace_id)
        return workspace

    def _azure_monitor(self, log_analytics: LogAnalyticsWorkspaceRef, endpoint_subnet: SubnetRef) -> None:
        if self._core.creates_private_link_scope:
            AzureMonitorScope(
                self,
                "azure-monitor",
                core=self._core,
                resource_group=self._groups[self._core.monitoring_group.key],
                endpoint_subnet=endpoint_subnet,
                log_analytics_workspace=log_analytics if isinstance(log_analytics, LogAnalyticsWorkspace) else None,
                tags=self._tags,
            )

    def _network(self, log_analytics: LogAnalyticsWorkspaceRef) -> tuple[VirtualNetworkRef, SubnetRef]:
        config = self._zone.network
        self._created_network: LandingZoneNetwork | None = None
        if not isinstance(config, CreatedNetwork):
            return self._core.virtual_network_id, self._core.subnets["endpoints"].id
        network = LandingZoneNetwork(
            self,
            "network",
            config=config,
            core=self._core,
            resource_group=self._groups[self._core.network_group.key],
            log_analytics_workspace=log_analytics,
            prevent_destroy=self._prevent_destroy,
            tags=self._tags,
        )
        self._created_network = network
        return network.virtual_network, network.subnets["endpoints"]

    def _remote_state(self, log_analytics: LogAnalyticsWorkspaceRef, endpoint_subnet: SubnetRef) -> None:
        """The endpoint of the remote state, whose account exists before there is a network."""
        if self._core.state_endpoint:
            account, group = self._core.state_account, self._core.state_group.id
            equipment = Equipment(
                self._core,
                KnownResourceGroup(group, self._zone.location),
                endpoint_subnet,
                log_analytics,
                self._tags,
            )
            for subresource in account.part.subresources:
                equipment.endpoint(self, f"state-endpoint-{subresource}", account, account.id, subresource)

    def _analytics(self, log_analytics: LogAnalyticsWorkspaceRef, endpoint_subnet: SubnetRef) -> list[Service]:
        if not self._core.created_analytics:
            return []
        shared = CoreServices(
            core=self._core,
            resource_group=self._groups[self._core.analytics_group.key],
            network=self._created_network,
            dns=self._dns,
            lake=self._lake,
            endpoint_subnet=endpoint_subnet,
            log_analytics_workspace=log_analytics,
            prevent_destroy=self._prevent_destroy,
            tags=self._tags,
        )
        services = create_services(self, shared)
        for service in services:
            for key, resource in service.watched.items():
                self._watch(key, resource, self._core.part(key).id)
            self._add_outputs(service.outputs)
        return services

    def _data_lake(
        self, log_analytics: LogAnalyticsWorkspaceRef, endpoint_subnet: SubnetRef
    ) -> LandingZoneDataLake | None:
        layers = {
            layer: (config, self._containers(layer, config))
            for layer, config in self._zone.data_lake.layers()
            if isinstance(config, CreatedLayer | CreatedWorkspaceLayer)
        }
        if not layers:
            return None
        lake = LandingZoneDataLake(
            self,
            "data-lake",
            layers=layers,
            core=self._core,
            guests=[
                layout.databricks_access_connector.id.id
                for layout in self._configuration.products
                if layout.own_databricks is not None
            ],
            resource_group=self._groups[self._core.storage_group.key],
            endpoint_subnet=endpoint_subnet,
            log_analytics_workspace=log_analytics,
            prevent_destroy=self._prevent_destroy,
            locks=self._core.protection.locks,
            tags=self._tags,
        )
        for layer, account in lake.accounts.items():
            self._watch("lake_accounts", account, self._core.lake_accounts[layer], layer.value)
        return lake

    def _containers(self, layer: Layer, config: CreatedLayer | CreatedWorkspaceLayer) -> list[str]:
        if layer is Layer.WORKSPACE and isinstance(self._zone.analytics.synapse, CreatedSynapse):
            return [*self._declared_containers(config), SYNAPSE_CONTAINER]
        return self._declared_containers(config)

    def _declared_containers(self, config: CreatedLayer | CreatedWorkspaceLayer) -> list[str]:
        if config.containers != "per_product":
            return sorted(config.containers)
        kept = [
            stack
            for stack, removed in self._zone.removed.items()
            if removed.data == "keep" and stack not in PLATFORM_STACKS
        ]
        # The own container of a product is called as its stack is.
        return [*(own_container(d.product.name, d.environment) for d in self._configuration.deployments), *sorted(kept)]

    def _activity(self, log_analytics: LogAnalyticsWorkspaceRef) -> None:
        """Logs of what is made before there is a Log Analytics workspace: subscription, and account of the state."""
        core, zone = self._core, self._zone
        if zone.observability.activity_log:
            name = f"log-analytics-{zone.name}"
            send_diagnostics_of(self, "activity-log", core.subscription, log_analytics, name=name)
        if isinstance(zone.state, CreatedAzureState) and zone.observability.diagnostic_settings == "created":
            send_diagnostics_of(self, "state-diagnostics", core.state_account.id, log_analytics, name="log-analytics")

    def _views(self) -> None:
        if self._zone.observability.workbook or self._zone.observability.dashboard:
            MonitoringViews(
                self,
                "views",
                core=self._core,
                resource_group=self._groups[self._core.monitoring_group.key],
                tags=self._tags,
            )

    def _alerts(self, log_analytics: LogAnalyticsWorkspaceRef) -> None:
        if not core_alerts_on(self._core.landing_zone):
            return
        group = self._groups[self._core.monitoring_group.key]
        self._watch("logs", log_analytics, self._core.log_analytics_workspace_id)
        self._watch("subscription", self._core.subscription, self._core.subscription)
        self._watched["core_groups"] = [
            Watched(made, "Microsoft.Resources/resourceGroups") for made in self._groups.values()
        ]
        LandingZoneAlerts(self, "alerts", core=self._core, resource_group=group, watched=self._watched, tags=self._tags)

    def _outputs(self) -> None:
        core = self._core
        values: dict[str, tuple[object, str]] = {
            "virtual_network_id": (core.virtual_network_id.id, "The network"),
            "subnet_ids": (
                {purpose: place.id.id for purpose, place in core.subnets.items()},
                "The subnets by purpose",
            ),
            "log_analytics_workspace_id": (core.log_analytics_workspace_id.id, "Takes all logs and metrics"),
            "data_lake_account_ids": (
                {layer.value: account.id for layer, account in core.lake_accounts.items()},
                "The storage accounts of the data lake by layer",
            ),
        }
        if core.private_link_scope_id is not None:
            values["private_link_scope_id"] = (core.private_link_scope_id.id, "How Azure Monitor is reached")
        if core.created_analytics:
            values["analytics_service_ids"] = (
                {key: id_.id for key, id_ in core.created_analytics.items()},
                "The services that products link to",
            )
        network = self._zone.network
        if isinstance(network, CreatedNetwork) and network.hub is not None and "peering" not in network.hub.manage:
            values["hub_peering_ranges"] = (
                network.address_space,
                "When a range is added, the owner of the hub runs `az network vnet peering sync`",
            )
        self._add_outputs(values)
