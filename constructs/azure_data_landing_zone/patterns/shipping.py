"""The identity with which a team's own pipelines ship models."""

from __future__ import annotations

from ..azure.ids import ResourceId
from ..config.layout.product import ProductLayout
from ..config.models.pipelines import Pipelines
from ..engine.framework import Construct
from ..resources import Identified, ResourceGroupRef, UserAssignedIdentity
from .base import Pattern
from .federation import trust_pipelines
from .grants import grant, grant_id
from .ml_workspace import MlWorkspace
from .workload_grants import registry_grants


class ShippingIdentity(Pattern):
    """The identity of the pipelines that register models from files, deploy endpoints and submit jobs.

    Attributes:
        identity: the identity.
    """

    def __init__(
        self,
        scope: Construct,
        id_: str,
        *,
        layout: ProductLayout,
        pipelines: Pipelines,
        resource_group: ResourceGroupRef,
        estate: MlWorkspace,
    ) -> None:
        """The identity of the pipelines that register models from files, deploy endpoints and submit jobs.

        Sources, read 2026-11-26: Microsoft Learn "Disable shared key access for your workspace's storage account" (data
        role for registering files), "Authentication and authorization for online endpoints" (identity of the endpoint).

        Args:
            layout: the product.
            pipelines: the pipelines that the identity trusts.
            resource_group: the product's resource group.
            estate: the product's ML estate.
        """
        super().__init__(scope, id_)
        placed = layout.shipping_identity
        self.identity: UserAssignedIdentity = UserAssignedIdentity(
            self, "identity", name=placed.name, resource_group=resource_group, tags=layout.tags
        )
        trust_pipelines(self.identity, pipelines.trusts(layout.environment_name, "ship"))
        needs: list[tuple[str, str, ResourceId, Identified]] = [
            ("workspace", "AzureML Data Scientist", layout.workspace.id, estate.workspace),
            ("storage-account", "Storage Blob Data Contributor", layout.storage_account.id, estate.storage_account),
            ("endpoint-identity", "Managed Identity Operator", layout.endpoint_identity.id, estate.endpoint_identity),
            *registry_grants(layout),
        ]
        for where, role, at, target in needs:
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
