"""Compares stacks as they were synthesized: what applying the new ones does to what the former ones made."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import cast

from .. import templates
from ..azure.json_values import JsonObject
from ..checks.losses import loss
from ..synthesized.references import Resolver
from ..synthesized.stacks import Resource, blocks, mapping
from . import facts
from .model import ArgumentChange, Kind, ResourceChange, StackChange, StackKind
from .values import Difference, Path, differences

#: What Terraform itself reads in a resource's body: no argument of the provider.
_META = frozenset({"//", "lifecycle", "depends_on", "provisioner", "connection", "provider", "count", "for_each"})
#: What of a stack is compared resource by resource, or says nothing.
_APART = frozenset({"//", "resource", "moved", "removed", "import"})
#: The value of an argument that Terraform knows only after it was applied.
LATER = "known after apply"
_TAKEN_DOWN = "the stack was taken down before it left the configuration, as `removed` says"


def stack_changes(
    before: Mapping[str, JsonObject], after: Mapping[str, JsonObject], *, removed: Collection[str] = ()
) -> tuple[StackChange, ...]:
    """The stacks that change from one output to the next, by name.

    Args:
        before: the former stacks by name, parsed.
        after: the new ones.
        removed: the stacks that were taken down before they left the configuration.
    """
    changes = (
        StackChange(name, StackKind.REMOVED, notes=(_TAKEN_DOWN,))
        if name in removed and name not in after
        else _stack(name, before.get(name), after.get(name))
        for name in sorted(before.keys() | after.keys())
        if before.get(name) != after.get(name)
    )
    return tuple(change for change in changes if change is not None)


def _stack(name: str, before: JsonObject | None, after: JsonObject | None) -> StackChange | None:
    if after is None:
        resolver = Resolver(name, before or {})
        gone = tuple(
            _gone(name, resource, Kind.LEFT_BEHIND)
            for resource in sorted(resolver.resources(), key=lambda r: r.address)
        )
        note = "the stack vanishes: what its state holds stays in Azure, and no Terraform manages or destroys it"
        return StackChange(name, StackKind.VANISHED, gone, notes=(note,))
    if before is None:
        resolver = Resolver(name, after)
        imported = {mapping(block).get("to") for block in blocks(after.get("import"))}
        added = tuple(
            _change(name, r, Kind.IMPORTED if r.address in imported else Kind.ADDED)
            for r in sorted(resolver.resources(), key=lambda r: r.address)
        )
        return StackChange(name, StackKind.ADDED, added)
    if before == after:
        return None
    comparison = _Comparison(name, before, after)
    resources = comparison.changes()
    settings = tuple(comparison.settings())
    if not resources and not settings:
        return None
    return StackChange(name, StackKind.CHANGED, resources, settings, tuple(comparison.notes()))


class _Comparison:
    """A stack before and after."""

    def __init__(self, name: str, before: JsonObject, after: JsonObject) -> None:
        self._name = name
        self._after_document = after
        former = Resolver(name, before)
        old = {resource.address: resource for resource in former.resources()}
        self._new = Resolver(name, after)
        now = {resource.address: resource for resource in self._new.resources()}
        self._azurerm = self._new.stack.azurerm
        self._upgraded = self._azurerm > former.stack.azurerm
        self._moved = _moves(after, old, now)
        self._slipped = _slipped(former, self._new, self._moved)
        renamed = {**self._moved, **self._slipped}
        self._taken_over = {
            to: now[to].body
            for from_, to in self._moved.items()
            if old[from_].type != now[to].type and _same_id(former.arm_id(old[from_]), self._new.arm_id(now[to]))
        }
        self._before_document = cast(JsonObject, _rewritten(before, renamed, self._taken_over))
        self._former = Resolver(name, self._before_document)
        was = {resource.address: resource for resource in self._former.resources()}
        self._pairs = {address: (was[address], now[address]) for address in was.keys() & now.keys()}
        self._came = [now[address] for address in sorted(now.keys() - was.keys())]
        self._went = [was[address] for address in sorted(was.keys() - now.keys())]
        self._former_address = {to: from_ for from_, to in renamed.items()}

    def changes(self) -> tuple[ResourceChange, ...]:
        """The resources that change, by address."""
        imported = {mapping(block).get("to") for block in blocks(self._after_document.get("import"))}
        forgotten = {
            mapping(block).get("from")
            for block in blocks(self._after_document.get("removed"))
            if mapping(_one(mapping(block).get("lifecycle"))).get("destroy") is False
        }
        replacements = [
            _change(self._name, resource, Kind.IMPORTED if resource.address in imported else Kind.ADDED)
            for resource in self._came
        ]
        replacements += [
            _gone(self._name, resource, Kind.FORGOTTEN if resource.address in forgotten else Kind.DESTROYED)
            for resource in self._went
        ]
        replacements += self._paired()
        return tuple(sorted(replacements, key=lambda change: change.address))

    def _paired(self) -> Iterator[ResourceChange]:
        changed = {address: self._differences(*pair) for address, pair in self._pairs.items()}
        reasons = self._reasons(changed)
        for address, (old, new) in self._pairs.items():
            forced = reasons.get(address, ())
            arguments = tuple(
                _shown(new.type, d, forces=facts.forces(new.type, d, new.body, self._azurerm)) for d in changed[address]
            )
            if not forced:
                arguments += tuple(self._later(new, reasons))
            former = self._former_address.get(address, "")
            if forced:
                yield replace(
                    _change(self._name, new, Kind.REPLACED, arguments),
                    name=old.name or new.name,
                    renamed=new.name if old.name and new.name != old.name else "",
                    former=former,
                    reasons=forced,
                    loss=loss(old.type, old.body),
                    protected=_prevented(new),
                    unprotected=_prevented(old) and not _prevented(new),
                )
            elif arguments:
                yield replace(_change(self._name, new, Kind.CHANGED, arguments), former=former)
            elif former:
                yield replace(_change(self._name, new, Kind.MOVED), former=former)

    def _differences(self, old: Resource, new: Resource) -> list[Difference]:
        known = facts.facts(new.type, self._azurerm)
        before, after = (
            resolver.resolved({key: value for key, value in resource.body.items() if key not in _META})
            for resolver, resource in ((self._former, old), (self._new, new))
        )
        if self._upgraded:
            before = facts.in_5(old.type, mapping(before))
            place = facts.place(new.type)
            if place and _same_id(self._former.arm_id(old), self._new.arm_id(new)):
                before, after = (
                    {key: value for key, value in mapping(body).items() if key not in place} for body in (before, after)
                )
        ignored = mapping(_one(new.body.get("lifecycle"))).get("ignore_changes", [])
        if ignored == "all" or ignored == ["all"]:
            return []
        passed = {_plain_path(str(path)) for path in ignored} if isinstance(ignored, list) else set()
        return [
            difference
            for difference in differences(before, after, known.sets if known is not None else ())
            if not any(difference.path[: len(path)] == path for path in passed)
            and not (known is not None and known.same(difference))
        ]

    def _reasons(self, changed: Mapping[str, Sequence[Difference]]) -> dict[str, tuple[str, ...]]:
        """Why resources are replaced, by address; a replaced resource replaces those that need what Azure gives it."""
        reasons: dict[str, tuple[str, ...]] = {}
        for from_, to in self._slipped.items():
            reasons[to] = (
                f"its address changes from {from_}, and no entry of `moved` says so: with "
                f"{{stack: {self._name}, from: {from_}, to: {to}}} below `moved:` it stays",
            )
        for address, found in changed.items():
            new = self._pairs[address][1]
            forced = tuple(
                f"{d.argument} cannot change in place"
                for d in found
                if facts.forces(new.type, d, new.body, self._azurerm)
            )
            if forced:
                reasons[address] = (*reasons.get(address, ()), *forced)
        waiting = True
        while waiting:
            waiting = False
            for address, (_, new) in self._pairs.items():
                if address not in reasons and (why := self._needs(new, reasons)):
                    reasons[address] = (why,)
                    waiting = True
        return reasons

    def _needs(self, resource: Resource, replaced: Mapping[str, object]) -> str:
        """Why a resource is replaced along with another; empty if it is not."""
        known = facts.facts(resource.type, self._azurerm)
        for path, argument, value in _leaves(resource.body):
            for address, attribute in self._new.references(value):
                if address not in replaced:
                    continue
                if known is not None and known.depends(path):
                    return f"{argument} is the {attribute} of {address}, which is replaced"
        triggers = mapping(_one(resource.body.get("lifecycle"))).get("replace_triggered_by", [])
        for trigger in triggers if isinstance(triggers, list) else []:
            address = ".".join(str(trigger).strip("${}").split(".")[:2])
            if address in replaced:
                return f"it follows {address}, which is replaced"
        return ""

    def _later(self, resource: Resource, replaced: Mapping[str, object]) -> Iterator[ArgumentChange]:
        """The arguments that get another value once something that they refer to is made anew."""
        for _, argument, value in _leaves(resource.body):
            if any(address in replaced for address, _ in self._new.references(value)):
                yield ArgumentChange(argument, value, LATER)

    def settings(self) -> Iterator[ArgumentChange]:
        """The changes besides those of resources."""
        before, after = (
            {key: value for key, value in document.items() if key not in _APART}
            for document in (self._before_document, self._after_document)
        )
        yield from (_shown("", difference) for difference in differences(before, after))
        for address, (old, new) in sorted(self._pairs.items()):
            for difference in differences(old.body.get("lifecycle"), new.body.get("lifecycle"), path=("lifecycle",)):
                yield _shown("", replace(difference, argument=f"{address}: {difference.argument}"))

    def notes(self) -> Iterator[str]:
        """The notes on the stack for a person."""
        was, now = (mapping(document.get("terraform")).get("backend") for document in self._documents())
        if any(differences(was, now)):
            yield (
                "its state moves: `terraform init -migrate-state` takes it along; without it Terraform would make "
                "everything a second time"
            )
        for from_ in sorted(_unused_moves(self._after_document, self._moved)):
            if from_ in {resource.address for resource in self._new.resources()}:
                yield f"`moved` names {from_}, which still exists: Terraform refuses to plan"

        if self._taken_over:
            yield (
                f"azapi takes over {', '.join(sorted(self._taken_over))} from azurerm: its first plan shows each as "
                "changed in place, since it writes its whole body once"
            )

    def _documents(self) -> tuple[JsonObject, JsonObject]:
        return self._before_document, self._after_document


def _moves(document: JsonObject, old: Mapping[str, object], now: Mapping[str, object]) -> dict[str, str]:
    """Where the resources of the former output stand now, by former address, chains followed."""
    entries = {
        str(mapping(block).get("from")): str(mapping(block).get("to")) for block in blocks(document.get("moved"))
    }
    moves = {}
    for from_ in entries:
        to, seen = entries[from_], {from_}
        while to in entries and to not in seen and to not in now:
            seen.add(to)
            to = entries[to]
        if from_ in old and from_ not in now and to in now and to not in old:
            moves[from_] = to
    return moves


def _unused_moves(document: JsonObject, used: Mapping[str, str]) -> set[str]:
    return {str(mapping(block).get("from")) for block in blocks(document.get("moved"))} - used.keys()


def _slipped(old: Resolver, now: Resolver, moved: Mapping[str, str]) -> dict[str, str]:
    """Resources that stand at another address and are the same in Azure, without an entry of `moved`."""
    was, are = ({resource.address: resource for resource in resolver.resources()} for resolver in (old, now))
    came = {
        (resource.type, id_.lower()): address
        for address, resource in are.items()
        if address not in was and address not in moved.values() and (id_ := now.arm_id(resource))
    }
    return {
        address: came[key]
        for address, resource in was.items()
        if came
        and address not in are
        and address not in moved
        and (key := (resource.type, (old.arm_id(resource) or "").lower())) in came
    }


def _same_id(one: str | None, other: str | None) -> bool:
    return one is not None and other is not None and one.lower() == other.lower()


def _rewritten(value: object, renamed: Mapping[str, str], bodies: Mapping[str, JsonObject]) -> object:
    """A document in which resources stand at, and are referred to by, their new addresses.

    Args:
        value: the document.
        renamed: new addresses by former address.
        bodies: bodies that replace those in the document, by new address: the arguments of two providers for one
            resource cannot be compared.
    """
    if not renamed:
        return value
    pattern = re.compile(
        r"(?<![\w.-])(" + "|".join(map(re.escape, sorted(renamed, key=len, reverse=True))) + r")(?![\w-])"
    )

    def text(found: object) -> object:
        if isinstance(found, str):
            return pattern.sub(lambda match: renamed[match.group(1)], found)
        if isinstance(found, Mapping):
            return {key: text(inner) for key, inner in found.items()}
        return [text(inner) for inner in found] if isinstance(found, list) else found

    document = dict(cast(JsonObject, value))
    resources: dict[str, dict[str, object]] = {}
    for kind, named in mapping(document.get("resource")).items():
        for key, body in mapping(named).items():
            address = renamed.get(f"{kind}.{key}", f"{kind}.{key}")
            type_, _, name = address.partition(".")
            resources.setdefault(type_, {})[name] = bodies.get(address) or text(body)
    return {**{key: text(inner) for key, inner in document.items()}, "resource": resources}


def _change(stack: str, resource: Resource, kind: Kind, arguments: tuple[ArgumentChange, ...] = ()) -> ResourceChange:
    type_ = str(resource.body.get("type", "")).partition("@")[0] if resource.type.startswith("azapi_") else ""
    settings = {key: value for key, value in resource.body.items() if isinstance(value, str | bool)}
    return ResourceChange(
        stack,
        resource.address,
        resource.type,
        resource.name,
        kind,
        arguments,
        arm_type=type_,
        settings={key: value for key, value in settings.items() if not facts.hidden(resource.type, (key,), value)}
        if kind is Kind.ADDED
        else {},
    )


def _gone(stack: str, resource: Resource, kind: Kind) -> ResourceChange:
    change = _change(stack, resource, kind)
    if kind is Kind.FORGOTTEN:
        return change
    return replace(change, loss=loss(resource.type, resource.body), unprotected=_prevented(resource))


def _prevented(resource: Resource) -> bool:
    return mapping(_one(resource.body.get("lifecycle"))).get("prevent_destroy") is True


def _one(value: object) -> object:
    return value[0] if isinstance(value, list) and value else value


def _leaves(value: object, path: Path = (), argument: str = "") -> Iterator[tuple[Path, str, object]]:
    """The texts of a body with their places."""
    if isinstance(value, Mapping):
        for key, inner in value.items():
            if path or key not in _META:
                yield from _leaves(inner, (*path, key), f"{argument}.{key}" if argument else key)
    elif isinstance(value, list):
        for inner in value:
            yield from _leaves(inner, path, argument)
    elif isinstance(value, str):
        yield path, argument, value


def _plain_path(text: str) -> Path:
    """The names in a path such as `identity[0].type` or `tags["cost-center"]`; items of lists have none."""
    return tuple(key or name for key, name in re.findall(r'\["([^"]*)"\]|([^.\[\]]+)(?![^\[]*\])', text))


def _shown(type_: str, difference: Difference, *, forces: bool = False) -> ArgumentChange:
    before, after = (
        templates.value_of(facts.masked(type_, difference.path, value))
        for value in (difference.before, difference.after)
    )
    return ArgumentChange(difference.argument, before, after, forces)
