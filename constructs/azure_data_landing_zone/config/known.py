"""Names in a landing zone that its products refer to."""

from __future__ import annotations

from .models.landing_zone import LandingZone


def containers(zone: LandingZone) -> tuple[str, ...]:
    """The containers of the lake that the landing zone lists, as `<layer>/<container>`."""
    return tuple(
        f"{layer}/{name}"
        for layer, settings in zone.data_lake.layers()
        for name in (settings.containers if isinstance(settings.containers, list) else ())
    )
