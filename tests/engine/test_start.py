"""The order of imports does not matter: the provider's package may be imported before this library."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipapp
from pathlib import Path

import pytest

import azure_data_landing_zone_start
from azure_data_landing_zone.engine import selection
from support import ROOT, read_stacks

#: Ends a program where it would run the `__init__` of the provider's package, which takes tens of seconds.
GUARD = """
import sys
class Guard:
    def find_spec(self, fullname, path=None, target=None):
        if fullname.partition(".")[0].endswith("provider_azurerm"):
            raise SystemExit("imported: " + ",".join(name for name in sys.modules if name.endswith("_landing_zone")))
sys.meta_path.append(Guard())
sys.meta_path.insert(1, sys.meta_path.pop())
"""
MADE = """
app = App(outdir="out"); stack = TerraformStack(app, "s")
AzurermProvider(stack, "azurerm", features=[{}])
ResourceGroup(stack, "group", name="rg", location="westeurope")
MaintenanceConfiguration(stack, "m", name="m", resource_group_name="rg", location="westeurope", scope="Host")
app.synth()
import sys
assert len([name for name in sys.modules if name.startswith("PACKAGE.")]) < 300
assert not hasattr(sys.modules["PACKAGE._jsii"], "__file__"), "Node has the whole package"
"""
PROVIDER = """
from PACKAGE.maintenance_configuration import MaintenanceConfiguration
from PACKAGE.provider import AzurermProvider
"""
OURS = """
from azure_data_landing_zone.resources import ResourceGroup
from ENGINE import App, TerraformStack
"""


def run(folder: Path, *arguments: str, given: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
    cache = {"ADLZ_CACHE_DIR": str(ROOT / ".gen" / "bindings")}
    return subprocess.run(
        [sys.executable, "-W", "error", *arguments],
        cwd=folder,
        env={**os.environ, **cache, **environment},
        input=given,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


def write(folder: Path, engine: str = "cdktf", **sources: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, source in sources.items():
        text = source.replace("PACKAGE", selection.ENGINES[engine]).replace("ENGINE", engine)
        (folder / f"{name}.py").write_text(text)


def check(done: subprocess.CompletedProcess[str], folder: Path) -> None:
    assert done.returncode == 0, done.stderr
    resources = read_stacks(folder / "out")["s"].document["resource"]
    assert set(resources) == {"azurerm_resource_group", "azurerm_maintenance_configuration"}


def test_the_names_are_those_of_the_engine() -> None:
    assert set(azure_data_landing_zone_start.PACKAGES) == set(selection.ENGINES.values())
    assert azure_data_landing_zone_start.VARIABLE == selection.BINDINGS_VARIABLE


@pytest.mark.parametrize("engine", selection.ENGINES)
def test_a_program_may_import_the_providers_package_first(engine: str, tmp_path: Path) -> None:
    """The package alone names the engine: neither framework is imported before it."""
    write(tmp_path, engine, main=PROVIDER + OURS + MADE)
    check(run(tmp_path, "main.py", ADLZ_ENGINE=""), tmp_path)


@pytest.mark.parametrize("arguments", [["-"], ["-m", "app"], ["program.pyz"]])
def test_any_kind_of_program_may_do_so(arguments: list[str], tmp_path: Path) -> None:
    """Standard input, a package whose modules lie in folders of their own, an archive."""
    write(tmp_path / "app" / "infra", __init__="", vault=PROVIDER)
    write(tmp_path / "app" / "zone", __init__="", main="from app.infra.vault import *\n" + OURS + MADE)
    write(tmp_path / "app", __init__="", __main__="import app.infra.vault\nimport app.zone.main")
    write(tmp_path / "archive", __main__=PROVIDER + OURS + MADE)
    zipapp.create_archive(tmp_path / "archive", tmp_path / "program.pyz")
    text = (tmp_path / "archive" / "__main__.py").read_text()
    check(run(tmp_path, *arguments, given=text, ADLZ_ENGINE="cdktf"), tmp_path)


def distribution(folder: Path, name: str, *required: str) -> None:
    about = folder / f"{name}-1.0.dist-info" / "METADATA"
    about.parent.mkdir(parents=True)
    lines = [f"Name: {name}", "Version: 1.0", *(f"Requires-Dist: {one}" for one in required)]
    about.write_text("\n".join(["Metadata-Version: 2.1", *lines, ""]))


@pytest.mark.parametrize(
    ("required", "environment", "imported"),
    [
        ((), {}, "imported: azure_data_landing_zone"),
        # A jsii library needs the whole assembly; one that uses this library gets what this library gets.
        (("cdktf.cdktf_Provider-azurerm>=14",), {}, "imported:"),
        (("cdktf-cdktf-provider-azurerm; extra == 'azure'",), {}, "imported: azure_data_landing_zone"),
        (("cdktf-cdktf-provider-azurerm", "azure-data-landing-zone"), {}, "imported: azure_data_landing_zone"),
        ((), {"ADLZ_BINDINGS": "stock"}, "imported:"),
    ],
)
def test_who_needs_the_whole_package_gets_it(
    required: tuple[str, ...], environment: dict[str, str], imported: str, tmp_path: Path
) -> None:
    distribution(tmp_path / "site", "teams", *required)
    write(tmp_path, main=GUARD + "import PACKAGE")
    done = run(tmp_path, "main.py", ADLZ_ENGINE="cdktf", PYTHONPATH=str(tmp_path / "site"), **environment)
    assert done.stderr.splitlines()[-1].strip() == imported


def test_half_of_an_installation_stops_no_program(tmp_path: Path) -> None:
    (tmp_path / "lone").mkdir()
    shutil.copy(azure_data_landing_zone_start.__file__, tmp_path / "lone")
    write(tmp_path / "lone", cdktn_provider_azurerm="print('imported')")
    code = "import azure_data_landing_zone_start as start; start.install(); import cdktn_provider_azurerm"
    done = run(tmp_path, "-S", "-c", code, PYTHONPATH=str(tmp_path / "lone"))
    assert done.stdout.strip() == "imported", done.stderr


def test_the_providers_package_lists_its_submodules(tmp_path: Path) -> None:
    done = run(tmp_path, "-c", "import cdktf_cdktf_provider_azurerm as az; print(dir(az))", ADLZ_ENGINE="cdktf")
    assert "'redis_cache'" in done.stdout, done.stderr


def test_the_start_of_python_imports_nothing_of_this_library(tmp_path: Path) -> None:
    """Every program of the environment pays for it."""
    code = (
        "import sys; before = set(sys.modules); sys.path.insert(0, sys.argv[1])\n"
        "import azure_data_landing_zone_start; azure_data_landing_zone_start.install()\n"
        "print(sorted(set(sys.modules) - before))"
    )
    done = run(tmp_path, "-S", "-c", code, str(ROOT / "constructs"))
    assert done.stdout.strip() == "['__future__', 'azure_data_landing_zone_start']", done.stderr
