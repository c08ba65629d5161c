"""The compute of a product, and the images and packages that it takes."""

from __future__ import annotations

import fnmatch
from collections.abc import Iterator

from ...azure.vm_sizes import of_family
from ...config import Configuration
from ...config.layout.links import DATABRICKS_COMPUTE, KUBERNETES_COMPUTE, attached_pools, spark_compute_name
from ...config.layout.product import ProductLayout
from ...config.models.links import ContainerRegistryConnection, PythonFeedConnection
from ...config.models.network import CreatedNetwork, OutboundFirewall
from .model import Code, Section
from .policies import in_force

_PYPI = "pypi.org"


def section(layout: ProductLayout) -> Section:
    """The clusters, instances and attached compute, with sizes and limits."""
    quotas = {
        "Quota of the workspace": layout.product.compute.quota,
        "Quota of the subscription, for all products": _shared_quota(layout),
    }
    facts = {
        label: ", ".join(f"{family}: {most} vCPUs" for family, most in sorted(limits.items()))
        for label, limits in quotas.items()
        if limits
    }
    text = (
        "A job names its compute as `azureml:<name>`. Clusters start nodes for a job, and stop them when they are idle."
    )
    return Section("compute", "Compute", (text,), facts, tuple(_rows(layout)))


def _shared_quota(layout: ProductLayout) -> dict[str, int]:
    """The quota of Machine Learning in the region of the compute, for the families of the product, where known."""
    quota, compute = layout.core.landing_zone.quota, layout.product.compute
    region = quota.regions.get(layout.compute_location) if quota is not None else None
    if region is None:
        return {}
    names = {*(cluster.vm_size for cluster in compute.clusters), *(one.vm_size for one in compute.instances)}
    families = {size.machine_learning_family for name in names if (size := layout.core.vm_size(name)) is not None}
    known = ((family, of_family(region.machine_learning.families, family)) for family in families)
    return {family: limit for family, limit in known if limit is not None}


def _rows(layout: ProductLayout) -> Iterator[dict[str, str]]:
    compute = layout.product.compute

    def row(name: str, kind: str, size: str, nodes: str, limits: str) -> dict[str, str]:
        return {"name": Code(name), "kind": kind, "size": size, "nodes": nodes, "limits": limits}

    for cluster in compute.clusters:
        limits = [f"a node stops after {cluster.idle_seconds} idle seconds"]
        if cluster.priority == "low_priority":
            limits.append("Azure may take nodes away")
        if cluster.name == layout.image_build_cluster:
            limits.append("also builds images")
        nodes = f"{cluster.min_nodes} to {cluster.max_nodes}"
        yield row(cluster.name, "cluster", _size(layout, cluster.vm_size), nodes, "; ".join(limits))
    for instance in compute.instances:
        limits = [f"for the user {instance.assigned_to} only", f"stops after {instance.idle_minutes} idle minutes"]
        if (schedule := instance.schedule) is not None:
            starts = f", starts at {schedule.start}" if schedule.start else ""
            limits.append(f"stops at {schedule.stop}{starts} on working days ({schedule.time_zone})")
        yield row(instance.name, "instance", _size(layout, instance.vm_size), "1", "; ".join(limits))
    if compute.serverless:
        yield row(
            "serverless",
            "serverless",
            "as `resources.instance_type` says",
            "as `resources` says",
            "leave `compute` out",
        )
    if layout.kubernetes_cluster_id is not None:
        limits = [f"serves models, in the namespace {layout.kubernetes_namespace}"]
        yield row(KUBERNETES_COMPUTE, "Kubernetes", "as its instance types say", "shared", limits[0])
    for pool, id_ in attached_pools(layout).items():
        yield row(spark_compute_name(pool), "Spark", "as the pool says", "shared", f"pool {pool} of {id_.parent.name}")
    databricks = layout.product.links.databricks
    if databricks is not None and databricks.attach_compute:
        yield row(DATABRICKS_COMPUTE, "Databricks", "as its clusters say", "shared", "attached Databricks workspace")


def _size(layout: ProductLayout, name: str) -> str:
    size = layout.core.vm_size(name)
    if size is None:
        return name
    gpus = f", {size.gpus} GPU{'' if size.gpus == 1 else 's'}" if size.gpus else ""
    return f"{name} ({size.vcpus} vCPUs{gpus})"


def images(configuration: Configuration, layout: ProductLayout) -> Section:
    """Registries of images and models, feeds, and what compute reaches outside."""
    return Section("images", "Images, packages and models", (), dict(_facts(configuration, layout)))


def _facts(configuration: Configuration, layout: ProductLayout) -> Iterator[tuple[str, str]]:
    yield "Container registry", Code(layout.registry_host)
    cluster = layout.image_build_cluster
    yield "Images are built by", f"the cluster {cluster}" if cluster else "nothing: the product has no cluster"
    allowed = in_force(configuration, layout, "allowed_registries")
    hosts = allowed.parameters.get("allowedACRs") if allowed is not None else None
    if isinstance(hosts, list):
        yield "Images come from", Code(", ".join(map(str, hosts)))
    registry = layout.core.machine_learning_registry_id
    if registry is not None:
        yield (
            "Machine Learning registry",
            Code(f"azureml://registries/{registry.name}/models/<model>/versions/<version>"),
        )
    connections = sorted(layout.product.connections.items())
    for name, connection in connections:
        if isinstance(connection, ContainerRegistryConnection):
            registry_name = connection.container_registry_id.rpartition("/")[2].lower()
            yield f"Connected registry {name}", Code(f"{registry_name}.{layout.core.cloud.container_registry_suffix}")
        else:
            yield f"Python feed {name}", Code(connection.python_feed)
    feeds = [name for name, connection in connections if isinstance(connection, PythonFeedConnection)]
    if feeds:
        yield (
            "Packages from the feed",
            "name its URL as --extra-index-url in the environment; the workspace signs in to it",
        )
    yield from _outside(layout)


def _outside(layout: ProductLayout) -> Iterator[tuple[str, str]]:
    core, network, managed = layout.core, layout.core.landing_zone.network, layout.managed_network
    if managed is not None and managed.outbound == "allow_internet_outbound":
        yield "Compute reaches", "the internet"
        return
    if managed is not None:
        services, hosts = layout.managed_services, tuple(managed.hosts)
        always = "what the workspace itself needs"
    elif isinstance(network, CreatedNetwork) and layout.compute_subnet is not None:
        services = core.reached(layout.compute_subnet.purpose)
        hosts = tuple(network.outbound.hosts) if isinstance(network.outbound, OutboundFirewall) else ()
        always = ""
    else:
        yield "Compute reaches", "what the owner of the existing network allows"
        return
    titles = [*([always] if always else []), *(service.title for service in services), *hosts]
    yield "Compute reaches", "; ".join(titles) or "nothing outside of the network"
    known = [*hosts, *(host for service in services for host in service.hosts or ())]
    if not any(fnmatch.fnmatchcase(_PYPI, pattern) for pattern in known):
        feed = any(isinstance(one, PythonFeedConnection) for one in layout.product.connections.values())
        where = "from the feed above" if feed else "from a feed (`connections` of the product's file names none yet)"
        yield "Not reached", f"{_PYPI}: install packages {where}, or use an image that contains them"
