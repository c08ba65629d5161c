"""Arguments of constructs are compared with their types when a program of a consumer calls a constructor.

Otherwise a value of the wrong kind fails far from the call, or only in Terraform. Our own stacks are left out: their
arguments are typed and checked by mypy, and there are thousands of calls.
"""

from __future__ import annotations

import collections.abc
import dataclasses
import enum
import functools
import inspect
import itertools
import math
import types
import typing
from collections.abc import Callable, Iterator, Mapping
from typing import Annotated, Any, NamedTuple

from ..azure.ids import ResourceId
from ..errors import AdlzError
from . import literals
from .framework import Construct
from .kinds import Kind, PrivateLink, has, is_later, terraform_type

_LIBRARY = __name__.partition(".")[0]
#: What these modules make is checked when it is made.
_CONFIG = f"{_LIBRARY}.config"
#: Numbers that stand for a value of Terraform are floats.
_NUMBERS = (int, float)
#: Required text that Azure lets be empty.
_MAY_BE_EMPTY = ("description", "notes")
_WORDS: dict[object, str] = {
    str: "text",
    int: "a whole number",
    float: "a number",
    bool: "True or False",
    type(None): "None",
}


class ArgumentError(AdlzError, TypeError, ValueError):
    """An argument of a construct is of the wrong kind, or a value that is not allowed."""


class Checked:
    """Base of constructs of this library whose constructors compare their arguments with their types."""

    def __init_subclass__(cls, **named: Any) -> None:
        super().__init_subclass__(**named)
        constructor = vars(cls).get("__init__")
        if inspect.isfunction(constructor) and cls.__module__.startswith(f"{_LIBRARY}."):
            type.__setattr__(cls, "__init__", _checked(cls.__name__, constructor))


def _checked(name: str, constructor: Callable[..., None]) -> Callable[..., None]:
    @functools.wraps(constructor)
    def checked(self: Any, scope: Any, id_: Any, /, *further: Any, **arguments: Any) -> None:
        if not literals.is_literal():
            if not isinstance(scope, Construct):
                raise ArgumentError(f"{name} {id_!r}: the scope is {_given(scope)}, allowed: a construct, as a stack")
            if not id_ or not isinstance(id_, str):
                raise ArgumentError(f"{name} in {place(scope)}: the id is {_given(id_)}, allowed: text, not empty")
            if objection := objection_to(constructor, arguments):
                raise ArgumentError(f"{name} {place(scope, id_)}: {objection}")
        constructor(self, scope, id_, *further, **arguments)

    return checked


def place(scope: Construct, id_: str = "") -> str:
    """The path of a construct in its app, for messages; of what is made in `scope` if `id_` is given."""
    return repr("/".join(filter(None, (scope.node.path, id_))))


class _Misfit(NamedTuple):
    """A value of the wrong kind, inside of an argument or the argument itself."""

    path: str
    value: object
    allowed: str


def objection_to(function: Callable[..., object], arguments: Mapping[str, object]) -> str:
    """Compares arguments with the types of a function's parameters.

    Args:
        function: the function.
        arguments: its arguments by name. Names that it does not have are left to Python.

    Returns:
        What is wrong and what is allowed, as a sentence; empty if nothing is wrong.
    """
    hints, required = _hints(function)
    for name, value in arguments.items():
        if name not in hints:
            continue
        misfit = _misfit(name, value, hints[name], arguments)
        if misfit is None and isinstance(value, str) and not value and name in required:
            misfit = _Misfit(name, value, "text, not empty")
        if misfit is not None:
            return f"{misfit.path} is {_given(misfit.value)}, allowed: {misfit.allowed}"
    return ""


@functools.cache
def _hints(function: Callable[..., object]) -> tuple[dict[str, Any], frozenset[str]]:
    """The types of the parameters that are given by name, and which of them are never empty."""
    given = typing.get_type_hints(function, include_extras=True)
    hints: dict[str, Any] = {}
    required = set()
    for name, parameter in inspect.signature(function).parameters.items():
        hint = given.get(name, Any)
        if typing.get_origin(hint) is typing.Unpack:
            hints |= typing.get_type_hints(typing.get_args(hint)[0], include_extras=True)
        elif parameter.kind is inspect.Parameter.KEYWORD_ONLY:
            hints[name] = hint
            if parameter.default is parameter.empty and name not in _MAY_BE_EMPTY:
                required.add(name)
    return hints, frozenset(required)


def _misfit(path: str, value: object, hint: Any, arguments: Mapping[str, object]) -> _Misfit | None:
    """The first value of the wrong kind. Kinds that are not known here fit."""
    origin, inner = typing.get_origin(hint), typing.get_args(hint)
    if origin is Annotated:
        rules = [rule for rule in inner[1:] if hasattr(rule, "fits")]
        wrong = next((rule for rule in rules if not rule.fits(value, arguments)), None)
        if isinstance(wrong, PrivateLink):
            return _Misfit(path, value, f"{wrong.allowed}: {', '.join(wrong.of(arguments))}")
        if wrong is not None:
            return _Misfit(path, value, wrong.allowed)
        # What is of a kind needs to be nothing else.
        return None if any(isinstance(rule, Kind) for rule in rules) else _misfit(path, value, inner[0], arguments)
    if origin in (typing.Union, types.UnionType):
        misfits = [_misfit(path, value, one, arguments) for one in inner]
        if None in misfits:
            return None
        inside = next((misfit for misfit in misfits if misfit is not None and misfit.path != path), None)
        return inside or _Misfit(path, value, _allowed(hint))
    if not _fits(value, hint, origin, inner):
        return _Misfit(path, value, _allowed(hint))
    parts = () if _is_resolvable(value) else _parts(path, value, hint, inner)
    return next((misfit for part in parts if (misfit := _misfit(*part, arguments)) is not None), None)


def _fits(value: object, hint: Any, origin: Any, inner: tuple[Any, ...]) -> bool:
    """Whether a value is of a kind, whatever it contains."""
    if hint is Any or hint is object or typing.is_typeddict(hint) or isinstance(hint, typing.ForwardRef):
        return True
    if getattr(hint, "_is_protocol", False):
        return not isinstance(value, type) and all(has(value, name) for name in _members(hint))
    if (hint in _WORDS and hint is not type(None)) or origin is not None:
        return _is_resolvable(value) or _fits_data(value, hint, origin, inner)
    if isinstance(hint, enum.EnumMeta) and isinstance(value, str):
        return value in list(hint)
    return isinstance(value, hint) if isinstance(hint, type) else True


def _fits_data(value: object, hint: Any, origin: Any, inner: tuple[Any, ...]) -> bool:
    if origin is typing.Literal:
        return value in inner or (isinstance(value, str) and "${" in value)
    if hint in _NUMBERS:
        return isinstance(value, _NUMBERS) and not isinstance(value, bool) and _fits_number(value, hint)
    if origin is None:
        return isinstance(value, hint)
    if origin == collections.abc.Callable:
        return callable(value)
    if origin is tuple:
        return isinstance(value, tuple | list) and (Ellipsis in inner or len(value) == len(inner))
    return isinstance(value, origin) and not isinstance(value, str | bytes)


def _fits_number(value: float, hint: Any) -> bool:
    """Whole numbers count something everywhere here, so they are not negative."""
    return is_later(value) or (math.isfinite(value) if hint is float else value >= 0 and value == int(value))


def _parts(path: str, value: object, hint: Any, inner: tuple[Any, ...]) -> Iterator[tuple[str, object, Any]]:
    """The values inside of a value that fits, each with its path and its kind."""
    if isinstance(value, Mapping) and len(inner) == 2:
        for key, item in value.items():
            yield f"{path}: a key", key, inner[0]
            yield f"{path}[{key!r}]", item, inner[1]
    elif isinstance(value, collections.abc.Collection) and not isinstance(value, str) and inner:
        kinds = itertools.repeat(inner[0]) if len(inner) == 1 or Ellipsis in inner else inner
        for number, (item, kind) in enumerate(zip(value, kinds, strict=False)):
            yield f"{path}[{number}]", item, kind
    elif isinstance(hint, type) and dataclasses.is_dataclass(hint) and not hint.__module__.startswith(_CONFIG):
        for name, kind in _fields(hint).items():
            yield f"{path}.{name}", getattr(value, name), kind


@functools.cache
def _fields(class_: type) -> dict[str, Any]:
    """The types of the fields of a dataclass."""
    return typing.get_type_hints(class_, include_extras=True)


def _is_resolvable(value: object) -> bool:
    """Whether the framework finds the value when it writes the stack."""
    return has(value, "resolve") and has(value, "creation_stack")


@functools.cache
def _members(protocol: type) -> frozenset[str]:
    bases = [base for base in protocol.__mro__ if getattr(base, "_is_protocol", False)]
    names = (name for base in bases for name in (*vars(base), *vars(base).get("__annotations__", {})))
    return frozenset(name for name in names if not name.startswith("_"))


def _given(value: object) -> str:
    if value is None or isinstance(value, str | int | float):
        return f"{value!r} ({type(value).__name__})"
    if isinstance(value, ResourceId):
        return f"the id of a {value.type}"
    if isinstance(value, Construct) and (type_ := terraform_type(value)):
        return f"the {type(value).__name__} {place(value)} ({type_})"
    return f"a value of the class {type(value).__name__}"


def _allowed(hint: Any) -> str:
    origin, inner = typing.get_origin(hint), typing.get_args(hint)
    if origin is Annotated:
        kind = next((rule for rule in inner[1:] if isinstance(rule, Kind)), None)
        return _allowed(inner[0]) if kind is None else kind.allowed
    if hint in _WORDS:
        return _WORDS[hint]
    if origin in (typing.Union, types.UnionType):
        return " or ".join(dict.fromkeys(map(_allowed, inner)))
    if origin is typing.Literal:
        return ", ".join(map(repr, inner))
    if isinstance(hint, enum.EnumMeta):
        return ", ".join(map(str, hint))
    if origin == collections.abc.Callable:
        return "a function"
    if isinstance(origin, type) and inner:
        many = "a mapping" if issubclass(origin, collections.abc.Mapping) else "a list"
        return f"{many} of {_allowed(next(one for one in reversed(inner) if one is not Ellipsis))}"
    name: str = getattr(hint, "__name__", str(hint))
    said = (inspect.getdoc(hint) or "").partition("\n")[0].rstrip(".")
    return f"{name} ({said[:1].lower()}{said[1:]})" if said else name
