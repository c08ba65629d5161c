"""Compute instances of people, and the other compute that is no cluster."""

from __future__ import annotations

import base64
import copy
from collections.abc import Callable

import pytest

from azure_data_landing_zone import config
from azure_data_landing_zone.changes import Kind, compare
from support import Json, Stack, open_paths, roles, schema_findings

Synth = Callable[[Json], dict[str, Stack]]
PERSON = "22222222-2222-2222-2222-222222222222"
SCRIPT = "#!/bin/bash\nset -e\nconda install -y polars\n"
INSTANCE: Json = {"name": "churn-alice", "vm_size": "Standard_DS3_v2", "assigned_to": PERSON}


def with_instance(zone: Json, **more: object) -> Json:
    zone["products"][0]["per_environment"] = {"dev": {"compute": {"instances": [{**INSTANCE, **more}]}}}
    return zone


def instance(stack: Stack) -> Json:
    return stack.one("azapi_resource", name="churn-alice")


def difference(before: Stack, after: Stack) -> dict[str, Kind]:
    """What changes, by address."""
    found = compare({"churn-dev": before.document}, {"churn-dev": after.document}).stacks
    return {change.address: change.kind for stack in found for change in stack.resources}


def settings(stack: Stack) -> Json:
    found: Json = instance(stack)["body"]["properties"]["properties"]
    return found


def test_an_instance_is_one_persons_private_and_stops_when_idle(synth: Synth, zone: Json) -> None:
    stacks = synth(with_instance(zone, idle_minutes=45))
    made = instance(stacks["churn-dev"])
    assert made["type"] == "Microsoft.MachineLearningServices/workspaces/computes@2025-10-01-preview"
    assert made["parent_id"].startswith("${azurerm_machine_learning_workspace.")
    assert made["location"] == "westeurope"
    assert made["tags"]["data-product"] == "churn"
    assert made["body"]["properties"] == {
        "computeType": "ComputeInstance",
        "computeLocation": "westeurope",
        "disableLocalAuth": True,
        "properties": {
            "vmSize": "Standard_DS3_v2",
            "subnet": {"id": settings(stacks["churn-dev"])["subnet"]["id"]},
            "enableNodePublicIp": False,
            "sshSettings": {"sshPublicAccess": "Disabled"},
            "applicationSharingPolicy": "Personal",
            "computeInstanceAuthorizationType": "personal",
            "personalComputeInstanceSettings": {
                "assignedUser": {"objectId": PERSON, "tenantId": zone["tenant_id"]},
            },
            "idleTimeBeforeShutdown": "PT45M",
            "enableRootAccess": False,
            "enableSSO": True,
            "releaseQuotaOnStop": True,
        },
    }
    assert settings(stacks["churn-dev"])["subnet"]["id"].endswith("/subnets/snet-training")
    assert open_paths(stacks, config.parse(zone)) == []
    assert schema_findings(stacks) == ""


def test_an_instance_has_an_identity_of_its_own_and_waits_for_its_grants(synth: Synth, zone: Json) -> None:
    stack = synth(with_instance(zone))["churn-dev"]
    (identity,) = (
        key
        for key, body in stack.all("azurerm_user_assigned_identity").items()
        if body["name"].endswith("-instance-churn-alice")
    )
    made = instance(stack)
    assert made["identity"] == [
        {"type": "UserAssigned", "identity_ids": [f"${{azurerm_user_assigned_identity.{identity}.id}}"]}
    ]
    who = "-instance-churn-alice"
    (workspace,) = stack.all("azurerm_machine_learning_workspace")
    # Without it the instance does not stop when idle.
    assert roles(stack, who, f"azurerm_machine_learning_workspace.{workspace}.id}}") == {"Contributor"}
    assert roles(stack, who, "/containers/sales") == {"Storage Blob Data Reader"}
    assert roles(stack, who, "/containers/churn-dev") == {"Storage Blob Data Contributor"}
    granted = {
        f"azurerm_role_assignment.{key}"
        for key, body in stack.all("azurerm_role_assignment").items()
        if f".{identity}." in body["principal_id"]
    }
    assert len(granted) == 5
    assert granted < set(made["depends_on"])
    (endpoint,) = set(made["depends_on"]) - granted
    assert endpoint.startswith("azurerm_private_endpoint.")
    assert "amlworkspace" in endpoint


def test_an_instance_has_the_hours_of_its_person(synth: Synth, zone: Json) -> None:
    schedule = {"stop": "19:05", "start": "08:30", "time_zone": "W. Europe Standard Time"}
    stack = synth(with_instance(zone, schedule=schedule))["churn-dev"]
    assert settings(stack)["schedules"]["computeStartStop"] == [
        {
            "action": action,
            "status": "Enabled",
            "triggerType": "Cron",
            "cron": {"expression": expression, "timeZone": "W. Europe Standard Time"},
        }
        for action, expression in (("Stop", "5 19 * * 1,2,3,4,5"), ("Start", "30 8 * * 1,2,3,4,5"))
    ]


def test_an_instance_that_is_only_stopped_is_started_by_hand(synth: Synth, zone: Json) -> None:
    stack = synth(with_instance(zone, schedule={"stop": "19:00"}))["churn-dev"]
    assert [time["action"] for time in settings(stack)["schedules"]["computeStartStop"]] == ["Stop"]


def test_a_set_up_script_runs_before_the_person_signs_on(synth: Synth, zone: Json) -> None:
    stack = synth(with_instance(zone, setup_script=SCRIPT))["churn-dev"]
    script = settings(stack)["setupScripts"]["scripts"]["creationScript"]
    assert script["scriptSource"] == "inline"
    assert base64.b64decode(script["scriptData"]).decode() == SCRIPT
    assert "enableSSO" not in settings(stack)


def test_single_sign_on_is_not_asked_for_where_a_policy_adds_a_script(synth: Synth, zone: Json) -> None:
    """Azure switches it off at creation: a script that an administrator gives could act as the person otherwise."""
    zone["policies"] = {"setup_script": SCRIPT}
    stack = synth(with_instance(zone))["churn-dev"]
    assert "setupScripts" not in settings(stack)
    assert "enableSSO" not in settings(stack)


@pytest.mark.parametrize(
    ("changed", "kind", "action"),
    [
        # Azure has an action for the idle time alone.
        ({"idle_minutes": 30}, None, Kind.CHANGED),
        ({"vm_size": "Standard_DS4_v2"}, Kind.REPLACED, Kind.REPLACED),
        ({"schedule": {"stop": "18:00"}}, Kind.REPLACED, Kind.REPLACED),
        ({"setup_script": SCRIPT}, Kind.REPLACED, Kind.REPLACED),
        ({"assigned_to": "44444444-4444-4444-4444-444444444444"}, Kind.REPLACED, Kind.REPLACED),
    ],
)
def test_what_azure_takes_at_creation_only_replaces_the_instance(
    synth: Synth, zone: Json, changed: Json, kind: Kind | None, action: Kind
) -> None:
    before, after = (synth(with_instance(copy.deepcopy(zone), **more))["churn-dev"] for more in ({}, changed))
    found = difference(before, after)
    (made,) = (key for key, body in after.all("azapi_resource").items() if body["name"] == "churn-alice")
    (sent,) = after.all("azapi_resource_action")
    assert found.get(f"azapi_resource.{made}") is kind
    assert found[f"azapi_resource_action.{sent}"] is action


def test_the_idle_time_is_set_by_its_action(synth: Synth, zone: Json) -> None:
    stack = synth(with_instance(zone, idle_minutes=30))["churn-dev"]
    sent = stack.one("azapi_resource_action")
    assert sent["action"] == "updateIdleShutdownSetting"
    assert sent["body"] == {"idleTimeBeforeShutdown": "PT30M"}
    assert sent["resource_id"].startswith("${azapi_resource.")


def test_what_a_person_or_a_cost_tag_changes_replaces_no_instance(synth: Synth, zone: Json) -> None:
    before = synth(with_instance(copy.deepcopy(zone)))["churn-dev"]
    after = synth({**with_instance(copy.deepcopy(zone)), "tags": {"owner": "another"}})["churn-dev"]
    assert not [address for address in difference(before, after) if "churn-alice" in address and "azapi" in address]
    # What the studio or Azure writes into the body is not taken back.
    assert instance(after)["lifecycle"] == {"ignore_changes": ["body", "tags"]}
    assert "replace_triggers_refs" not in instance(after)


def test_in_a_managed_network_instances_have_no_subnet_and_wait_for_its_rules(synth: Synth, zone: Json) -> None:
    zone["observability"] = {"private_link_scope": {"access": "open"}}
    zone["products"][0] |= {"workspace": {"isolation": {"mode": "managed_network"}}, "location": "northeurope"}
    stack = synth(with_instance(zone))["churn-dev"]
    assert "subnet" not in settings(stack)
    assert instance(stack)["body"]["properties"]["computeLocation"] == "northeurope"
    assert any("outbound_rule" in address for address in instance(stack)["depends_on"])


def test_an_instance_joins_the_networks_region(synth: Synth, zone: Json) -> None:
    zone["products"][0]["location"] = "northeurope"
    made = instance(synth(with_instance(zone))["churn-dev"])
    # Azure wants the resource where its workspace is, and the machine where its subnet is.
    assert made["location"] == "northeurope"
    assert made["body"]["properties"]["computeLocation"] == "westeurope"


def test_instances_are_none_of_the_other_environments(synth: Synth, zone: Json) -> None:
    stacks = synth(with_instance(zone))
    assert not [body for body in stacks["churn-prod"].all("azapi_resource").values() if "/computes@" in body["type"]]
    assert stacks["churn-dev"].document["output"]["compute_instances"]["value"] == ["churn-alice"]


def test_low_priority_nodes_are_asked_for_as_azure_spells_it(synth: Synth, zone: Json) -> None:
    cluster = {"name": "batch", "vm_size": "Standard_DS3_v2", "max_nodes": 2, "priority": "low_priority"}
    zone["products"][0]["compute"] = {"clusters": [cluster]}
    stack = synth(zone)["churn-dev"]
    assert stack.one("azurerm_machine_learning_compute_cluster", name="batch")["vm_priority"] == "LowPriority"


@pytest.mark.parametrize(
    ("isolation", "serverless", "expected"),
    [
        ("customer_network", True, True),
        ("customer_network", False, False),
        ("managed_network", True, False),
    ],
)
def test_serverless_compute_joins_the_training_subnet(
    synth: Synth, zone: Json, isolation: str, serverless: bool, expected: bool
) -> None:
    zone["observability"] = {"private_link_scope": {"access": "open"}}
    zone["products"][0] |= {
        "workspace": {"isolation": {"mode": isolation}},
        "compute": {"serverless": serverless},
    }
    workspace = synth(zone)["churn-dev"].one("azurerm_machine_learning_workspace")
    assert ("serverless_compute" in workspace) == expected
    if expected:
        block = workspace["serverless_compute"]
        assert block["public_ip_enabled"] is False
        assert block["subnet_id"].endswith("/subnets/snet-training")
