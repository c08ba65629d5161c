"""The tables of facts agree with the code that reads them, and with one another."""

from __future__ import annotations

import re
import uuid

import pytest

from azure_data_landing_zone.azure import diagnostics, names, personas, roles, tables
from azure_data_landing_zone.azure.clouds import CloudName, cloud, regions, subresource
from azure_data_landing_zone.azure.vm_sizes import vm_sizes


def test_role_ids_are_uuids_and_differ() -> None:
    ids = list(tables.read("roles").values())
    assert all(str(uuid.UUID(guid)) == guid for guid in ids)
    assert len(set(ids)) == len(ids)


def test_every_scope_of_a_persona_has_a_row() -> None:
    scopes = {
        scope for name in personas.personas() for setting in personas.Setting for scope in personas.roles(name, setting)
    }
    assert scopes == {scope.key for scope in personas.SCOPES}


def test_every_named_type_has_a_diagnostic_decision() -> None:
    for rule in names.rules().values():
        decision = diagnostics.decision(rule.arm_type)
        assert bool(decision.none) != bool(decision.groups or decision.metrics), rule.arm_type


@pytest.mark.parametrize("name", list(CloudName))
def test_every_cloud_has_endpoints_regions_and_zones_of_its_own(name: CloudName) -> None:
    assert cloud(name).storage_suffix in str(subresource("blob", name).zones)
    assert any(region.cloud is name for region in regions().values())
    assert len(subresource("amlworkspace", name).zones) == 2


def test_region_codes_differ() -> None:
    codes = [region.code for region in regions().values()]
    assert len(set(codes)) == len(codes)


def test_the_zone_of_the_registry_in_china_is_unconfirmed() -> None:
    assert subresource("registry", CloudName.CHINA).zones == ()


def test_vm_sizes_tell_accelerators_apart() -> None:
    assert vm_sizes()["Standard_NC4as_T4_v3"].accelerator == "T4"
    assert vm_sizes()["Standard_DS3_v2"].vcpus == 4
    assert not vm_sizes()["Standard_DS3_v2"].accelerator


def test_a_role_assignment_name_depends_on_scope_role_and_principal_only() -> None:
    one = roles.assignment_name("/subscriptions/A", "Reader", "churn-dev/workspace_identity")
    assert one == roles.assignment_name("/SUBSCRIPTIONS/a", "Reader", "churn-dev/workspace_identity")
    assert re.fullmatch(r"[0-9a-f-]{36}", one)
    others = {
        roles.assignment_name("/subscriptions/B", "Reader", "churn-dev/workspace_identity"),
        roles.assignment_name("/subscriptions/A", "Contributor", "churn-dev/workspace_identity"),
        roles.assignment_name("/subscriptions/A", "Reader", "churn-dev/cluster-cpu"),
    }
    assert len(others | {one}) == 4
