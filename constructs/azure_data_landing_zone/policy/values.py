"""Values of rules: JSON, missing values, unknown values and failures."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from ..azure.json_values import Json
from ..azure.policies.values import MISSING, Missing

__all__ = [
    "MISSING",
    "Arrays",
    "Failure",
    "Missing",
    "Open",
    "Tags",
    "Truth",
    "Unknown",
    "Value",
    "added",
    "all_of",
    "any_of",
    "lookup",
    "matched",
    "merged",
    "negate",
    "partly",
    "plain",
    "undecided",
    "unwrapped",
]


@dataclass(frozen=True, slots=True)
class Unknown:
    """A value or an answer that cannot be told before Azure is asked.

    Attributes:
        reason: why, as the end of a sentence about it.
        present: whatever it is, it is there and not empty.
        token: what it stands for; two with the same token are the same value.
        general: the reason has nothing to do with the resource: it is the same for each.
        among: the values that it can have, if they are known; empty if it can have any.
    """

    reason: str
    present: bool = False
    token: str = ""
    general: bool = False
    among: tuple[Value, ...] = ()


@dataclass(frozen=True, slots=True)
class Failure:
    """A template function that Azure could not calculate; Azure then refuses the request, whatever the effect.

    https://learn.microsoft.com/azure/governance/policy/concepts/definition-structure-policy-rule#avoiding-template-failures
    """

    reason: str


class Tags(dict[str, "Value"]):
    """The tags of a resource group; one that is not there is empty text."""


class Open(dict[str, "Value"]):
    """An object of which only some members are known.

    Args:
        known: the members that are known.
        rest: why nothing is known of the others.
    """

    def __init__(self, known: Mapping[str, Value], rest: Unknown) -> None:
        super().__init__(known)
        self.rest = rest


#: What a field or an expression gives. Unknown parts may lie deep inside.
Value: TypeAlias = (
    "bool | int | float | str | Sequence[Value] | Mapping[str, Value] | Unknown | Failure | Missing | None"
)
#: The answer of a condition.
Truth: TypeAlias = bool | Unknown | Failure


def negate(answer: Truth) -> Truth:
    """The opposite of an answer; what is not decided stays so."""
    return not answer if isinstance(answer, bool) else answer


def all_of(answers: Iterable[Truth]) -> Truth:
    """Whether all hold: one `False` decides, else an unknown, else a failure; stops at the first `False`."""
    return _combine(answers, decisive=False)


def any_of(answers: Iterable[Truth]) -> Truth:
    """Whether one holds: one `True` decides, else an unknown, else a failure; stops at the first `True`."""
    return _combine(answers, decisive=True)


def _combine(answers: Iterable[Truth], *, decisive: bool) -> Truth:
    unknown: Unknown | None = None
    failure: Failure | None = None
    for answer in answers:
        if answer is decisive:
            return decisive
        if unknown is None and isinstance(answer, Unknown):
            unknown = answer
        elif failure is None and isinstance(answer, Failure):
            failure = answer
    return unknown or failure or (not decisive)


def undecided(value: Value) -> Unknown | Failure | None:
    """The first unknown or failed part of a value, however deep; `None` if there is none."""
    if isinstance(value, (Unknown, Failure)):
        return value
    if isinstance(value, (str, int, float)) or value is None:
        return None
    if isinstance(value, Mapping):
        return _first(undecided, value.values()) or (value.rest if isinstance(value, Open) else None)
    if isinstance(value, Sequence):
        return _first(undecided, value)
    return None


def _first(look: Callable[[Value], Unknown | Failure | None], values: Iterable[Value]) -> Unknown | Failure | None:
    for value in values:
        if (found := look(value)) is not None:
            return found
    return None


def lookup(mapping: Mapping[str, Value], key: str) -> Value:
    """A member of an object; Azure's property names have no case."""
    if key in mapping:
        return mapping[key]
    wanted = key.lower()
    for name, value in mapping.items():
        if name.lower() == wanted:
            return value
    return mapping.rest if isinstance(mapping, Open) else MISSING


#: What becomes of an array and a later one in its place.
Arrays: TypeAlias = Callable[[Sequence[Value], Sequence[Value]], Value]


def merged(
    former: Mapping[str, Value], later: Mapping[str, Value], arrays: Arrays | None = None
) -> Mapping[str, Value]:
    """Two objects as one, as deep as both are objects; what only the later one says otherwise counts.

    Args:
        former: the first object.
        later: the second one.
        arrays: what becomes of two arrays. Default the later one.
    """
    # Anything that is not in an open object may be overwritten by it.
    values = {} if isinstance(later, Open) else dict(former)
    names = {name.lower(): name for name in former}
    for key, value in later.items():
        name = names.get(key.lower(), key)
        values[name] = _merged_value(lookup(former, key), value, arrays)
    rest = later.rest if isinstance(later, Open) else former.rest if isinstance(former, Open) else None
    return values if rest is None else Open(values, rest)


def _merged_value(former: Value, later: Value, arrays: Arrays | None) -> Value:
    if isinstance(former, Mapping) and isinstance(later, Mapping):
        return merged(former, later, arrays)
    if isinstance(former, Unknown):
        return partly(later, former, arrays)
    if arrays is not None and isinstance(former, list) and isinstance(later, list):
        return arrays(former, later)
    return later


def added(former: Sequence[Value], later: Sequence[Value]) -> Value:
    """The elements of both arrays."""
    return [*former, *later]


def matched(former: Sequence[Value], later: Sequence[Value]) -> Value:
    """Two arrays as azapi makes one of them: it combines elements of one name, else those of arrays of one length.

    azapi 2.12 utils/json.go `mergeObjectAtPath`, read 2026-11-27
    """
    if not former or not later:
        return later
    heads = _name(former[0]), _name(later[0])
    names = [_name(item) for item in (*former, *later)]
    open_ = next((name for name in (*heads, *names) if isinstance(name, Unknown)), None)
    if open_ is not None:
        return Unknown(open_.reason)
    if not all(heads):
        same = len(former) == len(later)
        return [_element(old, new) for old, new in zip(former, later, strict=True)] if same else later
    rest = list(later)
    values: list[Value] = []
    for item in former:
        at = next((number for number, new in enumerate(rest) if _name(item) and _name(new) == _name(item)), None)
        values.append(item if at is None else _element(item, rest.pop(at)))
    return [*values, *rest]


def _element(former: Value, later: Value) -> Value:
    return _merged_value(_like(former, later), _like(later, former), matched)


def _like(item: Value, other: Value) -> Value:
    """An element without the word `properties` around most of it, if the other one is without it."""
    inner = lookup(item, "properties") if isinstance(item, Mapping) else MISSING
    if not isinstance(item, Mapping) or not isinstance(inner, Mapping) or not isinstance(other, Mapping):
        return item
    return item if "properties" in other else unwrapped(item)


def unwrapped(document: Mapping[str, Value]) -> Mapping[str, Value]:
    """A document of Azure without the word `properties` around most of it."""
    name = next((name for name in document if name.lower() == "properties"), "")
    inner = document.get(name)
    if not isinstance(inner, Mapping):
        return document
    values = {**{key: value for key, value in document.items() if key != name}, **inner}
    return Open(values, inner.rest) if isinstance(inner, Open) else values


def _name(item: Value) -> str | Unknown:
    found = item if isinstance(item, Unknown) else item.get("name") if isinstance(item, Mapping) else ""
    return found if isinstance(found, (str, Unknown)) else ""


def partly(value: Value, rest: Unknown, arrays: Arrays | None) -> Value:
    """A value merged with a former one of which nothing is known.

    Args:
        value: the later value.
        rest: why nothing is known of the former one.
        arrays: what becomes of two arrays; `None`: the later one counts.
    """
    if isinstance(value, Mapping):
        return Open({name: partly(item, rest, arrays) for name, item in value.items()}, rest)
    if arrays is None or not isinstance(value, list):
        return value
    # How many elements there are is known if azapi goes by their number alone.
    counted = arrays is matched and not (value and _name(value[0]))
    return [partly(item, rest, arrays) for item in value] if counted else rest


def plain(value: Value) -> Json:
    """A value as JSON to show: what is unknown or missing becomes text."""
    if isinstance(value, Unknown):
        return f"(unknown: {value.reason})"
    if isinstance(value, Failure):
        return f"(failed: {value.reason})"
    if isinstance(value, Missing):
        return None
    if isinstance(value, Mapping):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [plain(item) for item in value]
    return value
