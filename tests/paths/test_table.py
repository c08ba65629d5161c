"""The table of paths: every word in it means something, and it agrees with the table of outbound services."""

from __future__ import annotations

import datetime

from azure_data_landing_zone.azure import tables
from azure_data_landing_zone.azure.outbound import service_names
from azure_data_landing_zone.azure.paths import needs
from azure_data_landing_zone.paths.conditions import condition_names
from azure_data_landing_zone.paths.targets import target_kinds

#: Targets without sub-resources.
NAMED = ("allowed_services", "own_hosts", "feeds", "pods", "own_subnet", "load_balancer")
#: The purposes of subnets, and the workloads that run in them.
IN_SUBNETS = {
    "training": "compute_cluster",
    "scoring": "kubernetes_nodes",
    "integration": "self_hosted_runtime",
    "databricks_public": "databricks",
    "databricks_private": "databricks",
}


def test_every_row_has_a_source_that_was_read() -> None:
    table = tables.read("paths")
    assert {row["page"] for row in table["rows"].values()} == set(table["sources"])
    for need in needs():
        assert need.source.page
        assert need.source.read <= datetime.date(2026, 11, 26)
        assert need.parts or need.services or need.roles or need.target in NAMED


def test_targets_conditions_roles_and_services_are_known() -> None:
    others = {"service", *NAMED}
    assert {need.target for need in needs()} - others == set(target_kinds())
    assert {need.when for need in needs()} - {""} == set(condition_names())
    custom = {row["title"] for row in tables.read("custom_roles").values()}
    synapse = {"Synapse Administrator", "Apache Spark Administrator", "Owner"}
    roles = {role for need in needs() for role in need.roles}
    assert roles <= {*tables.read("roles"), *custom, *synapse}
    assert {name for need in needs() for name in need.services} <= set(service_names())
    assert {part for need in needs() for part in need.parts} <= set(tables.read("private_link"))


def test_security_groups_allow_exactly_the_services_that_workloads_need() -> None:
    for purpose, kind in IN_SUBNETS.items():
        needed = {
            name
            for need in needs()
            if kind in need.actors and need.network != "managed_network"
            for name in need.services
        }
        allowed = {name for name, row in tables.read("outbound").items() if purpose in row.get("needed_by", ())}
        assert needed == allowed, purpose
