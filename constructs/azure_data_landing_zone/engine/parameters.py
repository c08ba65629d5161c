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
import math
import types
import typing
from collections.abc import Callable, Iterator, Mapping
from typing import Annotated, Any

from ..azure.ids import ResourceId
from ..errors import AdlzError
from . import literals
from .framework import Construct, ITerraformDependable
from .kinds import Kind, has, is_later, terraform_type

_LIBRARY = __name__.partition(".")[0]
#: Numbers that stand for a value of Terraform are floats.
_NUMBERS = (int, float)
#: Required text that Azure lets be empty.
_MAY_BE_EMPTY = ("description", "notes")
_UNIONS = (typing.Union, types.UnionType)
#: Whose dataclasses are checked field by field; those of a configuration are by the configuration's models.
_CHECKED = tuple(f"{_LIBRARY}.{room}." for room in ("azure", "engine", "resources", "patterns"))
#: Types of single values of Terraform.
_DATA = (str, int, float, bool)
_WORDS: dict[object, str] = {
    str: "text",
    int: "a whole number",
    float: "a number",
    bool: "True or False",
    type(None): "None",
    ITerraformDependable: "a construct, such as a resource",
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


def objection_to(function: Callable[..., object], arguments: Mapping[str, object]) -> str:
    """Compares arguments with the types of a function's parameters.

    Args:
        function: the function.
        arguments: its arguments by name. Names that it does not have are left to Python.

    Returns:
        What is wrong in an argument, and what is allowed; empty if nothing is wrong.
    """
    hints, required = _hints(function)
    for name, value in arguments.items():
        if name not in hints:
            continue
        problem = _problem(name, value, hints[name], arguments)
        if problem is None and isinstance(value, str) and not value and name in required:
            problem = _Problem(name, value, "text, not empty")
        if problem is not None:
            return str(problem)
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


@functools.cache
def _fields(kind: type) -> dict[str, Any]:
    """The types of the fields of a dataclass."""
    return typing.get_type_hints(kind, include_extras=True)


@dataclasses.dataclass(frozen=True)
class _Problem:
    """A value that is of the wrong kind.

    Attributes:
        path: where it stands, such as `rules[0].ports`.
        value: the value.
        hint: the type that it does not have, or what is allowed as text.
    """

    path: str
    value: object
    hint: Any

    def __str__(self) -> str:
        return f"{self.path} is {_given(self.value)}, allowed: {_allowed(self.hint)}{_advice(self.value, self.hint)}"


def _problem(path: str, value: object, hint: Any, arguments: Mapping[str, object]) -> _Problem | None:
    """What is of the wrong kind in a value, or the value itself; None if nothing is. Kinds not known here fit."""
    origin, inner = typing.get_origin(hint), typing.get_args(hint)
    if origin is Annotated:
        rules = [rule for rule in inner[1:] if hasattr(rule, "objection_to")]
        if refused := next(filter(None, (rule.objection_to(value, arguments) for rule in rules)), ""):
            return _Problem(path, value, refused)
        # What is of a kind needs to be nothing else.
        hint = type(value) if any(isinstance(rule, Kind) for rule in rules) else inner[0]
        return _problem(path, value, hint, arguments)
    if origin in _UNIONS:
        problems = [_problem(path, value, one, arguments) for one in inner]
        if None in problems:
            return None
        return next((one for one in problems if one and one.path != path), _Problem(path, value, hint))
    if not _fits(value, hint, origin, inner):
        return _Problem(path, value, hint)
    return next(filter(None, (_problem(*part, arguments) for part in _parts(path, value, origin, inner))), None)


def _fits(value: object, hint: Any, origin: Any, inner: tuple[Any, ...]) -> bool:
    """Whether a value is of a kind, without what is in it."""
    if hint is Any or hint is object or typing.is_typeddict(hint) or isinstance(hint, typing.ForwardRef):
        return True
    if getattr(hint, "_is_protocol", False):
        return not isinstance(value, type) and all(has(value, name) for name in _members(hint))
    if (hint in _DATA or origin is not None) and _is_resolvable(value):
        return True
    if isinstance(hint, enum.EnumMeta) and isinstance(value, str):
        return value in list(hint)
    if origin is typing.Literal:
        return value in inner or (isinstance(value, str) and "${" in value)
    if hint in _NUMBERS:
        return isinstance(value, _NUMBERS) and not isinstance(value, bool) and _fits_number(value, hint)
    if origin == collections.abc.Callable:
        return callable(value)
    if origin is not None:
        # A list does for a tuple.
        return not isinstance(value, str | bytes) and isinstance(value, (list, tuple) if origin is tuple else origin)
    return isinstance(value, hint) if isinstance(hint, type) else True


def _fits_number(value: float, hint: Any) -> bool:
    """Whole numbers count something everywhere here, so they are not negative."""
    return is_later(value) or (math.isfinite(value) if hint is float else value >= 0 and value == int(value))


def _parts(path: str, value: Any, origin: Any, inner: tuple[Any, ...]) -> Iterator[tuple[str, object, Any]]:
    """What is in a value, with its place and its type: items of lists and mappings, fields of our dataclasses."""
    kind: Any = type(value)
    if hasattr(kind, "__dataclass_fields__") and kind.__module__.startswith(_CHECKED):
        for name, hint in _fields(kind).items():
            yield f"{path}.{name}", getattr(value, name), hint
    elif not isinstance(origin, type) or not isinstance(value, collections.abc.Collection):
        return
    elif issubclass(origin, collections.abc.Mapping) and isinstance(value, collections.abc.Mapping):
        for key, item in value.items():
            yield f"the key {key!r} of {path}", key, inner[0]
            yield f"{path}[{key!r}]", item, inner[1]
    elif issubclass(origin, collections.abc.Sequence) and isinstance(value, collections.abc.Sequence):
        hints = inner if origin is tuple and inner[-1] is not Ellipsis else (inner[0],) * len(value)
        for index, (item, hint) in enumerate(zip(value, hints, strict=False)):
            yield f"{path}[{index}]", item, hint


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
    if isinstance(hint, str):
        return hint
    if origin is Annotated:
        return next((rule.allowed for rule in inner[1:] if isinstance(rule, Kind)), None) or _allowed(inner[0])
    if hint in _WORDS:
        return _WORDS[hint]
    if _is_anything(hint):
        return "a value of JSON"
    if origin in _UNIONS:
        return " or ".join(dict.fromkeys(map(_allowed, inner)))
    if origin is typing.Literal:
        return ", ".join(map(repr, inner))
    if isinstance(hint, enum.EnumMeta):
        return ", ".join(map(str, hint))
    if origin == collections.abc.Callable:
        return "a function"
    if isinstance(origin, type) and inner:
        many, item = ("a mapping", inner[1]) if issubclass(origin, collections.abc.Mapping) else ("a list", inner[0])
        return many if _is_anything(item) else f"{many} of {_allowed(item)}"
    said = (inspect.getdoc(hint) or "").partition("\n")[0].rstrip(".").replace("`", "")
    if said and getattr(hint, "_is_protocol", False):
        return f"{said[:1].lower()}{said[1:]}"  # Nobody can make one of it, so its name is of no use.
    name: str = getattr(hint, "__name__", str(hint))
    return f"{name} ({said[:1].lower()}{said[1:]})" if said else name


def _is_anything(hint: Any) -> bool:
    """Whether a type is any value, or any value of JSON."""
    is_json = typing.get_origin(hint) in _UNIONS and "ForwardRef" in str(hint)
    return hint is Any or hint is object or is_json


def _advice(value: object, hint: Any) -> str:
    """What to do about a value that is of the wrong kind."""
    kinds = typing.get_args(hint) if typing.get_origin(hint) in _UNIONS else (hint,)
    for one in () if _is_anything(hint) else kinds:
        origin, inner = typing.get_origin(one), typing.get_args(one)
        if not isinstance(origin, type) or not inner:
            continue
        if issubclass(origin, collections.abc.Mapping):
            if isinstance(value, str) and _is_anything(inner[1]):
                return "; read JSON from text with json.loads"
        elif _problem("", value, inner[0], {}) is None:
            return f"; put it into a list{f': [{value!r}]' if isinstance(value, str | int) else ''}"
    return ""
