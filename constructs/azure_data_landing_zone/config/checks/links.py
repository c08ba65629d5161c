"""Checks of links: that the service is there, that it can be reached, and that it knows what is asked of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from ...azure.ids import ResourceId
from ..configuration import Deployment
from ..layout.links import MANAGED_RUNTIME, SYNAPSE_CONTAINER, attached_pools, spark_compute_name
from ..layout.places import stack_name
from ..layout.services import LINKED_SERVICES
from ..layout.stacks import DATA_PLANE
from ..models.analytics import CreatedDataFactory, CreatedSynapse, ExistingDataFactory
from ..models.data_lake import CreatedWorkspaceLayer, Layer
from ..models.links import DatabricksLink
from ..reading.document import Path_
from ..reading.explain import nearest
from ..reading.problems import Problem
from .subject import Check, Subject


def _link_path(subject: Subject, deployment: Deployment, link: str) -> Path_:
    """Where a product's document names a link: in a list, or as a key."""
    links = subject.documents[deployment].value(("links",))
    return ("links", links.index(link)) if isinstance(links, list) and link in links else ("links", link)


def _services(subject: Subject) -> Iterator[Problem]:
    analytics = subject.configuration.landing_zone.analytics
    for deployment in subject.deployments:
        for row in LINKED_SERVICES:
            wanted = getattr(deployment.product.links, row.key)
            owned = isinstance(wanted, DatabricksLink) and wanted.own is not None
            if wanted is not None and not owned and getattr(analytics, row.key) is None:
                yield subject.product_problem(
                    deployment,
                    _link_path(subject, deployment, row.key),
                    f"the landing zone has no {row.long_title}: declare analytics.{row.key}, as {{}} to have one made "
                    f"or with the {row.id_key} of one that exists",
                    repr(row.key),
                )


def _data_plane(subject: Subject) -> Iterator[Problem]:
    zone = subject.configuration.landing_zone
    if zone.data_plane.enabled or zone.analytics.synapse is None:
        return
    yield from _synapse_links(
        subject,
        "needs the role Synapse Administrator on the Spark pools, and managed private endpoints from Synapse "
        "to the lake and to the workspace; these exist on Synapse's data plane only. Set data_plane.enabled to "
        f"true and have the stack {DATA_PLANE} applied by a runner inside the network, or leave out the link",
    )


def _exfiltration(subject: Subject) -> Iterator[Problem]:
    synapse = subject.configuration.landing_zone.analytics.synapse
    if not isinstance(synapse, CreatedSynapse) or not synapse.exfiltration_protection:
        return
    yield from _synapse_links(
        subject,
        "cannot be linked: Azure Machine Learning does not support Synapse workspaces with data exfiltration "
        "protection. Leave out the link, or analytics.synapse.exfiltration_protection before the workspace is created",
    )


def _synapse_links(subject: Subject, message: str) -> Iterator[Problem]:
    """The same error at each link to Synapse."""
    for deployment in subject.deployments:
        if deployment.product.links.synapse is not None:
            path = _link_path(subject, deployment, "synapse")
            yield subject.product_problem(deployment, path, message, "'synapse'")


def _spark_pools(subject: Subject) -> Iterator[Problem]:
    synapse = subject.configuration.landing_zone.analytics.synapse
    if synapse is None:
        return
    known = sorted(synapse.spark_pools)
    declare = "analytics.synapse.spark_pools"
    for deployment in subject.deployments:
        link = deployment.product.links.synapse
        if link is None:
            continue
        where: Path_ = ("links", "synapse", "spark_pools")
        for index, name in enumerate(link.spark_pools or ()):
            if name not in known:
                yield subject.product_problem(
                    deployment,
                    (*where, index),
                    f"is no Spark pool of the landing zone's Synapse; those are {', '.join(known) or 'none'}"
                    f"{nearest(name, known)}. Pools are declared in {declare}",
                )
        for name, count in Counter(link.spark_pools or ()).items():
            if count > 1:
                yield subject.product_problem(deployment, where, f"holds {name!r} twice")
        if not known or link.spark_pools == []:
            yield subject.product_problem(
                deployment,
                _link_path(subject, deployment, "synapse"),
                f"leaves no Spark pool to attach: {'declare one in ' + declare if not known else 'name one'}, or leave "
                "out the link",
                "'synapse'",
            )


def _linked_service(subject: Subject) -> Iterator[Problem]:
    if not isinstance(subject.configuration.landing_zone.analytics.synapse, CreatedSynapse):
        return
    for deployment in subject.deployments:
        link = deployment.product.links.synapse
        if link is not None and link.linked_service:
            # MicrosoftDocs/azure-ai-docs, how-to-manage-synapse-spark-pool.md, read 2026-11-26.
            yield subject.product_problem(
                deployment,
                ("links", "synapse", "linked_service"),
                "must be false: Azure Machine Learning does not register new Synapse workspaces as linked services, "
                "and analytics.synapse creates one. Attached Spark pools do not need the registration",
                "true",
            )


def _compute_names(subject: Subject) -> Iterator[Problem]:
    """A workspace has one set of names for all of its compute."""
    for layout, deployment in zip(subject.configuration.products, subject.configuration.deployments, strict=True):
        link = layout.product.links.synapse
        known = layout.core.spark_pools
        if link is None or not set(link.spark_pools or ()) <= set(known):
            continue
        compute = layout.product.compute
        taken = {
            **{cluster.name.lower(): "compute cluster" for cluster in compute.clusters},
            **{instance.name.lower(): "compute instance" for instance in compute.instances},
        }
        for pool in attached_pools(layout):
            name = spark_compute_name(pool)
            if name in taken:
                yield subject.product_problem(
                    deployment,
                    _link_path(subject, deployment, "synapse"),
                    f"the Spark pool {pool!r} would be attached as {name!r}, which is the name of a {taken[name]} of "
                    "the product: name that one otherwise, or the pools to attach in links.synapse.spark_pools",
                    "'synapse'",
                )


def _synapse_storage(subject: Subject) -> Iterator[Problem]:
    zone = subject.configuration.landing_zone
    if not isinstance(zone.analytics.synapse, CreatedSynapse):
        return
    layer = zone.data_lake.workspace
    declared = isinstance(layer.containers, list) and SYNAPSE_CONTAINER in layer.containers if layer else False
    if layer is None:
        yield subject.problem(
            ("analytics", "synapse"),
            "a Synapse workspace keeps its own files in the workspace layer of the lake, which this landing zone does "
            "not have: declare data_lake.workspace, created or with its storage_account_id",
            "",
        )
    elif isinstance(layer, CreatedWorkspaceLayer):
        if declared:
            yield subject.problem(
                ("data_lake", Layer.WORKSPACE.value, "containers"),
                f"holds {SYNAPSE_CONTAINER!r}, the container of Synapse's own files: it is made by itself, and no "
                "product uses it",
            )
    elif not declared:
        yield subject.problem(
            ("analytics", "synapse"),
            f"a Synapse workspace keeps its own files in a container {SYNAPSE_CONTAINER!r} of the workspace layer, "
            "whose account exists already: have its owner make that container, and name it in "
            "data_lake.workspace.containers together with those of the products",
            "",
        )


def _data_factory(subject: Subject) -> Iterator[Problem]:
    zone = subject.configuration.landing_zone
    config = zone.analytics.data_factory
    if isinstance(config, CreatedDataFactory):
        for index, name in enumerate(config.self_hosted_runtimes):
            path: Path_ = ("analytics", "data_factory", "self_hosted_runtimes", index)
            if name == MANAGED_RUNTIME:
                yield subject.problem(
                    path, "is the name of the runtime in the factory's managed network: choose another"
                )
            if name in config.self_hosted_runtimes[:index]:
                yield subject.problem(path, "is in the list twice: names must differ")
    elif (
        isinstance(config, ExistingDataFactory)
        and ResourceId.parse(config.data_factory_id).subscription_id != zone.subscription_id
    ):
        yield subject.problem(
            ("analytics", "data_factory", "data_factory_id"),
            "lies in another subscription, but Terraform makes its endpoints to products in the landing zone's "
            f"({zone.subscription_id}) only: give a factory of that one",
        )


def _stack_names(subject: Subject) -> Iterator[Problem]:
    for deployment in subject.deployments:
        if stack_name(deployment.product.name, deployment.environment) == DATA_PLANE:
            yield subject.product_problem(
                deployment,
                ("name",),
                f"together with the environment {deployment.environment!r} it is the name of the stack {DATA_PLANE}, "
                "which holds what exists on no control plane: choose another",
            )


#: The checks, with the sections of the landing zone that each reads.
LINK_CHECKS: Sequence[tuple[Check, tuple[str, ...]]] = (
    (_services, ("analytics",)),
    (_data_plane, ("analytics", "data_plane")),
    (_exfiltration, ("analytics",)),
    (_spark_pools, ("analytics",)),
    (_linked_service, ("analytics",)),
    (_compute_names, ("analytics",)),
    (_synapse_storage, ("analytics", "data_lake")),
    (_data_factory, ("analytics", "subscription_id")),
    (_stack_names, ()),
)
