"""Budgets, shares of quota, cost tags, and the life cycle of what is stored."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable

import pytest

from azure_data_landing_zone import config
from support import APPS, ROOT, SCHEMA_TOOL, Json, Stack

Apps = Callable[[str], dict[str, Stack]]
Synth = Callable[[Json], dict[str, Stack]]
GROUP_BUDGET = "azurerm_consumption_budget_resource_group"
SUBSCRIPTION_BUDGET = "azurerm_consumption_budget_subscription"


#: Labels of an entry inside of a workspace: nothing is billed by them, and changing one replaces the entry.
NO_COST_TAGS = {"azurerm_machine_learning_datastore_datalake_gen2"}
FIRST_OF_MONTH = "${formatdate(\"YYYY-MM-01'T'00:00:00'Z'\", plantimestamp())}"


def notices(budget: Json) -> list[tuple[int, str]]:
    return [(notice["threshold"], notice["threshold_type"]) for notice in budget["notification"]]


def test_a_product_has_a_budget_on_its_group_as_its_environment_says(app_stacks: Apps) -> None:
    stacks = app_stacks("contoso")
    dev, prod = (stacks[f"churn-{name}"].one(GROUP_BUDGET) for name in ("dev", "prod"))
    assert (dev["amount"], prod["amount"]) == (1000, 4000)
    assert notices(dev) == [(80, "Actual"), (100, "Actual"), (110, "Forecasted")]
    assert notices(prod) == [(50, "Actual"), (90, "Actual"), (100, "Actual"), (100, "Forecasted")]
    for stack, budget in (("churn-dev", dev), ("churn-prod", prod)):
        assert budget["name"] == f"budget-{stack}"
        assert budget["time_grain"] == "Monthly"
        # Its group is made in the bootstrap stack, since it has pipelines.
        assert budget["resource_group_id"].endswith(f"/resourceGroups/rg-contoso-{stack}-weu-001")
        for notice in budget["notification"]:
            assert notice["contact_emails"] == ["churn@contoso.com"]
            assert notice["operator"] == "GreaterThanOrEqualTo"
    own_group = stacks["maintenance-dev"].one(GROUP_BUDGET)["resource_group_id"]
    assert own_group == "${azurerm_resource_group.resource-group.id}"


def test_the_landing_zone_has_a_budget_on_its_subscription(app_stacks: Apps) -> None:
    budget = app_stacks("contoso")["core"].one(SUBSCRIPTION_BUDGET)
    assert budget["subscription_id"] == "/subscriptions/00000000-0000-0000-0000-000000000000"
    assert budget["amount"] == 30000
    assert budget["notification"][0]["contact_emails"] == ["data-platform@contoso.com"]
    assert budget["notification"][0]["contact_roles"] == ["Owner"]


def test_a_budget_begins_in_the_month_of_its_plan_and_stays_there(app_stacks: Apps) -> None:
    found = [
        body
        for stack in app_stacks("contoso").values()
        for kind in (GROUP_BUDGET, SUBSCRIPTION_BUDGET)
        for body in stack.all(kind).values()
    ]
    assert len(found) == 11
    for body in found:
        assert body["time_period"] == {"start_date": FIRST_OF_MONTH}
        assert body["lifecycle"] == {"ignore_changes": ["time_period"]}


def test_without_a_budget_there_is_none(app_stacks: Apps) -> None:
    for stack in app_stacks("minimal").values():
        assert not stack.all(GROUP_BUDGET)
        assert not stack.all(SUBSCRIPTION_BUDGET)


def test_action_groups_are_called(synth: Synth, zone: Json) -> None:
    group = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-ops/providers/Microsoft.Insights/actionGroups/ag"
    zone["products"][0] |= {"environments": ["dev"], "budget": {"monthly": 10, "action_groups": [group]}}
    budget = synth(zone)["churn-dev"].one(GROUP_BUDGET)
    assert budget["notification"][0]["contact_groups"] == [group]
    assert "contact_emails" not in budget["notification"][0]


@pytest.mark.parametrize("app", APPS)
def test_cost_tags_are_on_everything_that_can_carry_tags(app_stacks: Apps, app: str) -> None:
    file = SCHEMA_TOOL.parent.parent / "schema" / "terraform-schema.json.gz"
    if not file.exists():
        pytest.skip(f"the providers' schema is not at {file}")
    schema = json.loads(gzip.decompress(file.read_bytes()))["resources"]
    configuration = config.load(ROOT / "apps" / app / "landing-zone.yaml")
    products = {layout.stack: layout.tags for layout in configuration.products}
    pipelines = {layout.resource_group.name: layout.tags for layout in configuration.pipelines}
    count = 0
    for stack in app_stacks(app).values():
        for kind, key, body in stack.resources():
            if kind.startswith("azurerm_") and kind not in NO_COST_TAGS and "tags" in schema[kind]["attributes"]:
                wanted = products.get(stack.name) or configuration.core.tags
                if stack.name == "bootstrap" and "data-product" in body["tags"]:
                    wanted = pipelines[f"rg-{app}-{body['tags']['data-product']}-{body['tags']['environment']}-weu-001"]
                assert body["tags"].items() >= wanted.items(), f"{stack.name} {kind}.{key}"
                count += 1
    assert count > 20
    for name in configuration.landing_zone.required_tags:
        assert all(tags[name] for tags in (*products.values(), configuration.core.tags))


def test_what_is_stored_moves_to_cheaper_tiers_and_old_versions_go(app_stacks: Apps) -> None:
    policy = app_stacks("contoso")["churn-prod"].one("azurerm_storage_management_policy")
    rules = {rule["name"]: rule["actions"] for rule in policy["rule"]}
    assert rules["tier-and-expire"] == {"base_blob": {"tier_to_cool_after_days_since_modification_greater_than": 90}}
    assert rules["expire-versions"] == {
        "version": {"delete_after_days_since_creation": 30},
        "snapshot": {"delete_after_days_since_creation_greater_than": 30},
    }


def test_a_product_may_leave_its_storage_where_it_is(synth: Synth, zone: Json) -> None:
    zone["products"][0] |= {"environments": ["dev"], "workspace": {"cool_after_days": None}}
    policy = synth(zone)["churn-dev"].one("azurerm_storage_management_policy")
    rules = policy["rule"] if isinstance(policy["rule"], list) else [policy["rule"]]
    assert [rule["name"] for rule in rules] == ["expire-versions"]


def test_plans_say_what_costs(app_stacks: Apps) -> None:
    """What tools that price plans look at is written out, and nothing that Terraform has yet to make."""
    priced = {
        "azurerm_container_registry": ("sku",),
        "azurerm_kubernetes_cluster_node_pool": ("vm_size", "min_count", "max_count"),
        "azurerm_log_analytics_workspace": ("sku", "retention_in_days"),
        "azurerm_machine_learning_compute_cluster": ("vm_size", "vm_priority", "scale_settings"),
        "azurerm_storage_account": ("account_tier", "account_replication_type", "access_tier"),
        "azurerm_synapse_spark_pool": ("node_size", "auto_scale"),
    }
    seen = set()
    for stack in app_stacks("contoso").values():
        for kind, key, body in stack.resources():
            for argument in priced.get(kind, ()):
                assert "${" not in json.dumps(body[argument]), f"{stack.name} {kind}.{key}.{argument}"
                seen.add(kind)
    assert seen == set(priced)


def test_log_analytics_stops_at_its_daily_cap(synth: Synth, zone: Json) -> None:
    zone["observability"] = {"daily_quota_gb": 5}
    zone["products"] = []
    assert synth(zone)["core"].one("azurerm_log_analytics_workspace")["daily_quota_gb"] == 5
