"""Service endpoint policies for storage."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Unpack

from ..engine import azurerm
from ..engine.framework import Construct
from .base import AzureResource, Further, lifecycle
from .kinds import ResourceGroupRef


class StorageEndpointPolicy(
    AzureResource,
    azurerm.subnet_service_endpoint_storage_policy.SubnetServiceEndpointStoragePolicy,
):
    """Names the storage accounts that a subnet reaches over its service endpoint; all others are out of reach."""

    def __init__(
        self,
        scope: Construct,
        id_: str,
        *,
        name: str,
        resource_group: ResourceGroupRef,
        accounts: Sequence[str],
        tags: Mapping[str, str] | None = None,
        **further: Unpack[Further],
    ) -> None:
        """Names the storage accounts that a subnet reaches over its service endpoint; all others are out of reach.

        The accounts that Azure Machine Learning itself uses for compute are always among them, by the alias
        `/services/Azure/MachineLearning` (Microsoft Learn "Prevent data exfiltration", Azure Machine Learning).

        Args:
            name: 1 to 80 characters.
            resource_group: where it lies.
            accounts: ids of storage accounts, or of resource groups or subscriptions whose accounts are meant.
            tags: default none.
        """
        definition = azurerm.subnet_service_endpoint_storage_policy.SubnetServiceEndpointStoragePolicyDefinition
        super().__init__(
            scope,
            id_,
            further=further,
            name=name,
            location=resource_group.location,
            resource_group_name=resource_group.name,
            definition=[
                definition(name="accounts", service="Microsoft.Storage", service_resources=sorted(accounts)),
                definition(
                    name="machine-learning", service="Global", service_resources=["/services/Azure/MachineLearning"]
                ),
            ],
            # Subnets name it, and let go of it before it is destroyed.
            lifecycle=lifecycle(create_before_destroy=True),
            tags=tags,
        )
