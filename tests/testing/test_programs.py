"""The stacks of a program that makes its constructs in this process."""

from __future__ import annotations

from pathlib import Path

import pytest

from azure_data_landing_zone.engine.framework import App, Construct, TerraformStack
from azure_data_landing_zone.testing import program, program_stack, read_stacks


@pytest.fixture
def app(tmp_path: Path) -> App:
    return App(outdir=str(tmp_path))


def test_a_stack_below_another_construct_has_its_own_id_as_name(app: App, tmp_path: Path) -> None:
    """As in the output of the framework, which keeps one of two stacks with the same id."""
    stack = TerraformStack(Construct(app, "dev"), "mine")
    assert program_stack(stack).name == "mine"
    app.synth()
    assert list(read_stacks(tmp_path)) == ["mine"]

    TerraformStack(Construct(app, "prod"), "mine")
    with pytest.raises(ValueError, match="the stacks dev/mine and prod/mine have the same id"):
        program(app)
