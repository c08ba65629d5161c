"""Whether the principals who plan and apply stacks have the rights that Terraform needs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from ..azure.json_values import JsonObject
from ..azure.permissions import permissions
from ..azure.roles import custom_role
from ..config import Configuration
from ..config.models.pipelines import Purpose
from ..synthesized.index import Index
from .held import Actor, Actors, Grant, Holdings
from .narrowest import width
from .needs import Need, StackNeeds, Undecided, stack_needs

_ASSIGN = "Microsoft.Authorization/roleAssignments/"
_PURPOSES: tuple[Purpose, ...] = ("plan", "apply")


class Reason(StrEnum):
    """Why an actor may not do what Terraform needs."""

    NO_RIGHT = "no-right"
    """No right that is listed or assigned has the action at the scope."""
    ROLE_LACKS = "role-lacks-action"
    """The actor has a custom role at the scope, which lacks the action."""
    CONDITION = "condition"
    """The actor may assign roles at the scope, but the condition of the right does not name the role."""
    NOT_THERE = "scope-not-there"
    """The right is at a scope that the stack itself or a later one creates."""
    NOT_ASSIGNABLE = "not-assignable"
    """The right is a custom role at a scope in which the role cannot be assigned."""
    NO_ROLE = "no-such-role"
    """The right is a custom role that no stack creates."""
    UNCLEAR = "unclear"
    """The right may have the action, but its condition cannot be evaluated."""


@dataclass(frozen=True)
class Missing:
    """A right that an actor lacks.

    Attributes:
        actor: the actor.
        need: what Terraform needs.
        reason: why the actor may not do it.
        grant: the right that comes closest; None if there is none.
    """

    actor: Actor
    need: Need
    reason: Reason
    grant: Grant | None = None


@dataclass(frozen=True)
class Used:
    """A right that is needed.

    Attributes:
        grant: the right.
        need: an action that no other right of the actor has.
        stacks: the stacks that need it.
        count: how many actions at scopes need it.
    """

    grant: Grant
    need: Need
    stacks: tuple[str, ...]
    count: int


@dataclass(frozen=True)
class Rights:
    """The rights that are needed, against those that exist.

    Attributes:
        missing: the rights that actors lack, by stack.
        undecided: the resources whose actions cannot be computed.
        used: the rights that are needed, each of which has an action that no other one has.
        unneeded: the rights that stacks assign to actors, and that nothing needs.
    """

    missing: tuple[Missing, ...]
    undecided: tuple[Undecided, ...]
    used: tuple[Used, ...]
    unneeded: tuple[Grant, ...]


def rights(configuration: Configuration, stacks: Mapping[str, JsonObject]) -> Rights:
    """Compares the rights that Terraform needs with those that the actors have.

    Args:
        configuration: the configuration that the stacks were made from.
        stacks: all synthesized stacks by name, parsed.
    """
    return Index.over(stacks).once(_rights, configuration)


def _rights(configuration: Configuration, index: Index) -> Rights:
    needs, grants = sides(configuration, index)
    return compare(configuration, needs, grants)


def sides(
    configuration: Configuration, stacks: Mapping[str, JsonObject]
) -> tuple[Mapping[str, StackNeeds], tuple[Grant, ...]]:
    """The subject of the comparison: the needs by stack in the order of application, and the rights of all actors."""
    return Index.over(stacks).once(_sides, configuration)


def _sides(configuration: Configuration, index: Index) -> tuple[Mapping[str, StackNeeds], tuple[Grant, ...]]:
    names = [*(name for name in configuration.stacks if name in index), *sorted(index.keys() - configuration.stacks)]
    resolvers = {name: index.resolver(name) for name in names}
    needs = {name: stack_needs(resolver, index[name]) for name, resolver in resolvers.items()}
    return needs, Holdings(configuration, resolvers).grants


def compare(configuration: Configuration, needs: Mapping[str, StackNeeds], grants: Iterable[Grant]) -> Rights:
    """Compares needs with grants; the parts of `rights` for tests and tools that change one of them."""
    comparison = _Comparison(configuration, needs, tuple(grants))
    comparison.run()
    return comparison.result()


class Finder:
    """Finds the rights of an actor that allow an action.

    Args:
        configuration: the configuration.
        needs: the needs of all stacks, which say where each scope is created.
        grants: the rights of all actors.
    """

    def __init__(self, configuration: Configuration, needs: Mapping[str, StackNeeds], grants: Iterable[Grant]) -> None:
        self._order = {name: number for number, name in enumerate(configuration.stacks)}
        last = len(self._order)
        self._created = {id_: self._order.get(name, last) for name, found in needs.items() for id_ in found.created}
        self._by_scope: dict[Actor, dict[str, list[Grant]]] = {}
        self._by_actor: dict[Actor, list[Grant]] = {}
        self._ready: dict[Grant, int] = {}
        self._anchors: dict[tuple[Actor, str], str] = {}
        self._covering: dict[tuple[Actor, str], tuple[Grant, ...]] = {}
        self._allowing: dict[tuple[object, ...], frozenset[Grant]] = {}
        self._allows: dict[tuple[int, str, bool], bool] = {}
        for grant in grants:
            self._by_scope.setdefault(grant.actor, {}).setdefault(grant.scope.lower(), []).append(grant)
            self._by_actor.setdefault(grant.actor, []).append(grant)
            # A right that cannot be granted exists after no stack.
            self._ready[grant] = self.exists(grant) if grant.assignable else len(self._order) + 1

    @property
    def actors(self) -> tuple[Actor, ...]:
        """The actors that have rights."""
        return tuple(self._by_actor)

    def exists(self, grant: Grant) -> int:
        """The place of the first stack before which a right can exist: 0 if it needs no stack."""
        if grant.assigned_by:
            return self._order[grant.assigned_by] + 1
        created = (self._created[scope] for scope in _ancestors(grant.scope) if scope in self._created)
        return max(created, default=-1) + 1

    def covering(self, who: Actor, need: Need) -> tuple[Grant, ...]:
        """The rights of an actor at the scope of a need or above it."""
        key = (who, self._anchor(who, need.scope))
        if (found := self._covering.get(key)) is None:
            by_scope = self._by_scope.get(who, {})
            found = tuple(grant for scope in _ancestors(key[1]) for grant in by_scope.get(scope, ()))
            self._covering[key] = found
        return found

    def allowing(self, who: Actor, need: Need) -> frozenset[Grant]:
        """The rights of an actor that allow what is needed, and that exist when the stack is applied."""
        place = self._order[need.stack]
        # Most needs of a stack have the same rights above them.
        key = (who, self._anchor(who, need.scope), place, need.action, need.data, need.role, need.principal_type)
        if (found := self._allowing.get(key)) is None:
            found = self._allowing[key] = frozenset(
                grant
                for grant in self.covering(who, need)
                if self._ready[grant] <= place and self._allowed(grant, need)
            )
        return found

    def _allowed(self, grant: Grant, need: Need) -> bool:
        # Many rights share the actions of one role.
        key = (id(grant.permissions), need.action, need.data)
        if (found := self._allows.get(key)) is None:
            found = self._allows[key] = grant.permissions.allows(need.action, data=need.data)
        return found and _unlimited(grant, need)

    def _anchor(self, who: Actor, scope: str) -> str:
        """The nearest scope, a scope itself or one above it, at which an actor has rights; empty if there is none."""
        key = (who, scope)
        if (found := self._anchors.get(key)) is None:
            by_scope = self._by_scope.get(who, {})
            found = next((at for at in _ancestors(scope) if at in by_scope), "")
            self._anchors[key] = found
        return found

    def missing(self, who: Actor, need: Need) -> Missing:
        """Why an actor may not do what is needed."""
        covering = self.covering(who, need)
        for grant in covering:
            if allows(grant, need):
                # It exists too late, or cannot be granted.
                reason = Reason.NOT_THERE if grant.assignable else Reason.NOT_ASSIGNABLE
                return Missing(who, need, reason, grant)
        for grant in covering:
            if grant.unclear:
                return Missing(who, need, Reason.NO_ROLE if grant.no_role else Reason.UNCLEAR, grant)
        for grant in covering:
            if grant.condition is not None and grant.permissions.allows(need.action):
                return Missing(who, need, Reason.CONDITION, grant)
        for grant in covering:
            if grant.assignable_in is not None and _meant(grant, need):
                return Missing(who, need, Reason.ROLE_LACKS, grant)
        return Missing(who, need, Reason.NO_RIGHT)


def allows(grant: Grant, need: Need) -> bool:
    """Whether a right at a scope above a need has its action, by its role and its condition."""
    return grant.permissions.allows(need.action, data=need.data) and _unlimited(grant, need)


def _unlimited(grant: Grant, need: Need) -> bool:
    if grant.unclear:
        return False
    if grant.condition is None or not need.role:
        return True
    return grant.condition.allows(need.action.removeprefix(_ASSIGN), need.role, need.principal_type)


def _meant(grant: Grant, need: Need) -> bool:
    """Whether the custom role of a right is for such actions: by its definition here, or by others on the same type."""
    if custom_role(grant.role) is not None and permissions(grant.role).allows(need.action):
        return True
    kind = need.action.removesuffix("/action").rpartition("/")[0].lower()
    return any(
        action.removesuffix("/action").rpartition("/")[0].lower() == kind for action in grant.permissions.actions
    )


class _Comparison:
    def __init__(
        self, configuration: Configuration, needs: Mapping[str, StackNeeds], grants: tuple[Grant, ...]
    ) -> None:
        self._configuration = configuration
        self._needs = needs
        self._grants = grants
        self._finder = Finder(configuration, needs, grants)
        self._missing: list[Missing] = []
        self._covers: dict[frozenset[Grant], list[Need]] = {}

    def run(self) -> None:
        actors = Actors(self._configuration)
        for stack in self._configuration.stacks:
            found = self._needs.get(stack)
            if found is None:
                continue
            who = {purpose: actors.of(stack, purpose) for purpose in _PURPOSES}
            for purpose in dict.fromkeys(who.values()):
                for need in found.needs:
                    if purpose == who["apply"] or need.step == "plan":
                        self._weigh(purpose, need)

    def _weigh(self, who: Actor, need: Need) -> None:
        allowing = self._finder.allowing(who, need)
        if allowing:
            self._covers.setdefault(allowing, []).append(need)
        else:
            self._missing.append(self._finder.missing(who, need))

    def result(self) -> Rights:
        kept = set(self._grants)
        covers: dict[Grant, list[frozenset[Grant]]] = {}
        for cover in self._covers:
            for grant in cover:
                covers.setdefault(grant, []).append(cover)
        # The one that allows most first: it stays only if something needs it.
        for grant in sorted((grant for grant in self._grants if grant.listed), key=_power, reverse=True):
            if all(len(cover & kept) > 1 for cover in covers.get(grant, ())):
                kept.discard(grant)
        essential: dict[Grant, list[Need]] = {}
        for cover, needs in self._covers.items():
            left = cover & kept
            if len(left) == 1:
                essential.setdefault(next(iter(left)), []).extend(needs)
        return Rights(
            tuple(self._missing),
            tuple(one for found in self._needs.values() for one in found.undecided),
            tuple(_used(grant, essential[grant]) for grant in self._grants if grant in essential),
            tuple(grant for grant in self._grants if grant.assigned_by and grant not in essential),
        )


def _used(grant: Grant, needs: list[Need]) -> Used:
    telling = min(needs, key=lambda need: (need.step == "plan", need.action.endswith("/delete")))
    return Used(grant, telling, tuple(dict.fromkeys(need.stack for need in needs)), len(needs))


def _power(grant: Grant) -> tuple[int, int, int]:
    """How much a right allows, least first: one with a condition, at a narrow scope, of a narrow role."""
    return (grant.condition is None, -grant.scope.count("/"), width(grant.permissions))


def _ancestors(scope: str) -> Iterator[str]:
    """A scope and everything above it, in lower case."""
    scope = scope.lower()
    while scope:
        yield scope
        scope = scope.rpartition("/")[0]
