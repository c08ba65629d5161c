"""Objects that exist only on the data plane of a Synapse workspace, behind its private endpoint `Dev`."""

from __future__ import annotations

from typing import Unpack

from ..engine import azurerm, turns
from ..engine.framework import Construct
from .base import AzureResource, Further, dependencies
from .kinds import Identified, Subresource, SynapseSparkPoolRef, SynapseWorkspaceRef


class SynapsePoolRole(AzureResource, azurerm.synapse_role_assignment.SynapseRoleAssignment):
    """One of Synapse's own roles for a managed identity, on one Spark pool."""

    def __init__(
        self,
        scope: Construct,
        id_: str,
        *,
        role: str,
        spark_pool: SynapseSparkPoolRef,
        principal_id: str,
        **further: Unpack[Further],
    ) -> None:
        """One of Synapse's own roles for a managed identity, on one Spark pool.

        Args:
            role: its name, such as Synapse Administrator.
            spark_pool: the pool, by its Resource Manager id.
            principal_id: object id of the identity.
        """
        super().__init__(
            scope,
            id_,
            further=further,
            synapse_spark_pool_id=spark_pool.id,
            role_name=role,
            principal_id=principal_id,
            principal_type="ServicePrincipal",
        )


class SynapseManagedEndpoint(
    AzureResource,
    azurerm.synapse_managed_private_endpoint.SynapseManagedPrivateEndpoint,
):
    """A private endpoint in the managed network of a Synapse workspace; it waits for approval at its target."""

    def __init__(
        self,
        scope: Construct,
        id_: str,
        *,
        name: str,
        workspace: SynapseWorkspaceRef,
        target: Identified,
        subresource: Subresource,
        **further: Unpack[Further],
    ) -> None:
        """A private endpoint in the managed network of a Synapse workspace; it waits for approval at its target.

        It waits for the endpoint that its stack makes before it in the same service or to the same target.

        Args:
            name: its name in the workspace.
            workspace: the Synapse workspace.
            target: what it leads to.
            subresource: group id, such as `dfs`.
        """
        super().__init__(
            scope,
            id_,
            further=further,
            name=name,
            synapse_workspace_id=workspace.id,
            target_resource_id=target.id,
            subresource_name=subresource,
            depends_on=dependencies(turns.take(scope, [target.id, workspace.id], self)),
        )
