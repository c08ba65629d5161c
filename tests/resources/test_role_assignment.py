"""Role assignments."""

from __future__ import annotations

from typing import Any

from azure_data_landing_zone.resources import PrincipalType, RoleAssignment
from resource_support import OBJECT, SUBSCRIPTION, VAULT, Built, assert_sets


def test_a_role_assignment_says_what_its_principal_is(built: Built) -> None:
    def make(scope: Any) -> None:
        for kind in PrincipalType:
            RoleAssignment(
                scope, kind.value, target=SUBSCRIPTION, role_definition_id="/x", principal_id="p", principal_type=kind
            )

    stack = built(make)
    assert stack.one("azurerm_role_assignment", principal_type="ServicePrincipal")["skip_service_principal_aad_check"]
    assert "skip_service_principal_aad_check" not in stack.one("azurerm_role_assignment", principal_type="Group")


def test_sets_the_version_of_a_condition(built: Built) -> None:
    def build(scope: Any) -> None:
        for name, condition in (("free", None), ("bound", "@Resource[a] StringEquals 'b'")):
            RoleAssignment(
                scope,
                name,
                target=VAULT,
                role_definition_id="/r",
                principal_id=OBJECT,
                principal_type=PrincipalType.GROUP,
                description=name,
                condition=condition,
            )

    stack = built(build)
    bound = stack.one("azurerm_role_assignment", description="bound")
    assert_sets(
        bound,
        role_definition_id="/r",
        principal_id=OBJECT,
        scope=VAULT.id,
        condition="@Resource[a] StringEquals 'b'",
        condition_version="2.0",
    )
    assert_sets(stack.one("azurerm_role_assignment", description="free"), condition=None, condition_version=None)
