"""Every resource type that we make has a decided diagnostic setting, and every resource has what was decided."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

import pytest

from azure_data_landing_zone import policy
from azure_data_landing_zone.azure import diagnostics
from support import APPS, Stack

Apps = Callable[[str], dict[str, Stack]]
#: Types that no resource of ours has, but that are decided: sub-resources of a type, and what Azure makes.
PARTS = {
    "Microsoft.Resources/subscriptions",
    *(f"Microsoft.Storage/storageAccounts/{name}Services" for name in ("blob", "file", "queue", "table")),
}


def made(documents: Mapping[str, Any]) -> set[str]:
    """The types of what is made; not of what others made and is changed, such as connections that are approved."""
    found = policy.Resources.of_stacks(documents).all
    types = {one.type for one in found if one.type and not one.address.startswith("azapi_update_resource.")}
    # A connection is one side of a private endpoint.
    types = {type_ for type_ in types if not type_.endswith("privateEndpointConnections")}
    return {type_.replace("/subscriptions/resourceGroups", "/resourceGroups") for type_ in types}


def settings(stacks: dict[str, Stack]) -> dict[str, set[str]]:
    """Where settings send what, by stack: the targets as they are written."""
    return {
        name: {body["target_resource_id"].lower() for body in stack.all("azurerm_monitor_diagnostic_setting").values()}
        for name, stack in stacks.items()
    }


@pytest.mark.parametrize("app", APPS)
def test_every_type_has_a_decision(app_stacks: Apps, app: str) -> None:
    documents = {name: stack.document for name, stack in app_stacks(app).items()}
    known = {type_.lower() for type_ in diagnostics.decided()}
    assert {type_ for type_ in made(documents) if type_.lower() not in known} == set()


@pytest.mark.parametrize("app", APPS)
def test_every_resource_has_the_settings_that_were_decided(app_stacks: Apps, app: str) -> None:
    stacks = app_stacks(app)
    sent = settings(stacks)
    everywhere = set().union(*sent.values())
    documents = {name: stack.document for name, stack in stacks.items()}
    decisions = {type_.lower(): diagnostics.decision(type_) for type_ in diagnostics.decided()}
    missing = []
    for found in policy.Resources.of_stacks(documents).all:
        decision = decisions.get(found.type.lower())
        if decision is None or decision.none:
            continue
        reference = f"${{{found.address}.id}}".lower()
        for tail in ("", *(f"/{service}/default".lower() for service in decision.services)):
            # What is made before there is a Log Analytics workspace is sent by a later stack, by its computed id.
            known = isinstance(found.id, str) and f"{found.id.lower()}{tail}" in everywhere
            if reference + tail not in sent[found.stack] and not known:
                missing.append(f"{found.stack} {found.address}{tail}")
    assert missing == []


@pytest.mark.parametrize("app", APPS)
def test_settings_cannot_change_by_themselves(app_stacks: Apps, app: str) -> None:
    for stack in app_stacks(app).values():
        targets = []
        for body in stack.all("azurerm_monitor_diagnostic_setting").values():
            if "log_analytics_destination_type" not in body:
                assert body["lifecycle"]["ignore_changes"] == ["log_analytics_destination_type"]
            assert body.get("enabled_log") or body.get("enabled_metric")
            targets.append(body["target_resource_id"])
        # Azure refuses two settings with the same destination.
        assert len(set(targets)) == len(targets)


def test_each_decision_collects_something_or_says_why_not() -> None:
    for type_ in diagnostics.decided():
        decision = diagnostics.decision(type_)
        assert bool(decision.none) != bool(decision.groups or decision.categories or decision.metrics), type_
        assert not (decision.groups and decision.categories), type_
        for service in decision.services:
            assert not diagnostics.decision(f"{type_}/{service}").none, type_


def test_decisions_are_about_what_is_made_somewhere(app_stacks: Apps) -> None:
    documents = {f"{app}/{name}": stack.document for app in APPS for name, stack in app_stacks(app).items()}
    types = {type_.lower() for type_ in made(documents)}
    optional = {
        "Microsoft.MachineLearningServices/workspaces/linkedServices",
        "Microsoft.Network/serviceEndpointPolicies",
        "Microsoft.Synapse/workspaces/sqlPools",
    }
    assert {type_ for type_ in diagnostics.decided() if type_.lower() not in types} <= PARTS | optional


def test_the_activity_log_and_who_reads_the_state_are_logged(app_stacks: Apps) -> None:
    core = app_stacks("contoso")["core"]
    log = core.one(
        "azurerm_monitor_diagnostic_setting", target_resource_id="/subscriptions/00000000-0000-0000-0000-000000000000"
    )
    assert {one["category"] for one in log["enabled_log"]} >= {"Administrative", "Policy", "ResourceHealth", "Security"}
    account = app_stacks("contoso")["bootstrap"].one("azurerm_storage_account")["name"]
    assert any(target.endswith(f"/{account}/blobservices/default") for target in settings({"core": core})["core"])
    # Where logs are central, a policy sends the activity log, and Azure would refuse a second setting.
    for app in ("existing-core", "managed-network"):
        for stack in app_stacks(app).values():
            assert not any(re.fullmatch("/subscriptions/[^/]+", target) for target in settings({"x": stack})["x"])


def test_a_type_without_a_decision_is_refused() -> None:
    with pytest.raises(KeyError):
        diagnostics.decision("Microsoft.Web/sites")
