"""Assignments of policy initiatives."""

from __future__ import annotations

import dataclasses
import json
import re
from typing import Any

import pytest

from azure_data_landing_zone.azure.ids import ResourceId
from azure_data_landing_zone.resources import PolicyAssignmentSettings, PrincipalType, RoleAssignment
from azure_data_landing_zone.resources.policy_assignment import policy_assignment
from resource_support import SUBSCRIPTION, Built

SETTINGS = PolicyAssignmentSettings(
    name="one",
    display_name="One",
    description="What it is for",
    initiative=SUBSCRIPTION.resource("Microsoft.Authorization/policySetDefinitions", "all"),
    parameters={"sizes": ["a", "b"], "most": 3},
    messages={"sizes": "Take another size."},
)


def test_an_assignment_of_policies_gives_values_and_messages(built: Built) -> None:
    stack = built(
        lambda scope: policy_assignment(scope, "one", at=SUBSCRIPTION, settings=SETTINGS, metadata={"category": "x"})
    )
    made = stack.one("azurerm_resource_group_policy_assignment")
    assert json.loads(made["parameters"]) == {"most": {"value": 3}, "sizes": {"value": ["a", "b"]}}
    assert made["enforce"] is True
    assert made["non_compliance_message"] == [
        {"content": "Take another size.", "policy_definition_reference_id": "sizes"}
    ]
    assert not {"identity", "location", "not_scopes"} & set(made)


def test_the_identity_of_an_assignment_is_referred_to(built: Built) -> None:
    def make(scope: Any) -> None:
        settings = dataclasses.replace(SETTINGS, identity_location="westeurope")
        made = policy_assignment(
            scope, "one", at=ResourceId(SUBSCRIPTION.subscription_id), settings=settings, metadata={}
        )
        RoleAssignment(
            scope,
            "role",
            target=SUBSCRIPTION,
            role_definition_id="/r",
            principal_id=made.principal_id,
            principal_type=PrincipalType.SERVICE_PRINCIPAL,
        )

    stack = built(make)
    assert stack.one("azurerm_subscription_policy_assignment")["identity"] == {"type": "SystemAssigned"}
    principal = stack.one("azurerm_role_assignment")["principal_id"]
    assert re.fullmatch(r"\$\{azurerm_subscription_policy_assignment\.\w+\.identity\[0\]\.principal_id\}", principal)


def test_an_initiative_is_not_assigned_to_a_single_resource(built: Built) -> None:
    vault = SUBSCRIPTION.resource("Microsoft.KeyVault/vaults", "kv")
    with pytest.raises(ValueError, match="no scope that an initiative is assigned to"):
        built(lambda scope: policy_assignment(scope, "one", at=vault, settings=SETTINGS, metadata={}))
