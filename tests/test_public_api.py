"""The public API is the committed list, and only a version that says so breaks it."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import public_api


def test_the_list_is_that_of_the_sources() -> None:
    broken, new = public_api.differences(public_api.recorded()[1], public_api.lines())
    assert (broken, new) == ([], []), "run `make generated`, if that is meant"


def test_it_holds_signatures_and_nothing_private() -> None:
    _, lines = public_api.recorded()
    assert any(line.startswith("resources.KeyVault(scope: Construct, id_: str, *, name: str,") for line in lines)
    assert "testing.Stack.addresses() -> list[str]" in lines
    assert "config.LandingZone" in lines
    assert not [line for line in lines if "._" in line.partition("(")[0]]


def test_every_attribute_has_a_declared_type() -> None:
    """A type that is only inferred differs between type checkers, and its changes would not be noticed here."""
    last = [line.rpartition(".")[2] for line in public_api.recorded()[1] if "(" not in line and ":" not in line]
    assert not [name for name in last if name.islower()]


@pytest.mark.parametrize(
    ("former", "version", "unreleased", "may"),
    [
        ("0.1.0", "0.1.0", True, True),
        ("0.1.0", "0.1.0", False, False),
        ("0.1.0", "0.1.1", True, False),
        ("0.1.0", "0.2.0", True, True),
        ("1.4.0", "1.5.0", True, False),
        ("1.4.0", "2.0.0", True, True),
        ("", "0.1.0", False, True),
    ],
)
def test_a_break_needs_a_version_that_says_so(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, former: str, version: str, unreleased: bool, may: bool
) -> None:
    (tmp_path / "CHANGELOG.md").write_text(f"## {version}{', unreleased' if unreleased else ' - 2027-01-01'}\n")
    monkeypatch.setattr(public_api, "ROOT", tmp_path)
    assert public_api.may_break(former, version) is may


def test_what_is_gone_and_what_is_new_are_told_apart() -> None:
    assert public_api.differences(["a(x: int)", "b"], ["a(x: str)", "b", "c"]) == (["a(x: int)"], ["a(x: str)", "c"])


def test_no_attribute_is_hidden_in_an_assignment_of_several() -> None:
    """Only plain assignments are read into the list."""
    hidden = []
    for file in sorted((public_api.ROOT / "constructs").rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Tuple):
                names = [target.attr for target in node.targets[0].elts if isinstance(target, ast.Attribute)]
                hidden += [f"{file.name}: {name}" for name in names if not name.startswith("_")]
    assert not hidden
