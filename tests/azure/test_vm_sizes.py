"""VM sizes that no table has are read from their names, as far as the naming convention decides."""

from __future__ import annotations

from fractions import Fraction

import pytest

from azure_data_landing_zone.azure.vm_sizes import VmSize, by_name, vm_sizes


@pytest.mark.parametrize(
    ("name", "family", "vcpus", "accelerator"),
    [
        ("Standard_D4ds_v6", "standardDDSv6Family", 4, ""),
        ("Standard_E16ads_v7", "standardEADSv7Family", 16, ""),
        ("Standard_DC8as_v6", "standardDCASv6Family", 8, ""),
        ("Standard_B4as_v2", "standardBASv2Family", 4, ""),
        ("Standard_L8as_v4", "standardLASv4Family", 8, ""),
        ("Standard_M96bds_v3", "", 96, ""),
        ("Standard_NC6s_v3", "", 6, "gpu"),
        ("Standard_ND96isr_MI300X_v5", "", 96, "MI300X"),
        ("Standard_HB368rs_v5", "", 368, ""),
    ],
)
def test_the_name_says_what_the_convention_decides(name: str, family: str, vcpus: int, accelerator: str) -> None:
    assert by_name(name) == VmSize(name, family, vcpus, accelerator, Fraction(0), family)


@pytest.mark.parametrize(
    "name",
    [
        "Standard_DS3_v2",  # 4 vCPUs
        "Standard_D3_v2",  # 4 vCPUs
        "Standard_B1ls",  # no version
        "Standard_E8-4s_v5",  # constrained: whether quota counts 4 or 8 is not documented
        "Standard_D4ds_v5_Promo",
        "Standard_D4xyz_v6",
        "Standard_D4s_T4_v6",
        "Standard_D0s_v6",
        "Standard_Huge",
        "D4ds_v6",
    ],
)
def test_other_names_decide_nothing(name: str) -> None:
    assert by_name(name) is None


def test_the_rule_agrees_with_the_table() -> None:
    read = {name: found for name in vm_sizes() if (found := by_name(name)) is not None}
    assert len(read) > 150
    for name, found in read.items():
        known = vm_sizes()[name]
        assert found.vcpus == known.vcpus, name
        assert found.family.lower() in ("", known.family.lower()), name
        assert bool(found.accelerator) is bool(known.accelerator), name
        assert found.accelerator in ("", "gpu", known.accelerator), name
