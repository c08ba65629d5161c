"""Results about fragments and overrides of the landing zone's file."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator, Sequence

from ..config import Configuration
from ..config.reading.fragments import FragmentFile, source_of
from ..synthesized.index import Index
from ..synthesized.references import import_facts
from ..synthesized.stacks import Resource
from .origins import Origins
from .results import Level, Result

#: Providers that only talk to Azure or only compute; their data sources read with the rights of the stack's identity.
_KNOWN = frozenset({"hashicorp/azurerm", "azure/azapi", "hashicorp/azuread", "hashicorp/random", "hashicorp/time"})


def extensions(configuration: Configuration, stacks: Sequence[str], day: datetime.date) -> Iterator[Result]:
    """The fragments and overrides of stacks, each as an accepted result; an override past its end is refused.

    Args:
        configuration: a checked configuration.
        stacks: the names of the stacks.
        day: the day.
    """
    origins = Origins(configuration)
    fragments = configuration.landing_zone.extensions.fragments
    for stack in stacks:
        for fragment, file in configuration.fragments(stack):
            yield from _unseen(stack, file)
            yield Result(
                check="extensions",
                rule="fragment",
                level=Level.ACCEPTED,
                message=f"{fragment.file} {_contents(file)}",
                stack=stack,
                place=origins.section("extensions", "fragments", fragments.index(fragment)),
                reason=fragment.reason,
            )
        for number, override in configuration.overrides(stack):
            ended = override.expires is not None and override.expires < day
            until = f" (until {override.expires})" if override.expires and not ended else ""
            yield Result(
                check="extensions",
                rule="expired" if ended else "override",
                level=Level.REFUSED if ended else Level.ACCEPTED,
                message=(f"the override of {', '.join(override.set_)} ended on {override.expires}: {override.reason}")
                if ended
                else ", ".join(map(_said, override.set_, override.set_.values())),
                remedy="remove it, or decide anew and move its end" if ended else "",
                stack=stack,
                address=override.address,
                place=origins.section("extensions", "overrides", number),
                reason="" if ended else f"{override.reason}{until}",
            )


def made_twice(configuration: Configuration, stacks: Index) -> Iterator[Result]:
    """Resources of fragments with the Azure id of another resource, in any stack.

    Args:
        configuration: a checked configuration.
        stacks: all stacks.
    """
    added = {
        (stack, address): file.document.place(path)
        for stack in stacks
        for _, file in configuration.fragments(stack)
        for address, path in file.addresses()
    }
    makers: dict[str, list[Resource]] = {}
    for stack in stacks if added else ():
        resolver = stacks.resolver(stack)
        for resource in resolver.resources():
            facts = import_facts(resource.type)
            # Some types are settings of a resource that another one makes, and have its id.
            if facts is not None and facts.part_of is None and (id_ := resolver.arm_id(resource)):
                makers.setdefault(id_.lower(), []).append(resource)
    for id_, resources in makers.items():
        # Those of the library are the first.
        first, *others = sorted(resources, key=lambda one: (one.stack, one.address) in added)
        for resource in others:
            if (place := added.get((resource.stack, resource.address))) is not None:
                where = added.get((first.stack, first.address)) or Origins(configuration).of(first.stack, first.address)
                yield Result(
                    check="extensions",
                    rule="made-twice",
                    level=Level.REFUSED,
                    message=f"makes {id_}, which {first.address} of the stack {first.stack} makes too"
                    f"{f' ({where})' if where else ''}",
                    remedy="choose another name; or copy the fragment into one stack",
                    stack=resource.stack,
                    address=resource.address,
                    place=place,
                )


def _unseen(stack: str, file: FragmentFile) -> Iterator[Result]:
    """Providers that the checks do not know, and what reads the state of another stack."""
    for name, entry in file.required_providers.items():
        if source_of(entry) not in _KNOWN:
            yield Result(
                check="extensions",
                rule="provider",
                level=Level.UNKNOWN,
                message=f"{source_of(entry)} is a provider that the checks do not know, a program that runs where the "
                "stack is planned: its data sources may read files and addresses there",
                remedy="if you trust it, add a suppression",
                stack=stack,
                address=f"required_providers.{name}",
                place=file.document.place(("terraform", "required_providers", name)),
            )
    for type_, path in file.resources():
        if type_ == "terraform_remote_state":
            yield Result(
                check="extensions",
                rule="remote-state",
                level=Level.UNKNOWN,
                message="reads the state of another stack, with all secrets in it",
                remedy="use the ids of the other stack, which `adlz show ids` lists; otherwise, add a suppression",
                stack=stack,
                address=f"data.{'.'.join(map(str, path[1:]))}",
                place=file.document.place(path),
            )


def _contents(file: FragmentFile) -> str:
    added, imported = [address for address, _ in file.addresses()], [to for to, _, _ in file.imports]
    parts = [f"adds {', '.join(added) or 'nothing'}"] if added or not imported else []
    return " and ".join([*parts, *([f"imports into {', '.join(imported)}"] if imported else [])])


def _said(path: str, value: object) -> str:
    return f"{path} is removed" if value is None else f"{path} is set to {json.dumps(value, ensure_ascii=False)}"
