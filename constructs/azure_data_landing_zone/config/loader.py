"""Loads a landing zone and its products, and reports the errors of all files at once."""

from __future__ import annotations

import copy
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from .checks import registry
from .checks.extensions import shared_stacks
from .checks.policies import policy_globs
from .checks.subject import Subject
from .configuration import Configuration, Deployment, Origin
from .models.base import Model
from .models.known import Known, known
from .models.landing_zone import LandingZone
from .models.products import FIXED, Product
from .product_defaults import SECTION, ProductDefaults, in_defaults, product_defaults, said_once, undeclared
from .reading.document import Document, Path_, dotted, from_data, merge, read
from .reading.explain import closest, explain, faults, given, nearest, secrets, unfit
from .reading.former_keys import without_former_keys
from .reading.fragments import FragmentFile, file_of, read_fragment
from .reading.globs import matching
from .reading.nodes import FileError
from .reading.problems import ConfigurationError, Place, Problem, ProductProblem

M = TypeVar("M", bound=Model)

#: Keys of a landing zone's file beside those of the landing zone.
_BESIDE = ("products", SECTION)
#: Stands in for a required section that is missing or broken, so that the rest can still be checked.
_STAND_INS: Mapping[str, Any] = {
    "name": "zz",
    "location": "westeurope",
    "tenant_id": "00000000-0000-0000-0000-000000000000",
    "subscription_id": "00000000-0000-0000-0000-000000000000",
    "environments": {"zz": {}},
    "network": {"address_space": ["10.0.0.0/8"]},
}


def load(path: str | Path) -> Configuration:
    """The configuration in a landing zone's file and in the product files that it names.

    Args:
        path: a YAML or JSON file. Its `products` are a glob relative to the file, or a list of globs and products.

    Raises:
        ConfigurationError: anything is wrong; it carries all problems of all files.
    """
    file = Path(path)
    document, problems = read(file)
    if document is None:
        raise ConfigurationError(problems)
    return _configuration(document, file.parent, problems, file)


def parse(data: Mapping[str, Any], name: str = "landing zone") -> Configuration:
    """The configuration in plain data, as a program may have made it.

    Args:
        data: what a landing zone's file would hold; `products` are a list of products.
        name: how messages call it in the place of a file.

    Raises:
        ConfigurationError: anything is wrong.
    """
    try:
        document = from_data(data, name)
    except FileError as error:
        raise ConfigurationError([error.problem]) from None
    return _configuration(document, Path.cwd(), [])


def load_known(path: str | Path) -> Known:
    """The names that products of a landing zone can refer to, also if the products have errors.

    Args:
        path: the landing zone's file.

    Raises:
        ConfigurationError: the file cannot be read, or a section of the landing zone has errors.
    """
    document, problems = read(Path(path))
    if document is None:
        raise ConfigurationError(problems)
    defaults, _ = product_defaults(document)
    body, former = without_former_keys(_without_products(document), "landing_zone")
    zone, broken, found = _landing_zone(body)
    if broken:
        raise ConfigurationError([*problems, *former, *found])
    return known(zone, defaults.written)


def _without_products(document: Document) -> Document:
    return document.replace({key: value for key, value in document.data.items() if key not in _BESIDE})


def _configuration(
    document: Document, folder: Path, problems: list[Problem], file: Path | None = None
) -> Configuration:
    problems = [*problems, *secrets(document), *unfit(document)]
    products, found = _product_documents(document, folder, file)
    problems += found
    defaults, found = product_defaults(document)
    problems += found
    body, former = without_former_keys(_without_products(document), "landing_zone")
    zone, broken, found = _landing_zone(body)
    problems += [*former, *found]
    if "environments" not in broken:
        problems += undeclared(document, zone.environments)
    deployments, found = _all_deployments(document, products, defaults)
    problems = [*problems, *_beside({(problem.place, problem.path) for problem in problems}, found)]
    rank = {name: number for number, name in enumerate(zone.environments)}
    everywhere = tuple(
        sorted(deployments, key=lambda d: (d.product.name, rank.get(d.environment, len(rank)), d.environment))
    )
    declared = () if "environments" in broken else tuple(d for d in everywhere if d.environment in zone.environments)
    files, found = _policy_files(zone, body, folder)
    problems += found
    fragments, found = _fragments(zone, body, folder)
    problems += found
    configuration = Configuration(zone, declared, (), files, fragment_files=fragments)
    subject = Subject(configuration, everywhere, body, deployments)
    problems += registry.problems(subject, broken)
    problems += [] if problems else shared_stacks(subject)
    if problems:
        raise ConfigurationError(problems)
    origin = Origin(body, {deployment: deployments[deployment] for deployment in declared})
    return Configuration(zone, declared, tuple(registry.warnings(subject)), files, origin, fragments)


def _fragments(zone: LandingZone, document: Document, folder: Path) -> tuple[dict[str, FragmentFile], list[Problem]]:
    """The content of fragments by their names, each file read once."""
    files: dict[str, FragmentFile] = {}
    problems: list[Problem] = []
    broken: set[str] = set()
    for number, fragment in enumerate(zone.extensions.fragments):
        if fragment.file in files or fragment.file in broken:
            continue
        path: Path_ = ("extensions", "fragments", number, "file")
        file, said = file_of(folder, fragment.file)
        read_file, found = (None, []) if said else read_fragment(file)
        if said or (found and not found[0].place.line):
            # A file that cannot be read has no line of its own.
            message = said or found[0].message
            problems.append(Problem(document.place(path), document.dotted(path), message, given(fragment.file)))
        else:
            problems += found
        if read_file is None:
            broken.add(fragment.file)
        else:
            files[fragment.file] = read_file
    return files, problems


def _all_deployments(
    document: Document, products: Sequence[Document], defaults: ProductDefaults
) -> tuple[dict[Deployment, Document], list[Problem]]:
    """All products in their environments, and what is wrong with them; mistakes in a default are reported once."""
    deployments: dict[Deployment, Document] = {}
    problems: list[Problem] = []
    names = [str(product.data.get("name", "")) if isinstance(product.data, dict) else "" for product in products]
    for name, product in zip(names, products, strict=True):
        problems += [*secrets(product), *unfit(product)] if product.file != document.file else []
        product, former = without_former_keys(product, "product")
        merged, found = _deployments(product, defaults)
        problems += former
        problems += [ProductProblem(one.place, one.path, one.message, one.given, name) for one in found]
        deployments.update(merged)
    return deployments, said_once(problems, names)


def _beside(reported: Collection[tuple[Place, str]], problems: Iterable[Problem]) -> Iterator[Problem]:
    """Problems without those in a default that are reported already."""
    for problem in problems:
        if not in_defaults(problem) or (problem.place, problem.path) not in reported:
            yield problem


def _policy_files(zone: LandingZone, document: Document, folder: Path) -> tuple[tuple[Path, ...], list[Problem]]:
    """The files with policies of the team's own."""
    files: dict[Path, None] = {}
    problems: list[Problem] = []
    for path, pattern in policy_globs(zone.policies):
        found, said = matching(folder, pattern, "policies/*.json")
        if said:
            problems.append(Problem(document.place(path), document.dotted(path), said, given(pattern)))
        files.update(dict.fromkeys(found))
    return tuple(files), problems


def _landing_zone(document: Document) -> tuple[LandingZone, set[str], list[Problem]]:
    """The landing zone as far as it is valid, the names of its broken sections, and what is wrong with it."""
    data = copy.deepcopy(document.data)
    broken: set[str] = set()
    problems: list[Problem] = []
    for attempt in range(8):
        try:
            return LandingZone.model_validate(data), broken, problems
        except ValidationError as error:
            if not attempt:
                problems = explain(error, document, LandingZone, also=_BESIDE)
            for detail in error.errors(include_url=False):
                section = str(detail["loc"][0])
                if detail["type"] != "extra_forbidden" or len(detail["loc"]) > 1:
                    broken.add(section)
                elif (meant := closest(section, LandingZone.model_fields)) and meant not in data:
                    # A misspelled section is there, and what its lack would lead to is noise.
                    broken.add(meant)
                data.pop(section, None)
                if section in _STAND_INS:
                    data[section] = _STAND_INS[section]
    raise AssertionError("the landing zone's sections cannot be told apart")


def _product_documents(document: Document, folder: Path, own: Path | None) -> tuple[list[Document], list[Problem]]:
    """The documents of all products, inline and by glob."""
    value = document.data.get("products", [])
    documents: list[Document] = []
    problems: list[Problem] = []
    #: Files that more than one glob matches are one product.
    seen: set[Path] = set()
    if isinstance(value, dict):
        value = None
    entries: list[tuple[Path_, Any]] = (
        [(("products", index), item) for index, item in enumerate(value)]
        if isinstance(value, list)
        else [(("products",), value)]
    )
    for path, entry in entries:
        if isinstance(entry, dict):
            documents.append(document.below(path))
        elif isinstance(entry, str):
            files, said = matching(folder, entry, "products/*.yaml", own)
            if said:
                problems.append(Problem(document.place(path), dotted(path), said, given(entry)))
            for file in files:
                if file in seen:
                    continue
                seen.add(file)
                product, mistakes = read(file)
                problems += mistakes
                if product is not None:
                    documents.append(product)
        else:
            problems.append(
                Problem(
                    document.place(path),
                    dotted(path),
                    "must be a glob such as products/*.yaml, a list of products, or a list of both",
                    given(entry),
                )
            )
    return documents, problems


def _deployments(document: Document, defaults: ProductDefaults) -> tuple[dict[Deployment, Document], list[Problem]]:
    """A product in each of its environments, with defaults below it and overrides over it, validated as a whole."""
    overrides = document.data.get("per_environment", {})
    plain = document.replace({key: value for key, value in document.data.items() if key != "per_environment"})
    environments = defaults.under(plain).data.get("environments")
    if not isinstance(overrides, dict) or not isinstance(environments, list):
        product, document, problems = _product(defaults.under(document))
        if product is None:
            return {}, problems
        return {Deployment(product, name): document for name in product.environments}, problems
    problems = _misplaced_overrides(document, overrides, environments)
    deployments: dict[Deployment, Document] = {}
    #: The product where it overrides nothing, by what its defaults depend on.
    bases: dict[str, tuple[Product | None, Document]] = {}
    for name in dict.fromkeys(str(environment) for environment in environments):
        over, layer = overrides.get(name), defaults.layer(name)
        if not isinstance(over, dict):
            if layer not in bases:
                product, merged, found = _product(defaults.under(plain, layer))
                bases[layer] = product, merged
                problems += found
            product, merged = bases[layer]
        else:
            over = {key: value for key, value in over.items() if key not in FIXED}
            above = document.below(("per_environment", name)).replace(over)
            product, merged, found = _product(merge(defaults.under(plain, layer), above))
            problems += found
        # A name that is no name is reported, and not in the product any more.
        if product is not None and name in product.environments:
            deployments[Deployment(product, name)] = merged
    return deployments, problems


def _misplaced_overrides(document: Document, overrides: dict[str, Any], environments: list[Any]) -> list[Problem]:
    problems = []
    for name, over in overrides.items():
        path: Path_ = ("per_environment", name)
        if name not in environments:
            listed = [str(environment) for environment in environments]
            message = f"the product has no such environment; it has {', '.join(listed)}{nearest(name, listed)}"
            problems.append(Problem(document.place(path), document.dotted(path), message))
        if not isinstance(over, dict):
            problems.append(
                Problem(document.place(path), document.dotted(path), "must be a mapping (key: value)", given(over))
            )
            continue
        problems += [
            Problem(document.place((*path, key)), document.dotted((*path, key)), "cannot differ by environment")
            for key in over
            if key in FIXED
        ]
    return problems


def _product(document: Document) -> tuple[Product | None, Document, list[Problem]]:
    """A product without what is wrong with it, so that the rest is checked all the same; None if nothing is left."""
    problems: list[Problem] = []
    while True:
        try:
            return Product.model_validate(document.data), document, problems
        except ValidationError as error:
            problems = problems or explain(error, document, Product, elsewhere=LandingZone.model_fields)
            before = document
            for path in faults(error, document.data):
                document = document.without(path)
            if document.data == before.data:
                return None, document, problems
