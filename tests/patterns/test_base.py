"""What all patterns share."""

from __future__ import annotations

from typing import Any

from azure_data_landing_zone.engine import references
from azure_data_landing_zone.patterns.base import Pattern
from azure_data_landing_zone.resources import ResourceGroup
from resource_support import Built


def test_a_resource_in_a_pattern_is_referred_to_by_its_address(built: Built) -> None:
    paths: list[object] = []

    def build(scope: Any) -> None:
        references.begin(scope)
        inner = Pattern(Pattern(scope, "outer"), "inner")
        group = ResourceGroup(inner, "group", name="rg-one", location="westeurope")
        paths.append(getattr(group, references.PATH))
        ResourceGroup(inner, "second", name=f"{group.name}-second", location="westeurope")

    stack = built(build)
    assert paths == [("outer", "inner", "group")]
    ((address, _),) = stack.all("azurerm_resource_group", name="rg-one").items()
    stack.one("azurerm_resource_group", name=f"${{azurerm_resource_group.{address}.name}}-second")
