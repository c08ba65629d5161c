"""Synapse workspaces."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Unpack

from ..engine import azurerm
from ..engine.azapi import AzapiAction
from ..engine.framework import Construct, ITerraformDependable
from .base import AzureResource, Further, Kept, dependencies, lifecycle
from .kinds import ResourceGroupRef, SynapseWorkspaceRef


class SynapseWorkspace(AzureResource, azurerm.synapse_workspace.SynapseWorkspace):
    """A Synapse workspace with a managed network; Entra ID only."""

    def __init__(
        self,
        scope: Construct,
        id_: str,
        *,
        name: str,
        resource_group: ResourceGroupRef,
        filesystem_url: str,
        only_tenant: str | None = None,
        depends_on: Sequence[ITerraformDependable] = (),
        prevent_destroy: bool = False,
        tags: Mapping[str, str] | None = None,
        **further: Unpack[Kept],
    ) -> None:
        """A Synapse workspace with a managed network; Entra ID only.

        Two arguments are set at creation and ignored later. Azure generates the login of an SQL administrator, and
        azurerm would replace the workspace because the configuration has none. A change of `tags` makes azurerm send an
        empty SQL password, which Azure refuses while SQL logins are disabled (azurerm 4.81.0,
        `resourceSynapseWorkspaceUpdate`; Azure/terraform-provider-azapi#306, read 2026-11-26). `SynapseTags` updates
        the tags.

        Args:
            name: 1 to 50 lower-case letters, digits and dashes, unique in all of Azure.
            resource_group: where it lies.
            filesystem_url: its default file system: `https://<account>.dfs.<suffix>/<container>`. Cannot be changed.
            only_tenant: the Entra tenant whose resources its pools may reach, through private endpoints only. Cannot be
                changed, and Azure Machine Learning does not support it (Microsoft Learn "Securely integrate with Azure
                Synapse", read 2026-11-26). Default none: no protection against data exfiltration.
            depends_on: what must exist first; above all the container behind `filesystem_url`. Default none.
            prevent_destroy: whether Terraform refuses to destroy it. Default false.
            tags: default none.
        """
        super().__init__(
            scope,
            id_,
            further=further,
            name=name,
            location=resource_group.location,
            resource_group_name=resource_group.name,
            storage_data_lake_gen2_filesystem_id=filesystem_url,
            identity=azurerm.synapse_workspace.SynapseWorkspaceIdentity(type="SystemAssigned"),
            azuread_authentication_only=True,
            public_network_access_enabled=False,
            managed_virtual_network_enabled=True,
            data_exfiltration_protection_enabled=only_tenant is not None,
            linking_allowed_for_aad_tenant_ids=None if only_tenant is None else [only_tenant],
            # Its pipelines would act on SQL pools with full control.
            sql_identity_control_enabled=False,
            depends_on=dependencies(depends_on),
            lifecycle=lifecycle(prevent_destroy=prevent_destroy, ignore_changes=["sql_administrator_login", "tags"]),
            tags=tags,
        )

    @property
    def principal_id(self) -> str:
        """The object id of its system-assigned identity, which Azure makes up."""
        return self.reference("identity[0].principal_id")


class SynapseTags(AzapiAction):
    """The tags of a Synapse workspace, sent by themselves when they change. The stack needs the azapi provider."""

    def __init__(
        self,
        scope: Construct,
        id_: str,
        *,
        workspace: SynapseWorkspaceRef,
        tags: Mapping[str, str],
        depends_on: Sequence[ITerraformDependable] = (),
    ) -> None:
        """The tags of a Synapse workspace, sent by themselves when they change. The stack needs the azapi provider.

        Args:
            workspace: the workspace.
            tags: all its tags.
            depends_on: what must exist first: Azure refuses to create pools while it updates the workspace. Default
                none.
        """
        super().__init__(
            scope,
            id_,
            type_="Microsoft.Synapse/workspaces",
            resource_id=workspace.id,
            method="PATCH",
            body={"tags": dict(tags)},
            depends_on=depends_on,
        )


class SynapseSqlAdministrator(
    AzureResource,
    azurerm.synapse_workspace_sql_aad_admin.SynapseWorkspaceSqlAadAdmin,
):
    """The Entra group that administers the SQL of a Synapse workspace."""

    def __init__(
        self,
        scope: Construct,
        id_: str,
        *,
        workspace: SynapseWorkspaceRef,
        object_id: str,
        login: str,
        tenant_id: str,
        **further: Unpack[Further],
    ) -> None:
        """The Entra group that administers the SQL of a Synapse workspace.

        Args:
            workspace: the workspace.
            object_id: the group.
            login: what SQL calls it.
            tenant_id: its Entra tenant.
        """
        super().__init__(
            scope,
            id_,
            further=further,
            synapse_workspace_id=workspace.id,
            object_id=object_id,
            login=login,
            tenant_id=tenant_id,
        )
