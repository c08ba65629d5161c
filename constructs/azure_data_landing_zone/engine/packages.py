"""The framework and the provider's bindings as packages of Node, taken from those of Python.

They are laid out as `node_modules`, once for each version, in a cache folder of the user. Imports no jsii.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Sequence
from pathlib import Path, PurePosixPath

from . import lean, selection
from .cache import private_folders

#: Part of the folder's name: raised when the folder is made in another way.
FORMAT = 1
TABLE = "table.json"
_SUFFIXES = (".js", ".cjs", ".json")


def are_unpacked(engine: str, submodules: Sequence[str]) -> bool:
    """Whether the packages of an engine were unpacked in a former run; arguments and errors are those of `folder`."""
    return (_place(engine, submodules) / TABLE).is_file()


def folder(engine: str, submodules: Sequence[str]) -> Path:
    """The folder whose `node_modules` has the packages of an engine, and `table.json` beside it.

    Args:
        engine: a key of `selection.ENGINES`.
        submodules: the provider's submodules, such as `key_vault`.

    Raises:
        LeanError: a package is laid out in another way than we know.
        OSError: no folder can be written.
    """
    found = _place(engine, submodules)
    if (found / TABLE).is_file():
        return found
    parent, key = found.parent, found.name
    provider, *plain = _packages(engine)
    parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".new-", dir=parent) as temporary:
        made = Path(temporary) / key
        for package in plain:
            _extract(package.tarball.read_bytes(), made / "node_modules" / package.name)
        _extract(lean.build(provider, submodules), made / "node_modules" / provider.name)
        (made / TABLE).write_bytes(_table(engine))
        try:
            made.rename(found)
        except OSError:
            if not (found / TABLE).is_file():
                raise
    return found


def _packages(engine: str) -> list[lean.Package]:
    """The provider's package of an engine, then those that it needs."""
    return [lean.installed(name) for name in (selection.ENGINES[engine], "constructs", engine)]


def _place(engine: str, submodules: Sequence[str]) -> Path:
    """The folder of unpacked packages, whether it exists or not."""
    provider, *plain = _packages(engine)
    identity = [FORMAT, sorted(submodules), *([one.name, one.version] for one in (*plain, provider))]
    key = hashlib.sha256(json.dumps(identity).encode()).hexdigest()[:32]
    folders = private_folders()
    if not folders:
        raise OSError("there is no cache folder")
    return folders[0] / "programs" / key


def _extract(archive: bytes, folder_: Path) -> None:
    with tarfile.open(fileobj=io.BytesIO(archive)) as members:
        for member in members:
            path = PurePosixPath(member.name)
            if not member.isfile() or path.suffix not in _SUFFIXES or ".." in path.parts:
                continue
            file = folder_.joinpath(*path.parts[1:])
            file.parent.mkdir(parents=True, exist_ok=True)
            content = members.extractfile(member)
            if content is not None:
                with file.open("wb") as out:
                    shutil.copyfileobj(content, out)


def _table(engine: str) -> bytes:
    environment = {**os.environ, selection.VARIABLE: engine}
    command = [sys.executable, "-O", "-m", f"{__package__}.table"]
    done = subprocess.run(command, env=environment, capture_output=True, check=False)
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip().splitlines()
        raise lean.LeanError(f"the bindings cannot be listed ({said[-1] if said else 'nothing was said'})")
    return done.stdout
