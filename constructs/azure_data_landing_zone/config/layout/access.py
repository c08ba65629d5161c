"""The roles of groups of people and of pipelines, computed from the configuration."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ...azure import personas
from ...azure.ids import ResourceId
from ...azure.personas import PRODUCT_SCOPES, Setting
from ...azure.roles import CustomRole, custom_roles, delegated
from ..models.data_lake import Layer
from ..models.observability import CreatedObservability
from ..models.pipelines import Purpose
from .core import CoreLayout
from .places import container_id
from .product import ProductLayout
from .services import SERVICES

#: A role that another one contains: who has the second on a scope does not need the first.
_CONTAINED = {"Storage Blob Data Reader": "Storage Blob Data Contributor"}


#: Where a product assigns roles in its own subscription only: the owners of others do it (output `grants_of_others`).
_OWN_ONLY = ("endpoint", "registry", "images", "blobs")
_APPLY: tuple[Purpose, ...] = ("apply",)
_BOTH: tuple[Purpose, ...] = ("plan", "apply")
#: The custom roles of pipelines on what products share.
_SHARED_ROLES: Mapping[Purpose, str] = {"plan": "product_planner", "apply": "product_deployer"}


@dataclass(frozen=True, order=True)
class GroupGrant:
    """A role of an Entra group on a scope that products share.

    Attributes:
        label: what the scope is, in words that a Terraform address may have, such as `lake-curated-sales`.
        scope: the scope.
        role: name of the role.
        object_id: the group.
    """

    label: str
    scope: ResourceId
    role: str
    object_id: str


def product_grants(layout: ProductLayout) -> tuple[tuple[str, str, str], ...]:
    """The roles of groups inside a product's own resource group: scope, role and object id, each once."""
    wanted: dict[tuple[str, str, str], None] = {}
    for persona, object_id in _groups(layout):
        for scope, roles in personas.roles(persona, _setting(layout)).items():
            if scope in PRODUCT_SCOPES:
                wanted.update({(scope, role, object_id): None for role in roles})
    return tuple(wanted)


def custom_roles_in_use(core: CoreLayout, products: Sequence[ProductLayout]) -> tuple[CustomRole, ...]:
    """The custom roles that pipelines, people by their persona, or the principal that plans the core services need."""
    assigned = {role for layout in products for _, role, _ in product_grants(layout)}
    assigned |= {grant.role for grant in shared_grants(core, products)}
    pipelines = [layout for layout in products if layout.product.pipelines is not None]
    needed = {
        role for layout in pipelines for shared in pipeline_scopes(layout) for role in shared.custom_roles.values()
    }
    return tuple(
        role
        for role in custom_roles()
        if role.title in assigned
        or (role.audience == "pipelines" and role.key in needed)
        or (role.audience == "platform" and core.reads_credentials)
    )


def shared_grants(core: CoreLayout, products: Sequence[ProductLayout]) -> tuple[GroupGrant, ...]:
    """The roles of groups on scopes that products share, merged over all products and environments, sorted."""
    wanted: set[GroupGrant] = set()
    for persona, object_id in sorted(core.landing_zone.groups.items()):
        for scope, roles in personas.roles(persona, Setting.LANDING_ZONE).items():
            for label, id_ in _core_scopes(core, scope):
                wanted.update(GroupGrant(label, id_, role, object_id) for role in roles)
    for layout in products:
        for persona, object_id in _groups(layout):
            for scope, roles in personas.roles(persona, _setting(layout)).items():
                if scope not in PRODUCT_SCOPES:
                    for label, id_ in (*_product_scopes(layout, scope), *_core_scopes(core, scope)):
                        wanted.update(GroupGrant(label, id_, role, object_id) for role in roles)
    return tuple(
        sorted(
            (
                grant
                for grant in wanted
                if GroupGrant(grant.label, grant.scope, _CONTAINED.get(grant.role, ""), grant.object_id) not in wanted
            ),
            key=lambda grant: (grant.label, grant.role, grant.object_id),
        )
    )


def _setting(layout: ProductLayout) -> Setting:
    return Setting.PRODUCTION if layout.environment.is_production else Setting.DEVELOPMENT


def personas_of(layout: ProductLayout) -> list[str]:
    """The personas that have a group in a product: of its own, or of the landing zone."""
    return sorted({persona for persona, _ in _groups(layout)})


def _groups(layout: ProductLayout) -> list[tuple[str, str]]:
    """Persona and object id of every group of a product: its own, and those of the landing zone."""
    zone: Mapping[str, str] = layout.core.landing_zone.groups
    return sorted({*zone.items(), *layout.product.groups.items()})


def _product_scopes(layout: ProductLayout, scope: str) -> Iterator[tuple[str, ResourceId]]:
    for container in layout.containers:
        own = container.layer is Layer.WORKSPACE
        if scope == ("lake_own" if own else "lake_read"):
            yield f"lake-{container.layer}-{container.name}", container.id
    training = layout.compute_subnet
    if training is not None and layout.is_in_subscription(training.id):
        if scope == "virtual_network":
            yield "network", training.id.parent
        if scope == "training_subnet":
            yield f"subnet-{training.purpose}", training.id


def _core_scopes(core: CoreLayout, scope: str) -> Iterator[tuple[str, ResourceId]]:
    zone = core.landing_zone
    if scope == "lake":
        for layer, config in zone.data_lake.layers():
            if layer is not Layer.WORKSPACE and isinstance(config.containers, list):
                for name in config.containers:
                    yield f"lake-{layer}-{name}", container_id(core.lake_accounts[layer], name)
    # Who may read a central Log Analytics workspace is its owner's to say.
    if scope == "log_analytics_workspace" and isinstance(zone.observability, CreatedObservability):
        yield "log-analytics", core.log_analytics_workspace_id
    if scope == "monitoring_resource_group" and (zone.observability.workbook or zone.observability.dashboard):
        yield "monitoring", core.monitoring_group.id
    if scope == "subscription":
        yield "subscription", core.subscription
    if scope == "machine_learning_registry" and core.machine_learning_registry_id is not None:
        yield "machine-learning-registry", core.machine_learning_registry_id
    if scope == "data_factory" and core.data_factory_id is not None:
        yield "data-factory", core.data_factory_id


@dataclass(frozen=True)
class SharedScope:
    """A scope outside of a product on which the identities of its pipelines get custom roles.

    Attributes:
        label: the scope in words that a Terraform address may have, such as `subnet-endpoints`.
        scope: the scope.
        custom_roles: by purpose, the key of the custom role; a purpose that needs none is left out.
    """

    label: str
    scope: ResourceId
    custom_roles: Mapping[Purpose, str]


def pipeline_scopes(layout: ProductLayout) -> Iterator[SharedScope]:
    """The scopes in this subscription on which a product's pipelines need custom roles.

    Rights on resources of another subscription, such as the zones of a hub, are granted by their owner;
    `deployer_rights` lists them.
    """
    core = layout.core
    shared: dict[ResourceId, SharedScope] = {}
    for label, scope, purposes in shared_scopes(layout):
        if layout.is_in_subscription(scope):
            roles: dict[Purpose, str] = {purpose: _SHARED_ROLES[purpose] for purpose in purposes}
            shared[scope] = SharedScope(label, scope, roles)
    for label, scope, _ in delegated_scopes(layout):
        # Terraform reads every role assignment of its state when it plans.
        before = shared.get(scope)
        if before is None and not any(_inside(scope, at) and "plan" in one.custom_roles for at, one in shared.items()):
            shared[scope] = SharedScope(label, scope, {"plan": "product_planner"})
        elif before is not None and "plan" not in before.custom_roles:
            shared[scope] = SharedScope(before.label, scope, {**before.custom_roles, "plan": "product_planner"})
    yield from shared.values()
    network, private_link_scope = core.virtual_network_id, core.private_link_scope_id
    if layout.is_in_subscription(network):
        yield SharedScope("network", network, {"apply": "network_joiner"})
    if private_link_scope is not None and layout.is_in_subscription(private_link_scope):
        role = "private_link_operation_reader"
        yield SharedScope("private-link-operations", private_link_scope.parent, {"apply": role})
    reader = "role_definition_reader"
    yield SharedScope("subscription", core.subscription, {"plan": reader, "apply": reader})
    if layout.protection.purge_deleted:
        yield SharedScope("deleted-vaults", core.subscription, {"apply": "vault_purger"})


def _inside(scope: ResourceId, other: ResourceId) -> bool:
    return f"{scope}/".lower().startswith(f"{other}/".lower())


def shared_scopes(layout: ProductLayout) -> Iterator[tuple[str, ResourceId, tuple[Purpose, ...]]]:
    """The resources of the landing zone that a product's stack joins, reads or adds to.

    Yields:
        The label, the scope, and the purposes for which a pipeline needs a right there.
    """
    core = layout.core
    candidates: list[tuple[str, ResourceId | None, tuple[Purpose, ...]]] = [
        (f"subnet-{layout.endpoint_subnet.purpose}", layout.endpoint_subnet.id, _APPLY)
    ]
    if (compute := layout.compute_subnet) is not None:
        candidates.append((f"subnet-{compute.purpose}", compute.id, _APPLY))
    candidates += [
        ("log-analytics", core.log_analytics_workspace_id, _APPLY),
        ("private-link-scope", core.private_link_scope_id, _BOTH),
        ("dns", core.dns_group.id if core.owns_zones else None, _APPLY),
    ]
    if (key := layout.product.encryption) is not None:
        candidates += [
            ("key-vault", ResourceId.parse(key.key_vault_id), _APPLY),
            ("key-identity", ResourceId.parse(key.identity_id), _APPLY),
        ]
    databricks = layout.product.links.databricks
    attached = databricks is not None and databricks.attach_compute
    for row in SERVICES:
        purposes = _APPLY if attached and row.key == "databricks" else row.changed_by_products
        candidates.append((row.label, layout.service_id(row.key), purposes))
    candidates += [
        (f"lake-{layer}", core.lake_accounts[layer], _BOTH) for layer in sorted({c.layer for c in layout.containers})
    ]
    for label, scope, purposes in candidates:
        if scope is not None and purposes:
            yield label, scope, purposes


def delegated_scopes(layout: ProductLayout) -> Iterator[tuple[str, ResourceId, str]]:
    """The scopes in this subscription, outside of a product, on which its stack assigns roles.

    Yields:
        The label, the scope, and the key of the roles in the table `delegated_roles`.
    """
    for label, scope, kind in assignment_scopes(layout):
        if layout.is_in_subscription(scope):
            yield label, scope, kind


def assignment_scopes(layout: ProductLayout) -> Iterator[tuple[str, ResourceId, str]]:
    """The scopes outside of a product, in any subscription, on which its stack assigns roles, as `delegated_scopes`."""
    candidates: list[tuple[str, ResourceId | None, str]] = [
        *((f"lake-{c.layer}-{c.name}", c.id, "lake") for c in layout.containers),
        *((label, scope, "endpoint") for label, scope in endpoint_scopes(layout)),
        *((row.label, layout.service_id(row.key), row.assigned) for row in SERVICES if row.assigned),
        *((f"images-{registry.name}", registry, "images") for registry in layout.connected_registries),
        *((f"blobs-{b.parent.parent.name}-{b.name}", b, "blobs") for b in layout.blob_containers),
    ]
    if layout.managed_network is not None and layout.managed_network.approval == "automatic":
        targets = {str(target.target): target.target for target in layout.foreign_targets}
        candidates += [(f"target-{target.name}", target, "target") for target in targets.values()]
    for label, scope, kind in candidates:
        if scope is not None and (kind not in _OWN_ONLY or layout.is_in_subscription(scope)):
            yield label, scope, kind


def assignable_roles(layout: ProductLayout) -> tuple[str, ...]:
    """The roles that a product's stack assigns inside its resource group."""
    product = layout.product
    pools = product.links.synapse is not None
    contributor = product.workspace.identity_role == "contributor" or bool(product.compute.instances) or pools
    return (*delegated("product"), *(delegated("product_contributor") if contributor else ()))


def endpoint_scopes(layout: ProductLayout) -> Iterator[tuple[str, ResourceId]]:
    """The private endpoints of the lake, in this subscription, that the product's workspace looks at for previews."""
    for layer in sorted({container.layer for container in layout.containers}):
        for subresource, endpoint in layout.core.lake_endpoints(layer).items():
            if layout.is_in_subscription(endpoint):
                yield f"endpoint-{layer}-{subresource}", endpoint
