"""Checks of the names of resources that are named after what they belong to, such as subnets and alert rules."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial

from ...azure import names
from ..layout.places import Child
from ..models.name_keys import core_keys, product_keys
from ..reading.document import Path_
from ..reading.explain import nearest
from ..reading.problems import Problem
from .subject import Check, Subject

#: The sections that these names depend on.
_SECTIONS = (
    "alerts",
    "analytics",
    "budget",
    "data_lake",
    "environments",
    "location",
    "name",
    "names",
    "naming",
    "network",
    "observability",
    "state",
)


def _child_names(subject: Subject) -> Iterator[Problem]:
    """Names that Azure refuses, and names that two resources of a stack would have."""
    configuration = subject.configuration
    owners: list[tuple[Iterable[Child], Mapping[str, str], Callable[[Path_, str, str], Problem]]] = [
        (configuration.core.children(), configuration.landing_zone.names, subject.problem)
    ]
    for layout, deployment in zip(configuration.products, configuration.deployments, strict=True):
        owners.append((layout.children(), layout.product.names, partial(subject.product_problem, deployment)))
    # The check of parts says what to do about the endpoints of a part, whose names they contain.
    patterns = configuration.landing_zone.naming.children.model_fields_set - {"private_endpoint"}
    said: set[str] = set()
    for children, given, problem in owners:
        taken: dict[tuple[str, str], str] = {}
        for child in children:
            objection = names.rules()[child.type].objection(child.name)
            other = taken.setdefault((child.type, child.name.lower()), child.key)
            # Names by the convention differ, since patterns must hold what tells resources apart.
            key = next((key for key in (child.key, other) if key in given), "")
            if key and other != child.key:
                pair = {child.key, other} - {key}
                yield problem(("names", key), f"is the name of {min(pair)} too: names must differ", repr(child.name))
            elif objection and key:
                yield problem(("names", child.key), objection, repr(child.name))
            elif objection and child.kind in patterns - said:
                said.add(child.kind)
                yield subject.problem(
                    ("naming", "children", child.kind),
                    f"gives {child.key} of {child.stack} the name {child.name!r}, which {objection}",
                )


def _child_keys(subject: Subject) -> Iterator[Problem]:
    """Keys below `names` that hold a name from the configuration, which must be the name of something."""
    configuration = subject.configuration
    told = "is the key of no resource of {}: `adlz show names` lists the keys{}"
    known = {*core_keys(), *(child.key for child in configuration.core.children())}
    for key in configuration.landing_zone.names:
        if key not in known:
            yield subject.problem(("names", key), told.format("the landing zone", nearest(key, known)))
    by_product: dict[str, set[str]] = {}
    named = {layout.product.name for layout in configuration.products if layout.product.names}
    for layout in configuration.products:
        if layout.product.name not in named:
            continue
        keys = by_product.setdefault(layout.product.name, {*product_keys()})
        keys.update(child.key for child in layout.children())
    for layout, deployment in zip(configuration.products, configuration.deployments, strict=True):
        for key in layout.product.names:
            if key not in (known := by_product[layout.product.name]):
                message = told.format(f"the product {layout.product.name}", nearest(key, known))
                yield subject.product_problem(deployment, ("names", key), message)


#: The checks, with the sections of the landing zone that each reads.
CHILD_NAME_CHECKS: Sequence[tuple[Check, tuple[str, ...]]] = (
    (_child_names, _SECTIONS),
    (_child_keys, _SECTIONS),
)
