"""Adds fragments to stacks, and replaces arguments in them."""

from __future__ import annotations

import json
from collections.abc import Mapping

from ..azure.json_values import Json
from . import literals
from .framework import TerraformStack, Testing, Token

#: A null inside of a value on its way to Node, which would drop one. Node reads a number that is too large as infinite,
#: and writes an infinite one as null.
_NULL = 10**400


def document_of(stack: TerraformStack) -> Mapping[str, Json]:
    """The Terraform JSON of a stack as it is now, without metadata."""
    document: Mapping[str, Json] = json.loads(Testing.synth(stack))
    return document


def replace_argument(stack: TerraformStack, address: str, argument: str, value: Json) -> None:
    """Replaces an argument of a resource as a whole.

    Args:
        stack: the stack.
        address: the address of the resource.
        argument: a top-level argument.
        value: its value as Terraform JSON, in which `${...}` is evaluated; None removes the argument.
    """
    with literals.evaluated_text():
        # An override is merged into the value that is there; the framework does not look into a token.
        stack.add_override(
            f"resource.{address}.{argument}", None if value is None else Token.as_any(_with_nulls(value))
        )


def add_block(stack: TerraformStack, path: str, value: Json) -> None:
    """Adds Terraform JSON, in which `${...}` is evaluated.

    Args:
        stack: the stack.
        path: the path in the Terraform JSON, such as `resource.azurerm_key_vault.audit`, where the stack has nothing.
        value: the value.
    """
    with literals.evaluated_text():
        stack.add_override(path, Token.as_any(_with_nulls(value)))


def append(stack: TerraformStack, path: str, items: list[Json]) -> None:
    """Appends to a list of Terraform JSON, in which `${...}` is evaluated.

    Args:
        stack: the stack.
        path: the path of the list, such as `provider.azurerm` or `import`. The stack may have none yet.
        items: what is appended.
    """
    with literals.evaluated_text():
        # The framework joins a list with one that is there.
        stack.add_override(path, _with_nulls(items))


def _with_nulls(value: Json) -> Json:
    if isinstance(value, dict):
        return {key: _with_nulls(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_with_nulls(item) for item in value]
    return _NULL if value is None else value
