"""Synthesized stacks, parsed, with what tests ask of them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..synthesized import stacks

#: A document, or the arguments of a resource. `Any`, since tests look into what only Terraform's providers describe.
Body = dict[str, Any]


@dataclass(frozen=True)
class Stack:
    """A synthesized stack.

    Attributes:
        name: its name, such as `core`.
        document: its Terraform JSON.
    """

    name: str
    document: Body

    def all(self, kind: str, **arguments: Any) -> dict[str, Body]:
        """The resources of a type by their name in Terraform.

        Args:
            kind: the type, such as `azurerm_key_vault`.
            arguments: values that arguments of the resource must have. Default any.
        """
        found: dict[str, Body] = self.document.get("resource", {}).get(kind, {})
        return {name: body for name, body in found.items() if _has(body, arguments)}

    def one(self, kind: str, **arguments: Any) -> Body:
        """The one resource of a type whose arguments have these values.

        Raises:
            AssertionError: there is none, or more than one.
        """
        found = self.all(kind, **arguments)
        if len(found) == 1:
            return next(iter(found.values()))
        wanted = f"{kind} with {arguments}" if arguments else kind
        if found:
            raise AssertionError(f"stack {self.name} has {len(found)} {wanted}: {', '.join(sorted(found))}")
        others = [json.dumps({key: body.get(key) for key in arguments}) for body in self.all(kind).values()]
        kinds = sorted(self.document.get("resource", {}))
        types = f"its types are {', '.join(kinds)}" if kinds else "it has no resources"
        have = f"those of the type have {'; '.join(others)}" if others else types
        raise AssertionError(f"stack {self.name} has no {wanted}; {have}")

    def data(self, kind: str, **arguments: Any) -> dict[str, Body]:
        """The data sources of a type by their name in Terraform."""
        found: dict[str, Body] = self.document.get("data", {}).get(kind, {})
        return {name: body for name, body in found.items() if _has(body, arguments)}

    def addresses(self) -> list[str]:
        """The addresses of all resources, data sources and modules, sorted. What is in a module is not known here."""
        managed = [f"{kind}.{name}" for kind, named in self.document.get("resource", {}).items() for name in named]
        read = [f"data.{kind}.{name}" for kind, named in self.document.get("data", {}).items() for name in named]
        return sorted([*managed, *read, *(f"module.{name}" for name in self.document.get("module", {}))])

    def resources(self) -> Iterator[tuple[str, str, Body]]:
        """Type, name and body of every resource."""
        for kind, named in self.document.get("resource", {}).items():
            for name, body in named.items():
                yield kind, name, body

    def reviewed(self) -> Body:
        """The document as a snapshot keeps it: without the version of the engine, which is no part of what is applied.

        The versions of the providers are in it.
        """
        comment = self.document.get("//", {})
        metadata = {key: value for key, value in comment.get("metadata", {}).items() if key != "version"}
        return {**self.document, "//": {**comment, "metadata": metadata}}


def read_stacks(output: Path) -> dict[str, Stack]:
    """The stacks in an output folder, by name.

    Raises:
        FileNotFoundError: there is none.
    """
    return {name: Stack(name, dict(document)) for name, document in stacks.read_stacks(output).items()}


def _has(body: Body, arguments: Body) -> bool:
    return all(body.get(name) == value for name, value in arguments.items())
