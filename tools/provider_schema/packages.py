"""The packages of a provider's source: functions, methods, constants and imports, found without a compiler."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from .syntax import GoSyntaxError, Parser, Statement, tokens

_FUNCTION = re.compile(r"^func (?:\((?P<receiver>[^)]*)\) )?(?P<name>\w+)\((?P<parameters>[^)]*)\)", re.MULTILINE)
_IMPORT = re.compile(r'^\s+(?:(\w+) )?"([^"]+)"$', re.MULTILINE)
_CONSTANT = re.compile(r'^\s*(?:const |var )?(\w+)(?: +[\w.]+)? *= *"([^"\n]*)"', re.MULTILINE)


@dataclass(frozen=True)
class File:
    """A file of Go, with what the names of its imports stand for."""

    path: Path
    text: str
    imports: Mapping[str, str]


@dataclass(frozen=True)
class FunctionSource:
    """A function or method: its receiver's type, the names of its parameters, and where it stands."""

    name: str
    receiver: str
    parameters: tuple[str, ...]
    file: File
    start: int

    @functools.cached_property
    def end(self) -> int:
        """Where its body ends."""
        following = self.file.text.find("\n}", self.start)
        one_line = self.file.text.find("\n", self.start)
        line = self.file.text[self.start : one_line]
        if line.rstrip().endswith("}") and "{" in line:
            return one_line
        return len(self.file.text) if following < 0 else following + 2

    @functools.cached_property
    def body(self) -> tuple[Statement, ...]:
        """Its statements, as far as they are understood.

        Raises:
            GoSyntaxError: they are not.
        """
        found = _FUNCTION.match(self.file.text, self.start)
        text = self.file.text[found.end() if found else self.start : self.end]
        # What it returns stands between its parameters and the last brace that opens on that line.
        line, _, rest = text.partition("\n")
        opening = line.find("{", line.rfind("interface{}") + len("interface{}")) if "interface{}" in line else -1
        if opening < 0:
            opening = line.find("{")
        if opening < 0:
            raise GoSyntaxError(f"{self.name} has no body")
        return Parser(tokens(line[opening:] + "\n" + rest)).block()


class Package:
    """A package of Go in a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.files = tuple(_read(path) for path in sorted(folder.glob("*.go")) if not path.name.endswith("_test.go"))

    @functools.cached_property
    def functions(self) -> Mapping[str, FunctionSource]:
        """Its functions by name."""
        return {one.name: one for one in self._all() if not one.receiver}

    @functools.cached_property
    def methods(self) -> Mapping[str, tuple[FunctionSource, ...]]:
        """Its methods by name."""
        found: dict[str, tuple[FunctionSource, ...]] = {}
        for one in self._all():
            if one.receiver:
                found[one.name] = (*found.get(one.name, ()), one)
        return found

    @functools.cached_property
    def constants(self) -> Mapping[str, str]:
        """Its constants and variables that are strings, by name."""
        return {name: value for file in self.files for name, value in _CONSTANT.findall(file.text)}

    def _all(self) -> Iterator[FunctionSource]:
        for file in self.files:
            for found in _FUNCTION.finditer(file.text):
                receiver = (found["receiver"] or "").split(" ")[-1].lstrip("*")
                parameters = tuple(
                    part.strip().split(" ")[0] for part in found["parameters"].split(",") if part.strip()
                )
                yield FunctionSource(found["name"], receiver, parameters, file, found.start())


class Source:
    """The source of a provider, with what it vendors."""

    def __init__(self, root: Path) -> None:
        self.root = root
        found = re.search(r"^module (\S+)", (root / "go.mod").read_text(encoding="utf-8"), re.MULTILINE)
        if found is None:
            raise ValueError(f"{root / 'go.mod'} names no module")
        self._module = found[1]
        self._packages: dict[Path, Package] = {}

    def services(self) -> Iterator[Package]:
        """The packages that hold resources."""
        for folder in sorted((self.root / "internal" / "services").iterdir()):
            if folder.is_dir():
                yield self.package(folder)

    def package(self, folder: Path) -> Package:
        """The package in a folder."""
        return self._packages.setdefault(folder, Package(folder))

    def imported(self, file: File, name: str) -> Package | None:
        """The package that a name stands for in a file; None if its source is not there."""
        path = file.imports.get(name)
        if path is None:
            return None
        if path.startswith(f"{self._module}/"):
            folder = self.root / path.removeprefix(f"{self._module}/")
        else:
            folder = self.root / "vendor" / path
        return self.package(folder) if folder.is_dir() else None


def _read(path: Path) -> File:
    text = path.read_text(encoding="utf-8")
    return File(path, text, {alias or target.rpartition("/")[2]: target for alias, target in _IMPORT.findall(text)})
