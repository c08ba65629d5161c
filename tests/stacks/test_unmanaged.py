"""What other owners write on the resources of our stacks: tags and diagnostic settings."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from azure_data_landing_zone import config
from azure_data_landing_zone.changes import compare
from azure_data_landing_zone.engine.unmanaged import Unmanaged
from support import Json, Stack, schema_findings

Synth = Callable[[Json], dict[str, Stack]]
IGNORED = 'tags["cost center"]'
#: A person's tags are never changed by Terraform.
_NEVER_CHANGED = {"azurerm_machine_learning_synapse_spark", "azurerm_synapse_workspace"}


def everything(zone: Json) -> Json:
    """A landing zone with resources of azurerm and of azapi that have tags."""
    zone["analytics"] = {"machine_learning_registry": {}, "synapse": {"spark_pools": {"small": {}}}}
    zone["products"][0]["links"] = ["synapse"]
    zone["data_plane"] = {"enabled": True}
    return zone


def test_tags_of_others_are_ignored_on_every_resource_with_tags(synth: Synth, zone: Json) -> None:
    stacks = synth(everything(zone) | {"ignore_tags": ["cost center"], "tags": {"owner": "data"}})
    assert schema_findings(stacks) == ""
    tagged = 0
    for stack in stacks.values():
        for type_, bodies in stack.document.get("resource", {}).items():
            for body in bodies.values():
                if "tags" not in body:
                    continue
                tagged += 1
                assert body["tags"]["owner"] == "data"
                ignored = body.get("lifecycle", {}).get("ignore_changes", [])
                assert IGNORED in ignored or "tags" in ignored, type_
                assert "tags" not in ignored or type_ in _NEVER_CHANGED
    assert tagged > 50
    protected = stacks["churn-prod"].one("azurerm_key_vault")["lifecycle"]
    assert protected == {"prevent_destroy": True, "ignore_changes": [IGNORED]}
    for stack in synth(everything(zone)).values():
        assert "cost center" not in str(stack.document)


def test_a_data_source_has_no_changes_to_ignore(synth: Synth, zone_with_pipelines: Json) -> None:
    stacks = synth(zone_with_pipelines | {"ignore_tags": ["cost center"]})
    assert stacks["access"].document["data"]["azurerm_user_assigned_identity"]
    for stack in stacks.values():
        assert "lifecycle" not in str(stack.document.get("data", {}))


def test_adlz_diff_ignores_that_tag_alone(synth: Synth, zone: Json) -> None:
    zone["ignore_tags"] = ["cost center"]
    before = synth(zone | {"tags": {"owner": "data"}})["churn-dev"].document
    after = synth(zone | {"tags": {"owner": "sales"}})["churn-dev"].document
    (changed,) = compare({"churn-dev": before}, {"churn-dev": after}).stacks
    assert {argument.argument for change in changed.resources for argument in change.arguments} == {"tags.owner"}
    for bodies in after["resource"].values():
        for body in bodies.values():
            body.get("tags", {}).update({"owner": "data", "cost center": "4711"})
    assert compare({"churn-dev": before}, {"churn-dev": after}).stacks == ()


@pytest.mark.parametrize(
    ("more", "stack"),
    [
        ({"tags": {"Cost Center": "4711"}}, "core"),
        ({"environments": {"dev": {"tags": {"cost center": "1"}}, "prod": {}}}, "churn-dev"),
    ],
)
def test_a_tag_has_one_owner(zone: Json, more: Json, stack: str) -> None:
    with pytest.raises(config.ConfigurationError) as refused:
        config.parse(zone | {"ignore_tags": ["created-on", "cost center"]} | more)
    (problem,) = refused.value.problems
    assert problem.path == "ignore_tags[1]"
    assert f"is a tag of the resources in {stack}, " in problem.message


@pytest.mark.parametrize("name", ["landing-zone", "Data-Product", "environment", "data-lake-layer"])
def test_tags_of_the_library_are_not_ignored(zone: Json, name: str) -> None:
    with pytest.raises(config.ConfigurationError, match="ignore_tags"):
        config.parse(zone | {"ignore_tags": [name]})


@pytest.mark.parametrize("name", ['a"b', "${a}", "a/b", ""])
def test_a_name_that_terraform_would_not_read_as_one_is_refused(zone: Json, name: str) -> None:
    with pytest.raises(config.ConfigurationError, match="ignore_tags"):
        config.parse(zone | {"ignore_tags": [name]})


def test_where_a_policy_creates_diagnostic_settings_terraform_creates_none(synth: Synth, zone: Json) -> None:
    zone = everything(zone) | {"state": {"backend": "azurerm", "network": {"allowed_addresses": ["203.0.113.7"]}}}
    ours = synth(zone)
    theirs = synth(zone | {"observability": {"diagnostic_settings": "policy"}})
    assert sum(len(stack.all("azurerm_monitor_diagnostic_setting")) for stack in ours.values()) > 20
    left = [body for stack in theirs.values() for body in stack.all("azurerm_monitor_diagnostic_setting").values()]
    # The activity log has a key of its own.
    assert [body["target_resource_id"] for body in left] == [f"/subscriptions/{zone['subscription_id']}"]
    without = zone | {"observability": {"diagnostic_settings": "policy", "activity_log": False}}
    assert not any(stack.all("azurerm_monitor_diagnostic_setting") for stack in synth(without).values())


def test_nothing_is_noted_for_a_resource_that_ignores_all_its_tags() -> None:
    assert Unmanaged().lifecycle() is None
    made = Unmanaged(("a",)).lifecycle()
    assert made is not None
    assert made.ignore_changes == ['tags["a"]']
