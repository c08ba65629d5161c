"""Groups of people on what products share, and the identities of pipelines."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from importlib.resources import files

import pytest
import yaml

from access_support import BY_GUID, ENGINEERS, OTHERS, assignments, granted, role_name
from azure_data_landing_zone import config
from azure_data_landing_zone.azure import personas, roles, tables
from azure_data_landing_zone.azure.personas import PRODUCT_SCOPES, Setting
from azure_data_landing_zone.config.deployer import DeployerRight, deployer_rights
from azure_data_landing_zone.synthesized.references import Resolver
from support import APPS, ROOT, Json, Stack

Synth = Callable[[Json], dict[str, Stack]]


#: What people who may create compute join besides: see the personas.
COMPUTE_OPERATORS = ("vnet-zone-network-weu-001", "snet-training")


def test_data_engineers_of_the_landing_zone_write_the_shared_layers_and_nobody_elses(synth: Synth, zone: Json) -> None:
    zone["groups"] = {"data_engineers": ENGINEERS}
    found = granted(synth(zone)["access"], ENGINEERS)
    assert found == {("Storage Blob Data Contributor", "landing"): 1, ("Storage Blob Data Contributor", "sales"): 1}


def test_product_stacks_assign_groups_only_inside_their_own_resource_group(synth: Synth, zone: Json) -> None:
    zone["groups"] = {
        persona: f"{number}" * 8 + "-0000-0000-0000-000000000000" for number, persona in enumerate(personas.personas())
    }
    stacks = synth(zone)
    for name in ("churn-dev", "churn-prod"):
        for body in assignments(stacks[name]):
            if body["principal_type"] == "Group":
                assert re.match(r"\$\{azurerm_\w+\.[\w-]+\.id\}$", body["scope"]), body["scope"]


def test_a_central_log_analytics_workspace_is_its_owners_to_grant(synth: Synth, zone: Json) -> None:
    zone["groups"] = {"operators": OTHERS}
    assert {where for _, where in granted(synth(zone)["access"], OTHERS)} == {
        *COMPUTE_OPERATORS,
        "log-zone-monitoring-weu-001",
        "rg-zone-monitoring-weu-001",
        "00000000-0000-0000-0000-000000000000",
    }
    logs = "/subscriptions/99999999-9999-9999-9999-999999999999/resourceGroups/h/providers/Microsoft.OperationalInsights/workspaces/log-hub"
    zone["observability"] = {"log_analytics_workspace_id": logs}
    assert {where for _, where in granted(synth(zone)["access"], OTHERS)} == {
        *COMPUTE_OPERATORS,
        "00000000-0000-0000-0000-000000000000",
    }


def test_operators_watch_what_is_spent_and_ask_for_quota(synth: Synth, zone: Json) -> None:
    zone["groups"] = {"operators": OTHERS}
    stacks = synth(zone)
    shared = {(found, where) for found, where in granted(stacks["access"], OTHERS)}
    assert ("Quota Request Operator", "00000000-0000-0000-0000-000000000000") in shared
    assert ("Workbook Contributor", "rg-zone-monitoring-weu-001") in shared
    for name in ("churn-dev", "churn-prod"):
        inside = {role_name(body) for body in assignments(stacks[name]) if body["principal_id"] == OTHERS}
        assert {"Cost Management Reader", "Monitoring Contributor"} <= inside


def test_without_groups_and_pipelines_there_is_no_access_stack(synth: Synth, zone: Json) -> None:
    assert "access" not in synth(zone)


@pytest.mark.parametrize("setting", list(Setting))
@pytest.mark.parametrize("persona", personas.personas())
def test_the_table_of_personas_names_roles_and_scopes_that_we_know(persona: str, setting: Setting) -> None:
    known = {
        *PRODUCT_SCOPES,
        "lake_read",
        "lake_own",
        "lake",
        "log_analytics_workspace",
        "machine_learning_registry",
        "data_factory",
        "monitoring_resource_group",
        "subscription",
        "virtual_network",
        "training_subnet",
    }
    for scope, names in personas.roles(persona, setting).items():
        assert scope in known
        assert set(names) <= {*tables.read("roles"), *(own.title for own in roles.custom_roles())}


def test_in_production_people_change_nothing_in_a_workspace() -> None:
    for persona in personas.personas():
        for scope, names in personas.roles(persona, Setting.PRODUCTION).items():
            if scope in {"workspace", "storage_account", "container_registry", "lake_own"}:
                assert set(names) <= {
                    "Reader",
                    "AzureML Compute Operator",
                    "Storage Blob Data Reader",
                    "Storage File Data Privileged Reader",
                }


def test_a_data_engineer_registers_data_outside_production_by_a_role_of_our_own(synth: Synth, zone: Json) -> None:
    zone["groups"] = {"data_engineers": ENGINEERS}
    stacks = synth(zone)
    definition = stacks["bootstrap"].one("azurerm_role_definition")
    assert definition["name"].startswith("Data Asset Author (zone weu ")
    (permissions,) = definition["permissions"]
    assert not [action for action in permissions["actions"] if "*" in action or "ecret" in action or "jobs" in action]
    given = {
        stack: {role_name(body) for body in assignments(stacks[stack]) if body["principal_id"] == ENGINEERS}
        for stack in ("churn-dev", "churn-prod")
    }
    look = {"Reader", "Storage Blob Data Reader", "Storage File Data Privileged Reader"}
    assert given == {"churn-dev": {"Data Asset Author", *look}, "churn-prod": look}
    (assignment,) = [
        body
        for body in assignments(stacks["churn-dev"])
        if body["role_definition_id"].endswith(definition["role_definition_id"])
    ]
    assert assignment["scope"].startswith("${azurerm_machine_learning_workspace.")
    del zone["groups"]
    assert not synth(zone)["bootstrap"].all("azurerm_role_definition")


@pytest.mark.parametrize("app", ["contoso"])
def test_a_pipeline_may_give_every_role_that_its_product_gives(
    app_stacks: Callable[[str], dict[str, Stack]], app: str
) -> None:
    """Else its first apply would stop in the middle."""
    stacks = app_stacks(app)
    allowed: dict[str, set[str]] = {}
    for body in assignments(stacks["access"]):
        if role_name(body) == "Role Based Access Control Administrator" and "churn-prod_apply" in body["principal_id"]:
            guids = re.findall(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", body["condition"])
            allowed.setdefault(body["scope"].lower(), set()).update(BY_GUID[guid] for guid in guids)
    group = "/resourcegroups/rg-contoso-churn-prod-weu-001"
    outside = {
        (role_name(body), body["scope"].lower())
        for body in assignments(stacks["churn-prod"])
        if not body["scope"].startswith("${") and group not in body["scope"].lower()
    }
    assert {name for name, _ in outside} >= {"AzureML Registry User", "Storage Blob Data Reader", "Contributor"}
    for name, scope in outside:
        assert name in allowed.get(scope, set()), f"{name} on {scope}"


def test_nothing_is_granted_wider_than_the_table_says(app_stacks: Callable[[str], dict[str, Stack]]) -> None:
    """Least privilege, over all apps: a new or wider assignment must first be written down."""
    known = tables.read("workload_roles")
    for app in APPS:
        for stack in app_stacks(app).values():
            for key, body in stack.all("azurerm_role_assignment").items():
                custom = role_name(body) not in tables.read("roles")
                if body["principal_type"] == "Group" or custom:
                    # Groups are held by the table of personas, roles of our own by what they allow.
                    continue
                who, where = workload(body["principal_id"]), scope_kind(body["scope"])
                assert role_name(body) in known[who].get(where, []), (
                    f"{stack.name} {key}: {who} gets {role_name(body)} on {where}"
                )
                # Policies that change things hold in the whole landing zone, and so does their identity.
                assert where != "subscription" or who == "policy_assignment"


@pytest.mark.parametrize("app", APPS)
def test_every_stack_of_every_app_says_what_its_deployer_needs(app: str) -> None:
    configuration = config.load(ROOT / "apps" / app / "landing-zone.yaml")
    rights = deployer_rights(configuration)
    assert {right.stack for right in rights} == set(configuration.stacks)
    for right in rights:
        # An owner of an Entra application is no role of Azure, and an application no scope.
        assert right.scope.startswith("/subscriptions/") or right.role == "Owner (of the Entra application)"
        assert right.why
        assert right.role
        custom = roles.custom_role(right.role)
        assert custom is None or right.scope.startswith(configuration.core.subscription.id), (
            "a custom role of the landing zone cannot be assigned in another subscription"
        )


def covering(rights: Sequence[DeployerRight], scope: str, *names: str) -> list[DeployerRight]:
    """The rights by one of these roles at a scope or above it."""
    return [
        right for right in rights if right.role in names and f"{scope}/".lower().startswith(f"{right.scope}/".lower())
    ]


@pytest.mark.parametrize("app", APPS)
def test_every_role_assignment_and_lock_is_covered_by_a_right_that_can_be_granted_before(
    app_stacks: Callable[[str], dict[str, Stack]], app: str
) -> None:
    """The principal that applies a stack may assign each role where it does, by rights that exist before the stack."""
    configuration = config.load(ROOT / "apps" / app / "landing-zone.yaml")
    rights = deployer_rights(configuration)
    for name, stack in app_stacks(app).items():
        own = [right for right in rights if right.stack == name and right.purpose == "apply"]
        resolver = Resolver(name, stack.document)
        created = {(resolver.arm_id(resource) or "").lower() for resource in resolver.resources()}
        assert not {right.scope.lower() for right in own} & created, f"{name}: a right at a scope that it creates"
        for resource in resolver.resources():
            scope = resolver.text(resource.body.get("scope"))
            if resource.type == "azurerm_management_lock":
                assert covering(own, str(scope), "Locks Contributor", "User Access Administrator"), f"{name}: {scope}"
            if resource.type == "azurerm_role_assignment":
                rights_here = covering(
                    own, str(scope), "Role Based Access Control Administrator", "User Access Administrator"
                )
                assigned = role_name(resource.body)
                assert any(not right.may_assign or assigned in right.may_assign for right in rights_here), (
                    f"{name} {resource.address}: {assigned} at {scope}"
                )


def test_the_pipeline_that_plans_reads_every_role_assignment_of_its_product(
    app_stacks: Callable[[str], dict[str, Stack]],
) -> None:
    """azurerm fails on everything but 404 when it refreshes a role assignment."""
    stacks = app_stacks("contoso")
    planner = roles.custom_role("Data Product Planner")
    assert planner is not None
    assert "Microsoft.Authorization/roleAssignments/read" in planner.actions
    guid = roles.custom_role_guid(planner.key, "00000000-0000-0000-0000-000000000000", "contoso")
    readable = [
        body["scope"].lower()
        for body in assignments(stacks["access"])
        if "churn-prod_plan" in body["principal_id"] and body["role_definition_id"].endswith(guid)
    ]
    resolver = Resolver("churn-prod", stacks["churn-prod"].document)
    group = "/resourcegroups/rg-contoso-churn-prod-weu-001"
    outside = {
        scope.lower()
        for resource in resolver.resources()
        if resource.type == "azurerm_role_assignment" and (scope := resolver.text(resource.body["scope"]))
        if group not in scope.lower()
    }
    assert len(outside) > 5
    assert not {scope for scope in outside if not any(f"{scope}/".startswith(f"{at}/") for at in readable)}


def workload(principal: str) -> str:
    """The kind of a workload by its address."""
    found = re.match(r"\$\{(?:data\.)?(\w+)\.([\w-]+?)(?:_[0-9A-F]{8})?\.", principal)
    if not found:
        return "databricks_jobs"
    kind, name = found.groups()
    for pattern, who in {
        r"pipelines-.*_apply(-identity)?": "pipeline_apply",
        r"pipelines-.*_plan(-identity)?": "pipeline_plan",
        r"ml_identity-.*": "compute_cluster",
        r"ml_instances_identity-.*": "compute_instance",
        r"ml_identity": "workspace",
        r"ml_endpoint_identity": "online_endpoint",
        r"shipping_identity": "shipping",
        r"synapse_identity": "spark_pool",
        r"data-factory.*": "data_factory",
    }.items():
        if re.fullmatch(pattern, name):
            return who
    if name == "kubernetes_identity":
        return "kubernetes"
    known = {
        "azurerm_databricks_access_connector": "databricks",
        "azurerm_synapse_workspace": "synapse",
        "azurerm_subscription_policy_assignment": "policy_assignment",
        "azurerm_resource_group_policy_assignment": "policy_assignment",
    }
    assert kind in known, principal
    return known[kind]


def scope_kind(scope: str) -> str:
    """What a scope is: the last part of its Terraform type, or of its Azure type."""
    found = re.match(r"\$\{azurerm_(\w+)\.", scope)
    if found:
        return found.group(1)
    parts = scope.strip("/").split("/")
    return "subscription" if len(parts) == 2 else parts[-2]


def test_the_deployer_of_a_product_needs_what_its_pipeline_gets(synth: Synth, zone_with_pipelines: Json) -> None:
    """The list for a person says the same as what the identity of a pipeline is given."""
    stacks = synth(zone_with_pipelines)
    zone = (zone_with_pipelines["subscription_id"], "zone")
    names = {roles.custom_role_guid(own.key, *zone): own.title for own in roles.custom_roles()}
    given = {
        (names.get(role_name(body), role_name(body)), body["scope"])
        for body in assignments(stacks["access"])
        if "apply" in body["principal_id"] and "churn-dev" in body["principal_id"]
    }
    listed = {
        (right.role, right.scope)
        for right in deployer_rights(config.parse(zone_with_pipelines))
        if right.stack == "churn-dev" and "rg-zone-churn-dev" not in right.scope
    }
    assert given == listed


def test_the_bootstrap_needs_the_right_to_make_roles() -> None:
    """Role Based Access Control Administrator assigns roles, but has no roleDefinitions/write."""
    table = yaml.safe_load(
        (files("azure_data_landing_zone") / "azure/tables/deployer.yaml").read_text(encoding="utf-8")
    )
    assert "User Access Administrator" in {row["role"] for row in table["bootstrap"]}
