"""How stacks create analytics services and link products to them: each service has its modules, found by its key.

The module of a service, such as `synapse`, has the function `create_service`; the module of the link of products to it,
such as `synapse_link`, has the function `link_product`. Services that all products use have no link.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from ..config.layout.core import CoreLayout
from ..config.layout.product import ProductLayout
from ..config.layout.services import SERVICES, Use
from ..config.models.analytics import CreatedService
from ..engine.framework import Construct
from ..resources import Identified, LogAnalyticsWorkspaceRef, OwnResourceGroup, ResourceGroup, SubnetRef
from .base import Pattern
from .data_lake import LandingZoneDataLake
from .ml_workspace import MlWorkspace
from .network import LandingZoneNetwork
from .private_dns import PrivateDns

Made = TypeVar("Made", bound=Pattern)
Config = TypeVar("Config", bound=CreatedService)


@dataclass(frozen=True, kw_only=True)
class CoreServices:
    """The parts of the core stack that analytics services use.

    Attributes:
        core: names and ids.
        resource_group: the resource group of the analytics services.
        network: the network; None if it exists already.
        dns: the private DNS zones; None if others own them.
        lake: the accounts of the lake; None if they exist already.
        endpoint_subnet: the subnet of the private endpoints.
        log_analytics_workspace: the workspace that takes the logs.
        prevent_destroy: whether Terraform refuses to destroy what holds data.
        tags: the tags of every resource.
    """

    core: CoreLayout
    resource_group: ResourceGroup
    network: LandingZoneNetwork | None
    dns: PrivateDns | None
    lake: LandingZoneDataLake | None
    endpoint_subnet: SubnetRef
    log_analytics_workspace: LogAnalyticsWorkspaceRef
    prevent_destroy: bool
    tags: Mapping[str, str]

    def created(self, model: type[Config]) -> Config:
        """The configuration of a service that the landing zone creates.

        Args:
            model: the model of the created service.

        Raises:
            LookupError: the landing zone does not create it.
        """
        analytics = self.core.landing_zone.analytics
        for row in SERVICES:
            config = getattr(analytics, row.key)
            if isinstance(config, model):
                return config
        raise LookupError(f"the landing zone has no {model.__name__}")


@dataclass(frozen=True, kw_only=True)
class ProductServices:
    """The parts of a product's stack that links to analytics services use.

    Attributes:
        layout: the product.
        resource_group: its resource group.
        estate: the workspace with everything that belongs to it.
    """

    layout: ProductLayout
    resource_group: OwnResourceGroup
    estate: MlWorkspace


@dataclass(frozen=True, kw_only=True)
class Service:
    """Parts of a service that its stack passes on.

    Attributes:
        pattern: what was made.
        watched: the resources that alert rules watch, by the keys of their parts.
        outputs: the values and descriptions of the stack's outputs, by their names.
    """

    pattern: Pattern
    watched: Mapping[str, Identified] = field(default_factory=dict)
    outputs: Mapping[str, tuple[object, str]] = field(default_factory=dict)


def pattern_of(services: Iterable[Service], kind: type[Made]) -> Made | None:
    """The pattern of a service.

    Args:
        services: the services of a stack.
        kind: the class of the pattern.

    Returns:
        The pattern; None if the stack has none.
    """
    return next((service.pattern for service in services if isinstance(service.pattern, kind)), None)


def create_services(scope: Construct, services: CoreServices) -> list[Service]:
    """Creates the analytics services that the landing zone creates.

    Args:
        scope: the core stack.
        services: the parts of the core stack that they use.
    """
    created: list[Service] = []
    for row in SERVICES:
        if services.core.creates(row.key):
            create: Callable[[Construct, CoreServices], Service] = _module(row.key).create_service
            created.append(create(scope, services))
    return created


def link_services(scope: Construct, services: ProductServices) -> list[Service]:
    """Links a product to the analytics services that it uses.

    Args:
        scope: the stack of the product.
        services: the parts of the product's stack that the links use.
    """
    linked: list[Service] = []
    for row in SERVICES:
        if row.use is not Use.ALWAYS and services.layout.uses(row.key):
            link: Callable[[Construct, ProductServices], Service] = _module(f"{row.key}_link").link_product
            linked.append(link(scope, services))
    return linked


def _module(name: str) -> Any:
    return importlib.import_module(f".{name}", __package__)
