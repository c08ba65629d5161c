"""Locks against deletion."""

from __future__ import annotations

from azure_data_landing_zone.resources import DeletionLock
from resource_support import VAULT, Built, assert_sets


def test_sets_a_lock_against_deletion(built: Built) -> None:
    body = built(lambda scope: DeletionLock(scope, "lock", target=VAULT, notes="Holds secrets")).one(
        "azurerm_management_lock"
    )
    assert_sets(body, lock_level="CanNotDelete", scope=VAULT.id, notes="Holds secrets", name="do-not-delete")
