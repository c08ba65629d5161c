"""What exists already, who owns DNS, where state lives: the same products on other ground."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from support import Json, Stack, subnets

Synth = Callable[[Json], dict[str, Stack]]
SUBSCRIPTION = "/subscriptions/00000000-0000-0000-0000-000000000000"
NETWORK = f"{SUBSCRIPTION}/resourceGroups/rg-net/providers/Microsoft.Network/virtualNetworks/vnet"
HUB = "/subscriptions/99999999-9999-9999-9999-999999999999/resourceGroups/rg-dns"


def existing(zone: Json) -> Json:
    account = f"{SUBSCRIPTION}/resourceGroups/rg-lake/providers/Microsoft.Storage/storageAccounts/stlake"
    return zone | {
        "network": {
            "virtual_network_id": NETWORK,
            "subnets": {"endpoints": f"{NETWORK}/subnets/pe", "training": f"{NETWORK}/subnets/ml"},
            "dns": {"owner": "hub", "resource_group_id": HUB},
        },
        "data_lake": {
            "curated": {"storage_account_id": f"{account}curated", "containers": ["sales"]},
            "workspace": {"storage_account_id": f"{account}work"},
        },
        "observability": {
            "log_analytics_workspace_id": f"{HUB}/providers/Microsoft.OperationalInsights/workspaces/log-hub",
            "private_link_scope": {"existing": f"{HUB}/providers/Microsoft.Insights/privateLinkScopes/ampls-hub"},
        },
    }


def test_a_core_that_exists_already_makes_nothing(synth: Synth, zone: Json) -> None:
    stacks = synth(existing(zone))
    assert list(stacks["core"].resources()) == []
    product = stacks["churn-dev"]
    assert product.one("azurerm_machine_learning_compute_cluster")["subnet_resource_id"] == f"{NETWORK}/subnets/ml"
    for body in product.all("azurerm_private_endpoint").values():
        assert body["subnet_id"] == f"{NETWORK}/subnets/pe"
        assert all(
            id_.startswith(f"{HUB}/providers/") for id_ in body["private_dns_zone_group"]["private_dns_zone_ids"]
        )
    for body in product.all("azurerm_monitor_diagnostic_setting").values():
        assert body["log_analytics_workspace_id"].endswith("/workspaces/log-hub")
    assert "stlakecurated/blobServices/default/containers/sales" in json.dumps(product.document)


def test_a_new_product_changes_nothing_in_core_but_its_own_container(synth: Synth, zone: Json) -> None:
    before = synth(zone)
    zone["products"].append({"name": "fraud", "environments": ["dev"]})
    after = synth(zone)
    old, new = before["core"].document["resource"], after["core"].document["resource"]
    added = {
        name: body
        for name, body in new["azurerm_storage_container"].items()
        if name not in old.get("azurerm_storage_container", {})
    }
    assert [body["name"] for body in added.values()] == ["fraud-dev"]
    for name in added:
        del new["azurerm_storage_container"][name]
    assert new == old
    for name in ("churn-dev", "churn-prod"):
        assert after[name].document == before[name].document


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        ({"backend": "local"}, {"local": {"path": "../../../terraform.churn-dev.tfstate"}}),
        (
            {"backend": "http", "address": "https://git.example.com/state/"},
            {
                "http": {
                    "address": "https://git.example.com/state/churn-dev",
                    "lock_address": "https://git.example.com/state/churn-dev/lock",
                    "lock_method": "POST",
                    "unlock_address": "https://git.example.com/state/churn-dev/lock",
                    "unlock_method": "DELETE",
                }
            },
        ),
        (
            {"backend": "remote", "organization": "contoso"},
            {
                "remote": {
                    "hostname": "app.terraform.io",
                    "organization": "contoso",
                    "workspaces": {"name": "zone-churn-dev"},
                }
            },
        ),
    ],
)
def test_state_lives_where_the_configuration_says(synth: Synth, zone: Json, state: Json, expected: Json) -> None:
    assert synth(zone | {"state": state})["churn-dev"].document["terraform"]["backend"] == expected


def test_the_bootstrap_state_moves_into_the_account(synth: Synth, zone: Json) -> None:
    zone["state"] = {"backend": "azurerm", "network": {"allowed_addresses": ["203.0.113.7"]}, "bootstrap": "account"}
    stacks = synth(zone)
    backend = stacks["bootstrap"].document["terraform"]["backend"]["azurerm"]
    assert backend["container_name"] == "bootstrap"
    assert backend["storage_account_name"] == stacks["bootstrap"].one("azurerm_storage_account")["name"]


def test_a_nat_gateway_serves_every_subnet(synth: Synth, zone: Json) -> None:
    zone["network"]["outbound"] = {"through": "nat_gateway"}
    core = synth(zone)["core"]
    (gateway,) = core.all("azurerm_nat_gateway")
    assert [subnet["natGateway"] for subnet in subnets(core).values()] == 2 * [
        {"id": f"${{azurerm_nat_gateway.{gateway}.id}}"}
    ]
    assert core.one("azurerm_public_ip")["sku"] == "Standard"


def test_a_subnet_is_written_with_its_group_and_routes_in_one_request(synth: Synth, zone: Json) -> None:
    core = synth(zone)["core"]
    (table,), (network,) = core.all("azurerm_route_table"), core.all("azurerm_virtual_network")
    groups = {f"${{azurerm_network_security_group.{key}.id}}" for key in core.all("azurerm_network_security_group")}
    made = subnets(core)
    assert {subnet["networkSecurityGroup"]["id"] for subnet in made.values()} == groups
    assert len(groups) == len(made) == 2
    for body in core.all("azapi_resource").values():
        subnet = body["body"]["properties"]
        assert subnet["defaultOutboundAccess"] is False
        assert subnet["routeTable"] == {"id": f"${{azurerm_route_table.{table}.id}}"}
        # Left out, azapi would take it for unchanged, and a former gateway would stay attached.
        assert subnet["natGateway"] == "${null}"
        assert body["response_export_values"] == ["id"]
        # azapi knows no network that others change meanwhile, unless it is told.
        assert body["locks"] == [body["parent_id"]] == [f"${{azurerm_virtual_network.{network}.id}}"]
        assert "AnotherOperationInProgress" in body["retry"]["error_message_regex"]


def test_what_a_subnet_names_is_destroyed_after_the_subnet_lets_go_of_it(synth: Synth, zone: Json) -> None:
    zone["network"] |= {"outbound": {"through": "nat_gateway"}, "storage_policy": True}
    core = synth(zone)["core"]
    for kind in (
        "azurerm_nat_gateway",
        "azurerm_network_security_group",
        "azurerm_subnet_service_endpoint_storage_policy",
    ):
        assert all(body["lifecycle"] == {"create_before_destroy": True} for body in core.all(kind).values()), kind
        assert core.all(kind)


def test_subnets_of_azurerm_are_taken_over_and_their_associations_forgotten(synth: Synth, zone: Json) -> None:
    """Names of the resources are those of commit 2f26171; to destroy an association takes the group from the subnet."""
    zone["moved"] = [
        {"stack": "core", "from": "azurerm_subnet.mine", "to": "azurerm_subnet.network_subnet-endpoints_FE162125"}
    ]
    document = synth(zone)["core"].document
    assert document["moved"] == [
        {"from": "azurerm_subnet.mine", "to": "azurerm_subnet.network_subnet-endpoints_FE162125"},
        *(
            {"from": f"azurerm_subnet.{name}", "to": f"azapi_resource.{name}"}
            for name in ("network_subnet-endpoints_FE162125", "network_subnet-training_FA3A9001")
        ),
    ]
    assert {block["from"] for block in document["removed"]} == {
        "azurerm_subnet_nat_gateway_association.network_subnet-endpoints_NatGateway_5B0D6BF4",
        "azurerm_subnet_nat_gateway_association.network_subnet-training_NatGateway_CFDDBC73",
        "azurerm_subnet_network_security_group_association.network_subnet-endpoints_SecurityGroup_6FAE8666",
        "azurerm_subnet_network_security_group_association.network_subnet-training_SecurityGroup_ED75EFFB",
        "azurerm_subnet_route_table_association.network_subnet-endpoints_RouteTable_E5E7F32A",
        "azurerm_subnet_route_table_association.network_subnet-training_RouteTable_C31277E3",
    }
    assert all(block["lifecycle"] == [{"destroy": False}] for block in document["removed"])


@pytest.mark.parametrize(
    ("cloud", "location", "api_zone"),
    [
        ("usgovernment", "usgovvirginia", "privatelink.api.ml.azure.us"),
        ("china", "chinaeast2", "privatelink.api.ml.azure.cn"),
    ],
)
def test_sovereign_clouds_have_their_own_endpoints_and_zones(
    synth: Synth, zone: Json, cloud: str, location: str, api_zone: str
) -> None:
    zone |= {"cloud": cloud, "location": location}
    zone["network"]["dns"] = {"owner": "landing_zone", "zone_names": {"registry": ["privatelink.azurecr.example"]}}
    zone["observability"] = {"private_link_scope": "none"}
    stacks = synth(zone)
    zones = {body["name"] for body in stacks["core"].all("azurerm_private_dns_zone").values()}
    assert api_zone in zones
    assert "privatelink.azurecr.example" in zones
    assert stacks["core"].document["provider"]["azurerm"][0]["environment"] == cloud
    assert "windows.net" not in json.dumps(stacks["core"].document)


def test_a_product_elsewhere_keeps_endpoints_and_nodes_in_the_networks_region(synth: Synth, zone: Json) -> None:
    zone["products"][0]["location"] = "northeurope"
    stack = synth(zone)["churn-dev"]
    assert stack.one("azurerm_machine_learning_workspace")["location"] == "northeurope"
    assert stack.one("azurerm_machine_learning_compute_cluster")["location"] == "westeurope"
    assert {body["location"] for body in stack.all("azurerm_private_endpoint").values()} == {"westeurope"}
