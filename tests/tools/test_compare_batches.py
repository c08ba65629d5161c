"""Stacks that are sent as data are those that jsii makes, after changes of fields, too."""

from __future__ import annotations

import sys

import pytest

import compare_batches
from support import ROOT


def test_changed_fields_give_the_same_stacks(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A sample of what `tools/compare_batches.py` does with every field."""
    config = str(ROOT / "apps" / "minimal" / "landing-zone.yaml")
    monkeypatch.setattr(sys, "argv", ["compare_batches.py", "--config", config, "--sample", "6", "--seed", "1"])
    assert compare_batches.main() == 0
    said = capsys.readouterr().out
    assert "6 of " in said
    assert " 0 stacks compared" not in said
