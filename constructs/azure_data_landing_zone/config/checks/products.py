"""Checks of products: whose data they touch, and what their data stores, compute, connections and keys refer to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit

from ...azure.clouds import cloud
from ...azure.ids import ResourceId
from ..configuration import Deployment
from ..layout.places import Container, own_container
from ..layout.product import ProductLayout
from ..models.data_lake import Layer
from ..models.isolation import ManagedNetwork
from ..models.links import PythonFeedConnection
from ..reading.document import Path_
from ..reading.problems import Problem
from .subject import Check, Subject

#: The data stores that Azure makes in every workspace.
_BUILT_IN = ("workspaceartifactstore", "workspaceblobstore", "workspacefilestore", "workspaceworkingdirectory")


def _pairs(subject: Subject) -> Iterator[tuple[Deployment, ProductLayout]]:
    configuration = subject.configuration
    yield from zip(configuration.deployments, configuration.products, strict=True)


def _other_products_data(subject: Subject) -> Iterator[Problem]:
    """Every container has one product that writes it, and a product's own container is nobody else's."""
    owners = {own_container(layout.product.name, layout.environment_name): layout for _, layout in _pairs(subject)}
    writers: dict[str, ProductLayout] = {}
    for deployment, layout in _pairs(subject):
        for container in _containers(layout):
            path = _path_of(layout, container)
            owner = owners.get(container.name) if container.layer is Layer.WORKSPACE else None
            if owner is not None and owner.product.name != layout.product.name:
                yield subject.product_problem(
                    deployment,
                    path,
                    f"is the own container of {owner.stack}, which no other product reaches: let {owner.product.name} "
                    "write what it shares to a container of another layer, and read it there",
                )
                continue
            if not container.writable:
                continue
            if owner is not None and owner is not layout:
                yield subject.product_problem(
                    deployment, path, f"is the own container of {owner.stack}: {layout.stack} may only read it"
                )
                continue
            first = writers.setdefault(str(container.id).lower(), layout)
            if first is not layout:
                yield subject.product_problem(
                    deployment,
                    path,
                    f"is written by {first.stack} already, and two that write the same container overwrite each "
                    f"other's data: give {layout.stack} a container of its own",
                )


def _containers(layout: ProductLayout) -> tuple[Container, ...]:
    """The containers that a product uses; none if it names a layer that does not exist, which another check reports."""
    data = layout.product.data
    named = {path.partition("/")[0] for path in (*data.read, *data.write)}
    return layout.containers if named <= {str(layer) for layer in layout.core.lake_accounts} else ()


def _path_of(layout: ProductLayout, container: Container) -> Path_:
    """Where the product's document names a container; what writes comes first."""
    data = layout.product.data
    for verb, paths in (("write", data.write), ("read", data.read)):
        for index, path in enumerate(paths):
            layer, name = path.split("/", 1)
            if layer == Layer.WORKSPACE and name == "own":
                name = own_container(layout.product.name, layout.environment_name)
            if (layer, name) == (container.layer, container.name):
                return ("data", verb, index)
    return ("data",)


def _writes(subject: Subject) -> Iterator[Problem]:
    """The shared layers are written from production: what no production environment writes is never written."""
    written = {
        (layout.product.name, str(container.id))
        for _, layout in _pairs(subject)
        for container in _containers(layout)
        if container.writable
    }
    declared = subject.configuration.landing_zone.environments
    for deployment, layout in _pairs(subject):
        if set(layout.product.environments) - set(declared):
            continue
        asked = {path for path in layout.product.data.write if not path.startswith(f"{Layer.WORKSPACE}/")}
        for container in _containers(layout):
            path = f"{container.layer}/{container.name}"
            if path in asked and (layout.product.name, str(container.id)) not in written:
                yield subject.product_problem(
                    deployment,
                    ("data", "write", layout.product.data.write.index(path)),
                    "is never written: products write the shared layers from production, and none of the product's "
                    f"environments that write it is production. List it in data.read, or set environments."
                    f"{layout.environment_name}.production to true",
                )


def _datastores(subject: Subject) -> Iterator[Problem]:
    for deployment, layout in _pairs(subject):
        data = layout.product.data
        taken = dict.fromkeys(_BUILT_IN, "the name of a data store that Azure makes in every workspace")
        taken |= {
            container.datastore: f"the name of the data store of {container.layer}/{container.name}"
            for container in _containers(layout)
        }
        for kind, names in (("blobs", data.blobs), ("file_shares", data.file_shares)):
            for name in names:
                if name in taken:
                    yield subject.product_problem(
                        deployment, ("data", kind, name), f"is {taken[name]} already: choose another one", repr(name)
                    )
                taken[name] = f"the name of a data store in data.{kind}"
        lake = {str(account).lower(): layer for layer, account in layout.core.lake_accounts.items()}
        for name, blob in data.blobs.items():
            account = ResourceId.parse(blob.container_id).parent.parent
            if (layer := lake.get(str(account).lower())) is not None:
                yield subject.product_problem(
                    deployment,
                    ("data", "blobs", name, "container_id"),
                    f"lies in the {layer} layer of the data lake: name it in data.read or data.write",
                )


def _instances(subject: Subject) -> Iterator[Problem]:
    """Azure wants names of compute instances to differ in a whole region, over all subscriptions."""
    taken: dict[tuple[str, str], str] = {}
    for deployment, layout in _pairs(subject):
        for index, instance in enumerate(layout.product.compute.instances):
            first = taken.setdefault((layout.compute_location, instance.name.lower()), layout.stack)
            if first != layout.stack:
                way_out = (
                    f"name it under per_environment.{layout.environment_name} or per_environment of another one only"
                    if first.startswith(f"{layout.product.name}-")
                    else "choose another name"
                )
                yield subject.product_problem(
                    deployment,
                    ("compute", "instances", index, "name"),
                    f"is the name of a compute instance of {first} too, and in one region they must differ: {way_out}",
                    repr(instance.name),
                )


def _connections(subject: Subject) -> Iterator[Problem]:
    for deployment, layout in _pairs(subject):
        network = layout.managed_network
        if network is None or network.outbound != "allow_only_approved_outbound":
            continue
        for name, connection in layout.product.connections.items():
            if not isinstance(connection, PythonFeedConnection):
                continue
            host = urlsplit(connection.python_feed).hostname or ""
            if not any(_covers(known, host) for known in _hosts(layout, network)):
                yield subject.product_problem(
                    deployment,
                    ("connections", name, "python_feed"),
                    f"lies on {host}, which the managed network does not let compute reach: name the host in "
                    "workspace.isolation.hosts, or its service in workspace.isolation.allow (Azure Artifacts is "
                    "azure_artifacts)",
                )


def _hosts(layout: ProductLayout, network: ManagedNetwork) -> Iterator[str]:
    yield from network.hosts
    for service in layout.managed_services:
        yield from service.hosts or ()


def _covers(pattern: str, host: str) -> bool:
    return host.endswith(pattern[1:]) if pattern.startswith("*.") else host == pattern


def _encryption(subject: Subject) -> Iterator[Problem]:
    suffix = cloud(subject.configuration.landing_zone.cloud).key_vault_suffix
    for deployment, layout in _pairs(subject):
        encryption = layout.product.encryption
        if encryption is None:
            continue
        vault = ResourceId.parse(encryption.key_vault_id)
        host = f"{vault.name.lower()}.{suffix}"
        given = urlsplit(encryption.key_id).hostname
        if given != host:
            yield subject.product_problem(
                deployment,
                ("encryption", "key_id"),
                f"is a key of {given}, but encryption.key_vault_id is the vault {vault.name}, whose keys are at "
                f"https://{host}/keys/",
            )
        if not layout.is_in_subscription(vault):
            yield subject.product_problem(
                deployment,
                ("encryption", "key_vault_id"),
                "lies in another subscription, but Azure Machine Learning requires the vault of a customer-managed key "
                "in the subscription of the workspace: keep the key there",
            )
        if str(vault).lower() == str(layout.key_vault.id).lower():
            yield subject.product_problem(
                deployment,
                ("encryption", "key_vault_id"),
                "is the vault that the product makes for itself, but the key must exist before the product does: keep "
                "it in another vault",
            )


#: The checks, with the sections of the landing zone that each reads.
PRODUCT_CHECKS: Sequence[tuple[Check, tuple[str, ...]]] = (
    (_other_products_data, ("data_lake", "environments", "name", "names", "naming")),
    (_writes, ("data_lake", "environments", "name", "names", "naming")),
    (_datastores, ("data_lake", "environments", "name", "names", "naming")),
    (_instances, ("location",)),
    (_connections, ("cloud", "location", "naming")),
    (_encryption, ("cloud", "name", "names", "naming")),
)


#: The personas who work in a workspace.
_AUTHORS = ("data_scientists", "ml_engineers")


def write_warnings(subject: Subject) -> Iterator[Problem]:
    """Outside of production the shared layers are read where a product asks to write them."""
    first: dict[tuple[str, str], tuple[Deployment, int]] = {}
    read: dict[tuple[str, str], list[str]] = {}
    for deployment, layout in _pairs(subject):
        for index, path in enumerate(layout.product.data.write):
            if not path.startswith(f"{Layer.WORKSPACE}/") and not layout.environment.is_production:
                key = layout.product.name, path
                first.setdefault(key, (deployment, index))
                read.setdefault(key, []).append(layout.environment_name)
    for key, environments in read.items():
        deployment, index = first[key]
        yield subject.product_problem(
            deployment,
            ("data", "write", index),
            f"is read, not written, in {' and '.join(environments)}: products write the shared layers from production "
            "only. environments.<name>.production decides it",
        )


def product_warnings(subject: Subject) -> Iterator[Problem]:
    """Warnings: values that are allowed, and probably not meant."""
    zone = subject.configuration.landing_zone
    if not zone.groups and not any(deployment.product.groups for deployment in subject.deployments):
        return
    for deployment, layout in _pairs(subject):
        if not layout.environment.is_production and not {*zone.groups, *deployment.product.groups} & {*_AUTHORS}:
            yield subject.product_problem(
                deployment,
                ("groups",),
                f"names nobody for {' or '.join(_AUTHORS)}, and neither does the landing zone: no person may work in "
                f"the workspace of {layout.stack}",
                "",
            )
