"""The lean bindings: the same output in less time, and never in the way.

A process loads bindings once, so most cases are a process of their own. What takes long is used sparingly: making a
copy, and loading the whole package.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from azure_data_landing_zone.engine import azurerm, bindings, lean
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
    """Where Python does not run what `.pth` files say."""
    code = (
        "import sys; sys.meta_path = [f for f in sys.meta_path if type(f).__name__ != 'StartFinder']\n"
        "import cdktf_cdktf_provider_azurerm as az\n"
        "from azure_data_landing_zone.engine import azurerm\n"
        "assert az.key_vault.KeyVault is azurerm.key_vault.KeyVault\n"
        + MINE
        + "az.data_factory.DataFactory(stack, 'factory', name='adf', location='l', resource_group_name='rg'); app.synth()"
    )
    done = run(code, tmp_path / "cache", tmp_path)
    assert done.returncode == 0, done.stderr
    assert not (tmp_path / "cache").exists()
    assert "Import azure_data_landing_zone first" in done.stderr


#: Three types that the library does not use, each imported after a construct, and what refers to them.
LATE = (
    MINE
    + """
made = azurerm.app_configuration.AppConfiguration(
    stack, "late", name="appcs", location="l", resource_group_name="rg",
    identity=azurerm.app_configuration.AppConfigurationIdentity(type="SystemAssigned"))
from cdktf_cdktf_provider_azurerm.relay_namespace import RelayNamespace
class Mine(RelayNamespace):
    pass
mine = Mine(stack, "mine", name="relay", location="l", resource_group_name=made.name, sku_name="Standard", depends_on=[made])
from importlib import import_module
static = import_module("cdktf_cdktf_provider_azurerm.static_web_app").StaticWebApp
static(stack, "static", name=made.identity.principal_id, location="l", resource_group_name="rg",
       repository_url=made.primary_read_key.get(0).secret)
assert static.is_terraform_resource(mine) and mine.sku_name_input == "Standard"
"""
)


def check_late(folder: Path) -> None:
    resources = read_stacks(folder / "out")["s"].document["resource"]
    assert resources["azurerm_relay_namespace"]["mine"]["depends_on"] == ["azurerm_app_configuration.late"]
    static = resources["azurerm_static_web_app"]["static"]
    assert static["name"] == "${azurerm_app_configuration.late.identity[0].principal_id}"
    assert static["repository_url"] == "${azurerm_app_configuration.late.primary_read_key[0].secret}"


def empty_machine(folder: Path) -> dict[str, str]:
    """An environment without caches, whose home cannot be written: the folder of the project takes the cache.

    The official CLI keeps the plug-ins of Terraform in the home, unless another folder is named.
    """
    (folder / "file").write_text("")
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "ADLZ_ENGINE") if name in os.environ}
    return {
        **kept,
        "HOME": str(folder / "file" / "home"),
        "CHECKPOINT_DISABLE": "1",
        "CI": "1",
        "TF_PLUGIN_CACHE_DIR": str(folder),
    }


def test_any_type_may_be_imported_at_any_time_on_an_empty_machine_under_the_official_cli(tmp_path: Path) -> None:
    (tmp_path / "main.py").write_text(LATE + "app.synth()")
    command = f"{sys.executable} -W error main.py"
    (tmp_path / "cdktf.json").write_text(json.dumps({"language": "python", "app": command, "output": "out"}))
    cli = [str(ROOT / "node_modules" / ".bin" / "cdktf"), "synth"]
    done = subprocess.run(
        cli, cwd=tmp_path, env=empty_machine(tmp_path), capture_output=True, text=True, timeout=300, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    check_late(tmp_path)
    assert len(list((tmp_path / ".gen" / "bindings").glob("*.tgz"))) == 4


def test_any_type_may_be_imported_at_any_time_under_pytest(cache: Path, tmp_path: Path) -> None:
    """Even if the first import is that of the provider's package: the pytest plugin is there before it."""
    shutil.copytree(cache, tmp_path / "cache")
    body = "".join(f"    {line}\n" for line in (LATE + "app.synth()").splitlines())
    whole = (
        "import cdktf_cdktf_provider_azurerm\nimport sys\ndef test_mine():\n"
        + body
        + "    assert len(sys.modules) < 1500"
    )
    (tmp_path / "test_mine.py").write_text(whole)
    environment = {**empty_machine(tmp_path), "ADLZ_CACHE_DIR": str(tmp_path / "cache")}
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "test_mine.py"],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    check_late(tmp_path)


def test_the_types_that_a_program_names_are_made_in_one_pass_and_kept(cache: Path, tmp_path: Path) -> None:
    """The copy of the types that the library uses is the same for every program."""
    folder = tmp_path / "cache"
    shutil.copytree(cache, folder)
    (tmp_path / "main.py").write_text(
        "from azure_data_landing_zone.engine import lean\n"
        "build = lean._build_pieces\n"
        "lean._build_pieces = lambda *a: print('made', sorted(a[1])) or build(*a)\n"
        "from cdktf_cdktf_provider_azurerm.relay_namespace import RelayNamespace\n" + LATE + "app.synth()"
    )
    said = []
    for _ in range(2):
        done = run("import runpy; runpy.run_path('main.py', run_name='__main__')", folder, tmp_path)
        assert done.returncode == 0, done.stderr
        said.append(done.stdout)
        check_late(tmp_path)
    assert said == ["made ['app_configuration', 'relay_namespace', 'static_web_app']\n", ""]


def test_a_piece_that_cannot_be_made_is_told_with_the_way_out(cache: Path, tmp_path: Path) -> None:
    broken = "from azure_data_landing_zone.engine import lean\ndef pieces(*a): raise lean.LeanError('strange')\n"
    done = run(broken + "lean.pieces = pieces\n" + LATE, cache, tmp_path)
    assert done.returncode == 1
    assert "the bindings of cdktf_cdktf_provider_azurerm.app_configuration cannot be loaded: strange" in done.stderr
    assert "ADLZ_BINDINGS=stock loads the whole package" in done.stderr


def test_a_module_that_does_not_exist_is_no_module() -> None:
    with pytest.raises(AttributeError, match="have no module 'key_vaults'"):
        azurerm.key_vaults  # noqa: B018


def test_a_program_beside_the_environment_is_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    """The types that it names are made in one pass, as those of any program."""
    mine, theirs = ModuleType("mine"), ModuleType("theirs")
    mine.__file__, theirs.__file__ = f"{sys.prefix}-app/mine.py", json.__file__
    monkeypatch.setattr(sys, "modules", {"mine": mine, "theirs": theirs})
    assert list(bindings._sources()) == [Path(f"{sys.prefix}-app/mine.py")]
