"""References that are computed here are those that the framework would write."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from azure_data_landing_zone.engine import azurerm
from azure_data_landing_zone.engine.framework import App, Construct, TerraformStack
from azure_data_landing_zone.engine.references import logical_id
from azure_data_landing_zone.resources import ExistingResourceGroup, ResourceGroup, UserAssignedIdentity
from azure_data_landing_zone.stacks.landing_zone import CONTEXT

GROUP = ExistingResourceGroup("rg", "westeurope")
PART = st.from_regex(r"[A-Za-z][A-Za-z0-9._ -]{0,12}|Resource|Default|", fullmatch=True).filter(bool)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(path=st.lists(PART, min_size=1, max_size=4).filter(lambda path: path[-1] != "Default"))
def test_a_logical_id_is_the_one_that_the_framework_makes(path: list[str]) -> None:
    scope: Any = TerraformStack(App(context=dict(CONTEXT)), "s")
    for part in path[:-1]:
        scope = Construct(scope, part)
    resource = UserAssignedIdentity(scope, path[-1], name="id-x", resource_group=GROUP)
    assert str(resource.friendly_unique_id) == logical_id(tuple(path))


def test_in_somebody_elses_stack_the_framework_is_asked(tmp_path: Path) -> None:
    made = App(outdir=str(tmp_path))
    stack = TerraformStack(made, "s")
    azurerm.provider.AzurermProvider(stack, "azurerm", features=[azurerm.provider.AzurermProviderFeatures()])
    group = ResourceGroup(Construct(stack, "nested"), "group", name="rg", location="westeurope")
    group.override_logical_id("my-group")
    UserAssignedIdentity(stack, "identity", name="id-x", resource_group=group)
    made.synth()
    document = json.loads((tmp_path / "stacks" / "s" / "cdk.tf.json").read_text())
    (identity,) = document["resource"]["azurerm_user_assigned_identity"].values()
    assert identity["resource_group_name"] == "${azurerm_resource_group.my-group.name}"
