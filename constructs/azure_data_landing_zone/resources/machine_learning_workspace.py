"""Machine Learning workspaces."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Unpack

from ..azure.managed_network import IsolationMode
from ..engine import azurerm
from ..engine.framework import Construct, ITerraformDependable, set_later_arguments
from .base import AzureResource, Kept, dependencies, lifecycle
from .customer_managed_key import CustomerManagedKey
from .kinds import (
    ApplicationInsightsRef,
    ContainerRegistryRef,
    IdentityRef,
    KeyVaultRef,
    ResourceGroupRef,
    StorageAccountRef,
    SubnetRef,
)


class MachineLearningWorkspace(AzureResource, azurerm.machine_learning_workspace.MachineLearningWorkspace):
    """A Machine Learning workspace: private, with a user-assigned identity, its data stores reached with Entra ID."""

    def __init__(
        self,
        scope: Construct,
        id_: str,
        *,
        name: str,
        resource_group: ResourceGroupRef,
        identity: IdentityRef,
        storage_account: StorageAccountRef,
        key_vault: KeyVaultRef,
        application_insights: ApplicationInsightsRef,
        container_registry: ContainerRegistryRef,
        location: str | None = None,
        managed_network: IsolationMode | None = None,
        serverless_subnet: SubnetRef | None = None,
        encryption: CustomerManagedKey | None = None,
        image_build_compute_name: str | None = None,
        friendly_name: str | None = None,
        description: str | None = None,
        depends_on: Sequence[ITerraformDependable] = (),
        prevent_destroy: bool = False,
        tags: Mapping[str, str] | None = None,
        **further: Unpack[Kept],
    ) -> None:
        """A Machine Learning workspace: private, with a user-assigned identity, its data stores reached with Entra ID.

        High business impact is on: less telemetry goes to Microsoft, scratch disks are encrypted. It can never be
        changed.

        Args:
            name: 3 to 33 characters.
            resource_group: where it lies.
            identity: its user-assigned identity, which acts for it on the other four.
            storage_account: its default storage.
            key_vault: keeps its secrets.
            application_insights: takes telemetry.
            container_registry: keeps images; cannot be added later.
            location: region; default that of the resource group.
            managed_network: `AllowOnlyApprovedOutbound` or `AllowInternetOutbound`, for a network that the workspace
                makes for its compute together with itself; cannot be given up again. Default none: compute joins
                subnets.
            serverless_subnet: the subnet that serverless compute joins, without public addresses. Default none: it has
                no network of ours, as in a managed network.
            encryption: a key of one's own; can only be chosen when the workspace is made. Default Microsoft's.
            image_build_compute_name: the compute cluster that builds images. Default none: the registry would have to.
            friendly_name: name for people. Default none.
            description: default none.
            depends_on: what must exist first; above all the grants of `identity`. Default none.
            prevent_destroy: whether Terraform refuses to destroy it. Default false.
            tags: default none.
        """
        workspace = azurerm.machine_learning_workspace
        super().__init__(
            scope,
            id_,
            further=further,
            name=name,
            location=location or resource_group.location,
            resource_group_name=resource_group.name,
            friendly_name=friendly_name,
            description=description,
            identity=workspace.MachineLearningWorkspaceIdentity(
                type="UserAssigned",
                identity_ids=[identity.id, *([] if encryption is None else [encryption.identity_id])],
            ),
            primary_user_assigned_identity=identity.id,
            storage_account_id=storage_account.id,
            key_vault_id=key_vault.id,
            application_insights_id=application_insights.id,
            container_registry_id=container_registry.id,
            high_business_impact=True,
            public_network_access_enabled=False,
            v1_legacy_mode_enabled=False,
            managed_network=None
            if managed_network is None
            else workspace.MachineLearningWorkspaceManagedNetwork(
                isolation_mode=managed_network, provision_on_creation_enabled=True
            ),
            serverless_compute=None
            if serverless_subnet is None
            else workspace.MachineLearningWorkspaceServerlessCompute(
                subnet_id=serverless_subnet.id, public_ip_enabled=False
            ),
            encryption=None
            if encryption is None
            else workspace.MachineLearningWorkspaceEncryption(
                key_vault_id=encryption.key_vault_id,
                key_id=encryption.key_id,
                user_assigned_identity_id=encryption.identity_id,
            ),
            image_build_compute_name=image_build_compute_name,
            depends_on=dependencies(depends_on),
            # azurerm writes the key at creation only, and then shows each other version as a difference that stays.
            lifecycle=lifecycle(
                prevent_destroy=prevent_destroy, ignore_changes=[] if encryption is None else ["encryption[0].key_id"]
            ),
            tags=tags,
        )
        set_later_arguments(self, "azurerm_machine_learning_workspace", {"storage_account_access_type": "Identity"})
