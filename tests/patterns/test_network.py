"""Private networking in every combination: isolation, owner of DNS, created or existing, cloud."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from azure_data_landing_zone import config
from network_support import DNS_OWNERS, HUB_NETWORK, outbound_rules, outbound_through_firewall, private_endpoints
from support import Json, Stack, open_paths, schema_findings, subnets

Synth = Callable[[Json], dict[str, Stack]]
SUBSCRIPTION = "/subscriptions/00000000-0000-0000-0000-000000000000"
NETWORK = f"{SUBSCRIPTION}/resourceGroups/rg-net/providers/Microsoft.Network/virtualNetworks/vnet"
MODES: dict[str, Json] = {
    "customer": {"mode": "customer_network"},
    "approved": {"mode": "managed_network", "hosts": ["packages.contoso.com"]},
    "internet": {"mode": "managed_network", "outbound": "allow_internet_outbound"},
}


NETWORKS: dict[str, Json] = {
    "created": {"address_space": ["10.40.0.0/20"]},
    "existing": {
        "virtual_network_id": NETWORK,
        "subnets": {"endpoints": f"{NETWORK}/subnets/pe", "training": f"{NETWORK}/subnets/ml"},
    },
}


CLOUDS: dict[str, Json] = {
    "public": {"cloud": "public", "location": "westeurope"},
    "usgovernment": {"cloud": "usgovernment", "location": "usgovvirginia"},
    "china": {"cloud": "china", "location": "chinaeast2"},
}


UNCONFIRMED = {"registry": ["privatelink.azurecr.example"], "azuremonitor": ["privatelink.monitor.example"]}


def combined(zone: Json, mode: str, owner: str, network: str, cloud: str) -> Json:
    dns = dict(DNS_OWNERS[owner])
    if cloud == "china" and owner != "policy":
        dns["zone_names"] = UNCONFIRMED
    zone["products"][0]["workspace"] = {"isolation": MODES[mode]}
    return {
        **zone,
        **CLOUDS[cloud],
        "network": {**NETWORKS[network], "dns": dns},
        "observability": {"private_link_scope": {"access": "open"}},
    }


@pytest.mark.parametrize(
    ("mode", "cloud", "network"),
    # Each setting meets each of the others, which half of all combinations does.
    [
        (mode, cloud, list(NETWORKS)[(row + column) % 2])
        for row, mode in enumerate(MODES)
        for column, cloud in enumerate(CLOUDS)
    ],
)
def test_every_combination_is_private_and_the_owner_of_dns_changes_no_address(
    synth: Synth, zone: Json, mode: str, cloud: str, network: str
) -> None:
    addresses: dict[str, list[tuple[str, str]]] = {}
    for owner in DNS_OWNERS:
        stacks = synth(combined(zone, mode, owner, network, cloud))
        addresses[owner] = [
            (stack.name, address)
            for stack in stacks.values()
            for address in stack.addresses()
            if "private_dns_zone" not in address and "dns-group" not in address
        ]
        assert bool(stacks["core"].all("azurerm_private_dns_zone")) == (owner == "landing_zone")
        for body in private_endpoints(stacks):
            assert ("private_dns_zone_group" in body) == (owner != "policy")
            if body["private_service_connection"]["subresource_names"] == ["amlworkspace"] and owner != "policy":
                assert len(body["private_dns_zone_group"]["private_dns_zone_ids"]) == 2
        for stack in stacks.values():
            for kind, name, body in stack.resources():
                assert body.get("public_network_access_enabled", False) is False, f"{stack.name} {kind}.{name}"
                if kind == "azurerm_machine_learning_compute_cluster":
                    assert body["node_public_ip_enabled"] is False
                    assert ("subnet_resource_id" in body) == (mode == "customer")
        assert open_paths(stacks, config.parse(combined(zone, mode, owner, network, cloud))) == []
        assert schema_findings(stacks) == ""
    assert addresses["landing_zone"] == addresses["hub"] == addresses["policy"]


def test_a_subnet_never_moves(synth: Synth, zone: Json) -> None:
    zone["network"]["subnets"] = {"databricks_public": {}, "databricks_private": {}, "integration": {}, "scoring": {}}
    before = {name: subnet["addressPrefix"] for name, subnet in subnets(synth(zone)["core"]).items()}
    assert before == {
        "snet-endpoints": "10.40.0.0/24",
        "snet-integration": "10.40.1.0/24",
        "snet-training": "10.40.2.0/23",
        "snet-databricks-public": "10.40.4.0/24",
        "snet-databricks-private": "10.40.5.0/24",
        "snet-scoring": "10.40.8.0/22",
    }
    zone["products"].append({"name": "fraud", "environments": ["dev", "prod"]})
    zone["network"]["address_space"].append("10.41.0.0/20")
    zone["network"]["subnets"]["runners"] = {"address_prefix": "10.41.0.0/24"}
    after = {name: subnet["addressPrefix"] for name, subnet in subnets(synth(zone)["core"]).items()}
    assert {name: after[name] for name in before} == before


def test_databricks_gets_its_subnets_and_nobody_else(synth: Synth, zone: Json) -> None:
    zone["network"]["subnets"] = {"databricks_public": {}, "databricks_private": {}}
    for name, subnet in subnets(synth(zone)["core"]).items():
        delegated = [delegation["properties"]["serviceName"] for delegation in subnet["delegations"]]
        assert delegated == (["Microsoft.Databricks/workspaces"] if "databricks" in name else [])


def test_a_storage_policy_keeps_compute_to_accounts_of_the_subscription(synth: Synth, zone: Json) -> None:
    zone["network"]["storage_policy"] = True
    core = synth(zone)["core"]
    definitions = {
        block["service"]: block for block in core.one("azurerm_subnet_service_endpoint_storage_policy")["definition"]
    }
    assert definitions["Microsoft.Storage"]["service_resources"] == [SUBSCRIPTION]
    assert definitions["Global"]["service_resources"] == ["/services/Azure/MachineLearning"]
    (policy,) = core.all("azurerm_subnet_service_endpoint_storage_policy")
    made = subnets(core)
    assert made["snet-training"]["serviceEndpoints"] == [{"service": "Microsoft.Storage"}]
    assert made["snet-training"]["serviceEndpointPolicies"] == [
        {"id": f"${{azurerm_subnet_service_endpoint_storage_policy.{policy}.id}}"}
    ]
    assert made["snet-endpoints"]["serviceEndpoints"] == []


def test_compute_reaches_the_network_and_what_is_named_behind_the_hub(synth: Synth, zone: Json) -> None:
    zone["network"] |= {
        "dns_servers": ["10.0.0.4"],
        "outbound": outbound_through_firewall(),
        "hub": {"virtual_network_id": HUB_NETWORK, "ranges": ["192.168.10.0/24"]},
    }
    rules = outbound_rules(synth(zone)["core"], "training")
    assert rules["AllowNetworkOutbound"]["destination_address_prefixes"] == ["10.40.0.0/20", "192.168.10.0/24"]
    assert rules["AllowDnsOutbound"]["destination_address_prefix"] == "10.0.0.4"
