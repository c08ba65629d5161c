"""Remediations of policies."""

from __future__ import annotations

import pytest

from azure_data_landing_zone.resources import (
    ManagementGroupPolicyRemediation,
    ResourceGroupPolicyRemediation,
    SubscriptionPolicyRemediation,
)
from resource_support import SUBSCRIPTION, VAULT, Built, assert_sets


@pytest.mark.parametrize(
    ("construct", "kind", "target", "discovery"),
    [
        (SubscriptionPolicyRemediation, "subscription", "subscription_id", "ReEvaluateCompliance"),
        (ManagementGroupPolicyRemediation, "management_group", "management_group_id", None),
        (ResourceGroupPolicyRemediation, "resource_group", "resource_group_id", "ReEvaluateCompliance"),
    ],
)
def test_sets_which_policy_is_remediated_where(
    built: Built,
    construct: type[SubscriptionPolicyRemediation | ManagementGroupPolicyRemediation | ResourceGroupPolicyRemediation],
    kind: str,
    target: str,
    discovery: str | None,
) -> None:
    body = built(
        lambda scope: construct(scope, "fix", name="fix", target=SUBSCRIPTION, assignment=VAULT, policy="one")
    ).one(f"azurerm_{kind}_policy_remediation")
    assert body[target] == SUBSCRIPTION.id
    assert_sets(
        body,
        policy_assignment_id=VAULT.id,
        policy_definition_reference_id="one",
        resource_discovery_mode=discovery,
    )
