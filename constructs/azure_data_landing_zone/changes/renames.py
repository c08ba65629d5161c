"""Product keys and environments that seem to have changed: what it would replace, and the ways out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from ..azure.json_values import JsonObject
from ..checks.losses import loss
from ..config.models.parts import PRODUCT_PARTS, Part
from ..synthesized.stacks import Resource, Stack, find
from .compare import stack_changes
from .model import Rename

#: From this share of addresses on that two stacks have in common, one is taken for the other under another name.
SIMILAR = 0.6


def renames(before: Mapping[str, JsonObject], after: Mapping[str, JsonObject]) -> Iterator[Rename]:
    """Stacks that seem to have changed their key, by name.

    Args:
        before: the former stacks by name, parsed.
        after: the new ones.
    """
    gone = {name: _Addresses(name, before[name]) for name in sorted(before.keys() - after.keys())}
    came = {name: _Addresses(name, after[name]) for name in sorted(after.keys() - before.keys())}
    for old, was in gone.items():
        candidates = [(was.similar(found), name) for name, found in came.items() if _related(old, name)]
        best = max(candidates, default=(0.0, ""))
        if best[0] >= SIMILAR:
            new = best[1]
            del came[new]
            yield _rename(old, new, before[old], after[new])


class _Addresses:
    def __init__(self, name: str, document: JsonObject) -> None:
        self._found = {resource.address for resource in Stack(name, document).resources()}

    def similar(self, other: _Addresses) -> float:
        """The share of addresses that both have."""
        return len(self._found & other._found) / max(1, len(self._found | other._found))


def _related(old: str, new: str) -> bool:
    """Whether either the product or the environment is the same: stacks are called after both."""
    (product, _, environment), (other, _, elsewhere) = old.rpartition("-"), new.rpartition("-")
    return bool(product and other) and (product == other or environment == elsewhere)


def _rename(old: str, new: str, before: JsonObject, after: JsonObject) -> Rename:
    resources = sorted(Stack(old, before).resources(), key=lambda resource: resource.address)
    left = stack_changes({new: before}, {new: _called(after, before)})
    return Rename(
        before=old,
        after=new,
        resources=len(resources),
        losses=tuple((r.address, r.name, what) for r in resources if (what := loss(r.type, r.body))),
        names=tuple(sorted(named for resource in resources for named in _names(resource))),
        left=left[0] if left else None,
    )


def _names(resource: Resource) -> Iterator[tuple[str, str]]:
    """The keys below `names` of what a resource of a product gives a name, with these names."""
    for part in PRODUCT_PARTS:
        if part.construct and not part.each and re.fullmatch(_key(part), resource.key):
            for found in find(resource.body, part.argument):
                if found.decided and isinstance(found.value, str):
                    yield part.key, found.value


def _key(part: Part) -> str:
    """A pattern for the Terraform name of a part, which ends in a hash if its construct is not at the top."""
    name = re.escape(part.construct.replace("/", "_"))
    return rf"{name}_[0-9A-F]{{8}}" if "/" in part.construct else name


def _called(after: JsonObject, before: JsonObject) -> JsonObject:
    """The new stack as it would be with the former names; ids made of them in its text follow."""
    pairs = []
    former = {resource.address: resource for resource in Stack("", before).resources()}
    for resource in Stack("", after).resources():
        if (old := former.get(resource.address)) is not None:
            names = dict(_names(old))
            pairs += [(name, names[key]) for key, name in _names(resource) if key in names]
    table = {name: old for name, old in pairs if name != old}
    if not table:
        return after
    longest_first = "|".join(map(re.escape, sorted(table, key=len, reverse=True)))
    pattern = re.compile(rf"(?<![A-Za-z0-9])({longest_first})(?![A-Za-z0-9])")

    def text(value: object) -> object:
        if isinstance(value, str):
            return pattern.sub(lambda match: table[match.group(1)], value)
        if isinstance(value, Mapping):
            return {key: text(inner) for key, inner in value.items()}
        return [text(inner) for inner in value] if isinstance(value, list) else value

    # The state is taken over, so where it lies is no change.
    return {key: text(value) for key, value in after.items()} | {"terraform": before.get("terraform")}
