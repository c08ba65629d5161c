"""The provider lock: written by `adlz lock`, copied by `adlz synth` into each stack."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from azure_data_landing_zone.cli.app import app
from azure_data_landing_zone.cli.provider_lock import ProviderLock, ProviderLockError
from support import ROOT, Json

ENTRIES = {
    "registry.terraform.io/azure/azapi": "2.12.0",
    "registry.terraform.io/hashicorp/azurerm": "4.81.0",
}
LOCK = "".join(
    f'provider "{source}" {{\n  version     = "{version}"\n  hashes = [\n    "h1:x",\n  ]\n}}\n\n'
    for source, version in ENTRIES.items()
)
AZURERM: Json = {"azurerm": {"source": "hashicorp/azurerm", "version": "~> 4.81"}}
BOTH: Json = {**AZURERM, "azapi": {"source": "Azure/azapi", "version": ">= 2.12, < 3"}}


def stacks(folder: Path, **providers: Json) -> Path:
    for name, required in providers.items():
        (stack := folder / "stacks" / name).mkdir(parents=True)
        (stack / "cdk.tf.json").write_text(json.dumps({"terraform": {"required_providers": required}}))
    return folder


def test_each_stack_gets_the_entries_that_it_requires(tmp_path: Path) -> None:
    (tmp_path / ".terraform.lock.hcl").write_text(LOCK)
    lock = ProviderLock.read(tmp_path)
    assert lock is not None
    lock.copy(output := stacks(tmp_path / "out", core=BOTH, bootstrap=AZURERM))
    core, bootstrap = ((output / "stacks" / name / ".terraform.lock.hcl").read_text() for name in ("core", "bootstrap"))
    assert core.count('provider "') == 2
    assert bootstrap.count('provider "') == 1
    assert "hashicorp/azurerm" in bootstrap


@pytest.mark.parametrize("text", ["", "# nothing\n"])
def test_a_lock_without_entries_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / ".terraform.lock.hcl").write_text(text)
    with pytest.raises(ProviderLockError, match="holds no entry of a provider"):
        ProviderLock.read(tmp_path)


def test_a_missing_provider_is_named_and_nothing_is_written(tmp_path: Path) -> None:
    (tmp_path / ".terraform.lock.hcl").write_text(LOCK.partition("\n\n")[2])
    lock = ProviderLock.read(tmp_path)
    assert lock is not None
    output = stacks(tmp_path / "out", bootstrap=AZURERM, core=BOTH)
    with pytest.raises(ProviderLockError, match="no entry for azure/azapi, which the stack core requires"):
        lock.copy(output)
    assert not list(output.rglob("*.hcl"))


def test_a_synth_copies_the_lock(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "apps" / "minimal", tmp_path, dirs_exist_ok=True)
    (tmp_path / ".terraform.lock.hcl").write_text(LOCK)
    arguments = ["synth", "-c", str(tmp_path / "landing-zone.yaml"), "-o", str(tmp_path / "out")]
    assert CliRunner().invoke(app, arguments).exit_code == 0
    assert len(list((tmp_path / "out").rglob(".terraform.lock.hcl"))) == 4


#: Stands in for Terraform: it writes what it was asked for into the lock.
TERRAFORM = """#!/bin/sh
folder=${{1#-chdir=}}
echo "$@" > {log}
cat "$folder/main.tf.json" >> {log}
test -f "$folder/.terraform.lock.hcl" && echo kept >> {log}
printf '%s' '{lock}' > "$folder/.terraform.lock.hcl"
exit {status}
"""


@pytest.fixture
def terraform(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "bin").mkdir()
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}:{os.environ['PATH']}")
    (tmp_path / "landing-zone.yaml").write_text("")
    stacks(tmp_path / "out", bootstrap=AZURERM, core=BOTH)
    return write_terraform(tmp_path, 0)


def write_terraform(folder: Path, status: int) -> Path:
    program = folder / "bin" / "terraform"
    program.write_text(TERRAFORM.format(log=folder / "log", lock=LOCK, status=status))
    program.chmod(0o755)
    return folder


def lock(folder: Path, *arguments: str) -> tuple[int, str]:
    config, output = str(folder / "landing-zone.yaml"), str(folder / "out")
    done = CliRunner().invoke(app, ["lock", "-c", config, "-o", output, *arguments])
    return done.exit_code, done.output


def test_the_lock_is_written_for_every_platform_and_copied(terraform: Path) -> None:
    status, output = lock(terraform)
    assert status == 0, output
    assert "registry.terraform.io/hashicorp/azurerm 4.81.0" in output
    log = (terraform / "log").read_text()
    assert "providers lock" in log
    assert all(f"-platform={name}" in log for name in ("linux_amd64", "darwin_arm64", "windows_amd64"))
    assert '"~> 4.81"' in log
    assert '">= 2.12, < 3"' in log
    assert "kept" not in log
    assert (terraform / "out" / "stacks" / "core" / ".terraform.lock.hcl").exists()
    assert (terraform / ".terraform.lock.hcl").read_text() == LOCK


def test_versions_stay_until_an_upgrade(terraform: Path) -> None:
    (terraform / ".terraform.lock.hcl").write_text(LOCK)
    lock(terraform)
    assert "kept" in (terraform / "log").read_text()
    lock(terraform, "--upgrade", "--platform", "linux_amd64", "--net-mirror", "https://mirror.example/")
    log = (terraform / "log").read_text()
    assert "kept" not in log
    assert "-net-mirror=https://mirror.example/ -platform=linux_amd64\n" in log


def test_a_failure_leaves_the_former_lock(terraform: Path) -> None:
    (terraform / ".terraform.lock.hcl").write_text("former")
    write_terraform(terraform, 1)
    status, output = lock(terraform)
    assert status == 1
    assert "terraform providers lock failed" in output
    assert (terraform / ".terraform.lock.hcl").read_text() == "former"


def test_without_stacks_or_a_file_nothing_is_asked(terraform: Path) -> None:
    shutil.rmtree(terraform / "out")
    status, output = lock(terraform)
    assert status == 1
    assert "run `adlz synth` first" in " ".join(output.split())
    (terraform / "landing-zone.yaml").unlink()
    assert "does not exist" in lock(terraform)[1]
    assert not (terraform / "log").exists()
