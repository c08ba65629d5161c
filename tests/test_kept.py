"""Kept stacks: what is damaged, in the way or old counts as missing, and is never an error."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from azure_data_landing_zone import kept
from azure_data_landing_zone.kept import KeptStacks, StackText

STACK = StackText('{"resource": {"é": 1}}'.encode(), {"name": "core", "annotations": []}, "0.21.0", True)
DIGEST = "a" * 64


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    KeptStacks(tmp_path / "stacks").keep({DIGEST: STACK})
    return tmp_path / "stacks"


def test_a_stack_is_found_as_it_was_kept(folder: Path) -> None:
    assert KeptStacks(folder).find(DIGEST) == STACK
    assert KeptStacks(folder).find("b" * 64) is None
    assert [file.name for file in folder.iterdir()] == [f"{DIGEST}.stack"]


def flipped(data: bytes) -> bytes:
    return data[:60] + bytes([data[60] ^ 1]) + data[61:]


@pytest.mark.parametrize(
    "damage", [flipped, lambda data: data[:-1], lambda data: data[:20], lambda _: b"", lambda data: data + b"x"]
)
def test_a_damaged_stack_counts_as_missing_and_is_removed(folder: Path, damage: Callable[[bytes], bytes]) -> None:
    file = folder / f"{DIGEST}.stack"
    file.write_bytes(damage(file.read_bytes()))
    assert KeptStacks(folder).find(DIGEST) is None
    assert not file.exists()
    KeptStacks(folder).keep({DIGEST: STACK})
    assert KeptStacks(folder).find(DIGEST) == STACK


def test_what_is_in_the_way_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for folder in (None, tmp_path / "file", tmp_path / "file" / "below", Path("/proc/adlz")):
        stacks = KeptStacks(folder)
        stacks.keep({DIGEST: STACK})
        assert stacks.find(DIGEST) is None
    (tmp_path / f"{DIGEST}.stack").mkdir()
    assert KeptStacks(tmp_path).find(DIGEST) is None


def test_an_interrupted_write_leaves_the_former_file(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as during:
        during.setattr(Path, "replace", interrupt)
        with pytest.raises(KeyboardInterrupt):
            KeptStacks(folder).keep({DIGEST: StackText(b"{}", {}, "1", False)})
    assert KeptStacks(folder).find(DIGEST) == STACK
    assert len(list(folder.iterdir())) == 1


def test_what_was_not_used_for_a_month_is_removed(folder: Path) -> None:
    old, half, recent = (folder / name for name in ("old.stack", ".new-1", ".new-2"))
    for file, days in ((old, 31), (half, 2), (recent, 0)):
        file.write_bytes(b"x")
        os.utime(file, (time.time() - days * 24 * 3600,) * 2)
    used = folder / f"{DIGEST}.stack"
    os.utime(used, (time.time() - 29 * 24 * 3600,) * 2)
    assert KeptStacks(folder).find(DIGEST) == STACK
    assert time.time() - used.stat().st_mtime < 60
    KeptStacks(folder).keep({"b" * 64: STACK})
    assert sorted(file.name for file in folder.iterdir()) == [".new-2", f"{DIGEST}.stack", f"{'b' * 64}.stack"]


def test_the_oldest_are_removed_when_they_grow_too_large(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    size = (folder / f"{DIGEST}.stack").stat().st_size
    monkeypatch.setattr(kept, "_LARGEST_BYTES", 2 * size)
    os.utime(folder / f"{DIGEST}.stack", (time.time() - 60,) * 2)
    KeptStacks(folder).keep({"b" * 64: STACK, "c" * 64: STACK})
    assert sorted(file.name[0] for file in folder.iterdir()) == ["b", "c"]


def test_where_stacks_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def kept_below(**environment: str) -> bool:
        with monkeypatch.context() as during:
            during.delenv(kept.VARIABLE, raising=False)
            during.setenv("XDG_CACHE_HOME", str(tmp_path / "xdg"))
            for name, value in environment.items():
                during.setenv(name, value)
            kept.of_environment().keep({DIGEST: STACK})
        return any(tmp_path.rglob("*.stack"))

    # A project chooses its own files, and may not choose what is checked of them.
    (tmp_path / "cdktf.json").write_text("{}")
    monkeypatch.chdir(tmp_path)
    assert not kept_below(ADLZ_STACK_CACHE="off")
    assert kept_below()
    assert [file.relative_to(tmp_path).parts[0] for file in tmp_path.rglob("*.stack")] == ["xdg"]
    assert kept_below(ADLZ_STACK_CACHE=str(tmp_path / "own"))
    assert (tmp_path / "own" / f"{DIGEST}.stack").exists()
    assert kept_below(ADLZ_CACHE_DIR=str(tmp_path / "caches"))
    assert (tmp_path / "caches" / "stacks" / f"{DIGEST}.stack").exists()
