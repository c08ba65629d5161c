"""What a team decides about its pipelines."""

from __future__ import annotations

from dataclasses import dataclass

from ..errors import AdlzError


class PipelineError(AdlzError):
    """Pipelines cannot be written for this configuration, or not there."""


@dataclass(frozen=True)
class PipelineOptions:
    """What a team decides about its pipelines.

    Attributes:
        config: the landing zone's file, from the root of the repository. What pip installs is in files beside it.
        product: a product's key, if the pipelines are those of its own repository; None for the whole landing zone.
        branch: the main branch.
        runner: label of GitHub's runners, or image of Microsoft's agents.
        private_runner: label or pool of the runners inside the network, for the stack `data-plane`.
        schedule: when drift is looked for, as cron in UTC.
        service_connection: prefix of the names of Azure DevOps' service connections; None for the product's own, else
            the landing zone's name.
    """

    config: str
    product: str | None = None
    branch: str = "main"
    runner: str = "ubuntu-24.04"
    private_runner: str = "self-hosted"
    schedule: str = "17 4 * * *"
    service_connection: str | None = None
