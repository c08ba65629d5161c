"""Role assignments of the workloads of a product outside of its workspace, and those that other owners make."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..azure.ids import ResourceId
from ..config.layout.product import ProductLayout
from ..config.models.parts import LAKE_SUBRESOURCES
from ..resources import (
    ApplicationInsightsRef,
    ContainerRegistryRef,
    Identified,
    KeyVaultRef,
    MachineLearningWorkspaceRef,
    ResourceGroupScope,
    StorageAccountRef,
)
from .lake_rights import lake_rights

#: A role: where it holds in words, its name, its scope, and the scope's construct or, if it lies elsewhere, its id.
Wanted = tuple[str, str, ResourceId, Identified]

_KEY_USER = "Key Vault Crypto Service Encryption User"
_READER = "Storage Blob Data Reader"
_CONTRIBUTOR = "Storage Blob Data Contributor"
_REGISTRY_USER = "AzureML Registry User"
_APPROVER = "Azure AI Enterprise Network Connection Approver"
_IDENTITY_ROLES = {"azure_ai_administrator": "Azure AI Administrator", "contributor": "Contributor"}
_JOB_ROLES = {"data_scientist": "AzureML Data Scientist", "reader": "Reader"}


def compute_grants(
    layout: ProductLayout,
    *,
    container_registry: ContainerRegistryRef,
    storage_account: StorageAccountRef,
    application_insights: ApplicationInsightsRef,
) -> list[Wanted]:
    """The role assignments that identities of clusters and compute instances have alike.

    Args:
        layout: the product.
        container_registry: its registry.
        storage_account: the default storage of its workspace.
        application_insights: its Application Insights.
    """
    wanted: list[Wanted] = [
        ("container-registry", "AcrPull", layout.container_registry.id, container_registry),
        ("storage-account", _CONTRIBUTOR, layout.storage_account.id, storage_account),
        *telemetry_grants(layout, application_insights),
    ]
    wanted += [(where, role, at, at) for where, role, at in lake_rights(layout)]
    return wanted + [
        (where, role, at, at)
        for where, role, at in (*_shared(layout), *_outside_data(layout))
        if layout.is_in_subscription(at)
    ]


def cluster_grants(
    layout: ProductLayout, *, workspace: MachineLearningWorkspaceRef, storage_account: StorageAccountRef
) -> list[Wanted]:
    """The role assignments of a cluster's identity besides those of all compute: for jobs, and for parallel jobs.

    Args:
        layout: the product.
        workspace: its workspace.
        storage_account: the default storage of its workspace.
    """
    return [
        ("workspace", _JOB_ROLES[layout.product.compute.job_role], layout.workspace.id, workspace),
        *(
            ("storage-account", f"Storage {service} Data Contributor", layout.storage_account.id, storage_account)
            for service in ("Queue", "Table")
        ),
    ]


def registry_grants(layout: ProductLayout) -> list[Wanted]:
    """The role assignment with which an identity uses the Machine Learning registry, if there is one to grant on."""
    registry = layout.core.machine_learning_registry_id
    if registry is None or not layout.is_in_subscription(registry):
        return []
    return [("machine-learning-registry", _REGISTRY_USER, registry, registry)]


def telemetry_grants(layout: ProductLayout, application_insights: ApplicationInsightsRef) -> list[Wanted]:
    """The role assignment with which an identity sends telemetry, where keys are off."""
    if layout.product.workspace.application_insights_local_authentication:
        return []
    return [
        (
            "application-insights",
            "Monitoring Metrics Publisher",
            layout.application_insights.id,
            application_insights,
        )
    ]


def workspace_grants(
    layout: ProductLayout,
    *,
    resource_group: ResourceGroupScope,
    storage_account: StorageAccountRef,
    storage_endpoints: Mapping[str, Identified],
    key_vault: KeyVaultRef,
    container_registry: ContainerRegistryRef,
) -> list[Wanted]:
    """Roles of the workspace identity: on its own parts, for previews of data in the studio, and on shared resources.

    Args:
        layout: the product.
        resource_group: its resource group.
        storage_account: the default storage of its workspace.
        storage_endpoints: the private endpoints of that storage by sub-resource.
        key_vault: its vault.
        container_registry: its registry.
    """
    identity_role = _IDENTITY_ROLES[layout.product.workspace.identity_role]
    wanted: list[Wanted] = [
        ("resource-group", identity_role, layout.resource_group.id, resource_group),
        ("storage-account", _CONTRIBUTOR, layout.storage_account.id, storage_account),
        ("storage-account", "Storage File Data Privileged Contributor", layout.storage_account.id, storage_account),
        ("key-vault", "Key Vault Administrator", layout.key_vault.id, key_vault),
        ("container-registry", "AcrPull", layout.container_registry.id, container_registry),
    ]
    group = layout.resource_group.id
    wanted += [
        (
            f"storage-account-{name}",
            "Reader",
            group.resource(
                "Microsoft.Network/privateEndpoints", layout.core.endpoint_name(layout.storage_account, name)
            ),
            storage_endpoints[name],
        )
        for name in ("blob", "file")
    ]
    # Previews look at the endpoints of the lake.
    wanted += [
        (f"lake-{layer}-{subresource}", "Reader", endpoint, endpoint)
        for layer in sorted({container.layer for container in layout.containers})
        for subresource, endpoint in layout.core.lake_endpoints(layer).items()
        if layout.is_in_subscription(endpoint)
    ]
    wanted += _approvals(layout, resource_group)
    if layout.service_data_identity != "None":
        # Previews only ever read.
        wanted += [
            (f"lake-{container.layer}-{container.name}", _READER, container.id, container.id)
            for container in layout.containers
        ]
    return wanted + [(where, role, at, at) for where, role, at in _shared(layout) if layout.is_in_subscription(at)]


def _approvals(layout: ProductLayout, resource_group: ResourceGroupScope) -> Iterator[Wanted]:
    """Roles with which the service approves the endpoints of a managed network at their targets."""
    if layout.managed_network is None:
        return
    # Those that come by themselves lead to the product's own resources.
    yield "resource-group", _APPROVER, layout.resource_group.id, resource_group
    if layout.managed_network.approval == "automatic":
        for target in {str(target.target): target for target in layout.foreign_targets}.values():
            yield target.label, _APPROVER, target.target, target.target


def grants_of_others(layout: ProductLayout) -> dict[str, str]:
    """The assignments that the owners of things outside must make, by what they are for."""
    compute = sorted(
        placed.name
        for placed in (
            *map(layout.cluster_identity, layout.product.compute.clusters),
            *map(layout.instance_identity, layout.product.compute.instances),
        )
    )
    everybody = [layout.workspace_identity.name, *compute]
    grants = {
        where: f"{role} on {at} for {', '.join(who)}"
        for found, who in ((_shared(layout), everybody), (_outside_data(layout), compute))
        for where, role, at in found
        if not layout.is_in_subscription(at) and who
    }
    grants |= _grants_on_key(layout)
    grants |= _grants_on_endpoints(layout)
    if layout.product.data.authentication == "service_principal":
        for container in layout.containers:
            role = _CONTRIBUTOR if container.writable else _READER
            grants[f"lake-{container.layer}-{container.name}"] = (
                f"{role} on {container.id} for the application of datastore_client_id"
            )
    return grants


def _grants_on_endpoints(layout: ProductLayout) -> dict[str, str]:
    """Reader on endpoints of existing lake accounts that are not known, or in another subscription."""
    grants: dict[str, str] = {}
    for layer in sorted({container.layer for container in layout.containers}):
        known = layout.core.lake_endpoints(layer)
        for name in LAKE_SUBRESOURCES:
            endpoint = known.get(name)
            if endpoint is None or not layout.is_in_subscription(endpoint):
                account = layout.core.lake_accounts[layer]
                at = f"the private endpoint of {account} for {name}" if endpoint is None else str(endpoint)
                grants[f"endpoint-{layer}-{name}"] = f"Reader on {at} for {layout.workspace_identity.name}"
    return grants


def _grants_on_key(layout: ProductLayout) -> dict[str, str]:
    """Roles with which Azure uses a customer-managed key, at the vault of its owner."""
    key = layout.product.encryption
    if key is None:
        return {}
    users = {
        "identity": f"the identity {ResourceId.parse(key.identity_id).name}",
        "cosmos-db": f"the application Azure Cosmos DB ({layout.core.cloud.cosmos_db_application})",
    }
    return {f"key-{label}": f"{_KEY_USER} on {key.key_vault_id} for {who}" for label, who in users.items()}


def _shared(layout: ProductLayout) -> Iterator[tuple[str, str, ResourceId]]:
    """Registries of models and of images that the workspace and its compute read."""
    registry = layout.core.machine_learning_registry_id
    if registry is not None:
        yield "machine-learning-registry", _REGISTRY_USER, registry
    for connected in layout.connected_registries:
        yield f"registry-{connected.name.lower()}", "AcrPull", connected


def _outside_data(layout: ProductLayout) -> Iterator[tuple[str, str, ResourceId]]:
    """Containers outside of the lake that jobs read."""
    for container in layout.blob_containers:
        yield f"blobs-{container.parent.parent.name}-{container.name}", _READER, container
