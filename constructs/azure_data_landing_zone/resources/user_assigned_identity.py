"""User-assigned managed identities."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Unpack

from ..engine import azurerm
from ..engine.framework import Construct, ITerraformDependable
from .base import AzureResource, Further, dependencies
from .kinds import IdentityId, ResourceGroupRef


class UserAssignedIdentity(AzureResource, azurerm.user_assigned_identity.UserAssignedIdentity):
    """A user-assigned managed identity."""

    def __init__(
        self,
        scope: Construct,
        id_: str,
        *,
        name: str,
        resource_group: ResourceGroupRef,
        location: str | None = None,
        tags: Mapping[str, str] | None = None,
        **further: Unpack[Further],
    ) -> None:
        """A user-assigned managed identity.

        Args:
            name: 3 to 128 characters.
            resource_group: where it lies.
            location: region; default that of the resource group.
            tags: default none.
        """
        super().__init__(
            scope,
            id_,
            further=further,
            name=name,
            location=location or resource_group.location,
            resource_group_name=resource_group.name,
            tags=tags,
        )

    @property
    def principal_id(self) -> str:
        """The object id of its service principal, which Azure makes up."""
        return self.reference("principal_id")

    @property
    def client_id(self) -> str:
        """Its application id, which Azure makes up."""
        return self.reference("client_id")


class ExistingIdentity(
    AzureResource,
    azurerm.data_azurerm_user_assigned_identity.DataAzurermUserAssignedIdentity,
):
    """A managed identity that another stack makes, read for what Azure makes up about it."""

    def __init__(
        self,
        scope: Construct,
        id_: str,
        *,
        identity: IdentityId,
        depends_on: Sequence[ITerraformDependable] = (),
    ) -> None:
        """A managed identity that another stack makes, read for what Azure makes up about it.

        Args:
            identity: its id.
            depends_on: what must exist first; a `Gate`, so that the first plan does without it. Default none.
        """
        super().__init__(
            scope,
            id_,
            name=identity.name,
            resource_group_name=identity.resource_group,
            depends_on=dependencies(depends_on),
        )

    @property
    def principal_id(self) -> str:
        """The object id of its service principal."""
        return self.reference("principal_id")
