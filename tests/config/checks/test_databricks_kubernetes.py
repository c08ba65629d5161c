"""Mistakes around Databricks and Kubernetes are reported before Azure does, with what to do."""

from __future__ import annotations

from typing import Any

import pytest

from azure_data_landing_zone import config

Json = dict[str, Any]
JOBS = "33333333-3333-3333-3333-333333333333"
ADMINISTRATORS = "44444444-4444-4444-4444-444444444444"
ELSEWHERE = "/subscriptions/99999999-9999-9999-9999-999999999999/resourceGroups/rg"
HERE = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg"
NETWORK = f"{HERE}/providers/Microsoft.Network/virtualNetworks/v"
CLUSTER = "providers/Microsoft.ContainerService/managedClusters/aks"
DATABRICKS = "providers/Microsoft.Databricks/workspaces/dbw"


def problems(data: Json) -> list[str]:
    with pytest.raises(config.ConfigurationError) as caught:
        config.parse(data)
    return [f"{problem.path}: {problem.message} | {problem.given}" for problem in caught.value.problems]


@pytest.fixture
def full(zone: Json) -> Json:
    """The small landing zone with Databricks and Kubernetes, and products that are linked to both."""
    zone["network"] |= {
        "subnets": {"databricks_public": {}, "databricks_private": {}, "scoring": {}},
        "outbound": {"through": "firewall", "firewall_ip": "10.0.0.4"},
    }
    zone["analytics"] = {
        "databricks": {"job_principal_id": JOBS},
        "kubernetes": {"administrators": [ADMINISTRATORS], "scoring": {"host": "scoring.contoso.com"}},
    }
    zone["products"][0] |= {"links": ["databricks"], "inference": {"kubernetes": "landing_zone"}}
    return zone


def put(data: Json, path: str, value: Any) -> Json:
    here: Any = data
    *parents, last = path.split(".")
    for part in parents:
        here = here[int(part)] if part.isdigit() else here.setdefault(part, {})
    if value is KeyError:
        del here[last]
    else:
        here[last] = value
    return data


def test_both_services_with_their_links_are_valid(full: Json) -> None:
    configuration = config.parse(full)
    assert configuration.core.kubernetes_zone_id.endswith("/privatelink.westeurope.azmk8s.io")


CASES: dict[str, tuple[str, Any, str, str]] = {
    "no subnets for databricks": (
        "network.subnets",
        {"scoring": {}},
        "analytics.databricks",
        "network.subnets lacks databricks_public and databricks_private: add each with {}",
    ),
    "a subnet that is too small for databricks": (
        "network.subnets.databricks_private",
        {"address_prefix": "10.40.15.0/27"},
        "network.subnets.databricks_private.address_prefix",
        "too small for Databricks, which takes a /26 at least",
    ),
    "no identity for jobs": (
        "analytics.databricks",
        {},
        "products.churn.links",
        "give the object id of that identity in the landing zone's analytics.databricks.job_principal_id",
    ),
    "a workspace whose endpoints would have too long a name": (
        "names",
        {"databricks_workspace": "d" * 60},
        "names.databricks_workspace",
        "allowed are 2 to 64",
    ),
    "a value that a shared workspace cannot have": (
        "analytics.databricks.machine_learning_workspace_id",
        f"{HERE}/providers/Microsoft.MachineLearningServices/workspaces/w",
        "analytics.databricks.machine_learning_workspace_id",
        "is not known here; allowed are job_principal_id",
    ),
    "no subnet for nodes": (
        "network.subnets",
        {"databricks_public": {}, "databricks_private": {}},
        "analytics.kubernetes",
        "a cluster needs the subnet 'scoring', which network.subnets lacks: add it with {}",
    ),
    "nodes without a way out": (
        "network.outbound",
        {"through": "none"},
        "network.outbound",
        "the nodes of a cluster (analytics.kubernetes) must reach Azure: send traffic through a firewall",
    ),
    "nodes behind a NAT gateway": (
        "network.outbound",
        {"through": "nat_gateway"},
        "network.outbound.through",
        "its nodes need hosts that a security group",
    ),
    "own DNS servers, which do not find a zone that AKS makes": (
        "network",
        {
            "address_space": ["10.40.0.0/20"],
            "subnets": {"databricks_public": {}, "databricks_private": {}, "scoring": {}},
            "dns": {"owner": "policy"},
            "dns_servers": ["10.0.0.4"],
            "outbound": {"through": "firewall", "firewall_ip": "10.0.0.4"},
        },
        "analytics.kubernetes.private_dns_zone_id",
        "must be given: Azure Policy owns DNS (network.dns.owner) and the network has DNS servers of its own",
    ),
    "a way out that is known": (
        "analytics.kubernetes.outbound",
        "firewall",
        "analytics.kubernetes.outbound",
        "is for an existing network; of this one it is known: leave it out | 'firewall'",
    ),
    "more nodes than addresses": (
        "network.subnets.scoring",
        {"address_prefix": "10.40.15.0/29"},
        "network.subnets.scoring.address_prefix",
        "has 3 usable addresses, but 10 are needed at full scale and during an upgrade (pool scoring 4, pool system 4, "
        "Kubernetes API and scoring endpoints 2)",
    ),
    "an unknown size of nodes": (
        "analytics.kubernetes.user_pools",
        {"gpu": {"vm_size": "Standard_NC4as_T4v3"}},
        "analytics.kubernetes.user_pools.gpu.vm_size",
        "is not a virtual machine size that we know; did you mean 'Standard_NC4as_T4_v3'?",
    ),
    "an unknown size of system nodes": (
        "analytics.kubernetes.system_pool",
        {"vm_size": "Standard_D4sv5"},
        "analytics.kubernetes.system_pool.vm_size",
        "is not a virtual machine size that we know",
    ),
    "a cluster that nobody administers": (
        "analytics.kubernetes.administrators",
        [],
        "analytics.kubernetes.administrators",
        "must not be empty",
    ),
    "a pool by the name of the system's": (
        "analytics.kubernetes.user_pools",
        {"system": {}},
        "analytics.kubernetes",
        "is taken by the system pool",
    ),
    "pools whose stand-ins have one name": (
        "analytics.kubernetes.user_pools",
        {"inference1a": {}, "inference1b": {}},
        "analytics.kubernetes",
        "is taken by inference1a",
    ),
    "services on the firewall's address": (
        "analytics.kubernetes.service_range",
        "10.0.0.0/16",
        "analytics.kubernetes.service_range",
        "overlaps network.outbound.firewall_ip",
    ),
    "pods on the network's addresses": (
        "analytics.kubernetes.pod_range",
        "10.40.0.0/16",
        "analytics.kubernetes.pod_range",
        "overlaps network.address_space (10.40.0.0/20)",
    ),
    "too few addresses for pods": (
        "analytics.kubernetes.pod_range",
        "172.20.0.0/22",
        "analytics.kubernetes.pod_range",
        "holds the pods of 4 nodes (a /24 each), but there are 8",
    ),
    "no cluster": (
        "analytics.kubernetes",
        KeyError,
        "products.churn.inference.kubernetes",
        "the landing zone has no cluster: declare analytics.kubernetes",
    ),
    "a cluster that serves nothing yet": (
        "analytics.kubernetes.scoring",
        KeyError,
        "products.churn.inference.kubernetes",
        "then give analytics.kubernetes.scoring",
    ),
    "a cluster of another subscription": (
        "analytics.kubernetes",
        {"cluster_id": f"{ELSEWHERE}/{CLUSTER}"},
        "products.churn.inference.kubernetes",
        "lies in another subscription, but a workspace attaches clusters of its own",
    ),
    "a cluster of another region": (
        "products.0.location",
        "northeurope",
        "products.churn.location",
        "attaches clusters of its own region only",
    ),
    "an own cluster of another subscription": (
        "products.0.inference",
        {"kubernetes_cluster_id": f"{ELSEWHERE}/{CLUSTER}"},
        "products.churn.inference.kubernetes_cluster_id",
        "lies in another subscription",
    ),
    "two environments in one namespace": (
        "products.0.inference",
        {"kubernetes": "landing_zone", "namespace": "churn"},
        "products.churn.inference.namespace",
        "is the namespace of churn-",
    ),
    "two clusters": (
        "products.0.inference",
        {"kubernetes": "landing_zone", "kubernetes_cluster_id": f"{HERE}/{CLUSTER}"},
        "products.churn.inference",
        "must name either kubernetes: landing_zone or a kubernetes_cluster_id",
    ),
    "local accounts of the landing zone's cluster": (
        "products.0.inference",
        {"kubernetes": "landing_zone", "local_accounts": True},
        "products.churn.inference",
        "which is said of a kubernetes_cluster_id only",
    ),
    "a compute cluster by the name of the attached one": (
        "products.0.compute",
        {"clusters": [{"name": "kubernetes", "vm_size": "Standard_DS3_v2", "max_nodes": 1}]},
        "products.churn.compute.clusters.kubernetes.name",
        "is the name of the compute that inference attaches",
    ),
    "a token in the file": (
        "analytics.databricks.access_token",
        "dapi123",
        "analytics.databricks.access_token",
        "looks like a secret",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_reports(full: Json, case: str) -> None:
    path, value, where, said = CASES[case]
    found = problems(put(full, path, value))
    fitting = [text for text in found if text.startswith(f"{where}: ") and said in text]
    assert fitting, "\n".join(found)


def test_a_workspace_in_a_managed_network_attaches_no_cluster(full: Json) -> None:
    full["observability"] = {"private_link_scope": {"access": "open"}}
    full["products"][0]["workspace"] = {"isolation": {"mode": "managed_network"}}
    found = problems(full)
    assert all("which a workspace with a managed network cannot" in text for text in found), found


def test_the_host_of_a_databricks_elsewhere_is_given(full: Json) -> None:
    full["analytics"]["databricks"] = {"workspace_id": f"{ELSEWHERE}/{DATABRICKS}", "job_principal_id": JOBS}
    full["products"][0]["links"] = {"databricks": {"attach_compute": True}}
    found = problems(full)
    assert all("give the landing zone's analytics.databricks.workspace_url" in text for text in found), found
    full["analytics"]["databricks"]["workspace_url"] = "adb-1234567890123456.7.azuredatabricks.net"
    config.parse(full)


def test_an_existing_network_has_the_subnets_and_says_its_way_out(full: Json) -> None:
    full["network"] = {
        "virtual_network_id": NETWORK,
        "subnets": {"endpoints": f"{NETWORK}/subnets/a", "training": f"{NETWORK}/subnets/b"},
    }
    text = "\n".join(problems(full))
    assert "lacks databricks_public and databricks_private: give their ids" in text
    assert "which network.subnets lacks: give its id" in text
    assert "analytics.kubernetes.outbound: must be said for an existing network" in text


def test_a_zone_that_is_not_confirmed_must_be_given(full: Json) -> None:
    full |= {"cloud": "usgovernment", "location": "usgovvirginia"}
    del full["analytics"]["databricks"], full["products"][0]["links"]
    full["products"][0].pop("inference", None)
    found = problems(full)
    assert all("give it in network.dns.zone_names.management" in text for text in found), found
    full["network"]["dns"] = {"owner": "landing_zone", "zone_names": {"management": ["privatelink.{region}.example"]}}
    assert config.parse(full).core.zones("management") == ("privatelink.usgovvirginia.example",)
    del full["network"]["dns"]
    own = f"{HERE}/providers/Microsoft.Network/privateDnsZones/privatelink.example"
    full["analytics"]["kubernetes"]["private_dns_zone_id"] = own
    core = config.parse(full).core
    assert core.kubernetes_zone_id == own
    assert "management" not in core.subresources


GROUP_ID = "77777777-7777-7777-7777-777777777777"
CLUSTER_OF_ALL = (
    "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-aks/providers"
    "/Microsoft.ContainerService/managedClusters/aks-all"
)


@pytest.mark.parametrize(
    ("groups", "environments", "refused"),
    [
        ({"data_scientists": GROUP_ID}, ["dev", "prod"], True),
        ({"readers": GROUP_ID}, ["dev", "prod"], False),
        ({"data_scientists": GROUP_ID}, ["prod"], False),
        ({"data_scientists": GROUP_ID}, ["dev"], False),
    ],
    ids=["shared and people submit jobs", "nobody submits jobs", "production only", "a cluster of its own"],
)
def test_a_shared_cluster_is_not_attached_where_people_submit_jobs(
    zone: Json, groups: Json, environments: list[str], refused: bool
) -> None:
    zone["products"][0] |= {
        "groups": groups,
        "environments": environments,
        "inference": {"kubernetes_cluster_id": CLUSTER_OF_ALL},
    }
    zone["products"][0].pop("per_environment", None)
    if not refused:
        config.parse(zone)
        return
    with pytest.raises(config.ConfigurationError) as caught:
        config.parse(zone)
    assert [problem.message.partition(":")[0] for problem in caught.value.problems] == [
        "attaches a cluster that churn-prod use too, where data_scientists may submit jobs as the workspace's identity, "
        "an administrator of the cluster"
    ]
