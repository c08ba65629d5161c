"""How storage is copied, as far as its region allows: over availability zones, and into the paired region.

Source: Microsoft Learn "Azure Storage redundancy" (read 2026-11-26). A region that we do not know is taken for a new
one; those have zones and no pair ("Azure region pairs and nonpaired regions", read 2026-11-26).
"""

from __future__ import annotations

from typing import Literal

from .clouds import regions

#: How often, and how far, Azure copies the data of a storage account.
Replication = Literal["LRS", "ZRS", "GRS", "GZRS", "RAGRS", "RAGZRS"]

_OVER_ZONES = frozenset({"ZRS", "GZRS", "RAGZRS"})
_INTO_PAIR = frozenset({"GRS", "GZRS", "RAGRS", "RAGZRS"})


def has_zones(region: str) -> bool:
    """Whether a region has availability zones."""
    known = regions().get(region)
    return known is None or known.zones


def has_pair(region: str) -> bool:
    """Whether a region has a paired region."""
    known = regions().get(region)
    return known is not None and known.pair


def best(wanted: Replication, region: str) -> Replication:
    """The replication that comes closest to the wanted one in a region.

    Args:
        wanted: LRS, ZRS, GRS or GZRS.
        region: the region's name.
    """
    zones = wanted in _OVER_ZONES and has_zones(region)
    pair = wanted in _INTO_PAIR and has_pair(region)
    if pair:
        return "GZRS" if zones else "GRS"
    return "ZRS" if zones else "LRS"


def objection(replication: str, region: str) -> str:
    """Why a region cannot copy storage like that, as the end of a sentence; empty if it can, or is not known."""
    if region not in regions():
        return ""
    if replication in _OVER_ZONES and not has_zones(region):
        return f"copies over availability zones, which {region} does not have: choose LRS{' or GRS' * has_pair(region)}"
    if replication in _INTO_PAIR and not has_pair(region):
        return f"copies into the paired region, which {region} does not have: choose LRS{' or ZRS' * has_zones(region)}"
    return ""
