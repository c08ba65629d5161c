"""Compute clusters of Machine Learning workspaces."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Unpack

from ..engine import azurerm
from ..engine.framework import Construct, ITerraformDependable
from ..engine.parameters import Known
from .base import AzureResource, Kept, check_scale, dependencies
from .kinds import IdentityRef, MachineLearningWorkspaceRef, SubnetRef


class MachineLearningComputeCluster(
    AzureResource,
    azurerm.machine_learning_compute_cluster.MachineLearningComputeCluster,
):
    """A compute cluster: private addresses, no SSH, no local users, own identity."""

    def __init__(
        self,
        scope: Construct,
        id_: str,
        *,
        name: str,
        workspace: MachineLearningWorkspaceRef,
        subnet: SubnetRef | None,
        identity: IdentityRef,
        location: str,
        vm_size: str,
        max_nodes: int,
        min_nodes: int = 0,
        idle_seconds: Known[int] = 120,
        low_priority: bool = False,
        description: str | None = None,
        depends_on: Sequence[ITerraformDependable] = (),
        tags: Mapping[str, str] | None = None,
        **further: Unpack[Kept],
    ) -> None:
        """A compute cluster: private addresses, no SSH, no local users, own identity.

        Args:
            name: 3 to 32 letters, digits and dashes.
            workspace: its workspace.
            subnet: the nodes' subnet; none in a managed network, which gives them addresses itself.
            identity: the nodes' user-assigned identity.
            location: region of the subnet, or of the workspace in a managed network.
            vm_size: size of a node; changing it replaces the cluster.
            max_nodes: nodes at full scale.
            min_nodes: nodes that are always on. Default 0.
            idle_seconds: seconds without work after which a node is released. Default 120.
            low_priority: whether nodes may be taken away. Default false.
            description: default none; changing it replaces the cluster.
            depends_on: what must exist first: the workspace's private endpoint, without which Azure refuses a cluster
                without public addresses, and the grants of `identity`. Default none.
            tags: default none.
        """
        check_scale(type(self), scope, id_, min_nodes=min_nodes, max_nodes=max_nodes)
        cluster = azurerm.machine_learning_compute_cluster
        super().__init__(
            scope,
            id_,
            further=further,
            name=name,
            machine_learning_workspace_id=workspace.id,
            location=location,
            description=description,
            vm_size=vm_size,
            vm_priority="LowPriority" if low_priority else "Dedicated",
            # Seconds only: the scale policy of the Cloud Adoption Framework reads nothing else of a duration.
            scale_settings=cluster.MachineLearningComputeClusterScaleSettings(
                min_node_count=min_nodes,
                max_node_count=max_nodes,
                scale_down_nodes_after_idle_duration=f"PT{idle_seconds}S",
            ),
            identity=cluster.MachineLearningComputeClusterIdentity(type="UserAssigned", identity_ids=[identity.id]),
            local_auth_enabled=False,
            node_public_ip_enabled=False,
            ssh_public_access_enabled=False,
            subnet_resource_id=None if subnet is None else subnet.id,
            depends_on=dependencies(depends_on),
            tags=tags,
        )
