"""Spark and SQL pools of Synapse."""

from __future__ import annotations

import pytest

from azure_data_landing_zone.resources import SynapseSparkPool, SynapseSqlPool
from resource_support import SYNAPSE, Built, assert_sets


def test_sets_a_spark_pool_that_scales_and_pauses(built: Built) -> None:
    body = built(
        lambda scope: SynapseSparkPool(
            scope,
            "pool",
            name="spark",
            workspace=SYNAPSE,
            node_size="Small",
            min_nodes=3,
            max_nodes=6,
            pause_after_minutes=15,
            spark_version="3.4",
        )
    ).one("azurerm_synapse_spark_pool")
    assert_sets(
        body,
        synapse_workspace_id=SYNAPSE.id,
        node_size="Small",
        spark_version="3.4",
        auto_scale={"min_node_count": 3, "max_node_count": 6},
        auto_pause={"delay_in_minutes": 15},
        dynamic_executor_allocation_enabled=True,
        min_executors=1,
        max_executors=5,
        compute_isolation_enabled=False,
        session_level_packages_enabled=False,
        node_size_family="MemoryOptimized",
    )


@pytest.mark.parametrize(("geo_backup", "redundancy"), [(True, "GRS"), (False, "LRS")])
def test_sets_an_encrypted_sql_pool(built: Built, geo_backup: bool, redundancy: str) -> None:
    body = built(
        lambda scope: SynapseSqlPool(
            scope, "pool", name="sql", workspace=SYNAPSE, sku="DW100c", geo_backup=geo_backup, prevent_destroy=True
        )
    ).one("azurerm_synapse_sql_pool")
    assert_sets(
        body,
        synapse_workspace_id=SYNAPSE.id,
        sku_name="DW100c",
        data_encrypted=True,
        create_mode="Default",
        geo_backup_policy_enabled=geo_backup,
        storage_account_type=redundancy,
        lifecycle={"prevent_destroy": True},
    )
