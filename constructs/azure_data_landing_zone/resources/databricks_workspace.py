"""Databricks workspaces."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Unpack

from ..engine import azurerm
from ..engine.framework import Construct, ITerraformDependable
from .base import AzureResource, Kept, dependencies, lifecycle
from .kinds import AccessConnectorRef, DatabricksWorkspaceId, ResourceGroupRef, SubnetRef, VirtualNetworkRef


class DatabricksWorkspace(AzureResource, azurerm.databricks_workspace.DatabricksWorkspace):
    """A Databricks workspace in subnets of ours: no public addresses, reached over private endpoints alone."""

    def __init__(
        self,
        scope: Construct,
        id_: str,
        *,
        name: str,
        resource_group: ResourceGroupRef,
        managed_resource_group_name: str,
        storage_account_name: str,
        virtual_network: VirtualNetworkRef,
        public_subnet_name: str,
        public_subnet: SubnetRef,
        private_subnet_name: str,
        private_subnet: SubnetRef,
        access_connector: AccessConnectorRef,
        prevent_destroy: bool = False,
        depends_on: Sequence[ITerraformDependable] = (),
        tags: Mapping[str, str] | None = None,
        **further: Unpack[Kept],
    ) -> None:
        """A Databricks workspace in subnets of ours: no public addresses, reached over private endpoints alone.

        Args:
            name: 3 to 64 letters, digits, dashes and underscores.
            resource_group: where it lies.
            managed_resource_group_name: the resource group that Databricks makes and keeps for itself; cannot be
                changed.
            storage_account_name: the storage account that Databricks makes in it, unique in all of Azure; cannot be
                changed.
            virtual_network: the network of its subnets; cannot be changed.
            public_subnet_name: name of the subnet of its hosts (which have no public addresses, whatever it is called).
            public_subnet: that subnet, which has a security group. azurerm asks for the association of the two, whose
                id is that of the subnet.
            private_subnet_name: name of the subnet of its containers.
            private_subnet: as above.
            access_connector: the identity with which it passes the firewall of its storage account.
            prevent_destroy: whether Terraform refuses to destroy it. Default false.
            depends_on: what must exist first, such as the way out of its subnets. Default none.
            tags: default none.
        """
        super().__init__(
            scope,
            id_,
            further=further,
            name=name,
            location=resource_group.location,
            resource_group_name=resource_group.name,
            sku="premium",
            managed_resource_group_name=managed_resource_group_name,
            customer_managed_key_enabled=False,
            infrastructure_encryption_enabled=True,
            public_network_access_enabled=False,
            network_security_group_rules_required="NoAzureDatabricksRules",
            default_storage_firewall_enabled=True,
            access_connector_id=access_connector.id,
            custom_parameters=azurerm.databricks_workspace.DatabricksWorkspaceCustomParameters(
                no_public_ip=True,
                virtual_network_id=virtual_network.id,
                public_subnet_name=public_subnet_name,
                public_subnet_network_security_group_association_id=public_subnet.id,
                private_subnet_name=private_subnet_name,
                private_subnet_network_security_group_association_id=private_subnet.id,
                storage_account_name=storage_account_name,
            ),
            # A person may link a Machine Learning workspace in the portal; azurerm would replace this one to unset it.
            lifecycle=lifecycle(
                prevent_destroy=prevent_destroy, ignore_changes=["custom_parameters[0].machine_learning_workspace_id"]
            ),
            depends_on=dependencies(depends_on),
            tags=tags,
        )


class ExistingDatabricksWorkspace(
    AzureResource, azurerm.data_azurerm_databricks_workspace.DataAzurermDatabricksWorkspace
):
    """A Databricks workspace that another stack creates, read for the host that Azure gives it."""

    def __init__(
        self,
        scope: Construct,
        id_: str,
        *,
        workspace: DatabricksWorkspaceId,
        depends_on: Sequence[ITerraformDependable] = (),
    ) -> None:
        """A Databricks workspace that another stack creates, read for the host that Azure gives it.

        Args:
            workspace: its id.
            depends_on: what must exist first; a `Gate`, so that the first plan does without it. Default none.
        """
        super().__init__(
            scope,
            id_,
            name=workspace.name,
            resource_group_name=workspace.resource_group,
            depends_on=dependencies(depends_on),
        )

    @property
    def workspace_url(self) -> str:
        """Its host."""
        return self.reference("workspace_url")
