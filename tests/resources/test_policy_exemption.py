"""Exemptions from policies."""

from __future__ import annotations

import pytest

from azure_data_landing_zone.azure.ids import ResourceId
from azure_data_landing_zone.resources import ResourceGroupPolicyExemption, ResourcePolicyExemption
from resource_support import ASSIGNMENT, SUBSCRIPTION, VAULT, Built, assert_sets


@pytest.mark.parametrize(
    ("construct", "kind", "target", "at"),
    [
        (ResourceGroupPolicyExemption, "azurerm_resource_group_policy_exemption", "resource_group_id", SUBSCRIPTION),
        (ResourcePolicyExemption, "azurerm_resource_policy_exemption", "resource_id", VAULT),
    ],
)
def test_sets_what_is_exempt_why_and_until_when(
    built: Built,
    construct: type[ResourceGroupPolicyExemption | ResourcePolicyExemption],
    kind: str,
    target: str,
    at: ResourceId,
) -> None:
    body = built(
        lambda scope: construct(
            scope,
            "exemption",
            name="exempt",
            target=at,
            assignment=ASSIGNMENT,
            policies=["one"],
            category="Waiver",
            reason="Migration",
            expires_on="2027-01-01T00:00:00Z",
        )
    ).one(kind)
    assert body[target] == at.id
    assert_sets(
        body,
        policy_assignment_id=ASSIGNMENT.id,
        policy_definition_reference_ids=["one"],
        exemption_category="Waiver",
        description="Migration",
        expires_on="2027-01-01T00:00:00Z",
    )
