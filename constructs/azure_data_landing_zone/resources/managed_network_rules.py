"""Outbound rules of a workspace's managed network.

The service writes one rule at a time, so each waits for the one before it (Azure/terraform-provider-azapi#453).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Unpack

from ..azure.outbound import Traffic
from ..engine import azurerm
from ..engine.either import AnyResolvable
from ..engine.framework import Construct, ITerraformDependable
from .base import AzureResource, Further
from .kinds import Identified, MachineLearningWorkspaceRef, Subresource

_PROTOCOLS = {"Tcp": "TCP", "Udp": "UDP", "*": "*"}


class FqdnRule(
    AzureResource,
    azurerm.machine_learning_workspace_network_outbound_rule_fqdn.MachineLearningWorkspaceNetworkOutboundRuleFqdn,  # noqa: E501
):
    """Lets compute of a managed network reach a host on ports 80 and 443, through a firewall that Azure makes."""

    def __init__(
        self,
        scope: Construct,
        id_: str,
        *,
        name: str,
        workspace: MachineLearningWorkspaceRef,
        host: str,
        after: Sequence[ITerraformDependable],
        **further: Unpack[Further],
    ) -> None:
        """Lets compute of a managed network reach a host on ports 80 and 443, through a firewall that Azure makes.

        Args:
            name: the rule's name.
            workspace: the workspace.
            host: host name, which may begin with `*.`.
            after: the rule before it, and what else must exist first.
        """
        super().__init__(
            scope,
            id_,
            further=further,
            name=name,
            workspace_id=workspace.id,
            destination_fqdn=host,
            depends_on=list(after),
        )


class ServiceTagRule(
    AzureResource,
    azurerm.machine_learning_workspace_network_outbound_rule_service_tag.MachineLearningWorkspaceNetworkOutboundRuleServiceTag,  # noqa: E501
):
    """Lets compute of a managed network reach what stands behind a service tag."""

    def __init__(
        self,
        scope: Construct,
        id_: str,
        *,
        name: str,
        workspace: MachineLearningWorkspaceRef,
        traffic: Traffic,
        after: Sequence[ITerraformDependable],
        **further: Unpack[Further],
    ) -> None:
        """Lets compute of a managed network reach what stands behind a service tag.

        Args:
            name: the rule's name.
            workspace: the workspace.
            traffic: the tag, protocol and ports.
            after: the rule before it, and what else must exist first.
        """
        (tag,) = traffic.destinations
        super().__init__(
            scope,
            id_,
            further=further,
            name=name,
            workspace_id=workspace.id,
            service_tag=tag,
            protocol=_PROTOCOLS[traffic.protocol],
            port_ranges=",".join(traffic.ports),
            depends_on=list(after),
        )


class PrivateEndpointRule(
    AzureResource,
    azurerm.machine_learning_workspace_network_outbound_rule_private_endpoint.MachineLearningWorkspaceNetworkOutboundRulePrivateEndpoint,  # noqa: E501
):
    """A private endpoint in a managed network, to a target that azurerm knows: storage, a key vault, a workspace."""

    def __init__(
        self,
        scope: Construct,
        id_: str,
        *,
        name: str,
        workspace: MachineLearningWorkspaceRef,
        target: Identified,
        subresource: Subresource,
        spark: bool | AnyResolvable,
        after: Sequence[ITerraformDependable],
        **further: Unpack[Further],
    ) -> None:
        """A private endpoint in a managed network, to a target that azurerm knows: storage, a key vault, a workspace.

        Args:
            name: the rule's name.
            workspace: the workspace.
            target: what it leads to.
            subresource: group id, such as `blob`.
            spark: whether serverless Spark uses it, too.
            after: the rule before it, and what else must exist first.
        """
        super().__init__(
            scope,
            id_,
            further=further,
            name=name,
            workspace_id=workspace.id,
            service_resource_id=target.id,
            sub_resource_target=subresource,
            spark_enabled=spark,
            depends_on=list(after),
        )
