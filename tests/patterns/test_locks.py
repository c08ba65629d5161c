"""Locks on what holds data or secrets."""

from __future__ import annotations

from typing import Any

from azure_data_landing_zone.patterns.locks import deletion_lock
from azure_data_landing_zone.resources import KeyVault
from resource_support import GROUP, TENANT, Built, assert_sets


def test_sets_a_lock_that_says_how_it_is_lifted(built: Built) -> None:
    def build(scope: Any) -> None:
        deletion_lock(KeyVault(scope, "vault", name="kv-test", resource_group=GROUP, tenant_id=TENANT))

    stack = built(build)
    ((vault, _),) = stack.all("azurerm_key_vault").items()
    lock = stack.one("azurerm_management_lock")
    assert_sets(lock, scope=f"${{azurerm_key_vault.{vault}.id}}", lock_level="CanNotDelete")
    assert "locks: false" in lock["notes"]
    assert "decommission: true" in lock["notes"]
