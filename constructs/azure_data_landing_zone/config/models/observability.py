"""Where logs and metrics go, and how they get there."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Discriminator, Field, Tag

from .base import LogAnalyticsWorkspaceId, Model, Number, PrivateLinkScopeId, Whole


class CreatedScope(Model):
    """An Azure Monitor private link scope that the landing zone creates, with its endpoint."""

    access: Literal["private_only", "open"] = "private_only"
    """Azure Monitor resources that the network can reach. `private_only`: only those in the scope. `open`: all, which
    compute in a managed network requires."""


class ExistingScope(Model):
    """The Azure Monitor private link scope of the hub. Networks that share DNS share one scope."""

    existing: PrivateLinkScopeId
    """Id of the scope, which may be in another subscription."""


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
    """Private link scope of Azure Monitor: `created` (or a mapping with its settings), `existing` with the id of the
    hub's scope, or `none`, which uses public endpoints for telemetry and queries. Default: `created` if the landing
    zone owns DNS; otherwise required, because networks that share DNS share one scope."""
    diagnostic_settings: Literal["created", "policy"] = "created"
    """Owner of the diagnostic settings of resources. `created`: Terraform creates one for each resource. `policy`:
    Azure Policy creates them, and Terraform creates none, because Azure refuses two settings of a resource that send
    the same logs to the same workspace. `activity_log` controls the setting of the activity log."""


class CreatedObservability(_Observability):
    """A Log Analytics workspace that the landing zone creates."""

    activity_log: bool = True
    """Whether the activity log of the subscription is sent to the workspace."""
    workbook: bool = True
    """Whether a workbook is created that shows products, compute, quota and cost drivers."""
    dashboard: bool = True
    """Whether a portal dashboard is created that links to the workbook."""

    retention_days: Annotated[Whole, Field(ge=30, le=730)] = 90
    """Retention period of logs in days."""
    daily_quota_gb: Annotated[Number, Field(gt=0)] | None = None
    """Daily ingestion limit in gigabytes; null for no limit."""


class ExistingObservability(_Observability):
    """A central Log Analytics workspace, possibly in another subscription."""

    log_analytics_workspace_id: LogAnalyticsWorkspaceId
    """Id of the workspace that receives all logs and metrics."""
    activity_log: bool = False
    """Whether the landing zone sends the activity log of the subscription to the workspace. For central workspaces, a
    policy often does this already, and Azure refuses a second setting with the same destination."""
    workbook: bool = False
    """Whether a workbook is created that shows products, compute, quota and cost drivers."""
    dashboard: bool = False
    """Whether a portal dashboard is created that links to the workbook."""


def _which(value: Any) -> str:
    existing = isinstance(value, ExistingObservability) or (
        isinstance(value, dict) and "log_analytics_workspace_id" in value
    )
    return "existing" if existing else "created"


Observability = Annotated[
    Annotated[CreatedObservability, Tag("created")] | Annotated[ExistingObservability, Tag("existing")],
    Discriminator(_which),
]
