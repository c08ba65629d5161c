"""The settings of a configuration whose end Azure has announced."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from ..azure.retirements import Retirement, retirement
from .configuration import Configuration, Deployment
from .models.analytics import CreatedKubernetes, CreatedSynapse
from .reading.document import Path_

_LINKED_SERVICE = "Microsoft.MachineLearningServices/workspaces/linkedServices"
_PRIORITIES = {"low_priority": "LowPriority", "dedicated": "Dedicated"}


@dataclass(frozen=True)
class Retiring:
    """A setting whose value ends.

    Attributes:
        deployment: the product in an environment; None for a core service.
        path: the setting's path in the document of the product or of the landing zone.
        stack: the stack that it is of.
        used_by: what has the setting, for people.
        value: its value.
        retirement: what ends.
    """

    deployment: Deployment | None
    path: Path_
    stack: str
    used_by: str
    value: str
    retirement: Retirement

    def message(self, day: datetime.date) -> str:
        """A sentence for people: the setting that ends, and its replacement."""
        return f"{self.retirement.sentence(day)}. Use {self.retirement.replacement}"


def retiring(configuration: Configuration) -> Iterator[Retiring]:
    """All settings whose value ends, core services first."""
    cloud = configuration.landing_zone.cloud
    for deployment, path, stack, used_by, kind, value in _settings(configuration):
        if (found := retirement(kind, value, cloud)) is not None:
            yield Retiring(deployment, path, stack, used_by, value, found)


_Setting = tuple[Deployment | None, Path_, str, str, str, str]


def _settings(configuration: Configuration) -> Iterator[_Setting]:
    analytics = configuration.landing_zone.analytics
    if isinstance(analytics.kubernetes, CreatedKubernetes):
        where: Path_ = ("analytics", "kubernetes")
        system = analytics.kubernetes.system_pool.vm_size
        yield None, (*where, "system_pool", "vm_size"), "core", "Kubernetes pool system", "vm_size", system
        for name, pool in analytics.kubernetes.user_pools.items():
            path = (*where, "user_pools", name, "vm_size")
            yield None, path, "core", f"Kubernetes pool {name}", "vm_size", pool.vm_size
    if isinstance(analytics.synapse, CreatedSynapse):
        for name, spark in analytics.synapse.spark_pools.items():
            path = ("analytics", "synapse", "spark_pools", name, "spark_version")
            yield None, path, "core", f"Spark pool {name}", "spark_version", spark.spark_version
    for deployment, layout in zip(configuration.deployments, configuration.products, strict=True):
        compute, stack = layout.product.compute, layout.stack
        for index, cluster in enumerate(compute.clusters):
            path, who = ("compute", "clusters", index), f"cluster {cluster.name}"
            yield deployment, (*path, "vm_size"), stack, who, "vm_size", cluster.vm_size
            yield deployment, (*path, "priority"), stack, who, "priority", _PRIORITIES[cluster.priority]
        for index, instance in enumerate(compute.instances):
            path, who = ("compute", "instances", index), f"instance {instance.name}"
            yield deployment, (*path, "vm_size"), stack, who, "vm_size", instance.vm_size
        link = layout.product.links.synapse
        if link is not None and link.linked_service:
            yield deployment, ("links", "synapse", "linked_service"), stack, "link to Synapse", "type", _LINKED_SERVICE
