"""Shares of the quota that workspaces get."""

from __future__ import annotations

from collections.abc import Callable

from azure_data_landing_zone import config
from support import ROOT, Stack

Apps = Callable[[str], dict[str, Stack]]


def test_shares_of_quota_are_set_after_the_products_and_by_the_platform(app_stacks: Apps) -> None:
    stacks = app_stacks("contoso")
    configuration = config.load(ROOT / "apps" / "contoso" / "landing-zone.yaml")
    wanted = {f"recommendations-{name}" for name in ("dev", "staging", "prod")}
    assert set(configuration.dependencies("quota")) == wanted
    actions = stacks["quota"].all("azapi_resource_action")
    assert set(actions) == wanted
    action = actions["recommendations-prod"]
    subscription = "/subscriptions/00000000-0000-0000-0000-000000000000"
    assert action["resource_id"] == f"{subscription}/providers/Microsoft.MachineLearningServices/locations/westeurope"
    assert (action["action"], action["method"], action["when"]) == ("updateQuotas", "POST", "apply")
    (share,) = action["body"]["value"]
    workspace = stacks["recommendations-prod"].one("azurerm_machine_learning_workspace")["name"]
    assert share["id"].endswith(f"/workspaces/{workspace}/quotas/standardDDSv4Family")
    assert (share["limit"], share["unit"]) == (120, "Count")
    quotas = {
        name
        for name, stack in stacks.items()
        for body in stack.all("azapi_resource_action").values()
        if body.get("action") == "updateQuotas"
    }
    assert quotas == {"quota"}
