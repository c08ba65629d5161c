"""Values that Azure or a provider refuses, or that could not work, are refused before anything is made."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from azure_data_landing_zone import config

Json = dict[str, Any]

_ZONES = (
    "/subscriptions/99999999-9999-9999-9999-999999999999/resourceGroups/dns/providers/Microsoft.Network/privateDnsZones"
)
_ACCOUNT = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/lake/providers/Microsoft.Storage/storageAccounts/stlake"
_HUB = (
    "/subscriptions/99999999-9999-9999-9999-999999999999/resourceGroups/h"
    "/providers/Microsoft.Network/virtualNetworks/vnet-hub"
)
_OWN_NETWORK = (
    "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-zone-network-weu-001"
    "/providers/Microsoft.Network/virtualNetworks/vnet-zone-network-weu-001"
)


def state(*addresses: str) -> Json:
    return {"state": {"backend": "azurerm", "network": {"allowed_addresses": list(addresses)}}}


def network(**settings: Any) -> Json:
    return {"network": {"address_space": ["10.40.0.0/20"], **settings}}


def hub_dns(**settings: Any) -> Json:
    dns = {
        "owner": "hub",
        "resource_group_id": "/subscriptions/99999999-9999-9999-9999-999999999999/resourceGroups/dns",
        **settings,
    }
    return network(dns=dns) | {"observability": {"private_link_scope": "none"}}


def firewall(address: str) -> Json:
    return network(outbound={"through": "firewall", "firewall_ip": address})


def cluster(**settings: Any) -> Json:
    subnets = {"scoring": {"address_prefix": "10.40.8.0/22"}}
    return network(subnets=subnets, outbound={"through": "firewall", "firewall_ip": "10.0.0.4"}) | {
        "analytics": {"kubernetes": {"administrators": ["11111111-1111-1111-1111-111111111111"], **settings}}
    }


def product(**settings: Any) -> Json:
    return {"products": [{"name": "churn", "environments": ["dev", "prod"], **settings}]}


def only_dev(**settings: Any) -> Json:
    return {"products": [{"name": "churn", "environments": ["dev"], **settings}]}


def compute(size: str) -> Json:
    return product(compute={"clusters": [{"name": "cpu", "vm_size": size, "max_nodes": 1}]})


def managed(tag: Json) -> Json:
    isolation = {"mode": "managed_network", "service_tags": {"tag": tag}}
    return product(workspace={"isolation": isolation}) | {"observability": {"private_link_scope": {"access": "open"}}}


def hub(network_id: str, **settings: Any) -> Json:
    return network(hub={"virtual_network_id": network_id, **settings})


def webhook(address: str) -> Json:
    return {"alerts": {"contacts": {"webhooks": {"chat": {"address": address}}}}}


def managed_endpoint(target: str, subresource: str) -> Json:
    id_ = f"/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-other/providers/{target}"
    endpoints = {"one": {"resource_id": id_, "subresource": subresource}}
    isolation = {"mode": "managed_network", "endpoints": endpoints}
    return product(workspace={"isolation": isolation}) | {"observability": {"private_link_scope": {"access": "open"}}}


def instance(name: str) -> Json:
    return {"name": name, "vm_size": "Standard_DS3_v2", "assigned_to": "11111111-1111-1111-1111-111111111111"}


WEBHOOK = "alerts.contacts.webhooks.chat.address"
STATE = "state.network.allowed_addresses[0]"
SPACE = "network.address_space[0]"
#: What is changed in the small landing zone, where the mistake is, and what is said of it.
REFUSED: dict[str, tuple[Json, str, str]] = {
    "state from a private range": (state("10.0.0.0/8"), STATE, "must be public, and lies in 10.0.0.0/8"),
    "state from a private address": (state("192.168.1.1"), STATE, "name the callers' subnet in subnet_ids"),
    "state from 172.16": (state("172.20.0.0/24"), STATE, "lies in 172.16.0.0/12"),
    "state from link-local": (state("169.254.1.1"), STATE, "169.254.0.0/16 (link-local)"),
    "state from a /31": (state("203.0.113.4/31"), STATE, "write 203.0.113.4 and 203.0.113.5"),
    "state from a /32": (state("203.0.113.5/32"), STATE, "write 203.0.113.5"),
    "a network of Docker": (network(address_space=["172.17.0.0/16"]), SPACE, "the network of Docker on every node"),
    "a network around Docker": (network(address_space=["172.16.0.0/12"]), SPACE, "172.17.0.0/16"),
    "a link-local network": (network(address_space=["169.254.0.0/16"]), SPACE, "which no virtual network may have"),
    "a loopback network": (network(address_space=["127.0.0.0/16"]), SPACE, "127.0.0.0/8 (loopback)"),
    "a multicast network": (network(address_space=["224.0.0.0/16"]), SPACE, "224.0.0.0/4 (multicast)"),
    "a network around Azure's DNS": (network(address_space=["168.63.0.0/16"]), SPACE, "Azure's own DNS"),
    "a range behind the hub that is ours": (
        network(hub={"virtual_network_id": _HUB, "ranges": ["10.0.0.0/8"]}),
        "network.hub.ranges[0]",
        "overlaps 10.40.0.0/20 in network.address_space",
    ),
    "a range behind the hub that is none": (
        network(hub={"virtual_network_id": _HUB, "ranges": ["127.0.0.0/8"]}),
        "network.hub.ranges[0]",
        "which no network has",
    ),
    "a firewall inside": (firewall("10.40.0.4"), "network.outbound.firewall_ip", "which is the network itself"),
    "a public firewall": (firewall("20.1.2.3"), "network.outbound.firewall_ip", "is not a private address"),
    "a network of AKS": (
        {
            **cluster(),
            **network(
                address_space=["10.40.0.0/20", "172.30.0.0/20"],
                subnets={"scoring": {}},
                outbound={"through": "firewall", "firewall_ip": "10.0.0.4"},
            ),
        },
        "network.address_space[1]",
        "which the network of a Kubernetes cluster may not have",
    ),
    "pods in a range of AKS": (
        cluster(pod_range="172.31.0.0/16"),
        "analytics.kubernetes.pod_range",
        "overlaps 172.31.0.0/16 (AKS), which a cluster may not use",
    ),
    "services in a link-local range": (
        cluster(service_range="169.254.0.0/20"),
        "analytics.kubernetes.service_range",
        "which a cluster may not use",
    ),
    "too many services": (
        cluster(service_range="100.64.0.0/12"),
        "analytics.kubernetes.service_range",
        "a /13 at most",
    ),
    "a zone of another cluster": (
        cluster(private_dns_zone_id=f"{_ZONES}/privatelink.northeurope.azmk8s.io"),
        "analytics.kubernetes.private_dns_zone_id",
        "AKS takes 'privatelink.westeurope.azmk8s.io'",
    ),
    "an id of another zone than its key": (
        hub_dns(zone_ids={"privatelink.dfs.core.windows.net": f"{_ZONES}/privatelink.blob.core.windows.net"}),
        "network.dns.zone_ids.privatelink.dfs.core.windows.net",
        "leads to the zone 'privatelink.blob.core.windows.net'",
    ),
    "a zone of another cloud": (
        hub_dns(zone_ids={"privatelink.vaultcore.azure.cn": f"{_ZONES}/privatelink.vaultcore.azure.cn"}),
        "network.dns.zone_ids.privatelink.vaultcore.azure.cn",
        "is a zone of the cloud china, this landing zone is in public",
    ),
    "a mistyped zone": (
        hub_dns(zone_ids={"privatelink.dfs.core.window.net": f"{_ZONES}/privatelink.dfs.core.window.net"}),
        "network.dns.zone_ids.privatelink.dfs.core.window.net",
        "did you mean 'privatelink.dfs.core.windows.net'?",
    ),
    "a zone name of another cloud": (
        network(dns={"owner": "landing_zone", "zone_names": {"vault": ["privatelink.vaultcore.usgovcloudapi.net"]}}),
        "network.dns.zone_names.vault[0]",
        "is a zone of the cloud usgovernment",
    ),
    "a host of another cloud": (
        {
            "analytics": {
                "databricks": {
                    "workspace_id": "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/r/providers/Microsoft.Databricks/workspaces/d",
                    "workspace_url": "adb-1.7.databricks.azure.us",
                }
            }
        },
        "analytics.databricks.workspace_url",
        "it must end in .azuredatabricks.net",
    ),
    "a key of another cloud": (
        product(
            encryption={
                "key_vault_id": "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/k/providers/Microsoft.KeyVault/vaults/kv-keys",
                "key_id": "https://kv-keys.vault.azure.cn/keys/k",
                "identity_id": "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/k/providers/Microsoft.ManagedIdentity/userAssignedIdentities/i",
                "identity_client_id": "11111111-1111-1111-1111-111111111111",
            }
        ),
        "products.churn.encryption.key_id",
        "whose keys are at https://kv-keys.vault.azure.net/keys/",
    ),
    "a reserved word in a key": (
        {"products": [{"name": "windows", "environments": ["dev"]}]},
        "products.windows.name",
        "holds the word 'windows', which Azure reserves",
    ),
    "a reserved word at the start of a name": (
        product(per_environment={"dev": {"names": {"workspace": "login-churn"}}}),
        "products.churn.per_environment.dev.names.workspace",
        "holds the word 'login'",
    ),
    "a reserved word as a name": (
        {"names": {"data_lake_raw": "office365"}},
        "names.data_lake_raw",
        "holds the word 'office365'",
    ),
    "a size in another case": (
        compute("standard_ds3_V2"),
        "products.churn.compute.clusters.cpu.vm_size",
        "did you mean 'Standard_DS3_v2'?",
    ),
    "a size of nodes in another case": (
        cluster(system_pool={"vm_size": "STANDARD_D4S_V5"}),
        "analytics.kubernetes.system_pool.vm_size",
        "did you mean 'Standard_D4s_v5'?",
    ),
    "a container of two layers": (
        {
            "data_lake": {
                "raw": {"storage_account_id": _ACCOUNT, "containers": ["sales"]},
                "curated": {"storage_account_id": _ACCOUNT.lower(), "containers": ["sales"]},
            }
        },
        "data_lake.curated.containers",
        "holds 'sales', and so does the raw layer in the same account",
    ),
    "a container of a layer that is a product's": (
        {
            "data_lake": {
                "curated": {"storage_account_id": _ACCOUNT, "containers": ["sales", "churn-dev"]},
                "workspace": {"storage_account_id": _ACCOUNT},
            }
        },
        "data_lake.workspace.containers",
        "holds 'churn-dev', and so does the curated layer",
    ),
    "a group twice": (
        {
            "state": {
                "backend": "azurerm",
                "network": {"allowed_addresses": ["20.1.1.1"]},
                "groups": ["aaaaaaaa-1111-1111-1111-111111111111", "AAAAAAAA-1111-1111-1111-111111111111"],
            }
        },
        "state.groups",
        "has 'aaaaaaaa-1111-1111-1111-111111111111' twice",
    ),
    "a recipient twice": (
        {"alerts": {"contacts": {"emails": ["ops@contoso.com", "Ops@contoso.com"]}}},
        "alerts.contacts.emails",
        "twice: remove one",
    ),
    "a webhook without a host": (
        {"alerts": {"contacts": {"webhooks": {"chat": {"address": "https://?token=1234"}}}}},
        "alerts.contacts.webhooks.chat.address",
        "must be an address such as https://hooks.contoso.com/alerts",
    ),
    "a port that does not exist": (
        managed({"tag": "AzureDatabricks", "ports": ["70000"]}),
        "products.churn.workspace.isolation.service_tags.tag.ports[0]",
        "must be a port from 1 to 65535",
    ),
    "a range of ports that goes back": (
        managed({"tag": "AzureDatabricks", "ports": ["9-3"]}),
        "products.churn.workspace.isolation.service_tags.tag.ports[0]",
        "or a range of them such as '8443-8451'",
    ),
    "a host that is too long": (
        network(outbound={"through": "firewall", "firewall_ip": "10.0.0.4", "hosts": [f"{'a' * 64}.com"]}),
        "network.outbound.hosts[0]",
        "is too long for a host name",
    ),
    "an empty name for people": (product(friendly_name=""), "products.churn.friendly_name", "must not be empty"),
    "an empty description": (
        product(
            compute={"clusters": [{"name": "cpu", "vm_size": "Standard_DS3_v2", "max_nodes": 1, "description": ""}]}
        ),
        "products.churn.compute.clusters.cpu.description",
        "must not be empty",
    ),
    "a subscription by its name": (
        hub(_HUB.replace("99999999-9999-9999-9999-999999999999", "my-hub")),
        "network.hub.virtual_network_id",
        "holds 'my-hub' in place of the id of a subscription",
    ),
    "a placeholder in an id": (
        hub(_HUB.replace("99999999-9999-9999-9999-999999999999", "<subscription>")),
        "network.hub.virtual_network_id",
        "in place of the id of a subscription",
    ),
    "a resource group that cannot exist": (
        hub(_HUB.replace("/h/", "/rg*hub./")),
        "network.hub.virtual_network_id",
        "has the resource group 'rg*hub.', which is not what Azure allows for a resource group",
    ),
    "an id with a query": (
        hub(f"{_HUB}?api-version=2024-05-01"),
        "network.hub.virtual_network_id",
        "Azure allows none of < > * % & ? # \\ in names",
    ),
    "an account that cannot exist": (
        {"data_lake": {"curated": {"storage_account_id": f"{_ACCOUNT}_Old", "containers": ["sales"]}}},
        "data_lake.curated.storage_account_id",
        "ends in 'stlake_Old', which is not what Azure allows for a storage account",
    ),
    "a hub that is the network itself": (
        hub(_OWN_NETWORK),
        "network.hub.virtual_network_id",
        "is the network of the landing zone itself",
    ),
    "a range behind the hub that nodes use": (
        hub(_HUB, ranges=["172.17.0.0/24"]),
        "network.hub.ranges[0]",
        "compute would not reach it",
    ),
    "a firewall with an address that nodes use": (
        firewall("172.17.0.4"),
        "network.outbound.firewall_ip",
        "compute would not reach it",
    ),
    "a link-local firewall": (firewall("169.254.1.1"), "network.outbound.firewall_ip", "is not a private address"),
    "a server with an address that nodes use": (
        network(dns_servers=["172.17.0.4"]),
        "network.dns_servers[0]",
        "compute would not reach it",
    ),
    "a server on the loopback": (network(dns_servers=["127.0.0.1"]), "network.dns_servers[0]", "which no server has"),
    "a link-local server": (network(dns_servers=["169.254.169.254"]), "network.dns_servers[0]", "which no server has"),
    "a multicast server": (network(dns_servers=["10.0.0.4", "224.0.0.1"]), "network.dns_servers[1]", "(multicast)"),
    "a server at zero": (network(dns_servers=["0.0.0.0"]), "network.dns_servers[0]", "0.0.0.0/8 (this network)"),
    "a broadcast server": (network(dns_servers=["255.255.255.255"]), "network.dns_servers[0]", "which no server has"),
    "a network at zero": (network(address_space=["0.0.0.0/8"]), SPACE, "which no virtual network may have"),
    "a reserved network": (network(address_space=["240.0.0.0/8"]), SPACE, "240.0.0.0/4 (reserved for future use)"),
    "a reserved range behind the hub": (
        hub(_HUB, ranges=["240.0.0.0/8"]),
        "network.hub.ranges[0]",
        "which no network has",
    ),
    "a reserved range of pods": (
        cluster(pod_range="240.0.0.0/16"),
        "analytics.kubernetes.pod_range",
        "which a cluster may not use",
    ),
    "a range of IPv6": (network(address_space=["fd00::/48"]), SPACE, "such as 10.20.0.0/20, and IPv6 is not supported"),
    "an address inside of a range": (
        network(address_space=["10.40.0.1/20"]),
        SPACE,
        "the range that holds it is 10.40.0.0/20",
    ),
    "a tag of Azure": ({"tags": {"Azure-owner": "a"}}, "tags", "begins with 'azure', which is reserved for Azure"),
    "a tag of Windows": ({"tags": {"windowsTeam": "a"}}, "tags", "begins with 'windows'"),
    "the tag of a title": ({"tags": {"hidden-title": "a"}}, "tags", "begins with 'hidden-title'"),
    "a tag with a space at its end": ({"tags": {"owner ": "a"}}, "tags", "has a space at an end"),
    "the tag of lake accounts": (
        {"tags": {"Data-Lake-Layer": "a"}},
        "tags.Data-Lake-Layer",
        "the library sets the tag 'data-lake-layer'",
    ),
    "a tag too many on lake accounts": (
        {"tags": {f"tag-{number}": "a" for number in range(49)}, "products": []},
        "tags",
        "the core services have 51 tags with the library's own, and a resource takes 50: remove 1",
    ),
    "true for a number": (
        product(compute={"clusters": [{"name": "cpu", "vm_size": "Standard_DS3_v2", "max_nodes": True}]}),
        "products.churn.compute.clusters.cpu.max_nodes",
        "must be a whole number",
    ),
    "text for a number": ({"generation": "2"}, "generation", "must be a whole number"),
    "true for an amount": ({"budget": {"monthly": True, "roles": ["Owner"]}}, "budget.monthly", "must be a number"),
    "a link twice": (
        product(links=["data_factory", "data_factory"]) | {"analytics": {"data_factory": {}}},
        "products.churn.links",
        "has 'data_factory' twice: remove one",
    ),
    "a webhook on this machine": (
        webhook("https://localhost/alerts"),
        WEBHOOK,
        "Azure calls webhooks from the internet",
    ),
    "a webhook in a private range": (webhook("https://10.0.0.4/alerts"), WEBHOOK, "has a host that only a private"),
    "an instance with a name that is too short for the provider": (
        only_dev(compute={"instances": [instance("ada")]}),
        "products.churn.compute.instances.ada.name",
        "must have 4 to 24 letters, digits and dashes",
    ),
    "a removed stack that cannot have been one": (
        {"removed": {"aa": {}}},
        "removed.aa",
        "must have at least 3 characters",
    ),
    "a sub-resource of another type": (
        managed_endpoint("Microsoft.KeyVault/vaults/kv-keys", "blob"),
        "products.churn.workspace.isolation.endpoints.one.subresource",
        "is no sub-resource of a Microsoft.KeyVault/vaults; it has vault",
    ),
    "a schedule that starts when it stops": (
        only_dev(compute={"instances": [{**instance("ada1"), "schedule": {"stop": "19:00", "start": "19:00"}}]}),
        "products.churn.compute.instances.ada1.schedule",
        "start and stop are both 19:00",
    ),
    "a port twice": (
        managed({"tag": "AzureDatabricks", "ports": ["443", "443"]}),
        "products.churn.workspace.isolation.service_tags.tag.ports",
        "has '443' twice",
    ),
    "a column twice": (
        {
            "alerts": {
                "contacts": {"emails": ["ops@contoso.com"]},
                "log_rules": {"rule": {"query": "AzureActivity", "description": "d", "dimensions": ["a", "a"]}},
            }
        },
        "alerts.log_rules.rule.dimensions",
        "has 'a' twice",
    ),
    "a password in the address of the state": (
        {"state": {"backend": "http", "address": "https://user:hunter2@gitlab.com/state"}},
        "state",
        "address must be the address alone: no user name and password",
    ),
    "a port of a host that does not exist": (
        {"state": {"backend": "remote", "organization": "contoso", "hostname": "tfe.contoso.com:99999"}},
        "state.hostname",
        "has no port from 1 to 65535",
    ),
    "a branch that is an option": (
        product(pipelines={"github": {"repository": "contoso/churn", "branch": "-x"}}),
        "products.churn.pipelines.github.branch",
        "begin with none of dots and dashes",
    ),
    "a management group that cannot exist": (
        {"policies": {"scope": "/providers/Microsoft.Management/managementGroups/my group"}},
        "policies.scope",
        "the id of a management group",
    ),
    "products as a mapping": ({"products": {"churn": {}}}, "products", "must be a glob such as products/*.yaml"),
    "a token in a description": (
        product(description=f"{'eyJ' + 'a' * 20}.{'eyJ' + 'b' * 20}.signature"),
        "products.churn.description",
        "looks like a secret",
    ),
    "a token of GitHub in a description": (
        product(description="ghp_" + "a" * 36),
        "products.churn.description",
        "looks like a secret",
    ),
    "a number with a zero at its end": (
        {"tags": {"version": 1.10}},
        "tags.version",
        "put it in quotes as you wrote it",
    ),
    "a write without production": (
        only_dev(data={"write": ["curated/sales"]}),
        "products.churn.data.write[0]",
        "is never written: products write the shared layers from production",
    ),
    "a write of another environment": (
        product(per_environment={"dev": {"data": {"write": ["workspace/own", "curated/sales"]}}}),
        "products.churn.per_environment.dev.data.write[1]",
        "set environments.dev.production to true",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_is_refused(zone: Json, case: str) -> None:
    change, path, said = REFUSED[case]
    with pytest.raises(config.ConfigurationError) as caught:
        config.parse({**zone, **change})
    found = [(problem.path, problem.message) for problem in caught.value.problems]
    assert any(where == path and said in message for where, message in found), found
    assert len(found) == 1, found


#: What looks much like it, and works.
ALLOWED: dict[str, Json] = {
    "public ranges and addresses": state(
        "0.0.0.0/0", "203.0.113.0/24", "203.0.113.4/30", "198.51.100.7", "172.15.0.0/16"
    ),
    "a firewall beside Docker's network": firewall("172.18.0.4"),
    "Azure's own DNS": network(dns_servers=["168.63.129.16"]),
    "an id of a network from before today's rules": hub(f"{_HUB}-"),
    "a tag that begins like a reserved word": {"tags": {"azur": "a", "hidden": "b", "team-azure": "c"}},
    "a whole number for a number": {"budget": {"monthly": 100, "roles": ["Owner"]}},
    "a webhook by a public address": webhook("https://20.1.2.3/alerts"),
    "the shortest name of an instance": only_dev(compute={"instances": [instance("ada1")]}),
    "a network beside Docker's": network(address_space=["172.18.0.0/20"]),
    "shared address space": network(address_space=["100.64.0.0/20"]),
    "a range beside ours": network(hub={"virtual_network_id": _HUB, "ranges": ["10.41.0.0/16"]}),
    "a zone below that of the region": cluster(private_dns_zone_id=f"{_ZONES}/a.privatelink.westeurope.azmk8s.io"),
    "a zone in another group": hub_dns(
        zone_ids={"privatelink.dfs.core.windows.net": f"{_ZONES}/privatelink.dfs.core.windows.net"}
    ),
    "a reserved word of a resource without an endpoint": {"names": {"storage_resource_group": "rg-windows"}},
    "a word that is reserved as a whole only": {"names": {"data_lake_raw": "stofficedata"}},
    "one account for two layers": {
        "data_lake": {
            "raw": {"storage_account_id": _ACCOUNT, "containers": ["landing"]},
            "curated": {"storage_account_id": _ACCOUNT, "containers": ["sales"]},
        }
    },
    "a write from production": product(data={"write": ["curated/sales", "workspace/own"]}),
    "a write from what is declared production": {
        **only_dev(data={"write": ["curated/sales"]}),
        "environments": {"dev": {"production": True}},
    },
}


@pytest.mark.parametrize("case", ALLOWED)
def test_is_allowed(zone: Json, case: str) -> None:
    config.parse({**zone, **ALLOWED[case]})


@pytest.mark.parametrize(
    ("change", "path", "said"),
    [
        (network(address_space=["20.0.0.0/20"]), SPACE, "is a public range"),
        (network(dns_servers=["10.0.0.4", "8.8.8.8"]), "network.dns_servers[1]", "is a public DNS server"),
        ({"tags": {"cost center": "4711"}}, "tags", "the private DNS zones do not get the tags cost center"),
        (
            {"tags": {f"tag-{n}": "a" for n in range(15)}},
            "tags",
            "do not get the tags landing-zone: Azure DNS takes 15",
        ),
    ],
)
def test_is_warned_of(zone: Json, change: Json, path: str, said: str) -> None:
    found = [problem for problem in config.parse({**zone, **change}).warnings if said in problem.message]
    assert [problem.path for problem in found] == [path]


@pytest.mark.parametrize("address", ["10.0.0.4", "168.63.129.16"])
def test_no_warning_of_a_server_that_knows_private_zones(zone: Json, address: str) -> None:
    warnings = config.parse({**zone, **network(dns_servers=[address])}).warnings
    assert not [problem for problem in warnings if "DNS server" in problem.message]


#: Globs of products, and what is said of them.
GLOBS = {
    "*.yaml": "matches the landing zone's own file, landing-zone.yaml",
    "../products/*.yaml": "leaves the folder of the landing zone's file",
    "products/../../*.yaml": "leaves the folder",
    "/etc/*.yaml": "leaves the folder",
    "": "must be a glob such as products/*.yaml",
    "**products/*.yaml": "is not a glob such as products/*.yaml",
    "nothing/*.yaml": "matches no file below",
    "products": "matches no file below",
}


@pytest.mark.parametrize("pattern", GLOBS)
def test_a_glob_names_files_of_products_below(zone: Json, tmp_path: Path, pattern: str) -> None:
    file = write(tmp_path, {**zone, "products": pattern})
    with pytest.raises(config.ConfigurationError) as caught:
        config.load(file)
    (problem,) = caught.value.problems
    assert (problem.path, problem.place.line > 0) == ("products", True)
    assert GLOBS[pattern] in problem.message


@pytest.mark.parametrize("pattern", ["../*.json", "", "**x/*.json"])
def test_a_glob_of_policies_is_one_as_well(zone: Json, tmp_path: Path, pattern: str) -> None:
    file = write(tmp_path, {**zone, "products": [], "policies": {"definitions": [pattern]}})
    with pytest.raises(config.ConfigurationError) as caught:
        config.load(file)
    assert [problem.path for problem in caught.value.problems] == ["policies.definitions[0]"]


def test_a_file_that_two_globs_match_is_one_product(zone: Json, tmp_path: Path) -> None:
    file = write(tmp_path, {**zone, "products": ["products/*.yaml", "products/churn.yaml"]})
    assert [deployment.product.name for deployment in config.load(file).deployments] == ["churn"]


def test_a_layer_that_does_not_exist_is_one_error_with_groups_too(zone: Json) -> None:
    zone["groups"] = {"data_scientists": "11111111-1111-1111-1111-111111111111"}
    zone["data_lake"] = {"raw": {"containers": ["landing"]}}
    with pytest.raises(config.ConfigurationError) as caught:
        config.parse(zone)
    assert [problem.path for problem in caught.value.problems] == ["products.churn.data.read[0]"]


def write(folder: Path, data: Json) -> Path:
    (folder / "products").mkdir()
    (folder / "products" / "churn.yaml").write_text("name: churn\nenvironments: [dev]\n")
    file = folder / "landing-zone.yaml"
    file.write_text(yaml.safe_dump(data, sort_keys=False))
    return file
