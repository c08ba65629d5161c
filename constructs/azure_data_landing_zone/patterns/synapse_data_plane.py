"""Roles and managed endpoints inside of Synapse for links to it."""

from __future__ import annotations

from collections.abc import Sequence

from ..azure.ids import ResourceId
from ..config.layout.core import CoreLayout
from ..config.layout.links import (
    LINKED_SERVICE,
    LinkEndpoint,
    attached_pools,
    has_linked_service,
    synapse_lake_endpoints,
    synapse_storage_endpoints,
    synapse_workspace_endpoint,
)
from ..config.layout.product import ProductLayout
from ..engine.azapi_existing import AzapiRead
from ..engine.framework import Construct
from ..resources import ExistingIdentity, Gate, SynapseManagedEndpoint, SynapsePoolRole
from .approvals import EndpointApproval
from .azapi import provide_azapi
from .base import Pattern


class SynapseDataPlane(Pattern):
    """Endpoints from Synapse's managed network to the lake and to products, and products' rights on Spark pools."""

    def __init__(self, scope: Construct, id_: str, *, core: CoreLayout, products: Sequence[ProductLayout]) -> None:
        """Endpoints from Synapse's managed network to the lake and to products, and products' rights on Spark pools.

        Args:
            core: names and ids.
            products: the products that are linked to Synapse.
        """
        super().__init__(scope, id_)
        self._core = core
        for endpoint in synapse_lake_endpoints(core, products):
            managed_endpoint(self, f"lake-{endpoint.key}", endpoint, core)
        for layout in products:
            _LinkedProduct(self, layout.stack, layout=layout)


class _LinkedProduct(Pattern):
    """Roles and endpoints of one product."""

    def __init__(self, scope: Construct, id_: str, *, layout: ProductLayout) -> None:
        super().__init__(scope, id_)
        managed_endpoint(self, "endpoint", synapse_workspace_endpoint(layout), layout.core)
        for endpoint in synapse_storage_endpoints(layout):
            managed_endpoint(self, endpoint.key, endpoint, layout.core)
        # What Microsoft documents for each; both hold for the pool alone.
        wanted = {"compute": ("Synapse Administrator", self._identity(layout))}
        if has_linked_service(layout):
            wanted["linked-service"] = ("Apache Spark Administrator", self._linked_service(layout))
        for pool, pool_id in attached_pools(layout).items():
            for whose, (role, principal_id) in wanted.items():
                SynapsePoolRole(self, f"{whose}-{pool}", role=role, spark_pool=pool_id, principal_id=principal_id)

    def _identity(self, layout: ProductLayout) -> str:
        """The principal of the attached pools."""
        placed = layout.synapse_identity
        gate = Gate(self, "identity-gate", neighbour=placed.id)
        return ExistingIdentity(self, "identity", identity=placed.id, depends_on=[gate]).principal_id

    def _linked_service(self, layout: ProductLayout) -> str:
        """The principal of the linked service, which Azure makes up with it."""
        id_: ResourceId = layout.workspace.id.child("linkedServices", LINKED_SERVICE)
        provide_azapi(self, layout.core)
        return AzapiRead(
            self,
            "linked-service",
            type_="Microsoft.MachineLearningServices/workspaces/linkedServices",
            resource_id=id_.id,
            response_export_values=["identity.principalId"],
            depends_on=[Gate(self, "linked-service-gate", neighbour=id_)],
        ).output("identity.principalId")


def managed_endpoint(scope: Construct, id_: str, config: LinkEndpoint, core: CoreLayout) -> None:
    """Makes a private endpoint in the managed network of Synapse, and approves it at its target."""
    endpoint = SynapseManagedEndpoint(
        scope,
        id_,
        name=config.name,
        workspace=config.service,
        target=config.target,
        subresource=config.subresource,
    )
    EndpointApproval(endpoint, "Approval", config=config, core=core)
