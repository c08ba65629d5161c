"""Environments of the ML data products, and how long what is in them lives."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from .alerts import EnvironmentAlerts
from .base import Model, Tags, default


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
    """Whether products may write the shared layers of the lake. Default: true if the environment is `protected`."""
    tags: Tags = Field(default_factory=dict)
    """Tags of all resources in this environment. They override those of the landing zone."""
    alerts: EnvironmentAlerts = default(EnvironmentAlerts)
    """Alerts of the products in this environment. They override those of the landing zone."""
    locks: bool | None = None
    """Whether key vaults and storage accounts of products have CanNotDelete locks. Default: true if the environment is
    `protected`. Set `false` temporarily to delete containers or role assignments on these resources, which Azure
    refuses under a lock."""

    @property
    def is_production(self) -> bool:
        """Whether products may write the shared layers of the lake from here."""
        return self.lifecycle is Lifecycle.PROTECTED if self.production is None else self.production
