"""Tiers and sizes of resources that can be chosen.

Source: the validators of azurerm 4.81 (`storage_account`, `log_analytics_workspace`, `kubernetes_cluster`, `key_vault`,
`synapse_sql_pool`, `synapse_spark_pool`), read 2026-11-27. Tiers that lack private endpoints or Entra ID are left out.
"""

from __future__ import annotations

from typing import Literal

#: Tiers of key vaults; `premium` has keys in hardware security modules.
KeyVaultSku = Literal["standard", "premium"]
#: Performance of storage accounts. `Premium` is solid-state storage for block blobs and data lakes.
AccountTier = Literal["Standard", "Premium"]
#: Access tiers of blobs that have no tier of their own.
AccessTier = Literal["Hot", "Cool", "Cold"]
#: Gigabytes a day of the commitment tiers of Log Analytics.
CommitmentTier = Literal[100, 200, 300, 400, 500, 1000, 2000, 5000, 10000, 25000, 50000]
#: Tiers of the control plane of Kubernetes clusters.
ClusterTier = Literal["Free", "Standard", "Premium"]
#: Sizes of the nodes of Spark pools in Synapse.
SparkNodeSize = Literal["Small", "Medium", "Large", "XLarge", "XXLarge"]
#: Versions of Apache Spark in Synapse.
SparkVersion = Literal["3.4", "3.5"]
#: Performance levels of dedicated SQL pools.
SqlPoolSku = Literal[
    "DW100c",
    "DW200c",
    "DW300c",
    "DW400c",
    "DW500c",
    "DW1000c",
    "DW1500c",
    "DW2000c",
    "DW2500c",
    "DW3000c",
    "DW5000c",
    "DW6000c",
    "DW7500c",
    "DW10000c",
    "DW15000c",
    "DW30000c",
]
