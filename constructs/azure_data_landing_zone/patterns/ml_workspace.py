"""A Machine Learning workspace with everything that it stands on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ..azure import roles
from ..azure.ids import ResourceId
from ..azure.redundancy import best
from ..config.layout.access import product_grants
from ..config.layout.places import endpoint_name
from ..config.layout.product import ProductLayout
from ..config.models.parts import STORAGE_SUBRESOURCES
from ..config.models.products import ComputeCluster
from ..engine.framework import Construct, ITerraformDependable
from ..resources import (
    ApplicationInsights,
    AzureResource,
    ContainerRegistry,
    CustomerManagedKey,
    Identified,
    KeyVault,
    MachineLearningComputeCluster,
    MachineLearningWorkspace,
    OwnResourceGroup,
    PrivateEndpoint,
    ResourceInstanceRule,
    RoleAssignment,
    StorageAccount,
    UserAssignedIdentity,
)
from ..resources.role_assignment import PrincipalType
from .azure_monitor import join_private_link_scope
from .base import Pattern
from .compute_instances import ComputeInstances
from .connections import Connections
from .datastores import OutsideDatastores, lake_datastore
from .diagnostics import send_diagnostics
from .endpoint_identity import EndpointIdentity
from .endpoints import private_endpoints
from .grants import grant, grant_id
from .locks import deletion_lock
from .managed_network import ManagedNetworkRules
from .workload_grants import Wanted, cluster_grants, compute_grants, workspace_grants

_APPROVER = "Azure AI Enterprise Network Connection Approver"
_ISOLATION_MODES = {
    "allow_only_approved_outbound": "AllowOnlyApprovedOutbound",
    "allow_internet_outbound": "AllowInternetOutbound",
}
_IDENTITY_ROLES = {"azure_ai_administrator": "Azure AI Administrator", "contributor": "Contributor"}


class MlWorkspace(Pattern):
    """The ML estate of one product in one environment, inside its resource group.

    First the identity and what it works with, then its grants, then the workspace, its endpoints, and compute that
    needs them all.

    Args:
        layout: names, ids and settings of the product.
        resource_group: its resource group.
        after: what the workspace waits for besides what it is made of, such as the policies that bind it.

    Attributes:
        workspace: the workspace.
        identity: its identity.
        storage_account: its default storage.
        container_registry: its registry.
        endpoint: its private endpoint.
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
        after: Sequence[AzureResource] = (),
    ) -> None:
        super().__init__(scope, id_)
        self._layout = layout
        self._group = resource_group
        self._tags = layout.tags
        self._core = layout.core
        self._zone = layout.core.landing_zone
        self._log_analytics: Identified = self._core.log_analytics_workspace_id
        self._protection = layout.protection
        key = layout.product.encryption
        self._encryption = (
            None
            if key is None
            else CustomerManagedKey(key.key_vault_id, key.key_id, key.identity_id, key.identity_client_id)
        )

        self.identity = UserAssignedIdentity(
            self,
            "identity",
            name=layout.workspace_identity.name,
            resource_group=resource_group,
            tags=self._tags,
        )
        self._key_vault = self._make_key_vault()
        self._storage_account = self._make_storage_account()
        self._container_registry = self._make_container_registry()
        self._application_insights = self._make_application_insights()
        self.workspace = self._make_workspace([*after, *self._grant_workspace_identity()])
        self._endpoint = self._endpoints(self.workspace, layout.workspace.name, ["amlworkspace"])[0]
        self.storage_account, self.container_registry = self._storage_account, self._container_registry
        self.endpoint = self._endpoint
        further = self._further_endpoints()
        #: What compute waits for besides its grants: without the endpoint Azure refuses nodes without public addresses.
        self._compute_needs: Sequence[ITerraformDependable] = [self._endpoint]
        if layout.managed_network is not None:
            rules = ManagedNetworkRules(
                self,
                "managed-network",
                layout=layout,
                workspace=self.workspace,
                # A target takes one connection at a time.
                after=[self._endpoint, *self._storage_endpoints.values(), *further],
            )
            self._compute_needs = rules.last
        send_diagnostics(self.workspace, "Microsoft.MachineLearningServices/workspaces", self._log_analytics)
        self.clusters = {cluster.name: self._make_cluster(cluster) for cluster in layout.product.compute.clusters}
        self.instances = ComputeInstances(
            self,
            "instances",
            layout=layout,
            resource_group=resource_group,
            workspace=self.workspace,
            subnet=self._compute_subnet,
            needs=self._compute_needs,
            grants=self._compute_grants,
        ).instances
        outside = OutsideDatastores(self, "outside-datastores", layout=layout, workspace=self.workspace)
        self.datastores = {
            **{
                container.datastore: lake_datastore(self, layout=layout, workspace=self.workspace, container=container)
                for container in layout.containers
            },
            **outside.datastores,
        }
        Connections(self, "connections", layout=layout, workspace=self.workspace, identity=self.identity)
        self.endpoint_identity = EndpointIdentity(
            self,
            "endpoint",
            layout=layout,
            resource_group=resource_group,
            container_registry=self._container_registry,
            storage_account=self._storage_account,
            workspace=self.workspace,
            application_insights=self._application_insights,
        ).identity
        self._grant_groups()

    @property
    def key_vault(self) -> KeyVault:
        """The key vault."""
        return self._key_vault

    @property
    def application_insights(self) -> ApplicationInsights:
        """The Application Insights."""
        return self._application_insights

    @property
    def compute_needs(self) -> Sequence[ITerraformDependable]:
        """What compute waits for besides its grants."""
        return self._compute_needs

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
        self._endpoints(vault, self._layout.key_vault.name, ["vault"])
        if self._protection.locks:
            deletion_lock(vault)
        send_diagnostics(vault, "Microsoft.KeyVault/vaults", self._log_analytics)
        return vault

    def _make_storage_account(self) -> StorageAccount:
        account = StorageAccount(
            self,
            "storage-account",
            name=self._layout.storage_account.name,
            resource_group=self._group,
            replication=best(self._protection.replication, self._layout.location),
            retention_days=self._protection.blob_retention_days,
            cool_after_days=self._layout.product.workspace.cool_after_days,
            resource_instance_rules=[ResourceInstanceRule(self._layout.workspace.id.id, self._zone.tenant_id)],
            encryption=self._encryption,
            prevent_destroy=self._protection.prevent_destroy,
            tags=self._tags,
        )
        endpoints = self._endpoints(account, self._layout.storage_account.name, STORAGE_SUBRESOURCES)
        self._storage_endpoints = dict(zip(STORAGE_SUBRESOURCES, endpoints, strict=True))
        if self._protection.locks:
            deletion_lock(account)
        send_diagnostics(account, "Microsoft.Storage/storageAccounts", self._log_analytics)
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
        self._endpoints(registry, self._layout.container_registry.name, ["registry"])
        send_diagnostics(registry, "Microsoft.ContainerRegistry/registries", self._log_analytics)
        return registry

    def _make_application_insights(self) -> ApplicationInsights:
        insights = ApplicationInsights(
            self,
            "application-insights",
            name=self._layout.application_insights.name,
            resource_group=self._group,
            log_analytics_workspace=self._log_analytics,
            local_authentication=self._layout.product.workspace.application_insights_local_authentication,
            public=self._core.private_link_scope_id is None,
            tags=self._tags,
        )
        join_private_link_scope(insights, self._layout.application_insights.name, self._core)
        return insights

    def _grant_workspace_identity(self) -> list[AzureResource]:
        """What the workspace may do: use its own parts, and look at the lake's endpoints for previews in the studio."""
        layout = self._layout
        own: list[tuple[str, str, ResourceId, Identified]] = [
            (
                "resource-group",
                _IDENTITY_ROLES[layout.product.workspace.identity_role],
                layout.resource_group.id,
                self._group,
            ),
            ("storage-account", "Storage Blob Data Contributor", layout.storage_account.id, self._storage_account),
            (
                "storage-account",
                "Storage File Data Privileged Contributor",
                layout.storage_account.id,
                self._storage_account,
            ),
            ("key-vault", "Key Vault Administrator", layout.key_vault.id, self._key_vault),
            ("container-registry", "AcrPull", layout.container_registry.id, self._container_registry),
        ]
        group = layout.resource_group.id
        own += [
            (
                f"storage-account-{subresource}",
                "Reader",
                group.resource(
                    "Microsoft.Network/privateEndpoints", endpoint_name(layout.storage_account.name, subresource)
                ),
                self._storage_endpoints[subresource],
            )
            for subresource in ("blob", "file")
        ]
        own += [
            (f"lake-{layer}-{endpoint.name.rsplit('-', 1)[1]}", "Reader", endpoint, endpoint)
            for layer in sorted({container.layer for container in layout.containers})
            for endpoint in self._core.lake_endpoint_ids(layer)
        ]
        own += self._approver_grants()
        own += workspace_grants(layout)
        return [
            self._grant(self.identity, where, role, at, target, layout.workspace_identity.key)
            for where, role, at, target in own
        ]

    def _approver_grants(self) -> list[tuple[str, str, ResourceId, Identified]]:
        """What lets the service approve the endpoints of a managed network at their targets."""
        layout = self._layout
        if layout.managed_network is None:
            return []
        # Those that come by themselves lead to the product's own resources.
        grants: list[tuple[str, str, ResourceId, Identified]] = [
            ("resource-group", _APPROVER, layout.resource_group.id, self._group)
        ]
        if layout.managed_network.approval == "automatic":
            targets = {str(target.target): target for target in layout.foreign_targets}
            grants += [
                (target.name.removesuffix(f"-{target.subresource}"), _APPROVER, target.target, target.target)
                for target in targets.values()
            ]
        return grants

    def _further_endpoints(self) -> list[PrivateEndpoint]:
        """Endpoints in other networks, where people or services come from."""
        layout = self._layout
        made: list[PrivateEndpoint] = []
        targets: Mapping[str, tuple[AzureResource, str, Sequence[str]]] = {
            "workspace": (self.workspace, layout.workspace.name, ["amlworkspace"]),
            "storage_account": (self._storage_account, layout.storage_account.name, STORAGE_SUBRESOURCES),
            "key_vault": (self._key_vault, layout.key_vault.name, ["vault"]),
            "container_registry": (self._container_registry, layout.container_registry.name, ["registry"]),
        }
        for key, config in sorted(layout.product.workspace.further_endpoints.items()):
            for resource in sorted(set(config.resources)):
                target, name, subresources = targets[resource]
                made += [
                    PrivateEndpoint(
                        target,
                        f"Endpoint-{key}-{subresource}",
                        name=f"{endpoint_name(name, subresource)}-{key}",
                        resource_group=self._group,
                        location=config.location,
                        target=target,
                        subresource=subresource,
                        subnet=ResourceId.parse(config.subnet_id),
                        private_dns_zone_ids=self._core.zone_ids_in(subresource, config.dns_resource_group_id),
                        tags=self._tags,
                    )
                    for subresource in subresources
                ]
        return made

    def _make_workspace(self, grants: list[AzureResource]) -> MachineLearningWorkspace:
        product = self._layout.product
        return MachineLearningWorkspace(
            self,
            "workspace",
            name=self._layout.workspace.name,
            location=self._layout.location,
            resource_group=self._group,
            friendly_name=f"{self._layout.title} ({self._layout.environment_name})",
            description=product.description,
            identity=self.identity,
            storage_account=self._storage_account,
            key_vault=self._key_vault,
            application_insights=self._application_insights,
            container_registry=self._container_registry,
            managed_network=None
            if self._layout.managed_network is None
            else _ISOLATION_MODES[self._layout.managed_network.outbound],
            serverless_subnet=self._compute_subnet if product.compute.serverless else None,
            encryption=self._encryption,
            image_build_compute_name=self._layout.image_build_cluster or None,
            depends_on=grants,
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
            *cluster_grants(layout, workspace=self.workspace, storage_account=self._storage_account),
        ]
        if cluster.name == layout.image_build_cluster:
            wanted.append(("container-registry", "AcrPush", layout.container_registry.id, self._container_registry))
        grants = [self._grant(identity, where, role, at, target, placed.key) for where, role, at, target in wanted]
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
            depends_on=[*self._compute_needs, *grants],
            tags=self._tags,
        )

    @property
    def _compute_subnet(self) -> ResourceId | None:
        """The subnet that compute joins: none in a managed network, or if an existing network has none for it."""
        place = self._core.subnets.get("training")
        return None if place is None or self._layout.managed_network is not None else place.id

    def _compute_grants(self) -> list[Wanted]:
        return compute_grants(
            self._layout,
            container_registry=self._container_registry,
            storage_account=self._storage_account,
            application_insights=self._application_insights,
        )

    def _grant_groups(self) -> None:
        """What people may do inside the product's resource group."""
        layout = self._layout
        targets: Mapping[str, tuple[ResourceId, Identified]] = {
            "resource_group": (layout.resource_group.id, self._group),
            "workspace": (layout.workspace.id, self.workspace),
            "storage_account": (layout.storage_account.id, self._storage_account),
            "container_registry": (layout.container_registry.id, self._container_registry),
            "endpoint_identity": (layout.endpoint_identity.id, self.endpoint_identity),
        }
        for where, role, object_id in product_grants(layout):
            at, target = targets[where]
            own = roles.custom_role(role)
            grant(
                self,
                grant_id(role, object_id, where.replace("_", "-")),
                role=role,
                role_definition_id=self._core.custom_role_id(own.key) if own is not None else None,
                at=at,
                target=target,
                subscription_id=self._zone.subscription_id,
                principal=object_id,
                principal_id=object_id,
                principal_type=PrincipalType.GROUP,
            )

    def _grant(
        self, identity: UserAssignedIdentity, where: str, role: str, at: ResourceId, target: Identified, key: str
    ) -> RoleAssignment:
        return grant(
            identity,
            grant_id(role, where),
            role=role,
            at=at,
            target=target,
            subscription_id=self._zone.subscription_id,
            principal=f"{self._layout.stack}/{key}",
            principal_id=identity.principal_id,
        )

    def _endpoints(self, target: AzureResource, name: str, subresources: Sequence[str]) -> list[PrivateEndpoint]:
        return private_endpoints(
            target,
            name,
            subresources,
            core=self._core,
            resource_group=self._group,
            subnet=self._core.subnets["endpoints"].id,
            tags=self._tags,
        )
