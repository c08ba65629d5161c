"""A Machine Learning workspace with everything that it stands on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ..azure.ids import ResourceId
from ..azure.managed_network import IsolationMode
from ..azure.redundancy import best
from ..config.layout.product import ProductLayout
from ..config.models.products import ComputeCluster
from ..engine.azapi import AzapiResource
from ..engine.framework import Construct, ITerraformDependable
from ..resources import (
    ApplicationInsights,
    ContainerRegistry,
    CustomerManagedKey,
    Identified,
    KeyVault,
    MachineLearningComputeCluster,
    MachineLearningWorkspace,
    OwnResourceGroup,
    PrivateEndpoint,
    RoleAssignment,
    StorageAccount,
    UserAssignedIdentity,
    WorkspaceKey,
)
from .azapi import provide_azapi
from .base import Pattern
from .compute_instances import ComputeInstances
from .connections import Connections
from .datastores import OutsideDatastores, lake_datastore
from .endpoint_identity import EndpointIdentity
from .equipment import Equipment
from .further_endpoints import further_endpoints
from .grants import grant, grant_id
from .group_grants import grant_groups
from .managed_network import ManagedNetworkRules
from .storage_access import ignores_rules, resource_instance_rules
from .workload_grants import Wanted, cluster_grants, compute_grants, workspace_grants

_ISOLATION_MODES: Mapping[str, IsolationMode] = {
    "allow_only_approved_outbound": "AllowOnlyApprovedOutbound",
    "allow_internet_outbound": "AllowInternetOutbound",
}


class MlWorkspace(Pattern):
    """The ML estate of one product in one environment, inside its resource group.

    Attributes:
        workspace: the workspace.
        identity: its identity.
        key_vault: its vault.
        storage_account: its default storage.
        container_registry: its registry.
        application_insights: its Application Insights.
        endpoint: its private endpoint.
        compute_needs: what compute waits for besides its grants.
        clusters: compute clusters by name.
        instances: compute instances by name.
        datastores: data stores by name.
        endpoint_identity: the identity of online endpoints.
    """

    def __init__(
        self,
        scope: Construct,
        id_: str,
        *,
        layout: ProductLayout,
        resource_group: OwnResourceGroup,
        after: Sequence[ITerraformDependable] = (),
    ) -> None:
        """The ML estate of one product in one environment, inside its resource group.

        First the identity and what it works with, then its grants, then the workspace, its endpoints, and compute that
        needs them all.

        Args:
            layout: names, ids and settings of the product.
            resource_group: its resource group.
            after: what the workspace waits for besides what it is made of, such as the policies that bind it.
        """
        super().__init__(scope, id_)
        self._layout = layout
        self._group = resource_group
        self._tags = layout.tags
        self._core = layout.core
        self._zone = layout.core.landing_zone
        self._protection = layout.protection
        self._equipment = Equipment(
            self._core,
            resource_group,
            layout.endpoint_subnet.id,
            self._core.log_analytics_workspace_id,
            layout.tags,
            layout.protection.locks,
        )
        key = layout.product.encryption
        self._encryption = (
            None
            if key is None
            else CustomerManagedKey(key.key_vault_id, key.key_id, key.identity_id, key.identity_client_id)
        )

        self.identity: UserAssignedIdentity = UserAssignedIdentity(
            self,
            "identity",
            name=layout.workspace_identity.name,
            resource_group=resource_group,
            tags=self._tags,
        )
        self.key_vault: KeyVault = self._make_key_vault()
        self.storage_account: StorageAccount = self._make_storage_account()
        self.container_registry: ContainerRegistry = self._make_container_registry()
        self.application_insights: ApplicationInsights = self._make_application_insights()
        self.workspace: MachineLearningWorkspace = self._make_workspace(after)
        if key is not None and key.versioned:
            provide_azapi(self, self._core)
            WorkspaceKey(self.workspace, "Key", workspace=self.workspace, key_id=key.key_id)
        self.endpoint: PrivateEndpoint = self._equipment.equip(self.workspace, layout.workspace)[0]
        self.compute_needs: Sequence[ITerraformDependable] = self._open_to_compute(self._further_endpoints())
        self.clusters: Mapping[str, MachineLearningComputeCluster] = {
            cluster.name: self._make_cluster(cluster) for cluster in layout.product.compute.clusters
        }
        self.instances: Mapping[str, AzapiResource] = self._make_instances()
        self.datastores: Mapping[str, Identified] = self._make_datastores()
        Connections(self, "connections", layout=layout, workspace=self.workspace, identity=self.identity)
        self.endpoint_identity: UserAssignedIdentity = EndpointIdentity(
            self,
            "endpoint",
            layout=layout,
            resource_group=resource_group,
            container_registry=self.container_registry,
            storage_account=self.storage_account,
            workspace=self.workspace,
            application_insights=self.application_insights,
        ).identity
        grant_groups(
            self,
            layout=layout,
            targets={
                "resource_group": (layout.resource_group.id, resource_group),
                "workspace": (layout.workspace.id, self.workspace),
                "storage_account": (layout.storage_account.id, self.storage_account),
                "container_registry": (layout.container_registry.id, self.container_registry),
                "endpoint_identity": (layout.endpoint_identity.id, self.endpoint_identity),
            },
        )

    def _further_endpoints(self) -> Sequence[PrivateEndpoint]:
        layout = self._layout
        return further_endpoints(
            layout,
            resource_group=self._group,
            targets={
                "workspace": (self.workspace, layout.workspace),
                "storage_account": (self.storage_account, layout.storage_account),
                "key_vault": (self.key_vault, layout.key_vault),
                "container_registry": (self.container_registry, layout.container_registry),
            },
        )

    def _open_to_compute(self, further: Sequence[PrivateEndpoint]) -> Sequence[ITerraformDependable]:
        """Resources that compute depends on: without the endpoint Azure refuses nodes without public addresses."""
        if self._layout.managed_network is None:
            return [self.endpoint]
        return ManagedNetworkRules(
            self,
            "managed-network",
            layout=self._layout,
            workspace=self.workspace,
            # A target takes one connection at a time.
            after=[self.endpoint, *self._storage_endpoints.values(), *further],
        ).last

    def _make_instances(self) -> Mapping[str, AzapiResource]:
        return ComputeInstances(
            self,
            "instances",
            layout=self._layout,
            resource_group=self._group,
            workspace=self.workspace,
            subnet=self._compute_subnet,
            needs=self.compute_needs,
            grants=self._compute_grants,
        ).instances

    def _make_datastores(self) -> Mapping[str, Identified]:
        layout = self._layout
        outside = OutsideDatastores(self, "outside-datastores", layout=layout, workspace=self.workspace)
        lake = {
            container.datastore: lake_datastore(self, layout=layout, workspace=self.workspace, container=container)
            for container in layout.containers
        }
        return {**lake, **outside.datastores}

    def _make_key_vault(self) -> KeyVault:
        vault = KeyVault(
            self,
            "key-vault",
            name=self._layout.key_vault.name,
            resource_group=self._group,
            tenant_id=self._zone.tenant_id,
            purge_protection=self._protection.purge_protection,
            soft_delete_retention_days=self._protection.vault_retention_days,
            prevent_destroy=self._protection.prevent_destroy,
            tags=self._tags,
        )
        self._equipment.equip(vault, self._layout.key_vault)
        return vault

    def _make_storage_account(self) -> StorageAccount:
        access = [self._zone.storage_access, self._layout.product.storage_access]
        registry = self._core.machine_learning_registry_id
        # Models are shared into the registry by the registry itself.
        guests = [self._layout.workspace.id.id, *([registry.id] if registry is not None else [])]
        account = StorageAccount(
            self,
            "storage-account",
            name=self._layout.storage_account.name,
            resource_group=self._group,
            replication=best(self._protection.replication, self._layout.location),
            retention_days=self._protection.blob_retention_days,
            cool_after_days=self._layout.product.workspace.cool_after_days,
            resource_instance_rules=resource_instance_rules(self._core, access, guests),
            ignore_resource_instance_rules=ignores_rules(access),
            # The studio's uploads and previews need the rules that Azure Machine Learning writes.
            ignore_cors_rules=True,
            encryption=self._encryption,
            prevent_destroy=self._protection.prevent_destroy,
            tags=self._tags,
        )
        equipped = self._equipment.equip(account, self._layout.storage_account)
        self._storage_endpoints = dict(zip(self._layout.storage_account.part.subresources, equipped, strict=True))
        return account

    def _make_container_registry(self) -> ContainerRegistry:
        registry = ContainerRegistry(
            self,
            "container-registry",
            name=self._layout.container_registry.name,
            resource_group=self._group,
            encryption=self._encryption,
            prevent_destroy=self._protection.prevent_destroy,
            tags=self._tags,
        )
        self._equipment.equip(registry, self._layout.container_registry)
        return registry

    def _make_application_insights(self) -> ApplicationInsights:
        insights = ApplicationInsights(
            self,
            "application-insights",
            name=self._layout.application_insights.name,
            resource_group=self._group,
            log_analytics_workspace=self._core.log_analytics_workspace_id,
            local_authentication=self._layout.product.workspace.application_insights_local_authentication,
            public=self._core.private_link_scope_id is None,
            tags=self._tags,
        )
        self._equipment.equip(insights, self._layout.application_insights)
        return insights

    def _make_workspace(self, after: Sequence[ITerraformDependable]) -> MachineLearningWorkspace:
        product = self._layout.product
        grants = workspace_grants(
            self._layout,
            resource_group=self._group,
            storage_account=self.storage_account,
            storage_endpoints=self._storage_endpoints,
            key_vault=self.key_vault,
            container_registry=self.container_registry,
        )
        return MachineLearningWorkspace(
            self,
            "workspace",
            name=self._layout.workspace.name,
            location=self._layout.location,
            resource_group=self._group,
            friendly_name=f"{self._layout.title} ({self._layout.environment_name})",
            description=product.description,
            identity=self.identity,
            storage_account=self.storage_account,
            key_vault=self.key_vault,
            application_insights=self.application_insights,
            container_registry=self.container_registry,
            managed_network=None
            if self._layout.managed_network is None
            else _ISOLATION_MODES[self._layout.managed_network.outbound],
            serverless_subnet=self._compute_subnet if product.compute.serverless else None,
            encryption=self._encryption,
            image_build_compute_name=self._layout.image_build_cluster or None,
            depends_on=[*after, *self._grants(self.identity, grants, self._layout.workspace_identity.key)],
            prevent_destroy=self._protection.prevent_destroy,
            tags=self._tags,
        )

    def _make_cluster(self, cluster: ComputeCluster) -> MachineLearningComputeCluster:
        layout = self._layout
        placed = layout.cluster_identity(cluster)
        identity = UserAssignedIdentity(
            self,
            f"identity-{cluster.name}",
            name=placed.name,
            resource_group=self._group,
            tags=self._tags,
        )
        wanted = [
            *self._compute_grants(),
            *cluster_grants(layout, workspace=self.workspace, storage_account=self.storage_account),
        ]
        if cluster.name == layout.image_build_cluster:
            wanted.append(("container-registry", "AcrPush", layout.container_registry.id, self.container_registry))
        return MachineLearningComputeCluster(
            self,
            f"cluster-{cluster.name}",
            name=cluster.name,
            workspace=self.workspace,
            subnet=self._compute_subnet,
            identity=identity,
            # Nodes that join a subnet lie in the region of its network, wherever the workspace does.
            location=layout.compute_location,
            vm_size=cluster.vm_size,
            max_nodes=cluster.max_nodes,
            min_nodes=cluster.min_nodes,
            idle_seconds=cluster.idle_seconds,
            low_priority=cluster.priority == "low_priority",
            description=cluster.description,
            depends_on=[*self.compute_needs, *self._grants(identity, wanted, placed.key)],
            tags=self._tags,
        )

    @property
    def _compute_subnet(self) -> ResourceId | None:
        """The subnet that compute joins, if there is one."""
        place = self._layout.compute_subnet
        return None if place is None else place.id

    def _compute_grants(self) -> list[Wanted]:
        return compute_grants(
            self._layout,
            container_registry=self.container_registry,
            storage_account=self.storage_account,
            application_insights=self.application_insights,
        )

    def _grants(self, identity: UserAssignedIdentity, wanted: Sequence[Wanted], key: str) -> list[RoleAssignment]:
        return [
            grant(
                identity,
                grant_id(role, where),
                role=role,
                at=at,
                target=target,
                subscription_id=self._core.landing_zone.subscription_id,
                principal=f"{self._layout.stack}/{key}",
                principal_id=identity.principal_id,
            )
            for where, role, at, target in wanted
        ]
