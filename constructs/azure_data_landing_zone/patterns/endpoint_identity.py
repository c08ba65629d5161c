"""The identity of managed online endpoints; a team's own pipeline ships the endpoints."""

from __future__ import annotations

from ..config.layout.product import ProductLayout
from ..engine.framework import Construct
from ..resources import (
    ApplicationInsightsRef,
    ContainerRegistryRef,
    MachineLearningWorkspaceRef,
    OwnResourceGroup,
    StorageAccountRef,
    UserAssignedIdentity,
)
from .base import Pattern
from .grants import grant, grant_id
from .workload_grants import Wanted, telemetry_grants


class EndpointIdentity(Pattern):
    """The identity of a product's online endpoints: it pulls images and reads models and code, before they exist.

    Attributes:
        identity: the identity.
    """

    def __init__(
        self,
        scope: Construct,
        id_: str,
        *,
        layout: ProductLayout,
        resource_group: OwnResourceGroup,
        container_registry: ContainerRegistryRef,
        storage_account: StorageAccountRef,
        workspace: MachineLearningWorkspaceRef,
        application_insights: ApplicationInsightsRef,
    ) -> None:
        """The identity of a product's online endpoints: it pulls images and reads models and code, before they exist.

        Args:
            layout: the product.
            resource_group: where it lies.
            container_registry: the product's registry.
            storage_account: the default storage of the workspace.
            workspace: the workspace, to which deployments write metrics.
            application_insights: where deployments send telemetry.
        """
        super().__init__(scope, id_)
        placed = layout.endpoint_identity
        self.identity: UserAssignedIdentity = UserAssignedIdentity(
            self, "identity", name=placed.name, resource_group=resource_group, tags=layout.tags
        )
        wanted: list[Wanted] = [
            ("container-registry", "AcrPull", layout.container_registry.id, container_registry),
            ("storage-account", "Storage Blob Data Reader", layout.storage_account.id, storage_account),
            ("workspace", "AzureML Metrics Writer (preview)", layout.workspace.id, workspace),
            *telemetry_grants(layout, application_insights),
        ]
        for where, role, at, target in wanted:
            grant(
                self.identity,
                grant_id(role, where),
                role=role,
                at=at,
                target=target,
                subscription_id=layout.core.landing_zone.subscription_id,
                principal=f"{layout.stack}/{placed.key}",
                principal_id=self.identity.principal_id,
            )
