"""Values of rules: JSON, missing values, unknown values and failures."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from ..azure.json_values import Json
from ..azure.policies.values import MISSING, Missing

__all__ = [
    "MISSING",
    "Failure",
    "Missing",
    "Tags",
    "Truth",
    "Unknown",
    "Value",
    "all_of",
    "any_of",
    "lookup",
    "merged",
    "negate",
    "plain",
    "undecided",
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
        return _first(undecided, value.values())
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
    return MISSING


def merged(former: Mapping[str, Value], later: Mapping[str, Value], *, extend: bool = False) -> Mapping[str, Value]:
    """Two objects as one, as deep as both are objects; what only the later one says otherwise counts.

    Args:
        former: the first object.
        later: the second one.
        extend: whether the later one's arrays are added to the former's instead of taking their place.
    """
    values = dict(former)
    names = {name.lower(): name for name in former}
    for key, value in later.items():
        name = names.get(key.lower(), key)
        known = values.get(name)
        if isinstance(known, Mapping) and isinstance(value, Mapping):
            values[name] = merged(known, value, extend=extend)
        elif extend and isinstance(known, list) and isinstance(value, list):
            values[name] = [*known, *value]
        else:
            values[name] = value
    return values


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
