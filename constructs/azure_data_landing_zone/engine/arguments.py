"""Where we go beyond what the bindings know: the provider's version, and arguments that are newer than the binding.

The binding was generated from azurerm 4.55 and writes that version; stacks float inside 4.x instead.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from ..errors import AdlzError
from .either import AnyStack

if TYPE_CHECKING:
    from cdktf import TerraformResource, TerraformStack

#: Attribute of a stack that holds the major version of azurerm it asks for.
AZURERM_MAJOR = "_adlz_azurerm"
#: Version constraints of azurerm by major version.
AZURERM_VERSIONS: Mapping[int, str] = {4: "~> 4.81", 5: "~> 5.2"}
#: Provider source and version constraint, per provider that a stack may use.
REQUIRED_PROVIDERS: Mapping[str, Mapping[str, str]] = {
    "azurerm": {"source": "hashicorp/azurerm", "version": AZURERM_VERSIONS[4]},
    # 2.12 corrects the move of a resource from azurerm.
    "azapi": {"source": "Azure/azapi", "version": ">= 2.12, < 3"},
}
#: API versions of the resource types that are made or read through azapi: the newest stable ones in the schemas of
#: azapi 2.12.0, read 2026-11-26.
AZAPI_VERSIONS: Mapping[str, str] = {
    "Microsoft.DataFactory/factories": "2018-06-01",
    "Microsoft.DataFactory/factories/linkedservices": "2018-06-01",
    "Microsoft.EventGrid/systemTopics/eventSubscriptions": "2025-02-15",
    "Microsoft.Insights/privateLinkScopes/scopedResources": "2021-09-01",
    "Microsoft.KeyVault/vaults/privateEndpointConnections": "2026-02-01",
    "Microsoft.MachineLearningServices/registries": "2026-05-01",
    "Microsoft.MachineLearningServices/workspaces": "2026-05-01",
    "Microsoft.MachineLearningServices/workspaces/computes": "2026-05-01",
    "Microsoft.MachineLearningServices/workspaces/connections": "2026-05-01",
    "Microsoft.MachineLearningServices/workspaces/datastores": "2026-05-01",
    "Microsoft.MachineLearningServices/workspaces/linkedServices": "2020-09-01-preview",
    "Microsoft.MachineLearningServices/workspaces/outboundRules": "2026-05-01",
    "Microsoft.MachineLearningServices/workspaces/privateEndpointConnections": "2026-05-01",
    "Microsoft.Network/privateDnsZones/virtualNetworkLinks": "2024-06-01",
    "Microsoft.Network/virtualNetworks/subnets": "2025-07-01",
    "Microsoft.Network/virtualNetworks/virtualNetworkPeerings": "2025-07-01",
    "Microsoft.Storage/storageAccounts/privateEndpointConnections": "2026-04-01",
}
#: API versions for uses of a type that its version above does not cover, by type and use.
AZAPI_VERSIONS_OF_USES: Mapping[str, Mapping[str, str]] = {
    # enableRootAccess and releaseQuotaOnStop are in previews only (types of azapi 2.12.0, read 2026-11-26).
    "Microsoft.MachineLearningServices/workspaces/computes": {"ComputeInstance": "2025-10-01-preview"},
}
#: API versions of actions that are done through azapi, by the type of what they are actions of.
AZAPI_VERSIONS_OF_ACTIONS: Mapping[str, str] = {
    "Microsoft.MachineLearningServices/locations": "2026-05-01",
    "Microsoft.MachineLearningServices/workspaces": "2026-05-01",
    # updateIdleShutdownSetting is in previews only (types of azapi 2.12.0, read 2026-11-26).
    "Microsoft.MachineLearningServices/workspaces/computes": "2025-10-01-preview",
    "Microsoft.Synapse/workspaces": "2021-06-01",
}
#: Arguments that azurerm has and the binding has not, by resource type, with the version that brought them.
LATER_ARGUMENTS: Mapping[str, Mapping[str, str]] = {
    "azurerm_machine_learning_workspace": {"storage_account_access_type": "4.77"},
    "azurerm_application_insights": {"local_authentication_enabled": "4.78"},
    "azurerm_kubernetes_cluster": {"node_provisioning_profile": "4.57"},
    "azurerm_log_analytics_workspace": {"internet_ingestion_access_type": "5.0", "internet_query_access_type": "5.0"},
    "azurerm_private_dns_zone_virtual_network_link": {"private_dns_zone_id": "5.0"},
}


class ProviderError(AdlzError, TypeError):
    """An argument of `require_providers` is not one that it takes."""

    def __init__(self, message: str) -> None:
        super().__init__(f"require_providers: {message}")


#: The oldest Terraform, and OpenTofu, that knows ephemeral variables and write-only arguments.
EPHEMERAL_TERRAFORM = (1, 11)


def require_terraform(stack: TerraformStack, oldest: tuple[int, int]) -> None:
    """Lets a stack demand a version of Terraform, instead of failing at an argument that an older one does not know."""
    stack.add_override("terraform.required_version", f">= {oldest[0]}.{oldest[1]}")


def require_providers(stack: AnyStack, *providers: str, azurerm: int = 4) -> None:
    """Lets a stack's providers float inside their major version, whatever the binding was generated from.

    Args:
        stack: the stack.
        providers: keys of `REQUIRED_PROVIDERS`.
        azurerm: the major version of azurerm, whose arguments the resources of this library in the stack then use.

    Raises:
        ProviderError: an argument is something else.
    """
    # The classes of the framework need this module.
    if not hasattr(type(stack), "add_dependency"):
        raise ProviderError(f"stack is of the class {type(stack).__name__}, allowed: a TerraformStack")
    for provider in providers:
        if provider not in tuple(REQUIRED_PROVIDERS):
            allowed = ", ".join(REQUIRED_PROVIDERS)
            raise ProviderError(f"{provider!r} is no provider with a version of this library, allowed: {allowed}")
    if azurerm not in tuple(AZURERM_VERSIONS):
        raise ProviderError(f"azurerm is {azurerm!r}, allowed: {', '.join(map(str, AZURERM_VERSIONS))}")
    for provider in providers:
        required = dict(REQUIRED_PROVIDERS[provider])
        if provider == "azurerm":
            required["version"] = AZURERM_VERSIONS[azurerm]
            setattr(stack, AZURERM_MAJOR, azurerm)
        stack.add_override(f"terraform.required_providers.{provider}", required)


def set_later_arguments(
    resource: TerraformResource, type_: str, arguments: Mapping[str, object], without: Sequence[str] = ()
) -> None:
    """Sets arguments that the binding does not know.

    Args:
        resource: the resource.
        type_: its type in Terraform.
        arguments: the arguments by name.
        without: arguments that the binding requires and that these replace.

    Raises:
        KeyError: an argument is not in `LATER_ARGUMENTS`; it is declared there first.
    """
    for name in without:
        # The framework deletes an argument whose override is undefined.
        resource.add_override(name, None)
    for name, value in arguments.items():
        LATER_ARGUMENTS[type_][name]
        resource.add_override(name, value)
