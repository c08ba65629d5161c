"""Names in places that several landing zones share."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator

import pytest

from azure_data_landing_zone import config
from azure_data_landing_zone.config.models.shared_names import SHARED_KEYS
from support import Json, Stack

Synth = Callable[[Json], dict[str, Stack]]
HUB = "/subscriptions/99999999-9999-9999-9999-999999999999/resourceGroups/rg-hub"


@pytest.fixture
def shared(zone: Json) -> Json:
    """A landing zone that makes something in every kind of place that it shares."""
    zone["network"] |= {
        "subnets": {"scoring": {}},
        "dns": {"owner": "hub", "resource_group_id": HUB},
        "hub": {
            "virtual_network_id": f"{HUB}/providers/Microsoft.Network/virtualNetworks/vnet-hub",
            "manage": ["peering", "dns_links"],
        },
        "outbound": {
            "through": "firewall",
            "firewall_ip": "10.0.0.4",
            "firewall_policy": {"id": f"{HUB}/providers/Microsoft.Network/firewallPolicies/afwp-hub"},
        },
    }
    zone["observability"] = {
        "private_link_scope": {"existing": f"{HUB}/providers/Microsoft.Insights/privateLinkScopes/ampls-hub"}
    }
    zone["analytics"] = {
        "kubernetes": {"administrators": ["33333333-3333-3333-3333-333333333333"]},
        "synapse": {
            "workspace_id": f"{HUB}/providers/Microsoft.Synapse/workspaces/synw-shared",
            "spark_pools": ["small"],
        },
    }
    zone["data_plane"] = {"enabled": True}
    zone["policies"] = {"scope": "/providers/Microsoft.Management/managementGroups/corp"}
    zone["state"] = {"backend": "azurerm", "network": {"allowed_addresses": ["203.0.113.0/24"]}}
    zone["products"][0] |= {
        "environments": ["dev"],
        "links": ["synapse"],
        "pipelines": {"github": {"repository": "acme/churn"}},
    }
    return zone


def shared_names(stacks: dict[str, Stack]) -> Iterator[tuple[str, str]]:
    """The names that a landing zone gives outside of its subscription, and custom roles, with what they are of."""
    for stack in stacks.values():
        for kind, _, body in stack.resources():
            place = str(body.get("parent_id", body.get("management_group_id", body.get("scope", ""))))
            place += str(body.get("firewall_policy_id", body.get("synapse_workspace_id", "")))
            if kind == "azurerm_role_definition":
                yield kind, body["name"]
            elif HUB in place or "managementGroups" in place:
                yield f"{kind} {body.get('type', '')} {place}", body["name"]


def test_landing_zones_of_one_name_share_no_name(synth: Synth, shared: Json) -> None:
    other = copy.deepcopy(shared) | {"subscription_id": "00000000-0000-0000-0000-00000000000b"}
    ours, theirs = (list(shared_names(synth(data))) for data in (shared, other))
    kinds = {kind.split(" /")[0].partition("@")[0].strip() for kind, _ in ours}
    assert kinds == {
        "azurerm_role_definition",
        "azurerm_role_assignment",
        "azurerm_firewall_policy_rule_collection_group",
        "azurerm_synapse_managed_private_endpoint",
        "azurerm_policy_definition",
        "azurerm_management_group_policy_set_definition",
        "azurerm_management_group_policy_assignment",
        "azapi_resource Microsoft.Insights/privateLinkScopes/scopedResources",
        "azapi_resource Microsoft.Network/privateDnsZones/virtualNetworkLinks",
        "azapi_resource Microsoft.Network/virtualNetworks/virtualNetworkPeerings",
    }
    assert not set(ours) & set(theirs)
    assert {kind for kind, _ in ours} == {kind for kind, _ in theirs}


def test_a_region_is_told_too(synth: Synth, shared: Json) -> None:
    core = config.parse(shared).core
    assert core.shared_names.hub_peering.startswith("peer-zone-weu-")
    assert core.shared_names.custom_role("Data Asset Author").startswith("Data Asset Author (zone weu ")


def test_names_of_former_versions_are_kept_by_configuration(synth: Synth, shared: Json) -> None:
    shared["names"] = {
        "custom_roles": "zone",
        "hub_peering": "peer-zone",
        "hub_dns_links": "link-zone",
        "hub_firewall_rules": "rcg-vnet-zone-network-weu-001",
        "hub_scope_members": "zone",
        "synapse_endpoints": "zone",
        "management_group_policies": "",
    }
    assert set(shared["names"]) == set(SHARED_KEYS)
    named = {name for kind, name in shared_names(synth(shared)) if not kind.startswith("azurerm_role_assignment")}
    assert {
        "Data Product Deployer (zone)",
        "peer-zone",
        "link-zone",
        "rcg-vnet-zone-network-weu-001",
        "zone-appi-zone-churn-dev-weu-001",
        "zone-churn-dev",
        "zone-curated-dfs",
        "Deny-MachineLearning-Aks",
        "ml-data-landing-zone-zone",
        "ml-data-zone",
    } <= named
    assert not [name for name in named if core_hash(shared) in name]


def core_hash(data: Json) -> str:
    """What tells subscriptions apart in names."""
    return config.parse(data).core.shared_names.tag.rpartition("-")[2]


@pytest.mark.parametrize(
    ("key", "name", "message"),
    [
        ("hub_peering", "peer-", "must hold letters, digits"),
        ("custom_roles", "x" * 65, "has 65 characters, allowed are 1 to 64"),
        ("management_group_policies", "abcdef", "has 6 characters, allowed are 0 to 5"),
        ("synapse_endpoints", "a_b", "must hold letters, digits"),
    ],
)
def test_a_name_that_azure_refuses_is_refused(shared: Json, key: str, name: str, message: str) -> None:
    shared["names"] = {key: name}
    with pytest.raises(config.ConfigurationError) as caught:
        config.parse(shared)
    (problem,) = caught.value.problems
    assert (problem.path, message in problem.message) == (f"names.{key}", True)


def test_names_at_a_management_group_fit(shared: Json) -> None:
    shared["name"] = "abcdefghijkl"
    policy = config.parse(shared).policy
    assert policy is not None
    assert policy.wide is not None
    assert len(policy.wide.name) <= 24
    names = [policy.definition_name(one) for one in policy.custom]
    assert max(map(len, names)) <= 64
    assert len(set(names)) == len(names)
