"""What Azure has announced the end of: stages by day, and values by kind."""

from __future__ import annotations

import datetime

import pytest

from azure_data_landing_zone.azure.clouds import CloudName
from azure_data_landing_zone.azure.retirements import Stage, places, retirement, retirements
from azure_data_landing_zone.azure.vm_sizes import vm_sizes

DAY = datetime.date(2026, 11, 26)


@pytest.mark.parametrize(
    ("kind", "value", "stage"),
    [
        ("vm_size", "Standard_NC6s_v3", Stage.ENDED),
        ("vm_size", "standard_nv12s_v3", Stage.ENDED),
        ("vm_size", "Standard_NV4as_v4", Stage.ENDED),
        ("vm_size", "Standard_HC44rs", Stage.SOON),
        ("vm_size", "Standard_HB120-16rs_v2", Stage.SOON),
        ("vm_size", "Standard_DS3_v2", Stage.ANNOUNCED),
        ("vm_size", "Standard_E8-4s_v3", Stage.ANNOUNCED),
        ("vm_size", "Standard_D4ds_v4", None),
        ("vm_size", "Standard_NC4as_T4_v3", None),
        ("vm_size", "Standard_HB120rs_v3", None),
        ("vm_size", "Standard_B2s_v2", None),
        ("priority", "LowPriority", Stage.ENDED),
        ("priority", "Dedicated", None),
        ("spark_version", "3.4", Stage.ENDED),
        ("spark_version", "3.5", Stage.ANNOUNCED),
        ("kubernetes_version", "1.31.5", Stage.CLOSED),
        ("kubernetes_version", "1.34", None),
        ("databricks_tier", "standard", Stage.ENDED),
        ("databricks_tier", "premium", None),
        ("storage_tls", "TLS1_2", None),
        ("network_plugin", "kubenet", Stage.ANNOUNCED),
        ("type", "Microsoft.MachineLearningServices/workspaces/linkedServices", Stage.ENDED),
        ("api_version", "Microsoft.ContainerRegistry/registries@2017-03-01", Stage.ENDED),
        ("policy", "/providers/Microsoft.Authorization/policyDefinitions/40cec1dd-a100-4920-b15b-3024fe8901ab", Stage.DEPRECATED),
    ],
)  # fmt: skip
def test_the_stage_of_a_value_on_a_day(kind: str, value: str, stage: Stage | None) -> None:
    found = retirement(kind, value)
    assert (None if found is None else found.stage(DAY)) is stage


def test_the_day_decides() -> None:
    found = retirement("vm_size", "Standard_HC44rs")
    assert found is not None
    stages = {day: found.stage(datetime.date.fromisoformat(day)) for day in ("2026-05-30", "2026-05-31", "2027-05-31")}
    assert stages == {"2026-05-30": Stage.ANNOUNCED, "2026-05-31": Stage.SOON, "2027-05-31": Stage.ENDED}


def test_some_ends_hold_in_the_public_cloud_only() -> None:
    assert retirement("vm_size", "Standard_D4s_v3") is not None
    assert retirement("vm_size", "Standard_D4s_v3", CloudName.USGOVERNMENT) is None


def test_every_kind_is_found_somewhere_and_every_row_has_a_replacement() -> None:
    found = {kind for rows in places().values() for kind, _ in rows} | {"type", "api_version"}
    assert {row.kind for row in retirements()} == found
    for row in retirements():
        assert row.replacement, row.what
        if row.creation is not None and row.use is not None:
            assert row.creation <= row.use, row.what


def test_no_table_offers_a_size_that_has_ended() -> None:
    ended = [name for name in vm_sizes() if (one := retirement("vm_size", name)) and one.stage(DAY) is Stage.ENDED]
    assert not ended
