"""What the preflight lets pass, although a check found it."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StringConstraints

from .base import Model
from .policies import Day, Reason

Pattern = Annotated[str, StringConstraints(min_length=1)]


class Suppression(Model):
    """Results of a check that do not fail the preflight, for a while. They are still printed, with the reason."""

    check: Pattern
    """The check, such as `policy` or `exposure`."""
    rule: Pattern = "*"
    """The rule in it as the preflight prints it, or a shell pattern. Default all."""
    stack: Pattern = "*"
    """The stack, or a shell pattern such as `churn-*`. Default all."""
    address: Pattern = "*"
    """The Terraform address, or a shell pattern. Default all."""
    reason: Reason
    """Why, and who decided: 10 characters at least."""
    expires: Day
    """The last day on which it holds, as `'2027-03-31'`; after it the preflight fails."""


class Preflight(Model):
    """Settings of `adlz check`."""

    suppressions: list[Suppression] = Field(default_factory=list)
    """Results that are known and let pass for a while."""
