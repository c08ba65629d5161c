"""Pools of Synapse workspaces."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Unpack

from ..azure.skus import SparkNodeSize, SparkVersion, SqlPoolSku
from ..engine import azurerm
from ..engine.framework import Construct, ITerraformDependable
from ..engine.parameters import Known
from .base import AzureResource, Kept, check_scale, dependencies, lifecycle
from .kinds import SynapseWorkspaceRef


class SynapseSparkPool(AzureResource, azurerm.synapse_spark_pool.SynapseSparkPool):
    """An Apache Spark pool that scales by itself, pauses without work, and takes no packages from a session."""

    def __init__(
        self,
        scope: Construct,
        id_: str,
        *,
        name: str,
        workspace: SynapseWorkspaceRef,
        node_size: SparkNodeSize,
        min_nodes: int,
        max_nodes: Known[int],
        pause_after_minutes: int,
        spark_version: SparkVersion,
        depends_on: Sequence[ITerraformDependable] = (),
        tags: Mapping[str, str] | None = None,
        **further: Unpack[Kept],
    ) -> None:
        """An Apache Spark pool that scales by itself, pauses without work, and takes no packages from a session.

        Args:
            name: 1 to 15 letters and digits, beginning with a letter.
            workspace: its Synapse workspace.
            node_size: Small, Medium, Large, XLarge or XXLarge.
            min_nodes: nodes while it runs, at least 3.
            max_nodes: nodes at full scale.
            pause_after_minutes: minutes without work after which it pauses.
            spark_version: 3.4 or 3.5.
            depends_on: what must exist first. Default none.
            tags: default none.
        """
        check_scale(type(self), scope, id_, min_nodes=min_nodes, max_nodes=max_nodes)
        pool = azurerm.synapse_spark_pool
        super().__init__(
            scope,
            id_,
            further=further,
            name=name,
            synapse_workspace_id=workspace.id,
            node_size=node_size,
            node_size_family="MemoryOptimized",
            spark_version=spark_version,
            auto_scale=pool.SynapseSparkPoolAutoScale(min_node_count=min_nodes, max_node_count=max_nodes),
            auto_pause=pool.SynapseSparkPoolAutoPause(delay_in_minutes=pause_after_minutes),
            # One node is the driver's.
            dynamic_executor_allocation_enabled=True,
            min_executors=1,
            max_executors=max_nodes - 1,
            compute_isolation_enabled=False,
            # Code brought along by whoever opens a session would run with the identity of the pool.
            session_level_packages_enabled=False,
            depends_on=dependencies(depends_on),
            tags=tags,
        )


class SynapseSqlPool(AzureResource, azurerm.synapse_sql_pool.SynapseSqlPool):
    """A dedicated SQL pool, encrypted."""

    def __init__(
        self,
        scope: Construct,
        id_: str,
        *,
        name: str,
        workspace: SynapseWorkspaceRef,
        sku: SqlPoolSku,
        geo_backup: bool = True,
        depends_on: Sequence[ITerraformDependable] = (),
        prevent_destroy: bool = False,
        tags: Mapping[str, str] | None = None,
        **further: Unpack[Kept],
    ) -> None:
        """A dedicated SQL pool, encrypted.

        Args:
            name: 1 to 60 characters.
            workspace: its Synapse workspace.
            sku: performance level, DW100c to DW30000c.
            geo_backup: whether its backups are copied to the paired region; cannot be changed. Default true.
            depends_on: what must exist first. Default none.
            prevent_destroy: whether Terraform refuses to destroy it. Default false.
            tags: default none.
        """
        super().__init__(
            scope,
            id_,
            further=further,
            name=name,
            synapse_workspace_id=workspace.id,
            sku_name=sku,
            storage_account_type="GRS" if geo_backup else "LRS",
            geo_backup_policy_enabled=geo_backup,
            create_mode="Default",
            data_encrypted=True,
            depends_on=dependencies(depends_on),
            lifecycle=lifecycle(prevent_destroy=prevent_destroy),
            tags=tags,
        )
