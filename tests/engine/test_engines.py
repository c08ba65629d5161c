"""Two engines, one output. Each synth is a process of its own: an engine is chosen once."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from azure_data_landing_zone.engine import selection
from support import APPS, ROOT, files, read_stacks, synthesize_apps


def python(code: str, **environment: str) -> subprocess.CompletedProcess[str]:
    bare = {key: value for key, value in os.environ.items() if key != selection.VARIABLE}
    return subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, env={**bare, **environment}
    )


@pytest.fixture(scope="module")
def cdktn_output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The apps as cdktn makes them; what all other tests look at is made by cdktf."""
    folder = tmp_path_factory.mktemp("cdktn")
    synthesize_apps(folder, ADLZ_ENGINE="cdktn")
    return folder


def documents(output: Path) -> dict[str, Any]:
    """The manifest and the stacks, without the engine's version."""
    found = {name: stack.document for name, stack in read_stacks(output).items()}
    found["manifest"] = json.loads((output / "manifest.json").read_text())
    found["manifest"].pop("version")
    for document in found.values():
        document.get("//", {}).get("metadata", {}).pop("version", None)
    return found


@pytest.mark.parametrize("app", APPS)
def test_both_engines_give_equal_json(app: str, app_output: Callable[[str], Path], cdktn_output: Path) -> None:
    assert documents(app_output(app)) == documents(cdktn_output / app)


def test_cdktn_makes_the_same_one_by_one(cdktn_output: Path, tmp_path: Path) -> None:
    synthesize_apps(tmp_path, ("contoso",), ADLZ_ENGINE="cdktn", ADLZ_BATCH="off")
    assert files(tmp_path / "contoso") == files(cdktn_output / "contoso")


def test_the_version_in_the_output_tells_them_apart(app_output: Callable[[str], Path], cdktn_output: Path) -> None:
    for output, version in ((app_output("minimal"), "0.21"), (cdktn_output / "minimal", "0.24")):
        assert json.loads((output / "manifest.json").read_text())["version"].startswith(version)


def test_the_configuration_chooses_unless_the_environment_does(tmp_path: Path) -> None:
    file = tmp_path / "landing-zone.yaml"
    file.write_text((ROOT / "apps" / "minimal" / "landing-zone.yaml").read_text() + "engine: cdktn\n")
    arguments = ["synth", "-c", str(file), "-o", str(tmp_path / "out"), "--stack", "bootstrap"]
    code = f"import sys; sys.argv[1:] = {arguments!r}; from azure_data_landing_zone.cli import main; main()"
    for environment, version in (({}, "0.24"), ({"ADLZ_ENGINE": "cdktf"}, "0.21")):
        done = python(code, **environment)
        assert done.returncode == 0, done.stderr
        assert json.loads((tmp_path / "out" / "manifest.json").read_text())["version"].startswith(version)


def test_an_engine_is_used_once_per_process() -> None:
    done = python(
        "from azure_data_landing_zone.engine import framework, selection; import os\n"
        "assert framework.NAME == 'cdktf'\n"
        "selection.choose('cdktn')"
    )
    assert done.returncode == 1
    assert "this process uses cdktf already and cannot change to cdktn: start another process" in done.stderr


def test_an_engine_that_was_imported_already_is_used() -> None:
    done = python(
        "import cdktn; from azure_data_landing_zone.engine import framework; assert framework.App is cdktn.App"
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("first", "second", "environment", "used", "other"),
    [
        # The variable names one engine, the program imports the other one.
        ("from cdktf import App, TerraformStack", "", {"ADLZ_ENGINE": "cdktn"}, "cdktn", "cdktf"),
        # The other engine is imported after this library has taken the default.
        ("", "from cdktn import App, TerraformStack", {}, "cdktf", "cdktn"),
    ],
)
def test_classes_of_the_other_engine_are_refused(
    first: str, second: str, environment: dict[str, str], used: str, other: str
) -> None:
    code = (
        f"{first}\nfrom azure_data_landing_zone.resources import ResourceGroup\n{second}\n"
        "from azure_data_landing_zone.stacks import add_stacks\n"
        "app = App()\nstack = TerraformStack(app, 'mine')\n"
        "group = lambda: ResourceGroup(stack, 'group', name='rg', location='westeurope')\n"
        "for add in (group, lambda: add_stacks(app, None)):\n"
        "    try:\n        add()\n    except RuntimeError as error:\n        print(type(error).__name__, error)\n"
    )
    done = python(code, **environment)
    assert done.returncode == 0, done.stderr
    for line, class_ in zip(done.stdout.splitlines(), ("TerraformStack", "App"), strict=True):
        assert line == (
            f"EngineError {class_} is a class of {other}, and azure_data_landing_zone uses {used} in this process. "
            f"Set ADLZ_ENGINE={other}, or import {other} before azure_data_landing_zone; or import {used} instead of "
            f"{other}"
        )


def test_an_unknown_engine_is_told() -> None:
    done = python("from azure_data_landing_zone.engine import framework", ADLZ_ENGINE="pulumi")
    assert done.returncode == 1
    assert "ADLZ_ENGINE is 'pulumi', allowed are 'cdktf' and 'cdktn'" in done.stderr


def test_an_engine_that_is_not_installed_is_told_with_the_way_to_get_it() -> None:
    done = python(
        "import sys; sys.modules['cdktn'] = None\nfrom azure_data_landing_zone.engine import framework",
        ADLZ_ENGINE="cdktn",
    )
    assert done.returncode == 1
    assert "the engine cdktn is not installed: pip install cdktn-provider-azurerm==17.0.0 'cdktn<" in done.stderr


@pytest.mark.parametrize(("engine", "app", "jobs"), [("cdktf", "contoso", 3), ("cdktn", "minimal", 2)])
def test_several_processes_make_what_one_makes(
    engine: str, app: str, jobs: int, app_output: Callable[[str], Path], cdktn_output: Path, tmp_path: Path
) -> None:
    config, many = ROOT / "apps" / app / "landing-zone.yaml", tmp_path / "many"
    done = python(
        f"import sys; sys.argv[1:] = ['synth', '-c', {str(config)!r}, '-o', {str(many)!r}, '-j', '{jobs}']\n"
        "from azure_data_landing_zone.cli import main\nif __name__ == '__main__': main()",
        ADLZ_ENGINE=engine,
    )
    assert done.returncode == 0, done.stderr
    assert files(many) == files(app_output(app) if engine == "cdktf" else cdktn_output / app)
