"""Personas: what an Entra group of people may do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from . import tables


@dataclass(frozen=True)
class Scope:
    """Where a persona has roles.

    Attributes:
        key: its key in the table.
        title: its name for people.
        in_product: whether it lies inside a product's own resource group.
    """

    key: str
    title: str
    in_product: bool = False


#: The scopes of the table; its head says what each of them is.
SCOPES = (
    Scope("resource_group", "Resource group", in_product=True),
    Scope("workspace", "Workspace", in_product=True),
    Scope("storage_account", "Workspace storage", in_product=True),
    Scope("container_registry", "Container registry", in_product=True),
    Scope("endpoint_identity", "Identity of online endpoints", in_product=True),
    Scope("lake_read", "Lake: read by the product"),
    Scope("lake_own", "Lake: the product's own"),
    Scope("lake", "Lake: all layers"),
    Scope("virtual_network", "Virtual network"),
    Scope("training_subnet", "Subnet of compute"),
    Scope("log_analytics_workspace", "Log Analytics"),
    Scope("machine_learning_registry", "ML registry"),
    Scope("data_factory", "Data Factory"),
    Scope("monitoring_resource_group", "Workbook and dashboard"),
    Scope("subscription", "Subscription"),
)
#: The scopes that lie inside a product's own resource group.
PRODUCT_SCOPES = tuple(scope.key for scope in SCOPES if scope.in_product)


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


def may_submit_jobs(persona: str, setting: Setting = Setting.DEVELOPMENT) -> bool:
    """Whether a persona may submit jobs and deploy endpoints.

    Args:
        persona: its name.
        setting: where. Default outside production.
    """
    return "AzureML Data Scientist" in roles(persona, setting).get("workspace", [])
