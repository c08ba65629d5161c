"""Assignments of initiatives."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Unpack

from ..azure.ids import ResourceId
from ..azure.json_values import Json
from ..engine import azurerm
from ..engine.framework import Construct
from .base import AzureResource, Further
from .kinds import Identified, InitiativeRef, ManagementGroupRef, ResourceGroupScope, SubscriptionRef
from .policy_definition import json_text

_GROUP = "Microsoft.Resources/resourceGroups"
_SUBSCRIPTION = "Microsoft.Resources/subscriptions"
_MANAGEMENT_GROUP = "Microsoft.Management/managementGroups"


@dataclass(frozen=True)
class PolicyAssignmentSettings:
    """The settings of an assignment, for every kind of scope.

    Attributes:
        name: its name: 64 characters at most, 24 in a management group.
        display_name: its title.
        description: what it is for.
        initiative: the initiative.
        parameters: values of its parameters.
        messages: by the reference id of a policy, what Azure tells whoever is refused.
        not_scopes: what inside of the scope is left out.
        enforce: whether Azure refuses and changes; otherwise it only reports.
        identity_location: the region of its identity; empty for none, where no policy changes or adds anything.
    """

    name: str
    display_name: str
    description: str
    initiative: InitiativeRef
    parameters: Mapping[str, Json]
    messages: Mapping[str, str]
    not_scopes: Sequence[str] = ()
    enforce: bool = True
    identity_location: str = ""

    def arguments(self, message: Any, identity: Any, metadata: Mapping[str, Json]) -> dict[str, Any]:
        """The arguments that all kinds of assignments have; `message` and `identity` are the classes of the blocks."""
        return {
            "name": self.name,
            "display_name": self.display_name,
            "description": self.description,
            "policy_definition_id": self.initiative.id,
            "enforce": self.enforce,
            "parameters": json_text({name: {"value": value} for name, value in self.parameters.items()}),
            "metadata": json_text(metadata),
            "not_scopes": list(self.not_scopes) or None,
            "location": self.identity_location or None,
            "identity": identity(type="SystemAssigned") if self.identity_location else None,
            "non_compliance_message": [
                message(content=text, policy_definition_reference_id=reference)
                for reference, text in self.messages.items()
            ],
        }


class _Assignment(AzureResource):
    @property
    def principal_id(self) -> str:
        """Object id of its identity, known after apply."""
        return self.reference("identity[0].principal_id")


class SubscriptionPolicyAssignment(
    _Assignment,
    azurerm.subscription_policy_assignment.SubscriptionPolicyAssignment,
):
    """An initiative, assigned to a subscription."""

    def __init__(
        self,
        scope: Construct,
        id_: str,
        *,
        target: SubscriptionRef,
        settings: PolicyAssignmentSettings,
        metadata: Mapping[str, Json],
        **further: Unpack[Further],
    ) -> None:
        """An initiative, assigned to a subscription.

        Args:
            target: the subscription.
            settings: what is assigned.
            metadata: category and the like.
        """
        module = azurerm.subscription_policy_assignment
        arguments = settings.arguments(
            module.SubscriptionPolicyAssignmentNonComplianceMessage,
            module.SubscriptionPolicyAssignmentIdentity,
            metadata,
        )
        super().__init__(scope, id_, further=further, subscription_id=target.id, **arguments)


class ManagementGroupPolicyAssignment(
    _Assignment,
    azurerm.management_group_policy_assignment.ManagementGroupPolicyAssignment,
):
    """An initiative, assigned to a management group."""

    def __init__(
        self,
        scope: Construct,
        id_: str,
        *,
        target: ManagementGroupRef,
        settings: PolicyAssignmentSettings,
        metadata: Mapping[str, Json],
        **further: Unpack[Further],
    ) -> None:
        """An initiative, assigned to a management group.

        Args:
            target: the management group.
            settings: what is assigned.
            metadata: category and the like.
        """
        module = azurerm.management_group_policy_assignment
        arguments = settings.arguments(
            module.ManagementGroupPolicyAssignmentNonComplianceMessage,
            module.ManagementGroupPolicyAssignmentIdentity,
            metadata,
        )
        super().__init__(scope, id_, further=further, management_group_id=target.id, **arguments)


class ResourceGroupPolicyAssignment(
    _Assignment,
    azurerm.resource_group_policy_assignment.ResourceGroupPolicyAssignment,
):
    """An initiative, assigned to a resource group."""

    def __init__(
        self,
        scope: Construct,
        id_: str,
        *,
        target: ResourceGroupScope,
        settings: PolicyAssignmentSettings,
        metadata: Mapping[str, Json],
        **further: Unpack[Further],
    ) -> None:
        """An initiative, assigned to a resource group.

        Args:
            target: the resource group.
            settings: what is assigned.
            metadata: category and the like.
        """
        module = azurerm.resource_group_policy_assignment
        arguments = settings.arguments(
            module.ResourceGroupPolicyAssignmentNonComplianceMessage,
            module.ResourceGroupPolicyAssignmentIdentity,
            metadata,
        )
        super().__init__(scope, id_, further=further, resource_group_id=target.id, **arguments)


def policy_assignment(
    scope: Construct,
    id_: str,
    *,
    at: ResourceId,
    settings: PolicyAssignmentSettings,
    metadata: Mapping[str, Json],
    target: Identified | None = None,
) -> SubscriptionPolicyAssignment | ManagementGroupPolicyAssignment | ResourceGroupPolicyAssignment:
    """An assignment of the kind that its scope needs.

    Args:
        scope: where the construct hangs in the tree.
        id_: its construct id.
        at: the scope: a management group, a subscription or a resource group.
        settings: what is assigned.
        metadata: category and the like.
        target: the scope's construct, if it is made in this stack. Default `at`.

    Raises:
        ValueError: the scope is something else.
    """
    kinds: dict[str, type[Any]] = {
        _MANAGEMENT_GROUP: ManagementGroupPolicyAssignment,
        _SUBSCRIPTION: SubscriptionPolicyAssignment,
        _GROUP: ResourceGroupPolicyAssignment,
    }
    if at.type not in kinds:
        raise ValueError(f"{at} is a {at.type}, and no scope that an initiative is assigned to here")
    made: SubscriptionPolicyAssignment = kinds[at.type](
        scope, id_, target=target or at, settings=settings, metadata=metadata
    )
    return made
