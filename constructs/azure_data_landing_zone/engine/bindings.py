"""Loads a provider's package submodule by submodule, and gives Node a lean copy of it.

When a provider's package is imported as it comes, Python imports all of its modules, and Node parses its description
and runs all of its files. Here the package is put into `sys.modules` without running its `__init__`. What its `_jsii`
module does, loading the assembly into jsii's kernel, waits for the first construct: the kernel cannot load an assembly
twice, and until then it is not known which submodules a program wants.
"""

from __future__ import annotations

import importlib
import importlib.util
import json
import os
import re
import subprocess
import sys
import types
import warnings
from collections.abc import Callable, Iterable, Sequence
from importlib.machinery import ModuleSpec
from pathlib import Path
from typing import Any

import jsii

from ..errors import AdlzError
from ..whole_files import write_whole
from . import lean, selection
from .cache import CACHE_VARIABLE, cache_folders

#: Name of the environment variable that steers the bindings.
BINDINGS_VARIABLE = "ADLZ_BINDINGS"

_LOAD = re.compile(r'JSIIAssembly\.load\(\s*"([^"]+)",\s*"([^"]+)",\s*__name__\[0:-6\],\s*"([^"]+\.jsii\.tgz)"')
#: What generated code calls on the kernel with a class at hand.
_ENTRANCES = ("create", "sinvoke", "sget", "sset")


class BindingsWarning(UserWarning):
    """The lean bindings could not be used; everything works, but starts slowly."""


class BindingsError(AdlzError, ImportError):
    """A submodule was imported too late for the lean bindings."""


def module(package: str, name: str, declared: Iterable[str]) -> types.ModuleType:
    """A submodule of a provider's package, such as `key_vault`.

    Args:
        package: the provider's Python package.
        name: the submodule.
        declared: the submodules that this library uses; always part of the lean copy.

    Raises:
        ModuleNotFoundError: the package or the submodule does not exist.
        BindingsError: the lean copy is loaded already, and does not hold the submodule.
    """
    if package not in sys.modules:
        _place(package, declared)
    return importlib.import_module(f"{package}.{name}")


def _place(name: str, declared: Iterable[str]) -> None:
    """Puts a provider's package into `sys.modules`, lean if that is possible and wanted."""
    wanted = os.environ.get(BINDINGS_VARIABLE, "lean")
    if wanted not in ("lean", "stock"):
        raise ImportError(f"{BINDINGS_VARIABLE} is {wanted!r}, allowed are 'lean' and 'stock'")
    spec = importlib.util.find_spec(name)
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError(
            f"the provider's bindings are missing: pip install {name.replace('_', '-')}", name=name
        )
    package = types.ModuleType(name)
    package.__spec__ = spec
    package.__file__ = spec.origin
    package.__path__ = list(spec.submodule_search_locations)
    package.__getattr__ = _attribute(name)  # type: ignore[method-assign]
    sys.modules[name] = package
    if wanted == "lean":
        try:
            described = _describe(name, Path(package.__path__[0]))
            _Loader(described, declared).install()
        except lean.LeanError as error:
            _warn(error)


def _attribute(package: str) -> Callable[[str], types.ModuleType]:
    def attribute(name: str) -> types.ModuleType:
        if not name.startswith("_") and importlib.util.find_spec(f"{package}.{name}") is not None:
            return importlib.import_module(f"{package}.{name}")
        raise AttributeError(f"module {package!r} has no attribute {name!r}")

    return attribute


def _describe(name: str, folder: Path) -> lean.Package:
    """What the package's own `_jsii` module would load.

    Raises:
        LeanError: it is laid out in another way than we know.
    """
    try:
        found = _LOAD.search((folder / "_jsii" / "__init__.py").read_text(encoding="utf-8"))
    except OSError as error:
        raise lean.LeanError(f"{name}: {error}") from error
    if found is None or not (tarball := folder / "_jsii" / found[3]).is_file():
        raise lean.LeanError(f"{name} is laid out in another way than we know")
    if not all(callable(getattr(jsii, entrance, None)) for entrance in _ENTRANCES):
        raise lean.LeanError(f"jsii {jsii.__version__} works in another way than we know")
    return lean.Package(python=name, name=found[1], version=found[2], tarball=tarball)


def _warn(reason: object) -> None:
    warnings.warn(
        f"the lean bindings cannot be used, so the whole package is loaded, which takes some seconds: {reason}. "
        f"{BINDINGS_VARIABLE}=stock turns them off, {CACHE_VARIABLE} names a folder for them.",
        BindingsWarning,
        stacklevel=2,
    )


class _Loader:
    """Stands in for a package's `_jsii` module until its first construct, then loads the lean copy."""

    def __init__(self, package: lean.Package, declared: Iterable[str]) -> None:
        self._package = package
        self._declared = frozenset(declared)
        self._loaded: frozenset[str] | None = None
        self._originals: dict[str, Callable[..., Any]] = {}

    def install(self) -> None:
        """Takes the place of the `_jsii` module, and of the calls that need the assembly."""
        name = self._package.python
        stand_in = types.ModuleType(f"{name}._jsii")
        stand_in.__all__ = ["__jsii_assembly__"]  # type: ignore[attr-defined]
        stand_in.__jsii_assembly__ = jsii.JSIIAssembly(  # type: ignore[attr-defined]
            self._package.name, self._package.version, name, self._package.tarball.name
        )
        sys.modules[f"{name}._jsii"] = stand_in
        for entrance in _ENTRANCES:
            self._originals[entrance] = getattr(jsii, entrance)
            setattr(jsii, entrance, self._guarded(entrance))
        sys.meta_path.insert(0, self)

    def find_spec(self, fullname: str, path: Sequence[str] | None = None, target: Any = None) -> ModuleSpec | None:
        """Part of Python's import system: refuses submodules that the loaded copy does not hold."""
        del path, target
        package, _, submodule = fullname.rpartition(".")
        if self._loaded is None or package != self._package.python or submodule in self._loaded:
            return None
        if not (self._package.tarball.parent.parent / submodule).is_dir():
            return None
        self._remember(submodule)
        raise BindingsError(
            f"{fullname} is imported after the first construct of the provider was made, and Node has loaded its "
            f"bindings without it. Import it earlier (the next start does), or set {BINDINGS_VARIABLE}=stock",
            name=fullname,
        )

    def _guarded(self, entrance: str) -> Callable[..., Any]:
        original = self._originals[entrance]
        prefix = f"{self._package.name}."

        def call(class_: Any, *arguments: Any, **named: Any) -> Any:
            if str(getattr(class_, "__jsii_type__", "")).startswith(prefix):
                self._load()
            return original(class_, *arguments, **named)

        return call

    def _load(self) -> None:
        if self._loaded is not None:
            return
        for entrance, original in self._originals.items():
            setattr(jsii, entrance, original)
        package = self._package
        jsii._reference_map._assembly_to_module[package.name] = package.python
        wanted = self._declared | self._imported() | self._remembered()
        try:
            tarball = lean.cached(package, wanted, cache_folders(), self._trial)
            jsii.load(package.name, package.version, str(tarball))
            self._loaded = wanted
        except (lean.LeanError, OSError) as error:
            _warn(error)
            sys.meta_path.remove(self)
            jsii.load(package.name, package.version, str(package.tarball))
            self._loaded = frozenset()

    def _trial(self, tarball: Path) -> None:
        """Loads a new copy in a process of its own: a kernel that failed to load an assembly cannot load it again.

        Raises:
            LeanError: Node cannot run it.
        """
        package = self._package
        code = f"import {selection.chosen()}, jsii; jsii.load({package.name!r}, {package.version!r}, {str(tarball)!r})"
        environment = {**os.environ, lean.TRIAL_VARIABLE: "1"}
        done = subprocess.run(
            [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False
        )
        if done.returncode:
            said = [line for line in done.stderr.splitlines() if line.strip()]
            raise lean.LeanError(f"Node cannot run the copy ({said[-1] if said else 'it said nothing'})")

    def _imported(self) -> frozenset[str]:
        prefix = f"{self._package.python}."
        names = (name.removeprefix(prefix) for name in sys.modules if name.startswith(prefix))
        return frozenset(name.split(".")[0] for name in names if not name.startswith("_"))

    def _memory(self, folder: Path) -> Path:
        return folder / f"{self._package.python}-{self._package.version}.submodules.json"

    def _remembered(self) -> frozenset[str]:
        """Submodules that came too late at a former start."""
        found: set[str] = set()
        for folder in cache_folders():
            try:
                found.update(json.loads(self._memory(folder).read_text(encoding="utf-8")))
            except (OSError, ValueError):
                continue
        existing = self._package.tarball.parent.parent
        return frozenset(name for name in found if (existing / name / "__init__.py").is_file())

    def _remember(self, submodule: str) -> None:
        text = json.dumps(sorted(self._remembered() | {submodule}))
        for folder in cache_folders():
            try:
                folder.mkdir(parents=True, exist_ok=True)
                write_whole(self._memory(folder), text)
            except OSError:
                continue
            return
