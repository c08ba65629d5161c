"""Budgets of Cost Management."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Unpack

from ..engine import azurerm, literals
from ..engine.framework import Construct
from ..engine.parameters import ArgumentError
from .base import AzureResource, Further, lifecycle
from .kinds import Amount, ResourceGroupScope, SubscriptionRef

#: The first day of the running month, computed by Terraform when it plans: Azure takes no earlier one, and a date of
#: ours would make the output differ from month to month. Afterwards it is ignored: another one replaces the budget.
_START = "formatdate(\"YYYY-MM-01'T'00:00:00'Z'\", plantimestamp())"


@dataclass(frozen=True)
class Notice:
    """When people are told: from a share of the budget on.

    Attributes:
        percent: percent of the amount, 1 to 1000.
        forecast: whether the month's forecast is compared, and not what was spent so far.
    """

    percent: int
    forecast: bool = False


@dataclass(frozen=True)
class Contacts:
    """The receivers of a notification; at least one is required.

    Attributes:
        emails: addresses.
        roles: names of Azure roles, whose holders are told.
        action_groups: ids of action groups.
    """

    emails: Sequence[str] = ()
    roles: Sequence[str] = ()
    action_groups: Sequence[str] = ()

    def __post_init__(self) -> None:
        """Refuses a notification that nobody would receive."""
        if not (self.emails or self.roles or self.action_groups):
            raise ArgumentError("Contacts: emails, roles and action_groups are empty, allowed: at least one receiver")


class ResourceGroupBudget(
    AzureResource,
    azurerm.consumption_budget_resource_group.ConsumptionBudgetResourceGroup,
):
    """A monthly budget of a resource group."""

    def __init__(
        self,
        scope: Construct,
        id_: str,
        *,
        name: str,
        resource_group: ResourceGroupScope,
        amount: Amount,
        notices: Sequence[Notice],
        contacts: Contacts,
        **further: Unpack[Further],
    ) -> None:
        """A monthly budget of a resource group.

        Args:
            name: 1 to 63 letters, digits, dashes and underscores.
            resource_group: what is counted.
            amount: per month, in the currency of the bill.
            notices: when people are told, at most 5.
            contacts: who is told.
        """
        module = azurerm.consumption_budget_resource_group
        super().__init__(
            scope,
            id_,
            further=further,
            resource_group_id=resource_group.id,
            time_period=module.ConsumptionBudgetResourceGroupTimePeriod(start_date=literals.reference(_START)),
            notification=[
                module.ConsumptionBudgetResourceGroupNotification(**arguments)
                for arguments in _notifications(notices, contacts)
            ],
            **_arguments(name, amount),
        )


class SubscriptionBudget(
    AzureResource,
    azurerm.consumption_budget_subscription.ConsumptionBudgetSubscription,
):
    """A monthly budget of a subscription."""

    def __init__(
        self,
        scope: Construct,
        id_: str,
        *,
        name: str,
        subscription: SubscriptionRef,
        amount: Amount,
        notices: Sequence[Notice],
        contacts: Contacts,
        **further: Unpack[Further],
    ) -> None:
        """A monthly budget of a subscription.

        Args:
            name: 1 to 63 letters, digits, dashes and underscores.
            subscription: what is counted.
            amount: per month, in the currency of the bill.
            notices: when people are told, at most 5.
            contacts: who is told.
        """
        module = azurerm.consumption_budget_subscription
        super().__init__(
            scope,
            id_,
            further=further,
            subscription_id=subscription.id,
            time_period=module.ConsumptionBudgetSubscriptionTimePeriod(start_date=literals.reference(_START)),
            notification=[
                module.ConsumptionBudgetSubscriptionNotification(**arguments)
                for arguments in _notifications(notices, contacts)
            ],
            **_arguments(name, amount),
        )


def _arguments(name: str, amount: float) -> dict[str, Any]:
    return {
        "name": name,
        "amount": amount,
        "time_grain": "Monthly",
        "lifecycle": lifecycle(ignore_changes=["time_period"]),
    }


def _notifications(notices: Sequence[Notice], contacts: Contacts) -> list[dict[str, Any]]:
    return [
        {
            "enabled": True,
            "operator": "GreaterThanOrEqualTo",
            "threshold": notice.percent,
            "threshold_type": "Forecasted" if notice.forecast else "Actual",
            "contact_emails": list(contacts.emails) or None,
            "contact_roles": list(contacts.roles) or None,
            "contact_groups": list(contacts.action_groups) or None,
        }
        for notice in notices
    ]
