"""Budgets: what may be spent in a month, and who is told before and when it is."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, Field, StringConstraints, model_validator

from .base import Model, arm_id


def _email(text: str) -> str:
    name, at, domain = text.partition("@")
    if not (name and at and "." in domain.strip(".")) or set(text) & set(" ,;<>"):
        raise ValueError("must be an e-mail address such as churn@contoso.com")
    return text


Email = Annotated[str, AfterValidator(_email)]
ContactRole = Annotated[str, StringConstraints(min_length=1, max_length=128)]


class Threshold(Model):
    """A share of the budget at which people are told."""

    percent: Annotated[int, Field(ge=1, le=1000)]
    """Percent of the budget."""
    of: Literal["actual", "forecast"] = "actual"
    """`actual`, what was spent so far; `forecast`, what the month is expected to cost."""


def _distinct(thresholds: list[Threshold]) -> list[Threshold]:
    for threshold in thresholds:
        if thresholds.count(threshold) > 1:
            raise ValueError(f"has {threshold.percent} % of {threshold.of} twice")
    return thresholds


class Budget(Model):
    """A monthly budget of Cost Management; it tells people, and stops nothing."""

    monthly: Annotated[float, Field(ge=1)]
    """Amount per month, in the currency of the subscription's bill."""
    contacts: Annotated[list[Email], Field(max_length=50)] = Field(default_factory=list)
    """E-mail addresses that are told."""
    roles: list[ContactRole] = Field(default_factory=list)
    """Azure roles, such as Owner, whose holders at the resource group or subscription are told."""
    action_groups: list[Annotated[str, arm_id("Microsoft.Insights/actionGroups")]] = Field(default_factory=list)
    """Action groups of Azure Monitor that are called."""
    thresholds: Annotated[list[Threshold], AfterValidator(_distinct), Field(min_length=1, max_length=5)] = Field(
        default_factory=lambda: [
            Threshold(percent=80),
            Threshold(percent=100),
            Threshold(percent=110, of="forecast"),
        ]
    )
    """When they are told: at most 5 thresholds. Default 80 % and 100 % spent, and 110 % forecast."""

    @model_validator(mode="after")
    def _somebody(self) -> Budget:
        if not self.contacts and not self.roles and not self.action_groups:
            raise ValueError("tells nobody: name contacts, roles or action_groups")
        return self
