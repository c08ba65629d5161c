"""Where the core services lie: names, resource ids and address ranges, computed from the configuration alone.

No stack asks another one, and no token is ever looked at: what a product needs of the core services is computed here.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from fractions import Fraction

from ...azure import names, tags
from ...azure.clouds import Cloud, Subresource, cloud, subresource
from ...azure.ids import ResourceId
from ...azure.lifecycles import Protection, protection
from ...azure.outbound import Service, reached_from, storage_of
from ...azure.roles import custom_role_guid
from ...azure.security_rules import OverlayCluster
from ...azure.subnets import is_compute
from ...azure.vm_sizes import VmSize, by_name, vm_sizes
from ...azure.workbooks import workbook_guid
from ..models import name_keys
from ..models.analytics import CreatedDatabricks, CreatedKubernetes, CreatedService, ExistingDatabricks
from ..models.base import Model
from ..models.data_lake import ExistingAccount, Layer
from ..models.landing_zone import LandingZone
from ..models.network import CreatedNetwork, DnsHub, DnsLandingZone, DnsPolicy, ExistingNetwork, OutboundNone
from ..models.observability import ExistingObservability, ExistingScope
from ..models.parts import BROWSER_AUTHENTICATION, CORE_PARTS, LAKE_SUBRESOURCES, PRODUCT_SUBRESOURCES, core_part
from ..models.state import CreatedAzureState, ExistingAzureState
from .alerts import alert_type, alert_words, core_alerts, core_alerts_on
from .names import NamingConvention
from .places import (
    KUBERNETES_SUBNET,
    Child,
    Placed,
    SubnetPlace,
    container_id,
    created_subnets,
    subnet_purpose,
    subnet_range,
)
from .services import SERVICES, service
from .shared_names import SharedNames

#: The tag of an account of the lake that names its layer.
LAYER_TAG = "data-lake-layer"


class CoreLayout:
    """The core services of a landing zone."""

    def __init__(self, landing_zone: LandingZone) -> None:
        self.landing_zone: LandingZone = landing_zone
        self.naming: NamingConvention = NamingConvention(landing_zone)
        self.shared_names: SharedNames = SharedNames(landing_zone, self.naming.region_code(landing_zone.location))
        self.subscription: ResourceId = ResourceId(landing_zone.subscription_id)
        self.cloud: Cloud = cloud(landing_zone.cloud)
        self.protection: Protection = protection(landing_zone.lifecycle).with_locks(landing_zone.locks)

    @property
    def may_lock(self) -> bool:
        """Whether who deploys the core sets locks, or takes away those of a former deployment."""
        return protection(self.landing_zone.lifecycle).locks or bool(self.landing_zone.locks)

    @property
    def tags(self) -> dict[str, str]:
        """The tags of what belongs to no product."""
        return tags.merged(self.landing_zone.tags, self.own_tags)

    @property
    def own_tags(self) -> dict[str, str]:
        """The tags that the library sets, which no configuration changes."""
        return {"landing-zone": self.landing_zone.name}

    def part(self, key: str) -> Placed:
        """The name and id of a part of the core services, whether it exists or not.

        Args:
            key: the key of its row.

        Raises:
            KeyError: there is no such row.
        """
        part = core_part(key)
        zone = self.landing_zone
        name = self.naming.name(
            part.type,
            product=part.word,
            over=zone.names.get(key, ""),
            generation=zone.generation if part.generation else 1,
        )
        if part.group:
            id_ = self.part(part.group).id.resource(names.rules()[part.type].arm_type, name)
        else:
            id_ = ResourceId(zone.subscription_id, name)
        return Placed(key, part, id_, "bootstrap" if part.bootstrap else "core", zone.names)

    @functools.cached_property
    def state_group(self) -> Placed:
        """Resource group of a created account of the remote state."""
        return self.part("state_resource_group")

    @functools.cached_property
    def state_account(self) -> Placed:
        """Storage account of the remote state, if the landing zone creates it."""
        return self.part("state_storage_account")

    @functools.cached_property
    def state_account_id(self) -> ResourceId:
        """The storage account of the remote state, created or existing."""
        state = self.landing_zone.state
        if isinstance(state, ExistingAzureState):
            return ResourceId.parse(state.storage_account_id)
        return self.state_account.id

    @property
    def assigns_roles_on_state(self) -> bool:
        """Whether the bootstrap stack assigns roles on the state to groups and pipelines."""
        state = self.landing_zone.state
        return isinstance(state, CreatedAzureState) or (
            isinstance(state, ExistingAzureState) and "role_assignments" in state.manage
        )

    @property
    def state_endpoint(self) -> bool:
        """Whether the core stack creates a private endpoint for the account of the remote state."""
        state, data_plane = self.landing_zone.state, self.landing_zone.data_plane
        if not isinstance(state, CreatedAzureState):
            return False
        return data_plane.enabled if state.network.private_endpoint is None else state.network.private_endpoint

    @functools.cached_property
    def pipelines_group(self) -> Placed:
        """Resource group of the pipelines' identities, which no pipeline may change."""
        return self.part("pipelines_resource_group")

    def vm_size(self, name: str) -> VmSize | None:
        """A size of virtual machines: given by the configuration, of our table, or as its name says; else None."""
        own = self.landing_zone.vm_sizes.get(name)
        if own is not None:
            family = own.family or ""
            return VmSize(name, family, own.vcpus, "gpu" if own.gpus else "", Fraction(own.gpus), family)
        return vm_sizes().get(name) or by_name(name)

    @property
    def reads_credentials(self) -> bool:
        """Whether a plan calls actions of core services: the credentials of a cluster, the states of runtimes."""
        return self.creates("kubernetes") or self.creates("data_factory")

    def custom_role_id(self, key: str) -> str:
        """The id of a role of our own, as an assignment refers to it."""
        zone = self.landing_zone
        guid = custom_role_guid(key, zone.subscription_id, zone.name)
        return f"/subscriptions/{zone.subscription_id}/providers/Microsoft.Authorization/roleDefinitions/{guid}"

    def state_container_id(self, stack: str) -> ResourceId:
        """The container that keeps the state of a stack."""
        state = self.landing_zone.state
        name = self.naming.filled(state.containers, stack=stack) if isinstance(state, ExistingAzureState) else stack
        return container_id(self.state_account_id, name)

    @functools.cached_property
    def network_group(self) -> Placed:
        """Resource group of the network."""
        return self.part("network_resource_group")

    @functools.cached_property
    def dns_group(self) -> Placed:
        """Resource group of the private DNS zones."""
        return self.part("dns_resource_group")

    @functools.cached_property
    def storage_group(self) -> Placed:
        """Resource group of the data lake."""
        return self.part("storage_resource_group")

    @functools.cached_property
    def monitoring_group(self) -> Placed:
        """Resource group of the Log Analytics workspace."""
        return self.part("monitoring_resource_group")

    @functools.cached_property
    def action_group(self) -> Placed:
        """The action group of the landing zone's own alerts."""
        return self.part("action_group")

    @functools.cached_property
    def dashboard(self) -> Placed:
        """The dashboard in the portal."""
        return self.part("dashboard")

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
        return self.part("virtual_network").id

    @functools.cached_property
    def log_analytics_workspace_id(self) -> ResourceId:
        """The Log Analytics workspace, created or existing."""
        observability = self.landing_zone.observability
        if isinstance(observability, ExistingObservability):
            return ResourceId.parse(observability.log_analytics_workspace_id)
        return self.part("log_analytics_workspace").id

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
                self.virtual_network_id.child("subnets", self._subnet_name(purpose)),
                subnet_range(network, purpose),
            )
            for purpose in created_subnets(network)
        }

    def _subnet_name(self, purpose: str) -> str:
        over = self.landing_zone.names.get(name_keys.subnet_key(purpose), "")
        return self.naming.child("subnet", over, purpose=purpose.replace("_", "-"))

    def network_companion(self, type_: str, label: str) -> str:
        """The name of a resource that belongs to the network, such as the security group of a subnet."""
        return self.naming.name(type_, product="network", label=label.replace("_", "-"))

    @functools.cached_property
    def lake_accounts(self) -> Mapping[Layer, ResourceId]:
        """The storage accounts of the lake by layer, created or existing."""
        accounts: dict[Layer, ResourceId] = {}
        for layer, config in self.landing_zone.data_lake.layers():
            if isinstance(config, ExistingAccount):
                accounts[layer] = ResourceId.parse(config.storage_account_id)
            else:
                accounts[layer] = self.part(f"data_lake_{layer}").id
        return accounts

    def endpoint_name(self, target: Placed, subresource_name: str) -> str:
        """The name of the private endpoint of a part of the core services or of a product."""
        over = target.names.get(name_keys.endpoint_key(target.key, subresource_name), "")
        return self.naming.child("private_endpoint", over, target=target.name, subresource=subresource_name)

    def lake_endpoint_name(self, layer: Layer, subresource_name: str) -> str:
        """The name of the private endpoint of a lake account that we make."""
        return self.endpoint_name(self.part(f"data_lake_{layer}"), subresource_name)

    @property
    def budget_name(self) -> str:
        """The name of the budget of the subscription."""
        zone = self.landing_zone
        return self.naming.child("budget", zone.names.get(name_keys.BUDGET, ""), stack=zone.name)

    def peering_name(self, hub: ResourceId) -> str:
        """The name of the peering with the hub, on the side of the landing zone."""
        over = self.landing_zone.names.get(name_keys.PEERING, "")
        return self.naming.child("peering", over, network=hub.name)

    def dns_link_name(self, *, hub: bool) -> str:
        """The name of the links of the private DNS zones.

        Args:
            hub: whether they lead to the network of the hub.
        """
        zone = self.landing_zone
        over = zone.names.get(name_keys.HUB_DNS_LINK if hub else name_keys.DNS_LINK, "")
        return self.naming.child("dns_link", over, network=f"{zone.name}-hub" if hub else zone.name)

    def alert_name(self, rule: str, label: str = "") -> str:
        """The name of an alert rule of the landing zone.

        Args:
            rule: its name.
            label: the layer, for a rule on the accounts of the lake.
        """
        zone = self.landing_zone
        over = zone.names.get(name_keys.alert_key(rule, label), "")
        return self.naming.child("alert_rule", over, stack=zone.name, rule=alert_words(rule, label))

    @property
    def linked_hub(self) -> ResourceId | None:
        """The network of the hub that the landing zone links its private DNS zones to; None if there is none."""
        network = self.landing_zone.network
        hub = network.hub if isinstance(network, CreatedNetwork) else None
        linked = self.owns_zones and hub is not None and "dns_links" in hub.manage
        return ResourceId.parse(hub.virtual_network_id) if hub is not None and linked else None

    def children(self) -> Iterator[Child]:
        """The resources of the core stack that are named after what they belong to, by their keys below `names`."""
        zone = self.landing_zone
        network = zone.network
        if isinstance(network, CreatedNetwork):
            for purpose in created_subnets(network):
                yield Child(name_keys.subnet_key(purpose), "subnet", "subnet", self._subnet_name(purpose), "core")
            if network.hub is not None:
                name = self.peering_name(ResourceId.parse(network.hub.virtual_network_id))
                yield Child(name_keys.PEERING, "peering", "virtual_network_peering", name, "core")
        if self.owns_zones:
            links = {name_keys.DNS_LINK: False, **({name_keys.HUB_DNS_LINK: True} if self.linked_hub else {})}
            for key, hub in links.items():
                yield Child(key, "dns_link", "private_dns_zone_link", self.dns_link_name(hub=hub), "core")
        if zone.budget is not None:
            yield Child(name_keys.BUDGET, "budget", "budget", self.budget_name, "core")
        for alert in core_alerts(zone):
            for label in self._watched(alert.rule.target):
                name = self.alert_name(alert.rule.name, label)
                yield Child(
                    name_keys.alert_key(alert.rule.name, label), "alert_rule", alert_type(alert.rule), name, "core"
                )
        databricks = self.landing_zone.analytics.databricks
        signs_in = isinstance(databricks, CreatedDatabricks) and databricks.browser_authentication
        for placed in self.placed(pipelines=False):
            if placed.key != "state_storage_account" or self.state_endpoint:
                yield from self.endpoints_of(placed, "core", signs_in=signs_in)

    def endpoints_of(self, placed: Placed, stack: str, *, signs_in: bool) -> Iterator[Child]:
        """The private endpoints of a part.

        Args:
            placed: the part.
            stack: the stack that makes them.
            signs_in: whether users sign in to Databricks through an endpoint of this workspace.
        """
        for name in placed.part.subresources if placed.part.own_endpoint else ():
            if name != BROWSER_AUTHENTICATION or signs_in:
                key = name_keys.endpoint_key(placed.key, name)
                yield Child(key, "private_endpoint", "private_endpoint", self.endpoint_name(placed, name), stack)

    def _watched(self, target: str) -> Iterator[str]:
        """The labels of the resources that an alert rule of the landing zone watches, of which the core has some."""
        service = next((row for row in SERVICES if row.part == target), None)
        if target == "lake_accounts":
            layers = self.landing_zone.data_lake.layers()
            yield from (layer.value for layer, config in layers if not isinstance(config, ExistingAccount))
        elif service is not None:
            if self.creates(service.key):
                yield ""
        elif target != "log_analytics_workspace" or not isinstance(
            self.landing_zone.observability, ExistingObservability
        ):
            yield ""

    def lake_endpoints(self, layer: Layer) -> Mapping[str, ResourceId]:
        """The private endpoints of a lake account by sub-resource; those that are given, for an existing account."""
        config = getattr(self.landing_zone.data_lake, layer.value)
        if isinstance(config, ExistingAccount):
            given = {name: getattr(config.private_endpoints, name) for name in LAKE_SUBRESOURCES}
            return {name: ResourceId.parse(id_) for name, id_ in given.items() if id_ is not None}
        return {
            name: self.storage_group.id.resource(
                "Microsoft.Network/privateEndpoints", self.lake_endpoint_name(layer, name)
            )
            for name in LAKE_SUBRESOURCES
        }

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
        return self.part("analytics_resource_group")

    def service_id(self, key: str) -> ResourceId | None:
        """The id of an analytics service, created or existing; None if the landing zone has none.

        Args:
            key: its key below `analytics`.

        Raises:
            KeyError: there is no such service.
        """
        row = service(key)
        config: Model | None = getattr(self.landing_zone.analytics, key)
        if config is None:
            return None
        existing: str | None = getattr(config, row.id_key, None)
        return self.part(row.part).id if existing is None else ResourceId.parse(existing)

    def creates(self, key: str) -> bool:
        """Whether the landing zone creates an analytics service."""
        return isinstance(getattr(self.landing_zone.analytics, key), CreatedService)

    @functools.cached_property
    def synapse_workspace_id(self) -> ResourceId | None:
        """The Synapse workspace, created or existing."""
        return self.service_id("synapse")

    @functools.cached_property
    def synapse_private_link_hub(self) -> Placed:
        """The private link hub of a created Synapse workspace."""
        return self.part("synapse_private_link_hub")

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
        return self.service_id("databricks")

    @functools.cached_property
    def databricks_access_connector(self) -> Placed:
        """The access connector of a created Databricks workspace."""
        return self.part("databricks_access_connector")

    @functools.cached_property
    def databricks_managed_group(self) -> Placed:
        """The resource group that Databricks keeps for a created workspace."""
        return self.part("databricks_managed_resource_group")

    @functools.cached_property
    def databricks_storage_account(self) -> Placed:
        """The storage account of a created Databricks workspace, which Databricks makes in that group."""
        return self.part("databricks_storage_account")

    @functools.cached_property
    def data_factory_id(self) -> ResourceId | None:
        """The Data Factory, created or existing."""
        return self.service_id("data_factory")

    @functools.cached_property
    def kubernetes_cluster_id(self) -> ResourceId | None:
        """The Kubernetes cluster for inference, created or existing."""
        return self.service_id("kubernetes")

    @functools.cached_property
    def kubernetes_identity(self) -> Placed:
        """The identity of a created cluster."""
        return self.part("kubernetes_identity")

    @functools.cached_property
    def kubernetes_node_group(self) -> Placed:
        """The resource group that a created cluster keeps its nodes in."""
        return self.part("kubernetes_nodes_resource_group")

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
        return self.service_id("machine_learning_registry")

    @property
    def created_analytics(self) -> Mapping[str, ResourceId]:
        """The analytics services that the landing zone creates, by the keys of their parts."""
        return {row.part: self.part(row.part).id for row in SERVICES if self.creates(row.key)}

    @functools.cached_property
    def private_link_scope_id(self) -> ResourceId | None:
        """The Azure Monitor private link scope, created or the hub's; None if Azure Monitor is reached publicly."""
        scope = self.landing_zone.observability.private_link_scope
        if isinstance(scope, ExistingScope):
            return ResourceId.parse(scope.existing)
        if scope == "none" or (scope is None and not self.owns_zones):
            return None
        return self.part("private_link_scope").id

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
        analytics = {name for row in SERVICES if self.creates(row.key) for name in row.subresources}
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

    def purpose(self, subnet: str) -> str:
        """The purpose whose rules a subnet has."""
        network = self.landing_zone.network
        return subnet_purpose(network, subnet) if isinstance(network, CreatedNetwork) else subnet

    def reached(self, purpose: str) -> tuple[Service, ...]:
        """The services that are reached from a subnet of a created network."""
        network, zone = self.landing_zone.network, self.landing_zone
        if not isinstance(network, CreatedNetwork):
            return ()
        own = network.subnets.get(purpose)
        allowed = set(own.allow if own else ())
        regions_: list[str] = []
        role = subnet_purpose(network, purpose)
        if is_compute(role) and not isinstance(network.outbound, OutboundNone):
            allowed.update(network.outbound.allow)
            regions_ = network.outbound.storage_regions
        scoped = self.private_link_scope_id is not None
        return (
            *reached_from(
                role,
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
        return tuple(zone.replace("{region}", self.landing_zone.location) for zone in zones)

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

    def placed(self, *, pipelines: bool) -> Iterator[Placed]:
        """The parts of the core services that exist, by their rows.

        Args:
            pipelines: whether any product has pipelines, whose identities lie in a group of the core services.
        """
        conditions = {**self._conditions, "pipelines": pipelines}
        for part in CORE_PARTS:
            if (not part.service or self.creates(part.service)) and (not part.when or conditions[part.when]):
                yield self.part(part.key)

    @property
    def _conditions(self) -> Mapping[str, bool]:
        """Whether the conditions of the rows hold."""
        zone = self.landing_zone
        lake = {layer: isinstance(config, ExistingAccount) for layer, config in zone.data_lake.layers()}
        return {
            "remote_state": isinstance(zone.state, CreatedAzureState),
            "created_network": isinstance(zone.network, CreatedNetwork),
            "own_zones": self.owns_zones,
            "created_lake": not all(lake.values()),
            **{f"data_lake_{layer}": not lake.get(layer, True) for layer in Layer},
            "created_analytics": bool(self.created_analytics),
            "monitoring": self.has_monitoring,
            "contacts": core_alerts_on(zone) and bool(zone.alerts.contacts.receivers),
            "dashboard": zone.observability.dashboard,
            "private_link_scope": self.creates_private_link_scope,
            "log_analytics_workspace": not isinstance(zone.observability, ExistingObservability),
        }
