"""The views that templates read: contents with their pictures, and the long tables as data for the page's script."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..checks.results import Level, Result
from ..config.layout.places import Container
from ..config.layout.product import ProductLayout
from ..config.layout.services import SERVICES
from .contents import Contents
from .pictures import Drawing, Picture, draw
from .pictures.landing_zone import landing_zone
from .pictures.product import network, trust
from .product_page import Page, product_page
from .rows import BudgetRow

#: How a level is said to people, with a sign that needs no colour.
LEVELS: Mapping[Level | None, tuple[str, str]] = {
    Level.REFUSED: ("✗", "refused"),
    Level.UNKNOWN: ("?", "unknown"),
    Level.REPORTED: ("!", "reported"),
    Level.ACCEPTED: ("○", "accepted"),
    Level.SUPPRESSED: ("○", "suppressed"),
    None: ("✓", "passes"),
}


@dataclass(frozen=True)
class DeploymentView:
    """A product in an environment, as its part of the report shows it.

    Attributes:
        stack: its stack.
        title: the product's name for people.
        environment: the environment.
        facts: what there is to say in a word each.
        compute: clusters and instances: name, kind, size, nodes, what it is for.
        containers: path, what may be done, account.
        network: the drawing of how it is reached.
        trust: the drawing of who may act in it.
        results: what checks say of its stack.
        budgets: its budgets.
    """

    stack: str
    title: str
    environment: str
    facts: tuple[tuple[str, str], ...]
    compute: tuple[tuple[str, str, str, str, str], ...]
    containers: tuple[tuple[str, str, str], ...]
    network: Drawing
    trust: Drawing
    results: tuple[Result, ...]
    budgets: tuple[BudgetRow, ...]

    @property
    def anchor(self) -> str:
        """The anchor of a heading with its title in Markdown."""
        words = f"{self.title} in {self.environment}".lower()
        return re.sub(r"[^\w -]", "", words).replace(" ", "-")


@dataclass(frozen=True)
class ProductView:
    """A product, with its environments.

    Attributes:
        name: its key.
        title: its name for people.
        description: what it is about.
        shared: whether several teams share it.
        deployments: its environments.
        reads: what it reads in any of them.
        writes: what it writes in any of them.
        links: what it is linked to.
    """

    name: str
    title: str
    description: str
    shared: bool
    deployments: tuple[DeploymentView, ...]
    reads: tuple[str, ...]
    writes: tuple[str, ...]
    links: tuple[str, ...]


@dataclass(frozen=True)
class View:
    """A report, ready to be written.

    Attributes:
        contents: what it says.
        overview: the drawing of the landing zone.
        products: the products.
        pages: the pages of the products for people who work in them.
    """

    contents: Contents
    overview: Drawing
    products: tuple[ProductView, ...]
    pages: tuple[Page, ...]

    @property
    def deployments(self) -> tuple[DeploymentView, ...]:
        """All products in all environments."""
        return tuple(deployment for product in self.products for deployment in product.deployments)

    @property
    def drawings(self) -> Mapping[str, int]:
        """Every drawing of a product once, with its number: environments of one shape share theirs."""
        bodies = (body for one in self.deployments for body in (one.network.body, one.trust.body))
        return {body: number for number, body in enumerate(dict.fromkeys(bodies))}


def view(contents: Contents, node: str) -> View:
    """Draws the pictures and puts everything in its place.

    Args:
        contents: what the report says.
        node: path of a Node, version 20 or newer.

    Raises:
        PictureError: pictures cannot be drawn.
    """
    pictures: list[Picture] = [landing_zone(contents)]
    for layout in contents.configuration.products:
        pictures += [network(contents, layout), trust(contents, layout)]
    overview, *drawings = draw(pictures, node)
    pairs = iter(zip(drawings[::2], drawings[1::2], strict=True))
    results: dict[str, list[Result]] = {}
    for result in contents.given.results:
        results.setdefault(result.stack, []).append(result)
    products = []
    for name, layouts in contents.products.items():
        deployments = tuple(
            _deployment(contents, layout, *next(pairs), tuple(results.get(layout.stack, ()))) for layout in layouts
        )
        products.append(_product(name, layouts, deployments))
    pages = (product_page(contents.configuration, one, contents.estate) for one in contents.configuration.products)
    return View(contents, overview, tuple(products), tuple(pages))


def _product(name: str, layouts: Sequence[ProductLayout], deployments: tuple[DeploymentView, ...]) -> ProductView:
    paths: dict[bool, dict[str, None]] = {False: {}, True: {}}
    for layout in layouts:
        for container in layout.containers:
            own = container.name == layout.stack
            path = f"{container.layer}/{'own' if own else container.name}"
            paths[container.writable][path] = None
    titles = [row.title for row in SERVICES if any(layout.uses(row.key) for layout in layouts)]
    return ProductView(
        name=name,
        title=layouts[0].title,
        description=layouts[0].product.description or "",
        shared=layouts[0].product.shared,
        deployments=deployments,
        reads=tuple(paths[False]),
        writes=tuple(paths[True]),
        links=tuple(titles),
    )


def _deployment(
    contents: Contents, layout: ProductLayout, network_: Drawing, trust_: Drawing, results: tuple[Result, ...]
) -> DeploymentView:
    compute = layout.product.compute
    managed = layout.managed_network is not None
    pipelines = layout.product.pipelines
    facts = (
        ("Resource group", layout.resource_group.name),
        ("Workspace", layout.workspace.name),
        ("Region", layout.location),
        ("Lifecycle", str(layout.lifecycle)),
        ("Compute lies in", "a managed network of the workspace" if managed else "the landing zone's network"),
        ("Images are built by", layout.image_build_cluster or "nothing"),
        ("Pipelines", "identities of their own" if pipelines is not None else "none of its own"),
        ("Tags", ", ".join(f"{key}: {value}" for key, value in sorted(layout.tags.items()))),
    )
    clusters = tuple(
        (c.name, "cluster", c.vm_size, f"{c.min_nodes} to {c.max_nodes}", str(c.priority).replace("_", " "))
        for c in compute.clusters
    )
    instances = tuple((i.name, "instance", i.vm_size, "1", "of one person") for i in compute.instances)
    return DeploymentView(
        stack=layout.stack,
        title=layout.title,
        environment=layout.environment_name,
        facts=facts,
        compute=clusters + instances,
        containers=tuple((f"{c.layer}/{c.name}", _use(layout, c), c.id.parent.parent.name) for c in layout.containers),
        network=network_,
        trust=trust_,
        results=results,
        budgets=tuple(budget for budget in contents.given.budgets if budget.stack == layout.stack),
    )


def _use(layout: ProductLayout, container: Container) -> str:
    if container.writable:
        return "reads and writes"
    asked = f"{container.layer}/{container.name}" in layout.product.data.write
    return "reads; writes from production only" if asked else "reads"


def data(contents: Contents) -> str:
    """The long tables for the script of the page: every text once, and ids by what they lie in.

    `texts` holds texts, or for an id a pair of the number of the part before its last dash and that last part. `tables`
    hold rows of numbers of texts. `stacks` says which product and environment a stack is, as far as it is of one.
    """
    texts, place = _Texts(), contents.estate.place
    tables = {
        "inventory": [[r.stack, r.kind, r.title, r.name, r.id, r.address] for r in contents.estate.resources],
        "grants": [
            [
                g.stack,
                g.kind,
                g.who,
                g.role,
                g.scope_type,
                g.where,
                g.scope,
                "" if g.principal == g.who else g.principal,
            ]
            for g in contents.estate.grants
        ],
        "names": [[n.stack, n.type, n.key, n.name, n.id] for n in contents.names],
        "endpoints": [
            [e.stack, e.name, e.subresource, place(e.target), place(e.subnet or e.service), e.target]
            for e in contents.estate.endpoints
        ],
        "paths": [
            [
                p.stack,
                p.actor,
                f"{p.target} ({p.part})" if p.target_id and p.part else p.target,
                p.ports,
                "; ".join(p.through),
                p.outcome.value,
                p.need.why,
                p.need.source.page,
            ]
            for p in contents.paths
        ],
        "rights": [[r.principal, r.role, r.scope, r.owner, r.because] for r in contents.rights],
        "containers": [
            [c.layer, c.name, c.account, ", ".join(c.readers), ", ".join(c.writers), ", ".join(c.others)]
            for c in contents.containers
        ],
    }
    numbered = {name: [[texts.number(text) for text in row] for row in rows] for name, rows in tables.items()}
    stacks = {layout.stack: [layout.title, layout.environment_name] for layout in contents.configuration.products}
    made = json.dumps(
        {"texts": texts.all, "tables": numbered, "stacks": stacks}, separators=(",", ":"), ensure_ascii=False
    )
    # Inside of a script element nothing may look like its end.
    return made.replace("<", "\\u003c")


class _Texts:
    def __init__(self) -> None:
        self.all: list[str | list[int | str]] = []
        self._numbers: dict[str, int] = {}

    def number(self, text: str) -> int:
        known = self._numbers.get(text)
        if known is not None:
            return known
        before, dash, last = text.rpartition("/")
        entry: str | list[int | str] = text
        if dash and text.startswith("/subscriptions/") and before != "/subscriptions":
            entry = [self.number(before), last]
        self.all.append(entry)
        self._numbers[text] = len(self.all) - 1
        return self._numbers[text]
