"""The dashboard in the form that the portal exports: the workbook pinned, and tiles of its queries."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from importlib import resources
from typing import Any

import yaml

from ..azure.json_values import JsonObject
from ..azure.workbooks import workbook_guid
from ..config.layout.core import CoreLayout
from .queries import query

_WIDTH = 12
_LOGS_TILE = "Extension/Microsoft_OperationsManagementSuite_Workspace/PartType/LogsDashboardPart"
_WORKBOOK_TILE = "Extension/AppInsightsExtension/PartType/NotebookPinnedPart"
_TEXT_TILE = "Extension/HubsExtension/PartType/MarkdownPart"


@functools.cache
def _template() -> Mapping[str, Any]:
    text = resources.files(__package__).joinpath("dashboard.yaml").read_text(encoding="utf-8")
    template: Mapping[str, Any] = yaml.safe_load(text)
    return template


def dashboard(core: CoreLayout) -> JsonObject:
    """The dashboard of a landing zone; it leads to the workbook if there is one."""
    template, zone = _template(), core.landing_zone
    if zone.observability.workbook:
        parts = [_text(core, template["text"], 9), _workbook(core)]
    else:
        parts = [_text(core, template["text"].partition("More, by")[0].rstrip() + "\n", _WIDTH)]
    x, y, row = 0, 2, 0
    for tile in template["tiles"]:
        width, height = tile["size"]
        if x + width > _WIDTH:
            x, y, row = 0, y + row, 0
        parts.append(_logs(core, tile, {"x": x, "y": y, "colSpan": width, "rowSpan": height}))
        x, row = x + width, max(row, height)
    return {
        "lenses": {"0": {"order": 0, "parts": {str(number): part for number, part in enumerate(parts)}}},
        "metadata": {
            "model": {
                "timeRange": {
                    "type": "MsPortalFx.Composition.Configuration.ValueTypes.TimeRange",
                    "value": {"relative": {"duration": 24, "timeUnit": 1}},
                }
            }
        },
    }


def _text(core: CoreLayout, text: str, width: int) -> JsonObject:
    zone = core.landing_zone
    address = f"https://{core.cloud.portal}/#@{zone.tenant_id}/resource{core.workbook_id.id}/workbook"
    content = text.format(landing_zone=zone.name, workbook=address)
    return {
        "position": {"x": 0, "y": 0, "colSpan": width, "rowSpan": 2},
        "metadata": {
            "type": _TEXT_TILE,
            "inputs": [],
            "settings": {"content": {"settings": {"content": content, "title": "", "subtitle": ""}}},
        },
    }


def _workbook(core: CoreLayout) -> JsonObject:
    workbook = core.workbook_id.id
    inputs: list[JsonObject] = [
        {"name": "ComponentId", "value": "azure monitor", "isOptional": True},
        {"name": "ResourceIds", "value": ["azure monitor"], "isOptional": True},
        {"name": "ConfigurationId", "value": workbook, "isOptional": True},
        {"name": "Type", "value": "workbook", "isOptional": True},
        {"name": "GalleryResourceType", "value": "azure monitor", "isOptional": True},
        {"name": "PinName", "value": f"{core.landing_zone.name} machine learning", "isOptional": True},
        {"name": "ViewerMode", "value": False, "isOptional": True},
        {"name": "Location", "value": core.landing_zone.location, "isOptional": True},
        {"name": "Version", "value": "1.0", "isOptional": True},
    ]
    return {
        "position": {"x": 9, "y": 0, "colSpan": 3, "rowSpan": 2},
        "metadata": {
            "type": _WORKBOOK_TILE,
            "inputs": inputs,
            "viewState": {"content": {"configurationId": workbook}},
        },
    }


def _logs(core: CoreLayout, tile: Mapping[str, Any], position: JsonObject) -> JsonObject:
    zone = core.landing_zone
    text = query(
        tile["query"],
        Scope=f'_ResourceId startswith "/subscriptions/{zone.subscription_id}/"',
        Groups=f'"{core.monitoring_group.name}"',
        Grain="1h",
    )
    axes = None
    if "show" in tile:
        axes = {
            "xAxis": _axes(tile["x"])[0],
            "yAxis": _axes(tile["y"]),
            "splitBy": _axes(tile.get("by", {})),
            "aggregation": tile["total"],
        }
    values: dict[str, object] = {
        "Scope": {"resourceIds": [core.log_analytics_workspace_id.id]},
        "PartId": workbook_guid(zone.subscription_id, zone.name, f"tile-{tile['query']}"),
        "Version": "2.0",
        "TimeRange": "P1D",
        "Query": text,
        "ControlType": "FrameControlChart" if axes else "AnalyticsGrid",
        "SpecificChart": tile.get("show"),
        "PartTitle": tile["title"],
        "PartSubTitle": core.log_analytics_workspace_id.name,
        "Dimensions": axes,
        "LegendOptions": {"isEnabled": True, "position": "Bottom"} if axes else None,
        "IsQueryContainTimeRange": False,
    }
    inputs = [{"name": name, "value": value, "isOptional": True} for name, value in values.items() if value is not None]
    return {"position": position, "metadata": {"type": _LOGS_TILE, "inputs": inputs, "settings": {}}}


def _axes(columns: Mapping[str, str]) -> list[JsonObject]:
    return [{"name": name, "type": type_} for name, type_ in columns.items()]
