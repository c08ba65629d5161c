"""The findings of a check, and those that the configuration accepts."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """Whether something is open, open with a reason that the configuration gives, or cannot be decided."""

    OPEN = "open"
    ACCEPTED = "accepted"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Acceptance:
    """Something open that the configuration asks for.

    Attributes:
        stack: the stack's name.
        type: Terraform type, or ARM type without API version for a resource of azapi.
        name: the resource's `name` argument.
        argument: the argument as the finding spells it, or `*`.
        reason: why it is open, for a person.
        source: where the configuration asks for it, such as `state.network`.
    """

    stack: str
    type: str
    name: str
    argument: str
    reason: str
    source: str


@dataclass(frozen=True)
class Finding:
    """A resource that could be reached from outside or without Entra ID.

    Attributes:
        stack: the stack's name.
        address: its address in Terraform.
        type: Terraform type, or ARM type without API version for a resource of azapi.
        name: its `name` argument; empty if it has none, or none that can be decided.
        argument: path of the argument; `*` is the resource as a whole, `private_endpoint` what leads to it.
        value: what is given, for a person.
        safe: what would be safe, for a person.
        meaning: what the value means.
        state: open, accepted or unknown.
        acceptance: what accepts it.
        causes: the paths of the arguments that the finding depends on, with the numbers of blocks.
    """

    stack: str
    address: str
    type: str
    name: str
    argument: str
    value: str
    safe: str
    meaning: str
    state: State
    acceptance: Acceptance | None = None
    causes: tuple[str, ...] = ()
