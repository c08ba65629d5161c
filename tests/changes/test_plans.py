"""The same report from what Terraform plans."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from azure_data_landing_zone.changes import Changes, Kind, PlanError, as_markdown, read_plan
from azure_data_landing_zone.cli.comparison import compare_plans, only_drift
from support import Json


def entry(address: str, actions: list[str], before: Any = None, after: Any = None, **more: Any) -> Json:
    change = {"actions": actions, "before": before, "after": after}
    change |= {
        key: more.pop(key)
        for key in list(more)
        if key in ("replace_paths", "before_sensitive", "after_sensitive", "after_unknown", "importing")
    }
    return {"address": address, "mode": "managed", "type": address.split(".")[0], "change": change, **more}


def plan(*entries: Json, **more: Any) -> Json:
    addresses = [{"address": found["address"], "mode": "managed"} for found in entries]
    return {
        "resource_changes": list(entries),
        "configuration": {"root_module": {"resources": addresses}},
        **more,
    }


@pytest.fixture
def write(tmp_path: Path) -> Any:
    def written(content: Any, name: str = "plan.json") -> Path:
        file = tmp_path / name
        file.write_text(content if isinstance(content, str) else json.dumps(content))
        return file

    return written


VAULT = "azurerm_key_vault.v"


@pytest.mark.parametrize(
    ("found", "kind"),
    [
        (entry(VAULT, ["create"], None, {"name": "kv"}), Kind.ADDED),
        (entry(VAULT, ["update"], {"name": "kv", "tags": {}}, {"name": "kv", "tags": {"a": "b"}}), Kind.CHANGED),
        (entry(VAULT, ["delete", "create"], {"name": "a"}, {"name": "b"}, replace_paths=[["name"]]), Kind.REPLACED),
        (entry(VAULT, ["create", "delete"], {"name": "a"}, {"name": "b"}, replace_paths=[["name"]]), Kind.REPLACED),
        (entry(VAULT, ["delete"], {"name": "kv"}, None), Kind.DESTROYED),
        (entry(VAULT, ["forget"], {"name": "kv"}, None), Kind.FORGOTTEN),
        (entry(VAULT, ["no-op"], {"name": "kv"}, {"name": "kv"}, previous_address="azurerm_key_vault.w"), Kind.MOVED),
        (entry(VAULT, ["no-op"], {"name": "kv"}, {"name": "kv"}, importing={"id": "x"}), Kind.IMPORTED),
        (entry(VAULT, ["no-op"], {"name": "kv"}, {"name": "kv"}), None),
        (entry(VAULT, ["read"], None, {"name": "kv"}), None),
    ],
)
def test_what_terraform_plans_for_a_resource(write: Any, found: Json, kind: Kind | None) -> None:
    change = read_plan(write(plan(found)), "s")
    if kind is None:
        assert change is None
        return
    assert change is not None
    (resource,) = change.resources
    assert resource.kind is kind
    assert bool(resource.loss) is (kind in (Kind.REPLACED, Kind.DESTROYED))


def test_a_replacement_says_which_argument_forces_it(write: Any) -> None:
    workspace = "azurerm_machine_learning_workspace.w"
    found = read_plan(
        write(
            plan(
                entry(
                    workspace,
                    ["delete", "create"],
                    {"name": "w", "id": "/w", "identity": [{"type": "a"}], "high_business_impact": True},
                    {"name": "w", "identity": [{"type": "a"}], "high_business_impact": False},
                    after_unknown={"id": True},
                    replace_paths=[["high_business_impact"]],
                )
            )
        ),
        "s",
    )
    assert found is not None
    (change,) = found.resources
    assert change.reasons == ("high_business_impact cannot change in place",)
    assert "experiments" in change.loss
    assert [(argument.argument, argument.forces) for argument in change.arguments] == [("high_business_impact", True)]


def test_what_the_provider_calls_sensitive_is_not_shown(write: Any) -> None:
    change = entry(
        "azurerm_synapse_workspace.w",
        ["update"],
        {"name": "w", "login": "hunter1", "blocks": [{"code": "hunter1"}], "tokens": ["hunter1"]},
        {"name": "w", "login": "hunter2", "blocks": [{"code": "hunter2"}], "tokens": ["hunter2"]},
        before_sensitive={"login": True, "blocks": [{"code": True}]},
        after_sensitive={"login": True, "blocks": [{"code": True}]},
    )
    outputs = {"token": {"actions": ["update"], "before": "hunter1", "after": "hunter2", "after_unknown": False}}
    found = read_plan(write(plan(change, output_changes=outputs)), "s")
    assert found is not None
    assert "hunter" not in as_markdown(Changes("a", "b", (found,)))


CLUSTER = "azurerm_machine_learning_compute_cluster.c"


@pytest.mark.parametrize(
    ("returned", "sent", "same"),
    [
        ("PT2M", "PT120S", True),
        ("P1D", "PT24H", True),
        ("PT1H30M", "PT90M", True),
        ("PT2M", "PT121S", False),
        ("P", "PT", False),
        ("PT2M", None, False),
    ],
)
def test_durations_compare_by_value(write: Any, returned: str, sent: str | None, same: bool) -> None:
    before, after = ({"scale_settings": [{"idle": value}]} for value in (returned, sent))
    change = entry(CLUSTER, ["update"], before, after, after_unknown={"scale_settings": [{}]})
    assert (read_plan(write(plan(change)), "s") is None) is same
    assert (read_plan(write(plan(resource_drift=[change])), "s") is None) is same
    # What is not known yet is a change.
    later = entry(CLUSTER, ["update"], before, after, after_unknown={"url": True})
    assert read_plan(write(plan(later)), "s") is not None


def test_drift_is_told_apart_from_what_is_planned(write: Any) -> None:
    drift = entry(VAULT, ["update"], {"name": "kv", "sku_name": "standard"}, {"name": "kv", "sku_name": "premium"})
    file = write(plan(resource_drift=[drift]), "core.json")
    found = compare_plans([str(file)], None)
    assert [stack.name for stack in found.stacks] == ["core"]
    assert not list(found.resources)
    (resource,) = only_drift(found).resources
    assert resource.arguments[0].after == "premium"
    assert "changed in Azure since the last apply" in as_markdown(found)


def test_the_stack_of_a_plan_follows_from_its_file(write: Any, tmp_path: Path) -> None:
    made = plan(entry(VAULT, ["create"], None, {"name": "kv"}))
    (tmp_path / "churn-dev").mkdir()
    files = [write(made, "churn-dev/plan.json"), write(made, "core.plan.json"), f"access={write(made, 'x.json')}"]
    found = compare_plans([str(file) for file in files], None)
    assert [stack.name for stack in found.stacks] == ["access", "churn-dev", "core"]


def test_a_plan_of_another_state_of_the_configuration_is_refused(write: Any) -> None:
    file = write(plan(entry(VAULT, ["create"], None, {"name": "kv"})))
    output: Json = {"resource": {"azurerm_key_vault": {"v": {}, "more": {}}}}
    with pytest.raises(PlanError, match="the plan does not hold azurerm_key_vault.more"):
        read_plan(file, "s", output=output)
    del output["resource"]["azurerm_key_vault"]["more"]
    assert read_plan(file, "s", output=output)


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"format_version": "1.2"}'])
def test_what_is_no_plan_is_refused(write: Any, content: str) -> None:
    with pytest.raises(PlanError, match="terraform show -json"):
        read_plan(write(content), "s")
