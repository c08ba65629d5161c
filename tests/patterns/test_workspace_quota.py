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
    # Azure answers 200 and refuses single shares in their status.
    assert action["response_export_values"] == ["value"]
    (condition,) = action["lifecycle"]["postcondition"]
    assert condition["condition"] == '${alltrue([for item in self.output.value : item.status == "Success"])}'
    assert condition["error_message"] == (
        'Azure refused: ${join(", ", [for item in self.output.value : format("%s: %s", item.id, item.status)'
        ' if item.status != "Success"])}. Correct compute.quota of the product. If the quota of the subscription was'
        " raised instead, send the same shares again with terraform apply -replace=ADDRESS."
    )
    quotas = {
        name
        for name, stack in stacks.items()
        for body in stack.all("azapi_resource_action").values()
        if body.get("action") == "updateQuotas"
    }
    assert quotas == {"quota"}
