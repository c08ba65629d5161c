"""Budgets, as the configuration describes them."""

from __future__ import annotations

from ..config.models.budget import Budget
from ..engine.framework import Construct
from ..resources import Contacts, Notice, ResourceGroupBudget, ResourceGroupScope, SubscriptionBudget, SubscriptionRef


def product_budget(
    scope: Construct, id_: str, *, budget: Budget, name: str, resource_group: ResourceGroupScope
) -> None:
    """The budget of a product's resource group."""
    ResourceGroupBudget(
        scope,
        id_,
        name=name,
        resource_group=resource_group,
        amount=budget.monthly,
        notices=_notices(budget),
        contacts=_contacts(budget),
    )


def subscription_budget(
    scope: Construct, id_: str, *, budget: Budget, name: str, subscription: SubscriptionRef
) -> None:
    """The budget of a landing zone's subscription."""
    SubscriptionBudget(
        scope,
        id_,
        name=name,
        subscription=subscription,
        amount=budget.monthly,
        notices=_notices(budget),
        contacts=_contacts(budget),
    )


def _notices(budget: Budget) -> list[Notice]:
    return [Notice(threshold.percent, forecast=threshold.of == "forecast") for threshold in budget.thresholds]


def _contacts(budget: Budget) -> Contacts:
    return Contacts(budget.contacts, budget.roles, budget.action_groups)
