"""Definitions of policies and of initiatives."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from azure_data_landing_zone.resources import (
    ManagementGroupPolicySetDefinition,
    PolicyDefinition,
    PolicyReference,
    PolicySetDefinition,
)
from resource_support import Built, assert_sets

REFERENCE = PolicyReference("/definitions/one", "one", {"sizes": ["a"]}, version="1.*.*")


def test_sets_a_definition_of_its_own(built: Built) -> None:
    body = built(
        lambda scope: PolicyDefinition(
            scope,
            "definition",
            name="one",
            display_name="One",
            description="",
            mode="Indexed",
            rule={"then": {"effect": "[parameters('effect')]"}, "if": {"equals": "${x}"}},
            parameters={},
            metadata={"category": "x"},
        )
    ).one("azurerm_policy_definition")
    assert_sets(body, policy_type="Custom", mode="Indexed", parameters=None, description=None)
    assert_sets(body, name="one", display_name="One")
    assert body["policy_rule"] == '{"if": {"equals": "$${x}"}, "then": {"effect": "[parameters(\'effect\')]"}}'
    assert json.loads(body["metadata"]) == {"category": "x"}


def subscription_initiative(scope: Any) -> object:
    return PolicySetDefinition(
        scope,
        "set",
        name="all",
        display_name="All",
        description="All",
        policies=[REFERENCE],
        parameters={"sizes": {"type": "Array"}},
        metadata={},
    )


def management_group_initiative(scope: Any) -> object:
    return ManagementGroupPolicySetDefinition(
        scope,
        "set",
        management_group_id="/mg",
        name="all",
        display_name="All",
        description="All",
        policies=[REFERENCE],
        parameters={"sizes": {"type": "Array"}},
        metadata={},
    )


@pytest.mark.parametrize(
    ("build", "kind"),
    [
        (subscription_initiative, "azurerm_policy_set_definition"),
        (management_group_initiative, "azurerm_management_group_policy_set_definition"),
    ],
)
def test_sets_the_policies_of_an_initiative(built: Built, build: Callable[[Any], object], kind: str) -> None:
    body = built(build).one(kind)
    assert_sets(body, policy_type="Custom", management_group_id="/mg" if "management_group" in kind else None)
    assert_sets(body, name="all", display_name="All", description="All")
    (reference,) = body["policy_definition_reference"]
    assert_sets(reference, policy_definition_id="/definitions/one", reference_id="one", version="1.*.*")
    assert json.loads(reference["parameter_values"]) == {"sizes": {"value": ["a"]}}
    assert json.loads(body["parameters"]) == {"sizes": {"type": "Array"}}
    assert json.loads(body["metadata"]) == {}
