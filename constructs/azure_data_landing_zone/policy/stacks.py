"""Synthesized stacks, read for policies."""

from __future__ import annotations

from collections.abc import Mapping

from ..azure.json_values import Json
from ..synthesized.terraform import configured
from .mapping import Mappings
from .module import Module


def from_stack(name: str, document: Mapping[str, Json], tables: Mappings) -> Module:
    """A module from a synthesized stack (`cdk.tf.json`, or any Terraform in JSON).

    Args:
        name: the stack's name.
        document: the parsed file.
        tables: what is known of Terraform's resource types.

    Raises:
        TerraformError: the document does not have Terraform's form.
    """
    root = configured(name, document)
    return Module(name, tables, dict(root.resources), dict(root.providers), root.locals)
