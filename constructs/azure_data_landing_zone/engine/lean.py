"""A lean copy of a jsii package: only the submodules that are used.

The provider's package brings 1,500 submodules: Node parses an 88 MB description and loads 1,500 files before the first
resource exists. The copy keeps the description and the code of the wanted submodules, without docs. Classes, types and
output are the same. It is made once per package, version and set of submodules, and kept in a cache folder.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import os
import re
import tarfile
import tempfile
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..errors import AdlzError

#: Part of the cache key: raised when the copy is made in another way.
FORMAT = 3
#: Name of the environment variable that makes a copy load all that it holds, to see whether it can.
TRIAL_VARIABLE = "ADLZ_TRIAL"
_NEEDED = re.compile(rb"""require\(["']\.\./([\w-]+)/""")
_DROPPED = frozenset({"docs", "locationInModule", "readme", "symbolId"})


class LeanError(AdlzError):
    """The package is laid out in another way than we know; the original still works."""


@dataclass(frozen=True)
class Package:
    """A jsii package inside a Python distribution.

    Attributes:
        python: name of the Python package, such as `cdktf_cdktf_provider_azurerm`.
        name: name of the jsii assembly, such as `@cdktf/provider-azurerm`.
        version: its version.
        tarball: the original.
    """

    python: str
    name: str
    version: str
    tarball: Path


def cached(
    package: Package, submodules: Collection[str], folders: Sequence[Path], trial: Callable[[Path], None]
) -> Path:
    """The lean copy for a set of submodules: from the cache if it is there and whole, else made now.

    Safe when several processes start at once: each makes its own file and renames it into place; the bytes are the
    same, and so is the name, which holds their digest.

    Args:
        package: the original.
        submodules: names of the wanted Python submodules, such as `key_vault`.
        folders: where copies are kept; the first that can be written takes a new one.
        trial: is given a new copy before it is kept; raises `LeanError` if Node cannot run it.

    Raises:
        LeanError: the package is laid out in another way than we know.
        OSError: no folder can be written.
    """
    key = _key(package, submodules)
    for folder in folders:
        for file in _copies(folder, key):
            if _digest(file.read_bytes()) == file.stem.rsplit("-", 1)[1]:
                return file
    made = build(package, submodules)
    failed: OSError | None = None
    for folder in folders:
        try:
            return _keep(folder, f"{key}-{_digest(made)}.tgz", made, trial)
        except OSError as error:
            failed = error
    raise failed or OSError("there is no cache folder")


def build(package: Package, submodules: Collection[str]) -> bytes:
    """The bytes of the lean copy; the same for the same package and submodules.

    Raises:
        LeanError: the package is laid out in another way than we know.
    """
    try:
        with tarfile.open(package.tarball) as original:
            members = {member.name: member for member in original if member.isfile()}
            assembly = json.loads(_content(original, members["package/.jsii"]))
            manifest = json.loads(_content(original, members["package/package.json"]))
            wanted = _wanted(assembly, package, submodules)
            code = {name: member for name, member in members.items() if name.endswith(".js")}
            files = _code(original, code, wanted, assembly)
            files |= {
                "package/.jsii": _json(_lean_assembly(assembly, set(wanted))),
                "package/package.json": _json(
                    {key: manifest[key] for key in ("name", "version", "main", "peerDependencies", "jsii", "license")}
                ),
                "package/lib/index.js": _index(wanted),
            }
            if "package/LICENSE" in members:
                files["package/LICENSE"] = _content(original, members["package/LICENSE"])
    except (KeyError, TypeError, ValueError, tarfile.TarError, EOFError) as error:
        raise LeanError(f"{package.name} {package.version}: {type(error).__name__}: {error}") from error
    return _archive(files)


def _wanted(assembly: Any, package: Package, submodules: Collection[str]) -> dict[str, str]:
    """The jsii submodules that belong to Python submodules, each with its folder below `lib`."""
    found: dict[str, str] = {}
    for submodule in submodules:
        source = package.tarball.parent.parent / submodule / "__init__.py"
        if not source.is_file():
            raise LeanError(f"{package.python} has no submodule {submodule!r}")
        declared = re.search(rf'jsii_type="({re.escape(package.name)}\.\w+)\.', source.read_text(encoding="utf-8"))
        if declared is None:
            raise LeanError(f"{package.python}.{submodule} declares no jsii type")
        found[declared[1]] = _folder(assembly["submodules"][declared[1]])
    return found


def _folder(submodule: Any) -> str:
    """The folder of a jsii submodule below `lib`."""
    return str(submodule["symbolId"].removeprefix("src/").split("/")[0])


def _code(
    archive: tarfile.TarFile, code: dict[str, tarfile.TarInfo], wanted: dict[str, str], assembly: Any
) -> dict[str, bytes]:
    """The files of the wanted submodules and of those that they need; adds the latter to `wanted`."""
    names = {_folder(description): fqn for fqn, description in assembly["submodules"].items()}
    files: dict[str, bytes] = {}
    left = set(wanted.values())
    while left:
        # In the order of the archive, which can only be read forwards at speed.
        found = {
            name: _content(archive, member)
            for name, member in code.items()
            if name.split("/")[2].removesuffix(".js") in left
        }
        files |= found
        needed = {match.decode() for content in found.values() for match in _NEEDED.findall(content)}
        left = {folder for folder in needed & names.keys() if names[folder] not in wanted}
        wanted |= {names[folder]: folder for folder in left}
    return files


def _lean_assembly(assembly: Any, wanted: set[str]) -> Any:
    return {
        **{key: value for key, value in assembly.items() if key not in _DROPPED and key not in ("types", "submodules")},
        "submodules": {fqn: _stripped(assembly["submodules"][fqn]) for fqn in sorted(wanted)},
        "types": {
            fqn: _stripped(description)
            for fqn, description in assembly["types"].items()
            if ".".join(fqn.split(".")[:2]) in wanted
        },
    }


def _stripped(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _stripped(item) for key, item in value.items() if key not in _DROPPED}
    if isinstance(value, list):
        return [_stripped(item) for item in value]
    return value


def _index(wanted: dict[str, str]) -> bytes:
    """The entrance of the copy: a submodule is loaded when something of it is first made."""
    lines = [
        '"use strict";',
        'Object.defineProperty(exports, "__esModule", { value: true });',
        "const lazy = (name, load) => Object.defineProperty(exports, name, { enumerable: true, get: load });",
        *(f'lazy("{fqn.rsplit(".", 1)[1]}", () => require("./{folder}"));' for fqn, folder in sorted(wanted.items())),
        f"if (process.env.{TRIAL_VARIABLE}) Object.values(exports);",
    ]
    return ("\n".join(lines) + "\n").encode()


def _archive(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with (
        gzip.GzipFile(fileobj=out, mode="wb", mtime=0, compresslevel=6) as zipped,
        tarfile.open(fileobj=zipped, mode="w", format=tarfile.USTAR_FORMAT) as archive,
    ):
        for name, content in sorted(files.items()):
            member = tarfile.TarInfo(name)
            member.size = len(content)
            member.mode = 0o644
            archive.addfile(member, io.BytesIO(content))
    return out.getvalue()


def _content(archive: tarfile.TarFile, member: tarfile.TarInfo) -> bytes:
    file = archive.extractfile(member)
    if file is None:
        raise LeanError(f"{member.name} has no content")
    return file.read()


def _json(value: Any) -> bytes:
    return json.dumps(value, separators=(",", ":"), sort_keys=True).encode()


def _key(package: Package, submodules: Collection[str]) -> str:
    identity = _json([FORMAT, package.name, package.version, sorted(submodules)])
    return f"{package.python}-{package.version}-{hashlib.sha256(identity).hexdigest()[:16]}"


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:32]


def _copies(folder: Path, key: str) -> Iterator[Path]:
    try:
        yield from sorted(folder.glob(f"{key}-*.tgz"))
    except OSError:
        return


def _keep(folder: Path, name: str, content: bytes, trial: Callable[[Path], None]) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(prefix=".lean-", suffix=".tgz", dir=folder)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        trial(Path(temporary))
        Path(temporary).replace(folder / name)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    return folder / name
