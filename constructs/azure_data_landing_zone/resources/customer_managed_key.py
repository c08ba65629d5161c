"""Keys of a customer, which encrypt resources instead of Microsoft's."""

from __future__ import annotations

from dataclasses import dataclass

from ..engine.azapi import AzapiAction
from ..engine.framework import Construct
from .kinds import MachineLearningWorkspaceRef


@dataclass(frozen=True)
class CustomerManagedKey:
    """A key that exists already, and the identity that may use it.

    Attributes:
        key_vault_id: the vault of the key.
        key_id: its address in the vault.
        identity_id: the user-assigned identity that may use it.
        identity_client_id: application id of that identity.
    """

    key_vault_id: str
    key_id: str
    identity_id: str
    identity_client_id: str


class WorkspaceKey(AzapiAction):
    """The version of the key that encrypts a Machine Learning workspace, set again when it changes."""

    def __init__(self, scope: Construct, id_: str, *, workspace: MachineLearningWorkspaceRef, key_id: str) -> None:
        """The version of the key that encrypts a Machine Learning workspace, set again when it changes.

        azurerm sets the key at creation only: its update (`resourceMachineLearningWorkspaceUpdate`, 4.81 and 5.2) never
        reads it. The stack needs the azapi provider.

        Args:
            workspace: the workspace, made with a version of the same key or with another key of the same vault.
            key_id: URL of the key in the vault, with its version.
        """
        super().__init__(
            scope,
            id_,
            type_="Microsoft.MachineLearningServices/workspaces",
            resource_id=workspace.id,
            method="PATCH",
            body={"properties": {"encryption": {"keyVaultProperties": {"keyIdentifier": key_id}}}},
        )
