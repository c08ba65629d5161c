"""The rights of the principals with which the jobs of a pipeline sign in, as comments of the files."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence

from ..config import Configuration
from ..config.deployer import deployer_rights
from ..config.models.pipelines import Purpose
from ..rights.held import Actors, contains

_WIDTH = 108


def job_rights(configuration: Configuration, stacks: Sequence[str], purpose: Purpose) -> tuple[str, ...]:
    """The lines that state the rights of a job's principals.

    Args:
        configuration: the landing zone.
        stacks: the stacks of the job.
        purpose: whether the job plans or applies.
    """
    told = ["Rights of its principals; `adlz show deployer` has the actions that need them:"]
    for line in stated(configuration, stacks, purpose):
        told += textwrap.wrap(line, _WIDTH, subsequent_indent="  ", break_long_words=False, break_on_hyphens=False)
    return tuple(told)


def stated(configuration: Configuration, stacks: Sequence[str], purpose: Purpose) -> Iterator[str]:
    """The rights of a job's principals, a line for each principal and scope: those of all stacks that they apply."""
    actors = Actors(configuration)
    here = configuration.core.subscription.id
    roles: dict[str, dict[str, dict[str, None]]] = {}
    for stack in stacks:
        scopes = roles.setdefault(actors.of(stack, purpose).key, {})
        if actors.has_pipelines(stack):
            scopes["those that the stacks bootstrap and access assign"] = {}
    for right in deployer_rights(configuration):
        own = actors.has_pipelines(right.stack) and contains(here, right.scope)
        who = actors.of(right.stack, right.purpose).key
        if who in roles and not own:
            roles[who].setdefault(_place(here, right.scope), {})[right.role] = None
    for who, scopes in roles.items():
        for place, names in scopes.items():
            yield f"{who}: {', '.join(names)} at {place}" if names else f"{who}: {place}"


def _place(here: str, scope: str) -> str:
    """A scope in few words: its type and name, with its subscription if that is another one."""
    if scope.lower() == here.lower():
        return "the subscription"
    if not scope.startswith("/"):
        return f"the Entra application {scope}"
    kind, name = scope.split("/")[-2:]
    return (
        f"{kind}/{name}"
        if contains(here, scope) or len(scope.split("/")) < 4
        else f"{kind}/{name} in {scope.split('/')[2]}"
    )
