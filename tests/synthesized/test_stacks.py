"""Synthesized stacks, read from their folder."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from azure_data_landing_zone.synthesized.stacks import StackFileError, left_out, read_stacks


def test_stacks_are_read_from_the_output_folder(tmp_path: Path) -> None:
    file = tmp_path / "stacks" / "core" / "cdk.tf.json"
    file.parent.mkdir(parents=True)
    file.write_text('{"resource": {}}', encoding="utf-8")
    assert read_stacks(tmp_path) == {"core": {"resource": {}}}
    with pytest.raises(FileNotFoundError, match="adlz synth"):
        read_stacks(tmp_path / "stacks")


def test_the_manifest_says_which_stacks_there_are(tmp_path: Path) -> None:
    """A program that no longer makes a stack leaves its folder."""
    for name in ("core", "former"):
        (folder := tmp_path / "stacks" / name).mkdir(parents=True)
        (folder / "cdk.tf.json").write_text("{}")
    assert (set(read_stacks(tmp_path)), left_out(tmp_path)) == ({"core", "former"}, ())
    (tmp_path / "manifest.json").write_text(json.dumps({"stacks": {"core": {}}}))
    assert (set(read_stacks(tmp_path)), left_out(tmp_path)) == ({"core"}, ("former",))
    # What is not read may be broken.
    (tmp_path / "stacks" / "former" / "cdk.tf.json").write_text("{")
    assert set(read_stacks(tmp_path)) == {"core"}


@pytest.mark.parametrize("name", ["manifest.json", "stacks/core/cdk.tf.json"])
def test_a_file_that_is_no_json_is_named_with_its_line(tmp_path: Path, name: str) -> None:
    (tmp_path / "stacks" / "core").mkdir(parents=True)
    (tmp_path / "stacks" / "core" / "cdk.tf.json").write_text("{}")
    (tmp_path / "manifest.json").write_text('{"stacks": {"core": {}}}')
    for text, said in (
        (b'{\n"a": 1,\n}', f"{name}:3: is no JSON: "),
        (b"\xff", f"{name} is no text in UTF-8"),
        (b"[]", f"{name} is no JSON object"),
    ):
        (tmp_path / name).write_bytes(text)
        with pytest.raises(StackFileError) as caught:
            read_stacks(tmp_path)
        assert said in str(caught.value)
