"""Checks of what is configured for operation: cost tags, quota, and what was removed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from ...azure import tags
from ...azure.vm_sizes import by_name, families, family_among, machine_learning_families, vm_sizes
from ..layout.core import LAYER_TAG
from ..layout.stacks import PLATFORM_STACKS
from ..models.analytics import CreatedKubernetes, NodePool
from ..models.data_lake import CreatedAccount
from ..models.links import ComputeInstance
from ..models.network import DnsLandingZone
from ..models.products import ComputeCluster
from ..reading.document import Path_
from ..reading.explain import nearest
from ..reading.problems import Problem
from .subject import Check, Subject


def _required_tags(subject: Subject) -> Iterator[Problem]:
    configuration = subject.configuration
    required = configuration.landing_zone.required_tags
    for name in required:
        if not tags.value_of(configuration.core.tags, name):
            yield subject.problem(
                ("tags",),
                f"lacks {name!r}, which required_tags wants on every resource, those of the core included",
                "",
            )
    for deployment, layout in zip(configuration.deployments, configuration.products, strict=True):
        for name in required:
            # What the landing zone gives, every product has, unless it gives an empty value of its own.
            given = tags.value_of(deployment.product.tags, name)
            if not tags.value_of(layout.tags, name) and (
                tags.value_of(configuration.core.tags, name) or given is not None
            ):
                yield subject.product_problem(
                    deployment,
                    ("tags", name),
                    f"is empty in {layout.stack}, and required_tags wants a value of {name!r} on every resource",
                )


def _tags(subject: Subject) -> Iterator[Problem]:
    """Tags of a team that would change the value of the library's own, and more tags than a resource takes."""
    configuration = subject.configuration
    core, zone = configuration.core, configuration.landing_zone
    for path, name, own in _clashes(("tags",), zone.tags, core.own_tags):
        yield subject.problem(path, _reserved(name, own))
    layered = any(isinstance(layer, CreatedAccount) for _, layer in zone.data_lake.layers())
    for name in zone.tags if layered else ():
        if name.lower() == LAYER_TAG:
            yield subject.problem(("tags", name), _reserved(name, "the layer"))
    for deployment, layout in zip(configuration.deployments, configuration.products, strict=True):
        zone_only = {name: own for name, own in layout.own_tags.items() if name not in core.own_tags}
        for path, name, own in _clashes(("tags",), configuration.landing_zone.tags, zone_only):
            yield subject.problem(path, _reserved(name, own))
        where = ("environments", layout.environment_name, "tags")
        for path, name, own in _clashes(where, layout.environment.tags, layout.own_tags):
            yield subject.problem(path, _reserved(name, own))
        for path, name, own in _clashes(("tags",), deployment.product.tags, layout.own_tags):
            yield subject.product_problem(deployment, path, _reserved(name, own))
        if len(layout.tags) > tags.LIMIT:
            yield subject.product_problem(
                deployment,
                ("tags",),
                f"{layout.stack} has {len(layout.tags)} tags with those of landing zone and environment and the "
                f"library's own, and a resource takes {tags.LIMIT}: remove {len(layout.tags) - tags.LIMIT}",
                "",
            )
    if (count := len(core.tags) + layered) > tags.LIMIT:
        yield subject.problem(
            ("tags",),
            f"the core services have {count} tags with the library's own, and a resource takes {tags.LIMIT}: remove "
            f"{count - tags.LIMIT}",
            "",
        )


def _clashes(where: Path_, given: Mapping[str, str], own: Mapping[str, str]) -> Iterator[tuple[Path_, str, str]]:
    """The tags whose name is that of one of the library's own, without case, and whose value differs."""
    for name, value in given.items():
        reserved = tags.value_of(own, name)
        if reserved is not None and reserved != value:
            yield (*where, name), name, reserved


def _reserved(name: str, own: str) -> str:
    return (
        f"the library sets the tag {name.lower()!r}, here to {own!r}, and Azure compares names without case: choose "
        "another name"
    )


def operation_warnings(subject: Subject) -> Iterator[Problem]:
    """Tags that the private DNS zones of the landing zone do not get."""
    core = subject.configuration.core
    left_out = [name for name in core.tags if name not in tags.of_dns(core.tags)]
    if left_out and isinstance(subject.configuration.landing_zone.network.dns, DnsLandingZone):
        yield subject.problem(
            ("tags",),
            f"the private DNS zones do not get the tags {', '.join(left_out)}: Azure DNS takes {tags.DNS_LIMIT} tags, "
            "whose names begin with a letter and hold letters, digits, _ . and - only",
            "",
        )


def _own_families(subject: Subject) -> set[str]:
    zone = subject.configuration.landing_zone
    sizes = [machine.vm_size for machine in _machines(subject)]
    read = (by_name(size) for size in sizes if size not in vm_sizes() and size not in zone.vm_sizes)
    given = {size.family for size in zone.vm_sizes.values() if size.family}
    return given | {size.family for size in read if size is not None and size.family}


def _machines(subject: Subject) -> Iterator[ComputeCluster | ComputeInstance | NodePool]:
    for deployment in subject.deployments:
        yield from deployment.product.compute.clusters
        yield from deployment.product.compute.instances
    kubernetes = subject.configuration.landing_zone.analytics.kubernetes
    if isinstance(kubernetes, CreatedKubernetes):
        yield from (kubernetes.system_pool, *kubernetes.user_pools.values())


def _families(subject: Subject) -> Iterator[Problem]:
    own = sorted(_own_families(subject))
    names = {"machine_learning": machine_learning_families(), "virtual_machines": families()}
    quota = subject.configuration.landing_zone.quota
    for region, limits in quota.regions.items() if quota else ():
        path = ("quota", "regions", region)
        if message := subject.location_objection(region):
            yield subject.problem(path, message, repr(region))
        for kind, named in (
            ("machine_learning", limits.machine_learning.families),
            ("virtual_machines", limits.virtual_machines.families),
        ):
            for family, message in _objections(named, [*names[kind], *own]):
                yield subject.problem((*path, kind, "families", family), message, repr(family))
    for deployment in subject.deployments:
        shares = deployment.product.compute.quota
        for family, message in _objections(shares, [*names["machine_learning"], *own]):
            yield subject.product_problem(deployment, ("compute", "quota", family), message, repr(family))


def _objections(named: Iterable[str], known: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The families that Azure would not find under their names, or would find twice, each with the reason."""
    seen: list[str] = []
    for family in named:
        if other := family_among(family, seen):
            yield family, f"is given twice: Azure compares families without case, and {other!r} is the same one"
        elif family_among(family, known) is None:
            yield family, _unknown(family, known)
        seen.append(family)


def _unknown(family: str, known: Sequence[str]) -> str:
    pairs = [*zip(families(), machine_learning_families(), strict=True)]
    for here, title, there in (
        *((machines, "virtual machines", own) for machines, own in pairs),
        *((own, "Azure Machine Learning", machines) for machines, own in pairs),
    ):
        if family_among(family, (here,)) and family_among(there, known):
            return f"is what the quota of {title} calls this family; this quota calls it {there!r}"
    return (
        f"is no family of virtual machines that we know{nearest(family, known)}; a newer one is admitted by a size of "
        "it in vm_sizes of the landing zone, with its vcpus and family"
    )


def _removed(subject: Subject) -> Iterator[Problem]:
    configuration = subject.configuration
    present = {*configuration.stacks}
    for name, removed in configuration.landing_zone.removed.items():
        if name in present:
            yield subject.problem(
                ("removed", name),
                "is a stack of the configuration: take it out of removed, or its product out of the configuration. To "
                "remove a product, set decommission: true, apply, destroy its stack, and only then name it here",
                "",
            )
        elif removed.data == "delete" and name in PLATFORM_STACKS:
            yield subject.problem(
                ("removed", name, "data"), "is said of a product's stack only; this one holds no data"
            )


def _ignored_tags(subject: Subject) -> Iterator[Problem]:
    """Tags that another owner writes, and that the configuration gives a value as well."""
    configuration = subject.configuration
    given = {"core": {**configuration.core.tags, LAYER_TAG: ""}}
    given |= {layout.stack: layout.tags for layout in configuration.products}
    for index, name in enumerate(configuration.landing_zone.ignore_tags):
        stack = next((stack for stack, found in given.items() if tags.value_of(found, name) is not None), None)
        if stack is not None:
            yield subject.problem(
                ("ignore_tags", index),
                f"is a tag of the resources in {stack}, whose changes Terraform would then ignore: take it out of "
                "ignore_tags or, if it comes from the configuration and another owner writes it, out of tags",
            )


#: The checks, with the sections of the landing zone that each reads.
OPERATION_CHECKS: Sequence[tuple[Check, tuple[str, ...]]] = (
    (_required_tags, ("tags", "required_tags", "environments")),
    (_tags, ("tags", "environments", "name", "data_lake")),
    (_ignored_tags, ("tags", "environments", "name", "ignore_tags")),
    (_families, ("quota", "vm_sizes", "analytics", "location", "cloud", "naming")),
    (
        _removed,
        ("removed", "environments", "groups", "analytics", "data_plane", "network", "data_lake", "names", "naming"),
    ),
)
