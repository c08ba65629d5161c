"""Synthesized stacks, read from their folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from azure_data_landing_zone.synthesized.stacks import read_stacks


def test_stacks_are_read_from_the_output_folder(tmp_path: Path) -> None:
    file = tmp_path / "stacks" / "core" / "cdk.tf.json"
    file.parent.mkdir(parents=True)
    file.write_text('{"resource": {}}', encoding="utf-8")
    assert read_stacks(tmp_path) == {"core": {"resource": {}}}
    with pytest.raises(FileNotFoundError, match="adlz synth"):
        read_stacks(tmp_path / "stacks")
