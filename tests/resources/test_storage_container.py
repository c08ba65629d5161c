"""Containers of storage accounts."""

from __future__ import annotations

from azure_data_landing_zone.resources import StorageContainer
from resource_support import ACCOUNT, Built, assert_sets


def test_sets_a_private_container(built: Built) -> None:
    body = built(
        lambda scope: StorageContainer(scope, "one", name="one", storage_account=ACCOUNT, prevent_destroy=True)
    ).one("azurerm_storage_container")
    assert_sets(
        body,
        name="one",
        container_access_type="private",
        storage_account_id=ACCOUNT.id,
        lifecycle={"prevent_destroy": True},
    )
