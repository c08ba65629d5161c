"""The lean bindings: the same output in less time, and never in the way.

A process loads bindings once, so most cases are a process of their own. What takes long is used sparingly: making a
copy, and loading the whole package.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from azure_data_landing_zone.engine import azurerm, lean
from support import APPS, ROOT, files, read_stacks, synthesize_apps

SOURCES = ROOT / "constructs" / "azure_data_landing_zone"
MADE = Path("out") / "stacks" / "s" / "cdk.tf.json"


def run(code: str, cache: Path, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Runs a program with an empty or given cache folder."""
    return subprocess.run(
        [sys.executable, "-W", "always", "-c", code],
        cwd=cwd,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
        env={**os.environ, "ADLZ_CACHE_DIR": str(cache), **environment},
    )


MINE = """
from azure_data_landing_zone.engine import azurerm
from azure_data_landing_zone.engine.framework import App, TerraformStack
from azure_data_landing_zone.resources import ResourceGroup
app = App(outdir="out"); stack = TerraformStack(app, "s")
azurerm.provider.AzurermProvider(stack, "azurerm", features=[azurerm.provider.AzurermProviderFeatures()])
ResourceGroup(stack, "group", name="rg", location="westeurope")
"""

#: Ends a program where it would load the whole package, which takes long.
NO_STOCK = """
import jsii
def load(name, version, tarball, load=jsii.load):
    if tarball.endswith(".jsii.tgz") and "azurerm" in name: print("the whole package"); raise SystemExit
    load(name, version, tarball)
jsii.load = load
"""


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache that holds the lean copy."""
    folder = tmp_path_factory.mktemp("cache")
    done = run(MINE + "app.synth()", folder / "bindings", folder)
    assert done.returncode == 0, done.stderr
    assert "Warning" not in done.stderr
    return folder / "bindings"


def test_the_declared_submodules_are_those_that_are_used() -> None:
    used = {
        name
        for file in SOURCES.rglob("*.py")
        if "engine" not in file.parts
        for name in re.findall(r"\bazurerm\.([a-z][a-z0-9_]+)", file.read_text())
    }
    assert set(azurerm.SUBMODULES) == used - {"terraform_type"}


def test_lean_and_stock_bindings_give_the_same(app_output: Callable[[str], Path], tmp_path: Path) -> None:
    """And with the whole package, any module may come at any time."""
    late = (
        "from azure_data_landing_zone.engine import azurerm\n"
        "from azure_data_landing_zone.engine.framework import App, TerraformStack\n"
        "stack = TerraformStack(App(), 's')\n"
        "azurerm.app_configuration.AppConfiguration(stack, 'f', name='x', location='l', resource_group_name='rg')"
    )
    said = synthesize_apps(tmp_path, last=late, ADLZ_BINDINGS="stock", ADLZ_CACHE_DIR=str(tmp_path / "cache"))
    assert "BindingsWarning" not in said
    assert not list((tmp_path / "cache").glob("*.tgz"))
    for app in APPS:
        assert files(tmp_path / app) == files(app_output(app)), app


def test_the_copy_is_small_and_made_once(cache: Path, tmp_path: Path) -> None:
    (copy,) = cache.glob("*.tgz")
    assert copy.stat().st_size < 2_000_000
    before = copy.stat().st_mtime_ns
    synthesize_apps(tmp_path, ("minimal",), ADLZ_CACHE_DIR=str(cache))
    assert [file.stat().st_mtime_ns for file in cache.glob("*.tgz")] == [before]


def test_two_first_starts_at_once_get_along(tmp_path: Path) -> None:
    folders = [tmp_path / name for name in ("a", "b")]
    processes = []
    for folder in folders:
        folder.mkdir()
        processes.append(
            subprocess.Popen(
                [sys.executable, "-c", MINE + "app.synth()"],
                cwd=folder,
                env={**os.environ, "ADLZ_CACHE_DIR": str(tmp_path / "cache")},
                stderr=subprocess.PIPE,
            )
        )
    for process in processes:
        _, said = process.communicate(timeout=300)
        assert process.returncode == 0, said
        assert b"Warning" not in said
    assert len(list((tmp_path / "cache").glob("*.tgz"))) == 1
    made = [read_stacks(folder / "out")["s"].document["resource"] for folder in folders]
    assert made[0] == made[1]


@pytest.mark.parametrize("damage", [b"", b"not a tarball", b"who"])
def test_a_damaged_copy_is_made_anew(damage: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lean, "build", lambda package, submodules: b"whole")
    package = lean.Package("bindings", "@scope/bindings", "1.0.0", tmp_path / "stock.tgz")
    tried: list[Path] = []
    for _ in range(2):
        copy = lean.cached(package, {"key_vault"}, [tmp_path / "cache"], tried.append)
    assert len(tried) == 1
    copy.write_bytes(damage)
    assert lean.cached(package, {"key_vault"}, [tmp_path / "cache"], tried.append) == copy
    assert copy.read_bytes() == b"whole"
    assert len(tried) == 2


def test_another_folder_takes_the_place_of_a_cache_that_cannot_be_written(cache: Path, tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    done = run(MINE + "app.synth()", blocked / "below", tmp_path)
    assert done.returncode == 0, done.stderr
    assert "Warning" not in done.stderr
    mine, usual = (read_stacks(folder / "out")["s"].document["resource"] for folder in (tmp_path, cache.parent))
    assert mine == usual


def test_a_read_only_cache_that_holds_the_copy_is_used(cache: Path, tmp_path: Path) -> None:
    mine = tmp_path / "cache"
    shutil.copytree(cache, mine)
    mine.chmod(0o555)
    try:
        done = run(MINE + "app.synth()", mine, tmp_path)
    finally:
        mine.chmod(0o755)
    assert done.returncode == 0, done.stderr
    assert "Warning" not in done.stderr


@pytest.mark.parametrize(
    ("broken", "reason"),
    [
        ("def build(*a): raise lean.LeanError('strange')\nlean.build = build\n", "strange"),
        ("lean._index = lambda wanted: b'throw new Error(\"broken\")'\n", "Node cannot run the copy"),
        (
            "index = lean._index\nlean._index = lambda wanted: index({**wanted, 'a.keyVault': 'nowhere'})\n",
            "Node cannot run the copy",
        ),
    ],
    ids=["unknown layout", "broken entrance", "a submodule is missing"],
)
def test_whatever_is_unexpected_falls_back_with_one_warning(broken: str, reason: str, tmp_path: Path) -> None:
    code = "from azure_data_landing_zone.engine import lean\n" + broken + NO_STOCK + MINE + "app.synth()"
    done = run(code, tmp_path / "cache", tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stderr.count("BindingsWarning") == 1
    assert reason in done.stderr
    assert done.stdout == "the whole package\n"


def test_a_wrong_setting_is_told(tmp_path: Path) -> None:
    program = "from azure_data_landing_zone.engine import azurerm; azurerm.key_vault"
    done = run(program, tmp_path / "cache", tmp_path, ADLZ_BINDINGS="fat")
    assert done.returncode == 1
    assert "ADLZ_BINDINGS is 'fat', allowed are 'lean' and 'stock'" in done.stderr


def test_the_whole_package_may_be_imported_and_asked_for_a_module(cache: Path, tmp_path: Path) -> None:
    code = (
        "from azure_data_landing_zone.engine import azurerm; azurerm.provider\n"
        "import cdktf_cdktf_provider_azurerm as az\n"
        "assert az.key_vault.KeyVault is azurerm.key_vault.KeyVault\n" + MINE + "app.synth()\n"
        "import sys; assert len([m for m in sys.modules if m.startswith('cdktf_cdktf_provider_azurerm.')]) < 300"
    )
    done = run(code, cache, tmp_path)
    assert done.returncode == 0, done.stderr


def test_a_consumer_who_imported_the_stock_package_first_still_works(tmp_path: Path) -> None:
    code = (
        "import cdktf_cdktf_provider_azurerm as az\n"
        "from azure_data_landing_zone.engine import azurerm\n"
        "assert az.key_vault.KeyVault is azurerm.key_vault.KeyVault\n"
        + MINE
        + "az.data_factory.DataFactory(stack, 'factory', name='adf', location='l', resource_group_name='rg'); app.synth()"
    )
    done = run(code, tmp_path / "cache", tmp_path)
    assert done.returncode == 0, done.stderr
    assert not (tmp_path / "cache").exists()


def test_a_module_that_comes_too_late_is_refused_with_two_ways_out(cache: Path, tmp_path: Path) -> None:
    """And is there at the next start, or if it is imported before the first construct."""
    late = MINE + (
        "azurerm.app_configuration.AppConfiguration(stack, 'f', name='appcs', location='l', resource_group_name='rg')\n"
        "app.synth()"
    )
    shutil.copytree(cache, tmp_path / "cache")
    first = run(late, tmp_path / "cache", tmp_path)
    assert first.returncode == 1
    assert "is imported after the first construct of the provider was made" in first.stderr
    assert "Import it earlier" in first.stderr
    assert "ADLZ_BINDINGS=stock" in first.stderr
    for code in (late, "from cdktf_cdktf_provider_azurerm.app_configuration import AppConfiguration\n" + late):
        done = run("import azure_data_landing_zone.resources\n" + code, tmp_path / "cache", tmp_path)
        assert done.returncode == 0, done.stderr
        assert "azurerm_app_configuration" in (tmp_path / MADE).read_text()
    assert len(list((tmp_path / "cache").glob("*.tgz"))) == 2


def test_a_module_that_does_not_exist_is_no_module() -> None:
    with pytest.raises(AttributeError, match="have no module 'key_vaults'"):
        azurerm.key_vaults  # noqa: B018
