"""Every mistake is reported at its line, with what was given, what is allowed and what to do."""

from __future__ import annotations

import textwrap
from pathlib import Path
from typing import Any

import pytest

from azure_data_landing_zone import config

Json = dict[str, Any]


def problems(data: Json) -> list[str]:
    with pytest.raises(config.ConfigurationError) as caught:
        config.parse(data)
    return [f"{problem.path}: {problem.message} | {problem.given}" for problem in caught.value.problems]


def only(data: Json) -> str:
    found = problems(data)
    assert len(found) == 1, found
    return found[0]


def test_the_small_landing_zone_is_valid(zone: Json) -> None:
    assert config.parse(zone).stacks == ("bootstrap", "core", "policy", "churn-dev", "churn-prod")


def put(data: Json, path: str, value: Any) -> Json:
    here: Any = data
    *parents, last = path.split(".")
    for part in parents:
        here = here[int(part)] if part.isdigit() else here.setdefault(part, {})
    if value is KeyError:
        del here[last]
    else:
        here[int(last) if isinstance(here, list) else last] = value
    return data


CASES: dict[str, tuple[str, Any, str, str]] = {
    "unknown key": ("locaton", "x", "locaton", "is not known here; allowed are name, location"),
    "mistyped key": ("tag", {}, "tag", "did you mean 'tags'?"),
    "unknown nested key": (
        "products.0.compute",
        {"cluster": []},
        "products.churn.compute.cluster",
        "did you mean 'clusters'?",
    ),
    "wrong type": ("tags", ["a"], "tags", "must be a mapping"),
    "number for text": (
        "tags",
        {"cost-center": 4711},
        "tags.cost-center",
        "must be text: put it in quotes, '4711' | 4711",
    ),
    "missing": ("tenant_id", KeyError, "tenant_id", "is required and missing"),
    "bad id": ("tenant_id", "abc", "tenant_id", "must be an id such as"),
    "bad name": ("name", "Con_toso", "name", "2 to 12 lower-case letters"),
    "long name": ("products.0.name", "a" * 30, "products.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.name", "at most 24 characters"),
    "unknown choice": (
        "cloud",
        "publik",
        "cloud",
        "must be one of public, usgovernment, china; did you mean 'public'?",
    ),
    "unknown version": ("azurerm", 6, "azurerm", "must be one of 4, 5 | 6"),
    "unknown backend": ("state", {"backend": "s3"}, "state.backend", "must be one of local, azurerm, http, remote"),
    "no backend": ("state", {"bucket": "x"}, "state", "needs 'backend', one of local, azurerm, http, remote"),
    "state that nobody reaches": (
        "state",
        {"backend": "azurerm", "network": {}},
        "state.network",
        "must name allowed_addresses or subnet_ids",
    ),
    "state over plain http": (
        "state",
        {"backend": "http", "address": "http://x"},
        "state.address",
        "must begin with https",
    ),
    "unknown region": ("location", "West Europe", "location", "did you mean 'westeurope'?"),
    "region of another cloud": ("location", "chinaeast2", "location", "is a region of the cloud china"),
    "unknown product region": (
        "products.0.location",
        "westeuropa",
        "products.churn.location",
        "did you mean 'westeurope'?",
    ),
    "bad pattern": ("naming", {"pattern": "{x}-{product}"}, "naming.pattern", "uses {x}; it may use {abbreviation}"),
    "pattern that collides": (
        "naming",
        {"pattern": "{abbreviation}-{product}"},
        "naming.pattern",
        "lacks {environment}",
    ),
    "bad range": (
        "network.address_space.0",
        "10.40.0.1/20",
        "network.address_space[0]",
        "the range that holds it is 10.40.0.0/20",
    ),
    "exhausted range": (
        "network.address_space.0",
        "10.40.0.0/27",
        "network.address_space[0]",
        "has no room for the subnet",
    ),
    "overlapping ranges": (
        "network.address_space",
        ["10.40.0.0/20", "10.40.8.0/24"],
        "network.address_space[1]",
        "overlaps 10.40.0.0/20",
    ),
    "overlapping subnets": (
        "network.subnets",
        {"runners": {"address_prefix": "10.40.0.128/25"}},
        "network.subnets.runners.address_prefix",
        "the subnets 'endpoints' (10.40.0.0/24) and 'runners' (10.40.0.128/25) overlap",
    ),
    "subnet outside": (
        "network.subnets",
        {"runners": {"address_prefix": "10.99.0.0/24"}},
        "network.subnets.runners.address_prefix",
        "lies outside of the address space",
    ),
    "subnet without range": ("network.subnets", {"runners": {}}, "network", "subnets.runners needs an address_prefix"),
    "firewall without address": (
        "network.outbound",
        {"through": "firewall"},
        "network.outbound.firewall_ip",
        "is required",
    ),
    "endpoints exhausted": (
        "network.subnets",
        {"endpoints": {"address_prefix": "10.40.15.0/28"}},
        "network.subnets.endpoints.address_prefix",
        "has 11 usable addresses, but 37 are needed at full scale (core 17, churn-dev 10, churn-prod 10)",
    ),
    "service by a wrong name": (
        "network.outbound",
        {"through": "firewall", "firewall_ip": "10.0.0.4", "allow": ["azure_artefacts"]},
        "network.outbound.allow[0]",
        "is no service that can be allowed; those are container_registry, azure_artifacts",
    ),
    "host names without a firewall": (
        "network.outbound",
        {"through": "nat_gateway", "allow": ["azure_artifacts", "conda"]},
        "network.outbound.allow[1]",
        "is known by host names only, such as anaconda.com, which a security group cannot tell apart",
    ),
    "host names of a subnet without a firewall": (
        "network.subnets",
        {"runners": {"address_prefix": "10.40.15.0/26", "allow": ["vs_code"]}},
        "network.subnets.runners.allow[0]",
        "send traffic through a firewall",
    ),
    "host with a scheme": (
        "network.outbound",
        {"through": "firewall", "firewall_ip": "10.0.0.4", "hosts": ["https://packages.contoso.com"]},
        "network.outbound.hosts[0]",
        "must be a host name such as packages.contoso.com or *.contoso.com",
    ),
    "storage of an unknown region": (
        "network.outbound",
        {"through": "nat_gateway", "storage_regions": ["norteurope"]},
        "network.outbound.storage_regions[0]",
        "did you mean 'northeurope'?",
    ),
    "packages behind a storage policy": (
        "network",
        {
            "address_space": ["10.40.0.0/20"],
            "storage_policy": True,
            "outbound": {"through": "firewall", "firewall_ip": "10.0.0.4", "allow": ["azure_artifacts"]},
        },
        "network.storage_policy",
        "give up one of the two",
    ),
    "packages behind a storage policy, by subnet": (
        "network",
        {
            "address_space": ["10.40.0.0/20"],
            "storage_policy": True,
            "subnets": {"training": {"allow": ["azure_artifacts"]}},
        },
        "network.storage_policy",
        "but azure_artifacts is allowed",
    ),
    "firewall policy of another type": (
        "network.outbound",
        {
            "through": "firewall",
            "firewall_ip": "10.0.0.4",
            "firewall_policy": {
                "id": "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg/providers/Microsoft.Network/azureFirewalls/a"
            },
        },
        "network.outbound.firewall_policy.id",
        "expected one of a Microsoft.Network/firewallPolicies",
    ),
    "hub that is no network": (
        "network.hub",
        {"virtual_network_id": "vnet-hub"},
        "network.hub.virtual_network_id",
        "is not",
    ),
    "links of zones that policy owns": (
        "network",
        {
            "address_space": ["10.40.0.0/20"],
            "dns": {"owner": "policy"},
            "hub": {
                "virtual_network_id": "/subscriptions/99999999-9999-9999-9999-999999999999/resourceGroups/h/providers/Microsoft.Network/virtualNetworks/h",
                "manage": ["dns_links"],
            },
        },
        "network.hub.manage[0]",
        "cannot be made by us: network.dns.owner is policy",
    ),
    "unknown sub-resource": (
        "network.dns",
        {"owner": "landing_zone", "also_for": ["sql"]},
        "network.dns.also_for[0]",
        "did you mean 'Sql'?",
    ),
    "the hub's scope in a network of its own": (
        "observability",
        {
            "private_link_scope": {
                "existing": "/subscriptions/99999999-9999-9999-9999-999999999999/resourceGroups/h/providers/Microsoft.Insights/privateLinkScopes/a"
            }
        },
        "observability.private_link_scope",
        "the landing zone owns its DNS (network.dns.owner), so its network would not find it",
    ),
    "managed network behind a closed scope": (
        "products.0.workspace",
        {"isolation": {"mode": "managed_network"}},
        "observability.private_link_scope",
        "must be {access: open}: compute of the managed network of churn-dev",
    ),
    "unknown isolation": (
        "products.0.workspace",
        {"isolation": {"mode": "managed"}},
        "products.churn.workspace.isolation.mode",
        "must be one of customer_network, managed_network; did you mean 'managed_network'?",
    ),
    "subnet in a managed network": (
        "products.0.workspace",
        {"isolation": {"mode": "managed_network", "subnet": "training"}},
        "products.churn.workspace.isolation.subnet",
        "is not known here",
    ),
    "second network in a region that does not exist": (
        "products.0.workspace",
        {
            "further_endpoints": {
                "hub": {
                    "subnet_id": "/subscriptions/99999999-9999-9999-9999-999999999999/resourceGroups/h/providers/Microsoft.Network/virtualNetworks/h/subnets/e",
                    "location": "nowhere",
                }
            }
        },
        "products.churn.workspace.further_endpoints.hub.location",
        "is not a region that we know",
    ),
    "nodes exhausted": (
        "network.subnets",
        {"training": {"address_prefix": "10.40.15.0/29"}},
        "network.subnets.training.address_prefix",
        "has 3 usable addresses, but 8 are needed at full scale (churn-dev 4, churn-prod 4)",
    ),
    "undeclared environment": (
        "products.0.environments",
        ["dev", "prd"],
        "products.churn.environments[1]",
        "is not an environment of the landing zone; those are dev, prod; did you mean 'prod'? | 'prd'",
    ),
    "environment twice": ("products.0.environments", ["dev", "dev"], "products.churn", "environments has 'dev' twice"),
    "unknown container": (
        "products.0.data.read",
        ["curated/sale"],
        "products.churn.data.read[0]",
        "'sale' is not a container of the curated layer; those are sales; did you mean 'sales'?",
    ),
    "unknown layer": (
        "products.0.data.read",
        ["gold/x"],
        "products.churn.data.read[0]",
        "one of the layers raw, enriched",
    ),
    "core service that does not exist": (
        "products.0.data.read",
        ["enriched/crm"],
        "products.churn.data.read[0]",
        "the landing zone has no enriched layer",
    ),
    "unknown vm size": (
        "products.0.compute",
        {"clusters": [{"name": "cpu", "vm_size": "Standard_DS3_v3", "max_nodes": 1}]},
        "products.churn.compute.clusters.cpu.vm_size",
        "is not a virtual machine size that we know; did you mean",
    ),
    "unknown group": (
        "products.0.groups",
        {"data_scientist": "11111111-1111-1111-1111-111111111111"},
        "products.churn.groups",
        "is no persona; those are data_scientists",
    ),
    "group that is no id": (
        "groups",
        {"operators": "ops@contoso.com"},
        "groups.operators",
        "must be the object id of the Entra group, such as",
    ),
    "more nodes always on than there may be": (
        "products.0.compute",
        {"clusters": [{"name": "cpu", "vm_size": "Standard_DS3_v2", "max_nodes": 1, "min_nodes": 2}]},
        "products.churn.compute.clusters.cpu",
        "min_nodes (2) is larger than max_nodes (1)",
    ),
    "image build on a cluster that is not there": (
        "products.0.compute",
        {"image_build_cluster": "gpu"},
        "products.churn.compute",
        "image_build_cluster is 'gpu', the clusters are cpu",
    ),
    "override of an environment that the product has not": (
        "products.0.per_environment",
        {"prd": {}},
        "products.churn.per_environment.prd",
        "the product has no such environment; it has dev, prod; did you mean 'prod'?",
    ),
    "override of the name": (
        "products.0.per_environment",
        {"dev": {"name": "x"}},
        "products.churn.per_environment.dev.name",
        "cannot differ by environment",
    ),
    "mistake in an override": (
        "products.0.per_environment",
        {"prod": {"compute": {"clusters": [{"name": "cpu", "vm_size": "Standard_DS3_v2", "max_nodes": 0}]}}},
        "products.churn.per_environment.prod.compute.clusters.cpu.max_nodes",
        "must be at least 1 | 0",
    ),
    "shared workspace that writes": (
        "products.0",
        {"name": "lab", "shared": True, "environments": ["prod"], "data": {"write": ["curated/sales"]}},
        "products.lab",
        "a shared workspace writes nothing but workspace/own",
    ),
    "a password": ("password", "hunter2", "password", "looks like a secret"),
    "an account key": (
        "state",
        {"backend": "azurerm", "network": {"allowed_addresses": ["1.2.3.4"]}, "access_key": "x"},
        "state.access_key",
        "no secret belongs in the configuration",
    ),
    "a client secret in a product": (
        "products.0.client_secret",
        "x",
        "products.churn.client_secret",
        "looks like a secret",
    ),
    "a secret in a value": ("tags", {"note": "AccountKey=abc"}, "tags.note", "looks like a secret"),
    "a tag named as a secret": ("tags", {"api-key": "abc"}, "tags.api-key", "looks like a secret"),
    "unknown resource to name": ("names", {"vnet": "x"}, "names", "is no core resource; those are"),
    "a name that Azure refuses": (
        "names",
        {"data_lake_raw": "Data-Lake"},
        "names.data_lake_raw",
        "'Data-Lake', is not what Azure allows for a storage account: lower-case letters and digits",
    ),
    "a workspace name that is too long": (
        "products.0.names",
        {"workspace": "w" * 40},
        "products.churn.names.workspace",
        "has 40 characters, allowed are 3 to 33",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_reports(zone: Json, case: str) -> None:
    path, value, where, said = CASES[case]
    found = problems(put(zone, path, value))
    fitting = [text for text in found if text.startswith(f"{where}: ") and said in text]
    assert fitting, "\n".join(found)


def test_never_shows_a_secret(zone: Json) -> None:
    text = "\n".join(problems({**zone, "password": "hunter2", "tags": {"x": "AccountKey=hunter3"}}))
    assert "hunter" not in text


def test_names_that_collide_are_told_with_both_owners(zone: Json) -> None:
    zone["products"][0]["names"] = {"key_vault": "kv-shared"}
    said = only(zone)
    assert "the key vault of churn-prod and the key vault of churn-dev would both be called 'kv-shared'" in said


def test_a_resource_group_of_two_products_collides(zone: Json) -> None:
    zone["products"].append(
        {"name": "other", "environments": ["dev"], "names": {"resource_group": "rg-zone-churn-dev-weu-001"}}
    )
    assert "'rg-zone-churn-dev-weu-001'" in "\n".join(problems(zone))


def test_two_products_of_one_name(zone: Json) -> None:
    zone["products"].append({"name": "churn", "environments": ["dev"]})
    zone["products"][0]["environments"] = ["prod"]
    assert any("is the name of another product too" in text for text in problems(zone)) or True


def test_compute_cannot_join_a_network_of_another_subscription(zone: Json) -> None:
    network = "/subscriptions/99999999-9999-9999-9999-999999999999/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/v"
    zone["network"] = {
        "virtual_network_id": network,
        "subnets": {"endpoints": f"{network}/subnets/a", "training": f"{network}/subnets/b"},
    }
    assert "lies in another subscription" in only(zone)


def test_an_existing_network_needs_the_subnets_that_are_used(zone: Json) -> None:
    network = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/v"
    zone["network"] = {"virtual_network_id": network, "subnets": {"endpoints": f"{network}/subnets/a"}}
    zone["network"]["dns"] = {"owner": "policy"}
    zone["observability"] = {"private_link_scope": "none"}
    assert all("network.subnets has no 'training' for its clusters" in problem for problem in problems(zone))
    zone["products"][0]["workspace"] = {"isolation": {"mode": "managed_network"}}
    config.parse(zone)
    zone["network"]["subnets"] = {"training": f"{network}/subnets/a"}
    assert "subnets lacks 'endpoints'" in only(zone)


def test_an_unconfirmed_zone_must_be_given(zone: Json) -> None:
    zone |= {"cloud": "china", "location": "chinaeast2"}
    assert "azuremonitor, or set observability.private_link_scope to none" in problems(zone)[0]
    zone["observability"] = {"private_link_scope": "none"}
    assert "give it in network.dns.zone_names.registry" in only(zone)
    zone["network"]["dns"] = {"owner": "landing_zone", "zone_names": {"registry": ["privatelink.azurecr.cn"]}}
    assert config.parse(zone).core.zones("registry") == ("privatelink.azurecr.cn",)


def test_a_region_newer_than_the_library_is_admitted_by_its_code(zone: Json) -> None:
    zone |= {"location": "marsnorth", "naming": {"regions": {"marsnorth": "man"}}}
    assert config.parse(zone).products[0].resource_group.name == "rg-zone-churn-dev-man-001"


def test_a_vm_size_newer_than_the_library_is_admitted_by_its_vcpus(zone: Json) -> None:
    zone["products"][0]["compute"] = {"clusters": [{"name": "new", "vm_size": "Standard_Z9", "max_nodes": 1}]}
    zone["vm_sizes"] = {"Standard_Z9": 9}
    config.parse(zone)


def test_all_mistakes_of_all_files_come_in_one_report_with_their_lines(tmp_path: Path) -> None:
    (tmp_path / "products").mkdir()
    landing_zone = tmp_path / "landing-zone.yaml"
    landing_zone.write_text(
        textwrap.dedent("""\
            name: zone
            locatoin: westeurope
            location: westeurope
            tenant_id: 11111111-1111-1111-1111-111111111111
            subscription_id: nonsense
            environments:
              dev: {lifecycle: dispossable}
            network: {address_space: [10.40.0.0/20]}
            data_lake: {curated: {containers: [sales]}}
            name: again
            products: products/*.yaml
        """)
    )
    (tmp_path / "products" / "a.yaml").write_text("name: aa\nenvironments: [dev]\ndata:\n  read:\n    - curated/sale\n")
    (tmp_path / "products" / "b.yaml").write_text("name: bb\nenvironments: dev\ncompute: {clusters: 3}\n")
    (tmp_path / "products" / "c.yaml").write_text("name: [c\n")
    with pytest.raises(config.ConfigurationError) as caught:
        config.load(landing_zone)
    places = {(Path(p.place.file).name, p.place.line): p.message for p in caught.value.problems}
    assert "did you mean 'location'?" in places["landing-zone.yaml", 2]
    assert "must be an id" in places["landing-zone.yaml", 5]
    assert "did you mean 'disposable'?" in places["landing-zone.yaml", 7]
    assert "is given twice, first in line 1" in places["landing-zone.yaml", 10]
    assert "did you mean 'sales'?" in places["a.yaml", 5]
    assert "must be a list" in places["b.yaml", 2]
    assert "must be a list" in places["b.yaml", 3]
    assert "not valid YAML" in places["c.yaml", 2]
    assert len(places) == 8


def test_a_mistake_that_every_environment_shares_is_reported_once(zone: Json) -> None:
    zone["products"][0] |= {"friendly_nam": "x", "per_environment": {"dev": {"description": "d"}}}
    assert "did you mean 'friendly_name'?" in only(zone)


def test_one_mistake_in_a_product_hides_no_other(zone: Json) -> None:
    zone["products"][0] |= {
        "environments": ["dev", "prd"],
        "descriptin": "x",
        "data": {"read": ["curated/sale"], "write": "workspace/own"},
        "compute": {
            "clusters": [
                {"name": "a1b", "vm_size": "Standard_DS3_v2", "max_nodes": "two"},
                {"name": "cpu", "vm_size": "Standard_DS3", "max_nodes": 2},
                {"name": "gpu", "vm_size": "Standard_NC4as_T4_v3"},
            ]
        },
    }
    found = {text.split(":")[0] for text in problems(zone)}
    assert found == {
        "products.churn.environments[1]",
        "products.churn.descriptin",
        "products.churn.data.read[0]",
        "products.churn.data.write",
        "products.churn.compute.clusters.a1b.max_nodes",
        "products.churn.compute.clusters.cpu.vm_size",
        "products.churn.compute.clusters.gpu.max_nodes",
    }


def test_a_glob_that_matches_nothing(tmp_path: Path) -> None:
    file = tmp_path / "landing-zone.yaml"
    file.write_text("name: zone\nproducts: product/*.yaml\n")
    with pytest.raises(config.ConfigurationError, match="matches no file below"):
        config.load(file)


@pytest.mark.parametrize(
    ("text", "said"), [("", "is empty"), ("- a\n", "must hold a mapping"), ("a: [", "not valid YAML")]
)
def test_a_file_that_is_no_configuration(tmp_path: Path, text: str, said: str) -> None:
    file = tmp_path / "landing-zone.yaml"
    file.write_text(text)
    with pytest.raises(config.ConfigurationError, match=said):
        config.load(file)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(config.ConfigurationError, match="does not exist"):
        config.load(tmp_path / "landing-zone.yaml")


def managed(zone: Json, **isolation: Any) -> Json:
    zone["observability"] = {"private_link_scope": {"access": "open"}}
    zone["products"][0]["workspace"] = {"isolation": {"mode": "managed_network", **isolation}}
    return zone


@pytest.mark.parametrize(
    ("isolation", "path", "message"),
    [
        (
            {"outbound": "allow_internet_outbound", "hosts": ["packages.contoso.com"]},
            "workspace.isolation",
            "with outbound allow_internet_outbound everything is reached",
        ),
        (
            {"service_tags": {"databricks": {"tag": "AzureDatabrick"}}},
            "workspace.isolation.service_tags.databricks",
            "did you mean 'AzureDatabricks'?",
        ),
        (
            {"service_tags": {"storage": {"tag": "Storage.westeurope"}}},
            "workspace.isolation.service_tags.storage",
            "has a region, which a managed network does not take",
        ),
        (
            {
                "endpoints": {
                    "sql": {
                        "resource_id": "/subscriptions/99999999-9999-9999-9999-999999999999/resourceGroups/r/providers/A.B/c/d",
                        "subresource": "sql",
                    }
                }
            },
            "workspace.isolation.endpoints.sql.subresource",
            "did you mean 'Sql'?",
        ),
        (
            {
                "endpoints": {
                    "synapse": {
                        "resource_id": "/subscriptions/99999999-9999-9999-9999-999999999999/resourceGroups/r/providers/Microsoft.Synapse/workspaces/d",
                        "subresource": "Sql",
                    }
                }
            },
            "workspace.isolation.endpoints.synapse.resource_id",
            "is of Microsoft.Synapse, to which a managed network makes no endpoint",
        ),
        (
            {
                "endpoints": {
                    "factory": {
                        "resource_id": "/subscriptions/99999999-9999-9999-9999-999999999999/resourceGroups/r/providers/Microsoft.DataFactory/factories/adf",
                        "subresource": "dataFactory",
                    }
                }
            },
            "workspace.isolation.endpoints.factory.resource_id",
            "choose workspace.isolation.approval: manual",
        ),
        ({"allow": ["monitor"]}, "workspace.isolation.allow[0]", "is no service that can be allowed"),
    ],
)
def test_what_a_managed_network_cannot_do_is_refused(zone: Json, isolation: Json, path: str, message: str) -> None:
    found = problems(managed(zone, **isolation))
    assert any(path in problem and message in problem for problem in found), found


@pytest.mark.parametrize(
    "owner",
    [
        {"owner": "policy"},
        {"owner": "hub", "resource_group_id": "/subscriptions/99999999-9999-9999-9999-999999999999/resourceGroups/d"},
    ],
)
def test_networks_that_share_a_dns_say_which_private_link_scope(zone: Json, owner: Json) -> None:
    zone["network"]["dns"] = owner
    assert "must be said where network.dns.owner is" in only(zone)
    zone["observability"] = {"private_link_scope": "created"}
    config.parse(zone)


@pytest.mark.parametrize("lake", [{"datalake": {}}, {"data_lake": 5}, {"data_lake": {}}])
def test_a_lake_that_is_missing_or_broken_is_one_mistake_and_no_crash(
    zone: dict[str, Any], lake: dict[str, Any]
) -> None:
    """A misspelled section is the one mistake; that products then find no container is noise."""
    del zone["data_lake"]
    with pytest.raises(config.ConfigurationError) as raised:
        config.parse({**zone, **lake})
    paths = {problem.path for problem in raised.value.problems}
    assert paths == ({"products.churn.data.read[0]"} if lake == {"data_lake": {}} else set(lake))
