"""The inputs of a stack, as a digest: two stacks of one digest have the same Terraform JSON.

A digest covers the library, the engine and its bindings, Python, the environment variables that these read, and the
parts of the configuration that a stack is made from. Where a part cannot be compared, the stack has no digest.
"""

from __future__ import annotations

import dataclasses
import datetime
import decimal
import enum
import fractions
import functools
import hashlib
import importlib.metadata
import ipaddress
import json
import os
import platform
from collections.abc import Mapping
from pathlib import Path, PurePath
from typing import Any

from pydantic import BaseModel

from .azure.policies import catalogue
from .azure.policies.definition import Definition
from .config import Configuration
from .config.layout.policies import PolicyAssignment
from .config.layout.product import ProductLayout
from .config.models.products import Product
from .engine import selection

#: Rises when kept stacks of former versions of this module cannot be used any more.
_FORMAT = 1
#: The sections of a landing zone, and fields of sections, that no stack is made from; `engine` is part of every digest
#: in another form.
UNREAD = frozenset({"engine", "preflight.suppressions", "quota", "required_tags"})
#: The sections that the stack of a product is not made from, besides. Of its environment, its moves and its policy
#: assignment it has its own.
UNREAD_BY_PRODUCTS = UNREAD | {"budget", "data_plane", "environments", "moved", "removed"}
#: The rooms of the library that no stack is made with; the import contracts hold this.
LATER_ROOMS = frozenset(
    {"changes", "checks", "ci", "cli", "paths", "policy", "report", "rights", "synthesized", "testing"}
)
#: Environment variables that decide what the engine writes, besides the name of the engine.
_VARIABLES = ("ADLZ_BINDINGS", "ADLZ_BATCH", "CDKTF_CONTEXT_JSON")
_SCALARS = (
    bool,
    int,
    float,
    decimal.Decimal,
    fractions.Fraction,
    datetime.date,
    datetime.timedelta,
    PurePath,
    ipaddress.IPv4Address,
    ipaddress.IPv4Network,
)


class IncomparableError(TypeError):
    """A value of which it cannot be told whether it equals another one."""


def stack_digests(configuration: Configuration) -> dict[str, str]:
    """The digests of the stacks of a configuration, by name; a stack whose inputs cannot be compared is left out.

    Args:
        configuration: a checked configuration.

    Raises:
        EngineError: the environment names an engine that does not exist.
    """
    surroundings, inputs = _surroundings(configuration), _Inputs(configuration)
    digests: dict[str, str] = {}
    for name in configuration.stacks:
        try:
            text = f"{surroundings}\n{name}\n{inputs.of(name)}\n{inputs.fragments(name)}"
        except IncomparableError:
            continue
        digests[name] = hashlib.sha256(text.encode()).hexdigest()
    return digests


class _Inputs:
    """The inputs of the stacks of a configuration, as text."""

    def __init__(self, configuration: Configuration) -> None:
        self._configuration = configuration
        self._products = {layout.stack: layout for layout in configuration.products}
        #: By identity: products are the same object in all environments without overrides.
        self._written: dict[int, str] = {}

    def of(self, stack: str) -> str:
        """The inputs of a stack.

        Raises:
            IncomparableError: some cannot be compared.
        """
        layout = self._products.get(stack)
        return self._whole if layout is None else self._of_product(layout)

    def fragments(self, stack: str) -> str:
        """The content of the fragments that are copied into a stack, without the places of the files."""
        return written([file.document.data for _, file in self._configuration.fragments(stack)])

    @functools.cached_property
    def _whole(self) -> str:
        """Everything: a stack of the platform is made from what all products say."""
        configuration = self._configuration
        own = configuration.catalogue.added if configuration.policy_files else ()
        parts = [self._zone(UNREAD)]
        parts += [f"{one.environment}: {self._once(one.product)}" for one in configuration.deployments]
        parts += [written(_without_file(one)) for one in own]
        return "\n".join(parts)

    def _of_product(self, layout: ProductLayout) -> str:
        configuration, assigned = self._configuration, ""
        policies = configuration.policy
        if policies is not None and (assignment := policies.late(layout)) is not None:
            assigned = written(_of_assignment(assignment))
        parts = (
            self._zone_of_products,
            layout.environment_name,
            written(layout.environment),
            self._once(layout.product),
            written(configuration.moves(layout.stack)),
            assigned,
        )
        return "\n".join(parts)

    @functools.cached_property
    def _zone_of_products(self) -> str:
        return self._zone(UNREAD_BY_PRODUCTS)

    def _zone(self, unread: frozenset[str]) -> str:
        zone = self._configuration.landing_zone
        found = {name: getattr(zone, name) for name in type(zone).model_fields if name not in unread}
        for name, _, field in (path.partition(".") for path in unread if "." in path):
            found[name] = found[name].model_copy(update={field: None})
        return "\n".join(f"{name}={written(value)}" for name, value in found.items())

    def _once(self, product: Product) -> str:
        if id(product) not in self._written:
            self._written[id(product)] = written(product)
        return self._written[id(product)]


def _of_assignment(assignment: PolicyAssignment) -> list[object]:
    """The content of an assignment, without the product that it is for."""
    return [
        assignment.name,
        assignment.display_name,
        assignment.scope,
        assignment.not_scopes,
        assignment.enforce,
        assignment.exemptions,
        [dataclasses.replace(one, definition=_without_file(one.definition)) for one in assignment.policies],
    ]


def _without_file(definition: Definition) -> Definition:
    """A definition without the place that it was read from, which differs between two checkouts."""
    return dataclasses.replace(definition, file="")


def written(value: Any) -> str:
    """A value as text; values with the same text give the same stacks.

    Raises:
        IncomparableError: it holds something that is neither a model nor plain data.
    """
    kind = type(value)
    if value is None or kind is str:
        return repr(value)
    if kind is dict:
        # The order counts: stacks are made in it.
        return "{" + ", ".join([f"{written(key)}: {written(item)}" for key, item in value.items()]) + "}"
    if kind in (list, tuple):
        return f"{kind.__name__}[" + ", ".join([written(item) for item in value]) + "]"
    if isinstance(value, enum.Enum):
        return f"{kind.__qualname__}.{value.name}"
    if isinstance(value, _SCALARS):
        return f"{kind.__name__} {value!r}"
    if isinstance(value, Mapping):
        return f"{kind.__name__} {written(dict(value))}"
    if isinstance(value, (set, frozenset)):
        return "{" + ", ".join(sorted(map(written, value))) + "}"
    named: Mapping[str, object]
    if isinstance(value, BaseModel):
        named = {name: getattr(value, name) for name in kind.model_fields}
    elif dataclasses.is_dataclass(value):
        named = {field.name: getattr(value, field.name) for field in dataclasses.fields(value)}
    elif isinstance(value, str):
        named = {"": str.__str__(value)}
    else:
        raise IncomparableError(kind.__qualname__)
    return f"{kind.__qualname__}(" + ", ".join([f"{key}={written(item)}" for key, item in named.items()]) + ")"


def _surroundings(configuration: Configuration) -> str:
    """The inputs of every stack that the configuration does not decide."""
    named = selection.VARIABLE in os.environ
    engine = selection.chosen() if named else configuration.landing_zone.engine or selection.chosen()
    packages = (engine, selection.ENGINES[engine], "constructs", "jsii")
    return json.dumps(
        [
            _FORMAT,
            _library(),
            engine,
            [_version(package.replace("_", "-")) for package in packages],
            [platform.python_implementation(), platform.python_version()],
            {name: os.environ.get(name) for name in _VARIABLES},
        ]
    )


def _version(distribution: str) -> str:
    try:
        return importlib.metadata.version(distribution)
    except importlib.metadata.PackageNotFoundError:
        return ""


@functools.cache
def _library() -> str:
    """A digest of the library's own files, as far as stacks are made with them."""
    here = Path(__file__).parent
    found = hashlib.sha256()
    files = [file for file in here.iterdir() if file.is_file()]
    for room in here.iterdir():
        if room.is_dir() and room.name not in LATER_ROOMS | {"schemas"}:
            files += [file for file in room.rglob("*") if file.is_file() and "__pycache__" not in file.parts]
    for root, listed in ((here, files), (catalogue.folder(), catalogue.folder().rglob("*"))):
        for file in sorted(listed):
            if file.is_file():
                data = file.read_bytes()
                found.update(f"{file.relative_to(root).as_posix()} {len(data)}\n".encode())
                found.update(data)
    return found.hexdigest()
