"""The order of imports does not matter: the provider's package may be imported before this library."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import azure_data_landing_zone_start
from azure_data_landing_zone.engine import selection
from support import ROOT, read_stacks

#: Ends a program where it would run the `__init__` of the provider's package, which takes tens of seconds. It does not
#: name this library, which would count.
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


def run(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    cache = {"ADLZ_CACHE_DIR": str(ROOT / ".gen" / "bindings")}
    return subprocess.run(
        [sys.executable, "-W", "error", *arguments],
        cwd=folder,
        env={**os.environ, **cache, **environment},
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


def test_the_packages_are_those_of_the_engines() -> None:
    assert set(azure_data_landing_zone_start.PACKAGES) == set(selection.ENGINES.values())


@pytest.mark.parametrize("engine", selection.ENGINES)
def test_a_program_may_import_the_providers_package_first(engine: str, tmp_path: Path) -> None:
    """The package alone names the engine: neither framework is imported before it."""
    write(tmp_path, engine, main=PROVIDER + OURS + MADE)
    check(run(tmp_path, "main.py", ADLZ_ENGINE=""), tmp_path)


def test_a_program_may_be_given_on_the_command_line(tmp_path: Path) -> None:
    write(tmp_path, main=PROVIDER + OURS + MADE)
    check(run(tmp_path, "-c", (tmp_path / "main.py").read_text(), ADLZ_ENGINE="cdktf"), tmp_path)


def test_a_module_beside_the_program_may_be_the_one_that_imports_the_library(tmp_path: Path) -> None:
    write(tmp_path, main="import first\nfrom second import *\n" + MADE.replace("AzurermP", "first.AzurermP"))
    write(tmp_path, first=PROVIDER, second="from first import *\n" + OURS)
    (tmp_path / "main.py").rename(tmp_path / "synthesize")
    check(run(tmp_path, "synthesize", ADLZ_ENGINE="cdktf"), tmp_path)


def test_an_installed_package_may_be_the_one_that_imports_the_library(tmp_path: Path) -> None:
    write(tmp_path / "site" / "teams", __init__=PROVIDER + OURS)
    write(tmp_path / "program", main="from teams import *\n" + MADE)
    done = run(tmp_path, "program/main.py", ADLZ_ENGINE="cdktf", PYTHONPATH=str(tmp_path / "site"))
    check(done, tmp_path)


@pytest.mark.parametrize(
    ("comment", "imported"),
    [("", "imported:"), ("# beside azure_data_landing_zone", "imported: azure_data_landing_zone")],
)
def test_nothing_happens_in_a_program_that_does_not_name_the_library(
    comment: str, imported: str, tmp_path: Path
) -> None:
    write(tmp_path, main=GUARD + "import PACKAGE" + comment)
    done = run(tmp_path, "main.py", ADLZ_ENGINE="cdktf")
    assert done.stderr.splitlines()[-1].strip() == imported


def test_the_start_of_python_imports_nothing_of_this_library(tmp_path: Path) -> None:
    """Every program of the environment pays for it."""
    code = (
        "import sys; before = set(sys.modules); sys.path.insert(0, sys.argv[1])\n"
        "import azure_data_landing_zone_start; azure_data_landing_zone_start.install()\n"
        "print(sorted(set(sys.modules) - before))"
    )
    done = run(tmp_path, "-S", "-c", code, str(ROOT / "constructs"))
    assert done.stdout.strip() == "['__future__', 'azure_data_landing_zone_start']", done.stderr
