"""Each stack that belongs to no product is one row."""

from __future__ import annotations

from pathlib import Path

import pytest

from azure_data_landing_zone import config
from azure_data_landing_zone.cli.show_places import stack_rows
from azure_data_landing_zone.config.layout.stacks import PLATFORM_STACKS, STACKS
from azure_data_landing_zone.config.models.environments import Lifecycle
from support import ROOT


@pytest.fixture(scope="module")
def contoso() -> config.Configuration:
    return config.load(ROOT / "apps" / "contoso" / "landing-zone.yaml")


def test_the_landing_zone_with_everything_has_every_stack_in_their_order(contoso: config.Configuration) -> None:
    assert PLATFORM_STACKS == ("bootstrap", "core", "policy", "access", "quota", "data-plane")
    products = {layout.stack for layout in contoso.products}
    assert tuple(name for name in contoso.stacks if name not in products) == PLATFORM_STACKS
    first = [row.name for row in STACKS if row.first]
    assert list(contoso.stacks[: len(first)]) == first


def test_lifecycles_are_those_of_the_rows_or_of_the_landing_zone(contoso: config.Configuration) -> None:
    lifecycles = {row["stack"]: row["lifecycle"] for row in stack_rows(contoso)}
    assert {name: lifecycles[name] for name in PLATFORM_STACKS} == {
        "bootstrap": Lifecycle.PROTECTED,
        "core": contoso.landing_zone.lifecycle,
        "policy": Lifecycle.STANDARD,
        "access": Lifecycle.STANDARD,
        "quota": Lifecycle.STANDARD,
        "data-plane": contoso.landing_zone.lifecycle,
    }
    assert lifecycles["churn-prod"] == Lifecycle.PROTECTED


def test_everywhere_a_stack_holds_the_same(contoso: config.Configuration) -> None:
    assert {row["stack"]: row["holds"] for row in stack_rows(contoso)} == {
        name: contoso.holds(name) for name in contoso.stacks
    }
    assert contoso.holds("quota").startswith("shares of the subscription's quota")
    assert contoso.holds("churn-prod").endswith(" in prod")
    with pytest.raises(KeyError):
        contoso.holds("elsewhere")


def test_the_concepts_name_every_stack() -> None:
    text = (Path(ROOT) / "docs" / "concepts.md").read_text(encoding="utf-8")
    assert not [name for name in PLATFORM_STACKS if f"`{name}`" not in text]
