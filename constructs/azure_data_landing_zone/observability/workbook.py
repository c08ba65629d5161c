"""The workbook in the form that Azure Monitor wants.

Types of items, by Microsoft's schema of workbooks (Microsoft/Application-Insights-Workbooks, schema/workbook.json):
1 text, 3 query, 9 parameters, 10 metric, 11 links and tabs, 12 group.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from importlib import resources
from typing import Any

import yaml

from ..azure.json_values import JsonObject
from ..azure.workbooks import workbook_guid
from ..config.layout.core import CoreLayout
from .queries import query, title

_SCHEMA = "https://github.com/Microsoft/Application-Insights-Workbooks/blob/master/schema/workbook.json"
_LOGS, _RESOURCE_GRAPH = 0, 1
_LOG_ANALYTICS = "microsoft.operationalinsights/workspaces"
_GRAPH = "microsoft.resourcegraph/resources"
_STORAGE = "microsoft.storage/storageaccounts"
_LINE_CHART, _AVERAGE = 2, 4
#: What stands for the choices that people make on the page.
_VALUES = {"Scope": "_ResourceId in~ ({Workspaces})", "Groups": "{Groups}", "Grain": "{TimeRange:grain}"}


@functools.cache
def _template() -> Mapping[str, Any]:
    text = resources.files(__package__).joinpath("workbook.yaml").read_text(encoding="utf-8")
    template: Mapping[str, Any] = yaml.safe_load(text)
    return template


def workbook(core: CoreLayout) -> JsonObject:
    """The workbook of a landing zone.

    Products, environments and workspaces are found by their tags when it is opened: a new product changes nothing.
    """
    template = _template()
    workspace = core.log_analytics_workspace_id.id
    intro = template["intro"].format(landing_zone=core.landing_zone.name)
    return {
        "$schema": _SCHEMA,
        "version": "Notebook/1.0",
        "items": [
            {"type": 1, "name": "intro", "content": {"json": intro}},
            _parameters(core),
            _tabs(core, template["tabs"]),
            *(_group(tab, workspace) for tab in template["tabs"]),
        ],
        "fallbackResourceIds": [workspace],
    }


def _id(core: CoreLayout, name: str) -> str:
    zone = core.landing_zone
    return workbook_guid(zone.subscription_id, zone.name, name)


def _parameters(core: CoreLayout) -> JsonObject:
    zone = core.landing_zone.name
    ours = f"tags['landing-zone'] =~ '{zone}'"
    products = "tostring(tags['data-product'])"
    environments = "tostring(tags['environment'])"
    workspaces = "resources | where type =~ 'microsoft.machinelearningservices/workspaces'"
    parameters: list[dict[str, object]] = [
        {
            "name": "TimeRange",
            "label": "Time",
            "type": 4,
            "isRequired": True,
            "value": {"durationMs": 86400000},
            "typeSettings": {
                "selectableValues": [
                    {"durationMs": hours * 3600000} for hours in (1, 4, 12, 24, 48, 72, 168, 336, 720, 2160)
                ],
                "allowCustom": True,
            },
        },
        _choice(
            "Product",
            f"{workspaces} | where {ours} | project value = {products} | distinct value | order by value asc",
        ),
        _choice(
            "Environment",
            f"{workspaces} | where {ours} | where {products} in ({{Product}}) | project value = {environments} "
            "| distinct value | order by value asc",
        ),
        _choice(
            "Workspaces",
            f"{workspaces} | where {ours} | where {products} in ({{Product}}) and {environments} in ({{Environment}}) "
            "| project value = tolower(id), label = name, selected = false | order by label asc",
        ),
        _choice(
            "Groups",
            "resourcecontainers | where type =~ 'microsoft.resources/subscriptions/resourcegroups' "
            f"| where {ours} "
            f"| where isempty({products}) or ({products} in ({{Product}}) and {environments} in ({{Environment}})) "
            "| project value = name, label = name, selected = false | order by label asc",
            label="Resource groups",
        ),
        _choice(
            "Accounts",
            f"resources | where type =~ '{_STORAGE}' | where {ours} "
            f"| where isempty({products}) or ({products} in ({{Product}}) and {environments} in ({{Environment}})) "
            "| project value = id, label = name, selected = false | order by label asc",
            label="Storage accounts",
        )
        # A picker of resources, which charts of metrics want.
        | {"type": 5},
    ]
    for parameter in parameters:
        parameter["id"] = _id(core, f"parameter-{parameter['name']}")
        parameter["version"] = "KqlParameterItem/1.0"
        if "query" in parameter:
            parameter["crossComponentResources"] = [core.subscription.id]
    return {
        "type": 9,
        "name": "parameters",
        "content": {
            "version": "KqlParameterItem/1.0",
            "style": "pills",
            "queryType": _RESOURCE_GRAPH,
            "resourceType": _GRAPH,
            "parameters": parameters,
        },
    }


def _choice(name: str, text: str, label: str = "") -> dict[str, object]:
    return {
        "name": name,
        "label": label or name,
        "type": 2,
        "isRequired": True,
        "multiSelect": True,
        "quote": "'",
        "delimiter": ",",
        "query": text,
        "queryType": _RESOURCE_GRAPH,
        "resourceType": _GRAPH,
        "value": ["value::all"],
        "typeSettings": {"additionalResourceOptions": ["value::all"], "showDefault": False},
    }


def _tabs(core: CoreLayout, tabs: Sequence[Mapping[str, Any]]) -> JsonObject:
    return {
        "type": 11,
        "name": "tabs",
        "content": {
            "version": "LinkItem/1.0",
            "style": "tabs",
            "links": [
                {
                    "id": _id(core, f"tab-{tab['name']}"),
                    "cellValue": "Tab",
                    "linkTarget": "parameter",
                    "linkLabel": tab["title"],
                    "subTarget": tab["name"],
                    "preText": tab["title"],
                    "style": "link",
                }
                for tab in tabs
            ],
        },
    }


def _group(tab: Mapping[str, Any], log_analytics_workspace: str) -> JsonObject:
    text = [{"type": 1, "name": f"{tab['name']}-text", "content": {"json": tab["text"]}}] if "text" in tab else []
    return {
        "type": 12,
        "name": tab["name"],
        "conditionalVisibility": {"parameterName": "Tab", "comparison": "isEqualTo", "value": tab["name"]},
        "content": {
            "version": "NotebookGroup/1.0",
            "groupType": "editable",
            "items": [
                *text,
                *(
                    _metric(item) if "metric" in item else _query(item, log_analytics_workspace)
                    for item in tab["items"]
                ),
            ],
        },
    }


def _query(item: Mapping[str, Any], log_analytics_workspace: str) -> JsonObject:
    content: dict[str, object] = {
        "version": "KqlItem/1.0",
        "query": query(item["query"], **_VALUES),
        "size": 0,
        "title": title(item["query"]),
        "noDataMessage": item["empty"],
        "timeContextFromParameter": "TimeRange",
        "queryType": _LOGS,
        "resourceType": _LOG_ANALYTICS,
        "crossComponentResources": [log_analytics_workspace],
        "visualization": item["show"],
    }
    if item["show"] == "table":
        content["showExportToExcel"] = True
        content["gridSettings"] = {"filter": True, "formatters": _formatters(item)}
    found: dict[str, object] = {"type": 3, "name": item["query"], "showPin": True, "content": content}
    if "width" in item:
        found["customWidth"] = str(item["width"])
    return found


def _metric(item: Mapping[str, Any]) -> JsonObject:
    """A chart of a metric of the storage accounts that were chosen."""
    return {
        "type": 10,
        "name": item["name"],
        "showPin": True,
        "customWidth": str(item["width"]),
        "content": {
            "chartId": item["name"],
            "version": "MetricsItem/2.0",
            "size": 0,
            "title": item["title"],
            "chartType": _LINE_CHART,
            "resourceType": _STORAGE,
            "metricScope": 0,
            "resourceParameter": "Accounts",
            "resourceIds": ["{Accounts}"],
            "timeContextFromParameter": "TimeRange",
            "timeRangeFromParameter": "TimeRange",
            "metrics": [
                {
                    "namespace": _STORAGE,
                    "metric": f"{_STORAGE}-{item['category']}-{item['metric']}",
                    "aggregation": _AVERAGE,
                }
            ],
        },
    }


def _formatters(item: Mapping[str, Any]) -> list[JsonObject]:
    """Bars (8: the longer the worse), and text that is red above zero (18: by thresholds)."""
    bars = [
        {"columnMatch": f"^{column}$", "formatter": 8, "formatOptions": {"palette": "blue"}}
        for column in item.get("bars", ())
    ]
    red = [
        {
            "columnMatch": f"^{column}$",
            "formatter": 18,
            "formatOptions": {
                "thresholdsOptions": "colors",
                "thresholdsGrid": [
                    {"operator": ">", "thresholdValue": "0", "representation": "redBright", "text": "{0}{1}"},
                    {"operator": "Default", "representation": "green", "text": "{0}{1}"},
                ],
            },
        }
        for column in item.get("red", ())
    ]
    return [*bars, *red]
