"""The link between a product and the landing zone's Synapse workspace."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ..azure.ids import ResourceId
from ..config.layout.links import LINKED_SERVICE, attached_pools, has_linked_service, spark_compute_name
from ..config.layout.product import ProductLayout
from ..engine.azapi import AzapiResource
from ..engine.framework import Construct, ITerraformDependable
from ..resources import (
    AttachedSparkPool,
    Identified,
    MachineLearningWorkspaceRef,
    ResourceGroupRef,
    StorageAccountRef,
    UserAssignedIdentity,
)
from .azapi import provide_azapi
from .base import Pattern
from .grants import grant, grant_id
from .lake_rights import lake_rights
from .services import ProductServices, Service


class SynapseLink(Pattern):
    """A product that runs Spark jobs on pools of Synapse.

    Attributes:
        linked_service: the linked service; None if the product wants none.
        compute: the attached pools by the name of the compute.
    """

    def __init__(
        self,
        scope: Construct,
        id_: str,
        *,
        layout: ProductLayout,
        resource_group: ResourceGroupRef,
        workspace: MachineLearningWorkspaceRef,
        storage_account: StorageAccountRef,
        depends_on: Sequence[ITerraformDependable],
    ) -> None:
        """A product that runs Spark jobs on pools of Synapse.

        One identity of the product's own reads and writes for all attached pools, with the same rights on the lake as
        its compute clusters. That it, and the linked service, may use a pool is said inside of Synapse: in the stack
        `data-plane`. The attached pools do not wait for the linked service: should Azure refuse it, they work all the
        same.

        Args:
            layout: the product, which is linked to Synapse.
            resource_group: its resource group.
            workspace: its workspace.
            storage_account: the workspace's default storage.
            depends_on: what compute waits for besides its grants, such as the workspace's endpoint.
        """
        super().__init__(scope, id_)
        core = layout.core
        if core.synapse_workspace_id is None:
            raise ValueError("the landing zone has no Synapse")
        self.linked_service: AzapiResource | None = None
        if has_linked_service(layout):
            provide_azapi(self, core)
            self.linked_service = AzapiResource(
                self,
                "linked-service",
                type_="Microsoft.MachineLearningServices/workspaces/linkedServices",
                name=LINKED_SERVICE,
                parent_id=workspace.id,
                location=layout.location,
                identity={"type": "SystemAssigned"},
                body={"properties": {"linkType": "Synapse", "linkedServiceResourceId": core.synapse_workspace_id.id}},
                replaced_with={"synapse_workspace": core.synapse_workspace_id.id},
                response_export_values=["identity.principalId"],
                depends_on=depends_on,
            )
        identity = UserAssignedIdentity(
            self,
            "identity",
            name=layout.synapse_identity.name,
            resource_group=resource_group,
            tags=layout.tags,
        )
        wanted: list[tuple[str, str, ResourceId, Identified]] = [
            # Microsoft Learn "Submit Spark jobs in Azure Machine Learning" demands both, read 2026-11-26.
            ("storage-account", "Contributor", layout.storage_account.id, storage_account),
            ("storage-account", "Storage Blob Data Contributor", layout.storage_account.id, storage_account),
            *((where, role, at, at) for where, role, at in lake_rights(layout)),
        ]
        grants = [
            grant(
                identity,
                grant_id(role, where),
                role=role,
                at=at,
                target=target,
                subscription_id=core.landing_zone.subscription_id,
                principal=f"{layout.stack}/{layout.synapse_identity.key}",
                principal_id=identity.principal_id,
            )
            for where, role, at, target in wanted
        ]
        self.compute: Mapping[str, AttachedSparkPool] = {
            spark_compute_name(pool): AttachedSparkPool(
                self,
                f"pool-{pool}",
                name=spark_compute_name(pool),
                workspace=workspace,
                spark_pool=pool_id,
                identity=identity,
                location=layout.location,
                description=f"Spark pool {pool} of {core.synapse_workspace_id.name}",
                depends_on=[*depends_on, *grants],
                tags=layout.tags,
            )
            for pool, pool_id in attached_pools(layout).items()
        }


def link_product(scope: Construct, services: ProductServices) -> Service:
    """Links a product to Synapse in its stack."""
    estate = services.estate
    link = SynapseLink(
        scope,
        "synapse",
        layout=services.layout,
        resource_group=services.resource_group,
        workspace=estate.workspace,
        storage_account=estate.storage_account,
        depends_on=estate.compute_needs,
    )
    outputs: dict[str, tuple[object, str]] = {
        "synapse_spark_pools": (sorted(link.compute), "The attached Spark pools of Synapse")
    }
    if link.linked_service is not None:
        outputs["synapse_linked_service_principal_id"] = (
            link.linked_service.output("identity.principalId"),
            "Object id of the identity with which Synapse's linked service acts",
        )
    return Service(pattern=link, outputs=outputs)
