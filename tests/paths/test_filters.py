"""Security groups and firewalls: what they let pass."""

from __future__ import annotations

import pytest

from azure_data_landing_zone.paths.filters import FirewallRule, Rule, Traffic, host_within, judge, port_within
from azure_data_landing_zone.paths.model import Evidence

NETWORK = ("10.0.0.0/16",)
HERE, THERE = "10.0.1.0/24", "10.0.2.0/24"


def rule(
    destination: str,
    *,
    priority: int = 100,
    allow: bool = True,
    protocol: str = "tcp",
    ports: tuple[str, ...] = ("443",),
) -> Rule:
    return Rule(f"r{priority}", priority, False, allow, protocol, ("VirtualNetwork",), (destination,), ports)


def passes(rules: list[Rule], destination: str, port: str = "443", protocol: str = "tcp") -> bool:
    return judge(rules, Traffic(HERE, destination, protocol, port), inbound=False, network=NETWORK)[0]


DENY_ALL = rule("*", priority=4096, allow=False, protocol="*", ports=("*",))


@pytest.mark.parametrize(
    ("allowed", "destination", "expected"),
    [
        ("Storage.westeurope", "Storage.westeurope", True),
        ("Storage", "Storage.westeurope", True),
        ("Storage.westeurope", "Storage", False),
        ("Storage.westeurope", "Storage.northeurope", False),
        ("AzureFrontDoor", "AzureFrontDoor.Frontend", False),
        ("Internet", "Storage.westeurope", True),
        ("Internet", THERE, False),
        ("*", THERE, True),
        ("10.0.0.0/16", THERE, True),
        ("10.0.2.0/25", THERE, False),
        ("VirtualNetwork", THERE, True),
        ("VirtualNetwork", "10.9.0.0/24", False),
        ("VirtualNetwork", "Storage", False),
        ("150.171.22.0/24", "150.171.22.0/24", True),
    ],
)
def test_a_rule_covers_a_destination(allowed: str, destination: str, expected: bool) -> None:
    assert passes([rule(allowed), DENY_ALL], destination) is expected


def test_the_lowest_priority_decides() -> None:
    allow, deny = rule(THERE, priority=200), rule(THERE, priority=150, allow=False)
    assert not passes([deny, allow], THERE)
    assert passes([rule(THERE, priority=100), deny], THERE)


def test_a_rule_that_denies_a_part_of_the_traffic_decides_against_it() -> None:
    assert not passes([rule("10.0.2.0/25", allow=False), rule(THERE, priority=200)], THERE)
    assert not passes([rule("Storage.westeurope", allow=False), rule("Storage", priority=200)], "Storage")


def test_protocol_and_port_must_fit() -> None:
    assert not passes([rule(THERE, protocol="udp"), DENY_ALL], THERE)
    assert not passes([rule(THERE, ports=("80",)), DENY_ALL], THERE)
    assert passes([rule(THERE, ports=("400-500",)), DENY_ALL], THERE)
    # Traffic of any protocol needs a rule for any protocol.
    assert not passes([rule(THERE, ports=("*",)), DENY_ALL], THERE, "*", "*")
    assert passes([rule(THERE, protocol="*", ports=("*",)), DENY_ALL], THERE, "*", "*")


def test_without_a_rule_azures_default_rules_decide() -> None:
    inside = Traffic(HERE, THERE, "tcp", "443")
    assert judge([], inside, inbound=True, network=NETWORK) == (True, None)
    assert judge([], inside, inbound=False, network=NETWORK) == (True, None)
    assert judge([], Traffic(HERE, "Storage", "tcp", "443"), inbound=False, network=NETWORK) == (True, None)
    assert judge([], Traffic(HERE, "10.9.0.0/24", "tcp", "443"), inbound=False, network=NETWORK) == (False, None)


@pytest.mark.parametrize(
    ("port", "ports", "expected"),
    [
        ("443", ("*",), True),
        ("8445", ("8443-8451",), True),
        ("8443-8451", ("8443-8451",), True),
        ("*", ("443",), False),
    ],
)
def test_ports(port: str, ports: tuple[str, ...], expected: bool) -> None:
    assert port_within(port, ports) is expected


def test_a_firewall_rule_allows_its_sources_only() -> None:
    evidence = Evidence("core", "a")
    network = FirewallRule("n", ("10.0.1.0/24",), ("AzureActiveDirectory",), False, ("tcp",), ("443",), evidence)
    traffic = Traffic("10.0.1.0/25", "AzureActiveDirectory", "tcp", "443")
    assert network.allows(traffic)
    assert not network.allows(Traffic("10.0.0.0/16", "AzureActiveDirectory", "tcp", "443"))
    assert not network.allows_host(HERE, "a.b", "443")
    hosts = FirewallRule("h", ("*",), ("*.a.com",), True, ("tcp",), ("443",), evidence)
    assert hosts.allows_host(HERE, "x.a.com", "443")
    assert not hosts.allows_host(HERE, "x.a.com", "80")
    assert not hosts.allows(traffic)


def test_host_patterns() -> None:
    assert host_within("a.dev.azure.com", "*.dev.azure.com")
    assert host_within("*.dev.azure.com", "*.dev.azure.com")
    assert not host_within("dev.azure.com", "*.dev.azure.com")
