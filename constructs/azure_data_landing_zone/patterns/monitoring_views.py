"""The workbook and the dashboard of a landing zone."""

from __future__ import annotations

from collections.abc import Mapping

from ..config.layout.core import CoreLayout
from ..engine.framework import Construct
from ..observability import dashboard, workbook
from ..resources import Dashboard, ResourceGroupRef, Workbook
from .base import Pattern


class MonitoringViews(Pattern):
    """The workbook and the dashboard of a landing zone, as far as they are wanted."""

    def __init__(
        self,
        scope: Construct,
        id_: str,
        *,
        core: CoreLayout,
        resource_group: ResourceGroupRef,
        tags: Mapping[str, str],
    ) -> None:
        """The workbook and the dashboard of a landing zone, as far as they are wanted.

        Both hold queries and no data. They are the same whatever products there are.

        Args:
            core: names and ids.
            resource_group: where they lie; who may read it sees them.
            tags: of both.
        """
        super().__init__(scope, id_)
        zone = core.landing_zone
        title = f"{zone.name} machine learning"
        if zone.observability.workbook:
            Workbook(
                self,
                "workbook",
                name=core.workbook_id.name,
                resource_group=resource_group,
                title=title,
                description="Jobs, compute, queue time, quota, idle nodes, cost drivers and failed deployments",
                content=workbook(core),
                tags=tags,
            )
        if zone.observability.dashboard:
            Dashboard(
                self,
                "dashboard",
                name=core.dashboard.name,
                resource_group=resource_group,
                title=title,
                content=dashboard(core),
                tags=tags,
            )
