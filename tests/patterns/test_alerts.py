"""Alerts as they are made: rules, who is told, and what they watch."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from azure_data_landing_zone import config
from azure_data_landing_zone.azure import alerts
from azure_data_landing_zone.engine import azurerm
from azure_data_landing_zone.engine.parameters import ArgumentError
from azure_data_landing_zone.patterns import LandingZoneAlerts, ProductAlerts, Watched
from azure_data_landing_zone.resources import ActionGroup
from resource_support import GROUP, LOGS, Built
from support import Stack, schema_findings

Json = dict[str, Any]
Apps = Callable[[str], dict[str, Stack]]
Synth = Callable[[Json], dict[str, Stack]]
RULES = (
    "azurerm_monitor_metric_alert",
    "azurerm_monitor_scheduled_query_rules_alert_v2",
    "azurerm_monitor_activity_log_alert",
)
HUB = "/subscriptions/99999999-9999-9999-9999-999999999999/resourceGroups/rg-logs/providers"
OPERATIONS = f"{HUB}/Microsoft.Insights/actionGroups/ag-operations"


def made(stack: Stack) -> set[str]:
    return {body["name"] for kind in RULES for body in stack.all(kind).values()}


def told(body: Json) -> list[str]:
    """Ids of the action groups of a rule, whatever its kind."""
    action = body["action"]
    return action["action_groups"] if isinstance(action, dict) else [one["action_group_id"] for one in action]


def test_each_rule_of_the_table_is_made(app_stacks: Apps) -> None:
    product, core = app_stacks("contoso")["churn-prod"], app_stacks("contoso")["core"]
    wanted = {name.replace("_", "-") for name in alerts.product_rule_names()} - {"storage-capacity", "secret-expiry"}
    assert made(product) == {f"churn-prod-{name}" for name in wanted | {"no-scoring-run"}}
    layers = ("raw", "enriched", "curated", "workspace")
    wanted = {name.replace("_", "-") for name in alerts.rules("landing_zone")} - {"lake-availability", "lake-capacity"}
    wanted |= {f"{rule}-{layer}" for rule in ("lake-availability", "lake-capacity") for layer in layers}
    assert made(core) == {f"contoso-{name}" for name in wanted | {"refused-changes"}}


def test_every_rule_tells_the_group_of_its_own_stack(app_stacks: Apps) -> None:
    for name, stack in app_stacks("contoso").items():
        groups = [f"${{azurerm_monitor_action_group.{key}.id}}" for key in stack.all("azurerm_monitor_action_group")]
        for kind in RULES:
            for body in stack.all(kind).values():
                assert told(body)[0] == groups[0], (name, body["name"])
                assert len(told(body)) == (1 if name.startswith("churn") else 2)


def test_who_is_told(app_stacks: Apps) -> None:
    stacks = app_stacks("contoso")
    churn = stacks["churn-prod"].one("azurerm_monitor_action_group")
    assert [one["email_address"] for one in churn["email_receiver"]] == ["churn@contoso.com"]
    (pager,) = churn["webhook_receiver"]
    assert (pager["name"], pager["service_uri"]) == ("pager", "https://pager.contoso.com/azure")
    assert pager["use_common_alert_schema"] is True
    assert pager["aad_auth"] == {
        "object_id": "cccccccc-1111-1111-1111-111111111111",
        "tenant_id": "11111111-1111-1111-1111-111111111111",
    }
    platform = stacks["maintenance-dev"].one("azurerm_monitor_action_group")
    assert [one["email_address"] for one in platform["email_receiver"]] == ["data-platform@contoso.com"]
    assert len(platform["short_name"]) <= 12


def test_secrets_that_expire_become_alerts(app_stacks: Apps) -> None:
    stack = app_stacks("contoso")["churn-prod"]
    topic = stack.one("azurerm_eventgrid_system_topic", topic_type="Microsoft.KeyVault.vaults")
    assert topic["source_resource_id"].startswith("${azurerm_key_vault.")
    (subscription,) = [body for body in stack.all("azapi_resource").values() if "eventSubscriptions" in body["type"]]
    properties = subscription["body"]["properties"]
    assert properties["eventDeliverySchema"] == "CloudEventSchemaV1_0"
    assert properties["destination"]["endpointType"] == "MonitorAlert"
    assert properties["destination"]["properties"]["severity"] == "Sev2"
    assert properties["destination"]["properties"]["actionGroups"][0].startswith("${azurerm_monitor_action_group.")
    assert {event.rsplit(".", 1)[1] for event in properties["filter"]["includedEventTypes"]} == {
        f"{what}{when}" for what in ("Certificate", "Key", "Secret") for when in ("NearExpiry", "Expired")
    }


def test_rules_over_logs_pass_while_a_table_does_not_exist(app_stacks: Apps) -> None:
    for stack in app_stacks("contoso").values():
        for body in stack.all("azurerm_monitor_scheduled_query_rules_alert_v2").values():
            assert body["skip_query_validation"] is True
            assert body["auto_mitigation_enabled"] is True
            assert len(body["scopes"]) == 1


def test_settings_arrive_where_they_belong(app_stacks: Apps) -> None:
    stacks = app_stacks("contoso")
    quota = stacks["recommendations-dev"].one(
        "azurerm_monitor_metric_alert", name="recommendations-dev-quota-utilization"
    )
    assert quota["criteria"][0]["threshold"] == 75
    assert [one["name"] for one in quota["criteria"][0]["dimension"]] == ["VmFamilyName", "VmPriority"]
    failed = stacks["churn-prod"].one("azurerm_monitor_metric_alert", name="churn-prod-failed-runs")
    assert (failed["severity"], failed["window_size"], failed["frequency"]) == (1, "PT15M", "PT5M")
    queue = stacks["churn-prod"].one("azurerm_monitor_scheduled_query_rules_alert_v2", name="churn-prod-long-queue")
    criterion = queue["criteria"][0]
    assert (criterion["metric_measure_column"], criterion["threshold"]) == ("WaitingMinutes", 30)
    failures = stacks["core"].one("azurerm_monitor_metric_alert", name="contoso-synapse-failures")
    dimensions = {one["name"]: one["values"] for one in failures["criteria"][0]["dimension"]}
    assert dimensions == {"Pipeline": ["*"], "Result": ["Failed"]}


def test_a_central_workspace_of_another_subscription_is_asked_by_its_id(synth: Synth, zone: Json) -> None:
    logs = f"{HUB}/Microsoft.OperationalInsights/workspaces/log-hub"
    own = {"query": "Usage | where IsBillable", "description": "Much is taken in.", "threshold": 100}
    zone |= {
        "observability": {"log_analytics_workspace_id": logs, "private_link_scope": "none"},
        "alerts": {"contacts": {"action_groups": [OPERATIONS]}, "log_rules": {"volume": own}},
    }
    zone["products"][0] |= {
        "environments": ["dev"],
        "alerts": {
            "contacts": {"webhooks": {"team-chat": {}}},
            "rules": {"long_queue": {"enabled": True}, "secret_expiry": {"enabled": False}},
            "log_rules": {"busy": {**own, "query": "AmlComputeJobEvent", "dimensions": ["ClusterName"]}},
        },
    }
    stacks = synth(zone)
    assert schema_findings(stacks) == ""
    core, product = stacks["core"], stacks["churn-dev"]
    rule = core.one("azurerm_monitor_scheduled_query_rules_alert_v2")
    assert rule["scopes"] == [logs]
    assert rule["resource_group_name"].startswith("${azurerm_resource_group.monitoring-group")
    # Whoever owns the workspace watches its cap, and wants no workbook of ours unless we ask for one.
    assert rule["name"] == "zone-volume"
    assert not core.all("azurerm_application_insights_workbook")
    workspace = next(iter(product.all("azurerm_machine_learning_workspace")))
    for body in product.all("azurerm_monitor_scheduled_query_rules_alert_v2").values():
        assert body["scopes"] == [f"${{azurerm_machine_learning_workspace.{workspace}.id}}"]
    # The address of a chat channel opens it, so Terraform is given it.
    (chat,) = product.one("azurerm_monitor_action_group")["webhook_receiver"]
    assert chat["service_uri"] == "${var.alert_webhook_team_chat}"
    variable = product.document["variable"]["alert_webhook_team_chat"]
    assert (variable["sensitive"], variable["nullable"]) == (True, False)
    # Nobody else is told about the core, so there is no group of our own.
    assert not core.all("azurerm_monitor_action_group")
    assert {group for kind in RULES for body in core.all(kind).values() for group in told(body)} == {OPERATIONS}
    assert not product.all("azurerm_eventgrid_system_topic")


def test_an_existing_core_is_watched_as_far_as_we_make_it(app_stacks: Apps) -> None:
    core = app_stacks("managed-network")["core"]
    layers = {"curated", "workspace"}
    assert made(core) == {
        *("managed-service-health", "managed-core-resource-health"),
        *(f"managed-lake-{what}-{layer}" for what in ("availability", "capacity") for layer in layers),
    }
    assert core.one("azurerm_application_insights_workbook")
    health = core.one("azurerm_monitor_activity_log_alert", name="managed-core-resource-health")
    groups = {f"${{azurerm_resource_group.{key}.id}}" for key in core.all("azurerm_resource_group")}
    assert set(health["scopes"]) == groups


def test_a_minimal_landing_zone_has_no_alerts(app_stacks: Apps) -> None:
    for stack in app_stacks("minimal").values():
        assert not made(stack)
        assert not stack.all("azurerm_monitor_action_group")
        assert "alert" not in json.dumps(stack.document.get("variable", {}))


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"short_name": "x"}, "emails and webhooks are empty"),
        ({"short_name": "thirteen-long", "emails": ["a@b.c"]}, "allowed: 1 to 12 characters"),
    ],
)
def test_an_action_group_fails_when_it_tells_nobody_or_is_called_too_long(given: Json, said: str) -> None:
    from azure_data_landing_zone.engine.framework import App, TerraformStack
    from azure_data_landing_zone.resources import ExistingResourceGroup

    stack = TerraformStack(App(), "mine")
    assert azurerm.monitor_action_group
    with pytest.raises(ValueError, match=said):
        ActionGroup(stack, "group", name="ag", resource_group=ExistingResourceGroup("rg", "westeurope"), **given)


@pytest.mark.parametrize(
    ("build", "said"),
    [
        (
            lambda scope, loaded, watched: LandingZoneAlerts(
                scope, "a", core=loaded.core, resource_group=GROUP, watched={"lgs": watched}, tags={}
            ),
            "LandingZoneAlerts 'one/a': watched has the key 'lgs', which no rule watches, allowed: core_groups, "
            "data_factory, kubernetes_cluster, lake_accounts, log_analytics_workspace, logs, subscription, "
            "synapse_workspace",
        ),
        (
            lambda scope, loaded, watched: ProductAlerts(
                scope, "a", layout=loaded.products[0], resource_group=GROUP, watched={"keyvault": watched}
            ),
            "ProductAlerts 'one/a': watched has the key 'keyvault', which no rule watches, allowed: key_vault, "
            "resource_group, storage_account, workspace",
        ),
    ],
)
def test_a_key_that_no_rule_watches_is_refused(built: Built, zone: Json, build: Any, said: str) -> None:
    loaded = config.parse(zone)
    with pytest.raises(ArgumentError) as raised:
        built(lambda scope: build(scope, loaded, [Watched(LOGS, "Microsoft.OperationalInsights/workspaces")]))
    assert str(raised.value) == said
