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
OWNER = "8e3af657-a8ff-443c-a75c-2fe8c4bcb635"
ASSIGNS = "f58310d9-a9f6-439a-9e8d-f62e7b41a168"
WRITES, READS = "ba92f5b4-2d11-453d-a403-e96b0029c9fe", "2a2b9908-6ea1-4ae2-8e65-a410df84e7d1"


def found(zone: Json, scope: str, role: str, stack: str = "core", **more: Any) -> list[tuple[str, str]]:
    configuration = config.parse(zone)
    body = {"scope": scope, "role_definition_id": f"{ROLES}/{role}", "principal_id": "p", **more}
    results = standing_rights(configuration, {stack: {"resource": {"azurerm_role_assignment": {"r": body}}}})
    assert all((result.level is Level.REFUSED) == (result.rule == "every-right") for result in results)
    return [(result.rule, result.message) for result in results]


@pytest.mark.parametrize(
    ("scope", "role", "rules"),
    [
        ("/subscriptions/abc", CONTRIBUTOR, ["wide"]),
        ("/providers/Microsoft.Management/managementGroups/mg", CONTRIBUTOR, ["wide"]),
        ("/subscriptions/abc", READER, []),
        ("/subscriptions/abc/resourceGroups/rg", CONTRIBUTOR, []),
        ("/subscriptions/abc", "11111111-2222-3333-4444-555555555555", ["wide"]),
        ("/subscriptions/abc", OWNER, ["every-right"]),
        ("/subscriptions/abc", ASSIGNS, ["every-right"]),
        ("/subscriptions/abc/resourceGroups/rg", OWNER, []),
    ],
)
def test_rights_on_a_whole_subscription_are_told(zone: Json, scope: str, role: str, rules: list[str]) -> None:
    assert [rule for rule, _ in found(zone, scope, role)] == rules


def test_a_role_is_told_by_its_name_and_a_condition_limits_it(zone: Json) -> None:
    [(_, message)] = found(zone, "/subscriptions/abc", OWNER)
    assert message == (
        "the principal p has the role Owner on the subscription abc at all times, and can give itself every right there"
    )
    assert [rule for rule, _ in found(zone, "/subscriptions/abc", ASSIGNS, condition="(x)")] == ["wide"]


IDENTITY = "azurerm_user_assigned_identity"
CREDENTIAL = "azurerm_federated_identity_credential"


def added(zone: Json, resources: Json, stack: str = "core") -> list[tuple[str, str, Level, str]]:
    results = standing_rights(config.parse(zone), {stack: {"resource": resources}})
    return [(one.rule, one.address, one.level, one.message) for one in results]


@pytest.mark.parametrize("kind", ["management_group", "subscription", "resource_group", "resource"])
def test_an_exemption_beside_the_configuration_is_refused(zone: Json, kind: str) -> None:
    type_ = f"azurerm_{kind}_policy_exemption"
    id_ = "/subscriptions/s/providers/Microsoft.Authorization/policyAssignments/ml-data"
    body: Json = {"name": "e", "policy_assignment_id": id_}
    [(rule, address, level, message)] = added(zone, {type_: {"e": body}})
    assert (rule, address, level) == ("exemption", f"{type_}.e", Level.REFUSED)
    assert message == f"exempts a {kind.replace('_', ' ')} from all policies of the assignment ml-data"
    body["policy_definition_reference_ids"] = ["a", "b"]
    assert "from the policies a, b of" in added(zone, {type_: {"e": body}})[0][3]
    assert not added(zone, {type_: {"policies_exemption-e_0AF0FDBF": body}}, "policy")
    assert added(zone, {type_: {"policies_exemption-e_0AF0FDBF": body}}, "experiments")


@pytest.mark.parametrize("argument", ["parent_id", "user_assigned_identity_id"])
def test_a_credential_beside_the_configuration_is_told(zone: Json, argument: str) -> None:
    """It is refused if it gives the rights of an identity of the landing zone."""
    body = {"issuer": "https://token.example", "subject": "repo:x", argument: ""}
    group = {"name": "id-x", "resource_group_name": "rg"}
    provider = {"azurerm": [{"subscription_id": "s", "features": [{}]}]}
    for key, level in (("ml_identity_0AF0FDBF", Level.REFUSED), ("audit", Level.REPORTED)):
        resources = {IDENTITY: {key: group}, CREDENTIAL: {"c": {**body, argument: f"${{{IDENTITY}.{key}.id}}"}}}
        document = {"provider": provider, "resource": resources}
        [one] = standing_rights(config.parse(zone), {"churn-dev": document})
        assert (one.rule, one.address, one.level) == ("credential", f"{CREDENTIAL}.c", level)
        said = "tokens of https://token.example with the subject repo:x get the rights of the identity id-x"
        assert one.message.startswith(said)
    assert not added(zone, {CREDENTIAL: {"pipelines-churn-dev_apply_Trust-x_DD433757": body}}, "bootstrap")


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
