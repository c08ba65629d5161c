"""Import blocks for what exists already."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from ..azure.json_values import JsonObject
from ..synthesized.references import ImportFacts, Resolver, arm_type, import_facts
from ..synthesized.stacks import Resource, mapping
from .listing import Listed, Listing


class Outcome(StrEnum):
    """Why a resource gets no import block."""

    ABSENT = "absent"
    """The listing would hold it if it existed, so Terraform makes it."""
    NOT_LISTED = "not_listed"
    """The listing that was given says nothing about this type."""
    MISMATCH = "mismatch"
    """It exists under the same name, but Terraform would replace it."""
    NOT_IMPORTABLE = "not_importable"
    """It cannot be imported at all, or its id cannot be decided."""


@dataclass(frozen=True, slots=True)
class Import:
    """An import block: the address in Terraform, and the id in Azure."""

    stack: str
    to: str
    id: str


@dataclass(frozen=True, slots=True)
class Left:
    """A resource of a stack without an import block.

    Attributes:
        stack: the stack's name.
        address: its address in Terraform.
        name: its name; empty if it has none.
        outcome: why.
        reason: why, for a person.
    """

    stack: str
    address: str
    name: str
    outcome: Outcome
    reason: str


_Refuse = Callable[[Outcome, str], Left]


@dataclass(frozen=True)
class Imports:
    """The result of `import_blocks`.

    Attributes:
        blocks: the import blocks, by stack and address.
        left: the resources of the stacks without one.
        foreign: what the listing holds and no stack knows, that in resource groups of the landing zone first.
        ours: the resource groups that the stacks hold or name, in lower case.
    """

    blocks: tuple[Import, ...]
    left: tuple[Left, ...]
    foreign: tuple[Listed, ...]
    ours: frozenset[str]

    def document(self, stack: str) -> dict[str, object] | None:
        """A stack's import blocks as Terraform's JSON; None if it has none."""
        found = [{"to": block.to, "id": block.id} for block in self.blocks if block.stack == stack]
        return {"import": found} if found else None


def import_blocks(stacks: Mapping[str, JsonObject], listing: Listing | None = None) -> Imports:
    """The import blocks of what exists already.

    Args:
        stacks: the synthesized stacks by name, parsed.
        listing: what exists. Left out, everything whose id the stacks decide is taken to exist.
    """
    blocks: list[Import] = []
    left: list[Left] = []
    taken: set[str] = set()
    groups: set[str] = set()
    listed = frozenset(_siblings(resource.id) for resource in listing or ())
    for name, document in sorted(stacks.items()):
        resolver = Resolver(name, document)
        for resource in sorted(resolver.resources(), key=lambda resource: resource.address):
            group = (
                resource.name if resource.type == "azurerm_resource_group" else resource.body.get("resource_group_name")
            )
            if (group := resolver.text(group)) is not None:
                groups.add(group.lower())
            found = _import(resolver, resource, listing, listed)
            if isinstance(found, Left):
                left.append(found)
                continue
            block, used = found
            blocks.append(block)
            if used is not None:
                taken.add(used.id.lower())
    foreign = tuple(
        sorted(
            (resource for resource in listing or () if resource.id.lower() not in taken),
            key=lambda resource: (resource.group.lower() not in groups, resource.id.lower()),
        )
    )
    return Imports(tuple(blocks), tuple(left), foreign, frozenset(groups))


def _import(
    resolver: Resolver, resource: Resource, listing: Listing | None, listed: frozenset[str]
) -> Left | tuple[Import, Listed | None]:
    def left(outcome: Outcome, reason: str) -> Left:
        return Left(resolver.stack.name, resource.address, resource.name, outcome, reason)

    known = import_facts(resource.type)
    if known is None:
        return left(Outcome.NOT_IMPORTABLE, "nothing is known of how this type is imported")
    if known.never:
        return left(Outcome.NOT_IMPORTABLE, known.never)
    id_, azure_id = resolver.import_id(resource), resolver.arm_id(resource)
    if id_ is None or azure_id is None:
        return left(Outcome.NOT_IMPORTABLE, "its id holds what Azure made up, so that it cannot be computed")
    block = Import(resolver.stack.name, resource.address, id_)
    if listing is None:
        return block, None
    if known.part_of is not None:
        return _part(resolver, resource, listing, known.part_of, block) or left(
            Outcome.ABSENT, f"the listing does not say that it exists; {known.listed_by} would"
        )
    found = listing.by_id(azure_id)
    if found is not None:
        return _matched(resource, found, block, left)
    type_ = arm_type(azure_id)
    for other in listing.by_name(type_, azure_id.rsplit("/", 1)[1]):
        if _kin(other.id, azure_id):
            return left(
                Outcome.MISMATCH,
                f"one of the same name is {other.id}, where {azure_id} is configured: Terraform would replace it. "
                "Configure its resource group with `names`, or give it as existing",
            )
    if _siblings(azure_id) in listed or known.listed_by == "az resource list":
        return left(Outcome.ABSENT, "the listing does not hold it, so Terraform makes it")
    return left(Outcome.NOT_LISTED, _hint(resource, known))


def _hint(resource: Resource, known: ImportFacts) -> str:
    if resource.type == "azurerm_role_assignment":
        return (
            f"`{known.listed_by}` lists it. One of the same scope, role and principal under another name cannot be "
            "taken over, since its name is part of its id: remove it first, or Azure answers RoleAssignmentExists"
        )
    return f"`{known.listed_by}` lists it: give its output as a further listing, or Terraform takes it for missing"


def _matched(resource: Resource, found: Listed, block: Import, left: _Refuse) -> Left | tuple[Import, Listed]:
    location = resource.body.get("location")
    if isinstance(location, str) and found.location and _region(location) != _region(found.location):
        return left(
            Outcome.MISMATCH,
            f"it lies in {found.location}, and {location} is configured: Terraform would replace it. "
            "Configure its `location`",
        )
    return block, found


def _kin(one: str, other: str) -> bool:
    """Whether two ids of top-level resources may mean the same thing: children are told apart by their parent."""
    return one.lower().split("/providers/")[-1] == other.lower().split("/providers/")[-1]


def _part(
    resolver: Resolver, resource: Resource, listing: Listing, part_of: Mapping[str, str], block: Import
) -> tuple[Import, None] | None:
    """The block of what is a property of another resource, if the listing says that this has it."""
    whole, wanted = (resolver.filled(resource, part_of[key]) for key in ("of", "is"))
    listed_part = listing.by_id(whole) if whole else None
    if listed_part is None or wanted is None:
        return None
    body = mapping(listed_part.body.get("properties")) or listed_part.body
    value = body.get(part_of["property"])
    ids = [str(mapping(entry).get("id", "")).lower() for entry in (value if isinstance(value, list) else [value])]
    return (block, None) if wanted.lower() in ids else None


def _region(text: str) -> str:
    return text.lower().replace(" ", "")


def _siblings(id_: str) -> str:
    """The prefix of the ids of all resources of one type below one parent; a listing that holds one holds all."""
    return id_.lower().rpartition("/")[0]
