"""The naming convention."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, Field, StringConstraints

from ...azure import names
from .base import Model, keys_among

RegionCode = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]{1,8}$")]
Abbreviation = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]{1,8}$")]


def _pattern(text: str) -> str:
    allowed = ", ".join(f"{{{name}}}" for name in names.PLACEHOLDERS)
    try:
        used = names.placeholders(text)
    except ValueError as error:
        raise ValueError(f"is malformed ({error}); it may use {allowed}") from None
    if unknown := sorted(used - set(names.PLACEHOLDERS)):
        raise ValueError(f"uses {', '.join(f'{{{name}}}' for name in unknown)}; it may use {allowed}")
    if missing := {"abbreviation", "product", "environment"} - used:
        raise ValueError(
            f"lacks {', '.join(f'{{{name}}}' for name in sorted(missing))}, without which names would collide"
        )
    return text


class Naming(Model):
    """How resources are called; the Cloud Adoption Framework's convention unless said otherwise."""

    pattern: Annotated[str, AfterValidator(_pattern)] = names.DEFAULT_PATTERN
    """Text with {abbreviation}, {landing_zone}, {product}, {environment}, {region} and {instance}. Core services put
    their purpose in the place of the product and have no environment. While a name is too long for its type,
    instance, region and landing zone are left out, in this order."""
    instance: Annotated[str, StringConstraints(pattern=r"^[a-z0-9]{0,4}$")] = "001"
    """What {instance} stands for."""
    regions: dict[str, RegionCode] = Field(default_factory=dict)
    """Short codes of regions, over ours (westeurope: weu); also admits a region that we do not know yet."""
    abbreviations: Annotated[dict[str, Abbreviation], keys_among(names.rules, "resource type that we name")] = Field(
        default_factory=dict
    )
    """Abbreviations by resource type, over the Cloud Adoption Framework's (key_vault: kv)."""
