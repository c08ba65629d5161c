"""Private networking in every combination: isolation, owner of DNS, created or existing, cloud."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from azure_data_landing_zone import config
from azure_data_landing_zone.changes import Kind, compare
from support import Json, Stack, open_paths, schema_findings, subnets

Synth = Callable[[Json], dict[str, Stack]]
SUBSCRIPTION = "/subscriptions/00000000-0000-0000-0000-000000000000"
NETWORK = f"{SUBSCRIPTION}/resourceGroups/rg-net/providers/Microsoft.Network/virtualNetworks/vnet"
HUB = "/subscriptions/99999999-9999-9999-9999-999999999999/resourceGroups/rg-hub"
HUB_NETWORK = f"{HUB}/providers/Microsoft.Network/virtualNetworks/vnet-hub"
HUB_SCOPE = f"{HUB}/providers/Microsoft.Insights/privateLinkScopes/ampls-hub"
FIREWALL_POLICY = f"{HUB}/providers/Microsoft.Network/firewallPolicies/afwp-hub"

MODES: dict[str, Json] = {
    "customer": {"mode": "customer_network"},
    "approved": {"mode": "managed_network", "hosts": ["packages.contoso.com"]},
    "internet": {"mode": "managed_network", "outbound": "allow_internet_outbound"},
}
OWNERS: dict[str, Json] = {
    "landing_zone": {"owner": "landing_zone"},
    "hub": {"owner": "hub", "resource_group_id": HUB},
    "policy": {"owner": "policy"},
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
    dns = dict(OWNERS[owner])
    if cloud == "china" and owner != "policy":
        dns["zone_names"] = UNCONFIRMED
    zone["products"][0]["workspace"] = {"isolation": MODES[mode]}
    return {
        **zone,
        **CLOUDS[cloud],
        "network": {**NETWORKS[network], "dns": dns},
        "observability": {"private_link_scope": {"access": "open"}},
    }


def endpoints(stacks: dict[str, Stack]) -> Iterator[Json]:
    for stack in stacks.values():
        yield from stack.all("azurerm_private_endpoint").values()


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
    for owner in OWNERS:
        stacks = synth(combined(zone, mode, owner, network, cloud))
        addresses[owner] = [
            (stack.name, address)
            for stack in stacks.values()
            for address in stack.addresses()
            if "private_dns_zone" not in address and "dns-group" not in address
        ]
        assert bool(stacks["core"].all("azurerm_private_dns_zone")) == (owner == "landing_zone")
        for body in endpoints(stacks):
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


# The network of the landing zone ---------------------------------------------------------------------------------


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


def outbound_rules(core: Stack, purpose: str) -> dict[str, Json]:
    group = core.one("azurerm_network_security_group", name=f"nsg-zone-network-weu-001-{purpose}")
    return {rule["name"]: rule for rule in group["security_rule"] if rule["direction"] == "Outbound"}


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


def firewall(**more: Any) -> Json:
    return {"through": "firewall", "firewall_ip": "10.0.1.4", **more}


def test_a_firewall_policy_of_the_hub_gets_the_rules(synth: Synth, zone: Json) -> None:
    policy = {"id": FIREWALL_POLICY, "priority": 700}
    zone["network"]["outbound"] = firewall(
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
    assert "outbound_traffic" not in core.document["output"]


def test_a_firewall_that_somebody_else_keeps_is_told_what_to_let_through(synth: Synth, zone: Json) -> None:
    zone["network"]["outbound"] = firewall(allow=["azure_artifacts"])
    core = synth(zone)["core"]
    assert not core.all("azurerm_firewall_policy_rule_collection_group")
    told = core.document["output"]["outbound_traffic"]["value"]
    assert told["batch"] == {"from": ["10.40.2.0/23"], "to": ["* 443 BatchNodeManagement.westeurope"]}
    assert "Tcp 443 *.dev.azure.com" in told["azure-artifacts"]["to"]
    assert "AllowHostsThroughFirewallOutbound" not in outbound_rules(core, "training")


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
        "outbound": firewall(),
        "hub": {"virtual_network_id": HUB_NETWORK, "ranges": ["192.168.10.0/24"]},
    }
    rules = outbound_rules(synth(zone)["core"], "training")
    assert rules["AllowNetworkOutbound"]["destination_address_prefixes"] == ["10.40.0.0/20", "192.168.10.0/24"]
    assert rules["AllowDnsOutbound"]["destination_address_prefix"] == "10.0.0.4"


# The hub ---------------------------------------------------------------------------------------------------------


def azapi(stack: Stack, type_: str) -> list[Json]:
    return [body for body in stack.all("azapi_resource").values() if body["type"].startswith(f"{type_}@")]


@pytest.mark.parametrize("manage", [[], ["peering"], ["peering", "dns_links"]])
def test_the_hub_is_touched_only_as_far_as_we_may(synth: Synth, zone: Json, manage: list[str]) -> None:
    zone["network"]["hub"] = {"virtual_network_id": HUB_NETWORK, "manage": manage, "use_gateway": True}
    core = synth(zone)["core"]
    ours = core.one("azurerm_virtual_network_peering")
    assert ours["remote_virtual_network_id"] == HUB_NETWORK
    assert ours["use_remote_gateways"] is True
    theirs = azapi(core, "Microsoft.Network/virtualNetworks/virtualNetworkPeerings")
    assert [body["parent_id"] for body in theirs] == ([HUB_NETWORK] if "peering" in manage else [])
    if theirs:
        assert theirs[0]["body"]["properties"]["allowGatewayTransit"] is True
        assert ours["depends_on"]
    linked = {body["virtual_network_id"] for body in core.all("azurerm_private_dns_zone_virtual_network_link").values()}
    assert (HUB_NETWORK in linked) == ("dns_links" in manage)
    # A network takes one change at a time, from either provider.
    made = {
        f"azapi_resource.{key}" for key, body in core.all("azapi_resource").items() if body["name"] in subnets(core)
    }
    first = theirs[0] if theirs else ours
    assert set(first["depends_on"]) == made


@pytest.mark.parametrize("managed", [True, False])
def test_a_range_that_is_added_is_synchronized_to_the_hub(synth: Synth, zone: Json, managed: bool) -> None:
    zone["network"]["hub"] = {"virtual_network_id": HUB_NETWORK, "manage": ["peering"] if managed else []}
    before = synth(copy.deepcopy(zone))["core"]
    zone["network"]["address_space"].append("10.61.0.0/20")
    after = synth(zone)["core"]
    (change,) = compare({"core": before.document}, {"core": after.document}).stacks
    changed = {one.address: one for one in change.resources}
    assert {one.kind for one in changed.values()} == {Kind.CHANGED}
    peerings = {address for address in changed if "peering" in address}
    assert len(peerings) == (2 if managed else 1)
    told = after.document["output"].get("hub_peering_ranges")
    assert told is None if managed else told["value"][-1] == "10.61.0.0/20"
    for theirs in azapi(after, "Microsoft.Network/virtualNetworks/virtualNetworkPeerings"):
        assert theirs["body"]["properties"]["remoteAddressSpace"]["addressPrefixes"][-1] == "10.61.0.0/20"
        # Without it Azure keeps the ranges that the peering had.
        assert theirs["update_query_parameters"] == {"syncRemoteAddressSpace": ["true"]}
        assert "${azurerm_virtual_network." in theirs["body"]["properties"]["remoteVirtualNetwork"]["id"]


def test_zones_of_the_hub_are_linked_to_the_network(synth: Synth, zone: Json) -> None:
    zone["network"] |= {"dns": OWNERS["hub"], "hub": {"virtual_network_id": HUB_NETWORK, "manage": ["dns_links"]}}
    zone["observability"] = {"private_link_scope": {"existing": HUB_SCOPE}}
    core = synth(zone)["core"]
    links = azapi(core, "Microsoft.Network/privateDnsZones/virtualNetworkLinks")
    zones = {body["parent_id"].rsplit("/", 1)[1] for body in links}
    assert {"privatelink.api.azureml.ms", "privatelink.notebooks.azure.net", "privatelink.monitor.azure.com"} <= zones
    assert all(body["parent_id"].startswith(f"{HUB}/providers/") for body in links)
    assert {body["body"]["properties"]["virtualNetwork"]["id"] for body in links} == {
        "${azurerm_virtual_network.network_virtual-network_6677DE2A.id}"
    }


def test_further_zones_are_made_where_they_are_asked_for(synth: Synth, zone: Json) -> None:
    zone["network"]["dns"] = {
        "owner": "landing_zone",
        "also_for": ["Sql", "SqlOnDemand", "Dev", "Web", "databricks_ui_api"],
    }
    names = [body["name"] for body in synth(zone)["core"].all("azurerm_private_dns_zone").values()]
    assert len(names) == len(set(names))
    assert {
        "privatelink.sql.azuresynapse.net",
        "privatelink.dev.azuresynapse.net",
        "privatelink.azuresynapse.net",
        "privatelink.azuredatabricks.net",
    } <= set(names)


# Azure Monitor ---------------------------------------------------------------------------------------------------


def monitored(stacks: dict[str, Stack]) -> list[Json]:
    return [
        stacks["core"].one("azurerm_log_analytics_workspace"),
        stacks["churn-dev"].one("azurerm_application_insights"),
    ]


def test_azure_monitor_is_reached_through_a_scope_of_our_own(synth: Synth, zone: Json) -> None:
    stacks = synth(zone)
    for body in monitored(stacks):
        assert body["internet_ingestion_enabled"] is False
        assert body["internet_query_enabled"] is False
    scope = stacks["core"].one("azurerm_monitor_private_link_scope")
    assert scope["ingestion_access_mode"] == scope["query_access_mode"] == "PrivateOnly"
    stacks["core"].one("azurerm_monitor_private_link_scoped_service", name="log-zone-monitoring-weu-001")
    (endpoint,) = [
        body
        for body in stacks["core"].all("azurerm_private_endpoint").values()
        if body["private_service_connection"]["subresource_names"] == ["azuremonitor"]
    ]
    assert len(endpoint["private_dns_zone_group"]["private_dns_zone_ids"]) == 5
    assert endpoint["depends_on"], "a scope cannot change while its endpoint is being made"
    for environment in ("dev", "prod"):
        (joined,) = azapi(stacks[f"churn-{environment}"], "Microsoft.Insights/privateLinkScopes/scopedResources")
        assert joined["parent_id"].endswith(f"/privateLinkScopes/{scope['name']}")
        linked = joined["body"]["properties"]["linkedResourceId"]
        assert linked.startswith("${azurerm_application_insights.")


def test_the_zone_that_azure_monitor_shares_with_storage_is_made_once(synth: Synth, zone: Json) -> None:
    zones = [body["name"] for body in synth(zone)["core"].all("azurerm_private_dns_zone").values()]
    assert zones.count("privatelink.blob.core.windows.net") == 1


def test_azure_monitor_is_reached_through_the_hubs_scope(synth: Synth, zone: Json) -> None:
    zone["network"]["dns"] = OWNERS["hub"]
    zone["observability"] = {"private_link_scope": {"existing": HUB_SCOPE}}
    stacks = synth(zone)
    assert not stacks["core"].all("azurerm_monitor_private_link_scope")
    for stack, body in zip((stacks["core"], stacks["churn-dev"]), monitored(stacks), strict=True):
        assert body["internet_ingestion_enabled"] is False
        (joined,) = azapi(stack, "Microsoft.Insights/privateLinkScopes/scopedResources")
        assert joined["parent_id"] == HUB_SCOPE


def test_azure_monitor_stays_public_if_that_is_chosen(synth: Synth, zone: Json) -> None:
    zone["observability"] = {"private_link_scope": "none"}
    stacks = synth(zone)
    for body in monitored(stacks):
        assert body["internet_ingestion_enabled"] is True
    for stack in stacks.values():
        assert not stack.all("azurerm_monitor_private_link_scoped_service")
    assert "AllowMonitorOutbound" in outbound_rules(stacks["core"], "training")


# Managed networks ------------------------------------------------------------------------------------------------

RULES = "azurerm_machine_learning_workspace_network_outbound_rule"
APPROVER = "b556d68e-0be0-4f35-a333-ad7ee1ce17ea"


def managed(zone: Json, **isolation: Any) -> Json:
    zone["observability"] = {"private_link_scope": {"access": "open"}}
    zone["products"][0]["workspace"] = {"isolation": {"mode": "managed_network", **isolation}}
    return zone


def rules_of(stack: Stack) -> dict[str, Json]:
    """The outbound rules of a stack by address."""
    found = {
        f"{kind}.{name}": body
        for kind, name, body in stack.resources()
        if kind.startswith(RULES) or (kind == "azapi_resource" and "/outboundRules@" in body["type"])
    }
    assert found
    return found


def test_outbound_rules_are_made_one_after_the_other_and_compute_after_them(synth: Synth, zone: Json) -> None:
    other = f"{HUB}/providers/Microsoft.ContainerRegistry/registries/crhub"
    stack = synth(
        managed(
            zone,
            allow=["azure_artifacts"],
            hosts=["*.contoso.com", "contoso.com"],
            service_tags={"databricks": {"tag": "AzureDatabricks", "ports": ["443", "8443-8451"]}},
            endpoints={"images": {"resource_id": other, "subresource": "registry"}},
        )
    )["churn-dev"]
    rules = rules_of(stack)
    before = {address: body["depends_on"] for address, body in rules.items()}
    (endpoints,) = [depends for depends in before.values() if len(depends) > 1]
    assert {address.split(".")[0] for address in endpoints} == {"azurerm_private_endpoint"}
    assert any("storage" in address for address in endpoints), "a target takes one connection at a time"
    followers = [depends[0] for depends in before.values()]
    assert len(set(followers)) == len(followers), "two rules wait for the same one, and would be made at once"
    (first,) = [address for address in followers if address.startswith("azurerm_private_endpoint.")]
    (last,) = set(rules) - set(followers)
    for cluster in stack.all("azurerm_machine_learning_compute_cluster").values():
        assert last in cluster["depends_on"]
    assert "amlworkspace" in stack.all("azurerm_private_endpoint")[first.split(".")[1]]["name"]
    hosts = {body["destination_fqdn"] for body in stack.all(f"{RULES}_fqdn").values()}
    assert {"*.contoso.com", "contoso.com", "*.dev.azure.com"} <= hosts
    assert not any("blob" in host for host in hosts), "a managed network reaches storage by endpoint only"
    assert stack.one(f"{RULES}_service_tag")["port_ranges"] == "443,8443-8451"
    (images,) = azapi(stack, "Microsoft.MachineLearningServices/workspaces/outboundRules")
    assert images["body"]["properties"]["destination"]["serviceResourceId"] == other


def test_a_managed_network_reaches_the_lake_and_all_of_its_storage_privately(synth: Synth, zone: Json) -> None:
    stack = synth(managed(zone))["churn-dev"]
    assert stack.one("azurerm_machine_learning_workspace")["managed_network"] == {
        "isolation_mode": "AllowOnlyApprovedOutbound",
        "provision_on_creation_enabled": True,
    }
    reached = {
        (body["service_resource_id"].rsplit("/", 1)[1][:9], body["sub_resource_target"])
        for body in stack.all(f"{RULES}_private_endpoint").values()
    }
    assert {subresource for _, subresource in reached} == {"blob", "dfs", "queue", "table"}
    assert {account for account, subresource in reached if subresource == "dfs"} == {"stzonecur", "stzonewor"}


@pytest.mark.parametrize("approval", ["automatic", "manual"])
def test_every_managed_endpoint_is_approved(synth: Synth, zone: Json, approval: str) -> None:
    other = f"{HUB}/providers/Microsoft.ContainerRegistry/registries/crhub"
    endpoint = {"images": {"resource_id": other, "subresource": "registry"}}
    stack = synth(managed(zone, approval=approval, endpoints=endpoint))["churn-dev"]
    approved = [
        body["scope"]
        for body in stack.all("azurerm_role_assignment").values()
        if body["role_definition_id"].endswith(APPROVER)
    ]
    commands = stack.document["output"].get("endpoint_approvals", {}).get("value", {})
    assert bool(commands) == (approval == "manual")
    own_group = stack.one("azurerm_resource_group")["name"]
    assert any("azurerm_resource_group" in scope for scope in approved)
    targets = {
        **{body["name"]: body["service_resource_id"] for body in stack.all(f"{RULES}_private_endpoint").values()},
        "images": other,
    }
    for name, target in targets.items():
        by_role = f"/resourceGroups/{own_group}/" in target or target in approved
        assert by_role or target in commands.get(name, ""), name


def test_managed_compute_needs_no_addresses_and_lies_with_its_workspace(synth: Synth, zone: Json) -> None:
    zone["network"]["subnets"] = {"training": {"address_prefix": "10.40.15.0/29"}}
    managed(zone)["products"][0]["location"] = "northeurope"
    cluster = synth(zone)["churn-dev"].one("azurerm_machine_learning_compute_cluster")
    assert cluster["location"] == "northeurope"


# Endpoints in other networks -------------------------------------------------------------------------------------


def test_a_workspace_has_endpoints_in_other_networks(synth: Synth, zone: Json) -> None:
    subnet = f"{HUB_NETWORK}/subnets/people"
    zone["products"][0]["workspace"] = {
        "further_endpoints": {
            "hub": {"subnet_id": subnet, "location": "northeurope", "dns_resource_group_id": HUB},
            "branch": {"subnet_id": subnet, "location": "uksouth", "resources": ["workspace", "storage_account"]},
        }
    }
    stack = synth(zone)["churn-dev"]
    found = {
        body["name"]: body for body in stack.all("azurerm_private_endpoint").values() if body["subnet_id"] == subnet
    }
    (hub,) = [body for name, body in found.items() if name.endswith("-hub")]
    assert hub["location"] == "northeurope"
    assert hub["private_dns_zone_group"]["private_dns_zone_ids"] == [
        f"{HUB}/providers/Microsoft.Network/privateDnsZones/privatelink.api.azureml.ms",
        f"{HUB}/providers/Microsoft.Network/privateDnsZones/privatelink.notebooks.azure.net",
    ]
    branch = [body for name, body in found.items() if name.endswith("-branch")]
    assert len(branch) == 5
    assert all("private_dns_zone_group" not in body for body in branch)
    assert all(body["lifecycle"]["ignore_changes"] == ["private_dns_zone_group"] for body in branch)


@pytest.mark.parametrize("spark", [True, False])
def test_a_managed_network_is_provisioned_for_spark_when_asked_for(synth: Synth, zone: Json, spark: bool) -> None:
    zone["observability"] = {"private_link_scope": {"access": "open"}}
    isolation = {"mode": "managed_network", "spark": spark}
    zone["products"][0] |= {
        "workspace": {"isolation": isolation},
        "compute": {"clusters": [{"name": "cpu", "vm_size": "Standard_DS3_v2", "max_nodes": 2}]},
    }
    stack = synth(zone)["churn-dev"]
    actions = {
        f"azapi_resource_action.{key}": body
        for key, body in stack.all("azapi_resource_action").items()
        if body.get("action") == "provisionManagedNetwork"
    }
    assert [body["body"] for body in actions.values()] == ([{"includeSpark": True}] if spark else [])
    for body in actions.values():
        # The rules that Spark uses are there, and compute comes afterwards.
        assert any("outbound_rule" in address for address in body["depends_on"])
        assert set(actions) < set(stack.one("azurerm_machine_learning_compute_cluster")["depends_on"])


def test_the_sku_of_the_firewall_is_set_before_a_host_makes_azure_create_it(synth: Synth, zone: Json) -> None:
    zone["observability"] = {"private_link_scope": {"access": "open"}}
    isolation = {"mode": "managed_network", "hosts": ["contoso.pkgs.visualstudio.com"], "firewall_sku": "basic"}
    zone["products"][0] |= {"workspace": {"isolation": isolation}}
    stack = synth(zone)["churn-dev"]
    ((key, sent),) = stack.all("azapi_resource_action").items()
    assert sent["method"] == "PATCH"
    assert sent["body"]["properties"]["managedNetwork"] == {
        "isolationMode": "AllowOnlyApprovedOutbound",
        "firewallSku": "Basic",
    }
    rules = {
        f"{type_}.{name}": body
        for type_ in (
            "azurerm_machine_learning_workspace_network_outbound_rule_fqdn",
            "azurerm_machine_learning_workspace_network_outbound_rule_private_endpoint",
            "azurerm_machine_learning_workspace_network_outbound_rule_service_tag",
        )
        for name, body in stack.all(type_).items()
    }
    first = [address for address, body in rules.items() if not set(body.get("depends_on", ())) & rules.keys()]
    assert [f"azapi_resource_action.{key}" in rules[address]["depends_on"] for address in first] == [True]
    zone["products"][0]["workspace"]["isolation"] = {
        "mode": "managed_network",
        "outbound": "allow_internet_outbound",
        "firewall_sku": "basic",
    }
    with pytest.raises(config.ConfigurationError, match="leave out firewall_sku"):
        config.parse(zone)
