"""The analytics services of a landing zone: one row each, from which all lists of them are derived."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from ..models.parts import CORE_PARTS
from ..models.pipelines import Purpose


class Use(StrEnum):
    """How a product comes to use a service."""

    LINK = "link"
    """It names the service below `links`."""
    INFERENCE = "inference"
    """It serves its models there."""
    ALWAYS = "always"
    """Every product uses it, if the landing zone has it."""


@dataclass(frozen=True)
class AnalyticsService:
    """An analytics service that a landing zone creates, or that exists already.

    Attributes:
        key: its key below `analytics`, and below `links` if products name it there.
        title: its name for people.
        long_title: the same in a sentence.
        part: the key of its own row in the parts of the core services.
        id_key: the key of the id with which an existing one is given.
        use: how products come to use it.
        on_the_lake: whether the core stack gives the identity of a created one roles on the lake.
        changed_by_products: the purposes for which the pipelines of a product that uses it need a right on it: `plan`,
            if Terraform reads what the product adds to it, and `apply`, if it adds or refers to something.
        assigned: the key, in the table `delegated_roles`, of the roles that stacks of products assign on it; empty if
            they assign none.
    """

    key: str
    title: str
    long_title: str
    part: str
    id_key: str
    use: Use
    on_the_lake: bool = False
    changed_by_products: tuple[Purpose, ...] = ()
    assigned: str = ""

    @property
    def label(self) -> str:
        """Its name in addresses of role assignments."""
        return self.key.replace("_", "-")

    @property
    def subresources(self) -> tuple[str, ...]:
        """The private-link sub-resources of everything that belongs to it."""
        return tuple(name for part in CORE_PARTS if part.service == self.key for name in part.subresources)


SERVICES = (
    AnalyticsService(
        "databricks", "Databricks", "Databricks workspace", "databricks_workspace", "workspace_id", Use.LINK, True
    ),
    AnalyticsService(
        "kubernetes",
        "Kubernetes",
        "Kubernetes cluster",
        "kubernetes_cluster",
        "cluster_id",
        Use.INFERENCE,
        changed_by_products=("plan", "apply"),
        assigned="kubernetes",
    ),
    AnalyticsService(
        "machine_learning_registry",
        "ML registry",
        "Machine Learning registry",
        "machine_learning_registry",
        "registry_id",
        Use.ALWAYS,
        assigned="registry",
    ),
    AnalyticsService(
        "synapse", "Synapse", "Synapse workspace", "synapse_workspace", "workspace_id", Use.LINK, True, ("apply",)
    ),
    AnalyticsService(
        "data_factory",
        "Data Factory",
        "Data Factory",
        "data_factory",
        "data_factory_id",
        Use.LINK,
        True,
        ("plan", "apply"),
    ),
)
#: The services that products name below `links`.
LINKED_SERVICES = tuple(service for service in SERVICES if service.use is Use.LINK)


def service(key: str) -> AnalyticsService:
    """The row of a service.

    Raises:
        KeyError: there is no such service.
    """
    for row in SERVICES:
        if row.key == key:
            return row
    raise KeyError(key)
