"""Key vaults."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Unpack

from ..azure.skus import KeyVaultSku
from ..engine import azurerm
from ..engine.either import AnyResolvable
from ..engine.framework import Construct
from .base import AzureResource, Further, lifecycle
from .kinds import ResourceGroupRef


class KeyVault(AzureResource, azurerm.key_vault.KeyVault):
    """A key vault with RBAC and no public access; trusted Azure services pass its firewall."""

    def __init__(
        self,
        scope: Construct,
        id_: str,
        *,
        name: str,
        resource_group: ResourceGroupRef,
        tenant_id: str,
        location: str | None = None,
        purge_protection: bool | AnyResolvable = True,
        soft_delete_retention_days: int = 90,
        sku_name: KeyVaultSku = "standard",
        prevent_destroy: bool = False,
        tags: Mapping[str, str] | None = None,
        **further: Unpack[Further],
    ) -> None:
        """A key vault with RBAC and no public access; trusted Azure services pass its firewall.

        Args:
            name: 3 to 24 letters, digits and dashes, unique in all of Azure.
            resource_group: where it lies.
            tenant_id: the Entra tenant.
            location: region; default that of the resource group.
            purge_protection: whether nobody can purge it before its retention ends; cannot be taken back. Default true.
            soft_delete_retention_days: 7 to 90, cannot be changed. Default 90.
            sku_name: `premium` has keys in hardware security modules. Default `standard`.
            prevent_destroy: whether Terraform refuses to destroy it. Default false.
            tags: default none.
        """
        super().__init__(
            scope,
            id_,
            further=further,
            name=name,
            location=location or resource_group.location,
            resource_group_name=resource_group.name,
            tenant_id=tenant_id,
            sku_name=sku_name,
            rbac_authorization_enabled=True,
            public_network_access_enabled=False,
            purge_protection_enabled=purge_protection,
            soft_delete_retention_days=soft_delete_retention_days,
            enabled_for_deployment=False,
            enabled_for_disk_encryption=False,
            enabled_for_template_deployment=False,
            network_acls=azurerm.key_vault.KeyVaultNetworkAcls(default_action="Deny", bypass="AzureServices"),
            lifecycle=lifecycle(prevent_destroy=prevent_destroy),
            tags=tags,
        )
