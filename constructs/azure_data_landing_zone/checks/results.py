"""The result of a check: the one form in which every check of the preflight answers."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from ..config.reading.problems import Place


class Level(StrEnum):
    """How much a result weighs. `refused` and `unknown` fail the preflight, the others are told."""

    REFUSED = "refused"
    """Azure or the landing zone's own rules would refuse it."""
    UNKNOWN = "unknown"
    """Cannot be decided, and so is not passed."""
    REPORTED = "reported"
    """Allowed, and reported as not compliant, or worth knowing before apply."""
    ACCEPTED = "accepted"
    """The configuration asks for it, with a reason."""
    SUPPRESSED = "suppressed"
    """A suppression with a reason and an expiry covers it."""


@dataclass(frozen=True, slots=True)
class Result:
    """One thing that a check found.

    Attributes:
        check: the check, such as `policy`, `exposure`, `quota`, `lifecycle`, `writers`, `paths`, `rights`,
            `retirements`, `extensions` or `changes`.
        rule: the rule inside it, such as a policy's name; never changes, since suppressions name it.
        level: how much it weighs.
        message: what is wrong, with the value that was found, for a person.
        remedy: what to change in the configuration, for a person; empty where nothing can be done.
        stack: the stack; empty if it is about the landing zone as a whole.
        address: the resource's address in Terraform; empty if it is about no single one.
        place: the file and line of the configuration that it comes from; None if there is none.
        reason: why it is accepted or suppressed, and until when.
        name: the name of the resource in Azure; empty if it is about no single one.
    """

    check: str
    rule: str
    level: Level
    message: str
    remedy: str = ""
    stack: str = ""
    address: str = ""
    place: Place | None = None
    reason: str = ""
    name: str = ""
