"""Rules of a firewall policy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Unpack

from ..azure.outbound import Traffic
from ..engine import azurerm
from ..engine.framework import Construct
from .base import AzureResource, Further
from .kinds import FirewallPolicyRef

_PROTOCOLS = {"Tcp": "TCP", "Udp": "UDP", "*": "Any"}
#: What a web protocol is called on a port; the firewall takes all others for network rules.
_WEB = {"80": "Http", "443": "Https"}


@dataclass(frozen=True)
class FirewallRule:
    """Allowed destinations of some sources: traffic by service tag or range, and hosts by name on their ports."""

    name: str
    sources: tuple[str, ...]
    traffic: tuple[Traffic, ...]
    hosts: tuple[str, ...] = ()
    host_ports: tuple[str, ...] = ("443",)


class FirewallRules(
    AzureResource,
    azurerm.firewall_policy_rule_collection_group.FirewallPolicyRuleCollectionGroup,
):
    """A rule collection group of an existing firewall policy."""

    def __init__(
        self,
        scope: Construct,
        id_: str,
        *,
        name: str,
        firewall_policy: FirewallPolicyRef,
        priority: int,
        rules: Sequence[FirewallRule],
        **further: Unpack[Further],
    ) -> None:
        """A rule collection group of an existing firewall policy.

        Service tags and ranges become network rules, hosts application rules.

        Args:
            name: 1 to 80 characters.
            firewall_policy: the policy, possibly of another subscription.
            priority: of the group in the policy, 100 to 65000.
            rules: what is allowed; all else is left to the policy.
        """
        group = azurerm.firewall_policy_rule_collection_group
        network = [
            group.FirewallPolicyRuleCollectionGroupNetworkRuleCollectionRule(
                name=f"{rule.name}-{index + 1}" if index else rule.name,
                source_addresses=list(rule.sources),
                protocols=[_PROTOCOLS[traffic.protocol]],
                destination_addresses=list(traffic.destinations),
                destination_ports=list(traffic.ports),
            )
            for rule in rules
            for index, traffic in enumerate(rule.traffic)
        ]
        application = [
            group.FirewallPolicyRuleCollectionGroupApplicationRuleCollectionRule(
                name=rule.name,
                source_addresses=list(rule.sources),
                destination_fqdns=list(rule.hosts),
                protocols=[
                    group.FirewallPolicyRuleCollectionGroupApplicationRuleCollectionRuleProtocols(
                        type=_WEB[port], port=int(port)
                    )
                    for port in rule.host_ports
                    if port in _WEB
                ],
            )
            for rule in rules
            if rule.hosts
        ]
        super().__init__(
            scope,
            id_,
            further=further,
            name=name,
            firewall_policy_id=firewall_policy.id,
            priority=priority,
            network_rule_collection=[
                group.FirewallPolicyRuleCollectionGroupNetworkRuleCollection(
                    name="services", priority=100, action="Allow", rule=network
                )
            ]
            if network
            else None,
            application_rule_collection=[
                group.FirewallPolicyRuleCollectionGroupApplicationRuleCollection(
                    name="hosts", priority=200, action="Allow", rule=application
                )
            ]
            if application
            else None,
        )
