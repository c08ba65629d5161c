"""Network security rules per subnet."""

from __future__ import annotations

from dataclasses import dataclass

from . import tables
from .clouds import CloudName


@dataclass(frozen=True)
class SecurityRule:
    """One rule of a network security group; a source or destination is `*`, a service tag or a range."""

    name: str
    priority: int
    direction: str
    access: str
    protocol: str
    source: str
    destination: str
    ports: tuple[str, ...]


def security_rules(subnet: str, *, region: str, cloud: CloudName) -> tuple[SecurityRule, ...]:
    """The rules of the subnet for a purpose: those common to all subnets, and its own.

    Args:
        subnet: name of the subnet, such as `training`; an unknown one has the common rules only.
        region: name of the region, put into regional service tags.
        cloud: the cloud; some service tags do not exist everywhere.
    """
    table = tables.read("security_rules")
    rows = table["common"] + (table.get(subnet, []) if subnet != "common" else [])
    return tuple(
        SecurityRule(
            name=row["name"],
            priority=row["priority"],
            direction=row["direction"],
            access=row["access"],
            protocol=row["protocol"],
            source=row["source"],
            destination=row["destination"].format(region=region),
            ports=tuple(row["ports"]),
        )
        for row in rows
        if cloud.value not in row.get("not_in", ())
    )
