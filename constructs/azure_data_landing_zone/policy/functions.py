"""The template functions that need nothing but their arguments.

https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions
"""

from __future__ import annotations

import base64
import functools
import ipaddress
import json
import operator as op
import re
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from types import MappingProxyType
from typing import TypeAlias
from urllib.parse import quote, unquote, urljoin

from . import lenient_json
from .values import MISSING, Failure, Missing, Tags, Unknown, Value, lookup, undecided

#: A function of a template; it gets the values of its arguments.
Function: TypeAlias = Callable[[Sequence[Value]], Value]

_LONGEST = 131072
_ITEMS = 32768


class _WrongError(Exception):
    """An argument that the function cannot work with; becomes a `Failure`."""


def call(name: str, arguments: Sequence[Value]) -> Value:
    """The value of a function; unknown if an argument is or if there is no such function here."""
    function_ = _functions().get(name.lower())
    if function_ is None:
        return Unknown(f"the function {name} is not supported")
    function, shallow = function_
    for argument in arguments:
        open_ = argument if isinstance(argument, (Unknown, Failure)) else None if shallow else undecided(argument)
        if open_ is not None:
            return _partly_known(name.lower(), arguments, open_)
    try:
        result = function(arguments)
    except _WrongError as wrong:
        return Failure(f"{name}: {wrong}")
    except (ValueError, TypeError, IndexError, ArithmeticError, KeyError, MemoryError) as error:
        return Failure(f"{name}: {error or type(error).__name__}")
    if isinstance(result, str) and len(result) > _LONGEST:
        return Failure(f"{name}: the text is longer than Azure allows")
    return result


def supported(name: str) -> bool:
    """Whether the function can be calculated from its arguments."""
    return name.lower() in _functions()


def _partly_known(name: str, arguments: Sequence[Value], open_: Unknown | Failure) -> Value:
    if name == "empty" and isinstance(open_, Unknown) and open_.present:
        return False
    if isinstance(open_, Failure):
        return open_
    kept = name == "concat" and any(argument for argument in arguments if isinstance(argument, str))
    same = name in {"tolower", "toupper", "string"} and open_.present
    return Unknown(open_.reason, present=kept or same, general=open_.general)


def _one(arguments: Sequence[Value]) -> Value:
    if len(arguments) != 1:
        raise _WrongError(f"expects one argument, got {len(arguments)}")
    return arguments[0]


def _str(value: Value) -> str:
    if not isinstance(value, str):
        raise _WrongError(f"expects text, got {_kind(value)}")
    return value


def _int(value: Value) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise _WrongError(f"expects a whole number, got {_kind(value)}")
    return value


def _bool(value: Value) -> bool:
    if not isinstance(value, bool):
        raise _WrongError(f"expects true or false, got {_kind(value)}")
    return value


def _list(value: Value) -> list[Value]:
    if isinstance(value, str) or not isinstance(value, Sequence):
        raise _WrongError(f"expects an array, got {_kind(value)}")
    return list(value)


def _object(value: Value) -> Mapping[str, Value]:
    if not isinstance(value, Mapping):
        raise _WrongError(f"expects an object, got {_kind(value)}")
    return value


def _kind(value: Value) -> str:
    if value is None or isinstance(value, Missing):
        return "nothing"
    if isinstance(value, bool):
        return "true or false"
    if isinstance(value, str):
        return f"the text {value!r}" if value else "an empty text"
    if isinstance(value, (int, float)):
        return f"the number {value}"
    return "an object" if isinstance(value, Mapping) else "an array"


def _concat(arguments: Sequence[Value]) -> Value:
    if not arguments:
        raise _WrongError("expects arguments")
    if all(isinstance(item, Sequence) and not isinstance(item, str) for item in arguments):
        return [part for item in arguments for part in _list(item)]
    return "".join(_str(to_string(item)) if isinstance(item, (bool, int, float)) else _str(item) for item in arguments)


def _split(arguments: Sequence[Value]) -> Value:
    text, by = arguments
    marks = [_str(mark) for mark in _list(by)] if not isinstance(by, str) else [by]
    marks = [mark for mark in marks if mark]
    if not marks:
        return [_str(text)]
    longest_first = sorted(marks, key=len, reverse=True)
    return list(re.split("|".join(map(re.escape, longest_first)), _str(text)))


def _length(arguments: Sequence[Value]) -> Value:
    value = _one(arguments)
    if isinstance(value, (str, Mapping, Sequence)):
        return len(value)
    raise _WrongError(f"expects text, an array or an object, got {_kind(value)}")


def _empty(arguments: Sequence[Value]) -> Value:
    value = _one(arguments)
    if value is None or isinstance(value, Missing):
        return True
    if isinstance(value, (str, Mapping, Sequence)):
        return len(value) == 0
    raise _WrongError(f"expects text, an array or an object, got {_kind(value)}")


def to_string(value: Value) -> Value:
    """Any value as text, in the way of the function `string`."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "True" if value else "False"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, (int, float)):
        return str(value)
    if value is None or isinstance(value, Missing):
        raise _WrongError("expects a value")
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False)


def _to_int(arguments: Sequence[Value]) -> Value:
    value = _one(arguments)
    if isinstance(value, str) and re.fullmatch(r"\s*[-+]?[0-9]{1,18}\s*", value):
        return int(value)
    if isinstance(value, float):
        return int(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    raise _WrongError(f"cannot make a whole number of {_kind(value)}")


def _to_bool(arguments: Sequence[Value]) -> Value:
    value = _one(arguments)
    if isinstance(value, (bool, int)):
        return bool(value)
    if isinstance(value, str) and value.lower() in {"true", "false"}:
        return value.lower() == "true"
    raise _WrongError(f"cannot make true or false of {_kind(value)}")


def _substring(arguments: Sequence[Value]) -> Value:
    text, start = _str(arguments[0]), _int(arguments[1])
    length = _int(arguments[2]) if len(arguments) > 2 else len(text) - start
    if start < 0 or length < 0 or start + length > len(text):
        raise _WrongError(f"{length} characters from {start} are not all inside {text!r}")
    return text[start : start + length]


def _index_of(arguments: Sequence[Value]) -> Value:
    where, what = arguments
    if isinstance(where, str):
        return where.lower().find(_str(what).lower())
    return next((number for number, item in enumerate(_list(where)) if same(item, what)), -1)


def _last_index_of(arguments: Sequence[Value]) -> Value:
    where, what = arguments
    if isinstance(where, str):
        return where.lower().rfind(_str(what).lower())
    found = [number for number, item in enumerate(_list(where)) if same(item, what)]
    return found[-1] if found else -1


def _contains(arguments: Sequence[Value]) -> Value:
    where, what = arguments
    if isinstance(where, str):
        return _str(what) in where
    if isinstance(where, Mapping):
        return lookup(where, _str(what)) is not MISSING
    return any(same(item, what) for item in _list(where))


def same(left: Value, right: Value) -> bool:
    """Equality as template functions see it: types count, and the case of text."""
    if isinstance(left, bool) != isinstance(right, bool):
        return False
    if isinstance(left, Sequence) and isinstance(right, Sequence) and not isinstance(left, str):
        pairs = zip(left, right, strict=False)
        return not isinstance(right, str) and len(left) == len(right) and all(same(one, two) for one, two in pairs)
    if isinstance(left, Mapping) and isinstance(right, Mapping):
        return left.keys() == right.keys() and all(same(value, right[key]) for key, value in left.items())
    return type(left) is type(right) and left == right


def _first(arguments: Sequence[Value]) -> Value:
    return _at_end(_one(arguments), 0)


def _last(arguments: Sequence[Value]) -> Value:
    return _at_end(_one(arguments), -1)


def _at_end(value: Value, index: int) -> Value:
    if isinstance(value, str):
        return value[index] if value else ""
    items = _list(value)
    return items[index] if items else None


def _take(arguments: Sequence[Value]) -> Value:
    given, count = arguments[0], max(0, _int(arguments[1]))
    return given[:count] if isinstance(given, str) else _list(given)[:count]


def _skip(arguments: Sequence[Value]) -> Value:
    given, count = arguments[0], max(0, _int(arguments[1]))
    return given[count:] if isinstance(given, str) else _list(given)[count:]


def _union(arguments: Sequence[Value]) -> Value:
    if all(isinstance(item, Mapping) for item in arguments):
        merged: dict[str, Value] = {}
        for item in arguments:
            for key, value in _object(item).items():
                former = merged.get(key)
                both = isinstance(former, Mapping) and isinstance(value, Mapping)
                merged[key] = _union([former, value]) if both else value
        return merged
    # Each element once, where it comes first (learn.microsoft.com, ARM template functions, `union`, read 2026-11-27).
    return _distinct(part for item in arguments for part in _list(item))


def _distinct(values: Iterable[Value]) -> list[Value]:
    first: dict[Hashable, Value] = {}
    for value in values:
        first.setdefault(_identity(value), value)
    return list(first.values())


def _identity(value: Value) -> Hashable:
    """What two values have in common if they are the `same`, to look one up among many."""
    if isinstance(value, Mapping):
        return frozenset((key, _identity(item)) for key, item in value.items())
    if isinstance(value, Sequence) and not isinstance(value, str):
        return tuple(_identity(item) for item in value)
    return type(value), value


def _intersection(arguments: Sequence[Value]) -> Value:
    first, *others = arguments
    if isinstance(first, Mapping):
        objects = [_object(other) for other in others]
        return {
            key: value
            for key, value in first.items()
            if all(key in other and same(value, other[key]) for other in objects)
        }
    sets = [{_identity(part) for part in _list(other)} for other in others]
    return [item for item in _distinct(_list(first)) if all(_identity(item) in other for other in sets)]


def _create_object(arguments: Sequence[Value]) -> Value:
    if len(arguments) % 2:
        raise _WrongError("expects pairs of key and value")
    return {_str(arguments[at]): arguments[at + 1] for at in range(0, len(arguments), 2)}


def _array(arguments: Sequence[Value]) -> Value:
    value = _one(arguments)
    return list(value) if isinstance(value, Sequence) and not isinstance(value, str) else [value]


def _range(arguments: Sequence[Value]) -> Value:
    start, count = map(_int, arguments)
    if not 0 <= count <= 10000:
        raise _WrongError(f"expects a count between 0 and 10000, got {count}")
    return list(range(start, start + count))


def _extreme(choose: Callable[[list[int]], int]) -> Function:
    def function(arguments: Sequence[Value]) -> Value:
        parts = [item if isinstance(item, list) else [item] for item in arguments]
        return choose([_int(item) for part in parts for item in part])

    return function


def _is_numeric_text(value: Value) -> bool:
    return isinstance(value, str) and re.fullmatch(r"[-+]?[0-9]{1,18}", value) is not None


def _arithmetic(calculate: Callable[[int, int], int]) -> Function:
    def function(arguments: Sequence[Value]) -> Value:
        if any(_is_numeric_text(argument) for argument in arguments):
            return Unknown("Azure does not say whether it calculates with the text of a number")
        one, two = arguments
        return calculate(_int(one), _int(two))

    return function


def _divide(one: int, two: int) -> int:
    if two == 0:
        raise _WrongError("divides by zero")
    return abs(one) // abs(two) * (1 if (one < 0) == (two < 0) else -1)


def _modulo(one: int, two: int) -> int:
    return one - two * _divide(one, two)


def _compare(decide: Callable[[int, int], bool]) -> Function:
    def function(arguments: Sequence[Value]) -> Value:
        one, two = arguments
        if isinstance(one, str) and isinstance(two, str):
            return decide((one > two) - (one < two), 0)
        if _is_numeric_text(one) or _is_numeric_text(two):
            return Unknown("Azure does not say whether it compares a number with the text of one")
        return decide(_int(one), _int(two))

    return function


def _pad_left(arguments: Sequence[Value]) -> Value:
    text = arguments[0]
    padding = _str(arguments[2]) if len(arguments) > 2 else " "
    if len(padding) != 1 or isinstance(text, bool) or not isinstance(text, (str, int)):
        raise _WrongError("expects text or a whole number, a length, and one character")
    return str(text).rjust(min(_int(arguments[1]), _LONGEST + 1), padding)


def _format(arguments: Sequence[Value]) -> Value:
    pattern, values = _str(arguments[0]), arguments[1:]

    def fill(found: re.Match[str]) -> str:
        if found[0] in {"{{", "}}"}:
            return found[0][0]
        return _str(to_string(values[int(found[1])]))

    if re.search(r"\{\d+[:,]", pattern):
        return Unknown("the function format is supported without formats of numbers and dates only")
    return re.sub(r"\{\{|\}\}|\{(\d+)\}", fill, pattern)


def _replace(arguments: Sequence[Value]) -> Value:
    text, old, new = map(_str, arguments)
    if not old:
        raise _WrongError("expects a text to replace")
    return text.replace(old, new)


def _join(arguments: Sequence[Value]) -> Value:
    items, by = arguments
    return _str(by).join(_str(to_string(item)) for item in _list(items))


def _json(arguments: Sequence[Value]) -> Value:
    return lenient_json.loads(_str(_one(arguments)))


def _to_float(arguments: Sequence[Value]) -> Value:
    value = _one(arguments)
    if isinstance(value, bool) or not isinstance(value, (int, float, str)):
        raise _WrongError(f"cannot make a number of {_kind(value)}")
    return float(value)


def _data_uri(arguments: Sequence[Value]) -> Value:
    return f"data:text/plain;charset=utf8;base64,{base64.b64encode(_str(_one(arguments)).encode()).decode()}"


def _data_uri_to_string(arguments: Sequence[Value]) -> Value:
    head, comma, data = _str(_one(arguments)).partition(",")
    if not head.startswith("data:") or not comma:
        raise _WrongError("expects a data URI")
    return base64.b64decode(data, validate=True).decode() if head.endswith(";base64") else unquote(data)


def _uri(arguments: Sequence[Value]) -> Value:
    base, relative = map(_str, arguments)
    return urljoin(base, relative)


def _add_days(arguments: Sequence[Value]) -> Value:
    text, days = _str(arguments[0]), _int(arguments[1])
    parsed = datetime.fromisoformat(re.sub(r"(\.\d{6})\d+", r"\1", text))
    moved = (parsed if parsed.tzinfo else parsed.replace(tzinfo=UTC)) + timedelta(days=days)
    # The form yyyy-MM-ddTHH:mm:ss.FFFFFFFZ leaves out zeros at the end of the fraction.
    whole, _, fraction = moved.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%f").partition(".")
    return f"{whole}.{fraction.rstrip('0')}Z" if fraction.strip("0") else f"{whole}Z"


def _ip_range_contains(arguments: Sequence[Value]) -> Value:
    outer, inner = (_bounds(_str(argument)) for argument in arguments)
    if outer[0].version != inner[0].version:
        raise _WrongError("mixes IPv4 and IPv6")
    return int(outer[0]) <= int(inner[0]) and int(inner[1]) <= int(outer[1])


_Address: TypeAlias = ipaddress.IPv4Address | ipaddress.IPv6Address


def _bounds(text: str) -> tuple[_Address, _Address]:
    if "/" in text:
        network = ipaddress.ip_network(text.strip(), strict=False)
        return network.network_address, network.broadcast_address
    first, _, last = text.partition("-")
    low, high = ipaddress.ip_address(first.strip()), ipaddress.ip_address((last or first).strip())
    if low.version != high.version or int(low) > int(high):
        raise _WrongError(f"{text} is an empty range")
    return low, high


def _try_get(arguments: Sequence[Value]) -> Value:
    value = arguments[0]
    for key in arguments[1:]:
        value = element(value, key)
        if isinstance(value, (Failure, Missing)):
            return None
    return value


def element(target: Value, key: Value) -> Value:
    """A member of an object or an element of an array; a failure if it is not there."""
    if isinstance(target, (Unknown, Failure)):
        return target
    if isinstance(key, (Unknown, Failure)):
        return key
    if isinstance(target, Mapping) and isinstance(key, str):
        value = lookup(target, key)
        if value is MISSING and isinstance(target, Tags):
            return ""
        return Failure(f"there is no property {key}") if value is MISSING else value
    if isinstance(target, Sequence) and isinstance(key, int) and not isinstance(target, str):
        return target[key] if 0 <= key < len(target) else Failure(f"there is no element {key}")
    return Failure(f"{_kind(target)} has no property or element {key!r}")


def _items(arguments: Sequence[Value]) -> Value:
    given = _object(_one(arguments))
    return [{"key": key, "value": given[key]} for key in sorted(given)]


def _flatten(arguments: Sequence[Value]) -> Value:
    items: list[Value] = []
    for item in _list(_one(arguments)):
        items += _list(item) if isinstance(item, Sequence) and not isinstance(item, str) else [item]
    return items


def _cased(arguments: Sequence[Value], change: Callable[[str], str]) -> Value:
    return change(_str(_one(arguments)))


def _create_array(arguments: Sequence[Value]) -> Value:
    if len(arguments) > _ITEMS:
        raise _WrongError("makes more elements than Azure allows")
    return list(arguments)


@functools.cache
def _functions() -> Mapping[str, tuple[Function, bool]]:
    """By name in small letters: the function, and whether it works on values that are unknown deep inside."""
    shallow: dict[str, Function] = {
        "length": _length,
        "empty": _empty,
        "first": _first,
        "last": _last,
        "take": _take,
        "skip": _skip,
        "createArray": _create_array,
        "createObject": _create_object,
        "array": _array,
        "tryGet": _try_get,
    }
    deep: dict[str, Function] = {
        "concat": _concat,
        "split": _split,
        "string": lambda given: to_string(_one(given)),
        "int": _to_int,
        "bool": _to_bool,
        "substring": _substring,
        "indexOf": _index_of,
        "lastIndexOf": _last_index_of,
        "contains": _contains,
        "startsWith": lambda given: _str(given[0]).lower().startswith(_str(given[1]).lower()),
        "endsWith": lambda given: _str(given[0]).lower().endswith(_str(given[1]).lower()),
        "toLower": lambda given: _cased(given, str.lower),
        "toUpper": lambda given: _cased(given, str.upper),
        "trim": lambda given: _cased(given, str.strip),
        "replace": _replace,
        "padLeft": _pad_left,
        "format": _format,
        "join": _join,
        "union": _union,
        "intersection": _intersection,
        "range": _range,
        "flatten": _flatten,
        "items": _items,
        "objectKeys": lambda given: sorted(_object(_one(given))),
        "min": _extreme(min),
        "max": _extreme(max),
        "add": _arithmetic(op.add),
        "sub": _arithmetic(op.sub),
        "mul": _arithmetic(op.mul),
        "div": _arithmetic(_divide),
        "mod": _arithmetic(_modulo),
        "equals": lambda given: same(given[0], given[1]),
        "less": _compare(op.lt),
        "lessOrEquals": _compare(op.le),
        "greater": _compare(op.gt),
        "greaterOrEquals": _compare(op.ge),
        "not": lambda given: not _bool(_one(given)),
        "true": lambda _: True,
        "false": lambda _: False,
        "null": lambda _: None,
        "json": _json,
        "base64": lambda given: base64.b64encode(_str(_one(given)).encode()).decode(),
        "base64ToString": lambda given: base64.b64decode(_str(_one(given)), validate=True).decode(),
        "base64ToJson": lambda given: _json([base64.b64decode(_str(_one(given)), validate=True).decode()]),
        "float": _to_float,
        "dataUri": _data_uri,
        "dataUriToString": _data_uri_to_string,
        "uri": _uri,
        "uriComponent": lambda given: quote(_str(_one(given)), safe="-_.~"),
        "uriComponentToString": lambda given: unquote(_str(_one(given))),
        "addDays": _add_days,
        "ipRangeContains": _ip_range_contains,
    }
    table = {name.lower(): (function, True) for name, function in shallow.items()}
    table |= {name.lower(): (function, False) for name, function in deep.items()}
    return MappingProxyType(table)
