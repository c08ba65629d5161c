"""One judgement of a change: what it loses, moves, opens and gives, from the stacks before and after it."""

from __future__ import annotations

import functools
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from ..azure import names, tables
from ..azure.json_values import JsonObject
from ..checks.exposure import exposure
from ..checks.findings import State
from ..checks.one_way import OneWayChange, forward_changes
from ..config.layout.stacks import BOOTSTRAP
from ..synthesized.references import Resolver, arm_type
from ..synthesized.stacks import Resource, Stack, blocks, find, mapping
from .compare import LATER
from .effects import Effect, Rule
from .model import ArgumentChange, Changes, Kind, ResourceChange, StackChange, StackKind
from .ranges import range_effects
from .rights import rights_effects
from .values import canonical
from .zone import names_effect, zone_effects

_LABEL = re.compile(r"\[[^\]]*\]")
#: Types whose names are not referred to: Azure requires a UUID, or the name is derived from the parent.
_UNNAMED = frozenset({"azurerm_role_assignment", "azurerm_role_definition", "terraform_data", "azapi_resource_action"})
#: A destroyed identity holds no data, and is not used without its compute or link.
_IDENTITY = "azurerm_user_assigned_identity"


def judged(
    before: Mapping[str, JsonObject],
    after: Mapping[str, JsonObject],
    changes: Changes,
    *,
    removed: Collection[str] = (),
    deleted: Collection[str] = (),
) -> tuple[Effect, ...]:
    """The effects of a change, most severe first.

    Args:
        before: the former stacks by name, parsed; empty for a plan.
        after: the new ones; empty for a plan.
        changes: what changes from one to the next, or what is planned.
        removed: stacks that were taken down before they left the configuration, as it says.
        deleted: those of them whose container in the lake it says to delete.
    """
    allowed = _Allowed(removed, deleted)
    renamed = [effect for stack in changes.stacks for effect in _renamed(stack)]
    zone = list(zone_effects(before, after, changes))
    if not zone:
        zone += names_effect(renamed)
    # A cause that concerns everything explains the new names.
    renamed = [] if zone else renamed
    disposable = _disposable(before) & _disposable(after)
    ids = _ids(before, after) if changes.stacks else {}
    found: list[Effect] = [*zone, *renamed]
    found += _left(changes)
    found += (_one_way(change) for change in changes.one_way)
    found += range_effects(before, after)
    for stack in changes.stacks:
        if stack.kind not in (StackKind.VANISHED, StackKind.REMOVED):
            found += _resources(stack, stack.name in disposable, allowed, ids)
            found += _settings(stack)
    found += _lifecycles(before, after)
    found += rights_effects(before, after, changes, ids)
    if changes.stacks:
        found += _opened(before, after, changes)
        found += (
            Effect(
                Rule.IRREVERSIBLE,
                one.stack,
                one.name,
                f"{one.argument} becomes {one.after}: {one.reason}",
                address=one.address,
                argument=one.argument,
            )
            for one in forward_changes(before, after)
        )
    order = list(Rule)
    return tuple(sorted(found, key=lambda effect: order.index(effect.rule)))


def _left(changes: Changes) -> Iterator[Effect]:
    renamed = {rename.before: rename for rename in changes.renames}
    gone = [stack for stack in changes.vanished if stack.name not in renamed]
    listed = ", ".join(f"{stack.name}: {{}}" for stack in gone)
    for stack in changes.vanished:
        rename = renamed.get(stack.name)
        if rename is not None:
            first, *ways = rename.advice()
            yield Effect(Rule.KEY, stack.name, stack.name, first, refused=True, remedy="\n".join(ways))
            continue
        held = len(stack.losses)
        yield Effect(
            Rule.LEFT_BEHIND,
            stack.name,
            f"{stack.name} ({_many(len(stack.resources))}" + (f", {held} with data)" if held else ")"),
            "the stack vanishes; its resources stay in Azure and are paid for, and no Terraform manages them",
            refused=True,
            remedy="put it back, or remove it in order: `decommission: true` of the product, apply, destroy the stack, "
            f"then `removed: {{{listed}}}` (`adlz docs operations#remove-a-product`). If a program "
            "of your own makes it, check the output of the program: `adlz check --synthesized FOLDER`",
        )


def _many(number: int) -> str:
    return "1 resource" if number == 1 else f"{number} resources"


def _one_way(change: OneWayChange) -> Effect:
    return Effect(
        Rule.ONE_WAY,
        change.stack,
        change.address,
        f"{change.argument} would go from {change.before} to {change.after}: {change.reason}",
        address=change.address,
        argument=change.argument,
        refused=True,
        remedy="keep the former setting, or create the resource again under another name",
    )


def _renamed(stack: StackChange) -> Iterator[Effect]:
    for change in stack.resources:
        if change.kind is Kind.REPLACED and change.renamed and change.type not in _UNNAMED:
            yield Effect(
                Rule.RENAMED,
                stack.name,
                change.name,
                "the name changes: Azure renames nothing, so the resource is destroyed and created again",
                address=change.address,
                argument="name",
                refused=_is_contract(change),
                remedy="keep the former name, below `names` or by keeping what it is made of",
            )


def _resources(stack: StackChange, disposable: bool, allowed: _Allowed, ids: Mapping[str, str]) -> Iterator[Effect]:
    for change in stack.resources:
        yield from _gone(change, disposable, allowed)
        yield from _weighed(change, ids)


@dataclass(frozen=True)
class _Allowed:
    """The resources that the configuration destroys: those in other stacks that belong to stacks that were removed."""

    removed: Collection[str]
    deleted: Collection[str]

    def __contains__(self, change: ResourceChange) -> bool:
        if change.type == "azurerm_storage_container" and change.name in self.deleted:
            return True
        return change.stack == BOOTSTRAP and any(
            change.name == name or re.search(rf"[._-]{re.escape(name)}([_-]|$)", change.address)
            for name in self.removed
        )


def _gone(change: ResourceChange, disposable: bool, allowed: _Allowed) -> Iterator[Effect]:
    verb = "is destroyed and created again" if change.kind is Kind.REPLACED else "is destroyed"
    why = next(iter(argument.argument for argument in change.arguments if argument.forces), "")
    name = "" if change.type in _UNNAMED else change.name or change.address
    one = Effect(Rule.LOST, change.stack, name, "", address=change.address, argument=why)
    if change.kind is Kind.FORGOTTEN:
        yield replace(one, rule=Rule.FORGOTTEN, what="stays in Azure, and Terraform no longer manages it")
    elif change.kind is Kind.DESTROYED and change.type == _IDENTITY:
        yield replace(one, rule=Rule.DESTROYED, what=f"{verb}, and {change.loss} with it")
    elif change.destructive and change.loss:
        yield replace(
            one,
            what=f"{verb}; lost is {change.loss}",
            refused=not disposable and change not in allowed,
            remedy=f"keep {why} as it was" if why else "keep it in the configuration",
        )
    elif change.kind is Kind.REPLACED:
        yield replace(one, rule=Rule.REPLACED, what=f"{_kind(change)} {verb}, and nothing is lost with it")
    elif change.kind is Kind.DESTROYED:
        yield replace(one, rule=Rule.DESTROYED, what=f"{_kind(change)} {verb}, and nothing is lost with it")


def _kind(change: ResourceChange) -> str:
    """A type of Terraform in words."""
    words = change.type.removeprefix("azurerm_").replace("_", " ")
    return f"the {words}" if change.type != "azapi_resource" else "it"


def _weighed(change: ResourceChange, ids: Mapping[str, str]) -> Iterator[Effect]:
    """The effects of the table on a resource; arguments that follow the new ids of others are no change."""
    for row in _rows(change.kind_of):
        argument = row.get("argument", "")
        found = next((a.argument for a in change.arguments if argument and _fits(row, a) and not _follows(a, ids)), "")
        whole = not argument and change.kind.value == row["change"]
        if not (whole or (argument and found)) or _unless(row, change):
            continue
        yield Effect(
            Rule(row["rule"]),
            change.stack,
            change.name or change.address,
            row["meaning"],
            address=change.address,
            argument=found,
        )


def _follows(change: ArgumentChange, ids: Mapping[str, str]) -> bool:
    """Whether an argument names the same resource under the id that it has afterwards."""
    if change.after == LATER:
        return True
    return isinstance(change.before, str) and ids.get(change.before.lower()) == str(change.after).lower()


def _unless(row: Mapping[str, object], change: ResourceChange) -> bool:
    wanted = mapping(row.get("unless"))
    return bool(wanted) and all(
        change.settings.get(argument) in values for argument, values in wanted.items() if isinstance(values, list)
    )


def _fits(row: Mapping[str, str], change: ArgumentChange) -> bool:
    argument, path = row["argument"], _LABEL.sub("", change.argument)
    below = path.startswith(f"{argument}.")
    if path != argument and not below:
        return False
    before, after = change.before, change.after
    match row["change"]:
        case "differs":
            return True
        case "more":
            # Below a block, such as a collection of rules, a further block or list counts, and a text does not.
            gained = before is None and isinstance(after, Mapping | list)
            return gained if below else bool(_entries(after) - _entries(before))
        case "fewer":
            lost = after is None and any(isinstance(one, Mapping) for one in blocks(before))
            return lost if below else bool(_entries(before) - _entries(after))
        case "off":
            return before is not False and after is False
        case "on":
            return before is not True and after is True
        case "lower":
            return (is_ := _number(after)) is not None and ((was := _number(before)) is None or is_ < was)
        case "higher":
            return (is_ := _number(after)) is not None and (was := _number(before)) is not None and is_ > was
    return False


def _entries(value: object) -> set[str]:
    return set(map(canonical, blocks(value)))


def _number(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


@functools.cache
def _table() -> Mapping[str, Sequence[Mapping[str, str]]]:
    return {type_.lower(): rows for type_, rows in tables.read("effects").items()}


def _rows(type_: str) -> Sequence[Mapping[str, str]]:
    return _table().get(type_.lower(), ())


def _is_contract(change: ResourceChange) -> bool:
    """Whether a new name is refused: the convention names the resource, and nothing else replaces it."""
    by_name = _contracts().get(change.kind_of.lower())
    if by_name is None:
        return False
    name = next((str(argument.after) for argument in change.arguments if argument.argument == "name"), "")
    return by_name or all(name in str(argument.after) for argument in change.arguments if argument.forces)


@functools.cache
def _contracts() -> Mapping[str, bool]:
    """The types of resources that the naming convention names, in Terraform and Azure, in lower case.

    The values say whether a name is refused in any case. A resource that is named after what it belongs to may be
    replaced together with that, such as a peering with another hub.
    """
    named = {rule.arm_type.lower(): bool(rule.abbreviation) for rule in names.rules().values()}
    by_id = {type_: row.get("arm_id") or row.get("id", "") for type_, row in tables.read("import_ids").items()}
    types = {type_: arm_type(id_).lower() for type_, id_ in by_id.items()}
    return named | {type_: named[found] for type_, found in types.items() if found in named}


def _settings(stack: StackChange) -> Iterator[Effect]:
    state = [setting for setting in stack.settings if setting.argument.startswith("terraform.backend")]
    if state:
        yield Effect(
            Rule.STATE,
            stack.name,
            stack.name,
            "its state moves: `terraform init -migrate-state` takes it along; without it Terraform would create "
            "everything again",
            argument="terraform.backend",
        )
    for setting in stack.settings:
        address, _, argument = setting.argument.partition(": ")
        block = argument == "lifecycle" and mapping(setting.before).get("prevent_destroy") is True
        if block or (argument == "lifecycle.prevent_destroy" and setting.before is True):
            yield Effect(
                Rule.UNPROTECTED,
                stack.name,
                address,
                "prevent_destroy is removed, so Terraform no longer refuses to destroy it",
                address=address,
                argument=argument,
            )


@dataclass(frozen=True)
class _Life:
    """How much the lifecycle of a stack protects, as its provider block says."""

    purges: bool
    deletes_filled_groups: bool


def _life(stack: Stack) -> _Life | None:
    body = stack.provider("azurerm")
    purges = next(find(body, ("features", "key_vault", "purge_soft_delete_on_destroy"))).value
    keeps = next(find(body, ("features", "resource_group", "prevent_deletion_if_contains_resources"))).value
    return None if purges is None else _Life(purges is True, keeps is False)


def _disposable(stacks: Mapping[str, JsonObject]) -> frozenset[str]:
    """The stacks whose lifecycle says that they may be lost at any time."""
    lives = {name: _life(Stack(name, document)) for name, document in stacks.items()}
    return frozenset(name for name, life in lives.items() if life is not None and life.purges)


def _lifecycles(before: Mapping[str, JsonObject], after: Mapping[str, JsonObject]) -> Iterator[Effect]:
    for name in sorted(before.keys() & after.keys()):
        was, now = (_life(Stack(name, stacks[name])) for stacks in (before, after))
        if was is None or now is None:
            continue
        if now.purges and not was.purges:
            yield Effect(
                Rule.LIFECYCLE,
                name,
                name,
                "its lifecycle becomes disposable: what is destroyed is purged, and nothing of it can be recovered",
                argument="lifecycle",
            )
        elif now.deletes_filled_groups and not was.deletes_filled_groups:
            yield Effect(
                Rule.LIFECYCLE,
                name,
                name,
                "its protection is lifted: Terraform and locks let it be destroyed, with what is left in its resource "
                "group",
                argument="lifecycle",
            )


def _opened(before: Mapping[str, JsonObject], after: Mapping[str, JsonObject], changes: Changes) -> Iterator[Effect]:
    """The resources that can be reached from outside or without Entra ID now, and could not before."""
    former = {resource.former: resource.address for resource in changes.resources if resource.former}
    was = {
        (one.stack, former.get(one.address, one.address), one.argument, one.value)
        for one in exposure(before)
        if one.state is State.OPEN
    }
    names = {(resource.stack, resource.address): resource.name for resource in changes.resources}
    for one in exposure(after):
        if one.state is State.OPEN and (one.stack, one.address, one.argument, one.value) not in was:
            yield Effect(
                Rule.OPENED,
                one.stack,
                names.get((one.stack, one.address)) or one.name or one.address,
                one.meaning,
                address=one.address,
                argument=one.argument,
            )


def _ids(before: Mapping[str, JsonObject], after: Mapping[str, JsonObject]) -> Mapping[str, str]:
    """The new ids of resources by their former ones, in lower case; of those whose id changes.

    A resource that is created again in another existing resource, such as a container in another account, is left out:
    it is not the former one under another id.
    """
    ids: dict[str, str] = {}
    for name in before.keys() & after.keys():
        if before[name] == after[name]:
            continue
        former, now = Resolver(name, before[name]), Resolver(name, after[name])
        new: dict[str, Resource] = {resource.address: resource for resource in now.resources()}
        for resource in former.resources():
            other = new.get(resource.address)
            if other is not None and (old := former.arm_id(resource)) and (id_ := now.arm_id(other)) and old != id_:
                ids[old.lower()] = id_.lower()
    return {old: new for old, new in ids.items() if _same_place(old, new, ids)}


def _same_place(old: str, new: str, ids: Mapping[str, str]) -> bool:
    """Whether the resources that contain a resource are the same before and after."""
    before, after = old.rpartition("/")[0], new.rpartition("/")[0]
    while before and before != after and ids.get(before) != after:
        if before.rpartition("/")[2] != after.rpartition("/")[2]:
            return False
        before, after = before.rpartition("/")[0], after.rpartition("/")[0]
    return True
