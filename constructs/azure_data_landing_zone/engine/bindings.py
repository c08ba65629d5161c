"""Loads a provider's package submodule by submodule, and gives Node a lean copy of it.

When a provider's package is imported as it comes, Python imports all of its modules, and Node parses its description
and runs all of its files. Here the package is put into `sys.modules` without running its `__init__`. What its `_jsii`
module does, loading the assembly into jsii's kernel, waits for the first construct, and the kernel gets a copy with the
submodules that this library uses.

The kernel cannot load an assembly twice. Every other submodule is therefore an assembly of its own (`lean.pieces`),
which is loaded when the submodule is imported: its classes get the name of that assembly for jsii. Terraform's output
does not contain these names.
"""

from __future__ import annotations

import importlib
import importlib.util
import os
import pkgutil
import re
import site
import subprocess
import sys
import sysconfig
import types
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from importlib.abc import Loader
from importlib.machinery import ModuleSpec, PathFinder
from pathlib import Path
from typing import Any

import jsii

from ..errors import AdlzError
from . import lean, selection
from .cache import CACHE_VARIABLE, cache_folders
from .selection import BINDINGS_VARIABLE

#: What generated code calls on the kernel with a class at hand.
_ENTRANCES = ("create", "sinvoke", "sget", "sset")


#: More submodules than a program imports one by one.
_MANY = 1000
#: What may be the name of a submodule in a source: an attribute, or something that is imported.
_MENTIONED = re.compile(r"(?:\.|\bimport |, |\(|^)\s*([a-z][a-z0-9_]+)", re.MULTILINE)


class BindingsWarning(UserWarning):
    """The lean bindings could not be used; everything works, but starts slowly."""


class BindingsError(AdlzError, ImportError):
    """The assembly of a single submodule could not be made or loaded."""


def module(package: str, name: str) -> types.ModuleType:
    """A submodule of a provider's package, such as `key_vault`.

    Args:
        package: the provider's Python package.
        name: the submodule.

    Raises:
        ModuleNotFoundError: the submodule does not exist.
        BindingsError: the assembly of the submodule cannot be made or loaded.
    """
    return importlib.import_module(f"{package}.{name}")


def place(name: str, declared: Iterable[str]) -> None:
    """Puts a provider's package into `sys.modules`, lean if that is possible and wanted.

    Does nothing if the package is there already. A program that imported it as it comes is warned, because that takes
    tens of seconds; `azure_data_landing_zone_start.pth` prevents it, where Python reads this file.

    Args:
        name: the provider's Python package.
        declared: the submodules that this library uses; the lean copy contains these.

    Raises:
        ModuleNotFoundError: the package does not exist.
        ImportError: `ADLZ_BINDINGS` has a value that is not allowed.
    """
    if name in sys.modules:
        if sum(other.startswith(f"{name}.") for other in sys.modules) > _MANY and wanted_bindings() == "lean":
            warnings.warn(
                f"{name} was imported before azure_data_landing_zone, so all of its submodules were imported, which "
                "takes tens of seconds. Import azure_data_landing_zone first.",
                BindingsWarning,
                stacklevel=2,
            )
        return
    wanted = wanted_bindings()
    spec = importlib.util.find_spec(name)
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError(
            f"the provider's bindings are missing: pip install {name.replace('_', '-')}", name=name
        )
    package = types.ModuleType(name)
    spec.loader = _PlacedLoader(spec.loader, package)
    package.__spec__ = spec
    package.__file__ = spec.origin
    package.__path__ = list(spec.submodule_search_locations)
    package.__getattr__ = _attribute(name)  # type: ignore[method-assign]
    package.__dir__ = lambda: [*vars(package), *_submodules(package)]  # type: ignore[method-assign]
    sys.modules[name] = package
    if wanted == "lean":
        try:
            described = _describe(name, Path(package.__path__[0]))
            _Loader(described, declared).install()
        except lean.LeanError as error:
            _warn(error)


def wanted_bindings() -> str:
    """The value of `ADLZ_BINDINGS`: `lean`, which is the default, or `stock`.

    Raises:
        ImportError: it is something else.
    """
    wanted = os.environ.get(BINDINGS_VARIABLE, "lean")
    if wanted not in ("lean", "stock"):
        raise ImportError(f"{BINDINGS_VARIABLE} is {wanted!r}, allowed are 'lean' and 'stock'")
    return wanted


def _attribute(package: str) -> Callable[[str], types.ModuleType]:
    def attribute(name: str) -> types.ModuleType:
        if not name.startswith("_") and importlib.util.find_spec(f"{package}.{name}") is not None:
            return importlib.import_module(f"{package}.{name}")
        raise AttributeError(f"module {package!r} has no attribute {name!r}")

    return attribute


def _submodules(package: types.ModuleType) -> Iterator[str]:
    """The names of all submodules."""
    return (module.name for module in pkgutil.iter_modules(package.__path__) if not module.name.startswith("_"))


def _describe(name: str, folder: Path) -> lean.Package:
    """The assembly that the package's own `_jsii` module would load.

    Raises:
        LeanError: it is laid out in another way than we know.
    """
    if not all(callable(getattr(jsii, entrance, None)) for entrance in _ENTRANCES):
        raise lean.LeanError(f"jsii {jsii.__version__} works in another way than we know")
    return lean.described(name, folder)


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
        self._is_loaded = False
        self._originals: dict[str, Callable[..., Any]] = {}
        self._waiting: dict[str, types.ModuleType] = {}

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
        """Part of Python's import system: a submodule that the lean copy lacks gets an assembly of its own."""
        package, _, submodule = fullname.rpartition(".")
        if package != self._package.python or submodule.startswith("_") or submodule in self._declared:
            return None
        spec = PathFinder.find_spec(fullname, path, target)
        if spec is not None and spec.loader is not None:
            spec.loader = _PieceLoader(spec.loader, lambda module: self._take(submodule, module))
        return spec

    def _take(self, submodule: str, module: types.ModuleType) -> None:
        """A submodule that was imported: its assembly is loaded now, or with the lean copy."""
        self._waiting[submodule] = module
        if self._is_loaded:
            try:
                self._load_waiting()
            except (lean.LeanError, OSError) as error:
                raise BindingsError(
                    f"the bindings of {module.__name__} cannot be loaded: {error}. "
                    f"{BINDINGS_VARIABLE}=stock loads the whole package instead, which takes tens of seconds",
                    name=module.__name__,
                ) from error

    def _guarded(self, entrance: str) -> Callable[..., Any]:
        original = self._originals[entrance]
        prefix = self._package.name

        def call(class_: Any, *arguments: Any, **named: Any) -> Any:
            if str(getattr(class_, "__jsii_type__", "")).startswith(prefix):
                self._load()
            return original(class_, *arguments, **named)

        return call

    def _load(self) -> None:
        if self._is_loaded:
            return
        for entrance, original in self._originals.items():
            setattr(jsii, entrance, original)
        package = self._package
        jsii._reference_map._assembly_to_module[package.name] = package.python
        try:
            tarball = lean.cached(package, self._declared, cache_folders(), self._trial)
            pieces = self._pieces()
            jsii.load(package.name, package.version, str(tarball))
            self._is_loaded = True
        except (lean.LeanError, OSError) as error:
            _warn(error)
            sys.meta_path.remove(self)
            jsii.load(package.name, package.version, str(package.tarball))
            return
        self._load_pieces(pieces)

    def _pieces(self) -> dict[str, lean.Piece]:
        return lean.pieces(self._package, self._waiting, self._mentioned, cache_folders()) if self._waiting else {}

    def _load_waiting(self) -> None:
        self._load_pieces(self._pieces())

    def _load_pieces(self, pieces: dict[str, lean.Piece]) -> None:
        package = self._package
        for submodule, piece in pieces.items():
            module = self._waiting.pop(submodule)
            jsii._reference_map._assembly_to_module[piece.name] = module.__name__
            jsii.load(piece.name, package.version, str(piece.tarball))
            _rename(module, f"{package.name}.", f"{piece.name}.")

    def _mentioned(self) -> set[str]:
        """Submodules that the imported sources of the program name."""
        existing = {entry.name for entry in os.scandir(self._package.tarball.parent.parent) if entry.is_dir()}
        found: set[str] = set()
        for file in _sources():
            try:
                found.update(_MENTIONED.findall(file.read_text(encoding="utf-8")))
            except (OSError, UnicodeDecodeError):
                continue
        return {name for name in found & existing - self._declared if not name.startswith("_")}

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


class _PlacedLoader(Loader):
    """Stands in for the loader of the package: the package is there already, and its `__init__` is not run."""

    def __init__(self, loader: Any, package: types.ModuleType) -> None:
        self._loader = loader
        self._package = package

    def __getattr__(self, name: str) -> Any:
        return getattr(self._loader, name)

    def create_module(self, spec: ModuleSpec) -> types.ModuleType:
        del spec
        return self._package

    def exec_module(self, module: types.ModuleType) -> None:
        del module


class _PieceLoader(Loader):
    """Runs a submodule as its own loader would, and hands it on."""

    def __init__(self, loader: Any, take: Callable[[types.ModuleType], None]) -> None:
        self._loader = loader
        self._take = take

    def __getattr__(self, name: str) -> Any:
        return getattr(self._loader, name)

    def create_module(self, spec: ModuleSpec) -> types.ModuleType | None:
        found: types.ModuleType | None = self._loader.create_module(spec)
        return found

    def exec_module(self, module: types.ModuleType) -> None:
        self._loader.exec_module(module)
        self._take(module)


def _rename(module: types.ModuleType, former: str, now: str) -> None:
    """Gives the classes of a submodule the names of another assembly."""
    known = jsii._reference_map
    for class_ in [value for value in vars(module).values() if isinstance(value, type)]:
        name = str(vars(class_).get("__jsii_type__", ""))
        if not name.startswith(former):
            continue
        renamed = now + name.removeprefix(former)
        for attribute in ("__jsii_type__", "__jsii_declared_type__"):
            if attribute in vars(class_):
                type.__setattr__(class_, attribute, renamed)
        for table in (known._types, known._data_types, known._enums, known._interfaces):
            if name in table:
                table[renamed] = table.pop(name)


def _sources() -> Iterator[Path]:
    """The files of the program: what is imported from outside of the installed packages."""
    installed = [sysconfig.get_path("stdlib"), sysconfig.get_path("platstdlib"), str(Path(__file__).parents[1])]
    installed += [*site.getsitepackages(), site.getusersitepackages()]
    folders = tuple(f"{folder}{os.sep}" for folder in installed)
    for module in list(sys.modules.values()):
        file = getattr(module, "__file__", None)
        if isinstance(file, str) and file.endswith(".py") and not file.startswith(folders):
            yield Path(file)
