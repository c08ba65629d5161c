"""What all constructs of resources share."""

from __future__ import annotations

from typing import Any

from azure_data_landing_zone.azure.ids import ResourceId
from azure_data_landing_zone.resources import KnownResourceGroup, ResourceGroup
from azure_data_landing_zone.resources.base import dependencies, lifecycle
from resource_support import SUBSCRIPTION, Built


def test_sets_no_lifecycle_where_nothing_is_asked_for(built: Built) -> None:
    assert lifecycle() is None
    stack = built(lambda scope: ResourceGroup(scope, "group", name="rg", location="westeurope"))
    assert "lifecycle" not in stack.one("azurerm_resource_group")


def test_sets_each_part_of_a_lifecycle(built: Built) -> None:
    def build(scope: Any) -> None:
        group = ResourceGroup(scope, "group", name="rg", location="westeurope")
        group.lifecycle = lifecycle(prevent_destroy=True, ignore_changes=["tags"], create_before_destroy=True)

    assert built(build).one("azurerm_resource_group")["lifecycle"] == {
        "prevent_destroy": True,
        "ignore_changes": ["tags"],
        "create_before_destroy": True,
    }


def test_sets_no_dependencies_where_there_are_none() -> None:
    assert dependencies([]) is None


def test_a_group_that_is_known_by_its_id_has_a_name() -> None:
    group = KnownResourceGroup(ResourceId(SUBSCRIPTION.subscription_id, "rg-known"), "westeurope")
    assert (group.name, group.location) == ("rg-known", "westeurope")
    assert group.id == f"/subscriptions/{SUBSCRIPTION.subscription_id}/resourceGroups/rg-known"
