"""Whether the principals who plan and apply the stacks have the rights that Terraform needs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ..azure.json_values import JsonObject
from ..config import Configuration
from ..rights.verdicts import Reason, Rights, rights
from ..rights.words import LANDING_ZONE, message, owner, remedy, scope_in_words
from .origins import Origins
from .results import Level, Result


def deployment_rights(configuration: Configuration, stacks: Mapping[str, JsonObject]) -> Sequence[Result]:
    """The rights that actors lack, and those that stacks assign without need; what other owners grant is reported.

    Args:
        configuration: the configuration that the stacks were made from.
        stacks: all synthesized stacks by name, parsed.
    """
    return list(results(configuration, rights(configuration, stacks)))


def results(configuration: Configuration, found: Rights) -> Iterator[Result]:
    """The results of a comparison of rights."""
    core = configuration.core
    origins = Origins(configuration)
    for missing in found.missing:
        yield Result(
            check="rights",
            rule=missing.reason.value,
            level=Level.UNKNOWN if missing.reason is Reason.UNCLEAR else Level.REFUSED,
            message=message(core, missing),
            remedy=remedy(configuration, missing),
            stack=missing.need.stack,
            address=missing.need.address,
            place=origins.of(missing.need.stack, missing.need.address, "name"),
        )
    for undecided in found.undecided:
        yield Result(
            check="rights",
            rule="undecided",
            level=Level.UNKNOWN,
            message=f"the actions that Terraform needs cannot be computed: {undecided.reason}",
            remedy="set what is missing; or look up the actions of the type, grant them, and suppress this result",
            stack=undecided.stack,
            address=undecided.address,
            place=origins.of(undecided.stack, undecided.address),
        )
    for grant in found.unneeded:
        yield Result(
            check="rights",
            rule="unneeded",
            level=Level.REPORTED,
            message=f"the {grant.actor.title} has {grant.role} at {scope_in_words(core, grant.scope)}, but needs no "
            "action of it that its other rights lack",
            stack=grant.assigned_by,
            address=grant.address,
            place=origins.of(grant.assigned_by, grant.address),
        )
    others: dict[str, int] = {}
    for used in found.used:
        who = owner(core, used.grant)
        if used.grant.listed and who != LANDING_ZONE:
            others[who] = others.get(who, 0) + 1
    for who, count in sorted(others.items()):
        yield Result(
            check="rights",
            rule="other-owner",
            level=Level.REPORTED,
            message=f"the {who} must grant {count} {'right' if count == 1 else 'rights'}",
            remedy="send the list to this owner: adlz show deployer --format markdown",
        )
