"""What a machine has of what the work needs. Starts no jsii: it must answer where jsii cannot start."""

from __future__ import annotations

import importlib.metadata
import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from ..engine import node, selection
from ..engine.cache import CACHE_VARIABLE, cache_folders, is_usable
from ..engine.extras import install_command

_OLDEST_PYTHON = (3, 11)
_OLDEST_TERRAFORM = (1, 5)
_DISTRIBUTION = "azure-data-landing-zone"


class State(StrEnum):
    """How something stands."""

    OK = "ok"
    """It is there, and new enough."""
    MISSING = "missing"
    """It is missing, too old or broken, and nothing is synthesized without it."""
    ABSENT = "absent"
    """It is missing, too old or broken; only some steps need it, and another machine may take them."""


@dataclass(frozen=True)
class Part:
    """One thing that is needed.

    Attributes:
        name: what it is called.
        state: how it stands.
        version: its version; empty if it has none or is missing.
        where: where it was found, or what was found instead.
        remedy: what it is needed for and how to get it; empty if all is well.
    """

    name: str
    state: State
    version: str = ""
    where: str = ""
    remedy: str = ""


def examine() -> list[Part]:
    """Looks at everything."""
    return [
        _library(),
        _python(),
        _node(),
        *_engine(),
        _cache(),
        _terraform(),
        _cdktf_cli(),
    ]


def _library() -> Part:
    return Part(_DISTRIBUTION, State.OK, importlib.metadata.version(_DISTRIBUTION), str(Path(__file__).parents[1]))


def _python() -> Part:
    version = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info[:2] >= _OLDEST_PYTHON:
        return Part("Python", State.OK, version, sys.executable)
    oldest = ".".join(map(str, _OLDEST_PYTHON))
    return Part("Python", State.MISSING, version, sys.executable, f"Python {oldest} or newer is needed")


def _node() -> Part:
    try:
        found = node.find()
    except node.NodeMissingError as error:
        return Part("Node", State.MISSING, where="not found", remedy=str(error))
    given = os.environ.get("JSII_NODE")
    version = _said([given or found, "--version"]).lstrip("v")
    if given and not version:
        return Part(
            "Node", State.MISSING, where=given, remedy="JSII_NODE names it and it does not run: unset JSII_NODE"
        )
    return Part("Node", State.OK, version, given or found)


def _engine() -> list[Part]:
    try:
        name = selection.chosen()
    except selection.EngineError as error:
        return [Part("engine", State.MISSING, where=os.environ.get(selection.VARIABLE, ""), remedy=str(error))]
    extra = install_command("" if name == "cdktf" else name)
    bindings = selection.ENGINES[name].replace("_", "-")
    return [
        _distribution(f"engine {name}", name, extra),
        _distribution("bindings of azurerm", bindings, extra),
        _distribution("jsii", "jsii", extra),
    ]


def _distribution(what: str, name: str, remedy: str) -> Part:
    try:
        return Part(what, State.OK, importlib.metadata.version(name), name)
    except importlib.metadata.PackageNotFoundError:
        return Part(what, State.MISSING, where=f"{name} is not installed", remedy=remedy)


def _cache() -> Part:
    """The folder that takes the next lean copy, and what is in those that are read."""
    folders = cache_folders()
    usable = next((folder for folder in folders if is_usable(folder)), None)
    copies = [file for folder in folders if folder.is_dir() for file in folder.glob("*.tgz")]
    if copies:
        size = sum(file.stat().st_size for file in copies) / 1e6
        where = ", ".join(str(folder) for folder in dict.fromkeys(file.parent for file in copies))
        return Part("cache of bindings", State.OK, where=f"{where}, {size:.1f} MB")
    if usable is None:
        remedy = (
            f"every start takes some seconds longer without it: {CACHE_VARIABLE} names a folder that can be written"
        )
        where = f"{folders[0]} cannot be written" if folders else "there is no folder for it"
        return Part("cache of bindings", State.ABSENT, where=where, remedy=remedy)
    return Part("cache of bindings", State.OK, where=f"{usable}, empty: the first synth takes some seconds longer")


def _terraform() -> Part:
    """Terraform, or else OpenTofu."""
    needed = (
        f"{'.'.join(map(str, _OLDEST_TERRAFORM))} or newer is needed to plan and apply: "
        "https://developer.hashicorp.com/terraform/install or https://opentofu.org/docs/intro/install"
    )
    old = ""
    for name, command in (("Terraform", "terraform"), ("OpenTofu", "tofu")):
        path = shutil.which(command)
        if path is None:
            continue
        try:
            version = str(json.loads(_said([path, "version", "-json"]))["terraform_version"])
            numbers = tuple(int(part) for part in version.split("-")[0].split(".")[:2])
        except (ValueError, KeyError, TypeError):
            old = f"{path} does not run"
            continue
        if numbers >= _OLDEST_TERRAFORM:
            return Part(name, State.OK, version, path)
        old = f"{path} has version {version}"
    return Part("Terraform or OpenTofu", State.ABSENT, where=old or "not found", remedy=needed)


def _cdktf_cli() -> Part:
    """The command line of CDK for Terraform, of the project that we are in or of the machine."""
    here = Path.cwd()
    for folder in (here, *here.parents):
        package = folder / "node_modules" / "cdktf-cli" / "package.json"
        if package.is_file():
            version = str(json.loads(package.read_text(encoding="utf-8"))["version"])
            return Part("cdktf command", State.OK, version, str(folder / "node_modules" / ".bin" / "cdktf"))
    if (path := shutil.which("cdktf")) is not None:
        return Part("cdktf command", State.OK, _said([path, "--version"]), path)
    remedy = "only for those who prefer `cdktf deploy` to plain Terraform: npm install cdktf-cli@0.21"
    return Part("cdktf command", State.ABSENT, where="not found", remedy=remedy)


def _said(command: list[str]) -> str:
    """What a command writes; empty if it does not run."""
    environment = {**os.environ, "CHECKPOINT_DISABLE": "1"}
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=30, check=True, env=environment)
    except (OSError, subprocess.SubprocessError):
        return ""
    return done.stdout.strip()
