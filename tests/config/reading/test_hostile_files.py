"""Files that are broken, or made to do harm, are refused with one message and within bounds."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from azure_data_landing_zone import config
from azure_data_landing_zone.config.reading import nodes
from support import ROOT

ZONE = (ROOT / "apps" / "minimal" / "landing-zone.yaml").read_text()
LINES = len(ZONE.splitlines())
LEVELS = "\n".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9) if n else 'x'}]" for n in range(12))
LONG = "x" * 100_000


def refused(file: Path) -> config.ConfigurationError:
    with pytest.raises(config.ConfigurationError) as caught:
        config.load(file)
    return caught.value


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        (f"{LEVELS}\n", 1, "holds more than 100,000 values, with aliases followed"),
        (f"text: &text {LONG}\nall: [{'*text, ' * 60}]\n", 1, "holds more than 4,000,000 characters, with aliases"),
        ("tags: &loop {a: *loop}\n", 1, "is an alias of what it stands in"),
        ("tags: &loop\n  - b\n  - [*loop]\n", 1, "is an alias of what it stands in"),
        (f"tags: {'[' * 20_000}\n", 1, "is nested more than 40 levels deep"),
        (f"tags: {'{a: ' * 20_000}\n", 1, "is nested more than 40 levels deep"),
        ("\n".join(f"{' ' * n}a:" for n in range(200)) + "\n", 41, "is nested more than 40 levels deep"),
        (
            f"generation: {'9' * 5_000}\n",
            1,
            "generation: is a number of 5,000 characters; put it in quotes if it is text",
        ),
        (f"generation: -1.{'9' * 5_000}\n", 1, "is a number of 5,003 characters"),
        ("generation: 9007199254740993\n", 1, "must be a number between -9007199254740991 and 9007199254740991"),
        ("generation: 1e999\n", 1, "must be a number between"),
        ("tags:\n\towner: a\n", 2, "is indented with a tab, and YAML takes spaces only"),
        ("tags:\n  a: b\n \tc: d\n", 3, "is indented with a tab"),
        ("tags: &t {a: b}\nother:\n  <<: *t\n", 3, "merge keys (<<) are not part of YAML 1.2: write the settings out"),
        ("? [a, b]\n: c\n", 1, "has a key that is a list or a mapping: keys are text"),
        ("tags: {a: !!binary aGVsbG8=}\n", 1, "tags.a: has the tag !!binary: write the value without a tag"),
        ("tags: {a: !!python/object/apply:os.system [id]}\n", 1, "tag"),
        ("tags: {a: !secret b}\n", 1, "has the tag !secret: write the value without a tag"),
        ("generation: !!int abc\n", 1, "is no value of the tag !!int"),
        ("generation: !!bool abc\n", 1, "is no value of the tag !!bool"),
        ("tags: {a: 'b\x07c'}\n", 1, "holds the invisible character U+0007"),
        ("tags: {a: b\u202ec}\n", 1, "holds the invisible character U+202E"),
        ("--- \ntags: {}\n---\ntags: {}\n", 3, "is not valid YAML"),
        ("tags: *none\n", 1, "is not valid YAML"),
        ("tags: {a: b\n", 2, "is not valid YAML"),
    ],
)
def test_is_refused_at_its_line(text: str, line: int, said: str, tmp_path: Path) -> None:
    file = tmp_path / "landing-zone.yaml"
    # The document's own marker comes first.
    (head, offset) = ("", 0) if text.startswith("---") else (ZONE, LINES)
    file.write_text(head + text)
    error = refused(file)
    assert any(said in str(problem) for problem in error.problems if problem.place.line == line + offset), error
    assert len(str(error)) < 2_000


@pytest.mark.parametrize(
    ("data", "line", "said"),
    [
        (b"name: caf\xe9\n", 1, "is not UTF-8: it holds the byte 0xE9. Save the file as UTF-8"),
        (b"# fine\nname: a\n# \xfc\n", 3, "it holds the byte 0xFC"),
        ("name: a\n".encode("utf-16"), 1, "is not UTF-8: it holds the byte 0xFF"),
        (b"name: a\nx: \x00\n", 2, "holds the invisible character U+0000"),
        (b"name: a\r\nx: \x1b[31m\r\n", 2, "holds the invisible character U+001B"),
        (b"", 0, "is empty"),
        (b"# " + b"x" * 4_000_000, 0, "has 4,000,002 characters; at most 4,000,000 are allowed"),
        (b"- a\n", 1, "must hold a mapping"),
    ],
)
def test_bytes_that_are_no_yaml_text(data: bytes, line: int, said: str, tmp_path: Path) -> None:
    file = tmp_path / "landing-zone.yaml"
    file.write_bytes(data)
    (problem,) = refused(file).problems
    assert (problem.place.line, said in problem.message) == (line, True), problem


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda file: os.mkfifo(file), "matches no file"),
        (lambda file: file.symlink_to("/dev/zero"), "matches no file"),
        (lambda file: file.symlink_to(file.name), "is a link to product.yaml"),
    ],
)
def test_what_is_no_file_is_not_read_without_end(make: Callable[[Path], None], said: str, tmp_path: Path) -> None:
    make(tmp_path / "product.yaml")
    file = tmp_path / "landing-zone.yml"
    file.write_text(ZONE[: ZONE.index("products:")] + "products: '*.yaml'\n")
    (problem,) = refused(file).problems
    assert said in problem.message


def test_a_device_is_read_up_to_the_bound() -> None:
    (problem,) = refused(Path("/dev/zero")).problems
    assert "holds the invisible character U+0000" in problem.message or "characters" in problem.message


@pytest.mark.parametrize("prefix", [b"", b"\xef\xbb\xbf"])
def test_line_ends_of_windows_and_a_mark_at_the_beginning_are_fine(prefix: bytes, tmp_path: Path) -> None:
    file = tmp_path / "landing-zone.yaml"
    file.write_bytes(prefix + ZONE.replace("\n", "\r\n").encode())
    assert config.load(file).landing_zone.name == "minimal"


def test_aliases_within_bounds_are_values(tmp_path: Path) -> None:
    file = tmp_path / "landing-zone.yaml"
    file.write_text(ZONE.replace("lifecycle: disposable", "lifecycle: &life disposable", 1) + "tags: {life: *life}\n")
    assert config.load(file).landing_zone.tags == {"life": "disposable"}


def loop() -> dict[str, Any]:
    data: dict[str, Any] = {}
    data["tags"] = data
    return data


@pytest.mark.parametrize(
    ("data", "said"),
    [(loop(), "is nested more than 40 levels deep"), ({"tags": {1: "a"}}, "has a key that is no text")],
)
def test_data_of_a_program_has_the_same_bounds(data: dict[str, Any], said: str) -> None:
    with pytest.raises(config.ConfigurationError, match=said):
        config.parse(data)


def test_a_large_landing_zone_is_far_from_the_bounds() -> None:
    # 300 products of twice the size of the largest example.
    largest = max((ROOT / "apps").rglob("*.yaml"), key=lambda file: file.stat().st_size)
    assert 300 * 2 * largest.stat().st_size < nodes.MOST_CHARACTERS


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ("[" * 300 + "]" * 300, "levels deep; 180 are read"),
        ("[" * 50_000 + "]" * 50_000, "is nested too deeply"),
        ("9" * 5_000, "is not readable JSON"),
        ("{", "is not readable JSON"),
    ],
)
def test_files_of_policies_have_bounds(rule: str, said: str, tmp_path: Path) -> None:
    (tmp_path / "policy.json").write_text('{"name": "a", "properties": {"policyRule": ' + rule + "}}")
    file = tmp_path / "landing-zone.yaml"
    file.write_text(ZONE + "policies: {definitions: '*.json'}\n")
    assert [said in problem.message for problem in refused(file).problems] == [True]
