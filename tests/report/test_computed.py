"""What the configuration itself says of policies, budgets and quota."""

from __future__ import annotations

import re

from azure_data_landing_zone import config
from azure_data_landing_zone.config import Configuration
from azure_data_landing_zone.report.computed import budget_rows, policy_rows, quota_rows
from support import Json


def test_every_assigned_policy_is_a_row(contoso: Configuration) -> None:
    rows = {row.name: row for row in policy_rows(contoso)}
    assert contoso.policy is not None
    assert list(rows) == contoso.policy.names()
    assert rows["high_business_impact"].effects == (("Deny", "refuses"),)
    assert rows["high_business_impact"].scope.startswith("the subscription; 4 resource groups of products with")
    assert all(row.does and not re.search(r"\brow \d", row.does) for row in rows.values())
    states = {row.name: (row.state, row.disabled) for row in rows.values()}
    assert states["high_business_impact"] == ("in force", False)
    assert states["private_endpoint_deployment"] == ("disabled", True)


def test_policies_on_trial_are_not_in_force(zone: Json) -> None:
    zone["policies"] = {"enforce": False}
    states = {row.name: row.state for row in policy_rows(config.parse(zone))}
    assert states["high_business_impact"] == "on trial: it only reports"
    assert states["private_endpoint_deployment"] == "disabled"


def test_a_landing_zone_without_policies_has_no_rows(zone: Json) -> None:
    zone["policies"] = "none"
    assert policy_rows(config.parse(zone)) == ()


def test_budgets_say_who_is_told_when(zone: Json) -> None:
    zone["budget"] = {
        "monthly": 5000,
        "contacts": ["team@contoso.com"],
        "thresholds": [{"percent": 90, "of": "forecast"}],
    }
    zone["products"][0]["budget"] = {"monthly": 100, "roles": ["Owner"]}
    core, dev, prod = budget_rows(config.parse(zone))
    assert (core.stack, core.amount, core.alerts) == ("core", "5,000", "at 90 % forecast: team@contoso.com")
    assert (dev.stack, prod.stack) == ("churn-dev", "churn-prod")
    assert dev.alerts == "at 80 % spent, 100 % spent, 110 % forecast: Owner"


def test_quota_is_what_all_need_at_full_scale(zone: Json) -> None:
    zone["products"][0]["compute"] = {"clusters": [{"name": "cpu", "vm_size": "Standard_DS3_v2", "max_nodes": 5}]}
    (row,) = quota_rows(config.parse(zone))
    assert (row.region, row.wanted, row.limit, row.stacks) == ("westeurope", "40", "", ("churn-dev", "churn-prod"))
    assert row.verdict == "no quota is stated"
    family = row.family.partition(" (")[0]
    zone["quota"] = {"regions": {"westeurope": {"machine_learning": {"families": {family: 32}}}}}
    (row,) = quota_rows(config.parse(zone))
    assert (row.limit, row.verdict) == ("32", "does not fit all at once")
