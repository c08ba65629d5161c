"""Managed identities."""

from __future__ import annotations

from typing import Any

from azure_data_landing_zone.resources import ExistingIdentity, ResourceGroup, UserAssignedIdentity
from resource_support import GROUP, IDENTITY, Built, assert_sets


def test_sets_references_to_an_identity(built: Built) -> None:
    def build(scope: Any) -> None:
        identity = UserAssignedIdentity(scope, "identity", name="id-test", resource_group=GROUP)
        tags = {"client": identity.client_id, "principal": identity.principal_id}
        ResourceGroup(scope, "group", name="rg", location="westeurope", tags=tags)

    stack = built(build)
    ((name, body),) = stack.all("azurerm_user_assigned_identity").items()
    assert_sets(body, name="id-test", location="westeurope", resource_group_name="rg-test")
    assert stack.one("azurerm_resource_group")["tags"] == {
        "client": f"${{azurerm_user_assigned_identity.{name}.client_id}}",
        "principal": f"${{azurerm_user_assigned_identity.{name}.principal_id}}",
    }


def test_sets_where_an_identity_of_another_stack_is_read(built: Built) -> None:
    stack = built(lambda scope: ExistingIdentity(scope, "theirs", identity=IDENTITY))
    ((_, body),) = stack.data("azurerm_user_assigned_identity").items()
    assert_sets(body, name=IDENTITY.name, resource_group_name=IDENTITY.resource_group)
