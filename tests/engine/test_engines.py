"""Two engines, one output. Each synth is a process of its own: an engine is chosen once."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from azure_data_landing_zone.engine import selection
from support import APPS, ROOT, read_stacks


def python(code: str, **environment: str) -> subprocess.CompletedProcess[str]:
    bare = {key: value for key, value in os.environ.items() if key != selection.VARIABLE}
    return subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, env={**bare, **environment}
    )


def synth(app: str, output: Path, **environment: str) -> dict[str, Any]:
    arguments = ["synth", "-c", str(ROOT / "apps" / app / "landing-zone.yaml"), "-o", str(output)]
    done = python(
        f"import sys; sys.argv[1:] = {arguments!r}; from azure_data_landing_zone.cli import main; main()", **environment
    )
    assert done.returncode == 0, done.stderr
    documents = {name: stack.document for name, stack in read_stacks(output).items()}
    documents["manifest"] = json.loads((output / "manifest.json").read_text())
    documents["manifest"].pop("version")
    for document in documents.values():
        document.get("//", {}).get("metadata", {}).pop("version", None)
    return documents


@pytest.mark.parametrize("app", APPS)
def test_both_engines_give_equal_json(app: str, tmp_path: Path) -> None:
    made = {engine: synth(app, tmp_path / engine, ADLZ_ENGINE=engine) for engine in selection.ENGINES}
    assert made["cdktf"] == made["cdktn"]


def test_the_version_in_the_output_tells_them_apart(tmp_path: Path) -> None:
    for engine, version in (("cdktf", "0.21"), ("cdktn", "0.24")):
        synth("minimal", tmp_path / engine, ADLZ_ENGINE=engine)
        assert json.loads((tmp_path / engine / "manifest.json").read_text())["version"].startswith(version)


def test_the_configuration_chooses_unless_the_environment_does(tmp_path: Path) -> None:
    file = tmp_path / "landing-zone.yaml"
    file.write_text((ROOT / "apps" / "minimal" / "landing-zone.yaml").read_text() + "engine: cdktn\n")
    arguments = ["synth", "-c", str(file), "-o", str(tmp_path / "out")]
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
    assert "the engine cdktn is not installed: pip install 'azure-data-landing-zone[cdktn]'" in done.stderr


@pytest.mark.parametrize("engine", list(selection.ENGINES))
@pytest.mark.parametrize("jobs", [2, 5])
def test_several_processes_make_what_one_makes(engine: str, jobs: int, tmp_path: Path) -> None:
    for folder, count in (("one", 1), ("many", jobs)):
        arguments = [
            "synth",
            "-c",
            str(ROOT / "apps/contoso/landing-zone.yaml"),
            "-o",
            str(tmp_path / folder),
            "-j",
            str(count),
        ]
        done = python(
            f"import sys; sys.argv[1:] = {arguments!r}\n"
            "from azure_data_landing_zone.cli import main\nif __name__ == '__main__': main()",
            ADLZ_ENGINE=engine,
        )
        assert done.returncode == 0, done.stderr
    one, many = tmp_path / "one", tmp_path / "many"
    names = sorted(str(file.relative_to(one)) for file in one.rglob("*") if file.is_file())
    assert names == sorted(str(file.relative_to(many)) for file in many.rglob("*") if file.is_file())
    for name in names:
        assert (one / name).read_bytes() == (many / name).read_bytes(), name
