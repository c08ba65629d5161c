"""Synthesized stacks, read for policies."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

from ..azure.json_values import Json
from .mapping import Mappings
from .module import Module, TerraformError


def from_stack(name: str, document: Mapping[str, Json], tables: Mappings) -> Module:
    """A module from a synthesized stack (`cdk.tf.json`, or any Terraform in JSON).

    Args:
        name: the stack's name.
        document: the parsed file.
        tables: what is known of Terraform's resource types.

    Raises:
        TerraformError: the document does not have Terraform's form.
    """
    module = Module(name, tables)
    kinds = document.get("resource", {})
    for kind, named in mapping(name, "resource", kinds).items():
        for resource, body in mapping(name, f"resource.{kind}", named).items():
            first = body[0] if isinstance(body, list) and body else body
            module.resources[kind, resource] = mapping(name, f"resource.{kind}.{resource}", first)
    for provider, body in mapping(name, "provider", document.get("provider", {})).items():
        for settings in body if isinstance(body, list) else [body]:
            found = mapping(name, f"provider.{provider}", settings)
            alias = found.get("alias")
            module.providers[f"{provider}.{alias}" if isinstance(alias, str) else provider] = found
    module.locals = mapping(name, "locals", document.get("locals", {}))
    return module


def stack_major(document: Mapping[str, Json]) -> int:
    """The major version of azurerm that a stack asks for."""
    terraform = document.get("terraform")
    blocks = terraform if isinstance(terraform, list) else [terraform]
    for block in blocks:
        providers = block.get("required_providers") if isinstance(block, dict) else None
        for row in providers if isinstance(providers, list) else [providers]:
            asked = row.get("azurerm") if isinstance(row, dict) else None
            version = asked.get("version") if isinstance(asked, dict) else asked
            if isinstance(version, str):
                return major(version)
    return major("")


def major(constraint: str) -> int:
    """The major version of azurerm that a constraint lets in; 4 if it does not say."""
    found = [int(number) for number in re.findall(r"(?<![<.\d])(?<!< )\b(\d+)(?:\.\d+)*", constraint)]
    return 5 if found and min(found) >= 5 else 4


def mapping(name: str, where: str, data: Json) -> dict[str, Json]:
    """A part of a document that must be an object.

    Raises:
        TerraformError: it is none.
    """
    if not isinstance(data, dict):
        raise TerraformError(f"{name}: {where} must be an object, is {json.dumps(data)[:40]}")
    return data
