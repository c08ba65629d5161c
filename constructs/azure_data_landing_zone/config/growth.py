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


@dataclass(frozen=True)
class Growth:
    """What one cluster, instance or pool can grow to.

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
    family: str
    low_priority: bool
    idle_nodes: int
    full_nodes: int
    vcpus: int
    gpus: Fraction

    @property
    def idle_vcpus(self) -> int:
        """The vCPUs that are held while nothing runs."""
        return self.idle_nodes * self.vcpus

    @property
    def full_vcpus(self) -> int:
        """The vCPUs at full scale."""
        return self.full_nodes * self.vcpus


def growth(configuration: Configuration) -> tuple[Growth, ...]:
    """What everything in a configuration can grow to, by stack.

    Serverless compute, online endpoints and clusters of Databricks are not in it: teams start them, and they have no
    size before.
    """
    found = [*_core(configuration)]
    for layout in configuration.products:
        found += _product(layout)
    return tuple(found)


def _product(layout: ProductLayout) -> Iterator[Growth]:
    compute = layout.product.compute
    for cluster in sorted(compute.clusters, key=lambda cluster: cluster.name):
        low = cluster.priority == "low_priority"
        yield _machines(
            layout.core.vm_size(cluster.vm_size),
            Growth(
                layout.stack,
                "cluster",
                cluster.name,
                layout.compute_location,
                QuotaKind.MACHINE_LEARNING,
                cluster.vm_size,
                "",
                low,
                cluster.min_nodes,
                cluster.max_nodes,
                0,
                Fraction(0),
            ),
        )
    for instance in sorted(compute.instances, key=lambda instance: instance.name):
        # A stopped instance keeps its quota, so that it can start again (Microsoft Learn "Manage compute instance").
        yield _machines(
            layout.core.vm_size(instance.vm_size),
            Growth(
                layout.stack,
                "instance",
                instance.name,
                layout.compute_location,
                QuotaKind.MACHINE_LEARNING,
                instance.vm_size,
                "",
                False,
                1,
                1,
                0,
                Fraction(0),
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
                    "core",
                    "Kubernetes pool",
                    name,
                    zone.location,
                    QuotaKind.VIRTUAL_MACHINES,
                    pool.vm_size,
                    "",
                    False,
                    pool.min_nodes,
                    pool.max_nodes,
                    0,
                    Fraction(0),
                ),
            )
    if isinstance(synapse, CreatedSynapse):
        for name, spark in sorted(synapse.spark_pools.items()):
            vcores = _SPARK_NODES[spark.node_size]
            yield Growth(
                "core",
                "Spark pool",
                name,
                zone.location,
                QuotaKind.SYNAPSE,
                spark.node_size,
                "",
                False,
                0,  # It pauses.
                spark.max_nodes,
                vcores,
                Fraction(0),
            )


def _machines(size: VmSize | None, machines: Growth) -> Growth:
    if size is None:
        return machines
    own = machines.quota is QuotaKind.MACHINE_LEARNING
    family = size.machine_learning_family if own else size.family
    return replace(machines, family=family, vcpus=size.vcpus, gpus=size.gpus)
