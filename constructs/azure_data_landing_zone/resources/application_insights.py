"""Application Insights."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Unpack

from ..engine import azurerm
from ..engine.either import AnyResolvable
from ..engine.framework import Construct, set_later_arguments
from .base import AzureResource, Further
from .kinds import LogAnalyticsWorkspaceRef, ResourceGroupRef


class ApplicationInsights(AzureResource, azurerm.application_insights.ApplicationInsights):
    """A workspace-based Application Insights component: telemetry with Entra ID only, through a private link scope."""

    def __init__(
        self,
        scope: Construct,
        id_: str,
        *,
        name: str,
        resource_group: ResourceGroupRef,
        log_analytics_workspace: LogAnalyticsWorkspaceRef,
        location: str | None = None,
        local_authentication: bool | AnyResolvable = False,
        public: bool | AnyResolvable = False,
        tags: Mapping[str, str] | None = None,
        **further: Unpack[Further],
    ) -> None:
        """A workspace-based Application Insights component: telemetry with Entra ID only, through a private link scope.

        Args:
            name: 1 to 260 characters.
            resource_group: where it lies.
            log_analytics_workspace: keeps the data; cannot be taken away again.
            location: region; default that of the resource group.
            local_authentication: whether telemetry may be sent with the key alone. Default false.
            public: whether telemetry is taken and queries answered over public networks, too. Default false.
            tags: default none.
        """
        super().__init__(
            scope,
            id_,
            further=further,
            name=name,
            location=location or resource_group.location,
            resource_group_name=resource_group.name,
            application_type="web",
            workspace_id=log_analytics_workspace.id,
            internet_ingestion_enabled=public,
            internet_query_enabled=public,
            tags=tags,
        )
        set_later_arguments(
            self, "azurerm_application_insights", {"local_authentication_enabled": local_authentication}
        )
