"""Synthesized stacks, read for policies."""

from __future__ import annotations

import json
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


def mapping(name: str, where: str, data: Json) -> dict[str, Json]:
    """A part of a document that must be an object.

    Raises:
        TerraformError: it is none.
    """
    if not isinstance(data, dict):
        raise TerraformError(f"{name}: {where} must be an object, is {json.dumps(data)[:40]}")
    return data
