"""Network security groups."""

from __future__ import annotations

from azure_data_landing_zone.azure.security_rules import SecurityRule
from azure_data_landing_zone.resources import NetworkSecurityGroup
from resource_support import GROUP, Built, assert_sets

RULES = (
    SecurityRule("storage", 100, "Outbound", "Allow", "Tcp", "10.0.0.0/24", ("Storage",), ("443", "445")),
    SecurityRule("rest", 4096, "Outbound", "Deny", "*", "*", ("10.0.0.0/8", "172.16.0.0/12"), ("*",)),
)


def test_sets_its_rules_inside(built: Built) -> None:
    body = built(lambda scope: NetworkSecurityGroup(scope, "group", name="nsg", resource_group=GROUP, rules=RULES)).one(
        "azurerm_network_security_group"
    )
    assert body["lifecycle"] == {"create_before_destroy": True}
    storage, rest = body["security_rule"]
    assert_sets(
        storage,
        access="Allow",
        direction="Outbound",
        protocol="Tcp",
        source_port_range="*",
        source_address_prefix="10.0.0.0/24",
        destination_address_prefix="Storage",
        destination_port_ranges=["443", "445"],
    )
    assert_sets(
        rest,
        access="Deny",
        priority=4096,
        destination_address_prefixes=["10.0.0.0/8", "172.16.0.0/12"],
        destination_port_range="*",
    )


def test_sets_rules_of_their_own_where_another_owner_adds_some(built: Built) -> None:
    stack = built(
        lambda scope: NetworkSecurityGroup(scope, "group", name="nsg", resource_group=GROUP, rules=RULES, shared=True)
    )
    ((name, body),) = stack.all("azurerm_network_security_group").items()
    assert "security_rule" not in body
    rules = stack.all("azurerm_network_security_rule").values()
    assert {rule["name"]: rule["access"] for rule in rules} == {"storage": "Allow", "rest": "Deny"}
    assert {rule["network_security_group_name"] for rule in rules} == {
        f"${{azurerm_network_security_group.{name}.name}}"
    }
