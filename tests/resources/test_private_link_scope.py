"""Private link scopes of Azure Monitor."""

from __future__ import annotations

from azure_data_landing_zone.resources import PrivateLinkScope, ScopedService
from resource_support import GROUP, LOGS, Built, assert_sets


def test_a_private_link_scope_reaches_nothing_else_by_default(built: Built) -> None:
    stack = built(lambda scope: PrivateLinkScope(scope, "scope", name="ampls", resource_group=GROUP))
    scope = stack.one("azurerm_monitor_private_link_scope")
    assert_sets(scope, name="ampls", resource_group_name="rg-test")
    assert scope["ingestion_access_mode"] == scope["query_access_mode"] == "PrivateOnly"


def test_sets_open_modes_where_public_access_is_chosen(built: Built) -> None:
    body = built(
        lambda scope: PrivateLinkScope(scope, "scope", name="ampls", resource_group=GROUP, private_only=False)
    ).one("azurerm_monitor_private_link_scope")
    assert_sets(body, ingestion_access_mode="Open", query_access_mode="Open")


def test_sets_which_resource_is_in_the_scope(built: Built) -> None:
    body = built(
        lambda scope: ScopedService(
            scope, "logs", name="logs", scope_resource_group="rg-hub", scope_name="ampls", target=LOGS
        )
    ).one("azurerm_monitor_private_link_scoped_service")
    assert_sets(body, name="logs", resource_group_name="rg-hub", scope_name="ampls", linked_resource_id=LOGS.id)
