"""Workbooks and dashboards."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Unpack

from ..engine import azurerm
from ..engine.framework import Construct
from ..engine.literals import literal
from ..engine.parameters import Known
from .base import AzureResource, Further
from .kinds import ResourceGroupRef


class Workbook(AzureResource, azurerm.application_insights_workbook.ApplicationInsightsWorkbook):
    """A workbook of Azure Monitor, shared by everybody who may read its resource group."""

    def __init__(
        self,
        scope: Construct,
        id_: str,
        *,
        name: str,
        resource_group: ResourceGroupRef,
        location: str | None = None,
        title: str,
        description: str,
        content: Mapping[str, object],
        tags: Mapping[str, str] | None = None,
        **further: Unpack[Further],
    ) -> None:
        """A workbook of Azure Monitor, shared by everybody who may read its resource group.

        It holds queries and no data: what they find is what whoever opens it may read.

        Args:
            name: a UUID; a workbook of another name is another workbook.
            resource_group: where it lies.
            location: region. Default that of the resource group.
            title: its name for people.
            description: what it shows.
            content: the workbook in the form of the gallery's templates (`Notebook/1.0`).
            tags: default none.
        """
        super().__init__(
            scope,
            id_,
            further=further,
            name=name,
            resource_group_name=resource_group.name,
            location=location or resource_group.location,
            display_name=title,
            description=description,
            source_id="azure monitor",
            category="workbook",
            data_json=as_text(content),
            tags=tags,
        )


class Dashboard(AzureResource, azurerm.portal_dashboard.PortalDashboard):
    """A dashboard in the portal, shared by everybody who may read its resource group."""

    def __init__(
        self,
        scope: Construct,
        id_: str,
        *,
        name: str,
        resource_group: ResourceGroupRef,
        location: str | None = None,
        title: str,
        content: Mapping[str, object],
        tags: Known[Mapping[str, str]] | None = None,
        **further: Unpack[Further],
    ) -> None:
        """A dashboard in the portal, shared by everybody who may read its resource group.

        Args:
            name: letters, digits and dashes.
            resource_group: where it lies.
            location: region. Default that of the resource group.
            title: its name for people.
            content: its properties, as the portal exports them.
            tags: default none.
        """
        super().__init__(
            scope,
            id_,
            further=further,
            name=name,
            resource_group_name=resource_group.name,
            location=location or resource_group.location,
            dashboard_properties=as_text(content),
            # The portal shows the value of this tag in the place of the name.
            tags={**(tags or {}), "hidden-title": title},
        )


def as_text(content: Mapping[str, object]) -> str:
    """JSON that is the same every time, and in which Terraform finds no expressions of its own."""
    return literal(json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False))
