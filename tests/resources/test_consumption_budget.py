"""Budgets of resource groups and of the subscription."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from azure_data_landing_zone.azure.ids import ResourceId
from azure_data_landing_zone.engine.parameters import ArgumentError
from azure_data_landing_zone.resources import Contacts, Notice, ResourceGroupBudget, SubscriptionBudget
from resource_support import ALERTS, SUBSCRIPTION, Built, assert_sets

NOTICES = (Notice(80), Notice(100, forecast=True))
WHOLE = ResourceId(SUBSCRIPTION.subscription_id)
CONTACTS = Contacts(emails=["a@example.org"], roles=["Owner"], action_groups=[ALERTS])


def resource_group_budget(scope: Any) -> object:
    return ResourceGroupBudget(
        scope, "budget", name="b", resource_group=SUBSCRIPTION, amount=500, notices=NOTICES, contacts=CONTACTS
    )


def subscription_budget(scope: Any) -> object:
    return SubscriptionBudget(
        scope, "budget", name="b", subscription=WHOLE, amount=500, notices=NOTICES, contacts=CONTACTS
    )


@pytest.mark.parametrize(
    ("build", "kind", "target", "id_"),
    [
        (resource_group_budget, "azurerm_consumption_budget_resource_group", "resource_group_id", SUBSCRIPTION.id),
        (subscription_budget, "azurerm_consumption_budget_subscription", "subscription_id", WHOLE.id),
    ],
)
def test_sets_a_monthly_amount_and_its_notices(
    built: Built, build: Callable[[Any], object], kind: str, target: str, id_: str
) -> None:
    body = built(build).one(kind)
    assert_sets(body, amount=500, time_grain="Monthly", lifecycle={"ignore_changes": ["time_period"]})
    assert body[target] == id_
    assert "plantimestamp()" in body["time_period"]["start_date"]
    reached, expected = body["notification"]
    assert_sets(reached, enabled=True, operator="GreaterThanOrEqualTo", threshold=80, threshold_type="Actual")
    assert_sets(reached, contact_emails=["a@example.org"], contact_roles=["Owner"], contact_groups=[ALERTS])
    assert_sets(expected, threshold=100, threshold_type="Forecasted")


def test_somebody_is_told() -> None:
    with pytest.raises(ArgumentError, match="emails, roles and action_groups are empty"):
        Contacts()
