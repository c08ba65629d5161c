"""Budgets: what may be spent in a month, and who is told before and when it is."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, Field, StringConstraints, model_validator

from .base import Distinct, Model, Number, Whole, arm_id


def _email(text: str) -> str:
    name, at, domain = text.partition("@")
    if not (name and at and "." in domain.strip(".")) or set(text) & set(" ,;<>"):
        raise ValueError("must be an e-mail address such as churn@contoso.com")
    return text


Email = Annotated[str, AfterValidator(_email)]
ContactRole = Annotated[str, StringConstraints(min_length=1, max_length=128)]


class Threshold(Model):
    """A percentage of the budget at which a notification is sent."""

    percent: Annotated[Whole, Field(ge=1, le=1000)]
    """Percentage of the budget."""
    of: Literal["actual", "forecast"] = "actual"
    """`actual`: cost so far. `forecast`: expected cost of the month."""


def _distinct(thresholds: list[Threshold]) -> list[Threshold]:
    for threshold in thresholds:
        if thresholds.count(threshold) > 1:
            raise ValueError(f"has {threshold.percent} % of {threshold.of} twice")
    return thresholds


class Budget(Model):
    """A monthly budget in Cost Management. It sends notifications and does not stop anything."""

    monthly: Annotated[Number, Field(ge=1)]
    """Amount per month, in the billing currency of the subscription."""
    contacts: Annotated[list[Email], Distinct, Field(max_length=50)] = Field(default_factory=list)
    """Email addresses that are notified."""
    roles: Annotated[list[ContactRole], Distinct] = Field(default_factory=list)
    """Azure roles, such as Owner. Principals with this role on the resource group or subscription are notified."""
    action_groups: list[Annotated[str, arm_id("Microsoft.Insights/actionGroups")]] = Field(default_factory=list)
    """Ids of Azure Monitor action groups that are notified."""
    thresholds: Annotated[list[Threshold], AfterValidator(_distinct), Field(min_length=1, max_length=5)] = Field(
        default_factory=lambda: [
            Threshold(percent=80),
            Threshold(percent=100),
            Threshold(percent=110, of="forecast"),
        ]
    )
    """Thresholds of the notifications, at most 5. Default: 80 % and 100 % of actual cost, 110 % of forecast cost."""

    @model_validator(mode="after")
    def _somebody(self) -> Budget:
        if not self.contacts and not self.roles and not self.action_groups:
            raise ValueError("tells nobody: name contacts, roles or action_groups")
        return self
