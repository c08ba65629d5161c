"""Container registries."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Unpack

from ..engine import azurerm
from ..engine.framework import Construct
from .base import AzureResource, Further, lifecycle
from .customer_managed_key import CustomerManagedKey
from .kinds import ResourceGroupRef


class ContainerRegistry(AzureResource, azurerm.container_registry.ContainerRegistry):
    """A Premium container registry without admin user, anonymous pull, export or public access."""

    def __init__(
        self,
        scope: Construct,
        id_: str,
        *,
        name: str,
        resource_group: ResourceGroupRef,
        location: str | None = None,
        retention_days: int = 30,
        encryption: CustomerManagedKey | None = None,
        prevent_destroy: bool = False,
        tags: Mapping[str, str] | None = None,
        **further: Unpack[Further],
    ) -> None:
        """A Premium container registry without admin user, anonymous pull, export or public access.

        Args:
            name: 5 to 50 letters and digits, unique in all of Azure.
            resource_group: where it lies.
            location: region; default that of the resource group.
            retention_days: days for which untagged images are kept. Default 30.
            encryption: a key of one's own; can only be chosen when the registry is made. Default Microsoft's.
            prevent_destroy: whether Terraform refuses to destroy it. Default false.
            tags: default none.
        """
        registry = azurerm.container_registry
        super().__init__(
            scope,
            id_,
            further=further,
            name=name,
            location=location or resource_group.location,
            resource_group_name=resource_group.name,
            sku="Premium",
            admin_enabled=False,
            anonymous_pull_enabled=False,
            data_endpoint_enabled=True,
            export_policy_enabled=False,
            network_rule_bypass_option="AzureServices",
            public_network_access_enabled=False,
            retention_policy_in_days=retention_days,
            identity=None
            if encryption is None
            else registry.ContainerRegistryIdentity(type="UserAssigned", identity_ids=[encryption.identity_id]),
            encryption=None
            if encryption is None
            else [
                registry.ContainerRegistryEncryption(
                    key_vault_key_id=encryption.key_id, identity_client_id=encryption.identity_client_id
                )
            ],
            lifecycle=lifecycle(prevent_destroy=prevent_destroy),
            tags=tags,
        )
