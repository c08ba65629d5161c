"""Network security groups."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypedDict, Unpack

from ..azure.security_rules import SecurityRule
from ..engine import azurerm
from ..engine.framework import Construct
from .base import AzureResource, Further, lifecycle
from .kinds import ResourceGroupRef


class _Arguments(TypedDict):
    name: str
    priority: int
    direction: str
    access: str
    protocol: str
    source_port_range: str
    source_address_prefix: str
    destination_address_prefix: str | None
    destination_address_prefixes: list[str] | None
    destination_port_range: str | None
    destination_port_ranges: list[str] | None


class NetworkSecurityGroup(AzureResource, azurerm.network_security_group.NetworkSecurityGroup):
    """A network security group with its rules."""

    def __init__(
        self,
        scope: Construct,
        id_: str,
        *,
        name: str,
        resource_group: ResourceGroupRef,
        rules: Sequence[SecurityRule],
        shared: bool = False,
        tags: Mapping[str, str] | None = None,
        **further: Unpack[Further],
    ) -> None:
        """A network security group with its rules.

        Args:
            name: 1 to 80 characters.
            resource_group: where it lies.
            rules: all its rules; what is not among them is removed, unless it is shared.
            shared: whether a service adds rules of its own, as Databricks does in the subnets that it is given; ours
                are then resources of their own, beside which others may stand. Default false.
            tags: default none.
        """
        group = azurerm.network_security_group
        super().__init__(
            scope,
            id_,
            further=further,
            name=name,
            location=resource_group.location,
            resource_group_name=resource_group.name,
            # Subnets name it, and let go of it before it is destroyed.
            lifecycle=lifecycle(create_before_destroy=True),
            security_rule=None
            if shared
            else [group.NetworkSecurityGroupSecurityRule(**self._arguments(rule)) for rule in rules],
            tags=tags,
        )
        for rule in rules if shared else ():
            azurerm.network_security_rule.NetworkSecurityRule(
                self,
                rule.name,
                resource_group_name=resource_group.name,
                network_security_group_name=self.reference("name"),
                **self._arguments(rule),
            )

    @staticmethod
    def _arguments(rule: SecurityRule) -> _Arguments:
        one = len(rule.ports) == 1
        # Service tags are refused in the plural argument, and ranges of several lines in the singular one.
        single = len(rule.destinations) == 1
        return _Arguments(
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
