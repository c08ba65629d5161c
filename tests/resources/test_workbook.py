"""Workbooks and dashboards."""

from __future__ import annotations

from azure_data_landing_zone.resources import Dashboard, Workbook
from resource_support import GROUP, OBJECT, Built, assert_lies_in_group, assert_sets


def test_sets_a_workbook_whose_text_terraform_does_not_evaluate(built: Built) -> None:
    body = built(
        lambda scope: Workbook(
            scope,
            "book",
            name=OBJECT,
            resource_group=GROUP,
            title="Costs",
            description="Costs",
            content={"text": "${x}"},
        )
    ).one("azurerm_application_insights_workbook")
    assert_lies_in_group(body, OBJECT)
    assert_sets(body, display_name="Costs", description="Costs", source_id="azure monitor", category="workbook")
    assert body["data_json"] == '{"text":"$${x}"}'


def test_sets_the_title_of_a_dashboard_as_a_tag(built: Built) -> None:
    body = built(
        lambda scope: Dashboard(
            scope, "board", name="dash", resource_group=GROUP, title="Costs", content={"b": 1, "a": 2}, tags={"x": "y"}
        )
    ).one("azurerm_portal_dashboard")
    assert_lies_in_group(body, "dash")
    assert_sets(body, tags={"x": "y", "hidden-title": "Costs"}, dashboard_properties='{"a":2,"b":1}')
