"""The policies of a landing zone: definitions, the initiative, and its assignments."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from ..azure import roles
from ..azure.ids import ResourceId
from ..azure.json_values import Json
from ..azure.policies.definition import Definition, Kind
from ..azure.policies.initiative import initiative
from ..azure.policies.values import Missing
from ..config.layout.policies import (
    AssignedPolicy,
    NamedExemption,
    PolicyAssignment,
    PolicyLayout,
    initiative_parameter,
)
from ..engine.framework import Construct
from ..resources import (
    AzureResource,
    InitiativeRef,
    ManagementGroupPolicyAssignment,
    ManagementGroupPolicyRemediation,
    ManagementGroupPolicySetDefinition,
    PolicyAssignmentSettings,
    PolicyDefinition,
    PolicyReference,
    PolicyScopeRef,
    PolicySetDefinition,
    ResourceGroupPolicyAssignment,
    ResourceGroupPolicyExemption,
    ResourceGroupPolicyRemediation,
    ResourcePolicyExemption,
    RoleAssignment,
    SubscriptionPolicyAssignment,
    SubscriptionPolicyRemediation,
)
from ..resources.policy_assignment import policy_assignment
from .base import Pattern
from .grants import grant, grant_id

#: The keys of a definition's metadata that Azure keeps.
_METADATA = ("category", "version", "source")


class PolicyInitiative(Pattern):
    """The definitions that Azure has not, and the initiative over all policies.

    Attributes:
        definitions: the definitions by name.
        initiative: the initiative.
    """

    def __init__(self, scope: Construct, id_: str, *, layout: PolicyLayout) -> None:
        """The definitions that Azure has not, and the initiative over all policies.

        Args:
            layout: which policies.
        """
        super().__init__(scope, id_)
        self._layout = layout
        self._group = layout.policies.management_group or None
        self.definitions: Mapping[str, PolicyDefinition] = {one.name: self._definition(one) for one in layout.custom}
        about = initiative()
        metadata: dict[str, Json] = {"category": about.category, "version": about.version}
        parameters: dict[str, Json] = {}
        for policy in layout.assigned:
            parameters |= {} if policy.fixed else _initiative_parameters(policy)
        title = f"{about.display_name} {layout.core.landing_zone.name}"
        policies = [self._reference(policy) for policy in layout.assigned]
        self.initiative: AzureResource
        if self._group is not None:
            self.initiative = ManagementGroupPolicySetDefinition(
                self,
                "initiative",
                management_group_id=self._group,
                name=layout.initiative_name,
                display_name=title,
                description=about.description,
                policies=policies,
                parameters=parameters,
                metadata=metadata,
            )
        else:
            self.initiative = PolicySetDefinition(
                self,
                "initiative",
                name=layout.initiative_name,
                display_name=title,
                description=about.description,
                policies=policies,
                parameters=parameters,
                metadata=metadata,
            )

    def _definition(self, one: Definition) -> PolicyDefinition:
        given = one.properties
        metadata, parameters = given.get("metadata"), given.get("parameters")
        kept = {key: value for key, value in metadata.items() if key in _METADATA} if isinstance(metadata, dict) else {}
        return PolicyDefinition(
            self,
            f"definition-{_word(one.name)}",
            name=self._layout.definition_name(one),
            display_name=one.display_name,
            description=one.description,
            mode=one.mode,
            rule=one.rule if isinstance(one.rule, dict) else {},
            parameters=parameters if isinstance(parameters, dict) else {},
            metadata=kept,
            management_group_id=self._group,
        )

    def _reference(self, policy: AssignedPolicy) -> PolicyReference:
        own = self.definitions.get(policy.definition.name) if policy.definition.kind is Kind.CUSTOM else None
        values: dict[str, Json] = {
            name: _literal(value) if policy.fixed else f"[parameters('{initiative_parameter(policy, name)}')]"
            for name, value in policy.values().items()
        }
        return PolicyReference(
            definition_id=own.id if own is not None else policy.definition.id,
            reference_id=policy.key,
            parameters=values,
            version=_versions(policy.definition),
        )


def _literal(value: Json) -> Json:
    """A value that an initiative takes as it is: text that begins with a bracket would be calculated."""
    if isinstance(value, str):
        return f"[{value}" if value.startswith("[") else value
    if isinstance(value, list):
        return [_literal(item) for item in value]
    return {key: _literal(item) for key, item in value.items()} if isinstance(value, dict) else value


def _versions(definition: Definition) -> str:
    """The versions that are taken of a built-in: all of the major version that we know."""
    major, _, rest = definition.version.partition(".")
    if definition.kind is not Kind.BUILTIN or not major.isdigit() or definition.deprecated:
        return ""
    return f"{major}.*.*-preview" if rest.endswith("-preview") else f"{major}.*.*"


def _initiative_parameters(policy: AssignedPolicy) -> dict[str, Json]:
    """A policy's parameters as the initiative declares them."""
    parameters: dict[str, Json] = {}
    for name in policy.values():
        one = policy.definition.parameters[name]
        row: dict[str, Json] = {
            "type": one.type,
            "metadata": {
                "displayName": f"{policy.key.replace('_', ' ')}: {name}",
                "description": one.description or policy.definition.display_name,
            },
        }
        if one.allowed:
            row["allowedValues"] = list(one.allowed)
        if not isinstance(one.default, Missing):
            row["defaultValue"] = one.default
        parameters[initiative_parameter(policy, name)] = row
    return parameters


class InitiativeAssignment(Pattern):
    """The initiative at one scope, with the rights of its identity, exemptions and remediations.

    Attributes:
        assignment: the assignment.
        last: what must exist for the assignment to be as it should: it, and its exemptions.
    """

    def __init__(
        self,
        scope: Construct,
        id_: str,
        *,
        assignment: PolicyAssignment,
        layout: PolicyLayout,
        initiative_: InitiativeRef | None = None,
        target: PolicyScopeRef | None = None,
    ) -> None:
        """The initiative at one scope, with the rights of its identity, exemptions and remediations.

        Args:
            assignment: where, and with which values.
            layout: the policies.
            initiative_: the initiative, if it is made in this stack. Default its computed id.
            target: the scope's construct, if it is made in this stack.
        """
        super().__init__(scope, id_)
        self._config = assignment
        self._layout = layout
        self._target = target
        zone = layout.core.landing_zone
        category: Json = initiative().category
        self.assignment: (
            SubscriptionPolicyAssignment | ManagementGroupPolicyAssignment | ResourceGroupPolicyAssignment
        ) = policy_assignment(
            self,
            "assignment",
            at=assignment.scope,
            target=target,
            metadata={"category": category},
            settings=PolicyAssignmentSettings(
                name=assignment.name,
                display_name=assignment.display_name,
                description=initiative().description,
                initiative=initiative_ or layout.initiative_id,
                parameters=_values(assignment),
                messages={policy.key: policy.message for policy in assignment.policies if policy.in_resource_manager},
                not_scopes=assignment.not_scopes,
                enforce=assignment.enforce,
                identity_location=zone.location if assignment.acting else "",
            ),
        )
        self.grants: list[RoleAssignment] = self._grants()
        self.exemptions: list[AzureResource] = [self._exempt(exemption) for exemption in assignment.exemptions]
        self.last: list[AzureResource] = [self.assignment, *self.exemptions]
        if layout.policies.remediation:
            for policy in assignment.acting:
                self._remediate(policy)

    def _grants(self) -> list[RoleAssignment]:
        zone, assignments = self._layout.core.landing_zone, []
        for scope, guid in self._config.grants():
            # What lies in another subscription is its owner's to grant; an output says so.
            if scope.subscription_id not in ("", zone.subscription_id):
                continue
            own = scope == self._config.scope
            role = roles.name_of(guid)
            # In a management group a role is called by its id without a subscription.
            subscription = f"/subscriptions/{zone.subscription_id}" if scope.subscription_id else ""
            assignments.append(
                grant(
                    self,
                    grant_id(role) if own else grant_id(role, _word(scope.name)),
                    role=role,
                    at=scope,
                    target=self._target if own else None,
                    subscription_id=zone.subscription_id,
                    role_definition_id=f"{subscription}/providers/Microsoft.Authorization/roleDefinitions/{guid}",
                    principal=f"policy/{self._config.name}",
                    principal_id=self.assignment.principal_id,
                )
            )
        return assignments

    def _exempt(self, exemption: NamedExemption) -> AzureResource:
        settings = exemption.exemption
        arguments: dict[str, Any] = {
            "name": exemption.name,
            "assignment": self.assignment,
            "policies": exemption.keys,
            "category": settings.category.capitalize(),
            "reason": settings.reason,
            "expires_on": f"{settings.expires.isoformat()}T23:59:59Z",
        }
        if settings.scope is None:
            arguments["target"] = self._target or self._config.scope
            return ResourceGroupPolicyExemption(self, f"exemption-{exemption.name}", **arguments)
        arguments["target"] = place = ResourceId.parse(settings.scope)
        kind: type[Any] = ResourcePolicyExemption if place.namespace else ResourceGroupPolicyExemption
        made: AzureResource = kind(self, f"exemption-{exemption.name}", **arguments)
        return made

    def _remediate(self, policy: AssignedPolicy) -> None:
        at = self._config.scope
        kind: type[Any] = ResourceGroupPolicyRemediation if at.resource_group else SubscriptionPolicyRemediation
        if not at.subscription_id:
            kind = ManagementGroupPolicyRemediation
        kind(
            self,
            f"remediation-{_word(policy.key)}",
            name=f"{self._config.name}-{_word(policy.key)}",
            target=self._target or at,
            assignment=self.assignment,
            policy=policy.key,
            depends_on=self.grants,
        )


def grants_of_others(assignment: PolicyAssignment, layout: PolicyLayout) -> dict[str, str]:
    """The assignments of roles that the owners of other subscriptions must make, by what they are for."""
    return {
        f"{assignment.name}-{_word(scope.name)}-{_word(roles.name_of(guid))}": (
            f"{roles.name_of(guid)} on {scope} for the identity of the policy assignment {assignment.name}"
        )
        for scope, guid in assignment.grants()
        if scope.subscription_id not in ("", layout.core.landing_zone.subscription_id)
    }


def _values(assignment: PolicyAssignment) -> dict[str, Json]:
    """The values of the initiative's parameters."""
    return {
        initiative_parameter(policy, name): value
        for policy in assignment.policies
        if not policy.fixed
        for name, value in policy.values().items()
    }


def _word(name: str) -> str:
    """A name in letters that a Terraform address may have."""
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")
