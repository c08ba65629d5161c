"""Names by the landing zone's convention."""

from __future__ import annotations

from ...azure import names
from ...azure.clouds import regions
from ..models.landing_zone import LandingZone


class NamingConvention:
    """Builds the names of a landing zone's resources.

    Args:
        landing_zone: the landing zone, with its pattern, abbreviations and codes of regions.
    """

    def __init__(self, landing_zone: LandingZone) -> None:
        self._zone = landing_zone

    def name(
        self,
        type_: str,
        *,
        product: str,
        environment: str = "",
        location: str = "",
        label: str = "",
        over: str = "",
        generation: int = 1,
    ) -> str:
        """The name of a resource; `over` is the one that the configuration gives, if it does.

        From the second generation on a name differs where Azure may still keep that of a deleted predecessor: in its
        hash if it must be unique in all of Azure, else in an ending such as `-g2`.
        """
        if over:
            return over
        zone = self._zone
        rule = names.rules()[type_]
        parts = {
            "abbreviation": zone.naming.abbreviations.get(type_, rule.abbreviation),
            "landing_zone": zone.name,
            "product": product,
            "environment": environment,
            "region": self.region_code(location or zone.location),
            "instance": zone.naming.instance,
        }
        suffix = ""
        if rule.unique is names.Uniqueness.GLOBAL:
            again = [f"generation-{generation}"] if generation > 1 else []
            suffix = names.stable_suffix(zone.subscription_id, zone.name, product, environment, type_, label, *again)
        elif rule.soft_delete and generation > 1:
            label = "-".join(piece for piece in (label, f"g{generation}") if piece)
        return names.build(rule, zone.naming.pattern, parts, label=label, suffix=suffix)

    def child(self, kind: str, over: str = "", **values: str) -> str:
        """The name of a resource that belongs to another one.

        Args:
            kind: its key below `naming.children`.
            over: the name that the configuration gives, if it does.
            values: what tells it from others of its kind.
        """
        return over or self.filled(self._zone.naming.children.pattern(kind), **values)

    def filled(self, pattern: str, **values: str) -> str:
        """A name by a pattern, which may also have the landing zone, the code of its region and the instance.

        Args:
            pattern: the pattern.
            values: its other fields.
        """
        zone = self._zone
        common = {
            "landing_zone": zone.name,
            "region": self.region_code(zone.location),
            "instance": zone.naming.instance,
        }
        return pattern.format(**common, **values)

    def region_code(self, location: str) -> str:
        """The short code of a region in names; the region itself if none is known."""
        known = regions().get(location)
        return self._zone.naming.regions.get(location, known.code if known else location)
