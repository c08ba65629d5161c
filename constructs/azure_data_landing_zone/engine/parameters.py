"""Arguments of constructs are compared with their types when a program of a consumer calls a constructor.

Otherwise a value of the wrong kind fails far from the call, or only in Terraform. Our own stacks are left out: their
arguments are typed and checked by mypy, and there are thousands of calls.
"""

from __future__ import annotations

import collections.abc
import enum
import functools
import inspect
import types
import typing
from collections.abc import Callable
from typing import Any

from ..errors import AdlzError
from . import literals

_LIBRARY = __name__.partition(".")[0]
#: Numbers that stand for a value of Terraform are floats.
_NUMBERS = (int, float)
_WORDS: dict[object, str] = {
    str: "text",
    int: "a whole number",
    float: "a number",
    bool: "True or False",
    type(None): "None",
}


class ArgumentError(AdlzError, TypeError):
    """An argument of a construct is of the wrong kind."""


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
            check(f"{name} {id_!r}", constructor, arguments)
        constructor(self, scope, id_, *further, **arguments)

    return checked


def check(where: str, function: Callable[..., object], arguments: collections.abc.Mapping[str, object]) -> None:
    """Compares arguments with the types of a function's parameters.

    Args:
        where: what the message begins with, such as `KeyVault 'vault'`.
        function: the function.
        arguments: its arguments by name. Names that it does not have are left to Python.

    Raises:
        ArgumentError: an argument is of the wrong kind.
    """
    hints = _hints(function)
    for name, value in arguments.items():
        if name in hints and not _fits(value, hints[name]):
            raise ArgumentError(f"{where}: {name} is {_given(value)}, allowed: {_allowed(hints[name])}")


@functools.cache
def _hints(function: Callable[..., object]) -> dict[str, Any]:
    """The types of the parameters that are given by name."""
    given = typing.get_type_hints(function)
    hints: dict[str, Any] = {}
    for name, parameter in inspect.signature(function).parameters.items():
        hint = given.get(name, Any)
        if typing.get_origin(hint) is typing.Unpack:
            hints |= typing.get_type_hints(typing.get_args(hint)[0])
        elif parameter.kind is inspect.Parameter.KEYWORD_ONLY:
            hints[name] = hint
    return hints


def _fits(value: object, hint: Any) -> bool:
    """Whether a value is of a kind. Kinds that are not known here fit."""
    origin, inner = typing.get_origin(hint), typing.get_args(hint)
    if hint is Any or hint is object or typing.is_typeddict(hint) or isinstance(hint, typing.ForwardRef):
        return True
    if origin in (typing.Union, types.UnionType):
        return any(_fits(value, one) for one in inner)
    if getattr(hint, "_is_protocol", False):
        return all(_has(value, name) for name in _members(hint))
    if (hint in _WORDS and hint is not type(None)) or origin is not None:
        return _is_resolvable(value) or _fits_data(value, hint, origin, inner)
    if isinstance(hint, enum.EnumMeta) and isinstance(value, str):
        return value in list(hint)
    return isinstance(value, hint) if isinstance(hint, type) else True


def _fits_data(value: object, hint: Any, origin: Any, inner: tuple[Any, ...]) -> bool:
    if origin is typing.Literal:
        return value in inner or (isinstance(value, str) and "${" in value)
    if hint in _NUMBERS:
        return isinstance(value, _NUMBERS) and not isinstance(value, bool)
    if origin is None:
        return isinstance(value, hint)
    if origin == collections.abc.Callable:
        return callable(value)
    if isinstance(value, str) or not isinstance(value, origin):
        return False
    if isinstance(value, collections.abc.Mapping):
        key, item = inner
        return all(_fits(one, key) and _fits(other, item) for one, other in value.items())
    if origin is tuple or not isinstance(value, collections.abc.Collection):
        return True
    return all(_fits(one, inner[0]) for one in value)


def _is_resolvable(value: object) -> bool:
    """Whether the framework finds the value when it writes the stack."""
    return _has(value, "resolve") and _has(value, "creation_stack")


def _has(value: object, name: str) -> bool:
    # Looking without asking: a property of a construct may be a question to Node.
    missing = object()
    return inspect.getattr_static(value, name, missing) is not missing


@functools.cache
def _members(protocol: type) -> frozenset[str]:
    bases = [base for base in protocol.__mro__ if getattr(base, "_is_protocol", False)]
    names = (name for base in bases for name in (*vars(base), *vars(base).get("__annotations__", {})))
    return frozenset(name for name in names if not name.startswith("_"))


def _given(value: object) -> str:
    if value is None or isinstance(value, str | int | float):
        return f"{value!r} ({type(value).__name__})"
    return f"a value of the class {type(value).__name__}"


def _allowed(hint: Any) -> str:
    origin, inner = typing.get_origin(hint), typing.get_args(hint)
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
        return f"{many} of {_allowed(inner[-1])}"
    name: str = getattr(hint, "__name__", str(hint))
    said = (inspect.getdoc(hint) or "").partition("\n")[0].rstrip(".")
    return f"{name} ({said[:1].lower()}{said[1:]})" if said else name
