"""`adlz show names | ids | network | stacks`: where everything is, computed from the configuration alone."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator

from ..azure import subnets
from ..azure.ids import ResourceId
from ..azure.subnets import RESERVED_ADDRESSES
from ..config import Configuration
from ..config.configuration import DATA_PLANE, QUOTA
from ..config.layout.core import CoreLayout
from ..config.layout.places import Placed, container_id
from ..config.layout.product import ProductLayout
from ..config.models.environments import Lifecycle
from ..config.models.network import CreatedNetwork

Row = dict[str, str]

_HOLDS = {
    "bootstrap": "resource providers; remote state and identities of pipelines, if there are any",
    "core": "network, private DNS, data lake, monitoring, shared services",
    "policy": "definitions of policies, the initiative over them, and where it is assigned",
    "access": "roles of people and pipelines on what products share",
    QUOTA: "shares of the subscription's quota for products, on the workspaces that exist by then",
    DATA_PLANE: "roles and endpoints inside of Synapse, applied from inside the network",
}
#: Of the stacks that hold no data; the others have that of the landing zone, or of a product's environment.
_LIFECYCLES = {
    "bootstrap": Lifecycle.PROTECTED,
    "policy": Lifecycle.STANDARD,
    "access": Lifecycle.STANDARD,
    QUOTA: Lifecycle.STANDARD,
}


def stack_rows(configuration: Configuration) -> list[Row]:
    """The stacks in the order in which they are applied."""
    layouts = {layout.stack: layout for layout in configuration.products}
    zone = configuration.landing_zone
    rows = []
    for number, name in enumerate(configuration.stacks, 1):
        layout = layouts.get(name)
        title = "" if layout is None else layout.product.friendly_name or layout.product.name
        rows.append(
            {
                "order": str(number),
                "stack": name,
                "holds": _HOLDS.get(name, "")
                if layout is None
                else f"the product {title} in {layout.environment_name}",
                "lifecycle": str(_LIFECYCLES.get(name, zone.lifecycle) if layout is None else layout.lifecycle),
                "after": ", ".join(configuration.dependencies(name)),
            }
        )
    return rows


def name_rows(configuration: Configuration) -> list[Row]:
    """The name of every resource that the naming convention names, by stack."""
    return [
        {"stack": stack, "resource": placed.key, "name": placed.name}
        for stack, placed in _placed(configuration)
        if placed.type != "private_endpoint"
    ]


def id_rows(configuration: Configuration) -> list[Row]:
    """The resource id of all that stacks refer to, existing things included."""
    core = configuration.core
    rows = [
        {"stack": stack, "resource": placed.key, "id": placed.id.id}
        for stack, placed in _placed(configuration)
        if placed.type != "private_endpoint"
    ]
    made = {row["id"].lower() for row in rows}

    def core_row(resource: str, id_: ResourceId | None, *, created: bool) -> None:
        if id_ is not None and id_.id.lower() not in made:
            rows.append({"stack": "core" if created else "(existing)", "resource": resource, "id": id_.id})

    created_network = isinstance(core.landing_zone.network, CreatedNetwork)
    core_row("virtual_network", core.virtual_network_id, created=created_network)
    for purpose, place in core.subnets.items():
        core_row(f"subnet {purpose}", place.id, created=created_network)
    for layer, account in core.lake_accounts.items():
        created = account.id.lower() in made
        core_row(f"data_lake_{layer}", account, created=False)
        config = getattr(core.landing_zone.data_lake, layer)
        names = config.containers if isinstance(config.containers, list) else ()
        for name in names:
            core_row(f"container {layer}/{name}", container_id(account, name), created=created)
    core_row("log_analytics_workspace", core.log_analytics_workspace_id, created=False)
    core_row("private_link_scope", core.private_link_scope_id, created=False)
    for key in ("synapse_workspace", "databricks_workspace", "data_factory", "kubernetes_cluster"):
        core_row(key, getattr(core, f"{key}_id"), created=False)
    core_row("machine_learning_registry", core.machine_learning_registry_id, created=False)
    return rows


def network_tables(configuration: Configuration) -> dict[str, list[Row]]:
    """What the network is made of, table by table."""
    core = configuration.core
    network = core.landing_zone.network
    created = isinstance(network, CreatedNetwork)
    tables = {
        "network": [
            {
                "network": core.virtual_network_id.name,
                "made": "by the stack core" if created else "elsewhere",
                "address space": ", ".join(network.address_space) if isinstance(network, CreatedNetwork) else "",
                "outbound": network.outbound.through if isinstance(network, CreatedNetwork) else "",
                "hub": network.hub.virtual_network_id.rsplit("/", 1)[1]
                if isinstance(network, CreatedNetwork) and network.hub
                else "",
            }
        ],
        "subnets": [
            {
                "subnet": purpose,
                "range": place.address_prefix,
                "addresses": _usable(place.address_prefix),
                "for": slot.purpose if (slot := subnets.slots().get(purpose)) else "",
            }
            for purpose, place in core.subnets.items()
        ],
        "private dns": [
            {
                "zone": zone,
                "owner": network.dns.owner,
                "id": core.zone_id(zone) if network.dns.owner != "policy" else "",
            }
            for zone in core.zone_names
        ],
        "outbound": [
            {"from": purpose, "service": service.name, "what": service.title}
            for purpose in core.subnets
            for service in core.reached(purpose)
        ],
        "products": [
            {
                "stack": layout.stack,
                "compute lies in": "the subnet training" if layout.managed_network is None else "a managed network",
                "reaches": "what the subnet reaches"
                if layout.managed_network is None
                else layout.managed_network.outbound.replace("_", " "),
            }
            for layout in configuration.products
        ],
    }
    return {title: rows for title, rows in tables.items() if rows}


def _zone_group(core: CoreLayout, zone: str) -> str:
    """The resource group of a zone; empty where Azure Policy knows it and we do not."""
    if core.landing_zone.network.dns.owner == "policy":
        return ""
    return ResourceId.parse(core.zone_id(zone)).resource_group


def _usable(range_: str) -> str:
    return str(ipaddress.IPv4Network(range_).num_addresses - RESERVED_ADDRESSES) if range_ else ""


def _placed(configuration: Configuration) -> Iterator[tuple[str, Placed]]:
    """Everything that the naming convention names, with the stack that makes it."""
    for placed in configuration.core.placed():
        yield ("bootstrap" if placed.key.startswith("state_") else "core"), placed
    if configuration.pipelines:
        yield "bootstrap", configuration.core.pipelines_group
    for layout in configuration.products:
        for placed in layout.placed():
            yield _stack_of(layout, placed), placed


def _stack_of(layout: ProductLayout, placed: Placed) -> str:
    """A product's pipelines need its group and their identities before its own stack."""
    early = placed.key == "resource_group" or placed.key.startswith("pipeline_")
    return "bootstrap" if early and layout.product.pipelines is not None else layout.stack
