"""Checks over the whole configuration: what no single value can tell."""

from __future__ import annotations

import ipaddress
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ..azure import names, subnets
from ..azure.clouds import regions, subresource
from ..azure.ids import ResourceId
from ..azure.vm_sizes import vm_sizes
from .configuration import Configuration, Deployment
from .data_lake import Layer
from .document import Document, Path_
from .explain import given, nearest
from .layout import (
    LAKE_SUBRESOURCES,
    PRODUCT_SUBRESOURCES,
    Placed,
    created_subnets,
    own_container,
    stack_name,
    subnet_range,
)
from .network import DnsPolicy, ExistingNetwork
from .problems import Problem


@dataclass(frozen=True)
class Subject:
    """What is checked: a configuration, and the documents that it came from.

    Attributes:
        configuration: the configuration, as far as it is valid, without deployments to undeclared environments.
        deployments: all deployments.
        document: the landing zone's document.
        documents: the document of every deployment, overrides merged in.
    """

    configuration: Configuration
    deployments: Sequence[Deployment]
    document: Document
    documents: Mapping[Deployment, Document]

    def problem(self, path: Path_, message: str, show: str | None = None) -> Problem:
        """A problem at a path of the landing zone's document."""
        return _problem(self.document, path, message, show)

    def product_problem(self, deployment: Deployment, path: Path_, message: str, show: str | None = None) -> Problem:
        """A problem at a path of a product's document."""
        return _problem(self.documents[deployment], path, message, show)


def _problem(document: Document, path: Path_, message: str, show: str | None) -> Problem:
    shown = given(document.value(path)) if show is None else show
    return Problem(document.place(path), document.dotted(path), message, shown)


Check = Callable[[Subject], Iterator[Problem]]


def _locations(subject: Subject) -> Iterator[Problem]:
    zone = subject.configuration.landing_zone
    if message := _location_objection(subject, zone.location):
        yield subject.problem(("location",), message)
    for deployment in subject.deployments:
        location = deployment.product.location
        if location is not None and (message := _location_objection(subject, location)):
            yield subject.product_problem(deployment, ("location",), message)


def _location_objection(subject: Subject, location: str) -> str:
    zone = subject.configuration.landing_zone
    if location in zone.naming.regions:
        return ""
    here = [region.name for region in regions().values() if region.cloud is zone.cloud]
    if location in here:
        return ""
    if location in regions():
        return f"is a region of the cloud {regions()[location].cloud}, this landing zone is in {zone.cloud}"
    return (
        f"is not a region that we know (written like westeurope){nearest(location.lower().replace(' ', ''), here)}; "
        "a region newer than this library is admitted by its short code in naming.regions"
    )


def _product_names(subject: Subject) -> Iterator[Problem]:
    first: dict[str, Document] = {}
    for deployment in subject.deployments:
        name, document = deployment.product.name, subject.documents[deployment]
        earlier = first.setdefault(name, document)
        if (earlier.file, earlier.base) != (document.file, document.base):
            yield subject.product_problem(
                deployment,
                ("name",),
                f"is the name of another product too ({earlier.place(('name',))}): names must differ",
            )


def _environments(subject: Subject) -> Iterator[Problem]:
    declared = subject.configuration.landing_zone.environments
    for deployment in subject.deployments:
        if deployment.environment not in declared:
            index = deployment.product.environments.index(deployment.environment)
            yield subject.product_problem(
                deployment,
                ("environments", index),
                f"is not an environment of the landing zone; those are {', '.join(declared) or 'none'}"
                f"{nearest(deployment.environment, declared)}",
            )


def _containers(subject: Subject) -> Iterator[Problem]:
    lake = subject.configuration.landing_zone.data_lake
    layers = dict(lake.layers())
    for layer, config in layers.items():
        if isinstance(config.containers, list):
            for name, count in Counter(config.containers).items():
                if count > 1:
                    yield subject.problem(("data_lake", layer.value, "containers"), f"holds {name!r} twice")
    owned = [own_container(d.product.name, d.environment) for d in subject.deployments]
    containers = {
        layer: owned if config.containers == "per_product" else list(config.containers)
        for layer, config in layers.items()
    }
    for deployment in subject.deployments:
        product = deployment.product
        for verb in ("read", "write"):
            for index, path in enumerate(getattr(product.data, verb)):
                layer_name, container = path.split("/", 1)
                layer = Layer(layer_name)
                where: Path_ = ("data", verb, index)
                if layer not in layers:
                    have = ", ".join(layers) or "no layer"
                    yield subject.product_problem(
                        deployment,
                        where,
                        f"the landing zone has no {layer} layer: data_lake declares {have}. Declare data_lake.{layer}, "
                        "created or with its storage_account_id",
                        repr(path),
                    )
                    continue
                if layer is Layer.WORKSPACE and container == "own":
                    container = own_container(product.name, deployment.environment)
                known = containers[layer]
                if container not in known:
                    yield subject.product_problem(
                        deployment,
                        where,
                        f"{container!r} is not a container of the {layer} layer; those are "
                        f"{', '.join(known) or 'none'}{nearest(container, known)}",
                        repr(path),
                    )


def _vm_sizes(subject: Subject) -> Iterator[Problem]:
    known = {**dict.fromkeys(vm_sizes()), **dict.fromkeys(subject.configuration.landing_zone.vm_sizes)}
    for deployment in subject.deployments:
        for index, cluster in enumerate(deployment.product.compute.clusters):
            if cluster.vm_size not in known:
                yield subject.product_problem(
                    deployment,
                    ("compute", "clusters", index, "vm_size"),
                    f"is not a virtual machine size that we know{nearest(cluster.vm_size, known)}; a size newer than "
                    "this library is admitted by its vCPUs in the landing zone's vm_sizes",
                    repr(cluster.vm_size),
                )


def _network(subject: Subject) -> Iterator[Problem]:
    zone = subject.configuration.landing_zone
    network = zone.network
    if isinstance(network, ExistingNetwork):
        if ResourceId.parse(network.virtual_network_id).subscription_id != zone.subscription_id:
            yield subject.problem(
                ("network", "virtual_network_id"),
                "lies in another subscription, but compute can only join a subnet of its workspace's subscription "
                f"({zone.subscription_id}); another subscription is another landing zone",
            )
        return
    spaces = [ipaddress.IPv4Network(space) for space in network.address_space]
    for index, space in enumerate(spaces):
        for earlier in range(index):
            if space.overlaps(spaces[earlier]):
                yield subject.problem(
                    ("network", "address_space", index), f"overlaps {spaces[earlier]}, which is in the list already"
                )
    ranges: dict[str, ipaddress.IPv4Network] = {}
    for purpose in created_subnets(network):
        where = _range_path(subject, purpose)
        try:
            found = ipaddress.IPv4Network(subnet_range(network, purpose))
        except ValueError as error:
            yield subject.problem(where, str(error))
            continue
        if found.prefixlen > subnets.LONGEST_PREFIX:
            yield subject.problem(where, f"is too small: Azure's smallest subnet is a /{subnets.LONGEST_PREFIX}")
        if not any(found.subnet_of(space) for space in spaces):
            inside = ", ".join(map(str, spaces))
            yield subject.problem(where, f"lies outside of the address space of the network, which is {inside}")
        for other, taken in ranges.items():
            if found.overlaps(taken):
                yield subject.problem(where, f"the subnets {other!r} ({taken}) and {purpose!r} ({found}) overlap")
        ranges[purpose] = found
    yield from _capacity(subject, ranges)


def _range_path(subject: Subject, purpose: str) -> Path_:
    """Where the range of a subnet comes from: its own, or the address space."""
    own: Path_ = ("network", "subnets", purpose, "address_prefix")
    return own if subject.document.value(own) is not None else ("network", "address_space", 0)


def _capacity(subject: Subject, ranges: Mapping[str, ipaddress.IPv4Network]) -> Iterator[Problem]:
    configuration = subject.configuration
    cloud = configuration.landing_zone.cloud
    lake = sum(subresource(name, cloud).addresses for name in LAKE_SUBRESOURCES)
    product = sum(subresource(name, cloud).addresses for name in PRODUCT_SUBRESOURCES)
    layers = len(list(configuration.landing_zone.data_lake.layers()))
    needs = {
        "endpoints": {
            "core": lake * layers,
            **{stack_name(d.product.name, d.environment): product for d in subject.deployments},
        },
        "training": {
            stack_name(d.product.name, d.environment): sum(cluster.max_nodes for cluster in d.product.compute.clusters)
            for d in subject.deployments
        },
    }
    for purpose, need in needs.items():
        if purpose not in ranges:
            continue
        usable = ranges[purpose].num_addresses - subnets.RESERVED_ADDRESSES
        if sum(need.values()) > usable:
            largest = sorted(need.items(), key=lambda item: (-item[1], item[0]))
            listed = ", ".join(f"{name} {count}" for name, count in largest[:8])
            rest = f" and {len(largest) - 8} more" if len(largest) > 8 else ""
            where = _range_path(subject, purpose)
            yield subject.problem(
                where,
                f"the subnet {purpose!r} ({ranges[purpose]}) has {usable} usable addresses, but {sum(need.values())} "
                f"are needed at full scale ({listed}{rest}): give network.subnets.{purpose} a larger range",
            )


def _zones(subject: Subject) -> Iterator[Problem]:
    configuration = subject.configuration
    if isinstance(configuration.landing_zone.network.dns, DnsPolicy):
        return
    for name in sorted({*LAKE_SUBRESOURCES, *PRODUCT_SUBRESOURCES}):
        if not configuration.core.zones(name):
            yield subject.problem(
                ("network", "dns"),
                f"the private DNS zone of {name!r} is not confirmed for the cloud {configuration.landing_zone.cloud}: "
                f"give it in network.dns.zone_names.{name}",
                "",
            )


def _names(subject: Subject) -> Iterator[Problem]:
    configuration = subject.configuration
    taken: dict[tuple[str, ...], str] = {}

    def check(placed: Placed, owner: str, report: Callable[[str], Problem]) -> Iterator[Problem]:
        rule = names.rules()[placed.type]
        if objection := rule.objection(placed.name):
            yield report(
                f"the name of the {placed.key.replace('_', ' ')} of {owner}, {placed.name!r}, {objection}; shorten the "
                f"names that it is made of, or give names.{placed.key}"
            )
        key: tuple[str, ...] = (rule.type, placed.name.lower())
        if rule.unique is not names.Uniqueness.GLOBAL:
            key = (*key, str(placed.id).lower())
        whose = f"the {placed.key.replace('_', ' ')} of {owner}"
        if (other := taken.setdefault(key, whose)) != whose:
            yield report(f"{whose} and {other} would both be called {placed.name!r}: give one of them in names")

    for placed in configuration.core.placed():
        path: Path_ = ("names", placed.key)
        if subject.document.value(path) is None:
            path = ("name",)
        yield from check(
            placed,
            "the core services",
            lambda message, path=path: subject.problem(path, message, ""),  # type: ignore[misc]
        )
    for layout, deployment in zip(configuration.products, configuration.deployments, strict=True):
        for placed in layout.placed():
            path = ("names", placed.key)
            if subject.documents[deployment].value(path) is None:
                path = ("name",)
            yield from check(
                placed,
                layout.stack,
                lambda message, path=path, deployment=deployment: subject.product_problem(  # type: ignore[misc]
                    deployment, path, message, ""
                ),
            )


#: Every check, with the sections of the landing zone that it reads: if one is broken, what it would say is noise.
CHECKS: Sequence[tuple[Check, tuple[str, ...]]] = (
    (_locations, ("location", "cloud", "naming")),
    (_product_names, ()),
    (_environments, ("environments",)),
    (_containers, ("data_lake",)),
    (_vm_sizes, ("vm_sizes",)),
    (_network, ("network", "subscription_id", "data_lake", "cloud")),
    (_zones, ("network", "cloud")),
    (_names, ("name", "names", "naming", "environments", "network", "data_lake", "observability", "state")),
)


def problems(subject: Subject, broken: set[str]) -> list[Problem]:
    """What is wrong; checks that read a section in `broken` are left out."""
    return [problem for check, needs in CHECKS if not broken & set(needs) for problem in check(subject)]


def warnings(subject: Subject) -> list[Problem]:
    """What is allowed, but probably not meant."""
    zone = subject.configuration.landing_zone
    return [
        subject.product_problem(
            deployment,
            ("location",),
            f"differs from the lake's region, {zone.location}: reading data over regions is slow and is charged",
        )
        for deployment in subject.deployments
        if deployment.product.location not in (None, zone.location) and not deployment.product.shared
    ]
