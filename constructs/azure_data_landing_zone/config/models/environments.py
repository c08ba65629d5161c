"""Environments of the ML data products, and how long what is in them lives."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from .alerts import EnvironmentAlerts
from .base import Model, Tags


class Lifecycle(StrEnum):
    """How hard it is to lose what was deployed."""

    DISPOSABLE = "disposable"
    """May be destroyed and purged at any time; names are free again at once."""
    STANDARD = "standard"
    """Destroyed resources stay recoverable for as long as Azure keeps them."""
    PROTECTED = "protected"
    """Terraform refuses to destroy what holds data or state of work."""


class Environment(Model):
    """One environment of the products, such as dev or prod."""

    lifecycle: Lifecycle = Lifecycle.STANDARD
    """`disposable`, `standard` or `protected`."""
    production: bool | None = None
    """Whether it may write the shared layers of the lake; by default that of a `protected` environment."""
    tags: Tags = Field(default_factory=dict)
    """Tags of every resource in this environment, over those of the landing zone."""
    alerts: EnvironmentAlerts = EnvironmentAlerts()
    """Alerts of the products in this environment, over those of the landing zone."""
    locks: bool | None = None
    """Whether vaults and storage of products carry CanNotDelete locks; by default those of a `protected` environment.
    `false` lifts them for as long as a role on them, or a container, is to be taken away: Azure refuses that under a
    lock."""

    @property
    def is_production(self) -> bool:
        """Whether products may write the shared layers of the lake from here."""
        return self.lifecycle is Lifecycle.PROTECTED if self.production is None else self.production
