"""One construct at a time, in a stack of its own."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from support import Stack

Build = Callable[[Any], None]


@pytest.fixture
def built(tmp_path: Path) -> Callable[[Build], Any]:
    """Calls a function with an empty stack, and returns that stack synthesized and parsed."""
    from azure_data_landing_zone.engine import azurerm
    from azure_data_landing_zone.engine.framework import App, TerraformStack

    def build(make: Build) -> Stack:
        app = App(outdir=str(tmp_path))
        stack = TerraformStack(app, "one")
        azurerm.provider.AzurermProvider(stack, "azurerm", features=[azurerm.provider.AzurermProviderFeatures()])
        make(stack)
        app.synth()
        return Stack("one", json.loads((tmp_path / "stacks" / "one" / "cdk.tf.json").read_text()))

    return build
