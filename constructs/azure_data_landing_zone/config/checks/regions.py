"""Checks of what a region or a cloud does not offer."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from ...azure import alerts, redundancy
from ...azure.availability import feature
from ...azure.clouds import CloudName, regions
from ..configuration import Deployment
from ..layout.product import ProductLayout
from ..models.alerts import RuleSettings
from ..models.data_lake import CreatedAccount
from ..models.isolation import ManagedNetwork
from ..models.state import CreatedAzureState
from ..reading.document import Path_
from ..reading.problems import Problem
from .subject import Check, Subject

_PAGE = "`adlz docs networking#clouds` shows the list"


def _replication(subject: Subject) -> Iterator[Problem]:
    zone = subject.configuration.landing_zone
    accounts: list[tuple[Path_, str | None]] = [
        (("data_lake", layer.value, "replication"), account.replication)
        for layer, account in zone.data_lake.layers()
        if isinstance(account, CreatedAccount)
    ]
    if isinstance(zone.state, CreatedAzureState):
        accounts.append((("state", "replication"), zone.state.replication))
    for path, replication in accounts:
        if replication is not None and (message := redundancy.objection(replication, zone.location)):
            yield subject.problem(path, message)


#: Sizes of the NCv3 family, which are in no table because Azure has retired them.
_NCV3 = re.compile(r"Standard_NC\d+r?s_v3")


def _used(layout: ProductLayout) -> Iterator[tuple[str, Path_]]:
    """The features that a product uses, each with the setting that asks for it."""
    product = layout.product
    yield "machine_learning", ("location",) if product.location else ("name",)
    if product.inference is not None:
        yield "kubernetes_compute", ("inference",)
    if product.links.synapse is not None:
        yield "spark_pools", ("links",)
    if product.links.databricks is not None:
        attached = product.links.databricks.attach_compute
        yield (
            ("databricks_compute", ("links", "databricks", "attach_compute"))
            if attached
            else (
                "databricks",
                ("links",),
            )
        )
    if isinstance(product.workspace.isolation, ManagedNetwork):
        yield "isolated_online_endpoints", ("workspace", "isolation")
    for kind in ("clusters", "instances"):
        for index, machines in enumerate(getattr(product.compute, kind)):
            size = layout.core.vm_size(machines.vm_size)
            if size is not None and size.accelerator and not _NCV3.fullmatch(machines.vm_size):
                yield "gpus_other_than_v100", ("compute", kind, index, "vm_size")


def _not_offered(subject: Subject, *, refused: bool) -> Iterator[tuple[Deployment, Path_, str]]:
    configuration = subject.configuration
    cloud = configuration.landing_zone.cloud
    for deployment, layout in zip(configuration.deployments, configuration.products, strict=True):
        for name, path in _used(layout):
            found = feature(name)
            if found.refused is refused and (message := found.objection(cloud, layout.location)):
                yield deployment, path, message


def _clouds(subject: Subject) -> Iterator[Problem]:
    for deployment, path, message in _not_offered(subject, refused=True):
        yield subject.product_problem(deployment, path, f"cannot be had: {message}; {_PAGE}", "")


def _alerts(subject: Subject, cloud: CloudName) -> Iterator[Problem]:
    zone = subject.configuration.landing_zone
    known = {**alerts.rules("product"), **alerts.rules("landing_zone")}
    layers: list[tuple[Path_, Mapping[str, RuleSettings]]] = [(("alerts", "rules"), zone.alerts.rules)]
    layers += [(("environments", name, "alerts", "rules"), one.alerts.rules) for name, one in zone.environments.items()]
    for path, rules in layers:
        for name, settings in rules.items():
            if settings.enabled and cloud not in known[name].clouds:
                yield subject.problem(
                    (*path, name, "enabled"), f"switches on an alert that Azure does not send in the cloud {cloud}"
                )


def region_warnings(subject: Subject) -> Iterator[Problem]:
    """Warnings on services that a region or cloud offers in part, or for which no row says that it offers them."""
    zone = subject.configuration.landing_zone
    for location in dict.fromkeys((zone.location, *(layout.location for layout in subject.configuration.products))):
        if location not in regions():
            yield subject.problem(
                ("location",),
                f"is in no table of ours: {location} is taken for a region with availability zones and without a "
                "paired region, which decides how storage is copied; data_lake.<layer>.replication and "
                "state.replication say otherwise",
                location,
            )
    for deployment, path, message in _not_offered(subject, refused=False):
        yield subject.product_problem(deployment, path, f"works in part: {message}; {_PAGE}", "")
    yield from _alerts(subject, zone.cloud)


#: The checks, with the sections of the landing zone that each reads.
REGION_CHECKS: Sequence[tuple[Check, tuple[str, ...]]] = (
    (_replication, ("location", "cloud", "data_lake", "state")),
    (_clouds, ("location", "cloud", "environments", "network")),
)
