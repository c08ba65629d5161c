"""Names that programs give to resources."""

from __future__ import annotations

import inspect
from typing import Any

import pytest

from azure_data_landing_zone import resources
from azure_data_landing_zone.azure import names
from azure_data_landing_zone.engine import azurerm
from azure_data_landing_zone.engine.azapi import AzapiResource
from azure_data_landing_zone.engine.framework import TerraformResource
from azure_data_landing_zone.engine.parameters import ArgumentError
from azure_data_landing_zone.resources import PrivateDnsZone, ResourceGroup, Subnet, VirtualNetwork
from resource_support import GROUP, NETWORK, SUBSCRIPTION, Built

#: Resources whose names are not compared, with the reason.
NOT_COMPARED = {
    "DataFactoryManagedEndpoint": "Azure documents no form",
    "DiagnosticSetting": "Azure documents no form",
    "FederatedCredential": "Azure documents no form beside the rules of the provider",
    "FirewallRules": "Azure documents no form of a collection group",
    "FqdnRule": "Azure documents no form",
    "ManagementGroupPolicyRemediation": "Azure documents no form",
    "ManagementGroupPolicySetDefinition": "the documented form has changed, and former names stay allowed",
    "PolicyDefinition": "the documented form has changed, and former names stay allowed",
    "PolicySetDefinition": "the documented form has changed, and former names stay allowed",
    "PrivateEndpointRule": "Azure documents no form",
    "ResourceGroupPolicyExemption": "the documented form has changed, and former names stay allowed",
    "ResourceGroupPolicyRemediation": "Azure documents no form",
    "ResourcePolicyExemption": "the documented form has changed, and former names stay allowed",
    "RoleAssignment": "a UUID that is computed",
    "RoleDefinition": "a title, of any characters",
    "ScopedService": "Azure documents no form",
    "ServiceTagRule": "Azure documents no form",
    "SubscriptionPolicyRemediation": "Azure documents no form",
    "SynapseManagedEndpoint": "Azure documents no form",
    "TrustedAccess": "Azure documents no form",
    "Workbook": "a UUID that is computed",
}


def test_every_resource_with_a_name_has_a_rule_or_a_reason() -> None:
    without = set()
    for exported in resources.__all__:
        class_ = getattr(resources, exported)
        if not isinstance(class_, type) or not issubclass(class_, TerraformResource):
            continue
        if "name" not in inspect.signature(class_.__init__).parameters:
            continue
        # Subnets, and what else comes through azapi, have their type in Azure: below.
        known = issubclass(class_, resources.AzureResource) and azurerm.terraform_type(class_) in names.forms()
        if not known and not issubclass(class_, AzapiResource):
            without.add(exported)
    assert without == NOT_COMPARED.keys()


@pytest.mark.parametrize(
    ("build", "said"),
    [
        (
            lambda scope: resources.ActionGroup(
                scope, "one", name="ag<>/x%", short_name="ag", resource_group=GROUP, emails=["a@contoso.com"]
            ),
            "ActionGroup 'one/one': name is 'ag<>/x%', which is not what Azure allows for an action group: none of : <",
        ),
        (
            lambda scope: Subnet(
                scope,
                "one",
                name="snet mine/x",
                virtual_network=VirtualNetwork(
                    scope, "network", name="vnet", resource_group=GROUP, address_space=["10.0.0.0/24"]
                ),
                address_prefix="10.0.0.0/25",
                network_security_group=SUBSCRIPTION.resource("Microsoft.Network/networkSecurityGroups", "nsg"),
            ),
            "Subnet 'one/one': name is 'snet mine/x', which is not what Azure allows for a subnet: letters",
        ),
        (
            lambda scope: PrivateDnsZone(
                scope,
                "one",
                name="privatelink.blob.core.windows.net",
                resource_group=GROUP,
                virtual_networks={"m": NETWORK},
                link_names={"m": "a/b c"},
            ),
            "Link 'one/one/link-m': name is 'a/b c', which is not what Azure allows for a private dns zone link: letters",
        ),
    ],
)
def test_refuses_a_name_that_azure_refuses(built: Built, build: Any, said: str) -> None:
    with pytest.raises(ArgumentError) as raised:
        built(build)
    assert str(raised.value).startswith(said)


def test_leaves_a_name_that_terraform_evaluates(built: Built) -> None:
    stack = built(lambda scope: ResourceGroup(scope, "group", name="${var.group}", location="westeurope"))
    assert stack.one("azurerm_resource_group")["name"] == "${var.group}"
