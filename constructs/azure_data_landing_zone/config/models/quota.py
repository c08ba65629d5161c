"""Quota: what Azure lets the subscription have, as the team knows it, and sizes of machines that we do not know."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from .base import Model, Number, Whole, default

Vcpus = Annotated[Whole, Field(ge=0)]


class OwnVmSize(Model):
    """A VM size that this library does not know."""

    vcpus: Annotated[Whole, Field(ge=1)]
    """Number of vCPUs."""
    family: str | None = None
    """VM family whose quota it uses, as printed by `az ml compute list-usage` or `az vm list-usage`."""
    gpus: Annotated[Whole, Field(ge=0)] = 0
    """Number of GPUs."""


def _vcpus(value: Any) -> Any:
    return {"vcpus": value} if isinstance(value, int) and not isinstance(value, bool) else value


#: A size's vCPUs alone, or a mapping with its family and GPUs.
AnyVmSize = Annotated[OwnVmSize, BeforeValidator(_vcpus)]


class MachineLearningQuota(Model):
    """vCPU quota of Azure Machine Learning in a region."""

    families: dict[str, Vcpus] = Field(default_factory=dict)
    """Dedicated vCPUs by family, with the names of `az ml compute list-usage`, such as standardDDSv4Family. Not
    case-sensitive."""
    total: Vcpus | None = None
    """Total of dedicated vCPUs; null if unknown."""
    low_priority: Vcpus | None = None
    """Total of low-priority vCPUs, which Azure Machine Learning ended on 2026-03-31; null if unknown."""


class ComputeQuota(Model):
    """vCPU quota of virtual machines outside Azure Machine Learning, such as Kubernetes nodes, in a region."""

    families: dict[str, Vcpus] = Field(default_factory=dict)
    """vCPUs by family, with the names of `az vm list-usage`, such as standardDSv5Family. Not case-sensitive."""
    total: Vcpus | None = None
    """Total of vCPUs; null if unknown."""


class RegionQuota(Model):
    """The quota of a region."""

    machine_learning: MachineLearningQuota = default(MachineLearningQuota)
    """Quota of Azure Machine Learning, which is separate from that of virtual machines."""
    virtual_machines: ComputeQuota = default(ComputeQuota)
    """Quota of virtual machines, for Kubernetes."""


class Quota(Model):
    """Quota of the subscription. `adlz check` refuses compute that exceeds it."""

    regions: Annotated[dict[str, RegionQuota], Field(min_length=1)]
    """The quota by region."""
    warn_at_percent: Annotated[Whole, Field(ge=1, le=100)] = 80
    """Percentage of a limit at which the need is reported."""
    overcommit: Annotated[Number, Field(ge=1, le=10)] = 1
    """Factor by which the need of all products at maximum scale may exceed a limit, for teams whose peaks do not
    coincide. With 1.5, three products can share quota for two. Each single cluster and all nodes that are always on
    must still fit."""
