"""Calls that do not wait for their answers: the same output, and no answer is mixed up."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from azure_data_landing_zone.engine import azurerm
from azure_data_landing_zone.engine.framework import App, Construct, TerraformStack
from azure_data_landing_zone.engine.pipeline import Pipeline, UnexpectedAnswerError, pipelined
from azure_data_landing_zone.engine.references import logical_id
from azure_data_landing_zone.resources import ExistingResourceGroup, ResourceGroup, UserAssignedIdentity
from azure_data_landing_zone.stacks.landing_zone import CONTEXT
from support import APPS, files, synthesize_apps

GROUP = ExistingResourceGroup("rg", "westeurope")


def app(folder: Path) -> tuple[Any, Any]:
    made = App(outdir=str(folder), context=dict(CONTEXT))
    stack = TerraformStack(made, "s")
    azurerm.provider.AzurermProvider(stack, "azurerm", features=[azurerm.provider.AzurermProviderFeatures()])
    return made, stack


def fill(stack: Any, count: int) -> list[Any]:
    groups = [ResourceGroup(stack, f"group-{n}", name=f"rg-{n}", location="westeurope") for n in range(count)]
    for number, group in enumerate(groups):
        group.add_override("managed_by", f"team-{number}")
    return groups


def read(folder: Path) -> dict[str, Any]:
    document: dict[str, Any] = json.loads((folder / "stacks" / "s" / "cdk.tf.json").read_text())
    return document


@pytest.mark.parametrize("count", [0, 1, 3, 95, 96, 97, 400])
def test_makes_what_waiting_calls_make(count: int, tmp_path: Path) -> None:
    for folder, piped in ((tmp_path / "plain", False), (tmp_path / "piped", True)):
        made, stack = app(folder)
        if piped:
            with pipelined():
                fill(stack, count)
        else:
            fill(stack, count)
        made.synth()
    plain, piped = read(tmp_path / "plain"), read(tmp_path / "piped")
    assert plain.get("resource") == piped.get("resource")
    assert len(plain.get("resource", {}).get("azurerm_resource_group", {})) == count


def test_a_call_with_an_answer_gets_its_own(tmp_path: Path) -> None:
    _, stack = app(tmp_path)
    with pipelined():
        groups = fill(stack, 120)
        names = [str(group.node.id) for group in groups[::7]]
        fqns = {str(group.node.path) for group in groups}
    assert names == [f"group-{number}" for number in range(0, 120, 7)]
    assert len(fqns) == 120


def test_what_node_objects_to_is_raised_and_jsii_works_on(tmp_path: Path) -> None:
    made, stack = app(tmp_path)
    with pytest.raises(RuntimeError, match="There is already a Construct with name 'group-3'"), pipelined():
        fill(stack, 5)
        ResourceGroup(stack, "group-3", name="again", location="westeurope")
        fill(Construct(stack, "more"), 5)
    assert str(stack.node.id) == "s"
    ResourceGroup(stack, "after", name="rg-after", location="westeurope")
    made.synth()
    assert "after" in read(tmp_path)["resource"]["azurerm_resource_group"]


def test_a_mistake_in_python_leaves_no_answer_behind(tmp_path: Path) -> None:
    _, stack = app(tmp_path)
    with pytest.raises(ZeroDivisionError), pipelined():
        fill(stack, 50)
        _ = 1 / 0
    assert str(stack.node.id) == "s"


def test_an_unexpected_number_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _, stack = app(tmp_path)
    plain = Pipeline._write

    def wrong(self: Pipeline, request: Any, reference: str | None) -> None:
        plain(self, request, None if reference is None else reference + "9")

    monkeypatch.setattr(Pipeline, "_write", wrong)
    with pytest.raises(UnexpectedAnswerError, match="ADLZ_PIPELINE=off"), pipelined():
        fill(stack, 20)
    assert str(stack.node.id) == "s"


def test_switched_off_the_apps_are_the_same(app_output: Callable[[str], Path], tmp_path: Path) -> None:
    synthesize_apps(tmp_path, ADLZ_PIPELINE="off")
    for app in APPS:
        assert files(tmp_path / app) == files(app_output(app)), app


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
    (identity,) = read(tmp_path)["resource"]["azurerm_user_assigned_identity"].values()
    assert identity["resource_group_name"] == "${azurerm_resource_group.my-group.name}"
