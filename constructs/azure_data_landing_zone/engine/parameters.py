"""Arguments of constructs are compared with their types when a program of a consumer calls a constructor.

Otherwise a value of the wrong kind fails far from the call, or only in Terraform. Our own stacks are left out: their
arguments are typed and checked by mypy, and there are thousands of calls.
"""

from __future__ import annotations

import collections.abc
import dataclasses
import difflib
import enum
import functools
import inspect
import math
import types
import typing
from collections.abc import Callable, Iterator, Mapping
from typing import Annotated, Any, TypeAlias, TypeVar

from .. import templates
from ..azure.ids import ResourceId
from ..errors import AdlzError
from . import literals
from .either import AnyResolvable
from .framework import Construct, ITerraformDependable
from .kinds import AZURE_TYPE, Kind, has, is_later, terraform_type

_LIBRARY = __name__.partition(".")[0]
#: Required text that Azure lets be empty.
_MAY_BE_EMPTY = ("description", "notes")
_T = TypeVar("_T")
_KNOWN = "known before Terraform runs"
#: A value that a construct looks at, so that it cannot be one that Terraform knows only when it runs.
Known: TypeAlias = Annotated[_T, _KNOWN]
#: What begins an item of a list, or a key of a mapping, that the framework writes where Terraform knows the whole only
#: later (`tokens/private/encoding.ts` of cdktf 0.21, read 2026-11-27).
_ITEM_TOKEN, _KEY_TOKEN = "#{TfToken[", "&{TfToken["
_UNIONS = (typing.Union, types.UnionType)
#: Whose dataclasses are checked field by field; those of a configuration are by the configuration's models.
_CHECKED = tuple(f"{_LIBRARY}.{room}." for room in ("azure", "engine", "resources", "patterns"))
#: The functions of the framework that make a value of a type from one that Terraform knows later.
_TOKENS: Mapping[object, str] = {str: "as_string", int: "as_number", float: "as_number", AnyResolvable: "as_any"}
_WORDS: dict[object, str] = {
    str: "text",
    int: "a whole number from 0 upwards",
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
    def checked(self: Any, /, *places: Any, **arguments: Any) -> None:
        if not literals.is_literal():
            if len(places) != 2:
                raise ArgumentError(
                    f"{name}: {len(places)} arguments without a keyword, allowed: two, as in {name}(stack, 'id', ...)"
                )
            scope, id_ = places
            if not isinstance(scope, Construct):
                raise ArgumentError(f"{name} {id_!r}: the scope is {_given(scope)}, allowed: a construct, as a stack")
            if not id_ or not isinstance(id_, str):
                raise ArgumentError(f"{name} in {place(scope)}: the id is {_given(id_)}, allowed: text, not empty")
            if objection := _unknown_keyword(constructor, arguments) or objection_to(constructor, arguments):
                raise ArgumentError(f"{name} {place(scope, id_)}: {objection}")
            if missing := [repr(keyword) for keyword in _keywords(constructor)[1] if keyword not in arguments]:
                raise ArgumentError(f"{name} {place(scope, id_)}: add the required keywords {', '.join(missing)}")
        constructor(self, *places, **arguments)

    return checked


def place(scope: Construct, id_: str = "") -> str:
    """The path of a construct in its app, for messages; of what is made in `scope` if `id_` is given."""
    return repr("/".join(filter(None, (scope.node.path, id_))))


@functools.cache
def _keywords(function: Callable[..., object]) -> tuple[tuple[str, ...] | None, tuple[str, ...]]:
    """The keywords that a function takes, None if it takes any; and those of them that it requires."""
    named = inspect.signature(function).parameters.values()
    kinds = typing.get_type_hints(function)
    is_open = any(
        one.kind is inspect.Parameter.VAR_KEYWORD and typing.get_origin(kinds.get(one.name)) is not typing.Unpack
        for one in named
    )
    required = (one.name for one in named if one.kind is inspect.Parameter.KEYWORD_ONLY and one.default is one.empty)
    return None if is_open else tuple(_hints(function)[0]), tuple(required)


def _unknown_keyword(function: Callable[..., object], arguments: Mapping[str, object]) -> str:
    """What is wrong with the names of a function's arguments; empty if nothing is."""
    known = _keywords(function)[0]
    wrong = next((name for name in arguments if known is not None and name not in known), None)
    if wrong is None or known is None:
        return ""
    similar = difflib.get_close_matches(wrong, known, 1)
    return f"there is no keyword {wrong!r}" + (
        f"; did you mean {similar[0]!r}?" if similar else f", allowed: {', '.join(sorted(known))}"
    )


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
        kind = type(value) if any(isinstance(rule, Kind) for rule in rules) else inner[0]
        unknown = _KNOWN in inner[1:] and _is_unknown(value)
        return _problem(path, value, kind, arguments) or (_Problem(path, value, hint) if unknown else None)
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
    if hint is AnyResolvable:
        return _is_resolvable(value)
    if getattr(hint, "_is_protocol", False):
        return not isinstance(value, type) and all(has(value, name) for name in _members(hint))
    if isinstance(hint, enum.EnumMeta) and isinstance(value, str):
        return value in list(hint) or _is_unknown(value)
    if origin is typing.Literal:
        same = (isinstance(value, type(one)) and not isinstance(value, bool) and value == one for one in inner)
        return any(same) or (_is_unknown(value) and isinstance(value, str if isinstance(inner[0], str) else float))
    if hint is str:
        return isinstance(value, str) and not value.startswith(_ITEM_TOKEN)
    if hint is int or hint is float:
        return isinstance(value, int | float) and not isinstance(value, bool) and _fits_number(value, hint)
    if origin == collections.abc.Callable:
        return callable(value)
    if origin is not None:
        if origin is tuple:  # A list does as well, but not one of Terraform: its length counts.
            return isinstance(value, list | tuple) and not _is_unknown(value)
        return not isinstance(value, str | bytes) and isinstance(value, origin)
    return isinstance(value, hint) if isinstance(hint, type) else True


def _fits_number(value: float, hint: Any) -> bool:
    """Whole numbers count something everywhere here, so they are not negative."""
    return is_later(value) or (math.isfinite(value) if hint is float else isinstance(value, int) and value >= 0)


def _parts(path: str, value: Any, origin: Any, inner: tuple[Any, ...]) -> Iterator[tuple[str, object, Any]]:
    """What is in a value, with its place and its type: items of lists and mappings, fields of our dataclasses."""
    kind: Any = type(value)
    if hasattr(kind, "__dataclass_fields__") and kind.__module__.startswith(_CHECKED):
        for name, hint in _fields(kind).items():
            yield f"{path}.{name}", getattr(value, name), hint
    elif not isinstance(origin, type) or not isinstance(value, collections.abc.Collection) or _is_unknown(value):
        return
    elif issubclass(origin, Mapping) and isinstance(value, Mapping):
        for key, item in value.items():
            yield f"the key {key!r} of {path}", key, inner[0]
            yield f"{path}[{key!r}]", item, inner[1]
    elif issubclass(origin, collections.abc.Sequence) and isinstance(value, collections.abc.Sequence):
        hints = inner if origin is tuple and inner[-1] is not Ellipsis else (inner[0],) * len(value)
        for index, (item, hint) in enumerate(zip(value, hints, strict=False)):
            yield f"{path}[{index}]", item, hint


def _is_unknown(value: object) -> bool:
    """Whether a value is known to Terraform only when it runs; not whether a single item of a list is."""
    if isinstance(value, str):
        return templates.is_evaluated(value)
    if isinstance(value, float):
        return is_later(value)
    if isinstance(value, list | tuple | dict):
        return any(isinstance(item, str) and item.startswith((_ITEM_TOKEN, _KEY_TOKEN)) for item in value)
    return _is_resolvable(value)


def _is_resolvable(value: object) -> bool:
    """Whether a value is an object that the framework resolves when it writes the stack."""
    # What a function of the framework returns as any value or by an interface is an object of a class of jsii.
    delegates = inspect.getattr_static(value, "_delegates", None)
    return isinstance(delegates, list) or (has(value, "resolve") and has(value, "creation_stack"))


@functools.cache
def _members(protocol: type) -> frozenset[str]:
    bases = [base for base in protocol.__mro__ if getattr(base, "_is_protocol", False)]
    names = (name for base in bases for name in (*vars(base), *vars(base).get("__annotations__", {})))
    return frozenset(name for name in names if not name.startswith("_"))


def _given(value: object) -> str:
    if not isinstance(value, str) and _is_unknown(value):
        return "a value that Terraform knows only when it runs"
    if value is None or isinstance(value, str | int | float):
        return f"{value!r} ({type(value).__name__})"
    if isinstance(value, ResourceId):
        return f"the id of a {value.type}"
    if isinstance(value, Construct) and (type_ := terraform_type(value)):
        return f"the {type(value).__name__} {place(value)} ({type_})"
    if type_ := getattr(value, AZURE_TYPE, ""):
        return f"a {type(value).__name__} of a {type_}"
    return f"a value of the class {type(value).__name__}"


def _allowed(hint: Any) -> str:
    origin, inner = typing.get_origin(hint), typing.get_args(hint)
    if isinstance(hint, str):
        return hint
    if origin is Annotated:
        kind = next((rule.allowed for rule in inner[1:] if isinstance(rule, Kind)), None) or _allowed(inner[0])
        return f"{kind}, {_KNOWN}" if _KNOWN in inner[1:] else kind
    if hint in _WORDS:
        return _WORDS[hint]
    if _is_anything(hint):
        return "a value of JSON"
    if origin in _UNIONS:
        return " or ".join(dict.fromkeys(_allowed(one) for one in inner if one is not AnyResolvable))
    if origin is typing.Literal:
        return ", ".join(map(repr, inner))
    if isinstance(hint, enum.EnumMeta):
        return ", ".join(map(str, hint))
    if origin == collections.abc.Callable:
        return "a function"
    if isinstance(origin, type) and inner:
        many, item = ("a mapping", inner[1]) if issubclass(origin, Mapping) else ("a list", inner[0])
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
    if isinstance(value, str) and value.startswith(_ITEM_TOKEN):
        return "; take an item of a list of Terraform with Fn.element"
    if _is_unknown(value):
        if token := next(filter(None, map(_token, kinds)), ""):
            return f"; make it with Token.{token}"
        return f", {_KNOWN}" if hint is bool or typing.get_origin(hint) is tuple else ""
    for one in () if _is_anything(hint) else kinds:
        origin, inner = typing.get_origin(one), typing.get_args(one)
        if not isinstance(origin, type) or not inner:
            continue
        if issubclass(origin, Mapping):
            if isinstance(value, str) and _is_anything(inner[1]):
                return "; read JSON from text with json.loads"
        elif _problem("", value, inner[0], {}) is None:
            return f"; put it into a list{f': [{value!r}]' if isinstance(value, str | int) else ''}"
    return ""


def _token(hint: Any) -> str:
    """The function of the framework's `Token` whose value fits a type; empty if there is none."""
    origin, inner = typing.get_origin(hint), typing.get_args(hint)
    if origin is typing.Literal:
        return _TOKENS[type(inner[0])]
    if isinstance(origin, type) and issubclass(origin, Mapping | collections.abc.Sequence) and origin is not tuple:
        return "as_string_map" if issubclass(origin, Mapping) else "as_list"
    return _TOKENS.get(hint, "")
