"""Rules of a firewall policy."""

from __future__ import annotations

from azure_data_landing_zone.azure.outbound import Traffic
from azure_data_landing_zone.resources import FirewallRule, FirewallRules
from resource_support import SUBSCRIPTION, Built, assert_sets


def test_firewall_rules_take_web_ports_of_hosts_only(built: Built) -> None:
    rule = FirewallRule("storage", ("10.0.0.0/24",), (), ("*.blob.core.windows.net",), ("443", "445"))
    policy = SUBSCRIPTION.resource("Microsoft.Network/firewallPolicies", "afwp")
    stack = built(lambda s: FirewallRules(s, "rules", name="rcg", firewall_policy=policy, priority=300, rules=[rule]))
    group = stack.one("azurerm_firewall_policy_rule_collection_group")
    assert "network_rule_collection" not in group
    (collection,) = group["application_rule_collection"]
    assert_sets(collection, name="hosts", action="Allow", priority=200)
    (hosts,) = collection["rule"]
    assert hosts == {
        "name": "storage",
        "source_addresses": ["10.0.0.0/24"],
        "destination_fqdns": ["*.blob.core.windows.net"],
        "protocols": [{"port": 443, "type": "Https"}],
    }


def test_sets_one_network_rule_for_each_kind_of_traffic(built: Built) -> None:
    traffic = (Traffic(("Storage",), "Tcp", ("443",)), Traffic(("AzureMonitor",), "*", ("53",)))
    rule = FirewallRule("services", ("10.0.0.0/24",), traffic)
    policy = SUBSCRIPTION.resource("Microsoft.Network/firewallPolicies", "afwp")
    group = built(
        lambda scope: FirewallRules(scope, "rules", name="rcg", firewall_policy=policy, priority=300, rules=[rule])
    ).one("azurerm_firewall_policy_rule_collection_group")
    assert_sets(group, name="rcg", firewall_policy_id=policy.id, priority=300, application_rule_collection=None)
    (collection,) = group["network_rule_collection"]
    assert_sets(collection, name="services", action="Allow", priority=100)
    common = {"source_addresses": ["10.0.0.0/24"]}
    assert collection["rule"] == [
        {
            **common,
            "name": "services",
            "protocols": ["TCP"],
            "destination_addresses": ["Storage"],
            "destination_ports": ["443"],
        },
        {
            **common,
            "name": "services-2",
            "protocols": ["Any"],
            "destination_addresses": ["AzureMonitor"],
            "destination_ports": ["53"],
        },
    ]
