"""The openings that the configuration declares, and their reasons."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator

from ..config import Configuration
from ..config.models.analytics import CreatedDatabricks
from ..config.models.network import CreatedNetwork, OutboundNatGateway
from ..config.models.observability import CreatedObservability
from ..config.models.state import CreatedAzureState
from .findings import Acceptance


def accepted(configuration: Configuration) -> list[Acceptance]:
    """Everything open that a configuration asks for."""
    sources = (_remote_state, _nat_gateway, _application_insights_keys, _azure_monitor, _databricks_sign_in)
    return [acceptance for source in sources for acceptance in source(configuration)]


def _remote_state(configuration: Configuration) -> Iterator[Acceptance]:
    state = configuration.landing_zone.state
    if not isinstance(state, CreatedAzureState):
        return
    reason = "the remote state is reached through its firewall, from the named addresses and subnets alone"
    reasons = {"public_network_access_enabled": reason, "private_endpoint": reason}
    if configuration.core.state_endpoint:
        reasons["private_endpoint"] = "the remote state has an endpoint for blobs, and holds nothing else"
    addresses = [ipaddress.ip_network(address) for address in state.network.allowed_addresses]
    # Everybody is nobody in particular: that stays open.
    if addresses and all(address.prefixlen for address in addresses):
        reasons["network_rules.ip_rules"] = reason
    for argument, why in reasons.items():
        yield Acceptance(
            stack="bootstrap",
            type="azurerm_storage_account",
            name=configuration.core.state_account.name,
            argument=argument,
            reason=why,
            source="state.network",
        )


def _nat_gateway(configuration: Configuration) -> Iterator[Acceptance]:
    network = configuration.landing_zone.network
    if isinstance(network, CreatedNetwork) and isinstance(network.outbound, OutboundNatGateway):
        yield Acceptance(
            stack="core",
            type="azurerm_public_ip",
            name=configuration.core.network_companion("public_ip", "outbound"),
            argument="*",
            reason="the address of the NAT gateway: traffic leaves through it, nothing comes in",
            source="network.outbound.through",
        )


def _application_insights_keys(configuration: Configuration) -> Iterator[Acceptance]:
    for layout in configuration.products:
        if layout.product.workspace.application_insights_local_authentication:
            yield Acceptance(
                stack=layout.stack,
                type="azurerm_application_insights",
                name=layout.application_insights.name,
                argument="local_authentication_enabled",
                reason="telemetry may be sent with a key alone",
                source=f"products.{layout.product.name}.workspace.application_insights_local_authentication",
            )


def _azure_monitor(configuration: Configuration) -> Iterator[Acceptance]:
    core = configuration.core
    if core.private_link_scope_id is not None:
        return
    reached = [
        (layout.stack, "azurerm_application_insights", layout.application_insights.name)
        for layout in configuration.products
    ]
    if isinstance(configuration.landing_zone.observability, CreatedObservability):
        reached.append(("core", "azurerm_log_analytics_workspace", core.log_analytics_workspace_id.name))
    for stack, type_, name in reached:
        for argument in (
            "internet_ingestion_enabled",
            "internet_query_enabled",
            # The names in azurerm 5.
            "internet_ingestion_access_type",
            "internet_query_access_type",
        ):
            yield Acceptance(
                stack=stack,
                type=type_,
                name=name,
                argument=argument,
                reason="Azure Monitor ingestion: telemetry and queries stay on public endpoints",
                source="observability.private_link_scope",
            )


def _databricks_sign_in(configuration: Configuration) -> Iterator[Acceptance]:
    databricks, id_ = configuration.landing_zone.analytics.databricks, configuration.core.databricks_workspace_id
    if isinstance(databricks, CreatedDatabricks) and id_ is not None and not databricks.browser_authentication:
        yield Acceptance(
            stack="core",
            type="azurerm_databricks_workspace",
            name=id_.name,
            argument="private_endpoint",
            reason="people sign in through the private endpoint of another workspace of the region",
            source="analytics.databricks.browser_authentication",
        )
    for layout in configuration.products:
        if layout.own_databricks is not None and not layout.own_databricks.browser_authentication:
            yield Acceptance(
                stack=layout.stack,
                type="azurerm_databricks_workspace",
                name=layout.databricks_workspace.name,
                argument="private_endpoint",
                reason="people sign in through the private endpoint of another workspace of the region",
                source=f"products.{layout.product.name}.links.databricks.own.browser_authentication",
            )
