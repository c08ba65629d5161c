"""Roles of our own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Unpack

from ..engine import azurerm
from ..engine.framework import Construct
from .base import AzureResource, Further
from .kinds import Identified


class RoleDefinition(AzureResource, azurerm.role_definition.RoleDefinition):
    """A role of our own, for the control plane only."""

    def __init__(
        self,
        scope: Construct,
        id_: str,
        *,
        guid: str,
        name: str,
        description: str,
        scope_: Identified,
        actions: Sequence[str],
        **further: Unpack[Further],
    ) -> None:
        """A role of our own, for the control plane only.

        Args:
            guid: its id, a UUID.
            name: its name for people, unique in the tenant.
            description: what it is for.
            scope_: where it can be assigned, and below.
            actions: what it allows.
        """
        super().__init__(
            scope,
            id_,
            further=further,
            role_definition_id=guid,
            name=name,
            description=description,
            scope=scope_.id,
            assignable_scopes=[scope_.id],
            permissions=[azurerm.role_definition.RoleDefinitionPermissions(actions=list(actions))],
        )
