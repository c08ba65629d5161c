"""The subject of the checks of a configuration, and the form of their reports."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from ...azure.clouds import regions
from ..configuration import Configuration, Deployment
from ..models.network import CreatedNetwork
from ..product_defaults import said_once
from ..reading.document import Document, Path_
from ..reading.explain import given, nearest
from ..reading.problems import Problem, ProductProblem

#: The range that holds the subnets with a predefined slot.
SPACE: Path_ = ("network", "address_space", 0)


class TooSmall(Problem):
    """A subnet whose slot in the address space is too small."""


@dataclass(frozen=True)
class Subject:
    """The subject of a check: a configuration, and the documents that it came from.

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

    def of(self, deployments: Iterable[Deployment]) -> Subject:
        """The same configuration with some of its deployments only."""
        kept = tuple(deployments)
        declared = tuple(one for one in self.configuration.deployments if one in kept)
        return replace(self, configuration=replace(self.configuration, deployments=declared), deployments=kept)

    def problem(self, path: Path_, message: str, show: str | None = None) -> Problem:
        """A problem at a path of the landing zone's document."""
        return _problem(self.document, path, message, show)

    def product_problem(self, deployment: Deployment, path: Path_, message: str, show: str | None = None) -> Problem:
        """A problem at a path of a product's document."""
        found = _problem(self.documents[deployment], path, message, show)
        return ProductProblem(found.place, found.path, found.message, found.given, deployment.product.name)

    def said_once(self, problems: Iterable[Problem]) -> list[Problem]:
        """Problems of which those in a default of all products are reported once."""
        return said_once(problems, {deployment.product.name for deployment in self.deployments})

    def range_path(self, purpose: str) -> Path_:
        """The path of the range of a subnet: its own, or the address space."""
        own: Path_ = ("network", "subnets", purpose, "address_prefix")
        return own if self.document.value(own) is not None else SPACE

    def tight(self, purpose: str, message: str) -> Problem:
        """A problem of the size of a subnet, at its range."""
        path = self.range_path(purpose)
        found = self.problem(path, message)
        return TooSmall(found.place, found.path, found.message, found.given) if path == SPACE else found

    def with_space(self, space: str) -> Subject:
        """The same configuration with another first range of the created network's address space."""
        zone = self.configuration.landing_zone
        if not isinstance(zone.network, CreatedNetwork):
            return self
        network = zone.network.model_copy(update={"address_space": [space, *zone.network.address_space[1:]]})
        zone = zone.model_copy(update={"network": network})
        return replace(self, configuration=replace(self.configuration, landing_zone=zone))

    def location_objection(self, location: str) -> str:
        """Why a region cannot be used; empty if it can."""
        zone = self.configuration.landing_zone
        if location in zone.naming.regions:
            return ""
        here = [region.name for region in regions().values() if region.cloud is zone.cloud]
        if location in here:
            return ""
        if location in regions():
            return f"is a region of the cloud {regions()[location].cloud}, this landing zone is in {zone.cloud}"
        return (
            "is not a region that we know (written like westeurope)"
            f"{nearest(location.lower().replace(' ', ''), here) or '.'} "
            "A region newer than this library is admitted by its short code in naming.regions"
        )


def _problem(document: Document, path: Path_, message: str, show: str | None) -> Problem:
    shown = given(document.value(path)) if show is None else show
    return Problem(document.place(path), document.dotted(path), message, shown)


#: A check: what it finds wrong.
Check = Callable[[Subject], Iterator[Problem]]
