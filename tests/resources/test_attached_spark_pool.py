"""Spark pools of Synapse that a workspace of Azure Machine Learning uses."""

from __future__ import annotations

from azure_data_landing_zone.resources import AttachedSparkPool
from resource_support import IDENTITY, MACHINE_LEARNING, SYNAPSE, Built, assert_sets


def test_sets_an_identity_and_no_local_access(built: Built) -> None:
    body = built(
        lambda scope: AttachedSparkPool(
            scope,
            "pool",
            name="spark",
            workspace=MACHINE_LEARNING,
            spark_pool=SYNAPSE.child("bigDataPools", "spark"),
            identity=IDENTITY,
            location="westeurope",
        )
    ).one("azurerm_machine_learning_synapse_spark")
    assert_sets(
        body,
        local_auth_enabled=False,
        identity={"type": "UserAssigned", "identity_ids": [IDENTITY.id]},
        lifecycle={"ignore_changes": ["tags"]},
    )
