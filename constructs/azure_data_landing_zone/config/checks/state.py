"""Checks of the remote state: who reaches it, and what an existing account can hold."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ...azure.ids import ResourceId
from ..layout.stacks import DATA_PLANE
from ..models.base import CONTAINER_FORM, CONTAINER_LENGTHS
from ..models.network import CreatedNetwork
from ..models.state import CreatedAzureState, ExistingAzureState
from ..reading.explain import FORMS
from ..reading.problems import Problem
from .subject import Check, Subject


def _own_subnets(subject: Subject) -> Iterator[Problem]:
    zone, core = subject.configuration.landing_zone, subject.configuration.core
    if not isinstance(zone.state, CreatedAzureState) or not isinstance(zone.network, CreatedNetwork):
        return
    for index, subnet in enumerate(zone.state.network.subnet_ids):
        if str(ResourceId.parse(subnet).parent).lower() == str(core.virtual_network_id).lower():
            yield subject.problem(
                ("state", "network", "subnet_ids", index),
                "is a subnet of the network that core creates: it does not exist when bootstrap is applied, and has no "
                "service endpoint for storage. Leave it out and set state.network.private_endpoint to true, which "
                "serves all subnets of the network",
            )


def _existing_account(subject: Subject) -> Iterator[Problem]:
    core, state = subject.configuration.core, subject.configuration.landing_zone.state
    if not isinstance(state, ExistingAzureState):
        return
    for layer, account in core.lake_accounts.items():
        if account.id.lower() == core.state_account_id.id.lower():
            yield subject.problem(
                ("state", "storage_account_id"),
                f"is the account of data_lake.{layer}: who has a role on that account for its data could read and "
                "change the state, which holds secrets. Name another account",
            )


def _containers(subject: Subject) -> Iterator[Problem]:
    configuration = subject.configuration
    if not isinstance(configuration.landing_zone.state, ExistingAzureState):
        return
    for stack in configuration.stacks:
        name = configuration.core.state_container_id(stack).name
        shortest, longest = CONTAINER_LENGTHS
        fits = shortest <= len(name) <= longest
        if not fits or not re.fullmatch(CONTAINER_FORM, name):
            objection = FORMS[CONTAINER_FORM] if fits else f"must have {shortest} to {longest} characters"
            yield subject.problem(
                ("state", "containers"),
                f"gives the container of the stack {stack} the name {name!r}, which {objection}",
            )
            return


#: The checks, with the sections of the landing zone that each reads.
STATE_CHECKS: Sequence[tuple[Check, tuple[str, ...]]] = (
    (_own_subnets, ("state", "network", "name", "names", "naming", "location")),
    (_existing_account, ("state", "data_lake", "name", "names", "naming", "location", "subscription_id")),
    (_containers, ("state", "name", "naming", "location")),
)


def state_warnings(subject: Subject) -> Iterator[Problem]:
    """Warnings: values that are allowed, and probably not meant."""
    configuration = subject.configuration
    state = configuration.landing_zone.state
    if (
        isinstance(state, CreatedAzureState)
        and configuration.has_data_plane
        and not configuration.core.state_endpoint
        and not state.network.subnet_ids
    ):
        yield subject.problem(
            ("state", "network", "private_endpoint"),
            f"is false, and the stack {DATA_PLANE} is applied from inside the network: Azure does not apply "
            "allowed_addresses to callers in the region of the account, so a runner there does not reach the state. "
            "Set it to true, or name the runner's subnet in subnet_ids",
        )
