"""Checks over the whole configuration: what no single value can tell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence

from ...azure import names
from ...azure.retirements import Stage
from ...azure.vm_sizes import by_name, vm_sizes
from ...today import today
from ..configuration import Deployment
from ..layout.core import CoreLayout
from ..layout.places import Placed, own_container
from ..models.data_lake import Layer
from ..models.name_keys import endpoint_key
from ..models.shared_names import SHARED_NAMES
from ..reading.document import Document, Path_
from ..reading.explain import nearest
from ..reading.problems import Problem
from ..retiring import retiring
from .addresses import ADDRESS_CHECKS, address_warnings
from .alerts import ALERT_CHECKS
from .child_names import CHILD_NAME_CHECKS
from .databricks_kubernetes import DATABRICKS_KUBERNETES_CHECKS, kubernetes_warnings
from .extensions import EXTENSION_CHECKS
from .links import LINK_CHECKS
from .moves import MOVE_CHECKS
from .network import NETWORK_CHECKS, network_warnings
from .node_sizes import assumed
from .operations import OPERATION_CHECKS, operation_warnings
from .own_databricks import OWN_DATABRICKS_CHECKS
from .policies import POLICY_CHECKS, policy_warnings
from .products import PRODUCT_CHECKS, product_warnings, write_warnings
from .regions import REGION_CHECKS, region_warnings
from .size import said_once
from .state import STATE_CHECKS, state_warnings
from .subject import Check, Subject


def _locations(subject: Subject) -> Iterator[Problem]:
    zone = subject.configuration.landing_zone
    if message := subject.location_objection(zone.location):
        yield subject.problem(("location",), message)
    for deployment in subject.deployments:
        location = deployment.product.location
        if location is not None and (message := subject.location_objection(location)):
            yield subject.product_problem(deployment, ("location",), message)


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


def _first_of_each_name(subject: Subject) -> Iterator[Deployment]:
    first: dict[str, Document] = {}
    for deployment in subject.deployments:
        document = subject.documents[deployment]
        earlier = first.setdefault(deployment.product.name, document)
        if (earlier.file, earlier.base) == (document.file, document.base):
            yield deployment


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


def _shared_containers(subject: Subject) -> Iterator[Problem]:
    """A container belongs to one layer: with two, identities would get the same role on it twice."""
    layers = dict(subject.configuration.landing_zone.data_lake.layers())
    taken: dict[tuple[str, str], Layer] = {}
    for layer, config in layers.items():
        account = str(subject.configuration.core.lake_accounts[layer]).lower()
        per_product = config.containers == "per_product"
        owned = [own_container(d.product.name, d.environment) for d in subject.deployments]
        for name in dict.fromkeys(owned if per_product else config.containers):
            other = taken.setdefault((account, name), layer)
            if other is not layer:
                yield subject.problem(
                    ("data_lake", layer.value, "containers"),
                    f"holds {name!r}, and so does the {other} layer in the same account: a container belongs to one "
                    "layer",
                    "",
                )


def _vm_sizes(subject: Subject) -> Iterator[Problem]:
    known = {**dict.fromkeys(vm_sizes()), **dict.fromkeys(subject.configuration.landing_zone.vm_sizes)}
    for deployment in subject.deployments:
        compute = deployment.product.compute
        sizes = [("clusters", index, cluster.vm_size) for index, cluster in enumerate(compute.clusters)]
        sizes += [("instances", index, instance.vm_size) for index, instance in enumerate(compute.instances)]
        for kind, index, size in sizes:
            if size not in known and by_name(size) is None:
                yield subject.product_problem(
                    deployment,
                    ("compute", kind, index, "vm_size"),
                    f"is not a virtual machine size that we know{nearest(size, known) or '.'} A size that is newer "
                    "than this library is admitted by its vCPUs in the landing zone's vm_sizes",
                    repr(size),
                )


def size_warnings(subject: Subject) -> Iterator[Problem]:
    """Sizes that no table has, with what their names say."""
    for deployment in subject.deployments:
        compute = deployment.product.compute
        sizes = [("clusters", index, cluster.vm_size) for index, cluster in enumerate(compute.clusters)]
        sizes += [("instances", index, instance.vm_size) for index, instance in enumerate(compute.instances)]
        for kind, index, size in sizes:
            if message := assumed(size, subject):
                yield subject.product_problem(deployment, ("compute", kind, index, "vm_size"), message, repr(size))


def retirement_warnings(subject: Subject) -> Iterator[Problem]:
    """The settings that Azure has ended, and those that it ends within a year."""
    day = today()
    for one in retiring(subject.configuration):
        if one.retirement.stage(day) is not Stage.ANNOUNCED:
            if one.deployment is None:
                yield subject.problem(one.path, one.message(day), repr(one.value))
            else:
                yield subject.product_problem(one.deployment, one.path, one.message(day), repr(one.value))


def _objections(core: CoreLayout, placed: Placed, owner: str, taken: dict[tuple[str, ...], str]) -> Iterator[str]:
    """The problems with the name of a resource, and with those of its private endpoints.

    Args:
        core: names endpoints.
        placed: the resource.
        owner: what it belongs to, for people.
        taken: who has the names that were seen before.
    """
    if placed.part.subresources and (word := names.reserved_word(placed.name)):
        yield (
            f"the name of the {placed.key.replace('_', ' ')} of {owner}, {placed.name!r}, holds the word {word!r}, "
            f"which Azure reserves: choose another name, or give names.{placed.key}"
        )
        return
    whose = f"the {placed.key.replace('_', ' ')} of {owner}"
    named = [(f"the name of {whose}", placed.type, placed.name)]
    if placed.part.own_endpoint:
        named += [
            (f"the name of a private endpoint of {whose}", "private_endpoint", core.endpoint_name(placed, name))
            for name in placed.part.subresources
            if endpoint_key(placed.key, name) not in placed.names
        ]
    for what, type_, name in named:
        if objection := names.rules()[type_].objection(name):
            advice = "" if placed.part.each else f", or give names.{placed.key}"
            yield f"{what}, {name!r}, {objection}; shorten the names that it is made of{advice}"
    rule = names.rules()[placed.type]
    key: tuple[str, ...] = (rule.type, placed.name.lower())
    if rule.unique is not names.Uniqueness.GLOBAL:
        key = (*key, str(placed.id).lower())
    if (other := taken.setdefault(key, whose)) != whose:
        yield f"{whose} and {other} would both be called {placed.name!r}: give one of them in names"


def _names(subject: Subject) -> Iterator[Problem]:
    configuration = subject.configuration
    taken: dict[tuple[str, ...], str] = {}
    #: One key is part of many names: the first of them says what to do.
    said: set[tuple[str, Path_, Path_]] = set()

    def path(document: Document, placed: Placed) -> Path_:
        given: Path_ = ("names", placed.key)
        return ("name",) if document.value(given) is None else given

    def first(document: Document, where: Path_) -> bool:
        key = (document.file, document.base, where)
        fresh = key not in said
        said.add(key)
        return fresh

    for placed in configuration.core.placed(pipelines=bool(configuration.pipelines)):
        where = path(subject.document, placed)
        for message in _objections(configuration.core, placed, "the core services", taken):
            if first(subject.document, where):
                yield subject.problem(where, message, "")
    for layout, deployment in zip(configuration.products, configuration.deployments, strict=True):
        document = subject.documents[deployment]
        for placed in layout.placed():
            where = path(document, placed)
            for message in _objections(configuration.core, placed, layout.stack, taken):
                if first(document, where):
                    yield subject.product_problem(deployment, where, message, "")


def _shared_names(subject: Subject) -> Iterator[Problem]:
    for row in SHARED_NAMES:
        given = subject.configuration.landing_zone.names.get(row.key)
        if given is not None and (objection := row.objection(given)):
            yield subject.problem(("names", row.key), objection)


#: What these find wrong leads others astray.
_FIRST: Sequence[tuple[Check, tuple[str, ...]]] = (
    (_locations, ("location", "cloud", "naming")),
    (_product_names, ()),
)
#: Every other check, with the sections of the landing zone that it reads: if one is broken, what it would say is noise.
CHECKS: Sequence[tuple[Check, tuple[str, ...]]] = (
    (_environments, ("environments",)),
    (_containers, ("data_lake",)),
    (_shared_containers, ("data_lake", "name", "names", "naming", "location", "subscription_id")),
    (_vm_sizes, ("vm_sizes",)),
    *NETWORK_CHECKS,
    *ADDRESS_CHECKS,
    *DATABRICKS_KUBERNETES_CHECKS,
    *OWN_DATABRICKS_CHECKS,
    *PRODUCT_CHECKS,
    *LINK_CHECKS,
    *OPERATION_CHECKS,
    *POLICY_CHECKS,
    *MOVE_CHECKS,
    *EXTENSION_CHECKS,
    *ALERT_CHECKS,
    *REGION_CHECKS,
    *STATE_CHECKS,
    (_shared_names, ("names",)),
    *CHILD_NAME_CHECKS,
    (
        _names,
        (
            "location",
            "name",
            "names",
            "naming",
            "environments",
            "network",
            "data_lake",
            "observability",
            "state",
            "alerts",
        ),
    ),
)


def problems(subject: Subject, broken: set[str]) -> list[Problem]:
    """The problems; checks that read a section in `broken` are left out.

    What follows from a region that cannot be used, or from a product that is there twice, is left out as well.
    """
    found: list[Problem] = []
    broken = set(broken)
    for check, needs in (*_FIRST, *CHECKS):
        if broken & set(needs):
            continue
        mistakes = subject.said_once(check(subject))
        found += mistakes
        if check is _locations and any(mistake.path == "location" for mistake in mistakes):
            broken |= {"location", "cloud"}
        if check is _product_names and mistakes:
            subject = subject.of(_first_of_each_name(subject))
    return said_once(subject, found, _of_ranges)


def _of_ranges(subject: Subject) -> Iterator[Problem]:
    for check, _ in (*NETWORK_CHECKS, *DATABRICKS_KUBERNETES_CHECKS):
        yield from check(subject)


def warnings(subject: Subject) -> list[Problem]:
    """Warnings: values that are allowed, and probably not meant."""
    return [problem for check in _WARNINGS for problem in subject.said_once(check(subject))]


def _slow_reads(subject: Subject) -> Iterator[Problem]:
    zone = subject.configuration.landing_zone
    for deployment in subject.deployments:
        if deployment.product.location not in (None, zone.location) and not deployment.product.shared:
            yield subject.product_problem(
                deployment,
                ("location",),
                f"differs from the lake's region, {zone.location}: reading data over regions is slow and is charged",
            )


_WARNINGS: Sequence[Callable[[Subject], Iterable[Problem]]] = (
    _slow_reads,
    region_warnings,
    network_warnings,
    address_warnings,
    kubernetes_warnings,
    product_warnings,
    size_warnings,
    retirement_warnings,
    write_warnings,
    policy_warnings,
    operation_warnings,
    state_warnings,
)
