"""What leaves the network: rules of security groups and of firewalls."""

from __future__ import annotations

import json
from collections.abc import Callable

from network_support import HUB, outbound_rules, outbound_through_firewall
from support import Json, Stack

Synth = Callable[[Json], dict[str, Stack]]
FIREWALL_POLICY = f"{HUB}/providers/Microsoft.Network/firewallPolicies/afwp-hub"


def test_a_security_group_lets_out_what_is_allowed(synth: Synth, zone: Json) -> None:
    zone["network"]["outbound"] = {
        "through": "nat_gateway",
        "allow": ["azure_artifacts"],
        "storage_regions": ["uksouth"],
    }
    zone["network"]["subnets"] = {"runners": {"address_prefix": "10.40.15.0/26", "allow": ["resource_manager"]}}
    core = synth(zone)["core"]
    training = outbound_rules(core, "training")
    assert "150.171.22.0/24" in training["AllowAzureArtifactsOutbound"]["destination_address_prefixes"]
    assert training["AllowStorageUksouthOutbound"]["destination_address_prefix"] == "Storage.uksouth"
    assert training["AllowMicrosoftContainerRegistryOutbound"]["destination_port_range"] == "443"
    assert set(outbound_rules(core, "runners")) == {
        "AllowNetworkOutbound",
        "AllowResourceManagerOutbound",
        "DenyAllOutbound",
    }
    assert "Internet" not in json.dumps([training, outbound_rules(core, "endpoints")])


def test_a_firewall_policy_of_the_hub_gets_the_rules(synth: Synth, zone: Json) -> None:
    policy = {"id": FIREWALL_POLICY, "priority": 700}
    zone["network"]["outbound"] = outbound_through_firewall(
        firewall_policy=policy, allow=["azure_artifacts", "conda"], hosts=["packages.contoso.com"]
    )
    core = synth(zone)["core"]
    group = core.one("azurerm_firewall_policy_rule_collection_group")
    assert group["firewall_policy_id"] == FIREWALL_POLICY
    assert group["priority"] == 700
    (services,) = group["network_rule_collection"]
    by_name = {rule["name"]: rule for rule in services["rule"]}
    assert by_name["microsoft-container-registry"]["destination_addresses"] == ["MicrosoftContainerRegistry"]
    assert by_name["machine-learning-2"]["protocols"] == ["UDP"]
    (hosts,) = group["application_rule_collection"]
    by_name = {rule["name"]: rule for rule in hosts["rule"]}
    assert {"*.dev.azure.com", "*.blob.core.windows.net"} <= set(by_name["azure-artifacts"]["destination_fqdns"])
    assert by_name["own-hosts"]["destination_fqdns"] == ["packages.contoso.com"]
    assert by_name["conda"]["protocols"] == [{"port": 80, "type": "Http"}, {"port": 443, "type": "Https"}]
    assert {source for rule in (*services["rule"], *hosts["rule"]) for source in rule["source_addresses"]} == {
        "10.40.2.0/23"
    }
    # What the firewall tells apart by host must get there.
    towards = outbound_rules(core, "training")["AllowHostsThroughFirewallOutbound"]
    assert towards["destination_address_prefix"] == "Internet"
    assert towards["destination_port_ranges"] == ["80", "443"]


def test_a_firewall_of_others_gets_no_rules(synth: Synth, zone: Json) -> None:
    zone["network"]["outbound"] = outbound_through_firewall(allow=["azure_artifacts"])
    core = synth(zone)["core"]
    assert not core.all("azurerm_firewall_policy_rule_collection_group")
    assert "AllowHostsThroughFirewallOutbound" not in outbound_rules(core, "training")
