"""Personas: what an Entra group of people may do."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from . import tables

#: The scopes that lie inside a product's own resource group.
PRODUCT_SCOPES = ("resource_group", "workspace", "storage_account", "container_registry", "endpoint_identity")


class Setting(StrEnum):
    """Where a persona has its roles."""

    DEVELOPMENT = "development"
    """In a product, outside production."""
    PRODUCTION = "production"
    """In a product, in production."""
    LANDING_ZONE = "landing_zone"
    """Once, for a group that the landing zone names."""


def personas() -> tuple[str, ...]:
    """The names of all personas."""
    return tuple(tables.read("personas"))


def title(persona: str) -> str:
    """The name of a persona for people."""
    name: str = tables.read("personas")[persona]["title"]
    return name


def roles(persona: str, setting: Setting) -> Mapping[str, list[str]]:
    """The roles of a persona by scope, see the table.

    Raises:
        KeyError: there is no such persona.
    """
    found: Mapping[str, list[str]] = tables.read("personas")[persona].get(setting.value, {})
    return found


def may_submit_jobs(persona: str) -> bool:
    """Whether a persona may submit jobs outside production."""
    return "AzureML Data Scientist" in roles(persona, Setting.DEVELOPMENT).get("workspace", [])
