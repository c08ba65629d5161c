"""A resource gets what its row says: private endpoints, a lock, and a private link scope."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from azure_data_landing_zone import config
from azure_data_landing_zone.config import Configuration
from azure_data_landing_zone.config.layout.places import Placed
from support import ROOT, Stack

Apps = Callable[[str], dict[str, Stack]]


@pytest.fixture(scope="module")
def contoso() -> Configuration:
    return config.load(ROOT / "apps" / "contoso" / "landing-zone.yaml")


def equipped(configuration: Configuration) -> list[Placed]:
    """The parts of stacks with resources of their own; the state's account comes before there are endpoints."""
    return [placed for placed in configuration.placed() if placed.stack != "bootstrap"]


def test_each_sub_resource_has_a_private_endpoint(app_stacks: Apps, contoso: Configuration) -> None:
    stacks = app_stacks("contoso")
    made = {(n, b["name"]) for n, s in stacks.items() for b in s.all("azurerm_private_endpoint").values()}
    wanted = {
        (placed.stack, contoso.core.endpoint_name(placed, name))
        for placed in equipped(contoso)
        if placed.part.own_endpoint
        for name in placed.part.subresources
        # One workspace of a region has this endpoint.
        if name != "browser_authentication"
    }
    assert wanted <= made


def test_parts_that_hold_data_are_locked_where_locks_are_on(app_stacks: Apps, contoso: Configuration) -> None:
    stacks = app_stacks("contoso")
    for layout in contoso.products:
        locked = [placed for placed in layout.placed() if placed.part.locked]
        locks = stacks[layout.stack].all("azurerm_management_lock")
        assert len(locks) == (len(locked) if layout.protection.locks else 0), layout.stack
    assert any(layout.protection.locks for layout in contoso.products)


def test_monitoring_is_in_the_private_link_scope(app_stacks: Apps, contoso: Configuration) -> None:
    stacks = app_stacks("contoso")
    for placed in equipped(contoso):
        joined = stacks[placed.stack].all("azurerm_monitor_private_link_scoped_service", name=placed.name) or [
            body
            for body in stacks[placed.stack].all("azapi_resource", name=placed.name).values()
            if "/scopedResources@" in body["type"]
        ]
        assert bool(joined) == placed.part.scoped, placed.key
