"""The rights that must be granted before stacks are planned and applied, one line for each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ..azure.json_values import JsonObject
from ..config import Configuration
from ..synthesized.index import Index
from .held import Actor, Grant
from .needs import Need
from .verdicts import Finder, Used, rights, sides
from .words import owner


@dataclass(frozen=True)
class Line:
    """A right that an actor needs.

    Attributes:
        owner: who grants it, such as `owner of the subscription ...`; the stack that assigns it, if one does.
        actor: who needs it.
        role: the name of the role.
        scope: the resource id of the scope; the id of an application for a right in Entra ID.
        may_assign: the roles that a condition limits the assignment of roles to; empty without a condition.
        after: the stack after which it can be granted, since it creates scope or role; empty if that is at once.
        assigned: whether a stack assigns it, so that no person has to.
        stacks: the stacks that need it.
        because: an action that no other right of the actor has.
        count: how many actions need it.
    """

    owner: str
    actor: Actor
    role: str
    scope: str
    may_assign: tuple[str, ...]
    after: str
    assigned: bool
    stacks: tuple[str, ...]
    because: Need
    count: int

    @property
    def reason(self) -> str:
        """The action that needs it, and where."""
        more = f", and {self.count - 1} more" if self.count > 1 else ""
        what = f"{self.because.action} at {self.because.address}" if self.because.address else self.because.action
        return f"{what} in {self.because.stack}{more}"


def listing(configuration: Configuration, stacks: Mapping[str, JsonObject]) -> tuple[Line, ...]:
    """The rights that are needed, by actor: none can be left out.

    Args:
        configuration: the configuration that the stacks were made from.
        stacks: all synthesized stacks by name, parsed.
    """
    stacks = Index.over(stacks)
    needs, grants = sides(configuration, stacks)
    found = rights(configuration, stacks)
    finder = Finder(configuration, needs, grants)
    order = ["", *configuration.stacks]
    lines = [_line(configuration, used, order[_after(finder, used.grant)]) for used in found.used]
    actors = list(dict.fromkeys(finder.actors))
    return tuple(sorted(lines, key=lambda line: (actors.index(line.actor), line.assigned)))


def given(lines: Sequence[Line]) -> Mapping[str, Sequence[Line]]:
    """The rights that people grant, by owner: first that of the landing zone's subscription."""
    by_owner: dict[str, list[Line]] = {}
    for line in sorted(lines, key=lambda line: "landing zone" not in line.owner):
        if not line.assigned:
            by_owner.setdefault(line.owner, []).append(line)
    return by_owner


def by_actor(lines: Sequence[Line]) -> Iterator[tuple[Actor, Sequence[Line]]]:
    """The lines in blocks, one for each actor."""
    for who in dict.fromkeys(line.actor for line in lines):
        yield who, [line for line in lines if line.actor == who]


def _line(configuration: Configuration, used: Used, after: str) -> Line:
    grant = used.grant
    return Line(
        owner=owner(configuration.core, grant) if grant.listed else f"stack {grant.assigned_by}",
        actor=grant.actor,
        role=grant.role,
        scope=grant.scope,
        may_assign=grant.may_assign,
        after=after,
        assigned=not grant.listed,
        stacks=used.stacks,
        because=used.need,
        count=used.count,
    )


def _after(finder: Finder, grant: Grant) -> int:
    """The place of the stack after which a right can be granted; 0 if it can be at once."""
    # The stack bootstrap, which is the first one, creates custom roles.
    return max(finder.exists(grant), 1 if grant.assignable_in is not None else 0)
