"""Role definitions."""

from __future__ import annotations

from azure_data_landing_zone.resources import RoleDefinition
from resource_support import OBJECT, SUBSCRIPTION, Built, assert_sets


def test_sets_actions_within_one_scope(built: Built) -> None:
    body = built(
        lambda scope: RoleDefinition(
            scope,
            "role",
            guid=OBJECT,
            name="Approver",
            description="Approves connections",
            scope_=SUBSCRIPTION,
            actions=["Microsoft.Storage/storageAccounts/PrivateEndpointConnectionsApproval/action"],
        )
    ).one("azurerm_role_definition")
    assert_sets(body, scope=SUBSCRIPTION.id, assignable_scopes=[SUBSCRIPTION.id], role_definition_id=OBJECT)
    (permissions,) = body["permissions"]
    assert permissions == {"actions": ["Microsoft.Storage/storageAccounts/PrivateEndpointConnectionsApproval/action"]}
