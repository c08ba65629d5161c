"""The identities of pipelines, and what they may do."""

from __future__ import annotations

import re
from collections.abc import Callable

from access_support import BY_GUID, assignments, role_name
from azure_data_landing_zone.azure import roles
from support import Json, Stack

Synth = Callable[[Json], dict[str, Stack]]


def identity(stack: Stack, ending: str) -> str:
    return next(
        key for key, body in stack.all("azurerm_user_assigned_identity").items() if body["name"].endswith(ending)
    )


def of(stack: Stack, key: str) -> dict[tuple[str, str], Json]:
    """A principal's assignments by role and scope."""
    return {(role_name(body), body["scope"]): body for body in assignments(stack) if f".{key}." in body["principal_id"]}


def test_a_pipeline_reaches_its_own_resource_group_and_state_and_nothing_else(
    synth: Synth, zone_with_pipelines: Json
) -> None:
    bootstrap = synth(zone_with_pipelines)["bootstrap"]
    group = "${azurerm_resource_group.pipelines-churn-dev_resource-group_%s.id}"
    apply = of(bootstrap, identity(bootstrap, "churn-dev-weu-001-pipeline-apply"))
    plan = of(bootstrap, identity(bootstrap, "churn-dev-weu-001-pipeline-plan"))
    (own,) = {scope for found, scope in apply if found == "Contributor"}
    assert own.startswith(group.split("%s")[0])
    assert {found for found, scope in apply if scope == own} == {
        "Contributor",
        "Role Based Access Control Administrator",
    }
    assert {found for found, scope in plan if scope == own} == {"Reader"}
    state = {(found, scope) for found, scope in (*apply, *plan) if scope != own}
    assert {found for found, _ in state} == {"Storage Blob Data Contributor", "Storage Blob Data Reader"}
    (container,) = {scope for _, scope in state}
    assert "Container-churn-dev_" in container


def test_the_applying_identity_gives_only_the_roles_that_products_use(synth: Synth, zone_with_pipelines: Json) -> None:
    stacks = synth(zone_with_pipelines)
    bootstrap = stacks["bootstrap"]
    apply = of(bootstrap, identity(bootstrap, "churn-dev-weu-001-pipeline-apply"))
    (administrator,) = [
        body for (found, _), body in apply.items() if found == "Role Based Access Control Administrator"
    ]
    assert administrator["condition_version"] == "2.0"
    allowed = {
        BY_GUID[guid] for guid in re.findall(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", administrator["condition"])
    }
    assert allowed == set(roles.delegated("product"))
    assert not allowed & {"Contributor", "Role Based Access Control Administrator", "Storage Blob Data Owner"}
    inside = {role_name(body) for body in assignments(stacks["churn-dev"]) if body["scope"].startswith("${")}
    assert inside <= allowed
    for verb in ("write", "delete"):
        assert f"roleAssignments/{verb}" in administrator["condition"]


def test_a_product_with_pipelines_finds_its_resource_group_there(synth: Synth, zone_with_pipelines: Json) -> None:
    stacks = synth(zone_with_pipelines)
    assert not stacks["churn-dev"].all("azurerm_resource_group")
    name = stacks["churn-dev"].one("azurerm_key_vault")["resource_group_name"]
    assert name in {body["name"] for body in stacks["bootstrap"].all("azurerm_resource_group").values()}


def test_pipelines_reach_what_products_share_by_roles_of_our_own(synth: Synth, zone_with_pipelines: Json) -> None:
    stacks = synth(zone_with_pipelines)
    access = stacks["access"]
    definitions = stacks["bootstrap"].all("azurerm_role_definition").values()
    assert {body["name"].partition(" (")[0] for body in definitions} == {
        "Data Product Deployer",
        "Data Product Planner",
        "Deleted Vault Purger",
        "Network Joiner",
        "Private Link Operation Reader",
        "Role Definition Reader",
    }
    for body in definitions:
        assert not any(action.endswith("/*") or action == "*" for action in body["permissions"][0]["actions"])
    deployer = roles.custom_role_guid("product_deployer", zone_with_pipelines["subscription_id"], "zone")
    scopes = [body["scope"] for body in assignments(access) if body["role_definition_id"].endswith(deployer)]
    for part in (
        "subnets/snet-endpoints",
        "subnets/snet-training",
        "privateLinkScopes/ampls",
        "workspaces/log-",
        "rg-zone-dns",
    ):
        assert any(part in scope for scope in scopes), part
    delegated = [body for body in assignments(access) if role_name(body) == "Role Based Access Control Administrator"]
    assert delegated
    for body in delegated:
        assert "/containers/" in body["scope"] or "/privateEndpoints/" in body["scope"]
        assert body["condition"]


def test_the_object_id_of_a_pipeline_is_read_when_it_exists(synth: Synth, zone_with_pipelines: Json) -> None:
    access = synth(zone_with_pipelines)["access"]
    for body in access.document["data"]["azurerm_user_assigned_identity"].values():
        (gate,) = body["depends_on"]
        assert gate.startswith("terraform_data.")
    for body in assignments(access):
        assert body["principal_id"].startswith("${data.azurerm_user_assigned_identity.")
        assert body["principal_type"] == "ServicePrincipal"
