"""Checks of Databricks and Kubernetes, and of the links of products to them."""

from __future__ import annotations

import ipaddress
import math
from collections.abc import Iterator, Sequence

from ...azure import personas, subnets
from ...azure.ids import ResourceId
from ...azure.vm_sizes import by_name, vm_sizes
from ..configuration import Deployment
from ..layout.access import personas_of
from ..layout.places import KUBERNETES_SUBNET, subnet_range
from ..models.analytics import (
    SYSTEM_POOL,
    CreatedDatabricks,
    CreatedKubernetes,
    ExistingDatabricks,
    ExistingKubernetes,
    NodePool,
)
from ..models.isolation import ManagedNetwork
from ..models.network import CreatedNetwork, DnsPolicy, OutboundFirewall, OutboundNatGateway
from ..reading.document import Path_
from ..reading.explain import nearest
from ..reading.problems import Problem
from .node_sizes import assumed
from .subject import Check, Subject

_DATABRICKS: Path_ = ("analytics", "databricks")
_KUBERNETES: Path_ = ("analytics", "kubernetes")
DATABRICKS_SUBNETS = ("databricks_public", "databricks_private")
#: The longest prefix of a subnet that Databricks takes.
DATABRICKS_PREFIX = 26
#: Addresses of the scoring subnet besides those of nodes: the endpoint of the Kubernetes API, and the load balancer of
#: the scoring endpoints.
_KUBERNETES_ENDPOINTS = 2
#: Nodes that are added to a pool while it is upgraded, as a share of it.
_SURGE = 0.1
#: Each node takes a range of this size for its pods.
_PODS_PREFIX = 24
#: Names of attached compute, which no cluster of the workspace may have.
_ATTACHED = {"databricks": "links.databricks", "kubernetes": "inference"}


def _databricks(subject: Subject) -> Iterator[Problem]:
    zone = subject.configuration.landing_zone
    if not isinstance(zone.analytics.databricks, CreatedDatabricks):
        return
    if missing := [name for name in DATABRICKS_SUBNETS if name not in zone.network.subnets]:
        how = (
            "add each with {}, it has a place in the address space"
            if isinstance(zone.network, CreatedNetwork)
            else "give their ids; both must be delegated to Microsoft.Databricks/workspaces, with a security group"
        )
        yield subject.problem(
            _DATABRICKS,
            f"a workspace needs two subnets of its own, and network.subnets lacks {' and '.join(missing)}: {how}",
            "",
        )
    if not isinstance(zone.network, CreatedNetwork):
        return
    for purpose in DATABRICKS_SUBNETS:
        if (range_ := _range(zone.network, purpose)) is not None and range_.prefixlen > DATABRICKS_PREFIX:
            yield subject.tight(
                purpose,
                f"the subnet {purpose!r} ({range_}) is too small for Databricks, which takes a /{DATABRICKS_PREFIX} at "
                f"least: give network.subnets.{purpose} a larger range",
            )


def _kubernetes(subject: Subject) -> Iterator[Problem]:
    zone = subject.configuration.landing_zone
    config, network = zone.analytics.kubernetes, zone.network
    if not isinstance(config, CreatedKubernetes):
        return
    if KUBERNETES_SUBNET not in network.subnets:
        how = (
            "add it with {}, it has a place in the address space"
            if isinstance(network, CreatedNetwork)
            else "give its id"
        )
        yield subject.problem(
            _KUBERNETES, f"a cluster needs the subnet 'scoring', which network.subnets lacks: {how}", ""
        )
    yield from _way_out(subject, config)
    yield from _api_zone(subject, config)
    yield from _node_sizes(subject, config)
    yield from _room(subject, config)
    yield from _ranges(subject, config)


def _way_out(subject: Subject, config: CreatedKubernetes) -> Iterator[Problem]:
    network = subject.configuration.landing_zone.network
    if not isinstance(network, CreatedNetwork):
        if config.outbound is None:
            yield subject.problem(
                (*_KUBERNETES, "outbound"),
                "must be said for an existing network: firewall if the subnet 'scoring' has a default route to one, "
                "nat_gateway if it has a NAT gateway",
                "",
            )
        return
    if config.outbound is not None:
        yield subject.problem(
            (*_KUBERNETES, "outbound"), "is for an existing network; of this one it is known: leave it out"
        )
    if isinstance(network.outbound, OutboundNatGateway):
        yield subject.problem(
            ("network", "outbound", "through"),
            "does not do for a cluster (analytics.kubernetes): its nodes need hosts that a security group, which alone "
            "filters what goes through a NAT gateway, cannot tell apart: send traffic through a firewall",
        )
    elif not isinstance(network.outbound, OutboundFirewall):
        yield subject.problem(
            ("network", "outbound"),
            "nothing leaves the network, but the nodes of a cluster (analytics.kubernetes) must reach Azure: send "
            "traffic through a firewall",
            "",
        )


def _api_zone(subject: Subject, config: CreatedKubernetes) -> Iterator[Problem]:
    """A zone that AKS makes is linked to the network of the cluster alone, where own DNS servers do not ask.

    Source: MicrosoftDocs/azure-aks-docs, articles/aks/private-clusters.md, read 2026-11-26.
    """
    network = subject.configuration.landing_zone.network
    if (
        isinstance(network, CreatedNetwork)
        and isinstance(network.dns, DnsPolicy)
        and network.dns_servers
        and config.private_dns_zone_id is None
    ):
        yield subject.problem(
            (*_KUBERNETES, "private_dns_zone_id"),
            "must be given: Azure Policy owns DNS (network.dns.owner) and the network has DNS servers of its own "
            "(network.dns_servers), which do not find a zone that AKS makes. Give the id of the zone "
            "privatelink.<region>.azmk8s.io that those servers resolve",
            "",
        )


def _pools(config: CreatedKubernetes) -> Iterator[tuple[str, Path_, NodePool]]:
    yield SYSTEM_POOL, (*_KUBERNETES, "system_pool"), config.system_pool
    for name, pool in config.user_pools.items():
        yield name, (*_KUBERNETES, "user_pools", name), pool


def _node_sizes(subject: Subject, config: CreatedKubernetes) -> Iterator[Problem]:
    known = {**dict.fromkeys(vm_sizes()), **dict.fromkeys(subject.configuration.landing_zone.vm_sizes)}
    for _, path, pool in _pools(config):
        if pool.vm_size not in known and by_name(pool.vm_size) is None:
            yield subject.problem(
                (*path, "vm_size"),
                f"is not a virtual machine size that we know{nearest(pool.vm_size, known) or '.'} A size that is "
                "newer than this library is admitted by its vCPUs in vm_sizes",
                repr(pool.vm_size),
            )


def _room(subject: Subject, config: CreatedKubernetes) -> Iterator[Problem]:
    """Nodes at full scale and those that an upgrade adds, in the subnet and in the range of pods."""
    needs = {f"pool {name}": pool.max_nodes + math.ceil(pool.max_nodes * _SURGE) for name, _, pool in _pools(config)}
    nodes = sum(needs.values())
    pods = ipaddress.IPv4Network(config.pod_range)
    room = 2 ** max(0, _PODS_PREFIX - pods.prefixlen) if pods.prefixlen <= _PODS_PREFIX else 0
    if nodes > room:
        yield subject.problem(
            (*_KUBERNETES, "pod_range"),
            f"holds the pods of {room} nodes (a /{_PODS_PREFIX} each), but there are {nodes} at full scale and during "
            "an upgrade: give a larger range",
            repr(config.pod_range),
        )
    network = subject.configuration.landing_zone.network
    range_ = _range(network, KUBERNETES_SUBNET) if isinstance(network, CreatedNetwork) else None
    if range_ is None:
        return
    needs["Kubernetes API and scoring endpoints"] = _KUBERNETES_ENDPOINTS
    usable = range_.num_addresses - subnets.RESERVED_ADDRESSES
    if sum(needs.values()) > usable:
        listed = ", ".join(f"{name} {count}" for name, count in sorted(needs.items(), key=lambda n: (-n[1], n[0])))
        yield subject.tight(
            KUBERNETES_SUBNET,
            f"the subnet 'scoring' ({range_}) has {usable} usable addresses, but {sum(needs.values())} are needed at "
            f"full scale and during an upgrade ({listed}): give network.subnets.scoring a larger range",
        )


def _ranges(subject: Subject, config: CreatedKubernetes) -> Iterator[Problem]:
    """The ranges that a cluster keeps for itself must overlap no other: it would not reach them from inside."""
    network = subject.configuration.landing_zone.network
    taken = {"pod_range": config.pod_range}
    if isinstance(network, CreatedNetwork):
        taken |= {f"network.address_space ({space})": space for space in network.address_space}
        taken |= {f"network.dns_servers ({server})": server for server in network.dns_servers}
        if isinstance(network.outbound, OutboundFirewall):
            taken["network.outbound.firewall_ip"] = network.outbound.firewall_ip
    for key in ("pod_range", "service_range"):
        here = ipaddress.IPv4Network(getattr(config, key))
        for what, text in taken.items():
            if what != key and here.overlaps(ipaddress.IPv4Network(text)):
                yield subject.problem(
                    (*_KUBERNETES, key),
                    f"overlaps {what}, which the cluster would not reach: choose a range that is used nowhere else",
                    repr(str(here)),
                )
    if ipaddress.IPv4Network(config.service_range).num_addresses < 16:
        yield subject.problem(
            (*_KUBERNETES, "service_range"), "is too small: a /28 at least", repr(config.service_range)
        )


def _databricks_links(subject: Subject) -> Iterator[Problem]:
    zone = subject.configuration.landing_zone
    databricks = zone.analytics.databricks
    for deployment in subject.deployments:
        link = deployment.product.links.databricks
        if link is None or link.own is not None or databricks is None:
            continue
        if databricks.job_principal_id is None:
            yield subject.product_problem(
                deployment,
                ("links",),
                "names databricks, but it is not known which identity runs its jobs, and a link without is none: give "
                "the object id of that identity in the landing zone's analytics.databricks.job_principal_id",
                "",
            )
        if (
            link.attach_compute
            and isinstance(databricks, ExistingDatabricks)
            and databricks.workspace_url is None
            and ResourceId.parse(databricks.workspace_id).subscription_id != zone.subscription_id
        ):
            yield subject.product_problem(
                deployment,
                ("links", "databricks", "attach_compute"),
                "needs the host of the Databricks workspace, which lies in another subscription and cannot be read "
                "there: give the landing zone's analytics.databricks.workspace_url",
            )


def _inference(subject: Subject) -> Iterator[Problem]:
    for deployment in subject.deployments:
        product = deployment.product
        if product.inference is None:
            continue
        if isinstance(product.workspace.isolation, ManagedNetwork):
            yield subject.product_problem(
                deployment,
                ("inference",),
                "attaches a Kubernetes cluster, which a workspace with a managed network cannot (no attached clusters "
                "or machines reach it): choose workspace.isolation customer_network, or serve models from managed "
                "online endpoints",
                "",
            )
        if product.inference.kubernetes is not None:
            yield from _landing_zones_cluster(subject, deployment)
        else:
            where: Path_ = ("inference", "kubernetes_cluster_id")
            yield from _cluster_id(subject, deployment, where, product.inference.kubernetes_cluster_id or "")
    yield from _namespaces(subject)
    yield from _shared_clusters(subject)


def _landing_zones_cluster(subject: Subject, deployment: Deployment) -> Iterator[Problem]:
    zone, product = subject.configuration.landing_zone, deployment.product
    config, where = zone.analytics.kubernetes, ("inference", "kubernetes")
    if config is None:
        yield subject.product_problem(
            deployment,
            where,
            "the landing zone has no cluster: declare analytics.kubernetes, created or with its cluster_id, or give a "
            "kubernetes_cluster_id",
        )
    elif isinstance(config, ExistingKubernetes):
        yield from _cluster_id(subject, deployment, where, config.cluster_id)
    else:
        if config.scoring is None:
            yield subject.product_problem(
                deployment,
                where,
                "the landing zone's cluster serves no models yet: put the certificate into the cluster, then give "
                "analytics.kubernetes.scoring, with which the Machine Learning extension is installed",
            )
        if product.location not in (None, zone.location):
            yield subject.product_problem(
                deployment,
                ("location",),
                f"differs from that of the landing zone's cluster, {zone.location}: a workspace with a private "
                "endpoint attaches clusters of its own region only",
            )


def kubernetes_warnings(subject: Subject) -> Iterator[Problem]:
    """Sizes that no table has, and the order of cluster, certificate and Machine Learning extension."""
    config = subject.configuration.landing_zone.analytics.kubernetes
    if not isinstance(config, CreatedKubernetes):
        return
    for _, path, pool in _pools(config):
        if message := assumed(pool.vm_size, subject):
            yield subject.problem((*path, "vm_size"), message, repr(pool.vm_size))
    if config.scoring is None:
        return
    where: Path_ = (*_KUBERNETES, "scoring", "certificate_in_place")
    if config.scoring.certificate_in_place is None:
        yield subject.problem(
            where,
            f"is not set, and the core stack installs the Machine Learning extension, which needs the secret "
            f"{config.scoring.certificate} in the namespace azureml: set false and apply core to create the cluster, "
            "have an administrator create the secret, then set true and apply again",
            "",
        )
    elif not config.has_extension:
        for deployment in subject.deployments:
            if deployment.product.inference is not None and deployment.product.inference.kubernetes is not None:
                yield subject.product_problem(
                    deployment,
                    ("inference", "kubernetes"),
                    "does not attach the cluster yet: analytics.kubernetes.scoring.certificate_in_place is false",
                )


def _cluster_id(subject: Subject, deployment: Deployment, where: Path_, cluster_id: str) -> Iterator[Problem]:
    own = subject.configuration.landing_zone.subscription_id
    if ResourceId.parse(cluster_id).subscription_id != own:
        yield subject.product_problem(
            deployment,
            where,
            f"lies in another subscription, but a workspace attaches clusters of its own ({own}) only",
            repr(cluster_id),
        )


def _namespaces(subject: Subject) -> Iterator[Problem]:
    taken: dict[tuple[str, str], str] = {}
    for layout, deployment in zip(subject.configuration.products, subject.configuration.deployments, strict=True):
        if layout.kubernetes_cluster_id is None:
            continue
        key = (str(layout.kubernetes_cluster_id).lower(), layout.kubernetes_namespace)
        if (other := taken.setdefault(key, layout.stack)) != layout.stack:
            yield subject.product_problem(
                deployment,
                ("inference", "namespace"),
                f"is the namespace of {other} in the same cluster, too: what runs in one namespace reaches the "
                "identities of all that runs there",
                repr(layout.kubernetes_namespace),
            )


def _shared_clusters(subject: Subject) -> Iterator[Problem]:
    """A cluster of several products or environments that people outside production could change.

    A job may run as the workspace's identity (Microsoft Learn, "Serverless compute", read 2026-11-26),
    which Microsoft's attach page makes an administrator of the cluster.
    """
    attached = [
        (layout, deployment, str(layout.kubernetes_cluster_id).lower())
        for layout, deployment in zip(subject.configuration.products, subject.configuration.deployments, strict=True)
        if layout.kubernetes_cluster_id is not None
    ]
    for layout, deployment, cluster in attached:
        others = [other.stack for other, _, id_ in attached if id_ == cluster and other is not layout]
        submitters = [persona for persona in personas_of(layout) if personas.may_submit_jobs(persona)]
        if layout.environment.is_production or not others or not submitters:
            continue
        yield subject.product_problem(
            deployment,
            ("inference",),
            f"attaches a cluster that {', '.join(sorted(others))} use too, where {', '.join(submitters)} may submit "
            "jobs as the workspace's identity, an administrator of the cluster: attach it in production only "
            "(per_environment), or give this environment a kubernetes_cluster_id of its own",
            "",
        )


def _compute_names(subject: Subject) -> Iterator[Problem]:
    for deployment in subject.deployments:
        product = deployment.product
        attached = {
            "databricks": product.links.databricks is not None and product.links.databricks.attach_compute,
            "kubernetes": product.inference is not None,
        }
        for key in ("clusters", "instances"):
            for index, compute in enumerate(getattr(product.compute, key)):
                if attached.get(compute.name.lower(), False):
                    yield subject.product_problem(
                        deployment,
                        ("compute", key, index, "name"),
                        f"is the name of the compute that {_ATTACHED[compute.name.lower()]} attaches: choose another",
                        repr(compute.name),
                    )


def _range(network: CreatedNetwork, purpose: str) -> ipaddress.IPv4Network | None:
    """The range of a subnet; None if there is none, or none that the check of the network lets pass."""
    if purpose not in network.subnets:
        return None
    try:
        return ipaddress.IPv4Network(subnet_range(network, purpose))
    except ValueError:
        return None


#: The checks, with the sections of the landing zone that each reads.
DATABRICKS_KUBERNETES_CHECKS: Sequence[tuple[Check, tuple[str, ...]]] = (
    (_databricks, ("analytics", "network")),
    (_kubernetes, ("analytics", "network", "vm_sizes")),
    (_databricks_links, ("analytics", "subscription_id")),
    (_inference, ("analytics", "subscription_id", "location", "environments")),
    (_compute_names, ()),
)
