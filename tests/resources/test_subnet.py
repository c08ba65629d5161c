"""Subnets."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from azure_data_landing_zone.engine.framework import TerraformResourceLifecycle
from azure_data_landing_zone.resources import ResourceGroup, Subnet, VirtualNetwork
from resource_support import GROUP, SUBSCRIPTION, Built, assert_sets


def subnet(**arguments: Any) -> Callable[[Any], object]:
    def build(scope: Any) -> None:
        network = VirtualNetwork(scope, "network", name="vnet", resource_group=GROUP, address_space=["10.0.0.0/20"])
        group = SUBSCRIPTION.resource("Microsoft.Network/networkSecurityGroups", "nsg")
        Subnet(
            scope,
            "subnet",
            name="snet",
            virtual_network=network,
            address_prefix="10.0.0.0/24",
            network_security_group=group,
            **arguments,
        )

    return build


def test_sets_no_outbound_access_of_its_own(built: Built) -> None:
    stack = built(subnet())
    body = stack.one("azapi_resource")
    ((network, _),) = stack.all("azurerm_virtual_network").items()
    assert_sets(body, parent_id=f"${{azurerm_virtual_network.{network}.id}}", response_export_values=["id"])
    assert_sets(
        body["body"]["properties"],
        addressPrefix="10.0.0.0/24",
        defaultOutboundAccess=False,
        privateEndpointNetworkPolicies="Enabled",
        privateLinkServiceNetworkPolicies="Enabled",
        networkSecurityGroup={"id": SUBSCRIPTION.resource("Microsoft.Network/networkSecurityGroups", "nsg").id},
        routeTable="${null}",
        natGateway="${null}",
        delegations=[],
        serviceEndpoints=[],
        serviceEndpointPolicies=[],
    )


def test_sets_one_change_of_the_network_at_a_time(built: Built) -> None:
    stack = built(subnet())
    ((network, _),) = stack.all("azurerm_virtual_network").items()
    body = stack.one("azapi_resource")
    assert body["locks"] == [f"${{azurerm_virtual_network.{network}.id}}"]
    assert body["retry"]["error_message_regex"] == ["AnotherOperationInProgress", "ReferencedResourceNotProvisioned"]


def test_sets_what_is_attached_to_it(built: Built) -> None:
    table = SUBSCRIPTION.resource("Microsoft.Network/routeTables", "rt")
    gateway = SUBSCRIPTION.resource("Microsoft.Network/natGateways", "ng")
    policy = SUBSCRIPTION.resource("Microsoft.Network/serviceEndpointPolicies", "sep")
    delegate = "Microsoft.Databricks/workspaces"
    stack = built(subnet(route_table=table, nat_gateway=gateway, storage_policy=policy, delegated_to=delegate))
    assert_sets(
        stack.one("azapi_resource")["body"]["properties"],
        routeTable={"id": table.id},
        natGateway={"id": gateway.id},
        delegations=[{"name": delegate, "properties": {"serviceName": delegate}}],
        serviceEndpoints=[{"service": "Microsoft.Storage"}],
        serviceEndpointPolicies=[{"id": policy.id}],
    )


def test_takes_dependencies_and_a_lifecycle(built: Built) -> None:
    def build(scope: Any) -> None:
        first = ResourceGroup(scope, "first", name="rg-first", location="westeurope")
        subnet(depends_on=[first], lifecycle=TerraformResourceLifecycle(prevent_destroy=True))(scope)

    body = built(build).one("azapi_resource")
    assert body["lifecycle"] == {"prevent_destroy": True}
    assert [one.partition(".")[0] for one in body["depends_on"]] == ["azurerm_resource_group"]
