"""What a region or a cloud does not offer: how storage is copied, and what is refused or warned of."""

from __future__ import annotations

from typing import Any

import pytest

from azure_data_landing_zone import config
from azure_data_landing_zone.azure import redundancy
from azure_data_landing_zone.azure.clouds import regions
from support import Json

CLOUDS = {"usgovernment": "usgovvirginia", "china": "chinaeast2", "public": "westeurope"}
CLUSTER = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg/providers"
KUBERNETES = {"kubernetes_cluster_id": f"{CLUSTER}/Microsoft.ContainerService/managedClusters/aks", "namespace": "ml"}


def problems(zone: Json) -> dict[str, str]:
    with pytest.raises(config.ConfigurationError) as error:
        config.parse(zone)
    return {problem.path: problem.message for problem in error.value.problems}


def warnings(zone: Json) -> dict[str, str]:
    return {problem.path: problem.message for problem in config.parse(zone).warnings}


@pytest.mark.parametrize(
    ("wanted", "region", "found"),
    [
        ("ZRS", "westeurope", "ZRS"),
        ("ZRS", "ukwest", "LRS"),
        ("LRS", "westeurope", "LRS"),
        ("GZRS", "westeurope", "GZRS"),
        ("GZRS", "ukwest", "GRS"),
        ("GZRS", "polandcentral", "ZRS"),
        ("GZRS", "usgovvirginia", "GZRS"),
        ("GZRS", "usgovarizona", "GRS"),
        ("ZRS", "chinaeast2", "LRS"),
        ("ZRS", "chinanorth3", "ZRS"),
        # A region that we do not know.
        ("GZRS", "marsnorth", "ZRS"),
    ],
)
def test_storage_is_copied_as_far_as_the_region_allows(wanted: str, region: str, found: str) -> None:
    assert redundancy.best(wanted, region) == found
    assert redundancy.objection(found, region) == ""


def test_regions_without_zones_are_those_of_the_page() -> None:
    without = {name for name, region in regions().items() if region.cloud == "public" and not region.zones}
    assert without == {
        *("australiacentral", "australiacentral2", "australiasoutheast", "brazilsoutheast", "canadaeast"),
        *("francesouth", "germanynorth", "koreasouth", "northcentralus", "norwaywest", "southafricawest", "southindia"),
        *("swedensouth", "switzerlandwest", "uaecentral", "ukwest", "westcentralus", "westindia", "westus"),
    }


@pytest.mark.parametrize(
    ("region", "section", "replication", "message"),
    [
        ("ukwest", "data_lake", "ZRS", "availability zones, which ukwest does not have: choose LRS or GRS"),
        ("ukwest", "state", "GZRS", "availability zones, which ukwest does not have"),
        (
            "polandcentral",
            "data_lake",
            "GRS",
            "the paired region, which polandcentral does not have: choose LRS or ZRS",
        ),
    ],
)
def test_a_replication_that_the_region_does_not_have_is_refused(
    zone: Json, region: str, section: str, replication: str, message: str
) -> None:
    zone["location"] = region
    if section == "state":
        zone["state"] = {
            "backend": "azurerm",
            "network": {"allowed_addresses": ["203.0.113.0/24"]},
            "replication": replication,
        }
        path = "state.replication"
    else:
        zone["data_lake"]["curated"]["replication"] = replication
        path = "data_lake.curated.replication"
    assert message in problems(zone)[path]


def test_a_region_that_we_do_not_know_is_told(zone: Json) -> None:
    zone |= {"location": "marsnorth", "naming": {"regions": {"marsnorth": "mn"}}}
    assert "marsnorth is taken for a region with availability zones" in warnings(zone)["location"]
    zone |= {"location": "westeurope"}
    assert "location" not in warnings(zone)


@pytest.mark.parametrize(
    ("cloud", "product", "path", "message"),
    [
        ("usgovernment", {"inference": KUBERNETES}, "inference", "Kubernetes compute of Azure Machine Learning is not"),
        ("china", {"inference": KUBERNETES}, "inference", "is not offered in the cloud china"),
        (
            "usgovernment",
            {"links": {"databricks": {"attach_compute": True}}},
            "links.databricks.attach_compute",
            "Databricks as attached compute of Azure Machine Learning is not offered in the cloud usgovernment",
        ),
        ("usgovernment", {"links": ["synapse"]}, "links", "Synapse Spark pools in Azure Machine Learning is not"),
    ],
)
def test_what_a_cloud_does_not_offer_is_refused(
    zone: Json, cloud: str, product: dict[str, Any], path: str, message: str
) -> None:
    zone |= {"cloud": cloud, "location": CLOUDS[cloud]}
    zone["products"][0] |= product
    found = problems(zone)
    assert message in found[f"products.churn.{path}"]
    zone |= {"cloud": "public", "location": "westeurope"}
    try:
        config.parse(zone)
    except config.ConfigurationError as error:
        assert not [problem for problem in error.problems if "is not offered" in problem.message]


@pytest.mark.parametrize(("cloud", "region"), [("usgovernment", "usgovtexas"), ("china", "chinanorth3")])
def test_machine_learning_is_refused_where_it_is_not(zone: Json, cloud: str, region: str) -> None:
    zone |= {"cloud": cloud, "location": region}
    assert "Azure Machine Learning is offered in " in problems(zone)["products.churn.name"]


def test_storage_of_azure_artifacts_is_asked_for_where_tags_decide(zone: Json) -> None:
    zone["network"]["outbound"] = {"through": "nat_gateway", "allow": ["azure_artifacts"]}
    assert "geography of the Azure DevOps organisation" in warnings(zone)["network.outbound.allow[0]"]
    zone["network"]["outbound"]["storage_regions"] = ["northeurope"]
    assert "network.outbound.allow[0]" not in warnings(zone)


def test_what_works_in_part_is_warned_of(zone: Json) -> None:
    zone |= {"cloud": "china", "location": "chinaeast2"}
    zone["network"]["dns"] = {"owner": "landing_zone", "zone_names": {"registry": ["privatelink.azurecr.cn"]}}
    zone["observability"] = {"private_link_scope": "none"}
    zone["alerts"] = {"contacts": {"emails": ["a@contoso.com"]}, "rules": {"service_health": {"enabled": True}}}
    zone["products"][0] |= {
        "compute": {"clusters": [{"name": "gpu", "vm_size": "Standard_NC4as_T4_v3", "max_nodes": 1}]},
        "workspace": {"isolation": {"mode": "managed_network"}},
    }
    found = warnings(zone)
    assert "GPUs other than those of the NCv3 family" in found["products.churn.compute.clusters.gpu.vm_size"]
    assert "Network isolation of managed online endpoints" in found["products.churn.workspace.isolation"]
    assert "Azure does not send in the cloud china" in found["alerts.rules.service_health.enabled"]
