"""The workbook is one that Azure Monitor takes, and so is the dashboard."""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from azure_data_landing_zone import config, observability
from azure_data_landing_zone.azure import tables
from azure_data_landing_zone.resources.workbook import as_text
from support import ROOT, Stack

Json = dict[str, Any]
#: Microsoft's own schema: microsoft/Application-Insights-Workbooks, schema/workbook.json (MIT).
SCHEMA = json.loads((Path(__file__).parent / "workbook.schema.json").read_text())
VERSIONS = {
    3: "KqlItem/1.0",
    9: "KqlParameterItem/1.0",
    10: "MetricsItem/2.0",
    11: "LinkItem/1.0",
    12: "NotebookGroup/1.0",
}


def items(document: Json) -> list[Json]:
    found = []
    for item in document["items"]:
        found.append(item)
        if item["type"] == 12:
            found += items(item["content"])
    return found


def written(stack: Stack, kind: str, argument: str) -> Json:
    document: Json = json.loads(stack.one(kind)[argument])
    return document


@pytest.fixture
def workbook(app_stacks: Callable[[str], dict[str, Stack]]) -> Json:
    return written(app_stacks("contoso")["core"], "azurerm_application_insights_workbook", "data_json")


def test_the_workbook_has_microsofts_form(workbook: Json) -> None:
    assert [error.message for error in jsonschema.Draft7Validator(SCHEMA).iter_errors(workbook)] == []
    assert workbook["version"] == "Notebook/1.0"
    for item in items(workbook):
        assert item["content"].get("version") == VERSIONS.get(item["type"]), item["name"]


def test_what_is_wrong_with_a_workbook_is_seen(workbook: Json) -> None:
    workbook["items"].append({"type": 99, "content": {}})
    assert list(jsonschema.Draft7Validator(SCHEMA).iter_errors(workbook))


def test_names_of_items_and_ids_are_there_once(workbook: Json) -> None:
    names = [item["name"] for item in items(workbook)]
    assert len(set(names)) == len(names)
    ids = [
        one["id"]
        for item in items(workbook)
        for one in (*item["content"].get("parameters", ()), *item["content"].get("links", ()))
    ]
    assert len({uuid.UUID(id_) for id_ in ids}) == len(ids) == 13


def test_each_tab_shows_its_group_and_no_other(workbook: Json) -> None:
    (tabs,) = [item["content"]["links"] for item in workbook["items"] if item["type"] == 11]
    groups = {item["name"]: item["conditionalVisibility"] for item in workbook["items"] if item["type"] == 12}
    assert (
        [tab["subTarget"] for tab in tabs]
        == list(groups)
        == [*("jobs", "queue", "compute", "quota", "idle", "cost", "failures")]
    )
    for name, shown in groups.items():
        assert shown == {"parameterName": "Tab", "comparison": "isEqualTo", "value": name}


def test_queries_ask_the_landing_zones_logs_about_what_was_chosen(workbook: Json) -> None:
    logs = config.load(ROOT / "apps" / "contoso" / "landing-zone.yaml").core.log_analytics_workspace_id.id
    for item in items(workbook):
        if item["type"] == 3:
            content = item["content"]
            assert content["crossComponentResources"] == [logs]
            assert content["timeContextFromParameter"] == "TimeRange"
            assert "{Workspaces}" in content["query"] or "{Groups}" in content["query"] or item["name"] == "log_volume"


def test_what_storage_holds_is_read_from_the_accounts_themselves(workbook: Json) -> None:
    """Log Analytics has no metrics of capacity."""
    (chart,) = [item["content"] for item in items(workbook) if item["type"] == 10]
    assert chart["metrics"][0]["metric"] == "microsoft.storage/storageaccounts-Capacity-UsedCapacity"
    (picker,) = [
        one
        for item in items(workbook)
        for one in item["content"].get("parameters", ())
        if f"{{{one['name']}}}" in chart["resourceIds"]
    ]
    assert (picker["name"], picker["type"]) == (chart["resourceParameter"], 5)


def test_a_new_product_changes_neither_workbook_nor_dashboard(zone: Json) -> None:
    before = config.parse(zone).core
    zone["products"].append({"name": "fraud", "environments": ["dev"]})
    after = config.parse(zone).core
    assert observability.workbook(after) == observability.workbook(before)
    assert observability.dashboard(after) == observability.dashboard(before)


def test_workbooks_of_two_landing_zones_have_two_names(zone: Json) -> None:
    one = config.parse(zone).core.workbook_id
    other = config.parse({**zone, "name": "other"}).core.workbook_id
    assert str(uuid.UUID(one.name)) == one.name != other.name


def test_terraform_finds_no_expression_in_a_document() -> None:
    assert json.loads(as_text({"a": "${x} %{if} $x {y}"})) == {"a": "$${x} %%{if} $x {y}"}


def test_tiles_lie_beside_one_another_and_lead_to_the_workbook(app_stacks: Callable[[str], dict[str, Stack]]) -> None:
    core = app_stacks("contoso")["core"]
    document = written(core, "azurerm_portal_dashboard", "dashboard_properties")
    taken: set[tuple[int, int]] = set()
    for part in document["lenses"]["0"]["parts"].values():
        at = part["position"]
        cells = {
            (x, y) for x in range(at["x"], at["x"] + at["colSpan"]) for y in range(at["y"], at["y"] + at["rowSpan"])
        }
        assert not cells & taken
        assert all(x < 12 for x, _ in cells)
        taken |= cells
    workbook = core.one("azurerm_application_insights_workbook")["name"]
    text = json.dumps(document)
    assert "https://portal.azure.com/#@11111111-1111-1111-1111-111111111111/resource/subscriptions/" in text
    assert f"/workbooks/{workbook}/workbook)" in text
    pinned = [part["metadata"] for part in document["lenses"]["0"]["parts"].values() if "viewState" in part["metadata"]]
    assert [one["viewState"]["content"]["configurationId"].rsplit("/", 1)[1] for one in pinned] == [workbook]


@pytest.mark.parametrize("cloud", ["public", "usgovernment", "china"])
def test_the_portal_is_that_of_the_cloud(zone: Json, cloud: str) -> None:
    region = {"public": "westeurope", "usgovernment": "usgovvirginia", "china": "chinaeast2"}[cloud]
    zone |= {"cloud": cloud, "location": region, "products": [], "observability": {"private_link_scope": "none"}}
    zone["network"]["dns"] = {"owner": "landing_zone", "zone_names": {"registry": ["privatelink.azurecr.cn"]}}
    text = json.dumps(observability.dashboard(config.parse(zone).core))
    assert f"https://{tables.read('clouds')[cloud]['portal']}/#@" in text


@pytest.mark.parametrize(("workbook", "dashboard"), [(True, False), (False, True), (False, False)])
def test_each_of_them_can_be_switched_off(
    synth: Callable[[Json], dict[str, Stack]], zone: Json, workbook: bool, dashboard: bool
) -> None:
    zone |= {"products": [], "observability": {"workbook": workbook, "dashboard": dashboard, "activity_log": False}}
    core = synth(zone)["core"]
    assert len(core.all("azurerm_application_insights_workbook")) == workbook
    assert len(core.all("azurerm_portal_dashboard")) == dashboard
    assert "NotebookPinnedPart" not in json.dumps(core.document)
