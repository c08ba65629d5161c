"""Caches are where they can be written, whatever home and user there are."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from azure_data_landing_zone.engine import cache
from support import ROOT, read_stacks

#: A path at which nobody can make a folder, root included.
NOWHERE = "/dev/null/none"
VARIABLES = (
    cache.CACHE_VARIABLE,
    cache.JSII_ROOT_VARIABLE,
    cache.JSII_VARIABLE,
    "XDG_CACHE_HOME",
)


@pytest.fixture
def bare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that is no project, a home that cannot be written, and a folder for temporary files."""
    for variable in VARIABLES:
        # Set first, so that what a test leaves in the environment goes away again.
        monkeypatch.setenv(variable, "")
        monkeypatch.delenv(variable)
    monkeypatch.setenv("HOME", NOWHERE)
    (temporary := tmp_path / "temporary").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_each_place_comes_before_the_next(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = bare / "temporary" / f"azure-data-landing-zone-{os.getuid()}" / "bindings"
    home = Path(NOWHERE) / ".cache" / "azure-data-landing-zone" / "bindings"
    assert cache.cache_folders() == [home, own]
    (bare / "cdktf.json").write_text("{}")
    assert cache.cache_folders() == [bare / ".gen" / "bindings", home]
    monkeypatch.setenv("XDG_CACHE_HOME", str(bare / "xdg"))
    xdg = bare / "xdg" / "azure-data-landing-zone" / "bindings"
    assert cache.cache_folders() == [xdg, bare / ".gen" / "bindings"]
    monkeypatch.setenv("ADLZ_CACHE_DIR", str(bare / "named"))
    assert cache.cache_folders() == [bare / "named"]
    monkeypatch.setenv("ADLZ_CACHE_DIR", NOWHERE)
    assert cache.cache_folders()[:2] == [Path(NOWHERE), xdg]


def jsii_root() -> str | None:
    for variable in (cache.JSII_ROOT_VARIABLE, cache.JSII_VARIABLE):
        os.environ.pop(variable, None)
    cache.prepare_jsii()
    return os.environ.get(cache.JSII_ROOT_VARIABLE, os.environ.get(cache.JSII_VARIABLE))


def test_jsii_keeps_its_packages_there_too(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = bare / "temporary" / f"azure-data-landing-zone-{os.getuid()}"
    assert jsii_root() == str(own / "jsii")
    (bare / "cdktf.json").write_text("{}")
    assert jsii_root() == str(bare / ".gen" / "jsii")
    with monkeypatch.context() as patch:
        # A home that can be written: its own place.
        patch.setenv("HOME", str(bare))
        assert jsii_root() is None
    monkeypatch.setenv("XDG_CACHE_HOME", str(bare / "xdg"))
    assert jsii_root() == str(bare / "xdg" / "azure-data-landing-zone" / "jsii")
    monkeypatch.setenv("ADLZ_CACHE_DIR", str(bare / "named"))
    assert jsii_root() == str(bare / "named" / "jsii")


def test_what_the_environment_says_of_jsii_stays(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(cache.JSII_ROOT_VARIABLE, "/mine")
    cache.prepare_jsii()
    assert os.environ[cache.JSII_ROOT_VARIABLE] == "/mine"


def test_a_temporary_folder_that_others_can_write_is_not_used(bare: Path) -> None:
    folder = bare / "temporary" / f"azure-data-landing-zone-{os.getuid()}"
    folder.mkdir()
    folder.chmod(0o777)
    assert folder / "bindings" not in cache.cache_folders()
    assert jsii_root() == "disabled"
    folder.rmdir()
    folder.symlink_to(bare)
    assert jsii_root() == "disabled"


def test_a_synth_without_a_home(tmp_path: Path) -> None:
    environment = {key: value for key, value in os.environ.items() if key not in (*VARIABLES, "HOME")}
    # A user that no file of users knows, as in a container that runs under any number.
    code = "import pwd; pwd.getpwuid = lambda number: (_ for _ in ()).throw(KeyError(number));"
    code += "from azure_data_landing_zone.cli import main; main()"
    arguments = [
        "synth",
        "-c",
        str(ROOT / "apps/minimal/landing-zone.yaml"),
        "-o",
        str(tmp_path / "out"),
        "-s",
        "core",
        "--fresh",
    ]
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=tmp_path,
        env={**environment, "TMPDIR": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert set(read_stacks(tmp_path / "out")) == {"core"}
    assert sorted(path.name for path in tmp_path.iterdir()) == [f"azure-data-landing-zone-{os.getuid()}", "out"]


def test_doctor_tells_which_folder_is_used(bare: Path) -> None:
    from azure_data_landing_zone.cli import doctor

    folder = bare / "temporary" / f"azure-data-landing-zone-{os.getuid()}"
    assert doctor._cache().where == f"{folder / 'bindings'}, empty: the first synth takes some seconds longer"
    folder.chmod(0o777)
    part = doctor._cache()
    assert (part.state, part.where) == (
        doctor.State.ABSENT,
        f"{NOWHERE}/.cache/azure-data-landing-zone/bindings cannot be written",
    )
