"""The differences between two bodies of a resource, argument by argument."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from ..synthesized.stacks import mapping

_DURATION = re.compile(r"P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?")
#: The names on the way to an argument, without what tells repeated blocks apart.
Path = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """An argument whose value differs.

    Attributes:
        argument: its path as people read it, repeated blocks by their name or number: `ip_configuration[a].name`.
        path: the names on the way.
        before: the former value; None if it was left out.
        after: the value now; None if it is left out.
    """

    argument: str
    path: Path
    before: object
    after: object


def differences(before: object, after: object, sets: Collection[str] = (), path: Path = ()) -> Iterator[Difference]:
    """The differences, in the order of the arguments' names.

    A null is the same as nothing, one block the same as a list of one, JSON in text the same in any layout, and a
    duration the same in any units.

    Args:
        before: the former value.
        after: the value now.
        sets: dotted paths of lists whose order means nothing.
        path: where the values stand.
    """
    yield from _walk(before, after, ".".join(path), path, frozenset(sets))


def _walk(before: object, after: object, label: str, path: Path, sets: frozenset[str]) -> Iterator[Difference]:
    before, after = _aligned(before, after)
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        for key in sorted(before.keys() | after.keys()):
            here = f"{label}.{key}" if label else key
            yield from _walk(before.get(key), after.get(key), here, (*path, key), sets)
        return
    if isinstance(before, list) and isinstance(after, list):
        yield from _lists(before, after, label, path, sets)
        return
    if not _same(before, after):
        yield Difference(label, path, before, after)


def _aligned(before: object, after: object) -> tuple[object, object]:
    """Both values in the same form."""
    before, after = (None if value in ([], {}) else value for value in (before, after))
    if isinstance(before, Mapping) and isinstance(after, list) and len(after) == 1:
        after = after[0]
    elif isinstance(after, Mapping) and isinstance(before, list) and len(before) == 1:
        before = before[0]
    elif isinstance(before, str) and isinstance(after, str):
        parsed = [_parsed(value) for value in (before, after)]
        if None not in parsed:
            return parsed[0], parsed[1]
    return before, after


def _parsed(text: str) -> object:
    if text[:1] not in ("{", "["):
        return None
    try:
        return json.loads(text)
    except ValueError:
        return None


def _lists(
    before: list[object], after: list[object], label: str, path: Path, sets: frozenset[str]
) -> Iterator[Difference]:
    if not all(isinstance(value, Mapping) for value in (*before, *after)):
        ordered = ".".join(path) not in sets
        if before != after and (ordered or sorted(map(canonical, before)) != sorted(map(canonical, after))):
            yield Difference(label, path, before, after)
        return
    names = [[mapping(block).get("name") for block in blocks] for blocks in (before, after)]
    if all(None not in found and len(set(map(str, found))) == len(found) for found in names):
        former, now = ({str(mapping(block)["name"]): block for block in blocks} for blocks in (before, after))
        for name in [*former, *(name for name in now if name not in former)]:
            here = label if len(before) == len(after) == 1 else f"{label}[{name}]"
            yield from _walk(former.get(name), now.get(name), here, path, sets)
        return
    if ".".join(path) in sets:
        # Blocks that are the same on both sides are no change, wherever they stand.
        before, after = _without(before, after), _without(after, before)
    for number in range(max(len(before), len(after))):
        one, other = (blocks[number] if number < len(blocks) else None for blocks in (before, after))
        here = label if max(len(before), len(after)) == 1 else f"{label}[{number}]"
        yield from _walk(one, other, here, path, sets)


def _without(blocks: list[object], others: list[object]) -> list[object]:
    left = [canonical(other) for other in others]
    kept = []
    for block in blocks:
        if (text := canonical(block)) in left:
            left.remove(text)
        else:
            kept.append(block)
    return kept


def _same(before: object, after: object) -> bool:
    # In Python True equals 1; in Terraform it does not.
    if before == after:
        return isinstance(before, bool) == isinstance(after, bool)
    return (seconds := _seconds(before)) is not None and seconds == _seconds(after)


def _seconds(value: object) -> int | None:
    """The length of a duration in ISO 8601 such as `PT2M`; None for everything else."""
    found = _DURATION.fullmatch(value) if isinstance(value, str) else None
    if found is None or not any(found.groups()):
        return None
    days, hours, minutes, seconds = (int(part or 0) for part in found.groups())
    return ((days * 24 + hours) * 60 + minutes) * 60 + seconds


def canonical(value: object) -> str:
    """A value as text, the same whether members are null or left out."""
    return json.dumps(_given(value), sort_keys=True)


def _given(value: object) -> object:
    if isinstance(value, Mapping):
        return {key: _given(member) for key, member in value.items() if member is not None}
    return [_given(member) for member in value] if isinstance(value, list) else value
