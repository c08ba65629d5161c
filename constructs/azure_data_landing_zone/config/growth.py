"""The nodes, vCPUs and GPUs of a landing zone, when idle and at full scale."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction

from ..azure.vm_sizes import VmSize
from .configuration import Configuration
from .layout.product import ProductLayout
from .models.analytics import CreatedKubernetes, CreatedSynapse

#: vCores of a node of a Spark pool (Microsoft Learn "Apache Spark pool configurations in Azure Synapse Analytics").
_SPARK_NODES = {"Small": 4, "Medium": 8, "Large": 16, "XLarge": 32, "XXLarge": 64}


class QuotaKind(StrEnum):
    """Which of Azure's quotas a machine counts against; each has limits of its own."""

    MACHINE_LEARNING = "machine_learning"
    VIRTUAL_MACHINES = "virtual_machines"
    SYNAPSE = "synapse"


@dataclass(frozen=True, kw_only=True)
class Growth:
    """The minimum and maximum size of one cluster, instance or pool.

    Attributes:
        stack: the stack that holds it.
        kind: `cluster`, `instance`, `Kubernetes pool` or `Spark pool`.
        name: its name.
        region: where its machines are.
        quota: which quota they count against.
        vm_size: their size.
        family: its family, as that quota calls it; empty if it is not known.
        low_priority: whether they are low-priority machines.
        idle_nodes: nodes that hold quota while nothing runs. An instance keeps its own when it is stopped.
        full_nodes: nodes at full scale.
        vcpus: vCPUs of a node; 0 if they are not known.
        gpus: GPUs of a node.
    """

    stack: str
    kind: str
    name: str
    region: str
    quota: QuotaKind
    vm_size: str
    family: str = ""
    low_priority: bool = False
    idle_nodes: int
    full_nodes: int
    vcpus: int = 0
    gpus: Fraction = Fraction(0)

    @property
    def idle_vcpus(self) -> int:
        """The vCPUs that are held while nothing runs."""
        return self.idle_nodes * self.vcpus

    @property
    def full_vcpus(self) -> int:
        """The vCPUs at full scale."""
        return self.full_nodes * self.vcpus


def growth(configuration: Configuration) -> tuple[Growth, ...]:
    """The minimum and maximum size of all compute of a configuration, by stack.

    Serverless compute, online endpoints and clusters of Databricks are not in it: teams start them, and they have no
    size before.
    """
    rows = [*_core(configuration)]
    for layout in configuration.products:
        rows += _product(layout)
    return tuple(rows)


def _product(layout: ProductLayout) -> Iterator[Growth]:
    compute = layout.product.compute
    for cluster in sorted(compute.clusters, key=lambda cluster: cluster.name):
        low = cluster.priority == "low_priority"
        yield _machines(
            layout.core.vm_size(cluster.vm_size),
            Growth(
                stack=layout.stack,
                kind="cluster",
                name=cluster.name,
                region=layout.compute_location,
                quota=QuotaKind.MACHINE_LEARNING,
                vm_size=cluster.vm_size,
                low_priority=low,
                idle_nodes=cluster.min_nodes,
                full_nodes=cluster.max_nodes,
            ),
        )
    for instance in sorted(compute.instances, key=lambda instance: instance.name):
        # A stopped instance keeps its quota, so that it can start again (Microsoft Learn "Manage compute instance").
        yield _machines(
            layout.core.vm_size(instance.vm_size),
            Growth(
                stack=layout.stack,
                kind="instance",
                name=instance.name,
                region=layout.compute_location,
                quota=QuotaKind.MACHINE_LEARNING,
                vm_size=instance.vm_size,
                idle_nodes=1,
                full_nodes=1,
            ),
        )


def _core(configuration: Configuration) -> Iterator[Growth]:
    core, zone = configuration.core, configuration.landing_zone
    kubernetes, synapse = zone.analytics.kubernetes, zone.analytics.synapse
    if isinstance(kubernetes, CreatedKubernetes):
        for name, pool in (("system", kubernetes.system_pool), *sorted(kubernetes.user_pools.items())):
            yield _machines(
                core.vm_size(pool.vm_size),
                Growth(
                    stack="core",
                    kind="Kubernetes pool",
                    name=name,
                    region=zone.location,
                    quota=QuotaKind.VIRTUAL_MACHINES,
                    vm_size=pool.vm_size,
                    idle_nodes=pool.min_nodes,
                    full_nodes=pool.max_nodes,
                ),
            )
    if isinstance(synapse, CreatedSynapse):
        for name, spark in sorted(synapse.spark_pools.items()):
            vcores = _SPARK_NODES[spark.node_size]
            yield Growth(
                stack="core",
                kind="Spark pool",
                name=name,
                region=zone.location,
                quota=QuotaKind.SYNAPSE,
                vm_size=spark.node_size,
                idle_nodes=0,  # It pauses.
                full_nodes=spark.max_nodes,
                vcpus=vcores,
            )


def _machines(size: VmSize | None, machines: Growth) -> Growth:
    if size is None:
        return machines
    own = machines.quota is QuotaKind.MACHINE_LEARNING
    family = size.machine_learning_family if own else size.family
    return replace(machines, family=family, vcpus=size.vcpus, gpus=size.gpus)
