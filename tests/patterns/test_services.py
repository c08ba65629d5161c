"""Each analytics service is created, and linked to products, by the modules of its key."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from azure_data_landing_zone.config.layout.services import SERVICES, AnalyticsService, Use
from azure_data_landing_zone.patterns import services
from support import Stack

ROWS = pytest.mark.parametrize("row", SERVICES, ids=[row.key for row in SERVICES])


@ROWS
def test_a_service_has_its_modules(row: AnalyticsService) -> None:
    assert callable(services._module(row.key).create_service)
    if row.use is not Use.ALWAYS:
        assert callable(services._module(f"{row.key}_link").link_product)


@ROWS
def test_the_core_stack_creates_it_and_a_product_is_linked(
    app_stacks: Callable[[str], dict[str, Stack]], row: AnalyticsService
) -> None:
    stacks = app_stacks("contoso")
    constructs = {
        stack: {name.partition("_")[0] for _, name, _ in stacks[stack].resources()} for stack in ("core", "churn-prod")
    }
    assert row.label in constructs["core"]
    assert (row.label in constructs["churn-prod"]) == (row.use is not Use.ALWAYS)
