"""Checks of Databricks workspaces that products own."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator, Sequence

from ..configuration import Deployment
from ..layout.places import created_subnets, delegation, stack_name, subnet_range
from ..models.analytics import CreatedDatabricks
from ..models.links import OwnDatabricks
from ..models.network import CreatedNetwork, DnsPolicy
from ..reading.explain import nearest
from ..reading.problems import Problem
from .databricks_kubernetes import DATABRICKS_PREFIX, DATABRICKS_SUBNETS
from .subject import Check, Subject

_SERVICE = "Microsoft.Databricks/workspaces"
_SUBRESOURCE = "databricks_ui_api"


def _owned(subject: Subject) -> Iterator[tuple[Deployment, OwnDatabricks]]:
    for deployment in subject.deployments:
        link = deployment.product.links.databricks
        if link is not None and link.own is not None:
            yield deployment, link.own


def _subnets(subject: Subject) -> Iterator[Problem]:
    zone = subject.configuration.landing_zone
    network = zone.network
    known = created_subnets(network) if isinstance(network, CreatedNetwork) else sorted(network.subnets)
    shared = isinstance(zone.analytics.databricks, CreatedDatabricks)
    taken = dict.fromkeys(DATABRICKS_SUBNETS if shared else (), "the landing zone's own workspace")
    for deployment, own in _owned(subject):
        stack = stack_name(deployment.product.name, deployment.environment)
        for key in ("public_subnet", "private_subnet"):
            purpose = getattr(own, key)
            where = ("links", "databricks", "own", key)
            if purpose not in known:
                yield subject.product_problem(
                    deployment,
                    where,
                    f"is no subnet of the landing zone; those are {', '.join(known)}{nearest(purpose, known)}. Declare "
                    + (
                        f"network.subnets.{purpose} with an address_prefix and delegation: {_SERVICE}"
                        if isinstance(network, CreatedNetwork)
                        else f"network.subnets.{purpose} with its id; it must be delegated to {_SERVICE}, with a "
                        "security group"
                    ),
                )
                continue
            if (other := taken.setdefault(purpose, stack)) != stack:
                yield subject.product_problem(
                    deployment,
                    where,
                    f"is a subnet of {other} already, and a subnet holds one Databricks workspace: give another one, "
                    "by environment in per_environment",
                )
            if not isinstance(network, CreatedNetwork):
                continue
            if delegation(network, purpose) != _SERVICE:
                yield subject.product_problem(
                    deployment,
                    where,
                    f"is not given to Databricks: set network.subnets.{purpose}.delegation to {_SERVICE}",
                )
            if _prefix(network, purpose) > DATABRICKS_PREFIX:
                yield subject.product_problem(
                    deployment,
                    where,
                    f"is too small for Databricks, which takes a /{DATABRICKS_PREFIX} at least: give "
                    f"network.subnets.{purpose} a larger range",
                )


def _prefix(network: CreatedNetwork, purpose: str) -> int:
    """The length of a subnet's prefix; 0 for a range that the check of the network does not let pass."""
    try:
        return ipaddress.IPv4Network(subnet_range(network, purpose)).prefixlen
    except ValueError:
        return 0


def _surroundings(subject: Subject) -> Iterator[Problem]:
    zone, core = subject.configuration.landing_zone, subject.configuration.core
    path = ("links", "databricks", "own")
    for deployment, _ in _owned(subject):
        product = deployment.product
        if product.location not in (None, zone.location):
            yield subject.product_problem(
                deployment,
                path,
                f"lies in {product.location}, but Databricks joins subnets of its own region only, and the network is "
                f"in {zone.location}: use the landing zone's region",
                "",
            )
        if product.pipelines is not None:
            yield subject.product_problem(
                deployment,
                path,
                "cannot be made by the product's pipelines: Databricks makes a resource group of its own, for which "
                "Azure asks of whoever makes the workspace rights in the whole subscription, and pipelines reach their "
                "own product only. Leave out pipelines, or link to the landing zone's Databricks",
                "",
            )
        if not isinstance(zone.network.dns, DnsPolicy) and _SUBRESOURCE not in core.subresources:
            yield subject.product_problem(
                deployment,
                path,
                f"needs the private DNS zone of Databricks, which nothing else here does: add {_SUBRESOURCE} to "
                "network.dns.also_for",
                "",
            )


#: The checks, with the sections of the landing zone that each reads.
OWN_DATABRICKS_CHECKS: Sequence[tuple[Check, tuple[str, ...]]] = (
    (_subnets, ("network", "analytics")),
    (_surroundings, ("network", "analytics", "location", "cloud", "observability")),
)
