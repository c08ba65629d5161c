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


#: A value of each row, by kind and by what ends.
EXAMPLES = {
    ("vm_size", "VM sizes of the series D and DS"): "Standard_DS14",
    ("vm_size", "VM sizes of the series Dv2 and DSv2"): "Standard_D11_v2",
    ("vm_size", "VM sizes of the series Dv3, DSv3, Ev3 and ESv3"): "Standard_E64is_v3",
    ("vm_size", "VM sizes of the series Av2 and Amv2"): "Standard_A8m_v2",
    ("vm_size", "VM sizes of the first version of the series B"): "Standard_B1ls",
    ("vm_size", "VM sizes of the series F, Fs and Fsv2"): "Standard_F72s_v2",
    ("vm_size", "VM sizes of the series G and GS"): "Standard_GS5-8",
    ("vm_size", "VM sizes of the series Ls"): "Standard_L8s",
    ("vm_size", "VM sizes of the series Lsv2"): "Standard_L80s_v2",
    ("vm_size", "VM sizes of the series DCsv2"): "Standard_DC4s_v2",
    ("vm_size", "VM sizes of the series DCsv3 and DCdsv3"): "Standard_DC8ds_v3",
    ("vm_size", "confidential VM sizes with child capability (cc)"): "Standard_EC4ads_cc_v5",
    ("vm_size", "isolated VM sizes of the series Msv2 and Mdsv2"): "Standard_M192idms_v2",
    ("vm_size", "VM sizes of the series Av1"): "Standard_A4",
    ("vm_size", "VM sizes of the series NCv3"): "Standard_NC24rs_v3",
    ("vm_size", "VM sizes of the series NVv3 and NVv4"): "Standard_NV48s_v3",
    ("vm_size", "VM sizes of the series NP"): "Standard_NP40s",
    ("vm_size", "VM sizes of the series HB"): "Standard_HB60rs",
    ("vm_size", "VM sizes of the series HBv2"): "Standard_HB120rs_v2",
    ("vm_size", "VM sizes of the series HC"): "Standard_HC44-16rs",
    ("priority", "low-priority nodes of Azure Machine Learning"): "LowPriority",
    ("type", "the registration of Synapse as a linked service of Azure Machine Learning"): (
        "Microsoft.MachineLearningServices/workspaces/linkedServices"
    ),
    ("spark_version", "Apache Spark 2.4, 3.1 and 3.2 of Synapse"): "3.1",
    ("spark_version", "Apache Spark 3.4 of Synapse"): "3.4",
    ("spark_version", "Apache Spark 3.5 of Synapse"): "3.5",
    ("kubernetes_version", "Kubernetes 1.30 and older"): "1.29.4",
    ("kubernetes_version", "Kubernetes 1.31"): "1.31",
    ("kubernetes_version", "Kubernetes 1.32"): "1.32.1",
    ("network_plugin", "kubenet"): "kubenet",
    ("network_policy", "Azure Network Policy Manager on Linux nodes"): "azure",
    ("service_mesh", "the Open Service Mesh add-on"): "true",
    ("node_os", "nodes with Windows Server 2019"): "Windows2019",
    ("node_os", "nodes with Windows Server 2022"): "Windows2022",
    ("storage_kind", "storage accounts for blobs only and general-purpose v1 accounts"): "BlobStorage",
    ("storage_tls", "TLS 1.0 and 1.1 of storage accounts"): "TLS1_1",
    ("address_sku", "public IP addresses of the SKU Basic"): "Basic",
    ("balancer_sku", "load balancers of the SKU Basic"): "basic",
    ("databricks_tier", "Databricks workspaces of the tier Standard"): "standard",
    ("content_trust", "content trust of container registries"): "true",
    ("data_flow", "memory-optimized data flows of Data Factory"): "MemoryOptimized",
    ("flow_log", "flow logs of network security groups"): (
        "/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/networkSecurityGroups/nsg"
    ),
    ("api_version", "the API version 2017-03-01 of container registries"): (
        "Microsoft.ContainerRegistry/registries@2017-03-01"
    ),
    ("policy", 'the policy "[Deprecated]: Azure Machine Learning workspaces should use private link"'): (
        "/providers/Microsoft.Authorization/policyDefinitions/40cec1dd-a100-4920-b15b-3024fe8901ab"
    ),
}


def test_each_row_stands_for_its_values() -> None:
    assert {(row.kind, row.what) for row in retirements()} == set(EXAMPLES)
    for (kind, what), value in EXAMPLES.items():
        found = retirement(kind, value)
        assert found is not None
        assert found.what == what
