"""The tables of facts agree with the code that reads them, and with one another."""

from __future__ import annotations

import datetime
import re
import uuid
from collections.abc import Iterator
from importlib import resources
from typing import Any

import pytest

from azure_data_landing_zone.azure import diagnostics, names, personas, resource_providers, roles, tables
from azure_data_landing_zone.azure.clouds import CloudName, cloud, public_zones, regions, subresource
from azure_data_landing_zone.azure.vm_sizes import families, machine_learning_families, vm_sizes


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


@pytest.mark.parametrize(
    ("zone", "forwarded"),
    [
        ("privatelink.vaultcore.azure.net", ("vault.azure.net", "vaultcore.azure.net")),
        ("privatelink.vaultcore.azure.cn", ("vaultcore.azure.cn",)),
        ("privatelink.westeurope.azmk8s.io", ("westeurope.azmk8s.io",)),
    ],
)
def test_a_private_zone_has_the_public_zones_that_dns_servers_forward(zone: str, forwarded: tuple[str, ...]) -> None:
    assert public_zones(zone) == forwarded


def test_forwarders_are_of_a_zone_of_their_row() -> None:
    for name, row in tables.read("private_link").items():
        zones = {zone for one in CloudName for zone in subresource(name, one).zones}
        assert set(row.get("forwarders", {})) <= zones


def test_region_codes_differ() -> None:
    codes = [region.code for region in regions().values()]
    assert len(set(codes)) == len(codes)


def test_the_zone_of_the_registry_in_china_is_unconfirmed() -> None:
    assert subresource("registry", CloudName.CHINA).zones == ()


def test_vm_sizes_tell_accelerators_apart() -> None:
    assert vm_sizes()["Standard_NC4as_T4_v3"].accelerator == "T4"
    assert vm_sizes()["Standard_DS3_v2"].vcpus == 4
    assert not vm_sizes()["Standard_DS3_v2"].accelerator


@pytest.mark.parametrize(
    ("name", "vcpus", "gpus", "family", "machine_learning"),
    [
        ("Standard_ND96isr_H100_v5", 96, 8, "standardNDSH100v5Family", "standardNDv5H100Family"),
        ("Standard_ND96is_H100_v5", 96, 8, "standardNDSH100v5Family", "standardNDv5H100Family"),
        ("Standard_ND96isr_H200_v5", 96, 8, "standardNDISRH200V5Family", "standardNDISRH200V5Family"),
        ("Standard_ND40rs_v2", 40, 8, "standardNDSv2Family", "standardNDSv2Family"),
        ("Standard_ND96amsr_A100_v4", 96, 8, "Standard NDAMSv4_A100Family", "standard NDAMSv4_A100Family"),
        ("Standard_NC40ads_H100_v5", 40, 1, "StandardNCadsH100v5Family", "standardNCADSH100v5Family"),
        ("Standard_D4_v3", 4, 0, "standardDv3Family", "standardDv3Family"),
        ("Standard_E8a_v4", 8, 0, "standardEAv4Family", "standardEAv4Family"),
        ("Standard_FX12mds", 12, 0, "standardFXMDVSFamily", "standardFXMDVSFamily"),
        ("Standard_HC44rs", 44, 0, "standardHCSFamily", "standardHCSFamily"),
    ],
)
def test_sizes_count_against_the_families_that_azure_names(
    name: str, vcpus: int, gpus: int, family: str, machine_learning: str
) -> None:
    size = vm_sizes()[name]
    assert (size.vcpus, size.gpus) == (vcpus, gpus)
    assert (size.family, size.machine_learning_family) == (family, machine_learning)


def test_families_differ_without_case() -> None:
    for names_ in (families(), machine_learning_families()):
        assert len({family.casefold() for family in names_}) == len(names_)


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


@pytest.mark.parametrize(
    ("part", "providers"),
    [
        ("products", {"Microsoft.MachineLearningServices", "Microsoft.Cdn", "Microsoft.PolicyInsights"}),
        ("customer_managed_keys", {"Microsoft.DocumentDB", "Microsoft.Search"}),
        ("synapse", {"Microsoft.Synapse", "Microsoft.Sql"}),
        ("kubernetes", {"Microsoft.ContainerService", "Microsoft.Compute", "Microsoft.PolicyInsights"}),
        ("databricks", {"Microsoft.Databricks", "Microsoft.Compute"}),
        ("machine_learning_registry", {"Microsoft.MachineLearningServices", "Microsoft.ContainerRegistry"}),
    ],
)
def test_a_service_registers_what_it_needs_besides_itself(part: str, providers: set[str]) -> None:
    assert providers <= set(resource_providers.needed([part]))
    assert not {"Microsoft.Sql", "Microsoft.DocumentDB"} & set(resource_providers.needed([]))


def rows(value: Any, at: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """The rows of a table at any depth; `source` of a security rule is where traffic comes from."""
    if isinstance(value, dict):
        if "direction" not in value:
            yield at, value
        for key, inner in value.items():
            yield from rows(inner, f"{at}.{key}")
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from rows(inner, f"{at}[{index}]")


def test_what_has_a_source_says_when_it_was_read() -> None:
    sourced = 0
    for file in resources.files(tables).iterdir():
        if file.name.endswith(".yaml"):
            for at, row in rows(tables.read(file.name.removesuffix(".yaml")), file.name):
                assert ("source" in row) == ("read" in row), at
                if "source" in row:
                    sourced += 1
                    assert row["source"].strip(), at
                    assert isinstance(row["read"], datetime.date), at
    assert sourced > 20
