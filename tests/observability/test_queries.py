"""Every query is read by Microsoft's own parser, against the tables and columns that Log Analytics has."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from azure_data_landing_zone import config, observability
from azure_data_landing_zone.azure import alerts
from azure_data_landing_zone.engine import node
from azure_data_landing_zone.observability import queries
from log_tables import log_tables
from support import ROOT

PARSER = ROOT / "node_modules" / "@kusto" / "language-service-next"
FOLDER = Path(queries.__file__).parent
Json = dict[str, Any]

needs_parser = pytest.mark.skipif(not PARSER.exists(), reason="npm ci brings the parser of queries")

#: What people's choices on the page become.
CHOICES = {
    "{Workspaces}": "'a','b'",
    "{Groups}": "'g'",
    "{TimeRange:grain}": "1h",
    "{Product}": "'p'",
    "{Environment}": "'e'",
}
RESOURCE_GRAPH = {
    table: {"id": "string", "name": "string", "type": "string", "resourceGroup": "string", "tags": "dynamic"}
    for table in ("resources", "resourcecontainers")
}


def read(texts: Mapping[str, str], known: Mapping[str, Mapping[str, str]]) -> dict[str, Json]:
    """What the parser says of queries: what is wrong, and the columns of their answers."""
    done = subprocess.run(
        [node.find(), str(Path(__file__).parent / "kusto.js"), str(PARSER)],
        input=json.dumps({"tables": known, "queries": dict(texts)}),
        capture_output=True,
        text=True,
        check=True,
    )
    found: dict[str, Json] = json.loads(done.stdout)
    return found


def query_texts() -> dict[str, str]:
    values = {"Scope": "_ResourceId in~ ('a','b')", "Groups": "'g'", "Grain": "1h"}
    own = {name: observability.query(name, **values) for name in observability.query_names()}
    return {**own, **{f"alert {name}": observability.alert_query(name) for name in queries.alert_query_names()}}


def chosen(text: str) -> str:
    for choice, value in CHOICES.items():
        text = text.replace(choice, value)
    return text


def shown() -> tuple[Json, Json]:
    """Workbook and dashboard of the example."""
    core = config.load(ROOT / "apps" / "contoso" / "landing-zone.yaml").core
    return observability.workbook(core), observability.dashboard(core)


def tile_texts() -> dict[str, str]:
    """The queries of the tiles of the dashboard, by title."""
    _, dashboard = shown()
    texts = {}
    for tile in dashboard["lenses"]["0"]["parts"].values():
        inputs = {one["name"]: one["value"] for one in tile["metadata"]["inputs"]}
        if "Query" in inputs:
            texts[f"tile {inputs['PartTitle']}"] = inputs["Query"]
    return texts


def items(document: Json) -> list[Json]:
    found = []
    for item in document["items"]:
        found.append(item)
        if item["type"] == 12:
            found += items(item["content"])
    return found


@pytest.fixture(scope="module")
def answers() -> dict[str, Json]:
    """All queries, as they are filled in, read once."""
    if not PARSER.exists():
        pytest.skip("npm ci brings the parser of queries")
    known = log_tables()
    workbook, _ = shown()
    texts = query_texts()
    for item in items(workbook):
        if item["type"] == 3:
            texts[f"workbook {item['name']}"] = chosen(item["content"]["query"])
    return read({**texts, **tile_texts()}, known)


def test_every_query_is_right(answers: dict[str, Json]) -> None:
    assert len(answers) > 40
    assert {name: found["problems"] for name, found in answers.items() if found["problems"]} == {}


@needs_parser
@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("AmlComputeJobEvents | count", "does not refer to any known table"),
        ("AmlComputeJobEvent | where State == 'x'", "'State' does not refer to any known column"),
        ("AmlComputeJobEvent | sumarize count()", "Query operator expected"),
        (
            "union isfuzzy=true (datatable(ClusterName: int)[]), AmlComputeJobEvent | where ClusterName == 'x'",
            "'ClusterName' does not refer to any known column",
        ),
    ],
)
def test_the_parser_sees_what_is_wrong(text: str, said: str) -> None:
    (found,) = read({"query": text}, log_tables()).values()
    assert any(said in problem for problem in found["problems"]), found


@needs_parser
def test_every_query_answers_while_its_table_does_not_exist() -> None:
    """Log Analytics makes a table with its first record; `_LogOperation` is a view that every workspace has."""
    view = {"_LogOperation": log_tables()["_LogOperation"]}
    for name, found in read({**query_texts(), **tile_texts()}, view).items():
        wrong = [problem for problem in found["problems"] if not problem.startswith("Warning: The fuzzy name")]
        assert not wrong, (name, wrong)


@needs_parser
def test_the_choices_of_the_workbook_are_queries_of_resource_graph() -> None:
    workbook, _ = shown()
    (parameters,) = [item["content"]["parameters"] for item in workbook["items"] if item["type"] == 9]
    texts = {one["name"]: chosen(one["query"]) for one in parameters if "query" in one}
    assert set(texts) == {"Product", "Environment", "Workspaces", "Groups", "Accounts"}
    for name, found in read(texts, RESOURCE_GRAPH).items():
        assert not found["problems"], (name, found)
        assert "value" in found["columns"]


def test_what_workbook_and_dashboard_draw_are_columns_of_the_answer(answers: dict[str, Json]) -> None:
    workbook = yaml.safe_load((FOLDER / "workbook.yaml").read_text())
    for item in (item for tab in workbook["tabs"] for item in tab["items"] if "query" in item):
        columns = answers[item["query"]]["columns"]
        assert {*item.get("bars", ()), *item.get("red", ())} <= set(columns), item
    for tile in yaml.safe_load((FOLDER / "dashboard.yaml").read_text())["tiles"]:
        columns = answers[tile["query"]]["columns"]
        for axis in ("x", "y", "by"):
            assert tile.get(axis, {}).items() <= columns.items(), tile


def test_what_alert_rules_measure_are_columns_of_the_answer(answers: dict[str, Json]) -> None:
    for rule in (*alerts.rules("product").values(), *alerts.rules("landing_zone").values()):
        if rule.kind is alerts.Kind.LOG:
            columns = answers[f"alert {rule.name}"]["columns"]
            assert {*rule.dimensions, *([rule.measure] if rule.measure else [])} <= set(columns), rule.name


def test_every_query_is_used_and_says_what_it_answers() -> None:
    workbook = yaml.safe_load((FOLDER / "workbook.yaml").read_text())
    used = {item["query"] for tab in workbook["tabs"] for item in tab["items"] if "query" in item}
    assert used == set(observability.query_names())
    logs = {
        rule.name
        for of in ("product", "landing_zone")
        for rule in alerts.rules(of).values()
        if rule.kind is alerts.Kind.LOG
    }
    assert logs == set(queries.alert_query_names())
    for file in FOLDER.glob("*queries/*.kql"):
        assert re.match(r"// [A-Z].+\.\n[^/]", file.read_text()), file.name


def test_alert_queries_do_without_what_alerts_refuse() -> None:
    for name in queries.alert_query_names():
        assert not re.search(r"bag_unpack|pivot|narrow|AggregatedValue", observability.alert_query(name)), name
