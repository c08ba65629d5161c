"""Network security groups."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ..azure.security_rules import SecurityRule
from ..engine import azurerm
from ..engine.framework import Construct
from .base import AzureResource, ResourceGroupRef


class NetworkSecurityGroup(AzureResource, azurerm.network_security_group.NetworkSecurityGroup):  # type: ignore[misc]
    """A network security group with its rules.

    Args:
        name: 1 to 80 characters.
        resource_group: where it lies.
        rules: all its rules; what is not among them is removed.
        tags: default none.
    """

    def __init__(
        self,
        scope: Construct,
        id_: str,
        *,
        name: str,
        resource_group: ResourceGroupRef,
        rules: Sequence[SecurityRule],
        tags: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(
            scope,
            id_,
            name=name,
            location=resource_group.location,
            resource_group_name=resource_group.name,
            security_rule=[self._rule(rule) for rule in rules],
            tags=tags,
        )

    @staticmethod
    def _rule(rule: SecurityRule) -> object:
        one = len(rule.ports) == 1
        # Service tags are refused in the plural argument, and ranges of several lines in the singular one.
        single = len(rule.destinations) == 1
        return azurerm.network_security_group.NetworkSecurityGroupSecurityRule(
            name=rule.name,
            priority=rule.priority,
            direction=rule.direction,
            access=rule.access,
            protocol=rule.protocol,
            source_port_range="*",
            source_address_prefix=rule.source,
            destination_address_prefix=rule.destinations[0] if single else None,
            destination_address_prefixes=None if single else list(rule.destinations),
            destination_port_range=rule.ports[0] if one else None,
            destination_port_ranges=None if one else list(rule.ports),
        )
