"""The workbook and the dashboard of a landing zone."""

from __future__ import annotations

import json
from collections.abc import Callable

from support import Json, Stack

Synth = Callable[[Json], dict[str, Stack]]
WORKBOOK = "azurerm_application_insights_workbook"
DASHBOARD = "azurerm_portal_dashboard"


def test_workbook_and_dashboard_have_the_title_of_the_landing_zone(
    app_stacks: Callable[[str], dict[str, Stack]],
) -> None:
    core = app_stacks("contoso")["core"]
    assert core.one(WORKBOOK)["display_name"] == "contoso machine learning"
    assert core.one(DASHBOARD)["tags"]["hidden-title"] == "contoso machine learning"
    assert json.loads(core.one(WORKBOOK)["data_json"])["items"]
    assert json.loads(core.one(DASHBOARD)["dashboard_properties"])["lenses"]


def test_each_is_left_out_where_the_configuration_says_so(synth: Synth, zone: Json) -> None:
    zone["observability"] = {"dashboard": False}
    core = synth(zone)["core"]
    assert (len(core.all(WORKBOOK)), len(core.all(DASHBOARD))) == (1, 0)
    zone["observability"] = {"workbook": False, "dashboard": False}
    core = synth(zone)["core"]
    assert (len(core.all(WORKBOOK)), len(core.all(DASHBOARD))) == (0, 0)
