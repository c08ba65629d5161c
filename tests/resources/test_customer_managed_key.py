"""Customer-managed keys of workspaces."""

from __future__ import annotations

from azure_data_landing_zone.resources import WorkspaceKey
from resource_support import KEY, MACHINE_LEARNING, Built, assert_sets


def test_sets_the_key_of_a_workspace_that_exists(built: Built) -> None:
    body = built(lambda scope: WorkspaceKey(scope, "key", workspace=MACHINE_LEARNING, key_id=KEY.key_id)).one(
        "azapi_resource_action"
    )
    assert_sets(body, method="PATCH", resource_id=MACHINE_LEARNING.id)
    assert body["type"].startswith("Microsoft.MachineLearningServices/workspaces@")
    assert body["body"] == {"properties": {"encryption": {"keyVaultProperties": {"keyIdentifier": KEY.key_id}}}}
