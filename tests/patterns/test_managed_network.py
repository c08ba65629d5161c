"""Workspaces in a managed network: outbound rules, and who approves their endpoints."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from azure_data_landing_zone import config
from network_support import HUB, azapi_resources, with_managed_network
from support import Json, Stack

Synth = Callable[[Json], dict[str, Stack]]
RULES = "azurerm_machine_learning_workspace_network_outbound_rule"
APPROVER = "b556d68e-0be0-4f35-a333-ad7ee1ce17ea"


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
        with_managed_network(
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
    (images,) = azapi_resources(stack, "Microsoft.MachineLearningServices/workspaces/outboundRules")
    assert images["body"]["properties"]["destination"]["serviceResourceId"] == other


def test_a_managed_network_reaches_the_lake_and_all_of_its_storage_privately(synth: Synth, zone: Json) -> None:
    stack = synth(with_managed_network(zone))["churn-dev"]
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
    stack = synth(with_managed_network(zone, approval=approval, endpoints=endpoint))["churn-dev"]
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
    with_managed_network(zone)["products"][0]["location"] = "northeurope"
    cluster = synth(zone)["churn-dev"].one("azurerm_machine_learning_compute_cluster")
    assert cluster["location"] == "northeurope"


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
