"""Exemptions from assigned policies."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, Unpack

from ..engine import azurerm
from ..engine.framework import Construct
from .base import AzureResource, Further
from .kinds import Identified, PolicyAssignmentRef, ResourceGroupScope


class ResourceGroupPolicyExemption(
    AzureResource,
    azurerm.resource_group_policy_exemption.ResourceGroupPolicyExemption,
):
    """A resource group in which some policies of an assignment do not hold."""

    def __init__(
        self,
        scope: Construct,
        id_: str,
        *,
        name: str,
        target: ResourceGroupScope,
        assignment: PolicyAssignmentRef,
        policies: Sequence[str],
        category: Literal["Waiver", "Mitigated"],
        reason: str,
        expires_on: str,
        **further: Unpack[Further],
    ) -> None:
        """A resource group in which some policies of an assignment do not hold.

        Args:
            name: its name.
            target: the resource group.
            assignment: the assignment.
            policies: reference ids of the policies.
            category: `Waiver` or `Mitigated`.
            reason: why.
            expires_on: when it ends, as RFC 3339.
        """
        super().__init__(
            scope,
            id_,
            further=further,
            name=name,
            display_name=name,
            resource_group_id=target.id,
            policy_assignment_id=assignment.id,
            policy_definition_reference_ids=list(policies),
            exemption_category=category,
            description=reason,
            expires_on=expires_on,
        )


class ResourcePolicyExemption(
    AzureResource,
    azurerm.resource_policy_exemption.ResourcePolicyExemption,
):
    """A resource for which some policies of an assignment do not hold."""

    def __init__(
        self,
        scope: Construct,
        id_: str,
        *,
        name: str,
        target: Identified,
        assignment: PolicyAssignmentRef,
        policies: Sequence[str],
        category: Literal["Waiver", "Mitigated"],
        reason: str,
        expires_on: str,
        **further: Unpack[Further],
    ) -> None:
        """A resource for which some policies of an assignment do not hold.

        Args:
            name: its name.
            target: the resource.
            assignment: the assignment.
            policies: reference ids of the policies.
            category: `Waiver` or `Mitigated`.
            reason: why.
            expires_on: when it ends, as RFC 3339.
        """
        super().__init__(
            scope,
            id_,
            further=further,
            name=name,
            display_name=name,
            resource_id=target.id,
            policy_assignment_id=assignment.id,
            policy_definition_reference_ids=list(policies),
            exemption_category=category,
            description=reason,
            expires_on=expires_on,
        )
