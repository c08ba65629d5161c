"""The named resources of the core services and of a product: one row each, from which all lists of them are derived.

The rows stand below the models, because `names` of a landing zone and of a product takes their keys.
"""

from __future__ import annotations

from dataclasses import dataclass

#: The private-link sub-resources of a workspace's default storage.
STORAGE_SUBRESOURCES = ("blob", "file", "queue", "table")
#: The private-link sub-resources of a lake account.
LAKE_SUBRESOURCES = ("blob", "dfs")


@dataclass(frozen=True, kw_only=True)
class Part:
    """A resource that the naming convention names.

    Attributes:
        key: its key below `names`.
        type: its type in the naming rules.
        group: the key of the part that is its resource group; empty for a resource group.
        word: what stands in its name for the product, if it belongs to the core services.
        label: what its name ends in, to tell it from others of its type.
        when: the condition under which it exists, which its layout decides; empty for always.
        service: the analytics service that it belongs to: it exists if the landing zone creates that service.
        bootstrap: whether the bootstrap stack makes it; a part of a product, if the product has pipelines.
        each: what there is one of it for, `clusters` or `instances`; `names` does not take the key of such a part.
        generation: whether its name changes with `generation`.
        subresources: its private-link sub-resources.
        locked: whether it holds data or secrets, so that lifecycles with locks lock it.
        scoped: whether it belongs into a private link scope of Azure Monitor.
        own_endpoint: whether we make private endpoints to it; Azure makes that of a Kubernetes cluster.
        construct: the path of its construct in the stack of a product, from which its Terraform address is made; that
            of its Databricks workspace for what Databricks makes.
        argument: the argument of that construct's resource that holds its name.
    """

    key: str
    type: str
    group: str = ""
    word: str = ""
    label: str = ""
    when: str = ""
    service: str = ""
    bootstrap: bool = False
    each: str = ""
    generation: bool = True
    subresources: tuple[str, ...] = ()
    own_endpoint: bool = True
    locked: bool = False
    scoped: bool = False
    construct: str = ""
    argument: tuple[str, ...] = ("name",)


def _group(word: str, *, when: str = "", service: str = "", bootstrap: bool = False) -> Part:
    key = f"{word.replace('-', '_')}_resource_group"
    return Part(key=key, type="resource_group", word=word, when=when, service=service, bootstrap=bootstrap)


def _lake_account(layer: str) -> Part:
    key = f"data_lake_{layer}"
    return Part(
        key=key,
        type="storage_account",
        group="storage_resource_group",
        word=layer,
        when=key,
        subresources=LAKE_SUBRESOURCES,
        locked=True,
    )


def _analytics(key: str, service: str, subresources: tuple[str, ...] = (), *, own_endpoint: bool = True) -> Part:
    return Part(
        key=key,
        type=key,
        group="analytics_resource_group",
        word="analytics",
        service=service,
        subresources=subresources,
        own_endpoint=own_endpoint,
    )


#: The parts of the core services, those of the bootstrap stack included.
CORE_PARTS = (
    _group("state", when="remote_state", bootstrap=True),
    Part(
        key="state_storage_account",
        type="storage_account",
        group="state_resource_group",
        word="state",
        when="remote_state",
        bootstrap=True,
        # It outlives the landing zone whose state it keeps.
        generation=False,
    ),
    _group("pipelines", when="pipelines", bootstrap=True),
    _group("monitoring", when="monitoring"),
    _group("network", when="created_network"),
    Part(
        key="virtual_network",
        type="virtual_network",
        group="network_resource_group",
        word="network",
        when="created_network",
    ),
    _group("dns", when="own_zones"),
    _group("storage", when="created_lake"),
    _lake_account("raw"),
    _lake_account("enriched"),
    _lake_account("curated"),
    _lake_account("workspace"),
    _group("analytics", when="created_analytics"),
    _analytics("synapse_workspace", "synapse", ("Sql", "SqlOnDemand", "Dev")),
    _analytics("databricks_workspace", "databricks", ("databricks_ui_api", "browser_authentication")),
    _analytics("data_factory", "data_factory", ("dataFactory", "portal")),
    # Azure makes the endpoint of the cluster's API; its private DNS zone is ours.
    _analytics("kubernetes_cluster", "kubernetes", ("management",), own_endpoint=False),
    # A private registry is used through the storage account and container registry that Azure makes for it.
    _analytics("machine_learning_registry", "machine_learning_registry", ("amlregistry", "registry", "blob")),
    _analytics("synapse_private_link_hub", "synapse", ("Web",)),
    _analytics("databricks_access_connector", "databricks"),
    _group("databricks-managed", service="databricks"),
    Part(
        key="databricks_storage_account",
        type="storage_account",
        group="databricks_managed_resource_group",
        word="databricks",
        service="databricks",
        subresources=LAKE_SUBRESOURCES,
    ),
    Part(
        key="kubernetes_identity",
        type="user_assigned_identity",
        group="analytics_resource_group",
        word="kubernetes",
        service="kubernetes",
    ),
    _group("kubernetes-nodes", service="kubernetes"),
    Part(
        key="action_group",
        type="action_group",
        group="monitoring_resource_group",
        word="monitoring",
        when="contacts",
    ),
    Part(
        key="dashboard",
        type="portal_dashboard",
        group="monitoring_resource_group",
        word="monitoring",
        when="dashboard",
    ),
    Part(
        key="private_link_scope",
        type="private_link_scope",
        group="monitoring_resource_group",
        word="monitoring",
        when="private_link_scope",
        subresources=("azuremonitor",),
    ),
    Part(
        key="log_analytics_workspace",
        type="log_analytics_workspace",
        group="monitoring_resource_group",
        word="monitoring",
        when="log_analytics_workspace",
        scoped=True,
    ),
)


def _own(
    key: str,
    construct: str,
    *,
    type_: str = "",
    label: str = "",
    when: str = "",
    each: str = "",
    subresources: tuple[str, ...] = (),
    locked: bool = False,
    scoped: bool = False,
) -> Part:
    return Part(
        key=key,
        type=type_ or key,
        group="resource_group",
        label=label,
        when=when,
        each=each,
        subresources=subresources,
        locked=locked,
        scoped=scoped,
        construct=construct,
    )


def _identity(key: str, construct: str, label: str, *, when: str = "", each: str = "") -> Part:
    return _own(key, construct, type_="user_assigned_identity", label=label, when=when, each=each)


def _pipeline(purpose: str) -> Part:
    return Part(
        key=f"pipeline_{purpose}_identity",
        type="user_assigned_identity",
        # The group of the core services.
        group="pipelines_resource_group",
        label=f"pipeline-{purpose}",
        when="pipelines",
        bootstrap=True,
    )


_OWN_DATABRICKS = "databricks/own/workspace"
#: The parts of a product in one environment.
PRODUCT_PARTS = (
    Part(key="resource_group", type="resource_group", bootstrap=True, construct="resource-group"),
    _pipeline("plan"),
    _pipeline("apply"),
    _identity("workspace_identity", "ml/identity", "workspace"),
    _own("key_vault", "ml/key-vault", subresources=("vault",), locked=True),
    _own("application_insights", "ml/application-insights", scoped=True),
    _own("container_registry", "ml/container-registry", subresources=("registry",)),
    _own("storage_account", "ml/storage-account", subresources=STORAGE_SUBRESOURCES, locked=True),
    _own("workspace", "ml/workspace", type_="machine_learning_workspace", subresources=("amlworkspace",)),
    _own("action_group", "alerts/action-group", when="contacts"),
    _own("key_vault_topic", "alerts/key-vault-topic", type_="event_grid_system_topic", when="events"),
    _identity("kubernetes_identity", "kubernetes/identity", "kubernetes", when="kubernetes"),
    # An identity for each compute cluster and instance: key, label and construct end in the name of the compute.
    _identity("cluster", "ml/identity", "cluster", each="clusters"),
    _identity("instance", "ml/instances/identity", "instance", each="instances"),
    _identity("endpoint_identity", "ml/endpoint/identity", "endpoint"),
    _identity("shipping_identity", "shipping/identity", "shipping", when="shipping"),
    _identity("synapse_identity", "synapse/identity", "synapse", when="synapse"),
    _own(
        "databricks_workspace",
        _OWN_DATABRICKS,
        when="own_databricks",
        subresources=("databricks_ui_api", "browser_authentication"),
    ),
    _own("databricks_access_connector", "databricks/own/access-connector", when="own_databricks"),
    # Databricks makes this group, and the account in it.
    Part(
        key="databricks_managed_resource_group",
        type="resource_group",
        label="databricks",
        when="own_databricks",
        construct=_OWN_DATABRICKS,
        argument=("managed_resource_group_name",),
    ),
    Part(
        key="databricks_storage_account",
        type="storage_account",
        group="databricks_managed_resource_group",
        label="databricks",
        when="own_databricks",
        subresources=LAKE_SUBRESOURCES,
        construct=_OWN_DATABRICKS,
        argument=("custom_parameters", "storage_account_name"),
    ),
)
#: The private-link sub-resources that every product has.
PRODUCT_SUBRESOURCES = tuple(
    subresource for part in PRODUCT_PARTS if not part.when for subresource in part.subresources
)


def core_part(key: str) -> Part:
    """The row of a part of the core services.

    Raises:
        KeyError: there is no such part.
    """
    return _row(CORE_PARTS, key)


def product_part(key: str) -> Part:
    """The row of a part of a product.

    Raises:
        KeyError: there is no such part.
    """
    return _row(PRODUCT_PARTS, key)


def nameable(parts: tuple[Part, ...]) -> tuple[str, ...]:
    """The keys of parts that `names` takes."""
    return tuple(part.key for part in parts if not part.each)


def _row(parts: tuple[Part, ...], key: str) -> Part:
    for part in parts:
        if part.key == key:
            return part
    raise KeyError(key)
