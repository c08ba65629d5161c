"""Names in a landing zone that its products refer to, for schemas and questions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ...azure.vm_sizes import vm_sizes
from .landing_zone import LandingZone
from .links import Links


@dataclass(frozen=True)
class Known:
    """The names that products of one landing zone can refer to.

    Attributes:
        name: the name of the landing zone.
        environments: its environments.
        containers: the containers that products can use, as `<layer>/<container>`.
        links: the services that products can link to.
        vm_sizes: the VM sizes of the library and those that the landing zone declares.
        groups: object ids of Entra groups, with the personas that have them.
        defaults: `product_defaults`, as written; those of environments included.
    """

    name: str
    environments: tuple[str, ...]
    containers: tuple[str, ...]
    links: tuple[str, ...]
    vm_sizes: tuple[str, ...]
    groups: Mapping[str, str]
    defaults: Mapping[str, Any]


def known(zone: LandingZone, defaults: Mapping[str, Any]) -> Known:
    """The names that products of a landing zone can refer to.

    Args:
        zone: the landing zone.
        defaults: `product_defaults`, as written.
    """
    given = defaults.get("groups")
    groups: dict[str, str] = {}
    for persona, id_ in (*zone.groups.items(), *(given.items() if isinstance(given, dict) else ())):
        groups[id_] = f"{groups[id_]}, {persona}" if id_ in groups else persona
    return Known(
        zone.name,
        tuple(zone.environments),
        (*containers(zone), "workspace/own"),
        tuple(name for name in Links.model_fields if getattr(zone.analytics, name) is not None),
        (*zone.vm_sizes, *(size for size in vm_sizes() if size not in zone.vm_sizes)),
        groups,
        defaults,
    )


def containers(zone: LandingZone) -> tuple[str, ...]:
    """The containers of the lake that the landing zone lists, as `<layer>/<container>`."""
    return tuple(
        f"{layer}/{name}"
        for layer, settings in zone.data_lake.layers()
        for name in (settings.containers if isinstance(settings.containers, list) else ())
    )
