"""The services that compute may reach, in the words of whatever filters its traffic."""

from __future__ import annotations

import functools
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from . import tables
from .clouds import CloudName, cloud

#: Where the rules for storage of further regions begin in a security group.
_STORAGE_REGIONS_PRIORITY = 1300
#: Protocols of traffic; `*` is any.
Protocol: TypeAlias = Literal["Tcp", "Udp", "*"]


@dataclass(frozen=True)
class Traffic:
    """Traffic to a service: its destinations, its protocol (`Tcp`, `Udp` or `*`) and its ports.

    `destinations` is one service tag, or address ranges.
    """

    destinations: tuple[str, ...]
    protocol: Protocol
    ports: tuple[str, ...]


@dataclass(frozen=True)
class Service:
    """A service that compute may reach.

    Attributes:
        name: what a configuration calls it.
        title: its name for people.
        needed_by: the purposes of subnets whose compute cannot work without it.
        priority: where its rules begin in a security group.
        traffic: what a security group lets out: service tags and ranges.
        hosts: its host names, which may begin with `*.`; None if none are documented for the cloud.
        host_ports: the ports on those hosts.
        storage_hosts: host names of storage accounts, which a managed network refuses.
        beside_tags: host names that its service tags do not cover, which only a firewall can let through.
    """

    name: str
    title: str
    needed_by: tuple[str, ...]
    priority: int
    traffic: tuple[Traffic, ...]
    hosts: tuple[str, ...] | None
    host_ports: tuple[str, ...]
    storage_hosts: tuple[str, ...] = ()
    beside_tags: tuple[str, ...] = ()

    @property
    def firewall_hosts(self) -> tuple[str, ...]:
        """The host names that a firewall lets through: all of them, or those that the service tags do not cover."""
        return self.beside_tags if self.has_tags else (*(self.hosts or ()), *self.storage_hosts)

    @property
    def has_tags(self) -> bool:
        """Whether it is known by service tags, which Azure keeps up to date."""
        return any(is_service_tag(destination) for traffic in self.traffic for destination in traffic.destinations)


@functools.cache
def service_tags() -> frozenset[str]:
    """The service tags that need no region."""
    table = tables.read("service_tags")
    return frozenset([*table["regional"], *table["everywhere"]])


def is_service_tag(text: str) -> bool:
    """Whether `text` is a service tag as Azure spells it, with or without a region."""
    tag, _, region = text.rpartition(".")
    return text in service_tags() or (bool(region) and tag in tables.read("service_tags")["regional"])


def service_names() -> tuple[str, ...]:
    """The names of all services."""
    return tuple(tables.read("outbound"))


def optional_service_names() -> tuple[str, ...]:
    """The names of the services that nothing needs, and that are reached only if somebody allows them."""
    return tuple(name for name, row in tables.read("outbound").items() if not row.get("needed_by"))


@functools.cache
def service(name: str, cloud_name: CloudName, region: str) -> Service:
    """A service as it is reached from a region of a cloud.

    Raises:
        KeyError: no such service is known.
    """
    row: Mapping[str, Any] = tables.read("outbound")[name]
    here = cloud(cloud_name)
    words = {
        "region": region,
        "storage": here.storage_suffix,
        "key_vault": here.key_vault_suffix,
        "container_registry": here.container_registry_suffix,
    }
    traffic = [
        Traffic((tag.format(**words),), protocol, tuple(map(str, ports)))
        for tag, protocol, ports in row.get("tags", ())
        if cloud_name.value not in row.get("not_in", ())
    ]
    if ranges := row.get("ranges"):
        traffic.append(Traffic(tuple(ranges), "Tcp", ("443",)))
    hosts = row["hosts"][cloud_name.value]
    return Service(
        name=name,
        title=row["title"],
        needed_by=tuple(row.get("needed_by", ())),
        priority=row["priority"],
        traffic=tuple(traffic),
        hosts=None if hosts is None else tuple(host.format(**words) for host in hosts),
        host_ports=tuple(map(str, row.get("host_ports", (443,)))),
        storage_hosts=tuple(host.format(**words) for host in row.get("storage_hosts", ())),
        beside_tags=tuple(host.format(**words) for host in row.get("beside_tags", {}).get(cloud_name.value, ())),
    )


def storage_of(regions: Collection[str], cloud_name: CloudName) -> tuple[Service, ...]:
    """Storage of further regions, each a service of its own."""
    return tuple(
        Service(
            name=f"storage_{region}",
            title=f"Storage of {region}",
            needed_by=(),
            priority=_STORAGE_REGIONS_PRIORITY + index,
            traffic=(Traffic((f"Storage.{region}",), "Tcp", ("443",)),),
            hosts=service("storage", cloud_name, region).hosts,
            host_ports=("443",),
        )
        for index, region in enumerate(sorted(set(regions)))
    )


def reached_from(
    purpose: str, allowed: Collection[str], cloud_name: CloudName, region: str, *, private_link_scope: bool
) -> tuple[Service, ...]:
    """The services that compute in a subnet reaches: what it needs, and what is allowed besides.

    Args:
        purpose: the subnet's purpose, such as `training`.
        allowed: names of further services.
        cloud_name: the cloud.
        region: the region of the network.
        private_link_scope: whether Azure Monitor is reached over a private link scope.
    """

    def wanted(name: str, row: Mapping[str, Any]) -> bool:
        if name in allowed:
            return True
        return purpose in row.get("needed_by", ()) and not (
            private_link_scope and row.get("unless") == "private_link_scope"
        )

    return tuple(
        service(name, cloud_name, region) for name, row in tables.read("outbound").items() if wanted(name, row)
    )
