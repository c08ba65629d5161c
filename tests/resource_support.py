"""What tests of single constructs share: ids of neighbours that a construct refers to, and a comparison of arguments."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from azure_data_landing_zone.azure.ids import ResourceId
from azure_data_landing_zone.resources import CustomerManagedKey, ExistingResourceGroup
from support import Json

Built = Callable[[Callable[[Any], object]], Any]

GROUP = ExistingResourceGroup("rg-test", "westeurope")
SUBSCRIPTION = ResourceId("00000000-0000-0000-0000-000000000000", "rg-test")
NETWORK = SUBSCRIPTION.resource("Microsoft.Network/virtualNetworks", "vnet")
SUBNET = NETWORK.child("subnets", "snet")
LOGS = SUBSCRIPTION.resource("Microsoft.OperationalInsights/workspaces", "log")
VAULT = SUBSCRIPTION.resource("Microsoft.KeyVault/vaults", "kv")
ACCOUNT = SUBSCRIPTION.resource("Microsoft.Storage/storageAccounts", "st")
IDENTITY = SUBSCRIPTION.resource("Microsoft.ManagedIdentity/userAssignedIdentities", "id")
MACHINE_LEARNING = SUBSCRIPTION.resource("Microsoft.MachineLearningServices/workspaces", "mlw")
SYNAPSE = SUBSCRIPTION.resource("Microsoft.Synapse/workspaces", "syn")
FACTORY = SUBSCRIPTION.resource("Microsoft.DataFactory/factories", "adf")
CLUSTER = SUBSCRIPTION.resource("Microsoft.ContainerService/managedClusters", "aks")
ASSIGNMENT = SUBSCRIPTION.resource("Microsoft.Authorization/policyAssignments", "ml")
ALERTS = SUBSCRIPTION.resource("Microsoft.Insights/actionGroups", "ag").id
TENANT = "11111111-1111-1111-1111-111111111111"
OBJECT = "22222222-2222-2222-2222-222222222222"
KEY = CustomerManagedKey(VAULT.id, "https://kv.vault.azure.net/keys/one/2", IDENTITY.id, "client")


def assert_sets(body: Json, /, **arguments: object) -> None:
    """Compares arguments of a resource with what they must be; None means that the argument is not set."""
    assert {name: body.get(name) for name in arguments} == arguments


def assert_lies_in_group(body: Json, name: str) -> None:
    """Compares the place of a resource with `GROUP`."""
    assert_sets(body, name=name, resource_group_name="rg-test", location="westeurope")
