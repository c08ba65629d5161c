"""Remediations of policies."""

from __future__ import annotations

import pytest

from azure_data_landing_zone.azure.ids import ResourceId
from azure_data_landing_zone.resources import (
    ManagementGroupPolicyRemediation,
    ResourceGroupPolicyRemediation,
    SubscriptionPolicyRemediation,
)
from resource_support import ASSIGNMENT, SUBSCRIPTION, Built, assert_sets

CORPORATION = ResourceId("", "", "Microsoft.Management", ("managementGroups",), ("corp",))


@pytest.mark.parametrize(
    ("construct", "kind", "at", "discovery"),
    [
        (
            SubscriptionPolicyRemediation,
            "subscription",
            ResourceId(SUBSCRIPTION.subscription_id),
            "ReEvaluateCompliance",
        ),
        (ManagementGroupPolicyRemediation, "management_group", CORPORATION, None),
        (ResourceGroupPolicyRemediation, "resource_group", SUBSCRIPTION, "ReEvaluateCompliance"),
    ],
)
def test_sets_which_policy_is_remediated_where(
    built: Built,
    construct: type[SubscriptionPolicyRemediation | ManagementGroupPolicyRemediation | ResourceGroupPolicyRemediation],
    kind: str,
    at: ResourceId,
    discovery: str | None,
) -> None:
    body = built(lambda scope: construct(scope, "fix", name="fix", target=at, assignment=ASSIGNMENT, policy="one")).one(
        f"azurerm_{kind}_policy_remediation"
    )
    assert body[f"{kind}_id"] == at.id
    assert_sets(
        body,
        policy_assignment_id=ASSIGNMENT.id,
        policy_definition_reference_id="one",
        resource_discovery_mode=discovery,
    )
