"""The named resources of the core services and of a product: one row each, from which all lists of them are derived.

The rows stand below the models, because `names` of a landing zone and of a product takes their keys.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypedDict, Unpack

#: The private-link sub-resources of a workspace's default storage.
STORAGE_SUBRESOURCES = ("blob", "file", "queue", "table")
#: The private-link sub-resources of a lake account.
LAKE_SUBRESOURCES = ("blob", "dfs")
#: The private-link sub-resource through which users sign in to Databricks: one workspace per region and DNS has it.
BROWSER_AUTHENTICATION = "browser_authentication"
_DATABRICKS = ("databricks_ui_api", BROWSER_AUTHENTICATION)


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


class _More(TypedDict, total=False):
    when: str
    service: str
    each: str
    bootstrap: bool
    generation: bool
    subresources: tuple[str, ...]
    own_endpoint: bool
    locked: bool
    scoped: bool


def _group(word: str, when: str = "", *, service: str = "", bootstrap: bool = False) -> Part:
    key = f"{word.replace('-', '_')}_resource_group"
    return Part(key=key, type="resource_group", word=word, when=when, service=service, bootstrap=bootstrap)


def _core(key: str, group: str, word: str = "", *, type_: str = "", **more: Unpack[_More]) -> Part:
    return Part(key=key, type=type_ or key, group=f"{group}_resource_group", word=word or group, **more)


def _lake_account(layer: str) -> Part:
    key = f"data_lake_{layer}"
    lake = LAKE_SUBRESOURCES
    return _core(key, "storage", layer, type_="storage_account", when=key, subresources=lake, locked=True)


#: The parts of the core services, those of the bootstrap stack included.
CORE_PARTS = (
    _group("state", "remote_state", bootstrap=True),
    # It outlives the landing zone whose state it keeps.
    _core(
        "state_storage_account",
        "state",
        type_="storage_account",
        when="remote_state",
        bootstrap=True,
        generation=False,
        subresources=("blob",),
    ),
    _group("pipelines", "pipelines", bootstrap=True),
    _group("monitoring", "monitoring"),
    _group("network", "created_network"),
    _core("virtual_network", "network", when="created_network"),
    _group("dns", "own_zones"),
    _group("storage", "created_lake"),
    *(_lake_account(layer) for layer in ("raw", "enriched", "curated", "workspace")),
    _group("analytics", "created_analytics"),
    _core("synapse_workspace", "analytics", service="synapse", subresources=("Sql", "SqlOnDemand", "Dev")),
    _core("databricks_workspace", "analytics", service="databricks", subresources=_DATABRICKS),
    _core("data_factory", "analytics", service="data_factory", subresources=("dataFactory", "portal")),
    # Azure makes the endpoint of the cluster's API; its private DNS zone is ours.
    _core("kubernetes_cluster", "analytics", service="kubernetes", subresources=("management",), own_endpoint=False),
    # A private registry is used through the storage account and container registry that Azure makes for it.
    _core(
        "machine_learning_registry",
        "analytics",
        service="machine_learning_registry",
        subresources=("amlregistry", "registry", "blob"),
    ),
    _core("synapse_private_link_hub", "analytics", service="synapse", subresources=("Web",)),
    _core("databricks_access_connector", "analytics", service="databricks"),
    _group("databricks-managed", service="databricks"),
    _core(
        "databricks_storage_account",
        "databricks_managed",
        "databricks",
        type_="storage_account",
        service="databricks",
        subresources=LAKE_SUBRESOURCES,
    ),
    _core("kubernetes_identity", "analytics", "kubernetes", type_="user_assigned_identity", service="kubernetes"),
    _group("kubernetes-nodes", service="kubernetes"),
    _core("action_group", "monitoring", when="contacts"),
    _core("dashboard", "monitoring", type_="portal_dashboard", when="dashboard"),
    _core("private_link_scope", "monitoring", when="private_link_scope", subresources=("azuremonitor",)),
    _core("log_analytics_workspace", "monitoring", when="log_analytics_workspace", scoped=True),
)


def _own(key: str, construct: str, *, type_: str = "", label: str = "", **more: Unpack[_More]) -> Part:
    return Part(key=key, type=type_ or key, group="resource_group", label=label, construct=construct, **more)


def _identity(key: str, construct: str, label: str, **more: Unpack[_More]) -> Part:
    return _own(key, construct, type_="user_assigned_identity", label=label, **more)


def _pipeline(purpose: str) -> Part:
    key, label, when = f"pipeline_{purpose}_identity", f"pipeline-{purpose}", "pipelines"
    return Part(
        key=key, type="user_assigned_identity", group="pipelines_resource_group", label=label, when=when, bootstrap=True
    )


def _made_by_databricks(key: str, type_: str, argument: str, group: str = "", *subresources: str) -> Part:
    return Part(
        key=key,
        type=type_,
        group=group,
        label="databricks",
        when="own_databricks",
        subresources=subresources,
        construct="databricks/own/workspace",
        argument=tuple(argument.split(".")),
    )


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
    _own("databricks_workspace", "databricks/own/workspace", when="own_databricks", subresources=_DATABRICKS),
    _own("databricks_access_connector", "databricks/own/access-connector", when="own_databricks"),
    # Databricks makes this group, and the account in it.
    _made_by_databricks("databricks_managed_resource_group", "resource_group", "managed_resource_group_name"),
    _made_by_databricks(
        "databricks_storage_account",
        "storage_account",
        "custom_parameters.storage_account_name",
        "databricks_managed_resource_group",
        *LAKE_SUBRESOURCES,
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
