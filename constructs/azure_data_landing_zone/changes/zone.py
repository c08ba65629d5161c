"""The values that identify a landing zone: a change of one concerns all stacks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from ..azure.json_values import JsonObject
from ..synthesized.stacks import Stack, mapping
from .effects import Effect, Rule
from .model import Changes, Kind

#: The tag that the library sets on everything, with the name of the landing zone.
_NAME_TAG = "landing-zone"
_GROUP = "azurerm_resource_group"
_PROVIDER = (
    (
        Rule.CLOUD,
        "environment",
        "the cloud changes from {before} to {after}: nothing can be moved between clouds. Create another landing zone, "
        "with its own folder and state",
    ),
    (
        Rule.TENANT,
        "tenant_id",
        "the tenant changes from {before} to {after}: Terraform moves nothing, and every group, identity and role of "
        "the former tenant is unknown in the new one. Create another landing zone, with its own folder and state",
    ),
    (
        Rule.SUBSCRIPTION,
        "subscription_id",
        "the subscription changes from {before} to {after}: Terraform moves nothing, and what exists stays in the "
        "former subscription and is paid for. A landing zone is one subscription: create another one, with its own "
        "folder and state",
    ),
)


def zone_effects(
    before: Mapping[str, JsonObject], after: Mapping[str, JsonObject], changes: Changes
) -> Iterator[Effect]:
    """Changes of the name, cloud, tenant, subscription, region and naming convention of a landing zone.

    Args:
        before: the former stacks by name, parsed.
        after: the new ones.
        changes: what changes from one to the next.
    """
    if not before or not after:
        return
    names = [_landing_zone(stacks) for stacks in (before, after)]
    if all(names) and names[0] != names[1]:
        yield Effect(
            Rule.LANDING_ZONE,
            "",
            names[0],
            f"the former stacks are of the landing zone {names[0]!r}, and these of {names[1]!r}. Names contain that "
            "name, so a deployed landing zone keeps it; another landing zone needs its own output folder",
            argument="name",
            refused=True,
            remedy=f"keep `name: {names[0]}`, or name another folder or base of comparison",
        )
    for rule, argument, sentence in _PROVIDER:
        was, now = (_provider(stacks, argument) for stacks in (before, after))
        if was and now and was != now:
            yield Effect(
                rule,
                "",
                "",
                sentence.format(before=was, after=now),
                argument=argument,
                refused=True,
                remedy=f"keep `{argument if argument != 'environment' else 'cloud'}: {was}`",
            )
    yield from _regions(before, changes)


def names_effect(renamed: Sequence[Effect]) -> Iterator[Effect]:
    """A change of the naming convention: names of several stacks change, and nothing else explains it."""
    stacks = {effect.stack for effect in renamed}
    if len(stacks) > 1 and all(effect.rule is Rule.RENAMED for effect in renamed):
        yield Effect(
            Rule.NAMING,
            "",
            "",
            f"the names of {len(renamed)} resources in {len(stacks)} stacks change, as with another naming convention: "
            "Azure renames nothing, so each is destroyed and created again under its new name",
            argument="naming",
            refused=True,
            remedy="keep `naming`, and give new names below `names` to new resources only",
        )


def _regions(before: Mapping[str, JsonObject], changes: Changes) -> Iterator[Effect]:
    """The stacks whose own resource groups all move; one that a fragment or a program adds may move alone."""
    for stack in changes.stacks:
        moved = {
            resource.address: (resource, argument)
            for resource in stack.resources
            if resource.type == _GROUP and resource.kind is Kind.REPLACED
            for argument in resource.arguments
            if argument.argument == "location"
        }
        groups = mapping(mapping(before.get(stack.name, {}).get("resource")).get(_GROUP))
        own = [f"{_GROUP}.{key}" for key, body in groups.items() if _NAME_TAG in mapping(mapping(body).get("tags"))]
        if moved and set(own or moved) <= moved.keys():
            resource, argument = moved[next(iter(own or moved))]
            yield Effect(
                Rule.REGION,
                stack.name,
                stack.name,
                f"the region changes from {argument.before} to {argument.after}: Azure moves nothing between regions, "
                "so everything is destroyed and created again, empty",
                address=resource.address,
                argument="location",
                refused=True,
                remedy=f"keep `location: {argument.before}`; another region is another landing zone, or the `location` "
                "of a new product",
            )


def _landing_zone(stacks: Mapping[str, JsonObject]) -> str:
    """The name of the landing zone, by the tag of most resource groups; empty if there is none."""
    found = Counter(
        name
        for document in stacks.values()
        for body in mapping(mapping(document.get("resource")).get(_GROUP)).values()
        if isinstance(name := mapping(mapping(body).get("tags")).get(_NAME_TAG), str)
    )
    return found.most_common(1)[0][0] if found else ""


def _provider(stacks: Mapping[str, JsonObject], argument: str) -> str:
    found = Counter(
        value
        for name, document in stacks.items()
        if isinstance(value := Stack(name, document).provider("azurerm").get(argument), str)
    )
    return found.most_common(1)[0][0] if found else ""
