"""What compute may reach: the table of services, and the rules that come from it."""

from __future__ import annotations

import ipaddress
import re

import pytest

from azure_data_landing_zone.azure import subnets, tables
from azure_data_landing_zone.azure.clouds import CloudName
from azure_data_landing_zone.azure.outbound import (
    Service,
    is_service_tag,
    optional_service_names,
    reached_from,
    service,
    service_names,
    storage_of,
)
from azure_data_landing_zone.azure.security_rules import SecurityRule, security_rules

NETWORK = ("10.40.0.0/20",)
PURPOSES = (*subnets.slots(), "runners")


def reached(purpose: str, *allowed: str, scope: bool = True, region: str = "westeurope") -> tuple[Service, ...]:
    return reached_from(purpose, allowed, CloudName.PUBLIC, region, private_link_scope=scope)


def rules(purpose: str, *allowed: str) -> tuple[SecurityRule, ...]:
    return security_rules(reached(purpose, *allowed), network=NETWORK)


@pytest.mark.parametrize("cloud", list(CloudName))
@pytest.mark.parametrize("name", service_names())
def test_every_service_is_known_by_tags_that_azure_has_or_by_ranges_and_hosts(name: str, cloud: CloudName) -> None:
    found = service(name, cloud, "westeurope")
    for traffic in found.traffic:
        assert traffic.protocol in {"Tcp", "Udp", "*"}
        for destination in traffic.destinations:
            if not is_service_tag(destination):
                ipaddress.IPv4Network(destination)
        for port in traffic.ports:
            assert re.fullmatch(r"\d+(-\d+)?", port)
    for host in found.hosts or ():
        assert re.fullmatch(r"(\*\.)?[a-z0-9.-]+", host), host
    assert set(found.needed_by) <= set(subnets.slots())


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("AzureMachineLearning", True),
        ("AzureFrontDoor.Frontend", True),
        ("AzureFrontDoor.FrontEnd", False),
        ("Storage.westeurope", True),
        ("AzureActiveDirectory.westeurope", False),
        ("AzureMonitor", True),
        ("AzureMonitor.westeurope", False),
        ("AzureFrontDoor.FirstParty.westeurope", True),
        ("AzureConnectors.westeurope", True),
        ("AzureKeyvault", False),
        ("150.171.22.0/24", False),
    ],
)
def test_a_misspelt_service_tag_is_none(text: str, known: bool) -> None:
    assert is_service_tag(text) is known


def test_no_public_python_index_is_built_in() -> None:
    assert not re.search(r"pypi|pythonhosted", str(tables.read("outbound")))


def test_by_default_compute_reaches_what_it_cannot_work_without() -> None:
    names = {one.name for one in reached("training")}
    assert {"machine_learning", "microsoft_container_registry", "storage", "entra_id"} <= names
    assert not names & set(optional_service_names())
    assert reached("endpoints") == reached("runners") == ()


@pytest.mark.parametrize("purpose", ["training", "scoring", "integration", "databricks_public", "databricks_private"])
def test_compute_signs_in_and_reads_its_workspace(purpose: str) -> None:
    tags = {tag for rule in rules(purpose) if rule.access == "Allow" for tag in rule.destinations}
    assert {"AzureActiveDirectory", "AzureResourceManager"} <= tags


def test_azure_monitor_is_left_out_behind_a_private_link_scope() -> None:
    assert "monitor" not in {one.name for one in reached("training")}
    assert "monitor" in {one.name for one in reached("training", scope=False)}


def test_what_is_allowed_comes_on_top() -> None:
    more = {one.name for one in reached("training", "azure_artifacts")} - {one.name for one in reached("training")}
    assert more == {"azure_artifacts"}
    (rule,) = [rule for rule in rules("training", "azure_artifacts") if rule.name == "AllowAzureArtifactsOutbound"]
    assert "150.171.22.0/24" in rule.destinations
    assert rule.ports == ("443",)


@pytest.mark.parametrize("purpose", PURPOSES)
def test_rules_have_names_and_priorities_of_their_own_and_end_in_a_deny(purpose: str) -> None:
    everything = reached(purpose, *service_names(), scope=False)
    found = security_rules(
        (*everything, *storage_of(["northeurope", "uksouth"], CloudName.PUBLIC)),
        network=NETWORK,
        dns_servers=["10.0.0.4"],
        host_ports=["80", "443"],
    )
    keys = [(rule.direction, rule.priority) for rule in found]
    assert len(set(keys)) == len(keys)
    assert len({rule.name for rule in found}) == len(found)
    assert all(100 <= rule.priority <= 4096 for rule in found)
    assert {(r.direction, r.access) for r in found if r.priority == 4096} == {("Inbound", "Deny"), ("Outbound", "Deny")}


@pytest.mark.parametrize("purpose", PURPOSES)
def test_nothing_from_the_internet_comes_in(purpose: str) -> None:
    for rule in rules(purpose):
        if rule.direction == "Inbound" and rule.access == "Allow":
            assert rule.source in {"VirtualNetwork", "AzureLoadBalancer"}


def test_traffic_to_the_internet_is_let_out_only_towards_a_firewall() -> None:
    assert not any("Internet" in rule.destinations for rule in rules("training", *optional_service_names()))
    (rule,) = [r for r in security_rules((), network=NETWORK, host_ports=["443", "80"]) if "Internet" in r.destinations]
    assert rule.ports == ("80", "443")


@pytest.mark.parametrize("purpose", PURPOSES)
def test_the_tag_of_the_network_is_no_way_out(purpose: str) -> None:
    """With a default route to a firewall it stands for everything."""
    for rule in rules(purpose):
        if rule.direction == "Outbound":
            assert "VirtualNetwork" not in rule.destinations


def test_own_dns_servers_are_reached() -> None:
    found = security_rules((), network=NETWORK, dns_servers=["10.0.0.4", "10.0.0.5"])
    (rule,) = [rule for rule in found if rule.name == "AllowDnsOutbound"]
    assert rule.destinations == ("10.0.0.4", "10.0.0.5")
    assert rule.ports == ("53",)
    assert not any(rule.name == "AllowDnsOutbound" for rule in rules("training"))


def test_regional_service_tags_name_the_region() -> None:
    destinations = {
        d
        for rule in security_rules(reached("training", region="northeurope"), network=NETWORK)
        for d in rule.destinations
    }
    assert "Storage.northeurope" in destinations
    assert not any("{" in destination for destination in destinations)


def test_no_tag_is_used_in_a_cloud_that_lacks_it() -> None:
    assert service("front_door_frontend", CloudName.PUBLIC, "westeurope").traffic
    assert not service("front_door_frontend", CloudName.CHINA, "chinaeast2").traffic


def test_hosts_of_a_sovereign_cloud_are_its_own_or_none() -> None:
    assert (service("entra_id", CloudName.USGOVERNMENT, "usgovvirginia").hosts or ("",))[
        0
    ] == "login.microsoftonline.us"
    assert service("storage", CloudName.CHINA, "chinaeast2").hosts is not None
    assert all("windows.net" not in host for host in service("storage", CloudName.CHINA, "chinaeast2").hosts or ())
    assert service("azure_artifacts", CloudName.CHINA, "chinaeast2").hosts is None


@pytest.mark.parametrize(
    ("name", "cloud", "region", "host"),
    [
        ("microsoft_container_registry", "public", "westeurope", "mcr-0001.mcr-msedge.net"),
        ("microsoft_container_registry", "usgovernment", "usgovvirginia", "*.data.mcr.microsoft.com"),
        ("microsoft_container_registry", "china", "chinaeast2", "mcr.azure.cn"),
        ("kubernetes", "usgovernment", "usgovvirginia", "packages.aks.azure.com"),
        ("machine_learning", "public", "westeurope", "aka.ms"),
        ("machine_learning", "usgovernment", "usgovvirginia", "*.aznbcontent.net"),
        ("machine_learning", "china", "chinaeast2", "*.instances.azureml.ms"),
        ("batch", "usgovernment", "usgovvirginia", "*.usgovvirginia.batch.usgovcloudapi.net"),
        ("batch", "china", "chinaeast2", "*.chinaeast2.service.batch.chinacloudapi.cn"),
        ("monitor", "usgovernment", "usgovvirginia", "*.in.applicationinsights.azure.us"),
        ("monitor", "china", "chinaeast2", "dc.applicationinsights.azure.cn"),
        ("entra_id", "public", "westeurope", "graph.microsoft.com"),
        ("entra_id", "usgovernment", "usgovvirginia", "graph.microsoft.us"),
        ("entra_id", "china", "chinaeast2", "graph.chinacloudapi.cn"),
    ],
)
def test_hosts_are_those_of_the_pages(name: str, cloud: str, region: str, host: str) -> None:
    assert host in (service(name, CloudName(cloud), region).hosts or ())


def test_a_firewall_lets_through_what_no_service_tag_covers() -> None:
    found = service("data_factory", CloudName.PUBLIC, "westeurope")
    assert found.has_tags
    assert found.firewall_hosts == ("*.servicebus.windows.net", "*.frontend.clouddatahub.net", "download.microsoft.com")
    assert service("machine_learning", CloudName.PUBLIC, "westeurope").firewall_hosts == ()
    assert "packages.aks.azure.com" in service("kubernetes", CloudName.PUBLIC, "westeurope").firewall_hosts
