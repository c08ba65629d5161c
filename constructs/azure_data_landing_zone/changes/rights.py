"""Role assignments that a change adds."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from ..azure.json_values import JsonObject
from ..azure.roles import assigned, name_of
from ..synthesized.references import Resolver
from ..synthesized.stacks import Resource, Stack
from .effects import Effect, Rule
from .model import ArgumentChange, Changes, Kind, ResourceChange, StackKind

_ASSIGNMENT = "azurerm_role_assignment"
_GUID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")


def rights_effects(
    before: Mapping[str, JsonObject], after: Mapping[str, JsonObject], changes: Changes, renamed: Mapping[str, str]
) -> Iterator[Effect]:
    """The role assignments that give more rights than before.

    Args:
        before: the former stacks by name, parsed; empty for a plan.
        after: the new stacks by name, parsed; empty for a plan.
        changes: what changes.
        renamed: the ids that resources have after the change, by the ids they had before, both in lower case.
    """
    titles, new = _titles(after), _names(after) - _names(before)
    for stack in changes.stacks:
        assignments = [resource for resource in stack.resources if resource.type == _ASSIGNMENT]
        if stack.kind is StackKind.ADDED and assignments:
            yield Effect(Rule.GAINED, stack.name, f"{len(assignments)} role assignments", "the new stack gives rights")
        if stack.kind is not StackKind.CHANGED or not assignments:
            continue
        resolver = Resolver(stack.name, after.get(stack.name, {}))
        bodies = {resource.address: resource for resource in resolver.resources()}
        for change in assignments:
            if _gains(change, renamed):
                gained = _gained(change, bodies.get(change.address), resolver, titles)
                yield replace(gained, name="a new resource") if gained.name in new else gained


def _gains(change: ResourceChange, renamed: Mapping[str, str]) -> bool:
    if change.kind is Kind.ADDED:
        return True
    return change.kind is Kind.REPLACED and any(_wider(argument, renamed) for argument in change.arguments)


def _wider(argument: ArgumentChange, renamed: Mapping[str, str]) -> bool:
    """Whether an argument of an assignment names another role, principal or scope than before."""
    before, after = str(argument.before), str(argument.after)
    if argument.argument == "role_definition_name":
        return before != after
    if argument.argument == "role_definition_id":
        return before.rpartition("/")[2] != after.rpartition("/")[2] and renamed.get(before.lower()) != after.lower()
    if argument.argument == "principal_id":
        return _GUID.fullmatch(after) is not None
    return argument.argument == "scope" and _GUID.search(after) is not None and not _same_scope(before, after, renamed)


def _same_scope(before: str, after: str, renamed: Mapping[str, str]) -> bool:
    """Whether a scope is the same resource under another id."""
    if not before.startswith("/"):
        return True
    parts = before.lower().split("/")
    for length in range(len(parts), 1, -1):
        if (new := renamed.get("/".join(parts[:length]))) is not None:
            return "/".join([new, *parts[length:]]) == after.lower()
    return False


def _names(stacks: Mapping[str, JsonObject]) -> frozenset[str]:
    """The names of all resources."""
    return frozenset(
        resource.name for name, document in stacks.items() for resource in Stack(name, document).resources()
    )


def _titles(stacks: Mapping[str, JsonObject]) -> Mapping[str, str]:
    """The names of the custom roles of the landing zone, by id."""
    return {
        guid.lower(): resource.name
        for name, document in stacks.items()
        for resource in Stack(name, document).resources()
        if resource.type == "azurerm_role_definition"
        and isinstance(guid := resource.body.get("role_definition_id"), str)
    }


def _gained(change: ResourceChange, resource: Resource | None, resolver: Resolver, titles: Mapping[str, str]) -> Effect:
    body = resource.body if resource is not None else {}
    guid, named = assigned(body), body.get("role_definition_name")
    role = named if isinstance(named, str) else titles.get(guid) or name_of(guid) or "a role"
    principal = body.get("principal_id")
    scope = resolver.text(body.get("scope")) or ""
    who = principal if isinstance(principal, str) and _GUID.fullmatch(principal) else _identity(principal)
    return Effect(
        Rule.GAINED,
        change.stack,
        scope.rpartition("/")[2] or change.name,
        f"{who} gets the role {role}",
        address=change.address,
        argument="principal_id",
    )


def _identity(principal: object) -> str:
    """An identity, by the Terraform address that a reference names."""
    found = re.match(r"\$\{(?:data\.)?(\w+\.[\w-]+)", principal) if isinstance(principal, str) else None
    return f"the identity {found.group(1)}" if found else "a principal"
