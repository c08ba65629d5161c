"""Approvals of managed private endpoints."""

from __future__ import annotations

from collections.abc import Callable

from data_factory_support import accounts
from link_support import managed_endpoints
from support import Json, Stack

Synth = Callable[[Json], dict[str, Stack]]


def test_its_way_to_the_lake_is_approved(data_factory_stacks: dict[str, Stack], data_factory_core: Stack) -> None:
    lake = accounts(data_factory_core)
    assert {found for found in managed_endpoints(data_factory_stacks.values()) if found[0] == "core"} == {
        ("core", lake[layer], subresource)
        for layer in ("raw", "enriched", "curated")
        for subresource in ("blob", "dfs")
    }
