"""Personas: what an Entra group of people may do in a product."""

from __future__ import annotations

from collections.abc import Mapping

from . import tables


def personas() -> tuple[str, ...]:
    """The names of all personas."""
    return tuple(tables.read("personas"))


def product_roles(persona: str, *, production: bool) -> Mapping[str, list[str]]:
    """The roles of a persona by resource of the product (`workspace`, `storage_account`, `container_registry`).

    Raises:
        KeyError: there is no such persona.
    """
    roles: Mapping[str, list[str]] = tables.read("personas")[persona]["production" if production else "development"]
    return roles
