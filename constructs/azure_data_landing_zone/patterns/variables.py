"""Secrets that a service demands: sensitive variables of Terraform."""

from __future__ import annotations

from ..engine import literals, references
from ..engine.framework import Construct, TerraformVariable


def sensitive_variable(scope: Construct, name: str, description: str) -> str:
    """A reference to a sensitive variable without a default; one that the stack has already is used again.

    Args:
        scope: any construct of the stack.
        name: its name, as in `TF_VAR_<name>`.
        description: what is to be given.
    """
    stack = references.stack_of(scope)
    if references.is_first(stack, name):
        TerraformVariable(stack, name, type="string", sensitive=True, nullable=False, description=description)
    return literals.reference(f"var.{name}")
