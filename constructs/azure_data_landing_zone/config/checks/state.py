"""Checks of the remote state: that those who apply stacks from inside the network reach it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...azure.ids import ResourceId
from ..layout.stacks import DATA_PLANE
from ..models.network import CreatedNetwork
from ..models.state import AzureState
from ..reading.problems import Problem
from .subject import Check, Subject


def _own_subnets(subject: Subject) -> Iterator[Problem]:
    zone, core = subject.configuration.landing_zone, subject.configuration.core
    if not isinstance(zone.state, AzureState) or not isinstance(zone.network, CreatedNetwork):
        return
    for index, subnet in enumerate(zone.state.network.subnet_ids):
        if str(ResourceId.parse(subnet).parent).lower() == str(core.virtual_network_id).lower():
            yield subject.problem(
                ("state", "network", "subnet_ids", index),
                "is a subnet of the network that core creates: it does not exist when bootstrap is applied, and has no "
                "service endpoint for storage. Leave it out and set state.network.private_endpoint to true, which "
                "serves all subnets of the network",
            )


#: The checks, with the sections of the landing zone that each reads.
STATE_CHECKS: Sequence[tuple[Check, tuple[str, ...]]] = (
    (_own_subnets, ("state", "network", "name", "names", "naming", "location")),
)


def state_warnings(subject: Subject) -> Iterator[Problem]:
    """What is allowed, but probably not meant."""
    configuration = subject.configuration
    state = configuration.landing_zone.state
    if (
        isinstance(state, AzureState)
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
