"""Outbound rules of the managed network of a workspace."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..azure.managed_network import made_by_azurerm
from ..azure.outbound import Traffic
from ..config.layout.places import ManagedTarget
from ..config.layout.product import ProductLayout
from ..engine.azapi import AzapiAction, AzapiResource
from ..engine.framework import Construct, ITerraformDependable
from ..resources import FqdnRule, MachineLearningWorkspaceRef, PrivateEndpointRule, ServiceTagRule
from .azapi import provide_azapi
from .base import Pattern


class ManagedNetworkRules(Pattern):
    """The outbound rules of a managed network, strictly one after the other: the service fails on two at a time.

    Attributes:
        last: the last rule, which whatever needs all of them waits for; without rules what must exist before the first.
    """

    def __init__(
        self,
        scope: Construct,
        id_: str,
        *,
        layout: ProductLayout,
        workspace: MachineLearningWorkspaceRef,
        after: Sequence[ITerraformDependable],
    ) -> None:
        """The outbound rules of a managed network, strictly one after the other: the service fails on two at a time.

        Args:
            layout: the product, whose workspace has a managed network.
            workspace: its workspace.
            after: what must exist before the first rule.
        """
        super().__init__(scope, id_)
        network = layout.managed_network
        if network is None:
            raise ValueError(f"the workspace of {layout.stack} has no managed network")
        self._core = layout.core
        self._workspace = workspace
        self.last: Sequence[ITerraformDependable] = after
        if network.firewall_sku is not None:
            self.last = [self._firewall(network.firewall_sku)]
        for target in layout.managed_targets:
            self.last = [self._endpoint(target)]
        for name, rule in sorted(network.service_tags.items()):
            self.last = [
                ServiceTagRule(
                    self,
                    f"tag-{name}",
                    name=name,
                    workspace=workspace,
                    traffic=Traffic((rule.tag,), rule.protocol, tuple(rule.ports)),
                    after=self.last,
                )
            ]
        hosts = {host: None for service in layout.managed_services for host in service.hosts or ()}
        for host in sorted({*hosts, *network.hosts}):
            name = rule_name(host)
            self.last = [FqdnRule(self, f"host-{name}", name=name, workspace=workspace, host=host, after=self.last)]
        if network.spark:
            self.last = [self._spark()]

    def _firewall(self, sku: str) -> ITerraformDependable:
        """Sets the SKU of the firewall, which azurerm has no argument for, before a rule makes Azure create it."""
        provide_azapi(self, self._core)
        return AzapiAction(
            self,
            "firewall-sku",
            type_="Microsoft.MachineLearningServices/workspaces",
            resource_id=self._workspace.id,
            method="PATCH",
            body={
                "properties": {
                    "managedNetwork": {"isolationMode": "AllowOnlyApprovedOutbound", "firewallSku": sku.capitalize()}
                }
            },
            depends_on=self.last,
        )

    def _spark(self) -> ITerraformDependable:
        """Provisions the network for Spark, which azurerm leaves out.

        Sources: azurerm 4.81.0; Microsoft Learn "Workspace managed virtual network isolation", read 2026-11-26.
        """
        provide_azapi(self, self._core)
        return AzapiAction(
            self,
            "spark",
            type_="Microsoft.MachineLearningServices/workspaces",
            resource_id=self._workspace.id,
            action="provisionManagedNetwork",
            body={"includeSpark": True},
            depends_on=self.last,
        )

    def _endpoint(self, target: ManagedTarget) -> ITerraformDependable:
        if made_by_azurerm(target.target, target.subresource):
            return PrivateEndpointRule(
                self,
                f"endpoint-{target.name}",
                name=target.name,
                workspace=self._workspace,
                target=target.target,
                subresource=target.subresource,
                spark=target.spark,
                after=self.last,
            )
        provide_azapi(self, self._core)
        return AzapiResource(
            self,
            f"endpoint-{target.name}",
            type_="Microsoft.MachineLearningServices/workspaces/outboundRules",
            name=target.name,
            parent_id=self._workspace.id,
            body={
                "properties": {
                    "type": "PrivateEndpoint",
                    "category": "UserDefined",
                    "destination": {
                        "serviceResourceId": target.target.id,
                        "subresourceTarget": target.subresource,
                        "sparkEnabled": target.spark,
                    },
                }
            },
            replaced_with={"target": target.target.id, "spark": target.spark},
            depends_on=self.last,
        )


def rule_name(host: str) -> str:
    """The name of the rule for a host: `*.dev.azure.com` gives `dev-azure-com-all`."""
    domain = host.removeprefix("*.")
    return re.sub(r"[^a-z0-9]+", "-", domain if domain == host else f"{domain}-all")


def approval_commands(layout: ProductLayout) -> dict[str, str]:
    """The commands with which a person approves the endpoints of a managed network, by the name of their rule.

    The first lists what waits at the target, to be looked at; the second approves one of it.
    """
    commands = {}
    for target in layout.foreign_targets:
        list_ = f"az network private-endpoint-connection list --id {target.target} --output table"
        approve = (
            "az network private-endpoint-connection approve --id <connection id> "
            f"--description 'Managed network of {layout.workspace.name}'"
        )
        commands[target.name] = f"{list_}; {approve}"
    return commands
