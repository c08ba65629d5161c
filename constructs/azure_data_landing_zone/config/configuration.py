"""The configuration after all checks: the landing zone and its products, with their layouts."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ..azure.alerts import Kind
from ..azure.policies.catalogue import Catalogue
from ..azure.policies.catalogue import load as load_catalogue
from .layout.access import shared_grants
from .layout.alerts import core_alerts_on
from .layout.core import CoreLayout
from .layout.places import Child, Placed
from .layout.policies import PolicyLayout
from .layout.product import ProductLayout
from .layout.stacks import DATA_PLANE, QUOTA, STACKS, platform_stack
from .models.analytics import CreatedService, CreatedSynapse
from .models.extensions import Fragment, Override
from .models.landing_zone import LandingZone
from .models.moves import Move, of_stack
from .models.policies import Policies
from .models.products import Product
from .reading.document import Document
from .reading.fragments import FragmentFile
from .reading.problems import Problem


@dataclass(frozen=True, eq=False)
class Deployment:
    """A product in one of its environments; the product is as it is there, overrides included."""

    product: Product
    environment: str


@dataclass(frozen=True)
class Origin:
    """The documents that a configuration came from.

    Attributes:
        document: the landing zone's.
        documents: that of every deployment, overrides merged in.
    """

    document: Document
    documents: Mapping[Deployment, Document]


@dataclass(frozen=True)
class Configuration:
    """The result of `load`. Everything in it is checked.

    Attributes:
        landing_zone: the landing zone.
        deployments: the products in their environments, by product and in the landing zone's order of them.
        warnings: what is allowed, but probably not meant.
        policy_files: the files with policies of the team's own.
        origin: the documents that it came from; None if a program put it together.
        fragment_files: the content of fragments, by their names in the landing zone's file.
    """

    landing_zone: LandingZone
    deployments: tuple[Deployment, ...]
    warnings: tuple[Problem, ...] = ()
    policy_files: tuple[Path, ...] = ()
    origin: Origin | None = field(default=None, repr=False)
    fragment_files: Mapping[str, FragmentFile] = field(default_factory=dict, repr=False)

    @functools.cached_property
    def core(self) -> CoreLayout:
        """Names, ids and ranges of the core services."""
        return CoreLayout(self.landing_zone)

    @functools.cached_property
    def products(self) -> Sequence[ProductLayout]:
        """Names and ids of every product in every environment."""
        return tuple(ProductLayout(self.core, d.product, d.environment) for d in self.deployments)

    @functools.cached_property
    def _layouts(self) -> Mapping[str, ProductLayout]:
        return {layout.stack: layout for layout in self.products}

    @functools.cached_property
    def catalogue(self) -> Catalogue:
        """The policies to choose from, the team's own included.

        Raises:
            PolicyError: a file of the team's has mistakes; the loader reports them with their lines.
        """
        return load_catalogue(self.policy_files, trusted=True)

    @functools.cached_property
    def policy(self) -> PolicyLayout | None:
        """Which policies are assigned where; None if the landing zone assigns none."""
        policies = self.landing_zone.policies
        if not isinstance(policies, Policies):
            return None
        return PolicyLayout(self.core, policies, self.products, self.catalogue)

    @functools.cached_property
    def stacks(self) -> tuple[str, ...]:
        """The names of all stacks, in the order in which they are applied."""
        conditions = {
            "policy": self.landing_zone.policies != "none",
            "access": bool(self.pipelines or shared_grants(self.core, self.products)),
            QUOTA: bool(self.quota_products),
            DATA_PLANE: self.has_data_plane,
        }
        existing = [row for row in STACKS if conditions.get(row.name, True)]
        return (
            *(row.name for row in existing if row.first),
            *(product.stack for product in self.products),
            *(row.name for row in existing if not row.first),
        )

    def placed(self) -> Iterator[Placed]:
        """Every resource that the naming convention names, with the stack that makes it."""
        yield from self.core.placed(pipelines=bool(self.pipelines))
        for layout in self.products:
            yield from layout.placed()

    def children(self) -> Iterator[Child]:
        """Every resource that is named after what it belongs to."""
        yield from self.core.children()
        for layout in self.products:
            yield from layout.children()

    def holds(self, stack: str) -> str:
        """The contents of a stack, for people.

        Raises:
            KeyError: there is no such stack.
        """
        row = platform_stack(stack)
        if row is not None:
            return row.holds
        layout = self._layouts[stack]
        return f"the product {layout.title} in {layout.environment_name}"

    @functools.cached_property
    def pipelines(self) -> Sequence[ProductLayout]:
        """The products whose pipelines have identities of their own."""
        return tuple(product for product in self.products if product.product.pipelines is not None)

    @functools.cached_property
    def quota_products(self) -> Sequence[ProductLayout]:
        """The products whose workspaces have a share of the quota."""
        return tuple(
            product for product in self.products if product.product.compute.quota and not product.product.decommission
        )

    @functools.cached_property
    def has_data_plane(self) -> bool:
        """Whether something exists on no control plane, and there is a runner that reaches it."""
        synapse = self.landing_zone.analytics.synapse
        linked = any(deployment.product.links.synapse is not None for deployment in self.deployments)
        return self.landing_zone.data_plane.enabled and (isinstance(synapse, CreatedSynapse) or linked)

    @functools.cached_property
    def parts(self) -> tuple[str, ...]:
        """The parts besides the core services: `products`, `budgets`, services that are created, and watchers."""
        created = [name for name, service in self.landing_zone.analytics if isinstance(service, CreatedService)]
        zone = self.landing_zone
        budgets = zone.budget or any(deployment.product.budget for deployment in self.deployments)
        owned = any(layout.own_databricks is not None for layout in self.products)
        watching = [alert for layout in self.products for alert in layout.alerts]
        events = any(alert.rule.kind is Kind.EVENT for alert in watching)
        return (
            *(["products"] if self.deployments else []),
            *(["customer_managed_keys"] if any(layout.product.encryption for layout in self.products) else []),
            *(["budgets"] if budgets else []),
            *([] if zone.policies == "none" else ["policies"]),
            *created,
            *(["databricks"] if owned and "databricks" not in created else []),
            *(["alerts"] if watching or core_alerts_on(zone) else []),
            *(["events"] if events else []),
            *(["dashboard"] if zone.observability.dashboard else []),
        )

    def moves(self, stack: str) -> tuple[Move, ...]:
        """The resources of a stack that stand at another address than when they were deployed."""
        layout = self._layouts.get(stack)
        own = () if layout is None else layout.product.moved
        return tuple(of_stack(stack, self.landing_zone.moved, own))

    def fragments(self, stack: str) -> tuple[tuple[Fragment, FragmentFile], ...]:
        """The fragments that are copied into a stack, with their content."""
        fragments = self.landing_zone.extensions.fragments
        return tuple((one, self.fragment_files[one.file]) for one in fragments if one.fits(stack))

    def overrides(self, stack: str) -> tuple[tuple[int, Override], ...]:
        """The overrides of arguments in a stack, with their numbers in the landing zone's file."""
        overrides = self.landing_zone.extensions.overrides
        return tuple((number, one) for number, one in enumerate(overrides) if one.fits(stack))

    def dependencies(self, stack: str) -> tuple[str, ...]:
        """The names of the stacks that are applied right before a stack."""
        shared = [name for name in ("core", "policy", "access") if name in self.stacks]
        if stack in shared[1:]:
            return (shared[shared.index(stack) - 1],)
        before = shared[-1]
        if stack == DATA_PLANE:
            linked = (layout.stack for layout in self.products if layout.product.links.synapse is not None)
            return tuple(linked) or (before,)
        if stack == QUOTA:
            return tuple(product.stack for product in self.quota_products)
        return {"bootstrap": (), "core": ("bootstrap",)}.get(stack, (before,))
