"""The lean bindings: the same output in less time, and never in the way. Each case is a process of its own."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from azure_data_landing_zone.engine import azurerm
from support import APPS, ROOT, read_stacks

SOURCES = ROOT / "constructs" / "azure_data_landing_zone"


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


def synth(app: str, output: Path, cache: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    arguments = ["synth", "-c", str(ROOT / "apps" / app / "landing-zone.yaml"), "-o", str(output)]
    code = f"import sys; sys.argv[1:] = {arguments!r}; from azure_data_landing_zone.cli import main; main()"
    return run(code, cache, output.parent, **environment)


def files(folder: Path) -> dict[str, bytes]:
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache that holds the lean copy."""
    folder = tmp_path_factory.mktemp("cache")
    done = synth("minimal", folder / "out", folder / "bindings")
    assert done.returncode == 0, done.stderr
    return folder / "bindings"


MINE = """
from azure_data_landing_zone.engine import azurerm
from azure_data_landing_zone.engine.framework import App, TerraformStack
from azure_data_landing_zone.resources import ResourceGroup
app = App(outdir="out"); stack = TerraformStack(app, "s")
azurerm.provider.AzurermProvider(stack, "azurerm", features=[azurerm.provider.AzurermProviderFeatures()])
ResourceGroup(stack, "group", name="rg", location="westeurope")
"""


def test_the_declared_submodules_are_those_that_are_used() -> None:
    used = {
        name
        for file in SOURCES.rglob("*.py")
        if "engine" not in file.parts
        for name in re.findall(r"\bazurerm\.([a-z][a-z0-9_]+)", file.read_text())
    }
    assert set(azurerm.SUBMODULES) == used - {"terraform_type"}


@pytest.mark.parametrize("app", APPS)
def test_lean_and_stock_bindings_give_the_same(app: str, cache: Path, tmp_path: Path) -> None:
    for kind in ("lean", "stock"):
        done = synth(app, tmp_path / kind, cache, ADLZ_BINDINGS=kind)
        assert done.returncode == 0, done.stderr
        assert "BindingsWarning" not in done.stderr
    assert files(tmp_path / "lean") == files(tmp_path / "stock")


def test_the_copy_is_small_and_made_once(cache: Path, tmp_path: Path) -> None:
    (copy,) = cache.glob("*.tgz")
    assert copy.stat().st_size < 2_000_000
    before = copy.stat().st_mtime_ns
    assert synth("minimal", tmp_path / "out", cache).returncode == 0
    assert [file.stat().st_mtime_ns for file in cache.glob("*.tgz")] == [before]


def test_two_first_starts_at_once_get_along(tmp_path: Path) -> None:
    code = MINE + "app.synth()"
    folders = [tmp_path / name for name in ("a", "b", "c")]
    processes = []
    for folder in folders:
        folder.mkdir()
        processes.append(
            subprocess.Popen(
                [sys.executable, "-c", code],
                cwd=folder,
                env={**os.environ, "ADLZ_CACHE_DIR": str(tmp_path / "cache")},
                stderr=subprocess.PIPE,
            )
        )
    for process in processes:
        _, said = process.communicate(timeout=300)
        assert process.returncode == 0, said
        assert b"Warning" not in said
    assert len(list((tmp_path / "cache").iterdir())) == 1
    made = [read_stacks(folder / "out")["s"].document["resource"] for folder in folders]
    assert made[0] == made[1] == made[2]


@pytest.mark.parametrize("damage", [b"", b"not a tarball", None])
def test_a_damaged_copy_is_made_anew(damage: bytes | None, cache: Path, tmp_path: Path) -> None:
    (copy,) = cache.glob("*.tgz")
    mine = tmp_path / "cache"
    mine.mkdir()
    whole = copy.read_bytes()
    (mine / copy.name).write_bytes(whole[: len(whole) // 2] if damage is None else damage)
    done = run(MINE + "app.synth()", mine, tmp_path)
    assert done.returncode == 0, done.stderr
    assert "Warning" not in done.stderr
    assert (mine / copy.name).read_bytes() == whole


def test_a_cache_folder_that_cannot_be_written_costs_time_only(cache: Path, tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    done = synth("minimal", tmp_path / "out", blocked / "below")
    assert done.returncode == 0, done.stderr
    assert done.stderr.count("BindingsWarning: the lean bindings cannot be used") == 1
    assert "ADLZ_CACHE_DIR names a folder for them" in done.stderr
    assert synth("minimal", tmp_path / "usual", cache).returncode == 0
    assert files(tmp_path / "out") == files(tmp_path / "usual")


def test_a_read_only_cache_that_holds_the_copy_is_used(cache: Path, tmp_path: Path) -> None:
    import shutil

    mine = tmp_path / "cache"
    shutil.copytree(cache, mine)
    mine.chmod(0o555)
    try:
        done = run(MINE + "app.synth()", mine, tmp_path)
    finally:
        mine.chmod(0o755)
    assert done.returncode == 0, done.stderr
    assert "Warning" not in done.stderr


def test_an_unknown_layout_falls_back_with_one_warning(tmp_path: Path) -> None:
    code = (
        "from azure_data_landing_zone.engine import bindings, lean\n"
        "def broken(*a, **k): raise lean.LeanError('strange')\n"
        "lean.build = broken\n" + MINE + "app.synth()"
    )
    done = run(code, tmp_path / "cache", tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stderr.count("BindingsWarning") == 1
    assert "strange" in done.stderr
    assert (tmp_path / "out" / "stacks" / "s" / "cdk.tf.json").exists()


def test_a_copy_that_node_cannot_run_falls_back_with_one_warning(tmp_path: Path) -> None:
    code = (
        "from azure_data_landing_zone.engine import lean\n"
        "lean._index = lambda wanted: b'throw new Error(\"broken\")'\n" + MINE + "app.synth()"
    )
    done = run(code, tmp_path / "cache", tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stderr.count("BindingsWarning") == 1
    assert (tmp_path / "out" / "stacks" / "s" / "cdk.tf.json").exists()


def test_a_wrong_setting_is_told() -> None:
    done = run(
        "from azure_data_landing_zone.engine import azurerm; azurerm.key_vault", Path("x"), ROOT, ADLZ_BINDINGS="fat"
    )
    assert done.returncode == 1
    assert "ADLZ_BINDINGS is 'fat', allowed are 'lean' and 'stock'" in done.stderr


def test_a_consumer_imports_other_modules_of_the_bindings_before_the_first_construct(tmp_path: Path) -> None:
    code = (
        "import azure_data_landing_zone.resources\n"
        "from cdktf_cdktf_provider_azurerm.data_factory import DataFactory\n"
        + MINE
        + "DataFactory(stack, 'factory', name='adf', location='westeurope', resource_group_name='rg'); app.synth()\n"
        "import sys; assert len([m for m in sys.modules if m.startswith('cdktf_cdktf_provider_azurerm.')]) < 300"
    )
    done = run(code, tmp_path / "cache", tmp_path)
    assert done.returncode == 0, done.stderr
    assert "azurerm_data_factory" in (tmp_path / "out" / "stacks" / "s" / "cdk.tf.json").read_text()


def test_the_whole_package_may_be_imported_and_asked_for_a_module(tmp_path: Path) -> None:
    code = (
        "from azure_data_landing_zone.engine import azurerm; azurerm.provider\n"
        "import cdktf_cdktf_provider_azurerm as az\n"
        "assert az.key_vault.KeyVault is azurerm.key_vault.KeyVault\n" + MINE + "app.synth()"
    )
    done = run(code, tmp_path / "cache", tmp_path)
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


def test_a_module_that_comes_too_late_is_refused_with_two_ways_out_and_is_there_next_time(tmp_path: Path) -> None:
    code = (
        MINE
        + "azurerm.app_configuration.AppConfiguration(stack, 'f', name='appcs', location='l', resource_group_name='rg'); "
        + "app.synth()"
    )
    first = run(code, tmp_path / "cache", tmp_path)
    assert first.returncode == 1
    assert "is imported after the first construct of the provider was made" in first.stderr
    assert "Import it earlier" in first.stderr
    assert "ADLZ_BINDINGS=stock" in first.stderr
    second = run(code, tmp_path / "cache", tmp_path)
    assert second.returncode == 0, second.stderr
    assert run(code, tmp_path / "other", tmp_path, ADLZ_BINDINGS="stock").returncode == 0


def test_a_module_that_does_not_exist_is_no_module() -> None:
    with pytest.raises(AttributeError, match="have no module 'key_vaults'"):
        azurerm.key_vaults  # noqa: B018
