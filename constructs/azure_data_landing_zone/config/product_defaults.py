"""Defaults of all products: the section `product_defaults` of a landing zone's file."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from .models.products import FIXED, NO_DEFAULTS, Product
from .reading.document import Document, Path_, fill, merge
from .reading.explain import explain, given, nearest
from .reading.former_keys import without_former_keys
from .reading.problems import Place, Problem, ProductProblem

#: The key of the section.
SECTION = "product_defaults"
#: Errors of a mapping that is complete only together with what a product adds.
_OF_PARTS = ("union_tag_not_found", "value_error")
#: So many products are named in one message.
_NAMED = 3


@dataclass(frozen=True)
class ProductDefaults:
    """Values that products have where they give none.

    Attributes:
        document: the section without `per_environment`.
        layers: the section with the values of an environment merged in, by environments that have some.
    """

    document: Document
    layers: dict[str, Document] = field(default_factory=dict)

    @property
    def written(self) -> dict[str, Any]:
        """The defaults as data, with those of environments."""
        layers = {name: layer.data for name, layer in self.layers.items()}
        return {**self.document.data, **({"per_environment": layers} if layers else {})}

    def layer(self, environment: str) -> str:
        """The environment, if it has defaults of its own; empty otherwise."""
        return environment if environment in self.layers else ""

    def under(self, product: Document, layer: str = "") -> Document:
        """A product's document with defaults where it gives no value.

        Args:
            product: the document.
            layer: the environment whose defaults are taken, as `layer` returns it.
        """
        defaults = self.layers.get(layer, self.document)
        return fill(product, defaults) if defaults.data else product


def product_defaults(document: Document) -> tuple[ProductDefaults, list[Problem]]:
    """The defaults in a landing zone's document, and what is wrong with them whatever products add.

    Args:
        document: the document of the landing zone's file.
    """
    if SECTION not in document.data:
        return ProductDefaults(Document(document.file, {}, {})), []
    section = document.below((SECTION,))
    if not isinstance(section.data, dict):
        problem = _mistake(section, (), "must be a mapping (key: value)", given(section.data))
        return ProductDefaults(Document(document.file, {}, {})), [problem]
    section, problems = without_former_keys(section, "product")
    overrides = section.data.get("per_environment", {})
    plain = section.replace({key: value for key, value in section.data.items() if key != "per_environment"})
    plain, refused = _without(plain, NO_DEFAULTS)
    problems += refused
    layers = {}
    for name, over in _mappings(section, overrides, problems):
        layer, refused = _without(section.below(("per_environment", name)), (*FIXED, *NO_DEFAULTS), over)
        problems += refused
        layers[name] = merge(plain, layer)
    for checked in (plain, *layers.values()):
        problems += _mistakes(checked)
    return ProductDefaults(plain, layers), problems


def undeclared(document: Document, environments: Collection[str]) -> list[Problem]:
    """A problem for each environment of the defaults that the landing zone does not have.

    Args:
        document: the document of the landing zone's file.
        environments: the environments of the landing zone.
    """
    path: Path_ = (SECTION, "per_environment")
    overrides = document.value(path)
    message = f"is not an environment of the landing zone; those are {', '.join(environments) or 'none'}"
    return [
        _mistake(document, (*path, name), f"{message}{nearest(name, environments)}")
        for name in (overrides if isinstance(overrides, dict) else ())
        if name not in environments
    ]


def said_once(problems: Iterable[Problem], products: Collection[str]) -> list[Problem]:
    """Problems of which those in a default are reported once for all products.

    Args:
        problems: what is wrong; of a product's, those are in a default that have a path below `product_defaults`.
        products: the names of all products.
    """
    others: list[Problem] = []
    of_defaults: dict[tuple[Place, str], list[ProductProblem]] = {}
    for problem in problems:
        if isinstance(problem, ProductProblem) and in_defaults(problem):
            of_defaults.setdefault((problem.place, problem.path), []).append(problem)
        elif isinstance(problem, ProductProblem):
            others.append(Problem(problem.place, problem.path, problem.message, problem.given))
        else:
            others.append(problem)
    return [*others, *(_for_all(same, products) for same in of_defaults.values())]


def in_defaults(problem: Problem) -> bool:
    """Whether a problem is in a default."""
    return problem.path == SECTION or problem.path.startswith(f"{SECTION}.")


def _for_all(problems: Sequence[ProductProblem], products: Collection[str]) -> Problem:
    """One problem for those of several products at the same place."""
    first = problems[0]
    named = list(dict.fromkeys(problem.product for problem in problems))
    message = first.message
    if len(named) < len(products) or any(problem.message != message for problem in problems):
        more = f" and {len(named) - _NAMED} more" if len(named) > _NAMED else ""
        message += f" (in {len(named)} of {len(products)} products: {', '.join(named[:_NAMED])}{more})"
    return Problem(first.place, first.path, message, first.given)


def _mappings(section: Document, overrides: Any, problems: list[Problem]) -> Iterable[tuple[str, dict[str, Any]]]:
    """The overrides by environment; of what is no mapping, a problem is added to the list."""
    path: Path_ = ("per_environment",)
    if not isinstance(overrides, dict):
        problems.append(_mistake(section, path, "must be a mapping (key: value)", given(overrides)))
        return
    for name, over in overrides.items():
        if isinstance(over, dict):
            yield name, over
        else:
            problems.append(_mistake(section, (*path, name), "must be a mapping (key: value)", given(over)))


def _without(
    document: Document, refused: Collection[str], data: dict[str, Any] | None = None
) -> tuple[Document, list[Problem]]:
    """A document without the keys that cannot stand in it, and a problem for each."""
    data = document.data if data is None else data
    problems = [
        _mistake(
            document,
            (key,),
            "cannot be a default: write it in the files of the products"
            if key in NO_DEFAULTS
            else "cannot differ by environment",
        )
        for key in data
        if key in refused
    ]
    return document.replace({key: value for key, value in data.items() if key not in refused}), problems


def _mistakes(defaults: Document) -> list[Problem]:
    """The problems with defaults that no product's mappings can solve.

    Items of lists are complete: products replace lists as a whole.
    """
    data = {"name": "zz", "environments": ["zz"], **defaults.data}
    document = defaults.replace(data)
    try:
        Product.model_validate(data)
    except ValidationError as error:
        return explain(error, document, Product, leave_out=_is_of_part)
    return []


def _is_of_part(detail: ErrorDetails, path: Path_) -> bool:
    """Whether an error may be gone once a product adds to a mapping."""
    kind = detail["type"]
    missing = kind == "missing"
    if any(isinstance(part, int) for part in (path[:-1] if missing else path)):
        return False
    # Pydantic's path holds the name of the member of a union, which what is missing may decide.
    in_union = len(detail["loc"]) > len(path)
    return (
        missing or (kind == "extra_forbidden" and in_union) or (kind in _OF_PARTS and isinstance(detail["input"], dict))
    )


def _mistake(document: Document, path: Path_, message: str, show: str = "") -> Problem:
    return Problem(document.place(path), document.dotted(path), message, show)
