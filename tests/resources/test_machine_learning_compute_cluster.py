"""Compute clusters of Azure Machine Learning."""

from __future__ import annotations

from typing import Any

from azure_data_landing_zone.resources import MachineLearningComputeCluster, UserAssignedIdentity
from resource_support import GROUP, SUBNET, SUBSCRIPTION, Built


def test_a_cluster_is_private_scales_to_zero_and_waits_for_what_it_needs(built: Built) -> None:
    def make(scope: Any) -> None:
        identity = UserAssignedIdentity(scope, "identity", name="id-test", resource_group=GROUP)
        MachineLearningComputeCluster(
            scope,
            "cluster",
            name="cpu",
            workspace=SUBSCRIPTION.resource("Microsoft.MachineLearningServices/workspaces", "mlw"),
            subnet=SUBNET,
            identity=identity,
            location="westeurope",
            vm_size="Standard_DS3_v2",
            max_nodes=4,
            idle_seconds=900,
            low_priority=True,
            depends_on=[identity],
        )

    stack = built(make)
    cluster = stack.one("azurerm_machine_learning_compute_cluster")
    for argument in ("local_auth_enabled", "node_public_ip_enabled", "ssh_public_access_enabled"):
        assert cluster[argument] is False, argument
    assert cluster["scale_settings"] == {
        "max_node_count": 4,
        "min_node_count": 0,
        "scale_down_nodes_after_idle_duration": "PT900S",
    }
    assert cluster["vm_priority"] == "LowPriority"
    assert cluster["subnet_resource_id"] == SUBNET.id
    (identity_address,) = stack.all("azurerm_user_assigned_identity")
    assert cluster["depends_on"] == [f"azurerm_user_assigned_identity.{identity_address}"]


def test_a_cluster_in_a_managed_network_joins_no_subnet(built: Built) -> None:
    workspace = SUBSCRIPTION.resource("Microsoft.MachineLearningServices/workspaces", "mlw")
    identity = SUBSCRIPTION.resource("Microsoft.ManagedIdentity/userAssignedIdentities", "id")
    stack = built(
        lambda scope: MachineLearningComputeCluster(
            scope,
            "cluster",
            name="cpu",
            workspace=workspace,
            subnet=None,
            identity=identity,
            location="westeurope",
            vm_size="Standard_DS3_v2",
            max_nodes=1,
        )
    )
    cluster = stack.one("azurerm_machine_learning_compute_cluster")
    assert "subnet_resource_id" not in cluster
    assert cluster["node_public_ip_enabled"] is False
