"""Where logs and metrics go, and how they get there."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Discriminator, Field, Tag

from .base import LogAnalyticsWorkspaceId, Model, PrivateLinkScopeId


class CreatedScope(Model):
    """An Azure Monitor private link scope that the landing zone makes, with its endpoint."""

    access: Literal["private_only", "open"] = "private_only"
    """What the network reaches of Azure Monitor: `private_only`, what is in the scope and nothing else; `open`, all of
    it, which compute of a managed network needs."""


class ExistingScope(Model):
    """The hub's Azure Monitor private link scope; there is one for all networks that share a DNS."""

    existing: PrivateLinkScopeId
    """The scope, possibly of another subscription."""


def _which_scope(value: Any) -> str:
    if isinstance(value, str):
        return "word"
    return (
        "existing" if isinstance(value, ExistingScope) or (isinstance(value, dict) and "existing" in value) else "own"
    )


PrivateLinkScope = Annotated[
    Annotated[Literal["created", "none"], Tag("word")]
    | Annotated[CreatedScope, Tag("own")]
    | Annotated[ExistingScope, Tag("existing")],
    Discriminator(_which_scope),
]


class _Observability(Model):
    private_link_scope: PrivateLinkScope | None = None
    """How Azure Monitor is reached: `created` (or a mapping with its settings), `existing` with the id of the hub's, or
    `none`, which leaves telemetry and queries on public endpoints. By default `created` where the landing zone owns
    DNS; otherwise it must be said, since networks that share a DNS share one scope."""


class CreatedObservability(_Observability):
    """A Log Analytics workspace that the landing zone makes."""

    activity_log: bool = True
    """Whether the subscription's activity log goes there, too."""
    workbook: bool = True
    """Whether there is a workbook that shows products, compute, quota and cost drivers."""
    dashboard: bool = True
    """Whether there is a dashboard in the portal that leads to it."""

    retention_days: Annotated[int, Field(ge=30, le=730)] = 90
    """Days for which logs are kept."""
    daily_quota_gb: Annotated[float, Field(gt=0)] | None = None
    """Gigabytes a day after which nothing more is taken in; null for no limit."""


class ExistingObservability(_Observability):
    """A central Log Analytics workspace, possibly in another subscription."""

    log_analytics_workspace_id: LogAnalyticsWorkspaceId
    """The workspace that takes all logs and metrics."""
    activity_log: bool = False
    """Whether we send the subscription's activity log there; where logs are central, a policy often does already, and
    Azure refuses a second setting with the same destination."""
    workbook: bool = False
    """Whether there is a workbook that shows products, compute, quota and cost drivers."""
    dashboard: bool = False
    """Whether there is a dashboard in the portal that leads to it."""


def _which(value: Any) -> str:
    existing = isinstance(value, ExistingObservability) or (
        isinstance(value, dict) and "log_analytics_workspace_id" in value
    )
    return "existing" if existing else "created"


Observability = Annotated[
    Annotated[CreatedObservability, Tag("created")] | Annotated[ExistingObservability, Tag("existing")],
    Discriminator(_which),
]
