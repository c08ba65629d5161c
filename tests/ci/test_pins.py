"""The table of pinned actions, and the tool that renews it."""

from __future__ import annotations

import datetime
import importlib.util
import re
import shutil
import subprocess
from pathlib import Path
from types import ModuleType

import pytest
import yaml

from support import ROOT


def tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("renew_pins", ROOT / "tools" / "renew_pins.py")
    assert spec is not None
    assert spec.loader is not None
    spec.loader.exec_module(module := importlib.util.module_from_spec(spec))
    return module


def test_every_action_has_a_commit_a_version_and_the_table_a_source() -> None:
    table = yaml.safe_load(tool().PINS.read_text())
    assert table["source"]
    assert isinstance(table["read"], datetime.date)
    for row in table["actions"].values():
        assert re.fullmatch(r"[0-9a-f]{40}", row["commit"])
        assert re.fullmatch(r"v\d+\.\d+\.\d+", row["version"])
    assert re.fullmatch(r"[0-9a-f]{64}", table["terraform"]["sha256"])


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository with a plain tag, an annotated one, a moving one and a pre-release."""
    folder = tmp_path / "action"

    def git(*arguments: str) -> str:
        names = ["-c", "user.name=x", "-c", "user.email=x@example.com"]
        return subprocess.run(
            ["git", *names, *arguments], cwd=folder, check=True, capture_output=True, text=True
        ).stdout

    folder.mkdir()
    git("init", "-q")
    for number, tag in enumerate(["v9.0.0", "v10.0.0", "v10.1.0-beta"]):
        git("commit", "-q", "--allow-empty", "-m", str(number))
        git("tag", *(["-a", "-m", "x"] if number == 1 else []), tag)
    git("tag", "v10")
    return folder


def test_releases_are_read_with_the_commit_of_an_annotated_tag(repository: Path) -> None:
    found = tool().releases(tool().listed(str(repository)))
    assert set(found) == {"v9.0.0", "v10.0.0"}
    assert max(found, key=lambda tag: found[tag][0]) == "v10.0.0"
    commit = subprocess.run(
        ["git", "rev-parse", "v10.0.0^{commit}"], cwd=repository, capture_output=True, text=True, check=True
    )
    assert found["v10.0.0"][1] == commit.stdout.strip()


def test_the_table_is_rewritten(repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    module = tool()
    shutil.copy(module.PINS, tmp_path / "pins.yaml")
    monkeypatch.setattr(module, "PINS", tmp_path / "pins.yaml")
    tags = module.listed(str(repository))
    monkeypatch.setattr(module, "listed", lambda _: tags)
    module.main(["checkout=v9.0.0"])
    table = yaml.safe_load((tmp_path / "pins.yaml").read_text())
    assert table["actions"]["checkout"]["version"] == "v9.0.0"
    assert table["actions"]["setup_python"]["version"] == "v10.0.0"
    assert table["actions"]["upload_sarif"]["commit"] == module.releases(tags)["v10.0.0"][1]
    with pytest.raises(SystemExit, match="no such action"):
        module.main(["nothing=v1.0.0"])
    with pytest.raises(SystemExit, match="has no release v3"):
        module.main(["checkout=v3.0.0"])
