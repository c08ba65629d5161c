"""Stand-ins for the classes of the framework and the bindings, which send their arguments to Node as data.

A process that runs nothing but this library needs no handles of Node's objects: of a stack it makes resources, sets
overrides and adds dependencies. The stand-ins send this to `maker.js`, which makes the real constructs while
Python goes on. `framework.py` and `azurerm.py` take them instead of the classes of jsii in such a process.

Text is literal here (`literals.py`), since stacks of a team are made elsewhere.
"""

from __future__ import annotations

import functools
import types
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from .. import templates
from ..errors import AdlzError
from . import maker

#: Whether Terraform evaluates the strings that are handed on.
_evaluates: ContextVar[bool] = ContextVar("evaluates", default=False)


class NotRecordedError(AdlzError, RuntimeError):
    """A value would have to be read from Node, which only receives data."""


class Construct:
    """A construct that Node makes."""

    _adlz_number: int
    """Its number for `maker.js`."""
    _adlz_maker: maker.Maker
    """The process that makes it."""

    def __init__(self, scope: Construct, id_: str) -> None:
        _make(self, scope, "constructs", "Construct", id_, {})


class ITerraformDependable:
    """The base of constructs that other resources can depend on."""


class App(Construct):
    """The app: its process is started with it, unless it was started ahead."""

    def __init__(self, *, outdir: str, context: Mapping[str, str], stack_traces: bool) -> None:
        self._adlz_maker = maker.Maker.taken({"outdir": outdir, "context": dict(context), "stackTraces": stack_traces})
        self._adlz_number = 0

    def synth(self) -> None:
        """Writes the stacks.

        Raises:
            RuntimeError: Node could not make or write something; the message is that of Node.
        """
        self._adlz_maker.finish()


class _Element(Construct):
    def add_override(self, path: str, value: object) -> None:
        """Sets an argument, whether the class knows it or not; None takes it out."""
        given = value.value if isinstance(value, Token) else value
        self._adlz_maker.override(self._adlz_number, data(path), data(given), whole=given is not value)


class TerraformStack(_Element):
    """A stack."""

    def __init__(self, scope: Construct, id_: str) -> None:
        _make(self, scope, "framework", "TerraformStack", id_, {})

    def add_dependency(self, stack: TerraformStack) -> None:
        """Makes the stack depend on another one."""
        self._adlz_maker.depend(self._adlz_number, stack._adlz_number)


class _Generic(_Element, ITerraformDependable):
    """A class of the framework that takes arguments."""

    def __init__(
        self, scope: Construct, id_: str, *, depends_on: Sequence[Construct] | None = None, **arguments: Any
    ) -> None:
        class_ = next(base.__name__ for base in type(self).__mro__ if base.__module__ == __name__)
        _make(self, scope, "framework", class_, id_, _in_camel_case(arguments), depends_on or ())


class TerraformResource(_Generic):
    """A resource."""


class TerraformDataSource(_Generic):
    """A data source."""


class TerraformProvider(_Generic):
    """A provider."""


class TerraformOutput(_Generic):
    """An output."""


class TerraformVariable(_Generic):
    """A variable."""


class _Backend:
    def __init__(self, scope: Construct, **arguments: Any) -> None:
        scope._adlz_maker.backend(type(self).__name__, scope._adlz_number, data(_in_camel_case(arguments)))


class AzurermBackend(_Backend):
    """State in a storage account."""


class HttpBackend(_Backend):
    """State behind HTTP requests."""


class LocalBackend(_Backend):
    """State in a file."""


class RemoteBackend(_Backend):
    """State in HCP Terraform."""


class Struct:
    """Arguments in one value; they are its attributes, too.

    Attributes:
        values: the arguments by their names in Python.
    """

    def __init__(self, values: dict[str, Any]) -> None:
        self.values = values

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        return self.values.get(name)


class TerraformResourceLifecycle(Struct):
    """Terraform's lifecycle block."""

    def __init__(self, **values: Any) -> None:
        super().__init__(values)

    @property
    def _values(self) -> dict[str, Any]:
        return {name: value for name, value in self.values.items() if value is not None}


class NamedRemoteWorkspace(Struct):
    """A workspace of HCP Terraform."""

    def __init__(self, name: str) -> None:
        super().__init__({"name": name})


def _make(
    construct: Construct,
    scope: Construct,
    package: str,
    class_: str,
    id_: str,
    config: Mapping[str, Any],
    needed: Sequence[Construct] = (),
) -> None:
    numbers = [one._adlz_number for one in needed]
    construct._adlz_maker = scope._adlz_maker
    construct._adlz_number = scope._adlz_maker.make(package, class_, scope._adlz_number, id_, data(config), numbers)


class Token:
    """A value that an override takes as a whole, in place of a value that is there."""

    def __init__(self, value: object) -> None:
        self.value = value

    @classmethod
    def as_any(cls, value: object) -> Token:
        """A value as a token."""
        return cls(value)


class Testing:
    """The part of the framework's class that is used outside of tests."""

    @staticmethod
    def synth(stack: TerraformStack) -> str:
        """The Terraform JSON of a stack as it is now, without metadata."""
        return stack._adlz_maker.document(stack._adlz_number)


@contextmanager
def resolving(_: Callable[[Any], Any]) -> Iterator[None]:
    """Changes nothing: strings are resolved here unless they are `evaluating`."""
    yield


@contextmanager
def evaluating() -> Iterator[None]:
    """Passes strings on as they are given."""
    before = _evaluates.set(True)
    try:
        yield
    finally:
        _evaluates.reset(before)


def data(value: Any) -> Any:
    """A value of arguments as JSON: strings are resolved, and None is left out, as the framework leaves it out."""
    return _data(value, str if _evaluates.get() else templates.resolved)


def _data(value: Any, text: Callable[[str], str]) -> Any:
    if isinstance(value, str):
        return text(value) if "{" in value else value
    if isinstance(value, dict):
        return {text(key) if "{" in key else key: _data(item, text) for key, item in value.items() if item is not None}
    if isinstance(value, list):
        return [_data(item, text) for item in value if item is not None]
    if isinstance(value, Struct):
        return {camel_case(key): _data(item, text) for key, item in value.values.items() if item is not None}
    if value is None or isinstance(value, int | float):
        return value
    raise TypeError(f"{value!r} is no value of an argument")


def module(package: str, name: str) -> types.ModuleType:
    """The stand-in of a module of the bindings.

    Raises:
        ModuleNotFoundError: the bindings, as far as this library uses them, have no such module.
    """
    classes = maker.table(package).get(name)
    if classes is None:
        raise ModuleNotFoundError(f"this library does not use {package}.{name}", name=f"{package}.{name}")
    return _module(package, name)


@functools.cache
def _module(package: str, name: str) -> types.ModuleType:
    made = types.ModuleType(f"{package}.{name}")
    for class_, entry in maker.table(package)[name].items():
        attributes = entry.get("attributes")
        arguments = frozenset(entry["arguments"])
        if attributes is None:
            setattr(made, class_, functools.partial(_struct, f"{name}.{class_}", arguments))
        else:
            setattr(made, class_, _resource_class(made.__name__, name, class_, arguments, attributes))
    return made


def _struct(name: str, known: frozenset[str], /, **values: Any) -> Struct:
    _require_known(name, known, values)
    return Struct(values)


def _resource_class(
    package: str, module_: str, class_: str, known: frozenset[str], attributes: Mapping[str, bool]
) -> type:
    base: type = TerraformResource
    if module_ == "provider":
        base = TerraformProvider
    elif module_.startswith("data_azurerm_"):
        base = TerraformDataSource

    def begin(
        self: Any, scope: Construct, id_: str, /, *, depends_on: Sequence[Construct] | None = None, **arguments: Any
    ) -> None:
        _require_known(class_, known, arguments)
        _make(self, scope, module_, class_, id_, _in_camel_case(arguments), depends_on or ())

    members = {name: property(functools.partial(_read, name, is_text)) for name, is_text in attributes.items()}
    return type(class_, (base,), {**members, "__init__": begin, "__module__": package})


def _read(name: str, is_text: bool, resource: Any) -> str:
    if not is_text or not hasattr(resource, "reference"):
        raise NotRecordedError(f"{name} would have to be asked of Node, which is sent data and not asked")
    return str(resource.reference(name))


def _require_known(name: str, known: frozenset[str], arguments: Mapping[str, object]) -> None:
    if not arguments.keys() <= known:
        raise TypeError(f"{name} has no arguments {sorted(arguments.keys() - known)}")


def _in_camel_case(arguments: Mapping[str, Any]) -> dict[str, Any]:
    return {camel_case(name): value for name, value in arguments.items() if value is not None}


@functools.cache
def camel_case(name: str) -> str:
    """The name of an argument in Node."""
    first, *others = name.split("_")
    return first + "".join(other[:1].upper() + other[1:] for other in others)
