"""The tools on a machine. Starts no jsii, so that it works where jsii cannot start."""

from __future__ import annotations

import importlib.metadata
import importlib.util
import json
import os
import shutil
import sys
from pathlib import Path

from ..engine import node, selection
from ..engine.cache import CACHE_VARIABLE, cache_folders, is_usable
from ..engine.extras import install_command
from .parts import Part, State, told_by
from .sign_in import sign_in

_OLDEST_PYTHON = (3, 11)
#: `moved` between resource types needs it, which the core stack has.
_OLDEST_TERRAFORM = (1, 8)
#: Ephemeral variables need it, which stacks with secrets have.
_OLDEST_WITH_SECRETS = (1, 11)
_DISTRIBUTION = "azure-data-landing-zone"


def examine(config_file: Path | None = None) -> list[Part]:
    """Looks at everything.

    Args:
        config_file: the landing zone's file, for the engine and the subscription that it names; it may be missing or
            have mistakes.
    """
    wishes = _wishes(config_file)
    engine, problem = _engine_name(wishes.get("engine"))
    return [
        _library(),
        _python(),
        _node(),
        *(_engine(engine) if problem is None else [problem]),
        _cache(),
        _terraform(_terraform_needed(config_file)),
        _framework_cli(engine),
        sign_in(wishes.get("tenant_id"), wishes.get("subscription_id")),
    ]


def _wishes(config_file: Path | None) -> dict[str, str]:
    """The texts at the top of the landing zone's file."""
    if config_file is None or not config_file.is_file():
        return {}
    # Imported when it is needed: every start of the command imports this module.
    from ..config.reading.document import read

    document, _ = read(config_file)
    return {key: value for key, value in (document.data if document else {}).items() if isinstance(value, str)}


def _terraform_needed(config_file: Path | None) -> tuple[tuple[int, int], str]:
    """The oldest Terraform that the stacks of a configuration take, and the stack that needs it."""
    if config_file is None or not config_file.is_file():
        return _OLDEST_TERRAFORM, ""
    from .. import config

    try:
        products = config.load(config_file).products
    except config.ConfigurationError:
        return _OLDEST_TERRAFORM, ""
    stack = next((layout.stack for layout in products if layout.ephemeral_variables), "")
    return (_OLDEST_WITH_SECRETS, stack) if stack else (_OLDEST_TERRAFORM, "")


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
        path = node.find()
    except node.NodeMissingError as error:
        return Part("Node", State.MISSING, where="not found", remedy=str(error))
    named = os.environ.get("JSII_NODE")
    version = told_by([named or path, "--version"]).lstrip("v")
    if named and not version:
        return Part(
            "Node", State.MISSING, where=named, remedy="JSII_NODE names it and it does not run: unset JSII_NODE"
        )
    major = int(version.split(".")[0]) if version.split(".")[0].isdigit() else 0
    if not node.supported(major):
        ended = node.END_OF_SUPPORT.get(major)
        since = f" since {ended}" if ended else ""
        newest = max(number for number in node.END_OF_SUPPORT if number % 2 == 0 and node.supported(number))
        remedy = f"no security fixes{since}: install Node {newest}, or `{install_command('node')}`"
        return Part("Node", State.OLD, version, named or path, remedy)
    return Part("Node", State.OK, version, named or path)


def _engine_name(wish: str | None) -> tuple[str, Part | None]:
    """The engine that a synth uses: of the environment, else of the landing zone's file; and what is wrong with it."""
    named = os.environ.get(selection.VARIABLE)
    try:
        name = selection.chosen() if named or wish not in selection.ENGINES else str(wish)
    except selection.EngineError as error:
        return "cdktf", Part("engine", State.MISSING, where=named or "", remedy=str(error))
    if named and wish in selection.ENGINES and wish != name:
        remedy = f"`engine: {wish}` in the landing zone's file has no effect: unset {selection.VARIABLE} to use it"
        return name, Part(f"engine {name}", State.ABSENT, where=f"{selection.VARIABLE} names it", remedy=remedy)
    return name, None


def _engine(name: str) -> list[Part]:
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


def _terraform(wanted: tuple[tuple[int, int], str]) -> Part:
    """Terraform, or else OpenTofu."""
    oldest, stack = wanted
    needed = (
        f"{'.'.join(map(str, oldest))} or newer is needed to plan and apply"
        f"{f' {stack}, which has ephemeral variables' if stack else ''}: "
        "https://developer.hashicorp.com/terraform/install or https://opentofu.org/docs/intro/install"
    )
    old = ""
    for name, command in (("Terraform", "terraform"), ("OpenTofu", "tofu")):
        path = shutil.which(command)
        if path is None:
            continue
        try:
            version = str(json.loads(told_by([path, "version", "-json"]))["terraform_version"])
            numbers = tuple(int(part) for part in version.split("-")[0].split(".")[:2])
        except (ValueError, KeyError, TypeError):
            old = f"{path} does not run"
            continue
        if numbers >= oldest:
            return Part(name, State.OK, version, path)
        old = f"{path} has version {version}"
    return Part("Terraform or OpenTofu", State.ABSENT, where=old or "not found", remedy=needed)


def _framework_cli(engine: str) -> Part:
    """The command line of the engine, of the project that we are in or of the machine."""
    here = Path.cwd()
    for folder in (here, *here.parents):
        manifest = folder / "node_modules" / f"{engine}-cli" / "package.json"
        if manifest.is_file():
            version = str(json.loads(manifest.read_text(encoding="utf-8"))["version"])
            return Part(f"{engine} command", State.OK, version, str(folder / "node_modules" / ".bin" / engine))
    if (path := shutil.which(engine)) is not None:
        return Part(f"{engine} command", State.OK, told_by([path, "--version"]), path)
    package = f"{engine}-cli"
    if importlib.util.find_spec(engine) is not None:
        package += "@" + ".".join(importlib.metadata.version(engine).split(".")[:2])
    remedy = f"only for `{engine} deploy` instead of plain Terraform: npm install {package}"
    return Part(f"{engine} command", State.ABSENT, where="not found", remedy=remedy)
