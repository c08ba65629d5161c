"""The comparisons of a condition, with Azure's rules about case, missing fields and types.

https://learn.microsoft.com/azure/governance/policy/concepts/definition-structure-policy-rule#conditions
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from types import MappingProxyType
from typing import TypeAlias

from .values import MISSING, Failure, Missing, Open, Truth, Unknown, Value, any_of, lookup, negate, undecided

#: A comparison of a field's or an expression's value with what the condition demands.
Operator: TypeAlias = Callable[[Value, Value], Truth]

_NOT_SCALAR = "Azure does not say how {} compares"


def text(value: Value) -> str:
    """A scalar as Azure compares it with text."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value)


def equals(left: Value, right: Value) -> Truth:
    """Equal without regard to case; `true` equals `"true"` and `3` equals `"3"`. A missing field equals nothing."""
    if isinstance(left, str) and isinstance(right, str):
        return _same_text(left, right)
    if isinstance(left, Unknown) or isinstance(right, Unknown):
        return _equals_unknown(left, right)
    if (open_ := undecided(left) or undecided(right)) is not None:
        return open_
    if left is MISSING and right is None:
        return Unknown("Azure does not say whether a missing field equals null")
    if left is MISSING or right is MISSING or (left is None) != (right is None):
        return False
    if _is_container(left) and _is_container(right):
        if isinstance(left, Mapping) != isinstance(right, Mapping):
            return False
        return Unknown(_NOT_SCALAR.format("an object" if isinstance(left, Mapping) else "an array"))
    if _is_container(left) or _is_container(right):
        return False
    return _same_text(text(left), text(right))


def _same_text(left: str, right: str) -> Truth:
    lowered = left.lower(), right.lower()
    if lowered[0] == lowered[1]:
        return True
    if not (left.isascii() and right.isascii()) and left.casefold() == right.casefold():
        return Unknown(f"Azure does not say whether {left!r} and {right!r} differ in more than case")
    return False


def _equals_unknown(left: Value, right: Value) -> Truth:
    if isinstance(left, Unknown) and isinstance(right, Unknown):
        return True if left.token and left.token == right.token else left
    unknown, other = (left, right) if isinstance(left, Unknown) else (right, left)
    assert isinstance(unknown, Unknown)  # noqa: S101  (narrows the type; the caller made sure)
    if isinstance(other, Failure):
        return other
    if other is MISSING or other is None or other == "":
        return False if unknown.present else unknown
    return unknown


def _is_container(value: Value) -> bool:
    # JSON has no others, and asking for the abstract types is many times slower.
    return isinstance(value, (dict, list, tuple))


def _exists(left: Value, right: Value) -> Truth:
    if isinstance(right, (Unknown, Failure)):
        return right
    wanted = text(right).lower()
    if wanted not in {"true", "false"}:
        return Failure(f"exists expects true or false, not {right!r}")
    if isinstance(left, Failure):
        return left
    if isinstance(left, Unknown):
        return (wanted == "true") if left.present else left
    return (left is not MISSING and left is not None) == (wanted == "true")


def _in(left: Value, right: Value) -> Truth:
    if isinstance(right, (Unknown, Failure)):
        return right
    if not isinstance(right, Sequence) or isinstance(right, str):
        return Failure("in and notIn expect an array")
    return any_of(equals(left, item) for item in right)


def _contains(left: Value, right: Value) -> Truth:
    if isinstance(left, (Unknown, Failure)):
        return left
    if isinstance(right, (Unknown, Failure)):
        return right
    if isinstance(left, (Missing, Mapping)) or left is None:
        return False
    if isinstance(left, Sequence) and not isinstance(left, str):
        return any_of(equals(item, right) for item in left)
    if _is_container(right):
        return False
    return _within(text(left), text(right))


def _within(left: str, right: str) -> Truth:
    if right.lower() in left.lower():
        return True
    if not (left.isascii() and right.isascii()) and right.casefold() in left.casefold():
        return Unknown(f"Azure does not say whether {right!r} is in {left!r} apart from case")
    return False


def _contains_key(left: Value, right: Value) -> Truth:
    if isinstance(left, (Unknown, Failure)):
        return left
    if isinstance(right, (Unknown, Failure)):
        return right
    found = lookup(left, text(right)) if isinstance(left, Mapping) else MISSING
    return left.rest if isinstance(left, Open) and found is left.rest else found is not MISSING


def _textual(compare: Callable[[str, str], Truth]) -> Operator:
    def operator(left: Value, right: Value) -> Truth:
        if isinstance(left, (Unknown, Failure)):
            return left
        if isinstance(right, (Unknown, Failure)):
            return right
        if left is MISSING or left is None or _is_container(left) or _is_container(right):
            return False
        return compare(text(left), text(right))

    return operator


def _like(given: str, pattern: str) -> Truth:
    matches = _wild(given.lower(), pattern.lower().split("*"), one=False)
    folded = given.casefold(), pattern.casefold()
    if folded != (given.lower(), pattern.lower()) and matches != _wild(folded[0], folded[1].split("*"), one=False):
        return Unknown(f"Azure does not say whether {given!r} is like {pattern!r} apart from case")
    if "?" in pattern and matches != _wild(given.lower(), pattern.lower().split("*"), one=True):
        return Unknown("Azure does not say whether ? stands for a character in like")
    return matches


def _wild(given: str, parts: Sequence[str], *, one: bool) -> bool:
    """Whether a text consists of the parts, with anything between them; in one pass, however long the text is.

    Args:
        given: the text.
        parts: the parts of the pattern.
        one: whether `?` in a part stands for any one character.
    """
    if len(parts) == 1:
        return len(given) == len(parts[0]) and _find(given, parts[0], 0, one=one) == 0
    first, *middle, last = parts
    if len(given) < len(first) + len(last) or _find(given[: len(first)], first, 0, one=one) != 0:
        return False
    if _find(given[len(given) - len(last) :], last, 0, one=one) != 0:
        return False
    at, end = len(first), len(given) - len(last)
    for part in middle:
        position = _find(given, part, at, one=one)
        if position < 0 or position + len(part) > end:
            return False
        at = position + len(part)
    return True


def _find(given: str, part: str, at: int, *, one: bool) -> int:
    if not one or "?" not in part:
        return given.find(part, at)
    found = re.compile(".".join(map(re.escape, part.split("?"))), re.DOTALL).search(given, at)
    return found.start() if found is not None else -1


def _match(given: str, pattern: str) -> bool:
    return _matches(given, pattern)


def _match_insensitively(given: str, pattern: str) -> bool:
    return _matches(given.lower(), pattern.lower())


def _matches(given: str, pattern: str) -> bool:
    """Whether every letter fits its place: `#` is a digit, `?` a letter, `.` anything, and all else itself."""
    return len(given) == len(pattern) and all(
        wanted == "."
        or (
            letter.isascii() and letter.isdigit()
            if wanted == "#"
            else letter.isalpha()
            if wanted == "?"
            else wanted == letter
        )
        for wanted, letter in zip(pattern, given, strict=True)
    )


def order(left: Value, right: Value) -> int | Unknown | Failure | Missing:
    """Below, equal or above zero as `left` is less than, equal to or greater than `right`.

    Numbers compare with numbers and text with text, dates in ISO 8601 as dates; anything else fails, as in Azure. A
    number and the text of one are unknown: the documentation calls it an error, and Azure is known to convert them.
    """
    if isinstance(left, Unknown) and isinstance(right, Unknown) and left.token and left.token == right.token:
        return 0
    if isinstance(left, (Unknown, Failure, Missing)):
        return left
    if isinstance(right, (Unknown, Failure, Missing)):
        return right
    if left is None:
        return MISSING
    if _is_number(left) and _is_number(right):
        assert isinstance(left, (int, float))  # noqa: S101  (narrows the type)
        assert isinstance(right, (int, float))  # noqa: S101  (narrows the type)
        return (left > right) - (left < right)
    if isinstance(left, str) and isinstance(right, str):
        dates = _date(left), _date(right)
        if dates[0] is not None and dates[1] is not None:
            return (dates[0] > dates[1]) - (dates[0] < dates[1])
        lowered = left.lower(), right.lower()
        if lowered[0] != lowered[1] and isinstance(doubt := _same_text(left, right), Unknown):
            return doubt
        return (lowered[0] > lowered[1]) - (lowered[0] < lowered[1])
    if _numeric(left) and _numeric(right):
        return Unknown(f"Azure does not say whether it compares the number and the text in {left!r} and {right!r}")
    return Failure(f"{left!r} and {right!r} have different types, so Azure cannot order them")


def _is_number(value: Value) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _numeric(value: Value) -> bool:
    if not isinstance(value, str):
        return _is_number(value)
    return len(value) < 40 and re.fullmatch(r"\s*[-+]?\d+(\.\d+)?\s*", value) is not None


def _date(value: str) -> datetime | None:
    if len(value) < 10 or value[4:5] != "-":
        return None
    try:
        date = datetime.fromisoformat(re.sub(r"(\.\d{6})\d+", r"\1", value))
    except ValueError:
        return None
    return date if date.tzinfo else date.replace(tzinfo=UTC)


def _ordered(accept: Callable[[int], bool]) -> Operator:
    def operator(left: Value, right: Value) -> Truth:
        result = order(left, right)
        if isinstance(result, Missing):
            return False
        return accept(result) if isinstance(result, int) else result

    return operator


def _opposite(operator: Operator) -> Operator:
    return lambda left, right: negate(operator(left, right))


_POSITIVE: Mapping[str, Operator] = MappingProxyType(
    {
        "equals": equals,
        "like": _textual(_like),
        "match": _textual(_match),
        "matchInsensitively": _textual(_match_insensitively),
        "contains": _contains,
        "in": _in,
        "containsKey": _contains_key,
    }
)


@functools.cache
def operators() -> Mapping[str, tuple[str, Operator]]:
    """Every operator's name as documented and its comparison, by its name in small letters."""
    table = dict(_POSITIVE)
    for name, operator in _POSITIVE.items():
        table[f"not{name[0].upper()}{name[1:]}"] = _opposite(operator)
    table["exists"] = _exists
    table["less"] = _ordered(lambda found: found < 0)
    table["lessOrEquals"] = _ordered(lambda found: found <= 0)
    table["greater"] = _ordered(lambda found: found > 0)
    table["greaterOrEquals"] = _ordered(lambda found: found >= 0)
    return MappingProxyType({name.lower(): (name, operator) for name, operator in table.items()})
