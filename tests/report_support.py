"""What tests of the report hand in besides a configuration and its stacks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from azure_data_landing_zone import report
from azure_data_landing_zone.checks.results import Level, Result
from support import Stack

#: What others will hand in: one of everything.
POLICIES = (
    report.PolicyRow(
        "hbi", "Workspaces have high business impact", "Refuses others", (("Deny", "refuses"),), "subscription"
    ),
    report.PolicyRow("service", "Something that only Azure can judge", "", (("Deny", "refuses"),), "subscription"),
    report.PolicyRow(
        "off", "Something that is off", "", (("Disabled", "does nothing"),), "subscription", "disabled", disabled=True
    ),
    report.PolicyRow("tags", "Resources have an owner", "", (("Audit", "reports"),), "subscription", "on trial"),
)
RESULTS = (
    Result("policy", "hbi", Level.REFUSED, "it is off", "workspace.high_business_impact: true", "churn-dev"),
    Result("policy", "service", Level.UNKNOWN, "not evaluated here"),
    Result("policy", "tags", Level.REPORTED, "no owner", "", "churn-dev"),
    Result("policy", "tags", Level.SUPPRESSED, "no owner", "", "churn-prod", reason="until 2027"),
    Result("quota", "Standard DSv3", Level.UNKNOWN, "nobody said the quota", "quota: {...}"),
)
BUDGETS = (report.BudgetRow("churn-prod", "2,000", "at 80 % to churn@contoso.com"),)
QUOTAS = (report.QuotaRow("westeurope", "Standard DSv3", "96", "100", ("churn-prod", "churn-dev"), "enough"),)


def documents(stacks: Mapping[str, Stack]) -> dict[str, dict[str, Any]]:
    return {name: stack.document for name, stack in stacks.items()}
