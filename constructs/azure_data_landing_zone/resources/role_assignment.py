"""Role assignments."""

from __future__ import annotations

from enum import StrEnum
from typing import Unpack

from ..engine import azurerm
from ..engine.framework import Construct
from .base import AzureResource, Further
from .kinds import Identified


class PrincipalType(StrEnum):
    """The kind of a principal that gets a role."""

    SERVICE_PRINCIPAL = "ServicePrincipal"
    GROUP = "Group"
    USER = "User"


class RoleAssignment(AzureResource, azurerm.role_assignment.RoleAssignment):
    """One role for one principal at one scope."""

    def __init__(
        self,
        scope: Construct,
        id_: str,
        *,
        target: Identified,
        role_definition_id: str,
        principal_id: str,
        principal_type: PrincipalType,
        name: str | None = None,
        description: str | None = None,
        condition: str | None = None,
        **further: Unpack[Further],
    ) -> None:
        """One role for one principal at one scope.

        Args:
            target: the scope.
            role_definition_id: the role, by full id (a name may be changed by its owner).
            principal_id: object id of the principal.
            principal_type: its kind; always given, or Azure fails on a principal that was just made.
            name: a UUID; default a random one that Azure keeps. Everything in an assignment forces replacement.
            description: why it is there.
            condition: limits what the role allows, in Azure's language of conditions (version 2.0). Default none.
        """
        kind = str(principal_type)
        super().__init__(
            scope,
            id_,
            further=further,
            name=name,
            scope=target.id,
            role_definition_id=role_definition_id,
            principal_id=principal_id,
            principal_type=kind,
            skip_service_principal_aad_check=kind == PrincipalType.SERVICE_PRINCIPAL or None,
            description=description,
            condition=condition,
            condition_version=None if condition is None else "2.0",
        )
