"""The rights of the principals that plan and apply the stacks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from ..azure import tables
from ..azure.ids import ResourceId
from ..azure.roles import STATE_READER, STATE_WRITER, delegated, name_of
from .configuration import Configuration
from .layout.access import assignable_roles, assignment_scopes, custom_roles_in_use, shared_scopes
from .layout.core import CoreLayout
from .layout.links import synapse_lake_endpoints, synapse_storage_endpoints
from .layout.product import ProductLayout
from .layout.services import SERVICES
from .layout.stacks import BOOTSTRAP
from .models.alerts import Contacts
from .models.data_lake import CreatedAccount
from .models.network import CreatedNetwork, DnsHub, OutboundFirewall
from .models.observability import ExistingObservability, ExistingScope
from .models.pipelines import Purpose
from .models.state import AzureState, ExistingAzureState


@dataclass(frozen=True)
class DeployerRight:
    """A role that the principal of a stack needs at a scope.

    Attributes:
        stack: the stack.
        role: name of a built-in role, or title of a custom role.
        scope: resource id of the scope.
        why: the request that needs the role.
        purpose: `apply`, or `plan` for a principal that plans only.
        may_assign: the roles that a condition limits the assignment of roles to; empty without a condition.
    """

    stack: str
    role: str
    scope: str
    why: str
    purpose: Purpose = "apply"
    may_assign: tuple[str, ...] = ()

    @property
    def reason(self) -> str:
        """The request that needs the role, and the limits of the role, in words."""
        planning = "to plan: " if self.purpose == "plan" else ""
        limit = f"; a condition allows {', '.join(self.may_assign)} only" if self.may_assign else ""
        return f"{planning}{self.why}{limit}"


@dataclass(frozen=True)
class _Facts:
    """The part of a configuration that the rows of one stack read.

    Attributes:
        scopes: the scopes by the name that rows use.
        conditions: the conditions of rows that hold.
        may_assign: the roles that the stack assigns, by the key that rows use.
        at_scope: the roles that the stack assigns at one scope, for rows whose key is `delegated`.
    """

    scopes: Mapping[str, list[str]]
    conditions: frozenset[str]
    may_assign: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    at_scope: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def deployer_rights(configuration: Configuration) -> tuple[DeployerRight, ...]:
    """The rights of the principals that plan and apply the stacks, in the order in which stacks are applied.

    The identities of a product's pipelines get those of this subscription from the bootstrap and access stacks. All
    others are granted by the owner of the scope.
    """
    table = tables.read("deployer")
    here = configuration.core.subscription.id.lower()
    rights: list[DeployerRight] = []
    for stack in configuration.stacks:
        layout = next((product for product in configuration.products if product.stack == stack), None)
        facts = _product_facts(layout, configuration) if layout is not None else _platform_facts(configuration, stack)
        for row in table["product" if layout is not None else stack]:
            when = row.get("when", [])
            if not facts.conditions.issuperset([when] if isinstance(when, str) else when):
                continue
            for scope in facts.scopes[row["scope"]]:
                role = row["role"]
                if "elsewhere" in row:
                    foreign = not f"{scope}/".lower().startswith(f"{here}/")
                    # Contributor of the subscription contains the custom roles of pipelines.
                    role = row["elsewhere"] if foreign else role if "pipelines" in facts.conditions else ""
                if not role:
                    continue
                key = row.get("may_assign", "")
                may_assign = facts.at_scope[scope] if key == "delegated" else facts.may_assign.get(key, ())
                purpose: Purpose = row.get("purpose", "apply")
                rights.append(DeployerRight(stack, role, scope, row["why"], purpose, tuple(sorted(may_assign))))
    return tuple(dict.fromkeys(rights))


def _platform_facts(configuration: Configuration, stack: str) -> _Facts:
    core, zone = configuration.core, configuration.landing_zone
    network, observability = zone.network, zone.observability
    created = network if isinstance(network, CreatedNetwork) else None
    outbound = created.outbound if created and isinstance(created.outbound, OutboundFirewall) else None
    hub = created.hub if created else None
    synapse = core.synapse_workspace_id
    linked = [layout for layout in configuration.products if layout.product.links.synapse is not None]
    endpoints = synapse_lake_endpoints(core, linked)
    private_link_scope = core.private_link_scope_id
    state_groups = isinstance(zone.state, AzureState) and bool(zone.state.groups)
    assigned = _assigned_by_core(core)
    scopes: dict[str, list[str]] = {
        "synapse": [synapse.id] if synapse else [],
        "synapse_identities": [layout.synapse_identity.id.id for layout in linked],
        "synapse_targets": sorted(
            {
                *(endpoint.target.id for endpoint in endpoints),
                *(endpoint.target.id for layout in linked for endpoint in synapse_storage_endpoints(layout)),
                *(layout.workspace.id.id for layout in linked),
            }
        ),
        "subscription": [core.subscription.id],
        "core_assignments": _assignments_of_core(core) if assigned else [],
        "hub": [hub.virtual_network_id] if hub else [],
        "hub_dns": [network.dns.resource_group_id] if isinstance(network.dns, DnsHub) else [],
        "firewall_policy": [outbound.firewall_policy.id] if outbound and outbound.firewall_policy else [],
        "log_analytics": [core.log_analytics_workspace_id.id],
        "private_link_scope": [private_link_scope.id] if private_link_scope else [],
        "private_link_scope_group": [private_link_scope.parent.id] if private_link_scope else [],
        "state": _state(core, stack),
        "foreign_containers": _foreign_state(core, "containers"),
        "foreign_state_roles": _foreign_state(core, "role_assignments"),
        "policy_scope": [configuration.policy.definition_scope.id] if configuration.policy else [],
        **_contacts(zone.alerts.contacts, core),
    }
    conditions = {
        "roles": state_groups
        or bool(configuration.pipelines)
        or bool(custom_roles_in_use(core, configuration.products)),
        "policy_identity": any(_acting(configuration)),
        "plan_actions": core.reads_credentials,
        "locks": core.may_lock and any(isinstance(layer, CreatedAccount) for _, layer in zone.data_lake.layers()),
        "existing_log_analytics": isinstance(observability, ExistingObservability),
        "existing_scope": isinstance(observability.private_link_scope, ExistingScope)
        and not isinstance(observability, ExistingObservability),
    }
    return _Facts(scopes, _holding(conditions), {"core": assigned, "state": (STATE_WRITER, STATE_READER)})


def _state(core: CoreLayout, stack: str) -> list[str]:
    """The scope of the role on the state of a stack: the account, or the container of an existing account.

    The bootstrap stack begins with a local state where it creates the account or its container.
    """
    state = core.landing_zone.state
    if isinstance(state, ExistingAzureState):
        created = stack == BOOTSTRAP and "containers" in state.manage
        return [] if created else [core.state_container_id(stack).id]
    return [core.state_account_id.id] if isinstance(state, AzureState) and stack != BOOTSTRAP else []


def _foreign_state(core: CoreLayout, what: str) -> list[str]:
    """The account of the state, if it is in another subscription and the bootstrap stack creates something in it."""
    state, account = core.landing_zone.state, core.state_account_id
    created = isinstance(state, ExistingAzureState) and what in state.manage
    return [account.id] if created and account.subscription_id != core.subscription.subscription_id else []


def _assigned_by_core(core: CoreLayout) -> tuple[str, ...]:
    """The roles that the core stack assigns."""
    on_the_lake = any(core.creates(row.key) for row in SERVICES if row.on_the_lake)
    cluster = core.creates("kubernetes")
    return (*(delegated("core_lake") if on_the_lake else ()), *(delegated("core_kubernetes") if cluster else ()))


def _assignments_of_core(core: CoreLayout) -> list[str]:
    """The scopes of the core stack's role assignments: the subscription, and what of others a cluster joins."""
    foreign: list[str] = []
    if core.creates("kubernetes"):
        zone = ResourceId.parse(core.kubernetes_zone_id) if core.kubernetes_zone_id else None
        joined = [zone, core.virtual_network_id] if zone is not None else [core.virtual_network_id]
        foreign = [scope.id for scope in joined if scope.subscription_id != core.subscription.subscription_id]
    return [core.subscription.id, *sorted(foreign)]


def _contacts(contacts: Contacts, core: CoreLayout) -> dict[str, list[str]]:
    """The Entra applications of webhooks, and the action groups of other subscriptions, of alerts."""
    here = core.subscription.subscription_id.lower()
    return {
        "webhook_applications": sorted(
            {hook.entra_id.object_id for hook in contacts.webhooks.values() if hook.entra_id is not None}
        ),
        "action_groups": [
            group for group in contacts.action_groups if ResourceId.parse(group).subscription_id.lower() != here
        ],
    }


def _acting(configuration: Configuration) -> Iterator[bool]:
    """For every assignment of the policy stack, whether it has an identity to which roles are assigned."""
    policy = configuration.policy
    for assignment in (policy.wide, *policy.early()) if policy is not None else ():
        yield assignment is not None and bool(assignment.acting)


def _product_facts(layout: ProductLayout, configuration: Configuration) -> _Facts:
    core = layout.core
    private_link_scope = core.private_link_scope_id
    training = layout.compute_subnet
    pipelines = layout.product.pipelines is not None
    endpoints = layout.endpoint_subnet.id
    further = layout.product.workspace.further_endpoints.values()
    subnets = [endpoints, *(ResourceId.parse(endpoint.subnet_id) for endpoint in further)]
    joined = [*subnets, *([training.id] if training else [])]
    assignments: dict[str, tuple[str, ...]] = {}
    late = configuration.policy.late(layout) if configuration.policy else None
    inside: list[str] = [*assignable_roles(layout), *(name_of(guid) for _, guid in (late.grants() if late else ()))]
    for _, scope, kind in assignment_scopes(layout):
        here = layout.is_in_subscription(scope)
        if here:
            inside += delegated(kind)
        if pipelines or not here:
            assignments[scope.id] = (*assignments.get(scope.id, ()), *delegated(kind))
    scopes: dict[str, list[str]] = {
        "subscription": [core.subscription.id],
        "state": _state(core, layout.stack),
        "resource_group": [layout.resource_group.id.id],
        "networks": list(dict.fromkeys(subnet.parent.id for subnet in joined)),
        "endpoints_subnets": list(dict.fromkeys(subnet.id for subnet in subnets)),
        "training_subnet": [training.id.id] if training else [],
        "log_analytics": [core.log_analytics_workspace_id.id],
        "private_link_scope": [private_link_scope.id] if private_link_scope else [],
        "private_link_scope_group": [private_link_scope.parent.id] if private_link_scope else [],
        "dns": [
            *_dns(core),
            *dict.fromkeys(endpoint.dns_resource_group_id for endpoint in further if endpoint.dns_resource_group_id),
        ],
        "lake": sorted({core.lake_accounts[container.layer].id for container in layout.containers}),
        "links": [scope.id for label, scope, _ in shared_scopes(layout) if label in {row.label for row in SERVICES}],
        "key_vault": [] if layout.product.encryption is None else [layout.product.encryption.key_vault_id],
        "key_identity": [] if layout.product.encryption is None else [layout.product.encryption.identity_id],
        "delegated": list(assignments),
        **_contacts(layout.contacts if layout.alerts_on else Contacts(), core),
    }
    conditions = {
        "own_policies": late is not None,
        "pipelines": pipelines,
        "no_pipelines": not pipelines,
        "state_of_others": not (pipelines and core.assigns_roles_on_state),
        "locks": layout.may_lock,
        "purges": layout.protection.purge_deleted,
    }
    may_assign = {"product": assignable_roles(layout), "anywhere": tuple(dict.fromkeys(inside))}
    return _Facts(scopes, _holding(conditions), may_assign, assignments)


def _holding(conditions: Mapping[str, bool]) -> frozenset[str]:
    return frozenset(name for name, holds in conditions.items() if holds)


def _dns(core: CoreLayout) -> Iterator[str]:
    dns = core.landing_zone.network.dns
    if isinstance(dns, DnsHub):
        yield dns.resource_group_id
        yield from sorted({str(ResourceId.parse(zone).parent) for zone in dns.zone_ids.values()})
    elif core.owns_zones:
        yield core.dns_group.id.id
