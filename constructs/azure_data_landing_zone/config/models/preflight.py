"""The suppressions of the preflight: findings that it lets pass."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StringConstraints

from .base import Model
from .policies import Day, Reason

Pattern = Annotated[str, StringConstraints(min_length=1)]


class Suppression(Model):
    """Results of a check that do not fail the preflight for a limited time. They are still printed, with the reason."""

    check: Pattern
    """Name of the check, such as `policy` or `exposure`."""
    rule: Pattern = "*"
    """Rule as printed by the preflight, or a shell pattern. Default: all rules."""
    stack: Pattern = "*"
    """Stack, or a shell pattern such as `churn-*`. Default: all stacks."""
    address: Pattern = "*"
    """Terraform address, or a shell pattern. Default: all addresses."""
    reason: Reason
    """Reason and decision maker, at least 10 characters."""
    expires: Day
    """Last day of validity, such as `'2027-03-31'`. After that day, the preflight fails."""


class Preflight(Model):
    """Settings of `adlz check`."""

    suppressions: list[Suppression] = Field(default_factory=list)
    """Known results that do not fail the check for a limited time."""
    azure: bool = False
    """Whether `terraform plan` asks Azure to validate new resources of the azapi provider (`enable_preflight`). Plans
    then fail on errors that only Azure knows, such as a policy outside this configuration, and take longer."""
