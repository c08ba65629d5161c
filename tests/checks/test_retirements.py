"""What Azure has ended or ends soon: in stacks, in plans, in the configuration."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

import pytest

from azure_data_landing_zone import config
from azure_data_landing_zone.azure.retirements import retirements as known
from azure_data_landing_zone.checks import Level, Result
from azure_data_landing_zone.checks.preflight import plan_preflight, preflight
from azure_data_landing_zone.checks.retirements import retirements
from azure_data_landing_zone.cli.retirement_rows import known_rows, retirement_rows
from azure_data_landing_zone.report.computed import retirement_rows as report_rows
from azure_data_landing_zone.testing import Synthesized
from azure_data_landing_zone.today import VARIABLE
from support import APPS, Json

Apps = Callable[[str], Synthesized]
DAY = datetime.date(2026, 11, 26)


def found(type_: str, body: Json, day: datetime.date = DAY) -> list[Result]:
    return list(retirements(None, {"stack": {"resource": {type_: {"it": {"name": "it", **body}}}}}, day))


@pytest.mark.parametrize(
    ("type_", "body", "rule", "level"),
    [
        ("azurerm_machine_learning_compute_cluster", {"vm_size": "STANDARD_NC6S_V3"}, "vm_size", Level.REFUSED),
        ("azurerm_machine_learning_compute_cluster", {"vm_priority": "LowPriority"}, "priority", Level.REFUSED),
        ("azurerm_linux_virtual_machine", {"size": "Standard_HC44rs"}, "vm_size", Level.REPORTED),
        ("azurerm_synapse_spark_pool", {"spark_version": "3.4"}, "spark_version", Level.REFUSED),
        ("azurerm_kubernetes_cluster", {"default_node_pool": [{"vm_size": "Standard_NV4as_v4"}]}, "vm_size", Level.REFUSED),
        ("azurerm_kubernetes_cluster", {"kubernetes_version": "1.31"}, "kubernetes_version", Level.REFUSED),
        ("azurerm_storage_account", {"min_tls_version": "TLS1_0"}, "storage_tls", Level.REFUSED),
        ("azurerm_kubernetes_cluster_node_pool", {"os_sku": "Windows2022"}, "node_os", Level.REPORTED),
        ("azapi_resource", {"type": "Microsoft.MachineLearningServices/workspaces/linkedServices@2020-09-01-preview"}, "type", Level.REFUSED),
        ("azapi_resource", {"type": "Microsoft.ContainerRegistry/registries@2017-03-01"}, "api_version", Level.REFUSED),
        (
            "azapi_resource",
            {
                "type": "Microsoft.MachineLearningServices/workspaces/computes@2026-05-01",
                "body": {"properties": {"properties": {"vmSize": "Standard_NC6s_v3"}}},
            },
            "vm_size",
            Level.REFUSED,
        ),
    ],
)  # fmt: skip
def test_ended_values_are_refused_and_ending_ones_reported(type_: str, body: Json, rule: str, level: Level) -> None:
    (result,) = found(type_, body)
    assert (result.check, result.rule, result.level) == ("retirements", rule, level)
    assert result.remedy.startswith("use ")


@pytest.mark.parametrize(
    ("type_", "body"),
    [
        ("azurerm_machine_learning_compute_cluster", {"vm_size": "Standard_DS3_v2", "vm_priority": "Dedicated"}),
        ("azurerm_machine_learning_compute_cluster", {"vm_size": "${var.size}"}),
        ("azurerm_container_registry", {"trust_policy_enabled": False}),
        ("azurerm_unknown", {"vm_size": "Standard_NC6s_v3"}),
    ],
)
def test_what_ends_later_or_is_not_known_yet_is_no_result(type_: str, body: Json) -> None:
    assert not found(type_, body)


def test_the_message_names_the_day_and_the_replacement() -> None:
    (result,) = found("azurerm_machine_learning_compute_cluster", {"vm_priority": "LowPriority"})
    assert result.message == (
        "low-priority nodes of Azure Machine Learning: ended on 2026-03-31 (vm_priority is LowPriority)"
    )
    assert result.remedy == "use dedicated nodes (`priority: dedicated`) with `min_nodes: 0`"


@pytest.mark.parametrize("app", APPS)
def test_the_apps_use_nothing_that_has_ended_or_ends_within_a_year(app_stacks: Apps, app: str) -> None:
    stacks = app_stacks(app)
    documents = {name: stack.document for name, stack in stacks.items()}
    assert not retirements(stacks.configuration, documents, DAY)


def test_the_day_is_an_input(app_stacks: Apps) -> None:
    stacks = app_stacks("contoso")
    documents = {name: stack.document for name, stack in stacks.items()}
    (result,) = retirements(stacks.configuration, documents, datetime.date(2028, 10, 30))
    assert (result.rule, result.level, result.stack) == ("spark_version", Level.REPORTED, "core")
    assert result.place is not None


def test_a_suppression_lets_it_pass_until_it_expires(zone: Json) -> None:
    zone["preflight"] = {
        "suppressions": [
            {"check": "retirements", "rule": "vm_*", "reason": "Moved in the next release", "expires": "2027-01-31"}
        ]
    }
    stacks: Any = {
        "churn-dev": {
            "resource": {
                "azurerm_machine_learning_compute_cluster": {
                    "one": {"vm_size": "Standard_NC6s_v3"},
                    "two": {"vm_size": "Standard_HC44rs"},
                }
            }
        }
    }
    configuration = config.parse(zone)

    def levels(day: str) -> list[tuple[str, Level]]:
        results = preflight(configuration, stacks, today=datetime.date.fromisoformat(day)).results
        return [(r.check, r.level) for r in results if r.check in ("retirements", "suppressions")]

    assert levels("2027-01-31") == [("retirements", Level.SUPPRESSED)] * 2
    assert levels("2027-02-01") == [
        ("retirements", Level.REFUSED),
        ("retirements", Level.REPORTED),
        ("suppressions", Level.REFUSED),
    ]


def test_plans_of_other_terraform_are_judged(plan: Json) -> None:
    judged = plan_preflight(None, {"theirs": plan}, today=DAY)
    assert "retirements" in judged.checks
    (result,) = [one for one in judged.results if one.check == "retirements"]
    assert (result.address, result.level) == ("azurerm_synapse_spark_pool.old", Level.REFUSED)


@pytest.fixture
def plan() -> Json:
    """A plan of other Terraform that creates a Spark pool."""
    body = {"name": "old", "spark_version": "3.4", "synapse_workspace_id": "/subscriptions/x"}
    resource = {
        "address": "azurerm_synapse_spark_pool.old",
        "mode": "managed",
        "type": "azurerm_synapse_spark_pool",
        "name": "old",
        "provider_name": "registry.terraform.io/hashicorp/azurerm",
    }
    return {
        "format_version": "1.2",
        "planned_values": {"root_module": {"resources": [{**resource, "values": body}]}},
        "resource_changes": [{**resource, "change": {"actions": ["create"], "before": None, "after": body, "after_unknown": {}}}],
        "configuration": {
            "provider_config": {"azurerm": {"name": "azurerm", "full_name": "registry.terraform.io/hashicorp/azurerm"}},
            "root_module": {
                "resources": [
                    {
                        **resource,
                        "provider_config_key": "azurerm",
                        "expressions": {key: {"constant_value": value} for key, value in body.items()},
                    }
                ]
            },
        },
    }  # fmt: skip


# The configuration.


def ending(zone: Json) -> Json:
    zone["analytics"] = {"synapse": {"spark_pools": {"old": {"spark_version": "3.4"}}}}
    zone["products"][0]["environments"] = ["dev"]
    zone["products"][0]["compute"] = {
        "clusters": [
            {"name": "cpu", "vm_size": "Standard_DS3_v2", "max_nodes": 2, "priority": "low_priority"},
            {"name": "gpu", "vm_size": "Standard_NC6s_v3", "max_nodes": 2},
            {"name": "hpc", "vm_size": "Standard_HC44rs", "max_nodes": 2},
        ]
    }
    return zone


def test_validate_warns_and_never_refuses(zone: Json) -> None:
    warned = {one.path: one.message for one in config.parse(ending(zone)).warnings if "Use " in one.message}
    assert {path.removeprefix("products.churn.") for path in warned} == {
        "analytics.synapse.spark_pools.old.spark_version",
        "compute.clusters.cpu.priority",
        "compute.clusters.gpu.vm_size",
        "compute.clusters.hpc.vm_size",
    }
    assert "HC: ends on 2027-05-31. Use Standard_HB120rs_v3" in warned["products.churn.compute.clusters.hpc.vm_size"]


def test_the_table_and_the_report_list_what_is_in_use(zone: Json) -> None:
    configuration = config.parse(ending(zone))
    rows = retirement_rows(configuration, DAY)
    assert [row["use_ends"] for row in rows] == ["2025-09-30", "2026-03-31", "2026-03-31", "2027-05-31", "2028-05-01"]
    assert {(row["used_by"], row["state"]) for row in rows} == {
        ("cluster gpu", "ended"),
        ("cluster cpu", "ended"),
        ("Spark pool old", "ended"),
        ("cluster hpc", "soon"),
        ("cluster cpu", "announced"),
    }
    assert rows[-1]["new_subscriptions_until"] == "2026-07-31"
    assert [row.ends for row in report_rows(configuration)] == [row["use_ends"] for row in rows]
    assert {row["state"] for row in known_rows(DAY, known())} == {"ended", "closed", "soon", "announced", "deprecated"}


def test_the_environment_sets_the_day(zone: Json, monkeypatch: pytest.MonkeyPatch) -> None:
    zone["products"][0]["compute"] = {"clusters": [{"name": "hpc", "vm_size": "Standard_HC44rs", "max_nodes": 2}]}
    monkeypatch.setenv(VARIABLE, "2026-01-01")
    assert not [one for one in config.parse(zone).warnings if one.path.endswith("vm_size")]
    monkeypatch.setenv(VARIABLE, "2027-06-01")
    assert [one for one in config.parse(zone).warnings if "ended on 2027-05-31" in one.message]
    monkeypatch.setenv(VARIABLE, "tomorrow")
    with pytest.raises(Exception, match="ADLZ_TODAY is 'tomorrow': give a date such as 2026-11-26"):
        config.parse(zone)
