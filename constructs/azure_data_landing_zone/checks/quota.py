"""Whether what can grow fits into the quota that the team knows of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from ..azure.json_values import JsonObject
from ..azure.vm_sizes import family_among, of_family
from ..config import Configuration
from ..config.growth import Growth, QuotaKind, growth
from ..config.models.quota import Quota, RegionQuota
from .origins import Origins
from .results import Level, Result

_TITLES = {QuotaKind.MACHINE_LEARNING: "Azure Machine Learning", QuotaKind.VIRTUAL_MACHINES: "virtual machines"}


@dataclass(frozen=True)
class _Pool:
    """A quota, and what counts against it.

    Attributes:
        rule: the rule's name.
        title: what it is, for a person.
        path: where the configuration gives its limit.
        limit: the limit; None if the configuration gives none.
        machines: what counts against it.
    """

    rule: str
    title: str
    path: tuple[str, ...]
    limit: int | None
    machines: Sequence[Growth]


def quota(configuration: Configuration, _: Mapping[str, JsonObject]) -> Sequence[Result]:
    """The quotas that compute exceeds, or nearly exceeds; none if the configuration has no limits.

    Args:
        configuration: a checked configuration.
        _: the synthesized stacks, which this check does not need.
    """
    machines = growth(configuration)
    origins = Origins(configuration)
    results = list(_shares(machines, configuration, origins))
    limits = configuration.landing_zone.quota
    if limits is not None:
        for pool in _pools(machines, limits):
            results += (replace(one, place=origins.section(*pool.path)) for one in _fits(pool, limits))
    return results


def _pools(machines: Sequence[Growth], limits: Quota) -> Iterator[_Pool]:
    """The quotas that anything counts against, by region."""
    for region in sorted({m.region for m in machines if m.quota in _TITLES}):
        given = limits.regions.get(region)
        path = ("quota", "regions", region)
        for kind, title in _TITLES.items():
            here = [m for m in machines if m.region == region and m.quota is kind]
            known = {} if given is None else getattr(given, kind.value).families
            by_family: dict[str, list[Growth]] = defaultdict(list)
            for m in here:
                if not m.low_priority:
                    by_family[m.family or m.vm_size].append(m)
            for family, members in sorted(by_family.items()):
                limit = of_family(known, family) if members[0].family else None
                yield _Pool(
                    "family", f"{title}, {family} in {region}", (*path, kind.value, "families", family), limit, members
                )
            yield from _totals(given, kind, f"{title} in {region}", (*path, kind.value), here)


def _totals(
    given: RegionQuota | None, kind: QuotaKind, title: str, path: tuple[str, ...], machines: Sequence[Growth]
) -> Iterator[_Pool]:
    dedicated = [m for m in machines if not m.low_priority]
    total = None if given is None else getattr(given, kind.value).total
    if dedicated and total is not None:
        yield _Pool("total", f"{title}, all families", (*path, "total"), total, dedicated)
    if low := [m for m in machines if m.low_priority]:
        limit = None if given is None else given.machine_learning.low_priority
        yield _Pool("low-priority", f"{title}, low priority", (*path, "low_priority"), limit, low)


def _fits(pool: _Pool, limits: Quota) -> Iterator[Result]:
    idle, full = (sum(getattr(m, f"{scale}_vcpus") for m in pool.machines) for scale in ("idle", "full"))
    path = ".".join(pool.path)
    who = ", ".join(sorted({f"{m.stack}/{m.name}" for m in pool.machines}))
    if any(not m.vcpus for m in pool.machines) or pool.limit is None:
        yield Result(
            "quota",
            f"{pool.rule}-unknown",
            Level.UNKNOWN,
            f"{pool.title}: {full} vCPUs are needed at full scale ({idle} while idle) by {who}, and no limit is given",
            f"give {path}; `az ml compute list-usage` and `az vm list-usage` tell it. A size of vm_sizes needs "
            "its family, too",
        )
        return
    largest = max(pool.machines, key=lambda m: m.full_vcpus)
    remedy = f"ask Azure for more, or lower the largest needs; {path} is the limit"
    if largest.full_vcpus > pool.limit:
        yield Result(
            "quota",
            pool.rule,
            Level.REFUSED,
            f"{pool.title}: {largest.kind} {largest.name} alone needs {largest.full_vcpus} vCPUs at full scale, "
            f"{pool.limit} are allowed",
            remedy,
            stack=largest.stack,
        )
    elif idle > pool.limit:
        yield Result(
            "quota",
            pool.rule,
            Level.REFUSED,
            f"{pool.title}: {idle} vCPUs are held while nothing runs, {pool.limit} are allowed; by {who}",
            remedy,
        )
    elif full > pool.limit * limits.overcommit:
        allowed = f"{pool.limit} are allowed" + (
            f" and overcommit lets {int(pool.limit * limits.overcommit)} pass" if limits.overcommit > 1 else ""
        )
        yield Result(
            "quota",
            pool.rule,
            Level.REFUSED,
            f"{pool.title}: {full} vCPUs are needed at full scale, {allowed}; by {who}",
            f"{remedy}, or say how far peaks may overlap with quota.overcommit",
        )
    elif full * 100 >= pool.limit * limits.warn_at_percent:
        yield Result(
            "quota",
            f"{pool.rule}-nearly",
            Level.REPORTED,
            f"{pool.title}: {full} of {pool.limit} vCPUs are needed at full scale ({idle} while idle), by {who}",
        )


def _shares(machines: Sequence[Growth], configuration: Configuration, origins: Origins) -> Iterator[Result]:
    """The clusters that do not fit into the share of their own workspace."""
    for layout in configuration.quota_products:
        for family, share in sorted(layout.product.compute.quota.items()):
            own = [
                m
                for m in machines
                if m.stack == layout.stack and family_among(m.family, (family,)) and not m.low_priority
            ]
            full = sum(m.full_vcpus for m in own)
            if full > share:
                yield Result(
                    "quota",
                    "workspace",
                    Level.REFUSED,
                    f"the workspace of {layout.stack} may use {share} vCPUs of {family}, and its compute needs {full} "
                    "at full scale",
                    "raise compute.quota of the product, or lower max_nodes",
                    stack=layout.stack,
                    place=origins.product(layout.stack, "compute", "quota", family),
                )
