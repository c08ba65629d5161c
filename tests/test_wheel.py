"""The wheel, in an environment that holds nothing else of the project."""

from __future__ import annotations

import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

from support import ROOT, read_stacks


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    subprocess.run(
        [
            sys.executable,
            "-m",
            "pip",
            "wheel",
            "--quiet",
            "--disable-pip-version-check",
            "--no-deps",
            "-w",
            str(folder),
            str(ROOT),
        ],
        check=True,
    )
    (made,) = folder.glob("*.whl")
    return made


def test_holds_the_tables_and_the_types(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    assert "azure_data_landing_zone/py.typed" in names
    assert "azure_data_landing_zone/azure/tables/roles.yaml" in names
    assert "azure_data_landing_zone/policy/mappings/Microsoft.KeyVault.vaults.yaml" in names
    assert "azure_data_landing_zone/policies/builtin.yaml" in names
    assert "azure_data_landing_zone/policies/custom/Deny-MachineLearning-Aks.json" in names
    assert not any(name.startswith(("tests/", "apps/", "constructs/")) for name in names)


def test_synthesizes_outside_of_the_checkout(wheel: Path, tmp_path: Path) -> None:
    venv.create(tmp_path / "env", with_pip=True)
    bin_ = tmp_path / "env" / "bin"
    subprocess.run(
        # The bytecode of the provider's package alone takes half a minute, and hardly any of it is used.
        [
            bin_ / "python",
            "-m",
            "pip",
            "install",
            "--quiet",
            "--disable-pip-version-check",
            "--no-compile",
            f"{wheel}[node]",
        ],
        check=True,
    )
    (tmp_path / "landing-zone.yaml").write_text((ROOT / "apps" / "minimal" / "landing-zone.yaml").read_text())
    environment = {key: value for key, value in os.environ.items() if key not in {"PYTHONPATH", "VIRTUAL_ENV"}}
    done = subprocess.run(
        [bin_ / "adlz", "synth"], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert set(read_stacks(tmp_path / "cdktf.out")) == {"bootstrap", "core", "forecast-dev"}
