"""Resource groups."""

from __future__ import annotations

from typing import Any

from azure_data_landing_zone.resources import ResourceGroup, UserAssignedIdentity
from resource_support import Built, assert_sets


def test_references_inside_a_stack_make_terraform_wait(built: Built) -> None:
    def make(scope: Any) -> None:
        group = ResourceGroup(scope, "group", name="rg-mine", location="westeurope")
        UserAssignedIdentity(scope, "identity", name="id-mine", resource_group=group)

    stack = built(make)
    ((address, body),) = stack.all("azurerm_resource_group").items()
    assert_sets(body, name="rg-mine", location="westeurope")
    identity = stack.one("azurerm_user_assigned_identity")
    assert identity["resource_group_name"] == f"${{azurerm_resource_group.{address}.name}}"
    assert identity["location"] == "westeurope"
