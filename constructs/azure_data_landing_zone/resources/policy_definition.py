"""Policies and initiatives of one's own."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypedDict, Unpack

from ..azure.json_values import Json
from ..engine import azurerm
from ..engine.framework import Construct
from ..engine.literals import literal
from .base import AzureResource, Further


def json_text(value: Mapping[str, Json]) -> str:
    """JSON as an argument, with its keys in a fixed order and nothing in it that Terraform would evaluate."""
    return literal(json.dumps(value, sort_keys=True, ensure_ascii=False))


@dataclass(frozen=True)
class PolicyReference:
    """A policy inside of an initiative.

    Attributes:
        definition_id: the id of its definition.
        reference_id: its name in the initiative, unique there.
        parameters: values of its parameters; an expression such as `[parameters('x')]` hands one of the initiative on.
        version: the versions that are taken of a built-in, such as `1.*.*`; empty for a definition of one's own.
    """

    definition_id: str
    reference_id: str
    parameters: Mapping[str, Json]
    version: str = ""


class PolicyDefinition(AzureResource, azurerm.policy_definition.PolicyDefinition):
    """A policy definition. Azure keeps it where it is made, and all scopes below can be assigned it."""

    def __init__(
        self,
        scope: Construct,
        id_: str,
        *,
        name: str,
        display_name: str,
        description: str,
        mode: str,
        rule: Mapping[str, Json],
        parameters: Mapping[str, Json],
        metadata: Mapping[str, Json],
        management_group_id: str | None = None,
        **further: Unpack[Further],
    ) -> None:
        """A policy definition. Azure keeps it where it is made, and all scopes below can be assigned it.

        Args:
            name: its name, 64 characters at most.
            display_name: its title.
            description: what it demands.
            mode: `All`, `Indexed` or the mode of a resource provider.
            rule: its `policyRule`.
            parameters: its parameters. Terraform replaces it when one is taken away.
            metadata: category, version and the like.
            management_group_id: where it is made. Default the subscription of the provider.
        """
        super().__init__(
            scope,
            id_,
            further=further,
            name=name,
            policy_type="Custom",
            mode=mode,
            display_name=display_name,
            description=description or None,
            policy_rule=json_text(rule),
            parameters=json_text(parameters) if parameters else None,
            metadata=json_text(metadata),
            management_group_id=management_group_id,
        )


class PolicySetDefinition(AzureResource, azurerm.policy_set_definition.PolicySetDefinition):
    """An initiative in the subscription of the provider."""

    def __init__(
        self,
        scope: Construct,
        id_: str,
        *,
        name: str,
        display_name: str,
        description: str,
        policies: Sequence[PolicyReference],
        parameters: Mapping[str, Json],
        metadata: Mapping[str, Json],
        **further: Unpack[Further],
    ) -> None:
        """An initiative in the subscription of the provider.

        Args:
            name: its name.
            display_name: its title.
            description: what it is for.
            policies: what is in it.
            parameters: its parameters. Terraform replaces it when one is taken away.
            metadata: category, version and the like.
        """
        block = azurerm.policy_set_definition.PolicySetDefinitionPolicyDefinitionReference
        super().__init__(
            scope,
            id_,
            further=further,
            name=name,
            policy_type="Custom",
            display_name=display_name,
            description=description,
            parameters=json_text(parameters),
            metadata=json_text(metadata),
            policy_definition_reference=[block(**_reference(policy)) for policy in policies],
        )


class ManagementGroupPolicySetDefinition(
    AzureResource,
    azurerm.management_group_policy_set_definition.ManagementGroupPolicySetDefinition,
):
    """An initiative in a management group."""

    def __init__(
        self,
        scope: Construct,
        id_: str,
        *,
        management_group_id: str,
        name: str,
        display_name: str,
        description: str,
        policies: Sequence[PolicyReference],
        parameters: Mapping[str, Json],
        metadata: Mapping[str, Json],
        **further: Unpack[Further],
    ) -> None:
        """An initiative in a management group.

        Args:
            management_group_id: the management group.
            name: its name.
            display_name: its title.
            description: what it is for.
            policies: what is in it.
            parameters: its parameters. Terraform replaces it when one is taken away.
            metadata: category, version and the like.
        """
        module = azurerm.management_group_policy_set_definition
        block = module.ManagementGroupPolicySetDefinitionPolicyDefinitionReference
        super().__init__(
            scope,
            id_,
            further=further,
            management_group_id=management_group_id,
            name=name,
            policy_type="Custom",
            display_name=display_name,
            description=description,
            parameters=json_text(parameters),
            metadata=json_text(metadata),
            policy_definition_reference=[block(**_reference(policy)) for policy in policies],
        )


class _Reference(TypedDict):
    policy_definition_id: str
    reference_id: str
    parameter_values: str
    version: str | None


def _reference(policy: PolicyReference) -> _Reference:
    return {
        "policy_definition_id": policy.definition_id,
        "reference_id": policy.reference_id,
        "parameter_values": json_text({name: {"value": value} for name, value in policy.parameters.items()}),
        "version": policy.version or None,
    }
