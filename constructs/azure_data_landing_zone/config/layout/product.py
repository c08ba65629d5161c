"""Where a product lies: names and resource ids of its parts in one environment."""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

from ...azure import names, tags
from ...azure.alerts import AlertRule, Kind
from ...azure.ids import ResourceId
from ...azure.lifecycles import Protection, protection
from ...azure.managed_network import extra_storage_subresources
from ...azure.outbound import Service, service
from ..models import name_keys
from ..models.alerts import Contacts
from ..models.analytics import CreatedKubernetes, ExistingKubernetes
from ..models.data_lake import Layer
from ..models.environments import Environment, Lifecycle
from ..models.isolation import ManagedNetwork
from ..models.links import ComputeInstance, ContainerRegistryConnection, OwnDatabricks
from ..models.parts import LAKE_SUBRESOURCES, PRODUCT_PARTS, product_part
from ..models.pipelines import Purpose
from ..models.products import ComputeCluster, Product
from .alerts import Alert, alert_type, alert_words, product_alerts, product_alerts_on, product_contacts
from .core import CoreLayout
from .places import (
    Child,
    Container,
    ManagedTarget,
    Placed,
    SubnetPlace,
    container_id,
    own_container,
    stack_name,
)
from .services import Use
from .services import service as service_row

_LONGEST_RULE_NAME = 33


class ProductLayout:
    """One ML data product in one environment."""

    def __init__(self, core: CoreLayout, product: Product, environment: str) -> None:
        self.core: CoreLayout = core
        self.product: Product = product
        self.environment_name: str = environment
        self.environment: Environment = core.landing_zone.environments[environment]
        self.location: str = product.location or core.landing_zone.location

    @property
    def stack(self) -> str:
        """The name of its stack."""
        return stack_name(self.product.name, self.environment_name)

    @property
    def title(self) -> str:
        """The name of the product for people."""
        return self.product.friendly_name or self.product.name

    @property
    def lifecycle(self) -> Lifecycle:
        """The lifecycle of its environment."""
        return self.environment.lifecycle

    @functools.cached_property
    def protection(self) -> Protection:
        """How hard it is to lose what is in it: as its environment says, and not at all if it is to be removed."""
        here = protection(self.lifecycle).with_locks(self.environment.locks)
        return here.lifted() if self.product.decommission else here

    @property
    def may_lock(self) -> bool:
        """Whether who deploys it sets locks, or takes away those of a former deployment."""
        return protection(self.lifecycle).locks or bool(self.environment.locks)

    @property
    def budget_name(self) -> str:
        """The name of its budget."""
        return self.core.naming.child("budget", self.product.names.get(name_keys.BUDGET, ""), stack=self.stack)

    def alert_name(self, rule: AlertRule, label: str = "") -> str:
        """The name of an alert rule, or of the event subscription that raises its alerts.

        Args:
            rule: the rule.
            label: what tells the resource that it watches from others of its kind. Default: there is one.
        """
        over = self.product.names.get(name_keys.alert_key(rule.name, label), "")
        words = alert_words(rule.name, label)
        if rule.kind is Kind.EVENT:
            return self.core.naming.child("event_subscription", over, rule=words)
        return self.core.naming.child("alert_rule", over, stack=self.stack, rule=words)

    def further_endpoint_name(self, target: Placed, subresource_name: str, network: str) -> str:
        """The name of a private endpoint in another network.

        Args:
            target: its target, a part of the product.
            subresource_name: the private-link sub-resource.
            network: the name of the network below `workspace.further_endpoints`.
        """
        over = self.product.names.get(name_keys.endpoint_key(target.key, subresource_name, network), "")
        return self.core.naming.child(
            "further_private_endpoint", over, target=target.name, subresource=subresource_name, network=network
        )

    def children(self) -> Iterator[Child]:
        """The resources that are named after what they belong to, by their keys below `names`."""
        if self.product.budget is not None:
            yield Child(name_keys.BUDGET, "budget", "budget", self.budget_name, self.stack)
        for alert in self.alerts:
            kind = "event_subscription" if alert.rule.kind is Kind.EVENT else "alert_rule"
            key, name = name_keys.alert_key(alert.rule.name), self.alert_name(alert.rule)
            yield Child(key, kind, alert_type(alert.rule), name, self.stack)
        own = self.own_databricks
        for placed in self.placed():
            signs_in = own is not None and own.browser_authentication
            yield from self.core.endpoints_of(placed, self.stack, signs_in=signs_in)
        for network, config in sorted(self.product.workspace.further_endpoints.items()):
            for target in sorted(set(config.resources)):
                placed = self._part(target)
                for name in placed.part.subresources:
                    key = name_keys.endpoint_key(placed.key, name, network)
                    full = self.further_endpoint_name(placed, name, network)
                    yield Child(key, "further_private_endpoint", "private_endpoint", full, self.stack)

    @property
    def tags(self) -> dict[str, str]:
        """The tags of all its resources."""
        zone = self.core.landing_zone
        return tags.merged(zone.tags, self.environment.tags, self.product.tags, self.own_tags)

    @property
    def own_tags(self) -> dict[str, str]:
        """The tags that the library sets, which no configuration changes."""
        zone = self.core.landing_zone
        own = {"landing-zone": zone.name, "data-product": self.product.name, "environment": self.environment_name}
        if self.product.shared:
            own["shared-workspace"] = "true"
        return own

    def _part(self, key: str, suffix: str = "") -> Placed:
        """The name and id of a part by its row, whether it exists or not; the suffix is the name of a compute."""
        part = product_part(key)
        key, label = f"{key}{suffix}", f"{part.label}{suffix}"
        name = self.core.naming.name(
            part.type,
            product=self.product.name,
            environment=self.environment_name,
            location=self.location,
            label=label,
            over=self.product.names.get(key, ""),
            generation=self.product.generation,
        )
        if not part.group:
            id_ = ResourceId(self.core.landing_zone.subscription_id, name)
        else:
            id_ = self._group(part.group).id.resource(names.rules()[part.type].arm_type, name)
        bootstrap = part.bootstrap and self.product.pipelines is not None
        return Placed(key, part, id_, "bootstrap" if bootstrap else self.stack, self.product.names)

    def _group(self, key: str) -> Placed:
        """The resource group of parts by its key."""
        if key == "resource_group":
            return self.resource_group
        return self.core.pipelines_group if key == self.core.pipelines_group.key else self._part(key)

    @functools.cached_property
    def resource_group(self) -> Placed:
        """Its resource group."""
        return self._part("resource_group")

    @property
    def endpoint_subnet(self) -> SubnetPlace:
        """The subnet of its private endpoints."""
        return self.core.subnets[self.product.workspace.subnets.endpoints]

    @property
    def compute_subnet(self) -> SubnetPlace | None:
        """The subnet that its compute joins: none in a managed network, or if an existing network has none for it."""
        if self.managed_network is not None:
            return None
        return self.core.subnets.get(self.product.workspace.subnets.training)

    @functools.cached_property
    def workspace_identity(self) -> Placed:
        """The identity of the workspace."""
        return self._part("workspace_identity")

    @functools.cached_property
    def key_vault(self) -> Placed:
        """The key vault."""
        return self._part("key_vault")

    @functools.cached_property
    def application_insights(self) -> Placed:
        """Application Insights."""
        return self._part("application_insights")

    @functools.cached_property
    def container_registry(self) -> Placed:
        """The container registry."""
        return self._part("container_registry")

    @functools.cached_property
    def storage_account(self) -> Placed:
        """The default storage account of the workspace."""
        return self._part("storage_account")

    @functools.cached_property
    def workspace(self) -> Placed:
        """The Machine Learning workspace."""
        return self._part("workspace")

    @property
    def studio_url(self) -> str:
        """The address of the workspace in the studio."""
        zone = self.core.landing_zone
        return f"https://{self.core.cloud.studio}/home?wsid={self.workspace.id}&tid={zone.tenant_id}"

    @property
    def registry_host(self) -> str:
        """The login server of the container registry."""
        return f"{self.container_registry.name}.{self.core.cloud.container_registry_suffix}"

    @functools.cached_property
    def action_group(self) -> Placed:
        """The action group of its alerts."""
        return self._part("action_group")

    @functools.cached_property
    def key_vault_topic(self) -> Placed:
        """The topic of its key vault's events."""
        return self._part("key_vault_topic")

    def pipeline_identity(self, purpose: Purpose) -> Placed:
        """The identity of the pipelines that plan, or of those that apply."""
        return self._part(f"pipeline_{purpose}_identity")

    @functools.cached_property
    def kubernetes_cluster_id(self) -> ResourceId | None:
        """The Kubernetes cluster that serves its models: the landing zone's or another one."""
        inference = self.product.inference
        if inference is None:
            return None
        if inference.kubernetes_cluster_id is not None:
            return ResourceId.parse(inference.kubernetes_cluster_id)
        shared = self.core.landing_zone.analytics.kubernetes
        if isinstance(shared, CreatedKubernetes) and not shared.has_extension:
            return None
        return self.core.kubernetes_cluster_id

    @property
    def ephemeral_variables(self) -> tuple[str, ...]:
        """The secrets that Terraform is given for plan and apply and keeps in neither: names of variables."""
        product = self.product
        names = [
            f"connection_token_{name.replace('-', '_')}"
            for name, connection in product.connections.items()
            if not isinstance(connection, ContainerRegistryConnection) and connection.authentication == "token"
        ]
        if product.links.databricks is not None and product.links.databricks.attach_compute:
            names.append("databricks_access_token")
        if product.data.authentication == "service_principal" and self.containers:
            names.append("datastore_client_secret")
        names += [f"file_share_key_{name}" for name in product.data.file_shares]
        return tuple(sorted(names))

    @property
    def own_databricks(self) -> OwnDatabricks | None:
        """The Databricks workspace that the product owns; None if it has none, or shares the landing zone's."""
        link = self.product.links.databricks
        return link.own if link is not None else None

    @property
    def databricks_workspace_id(self) -> ResourceId | None:
        """The Databricks workspace that it is linked to: its own, or the landing zone's."""
        if self.product.links.databricks is None:
            return None
        return self.core.databricks_workspace_id if self.own_databricks is None else self.databricks_workspace.id

    @functools.cached_property
    def databricks_workspace(self) -> Placed:
        """The Databricks workspace of its own."""
        return self._part("databricks_workspace")

    @functools.cached_property
    def databricks_access_connector(self) -> Placed:
        """The identity with which that workspace reaches the lake."""
        return self._part("databricks_access_connector")

    @functools.cached_property
    def databricks_managed_group(self) -> Placed:
        """The resource group that Databricks keeps for that workspace."""
        return self._part("databricks_managed_resource_group")

    @functools.cached_property
    def databricks_storage_account(self) -> Placed:
        """The storage account that Databricks makes in that group."""
        return self._part("databricks_storage_account")

    @property
    def kubernetes_namespace(self) -> str:
        """Its namespace in that cluster."""
        inference = self.product.inference
        return (inference.namespace if inference else None) or self.stack

    @functools.cached_property
    def kubernetes_identity(self) -> Placed:
        """The identity of what runs there."""
        return self._part("kubernetes_identity")

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
        return self._part("cluster", f"-{cluster.name}")

    def instance_identity(self, instance: ComputeInstance) -> Placed:
        """The identity of a compute instance."""
        return self._part("instance", f"-{instance.name}")

    @property
    def compute_location(self) -> str:
        """The region of its compute: that of the subnet that nodes join, or of the workspace in a managed network."""
        return self.location if self.managed_network is not None else self.core.landing_zone.location

    @functools.cached_property
    def endpoint_identity(self) -> Placed:
        """The identity of the online endpoints that a team ships."""
        return self._part("endpoint_identity")

    @functools.cached_property
    def shipping_identity(self) -> Placed:
        """The identity of the pipelines that ship the team's code."""
        return self._part("shipping_identity")

    def is_in_subscription(self, resource: ResourceId) -> bool:
        """Whether a resource lies in this subscription, so that grants on it are ours to make."""
        return resource.subscription_id == self.core.landing_zone.subscription_id.lower()

    @functools.cached_property
    def connected_registries(self) -> tuple[ResourceId, ...]:
        """The container registries that the workspace is connected to besides its own."""
        registries = {
            str(id_).lower(): id_
            for connection in self.product.connections.values()
            if isinstance(connection, ContainerRegistryConnection)
            and (id_ := ResourceId.parse(connection.container_registry_id))
        }
        registries.pop(str(self.container_registry.id).lower(), None)
        return tuple(id_ for _, id_ in sorted(registries.items()))

    @functools.cached_property
    def blob_containers(self) -> tuple[ResourceId, ...]:
        """The blob containers outside of the lake that data stores lead to."""
        found = {blob.container_id.lower(): blob.container_id for blob in self.product.data.blobs.values()}
        return tuple(ResourceId.parse(id_) for _, id_ in sorted(found.items()))

    @property
    def service_data_identity(self) -> Literal["None", "WorkspaceUserAssignedIdentity"]:
        """Whose identity the service itself uses on the lake, as Azure calls it."""
        by_workspace = self.product.data.authentication == "workspace_identity"
        return "WorkspaceUserAssignedIdentity" if by_workspace else "None"

    @functools.cached_property
    def synapse_identity(self) -> Placed:
        """The identity of the Spark pools that are attached to the workspace."""
        return self._part("synapse_identity")

    @functools.cached_property
    def containers(self) -> tuple[Container, ...]:
        """The containers of the lake that it uses, by layer and name; writable ones are readable too.

        From an environment that is not production only the workspace layer is writable: the lake holds production's
        data for all environments.
        """
        writable_by_container: dict[tuple[Layer, str], bool] = {}
        for path, wanted in [
            *((path, False) for path in self.product.data.read),
            *((path, True) for path in self.product.data.write),
        ]:
            layer_text, name = path.split("/", 1)
            layer = Layer(layer_text)
            if layer is Layer.WORKSPACE and name == "own":
                name = own_container(self.product.name, self.environment_name)
            writable = wanted and (layer is Layer.WORKSPACE or self.environment.is_production)
            writable_by_container[layer, name] = writable_by_container.get((layer, name), False) or writable
        return tuple(
            Container(layer, name, container_id(self.core.lake_accounts[layer], name), writable)
            for (layer, name), writable in sorted(writable_by_container.items())
            # A layer that does not exist is reported by a check.
            if layer in self.core.lake_accounts
        )

    @functools.cached_property
    def smallest_cluster(self) -> str:
        """The cluster with the smallest nodes, without GPUs where there is one; empty if there is no cluster at all."""

        def cost(cluster: ComputeCluster) -> tuple[bool, int, str]:
            size = self.core.vm_size(cluster.vm_size)
            return bool(size and size.accelerator), size.vcpus if size else 0, cluster.name

        clusters = self.product.compute.clusters
        return min(clusters, key=cost).name if clusters else ""

    @property
    def image_build_cluster(self) -> str:
        """The cluster that builds images; empty if there is no cluster at all."""
        return self.product.compute.image_build_cluster or self.smallest_cluster

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
            *(ManagedTarget("storage", self.storage_account.id, name) for name in extra_storage_subresources()),
            *(
                ManagedTarget(f"lake-{layer}", self.core.lake_accounts[layer], name, network.spark)
                for layer in layers
                for name in LAKE_SUBRESOURCES
            ),
            *(
                ManagedTarget(name, ResourceId.parse(endpoint.resource_id), endpoint.subresource, name=name)
                for name, endpoint in sorted(network.endpoints.items())
            ),
        )
        taken = {(str(target.target).lower(), target.subresource.lower()) for target in targets}
        further = (t for t in self._linked_targets if (str(t.target).lower(), t.subresource) not in taken)
        return (*targets, *further)

    @property
    def _linked_targets(self) -> Iterator[ManagedTarget]:
        """The targets that a managed network must reach besides the product's own resources and the lake, each once."""
        registry = self.core.machine_learning_registry_id
        if registry is not None:
            yield ManagedTarget("registry", registry, "amlregistry")
        for connected in self.connected_registries:
            yield _further_target(connected, "registry")
        shares = (ResourceId.parse(share.file_share_id) for share in self.product.data.file_shares.values())
        for subresource_name, ids in (("blob", self.blob_containers), ("file", tuple(shares))):
            accounts = {str(id_.parent.parent).lower(): id_.parent.parent for id_ in ids}
            for _, account in sorted(accounts.items()):
                yield _further_target(account, subresource_name)

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

    @functools.cached_property
    def contacts(self) -> Contacts:
        """The contacts of its alerts: its own, else those of the landing zone."""
        return product_contacts(self.core.landing_zone, self.product)

    @property
    def alerts_on(self) -> bool:
        """Whether it has alerts in this environment."""
        return product_alerts_on(self.core.landing_zone, self.environment, self.product)

    @functools.cached_property
    def alerts(self) -> tuple[Alert, ...]:
        """Its alerts in this environment."""
        return product_alerts(self.core.landing_zone, self.environment, self.product)

    def uses(self, key: str) -> bool:
        """Whether it chose an analytics service: linked to it, or serves its models there.

        Args:
            key: the key of the service below `analytics`.
        """
        match service_row(key).use:
            case Use.LINK:
                return getattr(self.product.links, key) is not None
            case Use.INFERENCE:
                return self.kubernetes_cluster_id is not None
            case Use.ALWAYS:
                return False

    def service_id(self, key: str) -> ResourceId | None:
        """The id of an analytics service that it shares with other products; None if it does not use it.

        Args:
            key: the key of the service below `analytics`.
        """
        row = service_row(key)
        if row.use is Use.INFERENCE:
            return self.kubernetes_cluster_id
        if key == "databricks" and self.own_databricks is not None:
            return None
        return self.core.service_id(key) if row.use is Use.ALWAYS or self.uses(key) else None

    def placed(self) -> Sequence[Placed]:
        """The parts of it that exist, by their rows."""
        return self._placed

    @functools.cached_property
    def _placed(self) -> tuple[Placed, ...]:
        return tuple(self._place())

    def _place(self) -> Iterator[Placed]:
        conditions = self._conditions
        compute = self.product.compute
        each: Mapping[str, Sequence[ComputeCluster | ComputeInstance]] = {
            "clusters": compute.clusters,
            "instances": compute.instances,
        }
        for part in PRODUCT_PARTS:
            if part.each:
                yield from (self._part(part.key, f"-{one.name}") for one in each[part.each])
            elif not part.when or conditions[part.when]:
                yield self._part(part.key)

    @property
    def _conditions(self) -> Mapping[str, bool]:
        """Whether the conditions of the rows hold."""
        return {
            "pipelines": self.product.pipelines is not None,
            "shipping": self.product.shipping is not None,
            "contacts": bool(self.alerts and self.contacts.receivers),
            "events": any(alert.rule.kind is Kind.EVENT for alert in self.alerts),
            "kubernetes": self.kubernetes_cluster_id is not None,
            "synapse": self.product.links.synapse is not None,
            "own_databricks": self.own_databricks is not None,
        }


def _further_target(target: ResourceId, subresource_name: str) -> ManagedTarget:
    """A target that is called after the resource, with a name of which Azure takes 33 characters."""
    label = target.name.lower()
    name = f"{label}-{subresource_name}"
    if len(name) > _LONGEST_RULE_NAME:
        suffix = names.stable_suffix(target.name, subresource_name)
        name = f"{name[: _LONGEST_RULE_NAME - len(suffix) - 1]}-{suffix}"
    return ManagedTarget(label, target, subresource_name, name=name)
