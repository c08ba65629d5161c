"""Where logs and metrics go."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Discriminator, Field, Tag

from .base import LogAnalyticsWorkspaceId, Model


class CreatedObservability(Model):
    """A Log Analytics workspace that the landing zone makes."""

    retention_days: Annotated[int, Field(ge=30, le=730)] = 90
    """Days for which logs are kept."""
    daily_quota_gb: Annotated[float, Field(gt=0)] | None = None
    """Gigabytes a day after which nothing more is taken in; null for no limit."""


class ExistingObservability(Model):
    """A central Log Analytics workspace, possibly in another subscription."""

    log_analytics_workspace_id: LogAnalyticsWorkspaceId
    """The workspace that takes all logs and metrics."""


def _which(value: Any) -> str:
    existing = isinstance(value, ExistingObservability) or (
        isinstance(value, dict) and "log_analytics_workspace_id" in value
    )
    return "existing" if existing else "created"


Observability = Annotated[
    Annotated[CreatedObservability, Tag("created")] | Annotated[ExistingObservability, Tag("existing")],
    Discriminator(_which),
]
