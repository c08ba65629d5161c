"""Exemptions from policies."""

from __future__ import annotations

import pytest

from azure_data_landing_zone.resources import ResourceGroupPolicyExemption, ResourcePolicyExemption
from resource_support import SUBSCRIPTION, VAULT, Built, assert_sets


@pytest.mark.parametrize(
    ("construct", "kind", "target"),
    [
        (ResourceGroupPolicyExemption, "azurerm_resource_group_policy_exemption", "resource_group_id"),
        (ResourcePolicyExemption, "azurerm_resource_policy_exemption", "resource_id"),
    ],
)
def test_sets_what_is_exempt_why_and_until_when(
    built: Built,
    construct: type[ResourceGroupPolicyExemption | ResourcePolicyExemption],
    kind: str,
    target: str,
) -> None:
    body = built(
        lambda scope: construct(
            scope,
            "exemption",
            name="exempt",
            target=VAULT,
            assignment=SUBSCRIPTION,
            policies=["one"],
            category="Waiver",
            reason="Migration",
            expires_on="2027-01-01T00:00:00Z",
        )
    ).one(kind)
    assert body[target] == VAULT.id
    assert_sets(
        body,
        policy_assignment_id=SUBSCRIPTION.id,
        policy_definition_reference_ids=["one"],
        exemption_category="Waiver",
        description="Migration",
        expires_on="2027-01-01T00:00:00Z",
    )
