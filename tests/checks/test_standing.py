"""Rights that are wider than one product are reported."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from azure_data_landing_zone import config
from azure_data_landing_zone.checks import Level
from azure_data_landing_zone.checks.standing import standing_rights
from azure_data_landing_zone.config.models.data_lake import Layer
from azure_data_landing_zone.testing import Synthesized
from support import Json

ROLES = "/subscriptions/s/providers/Microsoft.Authorization/roleDefinitions"
CONTRIBUTOR, READER = "b24988ac-6180-42a0-ab88-20f7382dd24c", "acdd72a7-3385-48ef-bd42-f606fba81ae7"
WRITES, READS = "ba92f5b4-2d11-453d-a403-e96b0029c9fe", "2a2b9908-6ea1-4ae2-8e65-a410df84e7d1"


def found(zone: Json, scope: str, role: str, stack: str = "core", **more: Any) -> list[tuple[str, str]]:
    configuration = config.parse(zone)
    body = {"scope": scope, "role_definition_id": f"{ROLES}/{role}", "principal_id": "p", **more}
    results = standing_rights(configuration, {stack: {"resource": {"azurerm_role_assignment": {"r": body}}}})
    assert {result.level for result in results} <= {Level.REPORTED}
    return [(result.rule, result.message) for result in results]


@pytest.mark.parametrize(
    ("scope", "role", "rules"),
    [
        ("/subscriptions/abc", CONTRIBUTOR, ["wide"]),
        ("/providers/Microsoft.Management/managementGroups/mg", CONTRIBUTOR, ["wide"]),
        ("/subscriptions/abc", READER, []),
        ("/subscriptions/abc/resourceGroups/rg", CONTRIBUTOR, []),
        ("/subscriptions/abc", "11111111-2222-3333-4444-555555555555", ["wide"]),
    ],
)
def test_rights_on_a_whole_subscription_are_told(zone: Json, scope: str, role: str, rules: list[str]) -> None:
    assert [rule for rule, _ in found(zone, scope, role)] == rules


def test_who_writes_shared_containers_besides_products_is_told(zone: Json) -> None:
    account = str(config.parse(zone).core.lake_accounts[Layer.RAW])
    sales = f"{account}/blobServices/default/containers/landing"
    assert found(zone, sales, WRITES) == [
        ("lake", "the principal p has the role Storage Blob Data Contributor and writes raw/landing at all times")
    ]
    assert found(zone, account, WRITES)[0][1].endswith("writes raw/* at all times")
    assert found(zone, sales, READS) == []
    # A product writes what its configuration says.
    assert found(zone, sales, WRITES, stack="churn-prod") == []


def test_the_identity_of_policies_is_told(app_stacks: Callable[[str], Synthesized]) -> None:
    made = app_stacks("contoso")
    told = [
        one.message
        for one in standing_rights(made.configuration, {name: stack.document for name, stack in made.items()})
    ]
    said = "the identity of the policy assignment ml-data-contoso has the role Contributor on the subscription"
    assert any(one.startswith(said) for one in told)
    said = "the identity of the access connector of Databricks dbac-contoso-analytics-weu-001 has"
    assert any(one.startswith(said) and "raw/landing" in one for one in told)
    said = (
        "the principal 55555555-1111-1111-1111-111111111111 (Data engineers) has the role Storage Blob Data Contributor"
    )
    assert any(one.startswith(said) for one in told)
