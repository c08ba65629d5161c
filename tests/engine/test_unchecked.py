"""Arguments are checked in everybody's stacks, and left alone while ours are built."""

from __future__ import annotations

import typing
from typing import Any

import pytest

from azure_data_landing_zone.engine import azurerm
from azure_data_landing_zone.engine.framework import App, TerraformStack
from azure_data_landing_zone.engine.pipeline import VARIABLE
from azure_data_landing_zone.engine.unchecked import unchecked

WRONG: Any = {"name": "rg", "location": ["westeurope"]}


@pytest.fixture
def stack(tmp_path: Any) -> TerraformStack:
    return TerraformStack(App(outdir=str(tmp_path)), "mine")


def test_a_wrong_type_is_refused_outside(stack: TerraformStack) -> None:
    with pytest.raises(TypeError, match="location"):
        azurerm.resource_group.ResourceGroupConfig(**WRONG)


def test_inside_nobody_looks_and_afterwards_all_is_as_before(stack: TerraformStack) -> None:
    names: Any = azurerm.resource_group.ResourceGroup.__init__.__globals__
    before = names["check_type"]
    with pytest.raises(RuntimeError, match="stop"), unchecked():
        assert azurerm.resource_group.ResourceGroupConfig(**WRONG).location == ["westeurope"]
        raise RuntimeError("stop")
    assert names["typing"] is typing
    assert names["check_type"] is before
    test_a_wrong_type_is_refused_outside(stack)


def test_checks_can_be_kept(monkeypatch: pytest.MonkeyPatch, stack: TerraformStack) -> None:
    monkeypatch.setenv(VARIABLE, "off")
    with unchecked(), pytest.raises(TypeError, match="location"):
        azurerm.resource_group.ResourceGroupConfig(**WRONG)
