"""`adlz show names | ids | network | stacks`: where everything is, computed from the configuration alone."""

from __future__ import annotations

import ipaddress

from ..azure import subnets
from ..azure.ids import ResourceId
from ..azure.subnets import RESERVED_ADDRESSES
from ..config import Configuration
from ..config.layout.places import container_id
from ..config.layout.services import SERVICES
from ..config.layout.stacks import platform_stack
from ..config.models.network import CreatedNetwork

Row = dict[str, str]


def stack_rows(configuration: Configuration) -> list[Row]:
    """The stacks in the order in which they are applied."""
    layouts = {layout.stack: layout for layout in configuration.products}
    zone = configuration.landing_zone
    rows = []
    for number, name in enumerate(configuration.stacks, 1):
        row = platform_stack(name)
        rows.append(
            {
                "order": str(number),
                "stack": name,
                "holds": configuration.holds(name),
                "lifecycle": str(row.lifecycle or zone.lifecycle if row is not None else layouts[name].lifecycle),
                "after": ", ".join(configuration.dependencies(name)),
            }
        )
    return rows


def name_rows(configuration: Configuration) -> list[Row]:
    """The name of every resource that the naming convention names, by stack."""
    order = [*configuration.stacks]
    rows = [{"stack": placed.stack, "resource": placed.key, "name": placed.name} for placed in configuration.placed()]
    rows += [{"stack": child.stack, "resource": child.key, "name": child.name} for child in configuration.children()]
    return sorted(rows, key=lambda row: order.index(row["stack"]))


def id_rows(configuration: Configuration) -> list[Row]:
    """The resource id of all that stacks refer to, existing things included."""
    core = configuration.core
    rows = [{"stack": placed.stack, "resource": placed.key, "id": placed.id.id} for placed in configuration.placed()]
    ids = {row["id"].lower() for row in rows}

    def core_row(resource: str, id_: ResourceId | None, *, created: bool) -> None:
        if id_ is not None and id_.id.lower() not in ids:
            rows.append({"stack": "core" if created else "(existing)", "resource": resource, "id": id_.id})

    created_network = isinstance(core.landing_zone.network, CreatedNetwork)
    core_row("virtual_network", core.virtual_network_id, created=created_network)
    for purpose, place in core.subnets.items():
        core_row(f"subnet {purpose}", place.id, created=created_network)
    for layer, account in core.lake_accounts.items():
        created = account.id.lower() in ids
        core_row(f"data_lake_{layer}", account, created=False)
        config = getattr(core.landing_zone.data_lake, layer)
        names = config.containers if isinstance(config.containers, list) else ()
        for name in names:
            core_row(f"container {layer}/{name}", container_id(account, name), created=created)
    core_row("log_analytics_workspace", core.log_analytics_workspace_id, created=False)
    core_row("private_link_scope", core.private_link_scope_id, created=False)
    for service in SERVICES:
        core_row(service.part, core.service_id(service.key), created=False)
    return rows


def network_tables(configuration: Configuration) -> dict[str, list[Row]]:
    """The parts of the network, table by table."""
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


def _usable(range_: str) -> str:
    return str(ipaddress.IPv4Network(range_).num_addresses - RESERVED_ADDRESSES) if range_ else ""
