"""Terraform that a team adds to the stacks, and arguments of the library's resources that it replaces."""

from __future__ import annotations

import fnmatch
from typing import Annotated, Any

from pydantic import Field, StringConstraints

from .base import Distinct, Model, Text
from .moves import Address
from .policies import Day, Reason


class Fragment(Model):
    """A file of Terraform JSON that is copied into stacks. Terraform evaluates its text."""

    file: Text
    """Path of the file below the folder of the landing zone's file, such as `terraform/audit.tf.json`."""
    stacks: Annotated[list[Text], Field(min_length=1), Distinct]
    """Names of the stacks, or patterns such as `churn-*`."""
    reason: Reason
    """Purpose and decision maker, at least 10 characters."""

    def fits(self, stack: str) -> bool:
        """Whether the fragment is copied into a stack."""
        return any(fnmatch.fnmatchcase(stack, pattern) for pattern in self.stacks)


class Override(Model):
    """Arguments of a resource of the library that are replaced or added."""

    stack: Annotated[str, StringConstraints(min_length=1)]
    """Name of the stack, or a pattern such as `churn-*`. The resource must exist in each of them."""
    address: Address
    """Terraform address of the resource in the stack, such as azurerm_key_vault.ml_key-vault_59B6C505."""
    set_: Annotated[dict[str, Any], Field(alias="set", min_length=1)]
    """New values by argument, or by path such as `identity.0.type`. A value replaces the former one as a whole; null
    removes the argument, and stays null inside of a value. Text is literal: Terraform does not evaluate it."""
    reason: Reason
    """Reason and decision maker, at least 10 characters."""
    expires: Day | None = None
    """Last day of validity, such as `'2027-03-31'`. After that day, the preflight fails; the override stays in effect.
    Default: no end."""

    def fits(self, stack: str) -> bool:
        """Whether the override is one of a stack."""
        return fnmatch.fnmatchcase(stack, self.stack)


class Extensions(Model):
    """Additions of a team to the stacks of the library, and its changes of them."""

    fragments: list[Fragment] = Field(default_factory=list)
    """Files of Terraform JSON that are copied into stacks."""
    overrides: list[Override] = Field(default_factory=list)
    """Arguments of the library's resources that are replaced or added."""
