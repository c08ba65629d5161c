"""Remediations: policies that are run over what exists already."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Unpack

from ..engine import azurerm
from ..engine.framework import Construct, ITerraformDependable
from .base import AzureResource, Kept, dependencies
from .kinds import ManagementGroupRef, PolicyAssignmentRef, ResourceGroupScope, SubscriptionRef


class SubscriptionPolicyRemediation(
    AzureResource,
    azurerm.subscription_policy_remediation.SubscriptionPolicyRemediation,
):
    """A policy of an assignment, run over what exists in a subscription."""

    def __init__(
        self,
        scope: Construct,
        id_: str,
        *,
        name: str,
        target: SubscriptionRef,
        assignment: PolicyAssignmentRef,
        policy: str,
        depends_on: Sequence[ITerraformDependable] = (),
        **further: Unpack[Kept],
    ) -> None:
        """A policy of an assignment, run over what exists in a subscription.

        Args:
            name: its name.
            target: the subscription.
            assignment: the assignment.
            policy: reference id of the policy.
            depends_on: what must exist before, such as the roles of the assignment's identity.
        """
        super().__init__(
            scope,
            id_,
            further=further,
            name=name,
            subscription_id=target.id,
            policy_assignment_id=assignment.id,
            policy_definition_reference_id=policy,
            resource_discovery_mode="ReEvaluateCompliance",
            depends_on=dependencies(depends_on),
        )


class ManagementGroupPolicyRemediation(
    AzureResource,
    azurerm.management_group_policy_remediation.ManagementGroupPolicyRemediation,
):
    """A policy of an assignment, run over what exists below a management group."""

    def __init__(
        self,
        scope: Construct,
        id_: str,
        *,
        name: str,
        target: ManagementGroupRef,
        assignment: PolicyAssignmentRef,
        policy: str,
        depends_on: Sequence[ITerraformDependable] = (),
        **further: Unpack[Kept],
    ) -> None:
        """A policy of an assignment, run over what exists below a management group.

        Args:
            name: its name.
            target: the management group.
            assignment: the assignment.
            policy: reference id of the policy.
            depends_on: what must exist before, such as the roles of the assignment's identity.
        """
        super().__init__(
            scope,
            id_,
            further=further,
            name=name,
            management_group_id=target.id,
            policy_assignment_id=assignment.id,
            policy_definition_reference_id=policy,
            depends_on=dependencies(depends_on),
        )


class ResourceGroupPolicyRemediation(
    AzureResource,
    azurerm.resource_group_policy_remediation.ResourceGroupPolicyRemediation,
):
    """A policy of an assignment, run over what exists in a resource group."""

    def __init__(
        self,
        scope: Construct,
        id_: str,
        *,
        name: str,
        target: ResourceGroupScope,
        assignment: PolicyAssignmentRef,
        policy: str,
        depends_on: Sequence[ITerraformDependable] = (),
        **further: Unpack[Kept],
    ) -> None:
        """A policy of an assignment, run over what exists in a resource group.

        Args:
            name: its name.
            target: the resource group.
            assignment: the assignment.
            policy: reference id of the policy.
            depends_on: what must exist before, such as the roles of the assignment's identity.
        """
        super().__init__(
            scope,
            id_,
            further=further,
            name=name,
            resource_group_id=target.id,
            policy_assignment_id=assignment.id,
            policy_definition_reference_id=policy,
            resource_discovery_mode="ReEvaluateCompliance",
            depends_on=dependencies(depends_on),
        )
