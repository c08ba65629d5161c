"""Real Terraform reads what we write, where Terraform and its providers can be had."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from azure_data_landing_zone.changes import import_blocks
from support import APPS, Stack

#: A folder laid out as Terraform's `filesystem_mirror`, for machines that do not reach the registry.
MIRROR = "ADLZ_PROVIDER_MIRROR"


def terraform(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "TF_IN_AUTOMATION": "1", "CHECKPOINT_DISABLE": "1"}
    if mirror := os.environ.get(MIRROR):
        settings = cwd / "terraform.rc"
        settings.write_text(f'provider_installation {{\n  filesystem_mirror {{ path = "{mirror}" }}\n}}\n')
        environment["TF_CLI_CONFIG_FILE"] = str(settings)
    return subprocess.run(
        ["terraform", *arguments], cwd=cwd, env=environment, capture_output=True, text=True, check=False, timeout=300
    )


@pytest.fixture(scope="module")
def plugins(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the providers that stacks use; skips where they cannot be had."""
    if shutil.which("terraform") is None:
        pytest.skip("terraform is not on this machine")
    folder = tmp_path_factory.mktemp("plugins")
    wanted = {
        "azurerm": {"source": "hashicorp/azurerm", "version": "~> 4.81"},
        "azapi": {"source": "Azure/azapi", "version": ">= 2.12, < 3"},
    }
    (folder / "main.tf.json").write_text(json.dumps({"terraform": {"required_providers": wanted}}))
    done = terraform("init", "-no-color", "-input=false", cwd=folder)
    if done.returncode:
        said = " ".join(done.stderr.replace("│", " ").split())
        pytest.skip(f"the providers cannot be had here, and {MIRROR} names no mirror: {said[:160]}")
    return folder


def test_import_blocks_are_valid(app_stacks: Callable[[str], dict[str, Stack]], plugins: Path) -> None:
    stacks = {name: stack.document for name, stack in app_stacks("minimal").items()}
    found = import_blocks(stacks)
    imports = plugins / "imports.tf.json"
    try:
        for name, stack in stacks.items():
            document = json.loads(json.dumps(stack))
            document["terraform"].pop("backend")
            (plugins / "main.tf.json").write_text(json.dumps(document))
            imports.write_text(json.dumps(found.document(name) or {}))
            said = json.loads(terraform("validate", "-json", cwd=plugins).stdout)
            assert said["valid"], (name, said["diagnostics"])
    finally:
        imports.unlink(missing_ok=True)


@pytest.mark.parametrize("app", APPS)
def test_every_stack_is_valid(app_stacks: Callable[[str], dict[str, Stack]], app: str, plugins: Path) -> None:
    for name, stack in app_stacks(app).items():
        document = json.loads(json.dumps(stack.document))
        document["terraform"].pop("backend")
        (plugins / "main.tf.json").write_text(json.dumps(document))
        said = json.loads(terraform("validate", "-json", cwd=plugins).stdout)
        assert said["valid"], (name, said["diagnostics"])
        assert not said["diagnostics"], (name, said["diagnostics"])
