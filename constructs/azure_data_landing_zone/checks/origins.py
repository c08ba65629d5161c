"""Where in the configuration a resource comes from."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping, Sequence
from importlib import resources
from typing import Any

import yaml

from ..config import Configuration, Place
from ..config.layout.services import SERVICES, Use
from ..config.layout.stacks import QUOTA
from ..config.reading.document import Document, Path_

_DIGEST = re.compile(r"_[0-9A-F]{8}$")


class Origins:
    """The places of a configuration's resources.

    Args:
        configuration: the configuration; one that a program put together has no places.
    """

    def __init__(self, configuration: Configuration) -> None:
        origin = configuration.origin
        self._configuration = configuration
        self._stacks = frozenset(configuration.stacks)
        self._of_products = frozenset(layout.stack for layout in configuration.products)
        self._zone = origin.document if origin else None
        self._products: Mapping[str, Document] = (
            {
                layout.stack: origin.documents[deployment]
                for layout, deployment in zip(configuration.products, configuration.deployments, strict=True)
            }
            if origin
            else {}
        )

    @property
    def file(self) -> Place | None:
        """The landing zone's file as a whole."""
        return Place(self._zone.file, 0) if self._zone is not None else None

    def section(self, *path: str | int) -> Place | None:
        """A place in the landing zone's file, or the nearest that encloses it."""
        return self._zone.place(path) if self._zone is not None else None

    def product(self, stack: str, *path: str | int) -> Place | None:
        """A place in the file of a stack's product, or the nearest that encloses it."""
        document = self._products.get(stack)
        return document.place(path) if document is not None else None

    def setting(self, stack: str, keys: tuple[str, ...]) -> Place | None:
        """The place of a setting, or the nearest that encloses it.

        Args:
            stack: the stack that it is about.
            keys: its path, with the names of items of lists; in the file of the stack's product if the first is
                `product`.
        """
        product = keys[:1] == ("product",)
        document = self._products.get(stack) if product else self._zone
        if document is None:
            return None
        path = _indexed(list(keys[1:] if product else keys), document)
        return document.place(("name",) if document.value(path[:1]) is None else path)

    def of(self, stack: str, address: str, *arguments: str, causes: Sequence[str] = ()) -> Place | None:
        """The place that a resource comes from; None for what a program added.

        Args:
            stack: the stack's name.
            address: its address in Terraform; empty for the stack as a whole.
            arguments: the Terraform arguments that matter, the most telling first.
            causes: further arguments, of which an override may be the cause; items of lists by their numbers.
        """
        if stack not in self._stacks:
            return None
        extension = self._extension(stack, re.sub(r"\[[^]]*\]$", "", address), arguments, causes)
        if extension is not None:
            return extension
        product = self._products.get(stack)
        document = product or self._zone
        if document is None:
            return None
        # What a pipeline may do, and its resource group, are made in other stacks, and come from the product's file.
        shared = False
        for name, other in self._products.items() if product is None else ():
            if re.search(rf"[._](pipelines-)?{re.escape(name)}(_|$)", address):
                document, product, shared = other, other, True
                break
        path = _path("product" if product else "landing_zone", address, arguments, document)
        if path is None and address and stack != QUOTA and not address.startswith("data.") and not shared:
            return None
        if path is None or document.value(path[:1]) is None:
            return document.place(("name",))
        return document.place(path)

    def known(self, stack: str, address: str) -> bool:
        """Whether the library makes a resource from the configuration, and neither a fragment nor a program.

        Args:
            stack: the stack's name.
            address: its address in Terraform.
        """
        fragments = (known for _, file in self._configuration.fragments(stack) for known, _ in file.addresses())
        if stack not in self._stacks or address in fragments:
            return False
        kind = "product" if stack in self._of_products else "landing_zone"
        return _row(kind, address) is not None

    def _extension(self, stack: str, address: str, arguments: tuple[str, ...], causes: Sequence[str]) -> Place | None:
        """The place of a resource of a fragment, or of an override of an argument; None if it is neither."""
        for _, file in self._configuration.fragments(stack):
            for known, path in file.addresses():
                if known == address:
                    return file.document.place((*path, *(arguments[0].split(".") if arguments else ())))
        given = [
            (number, set_)
            for number, override in self._configuration.overrides(stack)
            if override.address == address
            for set_ in override.set_
        ]
        wanted = (*arguments, *causes)
        for form in (str, _plain):  # With the numbers of items first: two overrides may be of two items.
            for number, set_ in given:
                if any(_overlap(form(set_), form(argument)) for argument in wanted):
                    return self.section("extensions", "overrides", number, "set", set_)
        return None


def _plain(argument: str) -> str:
    """An argument without the numbers and names of items."""
    return ".".join(part for part in re.sub(r"\[[^]]*\]", "", argument).split(".") if not part.isdecimal())


def _overlap(one: str, other: str) -> bool:
    return one == other or one.startswith(f"{other}.") or other.startswith(f"{one}.")


def _path(kind: str, address: str, arguments: tuple[str, ...], document: Document) -> Path_ | None:
    found = _row(kind, address)
    if found is None:
        return None
    row, parts = found
    at = [part.format(**parts) for part in row["at"].split(".")]
    below = _below(row.get("arguments", {}), arguments)
    if below and below.split(".")[0] in ("workspace", "data"):
        return tuple(below.split("."))
    return _indexed([*at, *([below] if below else [])], document)


def _row(kind: str, address: str) -> tuple[Mapping[str, Any], Mapping[str, str]] | None:
    """The row of the table that fits an address, and what its pattern found."""
    # An index at the end is that of a plan.
    name = _DIGEST.sub("", re.sub(r"\[[^]]*\]$", "", address).rpartition(".")[2])
    for row in _table()[kind]:
        if (found := row["address"].fullmatch(name)) is not None:
            return row, found.groupdict()
    return None


def _below(table: Mapping[str, str], arguments: tuple[str, ...]) -> str:
    for argument in arguments:
        for known, key in table.items():
            if argument == known or argument.startswith(f"{known}."):
                return key
    return ""


def _indexed(keys: list[str], document: Document) -> Path_:
    """A path whose lists are gone into by the names of their items, as far as the document has it."""
    path: list[str | int] = []
    for key in keys:
        here = document.value(tuple(path))
        if isinstance(here, list):
            names = [_word(item.get("name")) if isinstance(item, dict) else item for item in here]
            if key not in names:
                break
            path.append(names.index(key))
        elif isinstance(here, dict) and key not in here:
            other = next((name for name in here if _word(name) == _word(key)), None)
            if other is None:
                break
            path.append(other)
        else:
            path.append(key)
    return tuple(path) or (keys[0],)


def _word(name: object) -> str:
    return re.sub(r"[^A-Za-z0-9-]", "-", str(name))


@functools.cache
def _table() -> dict[str, Any]:
    text = resources.files(__package__).joinpath("origins.yaml").read_text(encoding="utf-8")
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    table: dict[str, Any] = yaml.load(text, Loader=loader)  # noqa: S506  (both are safe loaders)
    return {
        kind: [{**row, "address": re.compile(row["address"])} for row in (*rows, *_of_services(kind))]
        for kind, rows in table.items()
    }


def _of_services(kind: str) -> Iterator[dict[str, str]]:
    """The rows of analytics services, whose constructs have their labels."""
    for service in SERVICES:
        if kind == "landing_zone":
            yield {"address": f"{service.label}.*", "at": f"analytics.{service.key}"}
        elif service.use is Use.LINK:
            yield {"address": f"{service.label}.*", "at": f"links.{service.key}"}
        elif service.use is Use.INFERENCE:
            yield {"address": f"{service.label}.*", "at": "inference"}
