"""What the principals that apply the stacks need."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ..azure import tables
from ..azure.ids import ResourceId
from .configuration import Configuration
from .layout.access import custom_roles_in_use, delegated_scopes, shared_scopes
from .layout.core import CoreLayout
from .layout.product import ProductLayout
from .models.data_lake import CreatedAccount
from .models.network import CreatedNetwork, DnsHub, OutboundFirewall
from .models.observability import ExistingObservability, ExistingScope
from .models.state import AzureState

#: The labels of shared scopes that are services which a product links to.
_LINKS = ("synapse", "databricks", "data-factory", "kubernetes", "machine-learning-registry")


@dataclass(frozen=True)
class DeployerRight:
    """A role that the principal of a stack needs at a scope, and why."""

    stack: str
    role: str
    scope: str
    why: str


def deployer_rights(configuration: Configuration) -> tuple[DeployerRight, ...]:
    """What the principals that apply the stacks need, by stack in the order of application.

    A product with pipelines has an identity that gets exactly this; for all others a person grants it.
    """
    table = tables.read("deployer")
    rights: list[DeployerRight] = []
    for stack in configuration.stacks:
        layout = next((product for product in configuration.products if product.stack == stack), None)
        scopes = _product_scopes(layout, configuration) if layout is not None else _core_scopes(configuration)
        for row in table["product" if layout is not None else stack]:
            if "when" in row and not scopes.get(row["when"]):
                continue
            rights += [
                DeployerRight(stack, row["role"], scope, row["why"]) for scope in scopes[row["scope"].strip("{}")]
            ]
    return tuple(dict.fromkeys(rights))


def _core_scopes(configuration: Configuration) -> Mapping[str, list[str]]:
    core, zone = configuration.core, configuration.landing_zone
    network, observability = zone.network, zone.observability
    created = network if isinstance(network, CreatedNetwork) else None
    outbound = created.outbound if created and isinstance(created.outbound, OutboundFirewall) else None
    hub = created.hub if created else None
    synapse = core.synapse_workspace_id
    linked = [layout.workspace.id.id for layout in configuration.products if layout.product.links.synapse is not None]
    found: dict[str, list[str]] = {
        "synapse": [synapse.id] if synapse else [],
        "lake_accounts": sorted(account.id for account in core.lake_accounts.values()),
        "linked_workspaces": linked,
        "subscription": [core.subscription.id],
        "storage_group": [core.storage_group.id.id],
        "hub": [hub.virtual_network_id] if hub else [],
        "hub_dns": [network.dns.resource_group_id] if isinstance(network.dns, DnsHub) else [],
        "firewall_policy": [outbound.firewall_policy.id] if outbound and outbound.firewall_policy else [],
        "log_analytics": [core.log_analytics_workspace_id.id],
        "private_link_scope": [core.private_link_scope_id.id] if core.private_link_scope_id else [],
        "policy_scope": [configuration.policy.definition_scope.id] if configuration.policy else [],
    }
    state_groups = isinstance(zone.state, AzureState) and bool(zone.state.groups)
    conditions = {
        "roles": state_groups or bool(custom_roles_in_use(configuration.products)),
        "policy_identity": any(_acting(configuration)),
        "analytics": bool(core.created_analytics),
        "locks": core.may_lock and any(isinstance(layer, CreatedAccount) for _, layer in zone.data_lake.layers()),
        "existing_log_analytics": isinstance(observability, ExistingObservability),
        "existing_scope": isinstance(observability.private_link_scope, ExistingScope)
        and not isinstance(observability, ExistingObservability),
    }
    return {**found, **{name: ["yes"] if holds else [] for name, holds in conditions.items()}}


def _acting(configuration: Configuration) -> Iterator[bool]:
    """For every assignment that the policy stack makes, whether it has an identity that is given roles."""
    policy = configuration.policy
    for assignment in (policy.wide, *policy.early()) if policy is not None else ():
        yield assignment is not None and bool(assignment.acting)


def _product_scopes(layout: ProductLayout, configuration: Configuration) -> Mapping[str, list[str]]:
    core = layout.core
    scope = core.private_link_scope_id
    training = core.subnets.get("training")
    customer = layout.managed_network is None and training is not None
    pipelines = layout.product.pipelines is not None
    return {
        "own_policies": ["yes"] if configuration.policy and configuration.policy.late(layout) else [],
        "pipelines": ["yes"] if pipelines else [],
        "locks": ["yes"] if layout.may_lock else [],
        "no_pipelines": [] if pipelines else ["yes"],
        "subscription": [core.subscription.id],
        "resource_group": [layout.resource_group.id.id],
        "endpoints_subnet": [core.subnets["endpoints"].id.id],
        "training_subnet": [training.id.id] if training else [],
        "customer_network": ["yes"] if customer else [],
        "log_analytics": [core.log_analytics_workspace_id.id],
        "private_link_scope": [scope.id] if scope else [],
        "scope": ["yes"] if scope else [],
        "dns": list(_dns(core)),
        "lake": sorted({core.lake_accounts[container.layer].id for container in layout.containers}),
        "links": [scope.id for label, scope in shared_scopes(layout) if label in _LINKS],
        "delegated": list(dict.fromkeys(scope.id for _, scope, _ in delegated_scopes(layout))),
    }


def _dns(core: CoreLayout) -> Iterator[str]:
    dns = core.landing_zone.network.dns
    if isinstance(dns, DnsHub):
        yield dns.resource_group_id
        yield from sorted({str(ResourceId.parse(zone).parent) for zone in dns.zone_ids.values()})
    elif core.owns_zones:
        yield core.dns_group.id.id
