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
    """Naming convention of resources. Default: the convention of the Cloud Adoption Framework."""

    pattern: Annotated[str, AfterValidator(_pattern)] = names.DEFAULT_PATTERN
    """Text with {abbreviation}, {landing_zone}, {product}, {environment}, {region} and {instance}. For core services,
    {product} is their purpose and {environment} is omitted. If a name is too long for its resource type, instance,
    region and landing zone are omitted, in this order."""
    instance: Annotated[str, StringConstraints(pattern=r"^[a-z0-9]{0,4}$")] = "001"
    """Value of {instance}."""
    regions: dict[str, RegionCode] = Field(default_factory=dict)
    """Short codes of regions. They override the built-in codes (westeurope: weu) and allow regions that the library
    does not know."""
    abbreviations: Annotated[dict[str, Abbreviation], keys_among(names.rules, "resource type that we name")] = Field(
        default_factory=dict
    )
    """Abbreviations by resource type. They override those of the Cloud Adoption Framework (key_vault: kv)."""
