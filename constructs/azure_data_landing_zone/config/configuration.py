"""A checked configuration: the landing zone and all its products, ready to be built."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass

from ..azure.alerts import Kind
from .alert_layout import core_alerts_on, product_alerts
from .analytics import CREATED, CreatedSynapse
from .core_layout import CoreLayout
from .landing_zone import LandingZone
from .problems import Problem
from .product_layout import ProductLayout
from .products import Product

#: The name of the stack that holds what exists on no control plane.
DATA_PLANE = "data-plane"


@dataclass(frozen=True, eq=False)
class Deployment:
    """A product in one of its environments; the product is as it is there, overrides included."""

    product: Product
    environment: str


@dataclass(frozen=True)
class Configuration:
    """What `load` returns. Everything in it is checked.

    Attributes:
        landing_zone: the landing zone.
        deployments: the products in their environments, by product and in the landing zone's order of them.
        warnings: what is allowed, but probably not meant.
    """

    landing_zone: LandingZone
    deployments: tuple[Deployment, ...]
    warnings: tuple[Problem, ...] = ()

    @functools.cached_property
    def core(self) -> CoreLayout:
        """Names, ids and ranges of the core services."""
        return CoreLayout(self.landing_zone)

    @functools.cached_property
    def products(self) -> Sequence[ProductLayout]:
        """Names and ids of every product in every environment."""
        return tuple(ProductLayout(self.core, d.product, d.environment) for d in self.deployments)

    @functools.cached_property
    def stacks(self) -> tuple[str, ...]:
        """The names of all stacks, in the order in which they are applied."""
        from .access import shared_grants

        access = ["access"] if self.pipelines or shared_grants(self) else []
        last = [DATA_PLANE] if self.has_data_plane else []
        return ("bootstrap", "core", *access, *(product.stack for product in self.products), *last)

    @functools.cached_property
    def pipelines(self) -> Sequence[ProductLayout]:
        """The products whose pipelines have identities of their own."""
        return tuple(product for product in self.products if product.product.pipelines is not None)

    @functools.cached_property
    def has_data_plane(self) -> bool:
        """Whether something exists on no control plane, and there is a runner that reaches it."""
        synapse = self.landing_zone.analytics.synapse
        linked = any(deployment.product.links.synapse is not None for deployment in self.deployments)
        return self.landing_zone.data_plane.enabled and (isinstance(synapse, CreatedSynapse) or linked)

    @functools.cached_property
    def parts(self) -> tuple[str, ...]:
        """What there is besides the core services: `products`, services that are created, and what watches them."""
        created = [name for name, service in self.landing_zone.analytics if isinstance(service, CREATED)]
        watching = [alert for layout in self.products for alert in product_alerts(layout)]
        events = any(alert.rule.kind is Kind.EVENT for alert in watching)
        return (
            *(["products"] if self.deployments else []),
            *created,
            *(["alerts"] if watching or core_alerts_on(self.core) else []),
            *(["events"] if events else []),
            *(["dashboard"] if self.landing_zone.observability.dashboard else []),
        )

    def dependencies(self, stack: str) -> tuple[str, ...]:
        """The names of the stacks that are applied right before a stack."""
        before = "access" if "access" in self.stacks and stack != "access" else "core"
        if stack == DATA_PLANE:
            linked = (layout.stack for layout in self.products if layout.product.links.synapse is not None)
            return tuple(linked) or (before,)
        return {"bootstrap": (), "core": ("bootstrap",)}.get(stack, (before,))
