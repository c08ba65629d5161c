"""Synapse Spark pools as compute of Machine Learning workspaces."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Unpack

from ..engine import azurerm
from ..engine.framework import Construct, ITerraformDependable
from .base import AzureResource, Kept, dependencies, lifecycle
from .kinds import IdentityRef, MachineLearningWorkspaceRef, SynapseSparkPoolRef


class AttachedSparkPool(AzureResource, azurerm.machine_learning_synapse_spark.MachineLearningSynapseSpark):
    """A Synapse Spark pool that a Machine Learning workspace runs jobs on, with a user-assigned identity."""

    def __init__(
        self,
        scope: Construct,
        id_: str,
        *,
        name: str,
        workspace: MachineLearningWorkspaceRef,
        spark_pool: SynapseSparkPoolRef,
        identity: IdentityRef,
        location: str,
        description: str | None = None,
        depends_on: Sequence[ITerraformDependable] = (),
        tags: Mapping[str, str] | None = None,
        **further: Unpack[Kept],
    ) -> None:
        """A Synapse Spark pool that a Machine Learning workspace runs jobs on, with a user-assigned identity.

        Everything in it forces replacement. Tags are therefore set at creation only: a changed tag is ignored.

        Args:
            name: 3 to 16 letters, digits and dashes, beginning with a letter; unique among the workspace's compute.
            workspace: the Machine Learning workspace.
            spark_pool: the pool.
            identity: what jobs read and write data with.
            location: region of the workspace.
            description: default none.
            depends_on: what must exist first; above all the grants of `identity`. Default none.
            tags: default none.
        """
        super().__init__(
            scope,
            id_,
            further=further,
            name=name,
            machine_learning_workspace_id=workspace.id,
            synapse_spark_pool_id=spark_pool.id,
            location=location,
            description=description,
            identity=azurerm.machine_learning_synapse_spark.MachineLearningSynapseSparkIdentity(
                type="UserAssigned", identity_ids=[identity.id]
            ),
            local_auth_enabled=False,
            lifecycle=lifecycle(ignore_changes=["tags"]),
            depends_on=dependencies(depends_on),
            tags=tags,
        )
