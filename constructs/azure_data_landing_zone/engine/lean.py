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
from importlib.machinery import PathFinder
from pathlib import Path
from typing import Any, TypeVar

from ..errors import AdlzError

R = TypeVar("R")

#: Part of the cache key: raised when the copy is made in another way.
FORMAT = 3
#: Name of the environment variable that makes a copy load all that it holds, to see whether it can.
TRIAL_VARIABLE = "ADLZ_TRIAL"
_LOAD = re.compile(r'JSIIAssembly\.load\(\s*"([^"]+)",\s*"([^"]+)",\s*__name__\[0:-6\],\s*"([^"]+\.jsii\.tgz)"')
_NEEDED = re.compile(rb"""require\(["']\.\./([\w-]+)/""")
_TYPE = re.compile(r'\n    "([^"]+)": \{')
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


def installed(name: str) -> Package:
    """The jsii package of a Python package that is installed, which is not imported.

    Raises:
        ModuleNotFoundError: it is not installed.
        LeanError: it is laid out in another way than we know.
    """
    spec = PathFinder.find_spec(name)
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError(f"{name} is not installed", name=name)
    return described(name, Path(spec.submodule_search_locations[0]))


def described(name: str, folder: Path) -> Package:
    """The jsii package in the folder of a Python package.

    Raises:
        LeanError: it is laid out in another way than we know.
    """
    try:
        found = _LOAD.search((folder / "_jsii" / "__init__.py").read_text(encoding="utf-8"))
    except OSError as error:
        raise LeanError(f"{name}: {error}") from error
    if found is None or not (tarball := folder / "_jsii" / found[3]).is_file():
        raise LeanError(f"{name} is laid out in another way than we know")
    return Package(python=name, name=found[1], version=found[2], tarball=tarball)


@dataclass(frozen=True)
class Piece:
    """An assembly of one submodule.

    Attributes:
        name: its name for jsii.
        tarball: the file.
    """

    name: str
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
    return _whole(folders, key) or _keep_somewhere(folders, key, build(package, submodules), trial)


def build(package: Package, submodules: Collection[str]) -> bytes:
    """The bytes of the lean copy; the same for the same package and submodules.

    Raises:
        LeanError: the package is laid out in another way than we know.
    """
    return _guarded(package, lambda: _archive(_files(_Original(package, submodules), submodules)))


def pieces(
    package: Package, submodules: Collection[str], mentioned: Callable[[], Collection[str]], folders: Sequence[Path]
) -> dict[str, Piece]:
    """Assemblies of one submodule each, from the cache if they are there and whole, else made now.

    The kernel cannot load an assembly twice. A submodule that the lean copy lacks is therefore an assembly of its own,
    under a name of its own.

    Args:
        package: the original.
        submodules: names of the wanted Python submodules.
        mentioned: returns the submodules that the program may want later. They are made in the same pass, because
            reading the original takes seconds. Called only if something must be made.
        folders: where pieces are kept; the first that can be written takes new ones.

    Raises:
        LeanError: the package is laid out in another way than we know.
        OSError: no folder can be written.
    """
    aliases = {name: f"{package.name}-{name.replace('_', '-')}" for name in submodules}
    files = {name: _whole(folders, _key(package, [name], aliases[name])) for name in submodules}
    if missing := {name for name, file in files.items() if file is None}:
        made = _guarded(package, lambda: _build_pieces(package, missing | set(mentioned())))
        for name, content in made.items():
            key = _key(package, [name], f"{package.name}-{name.replace('_', '-')}")
            kept = _whole(folders, key) or _keep_somewhere(folders, key, content, lambda _: None)
            if name in missing:
                files[name] = kept
    return {name: Piece(aliases[name], file) for name, file in files.items() if file is not None}


def _build_pieces(package: Package, submodules: Collection[str]) -> dict[str, bytes]:
    original = _Original(package, submodules)
    return {name: _archive(_files(original, [name], f"{package.name}-{name.replace('_', '-')}")) for name in submodules}


def _guarded(package: Package, make: Callable[[], R]) -> R:
    try:
        return make()
    except (KeyError, TypeError, ValueError, tarfile.TarError, EOFError) as error:
        raise LeanError(f"{package.name} {package.version}: {type(error).__name__}: {error}") from error


class _Original:
    """The original assembly, limited to some submodules and those that they need."""

    def __init__(self, package: Package, submodules: Collection[str]) -> None:
        self.package = package
        wanted = [_jsii_name(package, submodule) for submodule in submodules]
        self.code: dict[str, dict[str, bytes]] = {}
        self.licence: bytes | None = None
        self.manifest: dict[str, Any] = {}
        with tarfile.open(package.tarball) as archive:
            entry = next((member for member in archive if member.name == "package/.jsii"), None)
            if entry is None:
                raise LeanError(f"{package.name} {package.version} has no description")
            self.description = _Description(_content(archive, entry).decode())
        self.folders = {_folder(entry): name for name, entry in self.description.submodules.items()}
        for name in wanted:
            self.description.submodules[name]
        left = {_folder(self.description.submodules[name]) for name in wanted}
        while left:
            needed = self._read(left)
            left = (needed & self.folders.keys()) - self.code.keys()

    def _read(self, folders: set[str]) -> set[str]:
        """Reads the code of folders, in one pass forwards. Returns the folders that the code needs."""
        needed: set[str] = set()
        self.code |= {folder: {} for folder in folders}
        with tarfile.open(self.package.tarball, "r:gz") as archive:
            for member in archive:
                if member.name == "package/package.json":
                    self.manifest = json.loads(_content(archive, member))
                elif member.name == "package/LICENSE":
                    self.licence = _content(archive, member)
                elif member.name.endswith(".js") and member.isfile():
                    folder = member.name.split("/")[2].removesuffix(".js")
                    if folder in folders:
                        content = self.code[folder][member.name] = _content(archive, member)
                        needed |= {match.decode() for match in _NEEDED.findall(content)}
        return needed

    def closure(self, submodules: Collection[str]) -> dict[str, str]:
        """The jsii names of submodules and of those that they need, each with its folder below `lib`."""
        found: dict[str, str] = {}
        left = [_folder(self.description.submodules[_jsii_name(self.package, name)]) for name in submodules]
        while left:
            folder = left.pop()
            if (name := self.folders.get(folder)) is None or name in found:
                continue
            found[name] = folder
            left += [match.decode() for code in self.code[folder].values() for match in _NEEDED.findall(code)]
        return found


class _Description:
    """The description of an assembly: JSON of 88 MB, of which only the wanted types are parsed.

    Args:
        text: the description. Its lines are indented by two spaces a level; any other form is parsed whole.
    """

    def __init__(self, text: str) -> None:
        sections: dict[str, str] = {}
        for name in ("submodules", "types"):
            start = text.find(f'\n  "{name}": {{\n')
            end = text.find("\n  }", start)
            if start < 0 or end < 0:
                break
            sections[name] = text[start:end]
            text = f'{text[:start]}\n  "{name}": {{{text[end:]}'
        self.header: Any = json.loads(text)
        self.submodules: dict[str, Any] = self.header.pop("submodules")
        self._types: dict[str, Any] = self.header.pop("types")
        self._text = ""
        self._places: dict[str, int] = {}
        if len(sections) == 2:  # noqa: PLR2004
            self.submodules = json.loads("{" + sections["submodules"].partition("{")[2] + "}")
            self._text = sections["types"]
            self._places = {match[1]: match.end() - 1 for match in _TYPE.finditer(self._text)}

    def types(self, submodules: Collection[str]) -> dict[str, Any]:
        """The types of submodules by their full names."""
        decoder = json.JSONDecoder()
        wanted = {name for name in (self._places or self._types) if ".".join(name.split(".")[:2]) in submodules}
        return {
            name: decoder.raw_decode(self._text, self._places[name])[0] if self._places else self._types[name]
            for name in sorted(wanted)
        }


def _files(original: _Original, submodules: Collection[str], alias: str = "") -> dict[str, bytes]:
    """The files of a copy, under another name if one is given."""
    package = original.package
    wanted = original.closure(submodules)
    files = {name: content for folder in wanted.values() for name, content in original.code[folder].items()}
    files |= {
        "package/.jsii": _json(_lean_assembly(original.description, set(wanted))),
        "package/package.json": _json(
            {key: original.manifest[key] for key in ("name", "version", "main", "peerDependencies", "jsii", "license")}
        ),
        "package/lib/index.js": _index(wanted),
    }
    if alias:
        renamed = ((f'"{package.name}{end}'.encode(), f'"{alias}{end}'.encode()) for end in ('"', "."))
        for former, now in renamed:
            files = {name: content.replace(former, now) for name, content in files.items()}
    if original.licence is not None:
        files["package/LICENSE"] = original.licence
    return files


def _jsii_name(package: Package, submodule: str) -> str:
    """The jsii submodule of a Python submodule."""
    source = package.tarball.parent.parent / submodule / "__init__.py"
    if not source.is_file():
        raise LeanError(f"{package.python} has no submodule {submodule!r}")
    declared = re.search(rf'jsii_type="({re.escape(package.name)}\.\w+)\.', source.read_text(encoding="utf-8"))
    if declared is None:
        raise LeanError(f"{package.python}.{submodule} declares no jsii type")
    return declared[1]


def _folder(submodule: Any) -> str:
    """The folder of a jsii submodule below `lib`."""
    return str(submodule["symbolId"].removeprefix("src/").split("/")[0])


def _lean_assembly(description: _Description, wanted: set[str]) -> Any:
    return {
        **{key: value for key, value in description.header.items() if key not in _DROPPED},
        "submodules": {fqn: _stripped(description.submodules[fqn]) for fqn in sorted(wanted)},
        "types": {fqn: _stripped(entry) for fqn, entry in description.types(wanted).items()},
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


def _key(package: Package, submodules: Collection[str], alias: str = "") -> str:
    identity = _json([FORMAT, alias or package.name, package.version, sorted(submodules)])
    return f"{package.python}-{package.version}-{hashlib.sha256(identity).hexdigest()[:16]}"


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:32]


def _copies(folder: Path, key: str) -> Iterator[Path]:
    try:
        yield from sorted(folder.glob(f"{key}-*.tgz"))
    except OSError:
        return


def _whole(folders: Sequence[Path], key: str) -> Path | None:
    """The kept copy of a key whose content is that of its name."""
    for folder in folders:
        for file in _copies(folder, key):
            if _digest(file.read_bytes()) == file.stem.rsplit("-", 1)[1]:
                return file
    return None


def _keep_somewhere(folders: Sequence[Path], key: str, made: bytes, trial: Callable[[Path], None]) -> Path:
    failed: OSError | None = None
    for folder in folders:
        try:
            return _keep(folder, f"{key}-{_digest(made)}.tgz", made, trial)
        except OSError as error:
            failed = error
    raise failed or OSError("there is no cache folder")


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
