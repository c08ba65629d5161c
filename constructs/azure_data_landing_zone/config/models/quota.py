"""Quota: what Azure lets the subscription have, as the team knows it, and sizes of machines that we do not know."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from .base import Model

Vcpus = Annotated[int, Field(ge=0)]


class OwnVmSize(Model):
    """A size of a virtual machine that is newer than this library."""

    vcpus: Annotated[int, Field(ge=1)]
    """Its vCPUs."""
    family: str | None = None
    """The family whose quota it uses, as `az ml compute list-usage` or `az vm list-usage` calls it."""
    gpus: Annotated[int, Field(ge=0)] = 0
    """Its GPUs."""


def _vcpus(value: Any) -> Any:
    return {"vcpus": value} if isinstance(value, int) and not isinstance(value, bool) else value


#: A size's vCPUs alone, or a mapping with its family and GPUs.
AnyVmSize = Annotated[OwnVmSize, BeforeValidator(_vcpus)]


class MachineLearningQuota(Model):
    """vCPUs that Azure Machine Learning may have in a region."""

    families: dict[str, Vcpus] = Field(default_factory=dict)
    """Dedicated vCPUs by family, as `az ml compute list-usage` calls it, such as standardDSv2Family; without case."""
    total: Vcpus | None = None
    """Dedicated vCPUs of all families together; null if it is not known."""
    low_priority: Vcpus | None = None
    """Low-priority vCPUs of all families together; null if it is not known."""


class ComputeQuota(Model):
    """vCPUs that virtual machines outside of Azure Machine Learning, such as Kubernetes nodes, may have in a region."""

    families: dict[str, Vcpus] = Field(default_factory=dict)
    """vCPUs by family, as `az vm list-usage` calls it, such as standardDSv5Family; without case."""
    total: Vcpus | None = None
    """vCPUs of all families together; null if it is not known."""


class RegionQuota(Model):
    """The quota of a region."""

    machine_learning: MachineLearningQuota = MachineLearningQuota()
    """Of Azure Machine Learning, which has a quota of its own."""
    virtual_machines: ComputeQuota = ComputeQuota()
    """Of virtual machines, for Kubernetes."""


class Quota(Model):
    """What the subscription may have; `adlz check` then refuses what cannot fit."""

    regions: Annotated[dict[str, RegionQuota], Field(min_length=1)]
    """The quota by region."""
    warn_at_percent: Annotated[int, Field(ge=1, le=100)] = 80
    """Percent of a limit from which on the need is reported."""
    overcommit: Annotated[float, Field(ge=1, le=10)] = 1
    """How far the need of all products at full scale may exceed a limit, for teams whose peaks do not coincide: 1.5
    lets three share what two can use at once. A single cluster must fit all the same, and so must what is always on."""
