"""Secrets that a service demands: sensitive variables of Terraform."""

from __future__ import annotations

from ..engine import literals, references
from ..engine.arguments import EPHEMERAL_TERRAFORM, require_terraform
from ..engine.framework import Construct, TerraformVariable


def sensitive_variable(scope: Construct, name: str, description: str) -> str:
    """A reference to a sensitive variable without a default; one that the stack has already is used again.

    Saved plans contain its value. For arguments that Terraform stores; `ephemeral_variable` is for all others.

    Args:
        scope: any construct of the stack.
        name: its name, as in `TF_VAR_<name>`.
        description: what is to be given.
    """
    return _variable(scope, name, description, ephemeral=False)


def ephemeral_variable(scope: Construct, name: str, description: str) -> str:
    """A reference to a sensitive variable that neither states nor saved plans contain; apply is given it again.

    Only write-only arguments take it, such as `sensitive_body` of azapi. The stack then requires Terraform 1.11 or
    newer, or OpenTofu 1.11 or newer.
    Source: https://developer.hashicorp.com/terraform/language/block/variable, read 2026-11-26.

    Args:
        scope: any construct of the stack.
        name: its name, as in `TF_VAR_<name>`.
        description: what is to be given.
    """
    require_terraform(references.stack_of(scope), EPHEMERAL_TERRAFORM)
    return _variable(scope, name, description, ephemeral=True)


def _variable(scope: Construct, name: str, description: str, *, ephemeral: bool) -> str:
    stack = references.stack_of(scope)
    if references.is_first(stack, name):
        made = TerraformVariable(stack, name, type="string", sensitive=True, nullable=False, description=description)
        if ephemeral:
            made.add_override("ephemeral", True)  # noqa: FBT003  (a value)
    return literals.reference(f"var.{name}")
