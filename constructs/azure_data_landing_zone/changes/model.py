"""The model of a comparison."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from ..checks.one_way import OneWayChange
from .effects import Effect


class Kind(StrEnum):
    """The change of a resource."""

    ADDED = "added"
    IMPORTED = "imported"
    """It exists, and Terraform takes it over."""
    CHANGED = "changed"
    MOVED = "moved"
    """Its address changes, and nothing else."""
    REPLACED = "replaced"
    """It is destroyed and made anew."""
    DESTROYED = "destroyed"
    FORGOTTEN = "forgotten"
    """Terraform no longer manages it, and leaves it as it is."""
    LEFT_BEHIND = "left behind"
    """Its stack vanished: it stays in Azure, and no Terraform manages it."""


#: What makes something disappear.
DESTRUCTIVE = (Kind.REPLACED, Kind.DESTROYED)


class StackKind(StrEnum):
    """The change of a stack."""

    ADDED = "added"
    CHANGED = "changed"
    VANISHED = "vanished"
    """It is no longer made, so that nothing manages what its state holds."""
    REMOVED = "removed"
    """It is no longer made, and the configuration says that it was taken down before."""


@dataclass(frozen=True, slots=True)
class ArgumentChange:
    """An argument with its values as they may be shown.

    Attributes:
        argument: its path.
        before: the former value; None if it was left out.
        after: the value now; None if it is left out.
        forces: whether the change replaces the resource.
    """

    argument: str
    before: object
    after: object
    forces: bool = False


@dataclass(frozen=True, slots=True)
class ResourceChange:
    """A resource that changes.

    Attributes:
        stack: the stack's name.
        address: its address in Terraform; of a resource that disappears the former one.
        type: its type in Terraform.
        name: the name that it has in Azure, before the change if it exists; empty if it has none, or none that can be
            decided.
        kind: what happens to it.
        arguments: what changes in it.
        renamed: its name afterwards, if that changes.
        arm_type: its type in Azure, of a resource of azapi.
        settings: of a resource that is added, its arguments that are flags or words.
        former: its former address, if that changes.
        reasons: why it is replaced, for a person.
        loss: what is lost with it, for a person; empty if it holds nothing, or stays.
        protected: whether `prevent_destroy` makes Terraform refuse.
        unprotected: whether `prevent_destroy` goes with it, so that nothing holds Terraform back.
    """

    stack: str
    address: str
    type: str
    name: str
    kind: Kind
    arguments: tuple[ArgumentChange, ...] = ()
    renamed: str = ""
    arm_type: str = ""
    settings: Mapping[str, str | bool] = field(default_factory=dict)
    former: str = ""
    reasons: tuple[str, ...] = ()
    loss: str = ""
    protected: bool = False
    unprotected: bool = False

    @property
    def destructive(self) -> bool:
        """Whether something disappears."""
        return self.kind in DESTRUCTIVE

    @property
    def kind_of(self) -> str:
        """Its type, in Azure for a resource of azapi and in Terraform for another one."""
        return self.arm_type or self.type


@dataclass(frozen=True, slots=True)
class StackChange:
    """A stack that changes.

    Attributes:
        name: its name.
        kind: what happens to it.
        resources: the resources that change; of a stack that vanished all that it held.
        settings: what else changes: providers, backend, outputs, what is read, life cycles.
        notes: what a person must know of it.
        drift: what is otherwise in Azure than Terraform left it, as a plan found it.
    """

    name: str
    kind: StackKind
    resources: tuple[ResourceChange, ...] = ()
    settings: tuple[ArgumentChange, ...] = ()
    notes: tuple[str, ...] = ()
    drift: tuple[ResourceChange, ...] = ()

    @property
    def counts(self) -> dict[Kind, int]:
        """How many resources something happens to."""
        return {kind: count for kind in Kind if (count := sum(resource.kind is kind for resource in self.resources))}

    @property
    def losses(self) -> tuple[ResourceChange, ...]:
        """The resources that take something with them."""
        return tuple(resource for resource in self.resources if resource.loss)

    @property
    def destructive(self) -> bool:
        """Whether something disappears."""
        return self.kind is StackKind.VANISHED or any(resource.destructive for resource in self.resources)


@dataclass(frozen=True)
class Rename:
    """A stack that vanished, and one that appeared and looks the same.

    Attributes:
        before: the former stack.
        after: the new one.
        resources: how many resources the former one holds.
        losses: what is lost with it: address, name and what is lost.
        names: the names that the former resources have, as `names` of the product takes them.
        left: what would change all the same, if the new stack took the state and these names over.
    """

    before: str
    after: str
    resources: int
    losses: tuple[tuple[str, str, str], ...]
    names: tuple[tuple[str, str], ...]
    left: StackChange | None

    @property
    def product(self) -> bool:
        """Whether the product's key changed; False if the environment's did."""
        return self.before.rpartition("-")[0] != self.after.rpartition("-")[0]

    def advice(self) -> Iterator[str]:
        """Its meaning and the ways out, line by line, for a person."""
        old, _, old_environment = self.before.rpartition("-")
        new, _, _ = self.after.rpartition("-")
        what, key, value = (
            ("product", "name", old) if self.product else ("environment", "environments", old_environment)
        )
        yield (
            f"{self.after} looks like {self.before} under another key, and a key is never changed once deployed: all "
            f"{self.resources} resources would be made a second time, and nothing would manage the first ones any more"
        )
        yield f"  keep the key: `{key}: {value}`" + (
            f", and call it otherwise for people: `friendly_name: {new}`" if self.product else ""
        )
        names = ", ".join(f"{key}: {name}" for key, name in self.names)
        left = 0 if self.left is None else sum(change.destructive for change in self.left.resources)
        yield (
            f"  or carry on under the new key: give the {what} the former names, `names: {{{names}}}`, and its state: "
            f"`terraform -chdir=stacks/{self.before} state pull > state.json` in the former output, "
            f"`terraform -chdir=stacks/{self.after} state push state.json` in the new one; {left} resources that are "
            "named after the key, such as containers in the lake and role assignments, would be replaced even so"
        )
        yield f"  or, if it is meant: take {self.before} down first, then remove it from the configuration"


@dataclass(frozen=True)
class Changes:
    """The result of a comparison.

    Attributes:
        before: what was compared, for a person.
        after: with what, for a person.
        stacks: the stacks that change, by name.
        one_way: settings that would go back where Azure lets them go forward only.
        renames: products or environments whose key seems to have changed.
        effects: what the change does to what is deployed, most severe first.
    """

    before: str
    after: str
    stacks: tuple[StackChange, ...]
    one_way: tuple[OneWayChange, ...] = ()
    renames: tuple[Rename, ...] = ()
    effects: tuple[Effect, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.stacks)

    @property
    def resources(self) -> Iterator[ResourceChange]:
        """All resources that change, in stacks that still exist."""
        return (
            resource for stack in self.stacks if stack.kind is not StackKind.VANISHED for resource in stack.resources
        )

    @property
    def counts(self) -> dict[Kind, int]:
        """How many resources something happens to, vanished stacks left out."""
        found = list(self.resources)
        return {kind: count for kind in Kind if (count := sum(resource.kind is kind for resource in found))}

    @property
    def vanished(self) -> tuple[StackChange, ...]:
        """The stacks that are no longer made."""
        return tuple(stack for stack in self.stacks if stack.kind is StackKind.VANISHED)

    @property
    def losses(self) -> tuple[ResourceChange, ...]:
        """The resources that take something with them, in stacks that still exist."""
        return tuple(resource for resource in self.resources if resource.loss)

    @property
    def destructive(self) -> bool:
        """Whether something is lost, moves or disappears, or Azure would refuse."""
        return self.lossy or any(stack.destructive for stack in self.stacks)

    @property
    def lossy(self) -> bool:
        """Whether something is lost or moves that cannot be created again as it was, or Azure would refuse."""
        return bool(self.one_way or self.vanished or self.losses) or any(effect.refused for effect in self.effects)
