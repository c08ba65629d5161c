"""The Azure clouds, their endpoints, regions and private-link zones."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from . import names, tables


class CloudName(StrEnum):
    """An Azure cloud."""

    PUBLIC = "public"
    USGOVERNMENT = "usgovernment"
    CHINA = "china"


@dataclass(frozen=True)
class Cloud:
    """The endpoints of one Azure cloud; hosts without a scheme."""

    name: CloudName
    terraform_environment: str
    cli: str
    login: str
    portal: str
    storage_suffix: str
    key_vault_suffix: str
    container_registry_suffix: str
    studio: str
    cosmos_db_application: str


@dataclass(frozen=True)
class Region:
    """An Azure region.

    Attributes:
        name: its name as Terraform spells it.
        cloud: the cloud it lies in.
        code: its short code in names.
        zones: whether it has availability zones.
        pair: whether it has a paired region.
    """

    name: str
    cloud: CloudName
    code: str
    zones: bool
    pair: bool


@dataclass(frozen=True)
class Subresource:
    """A private-link sub-resource: its group id, DNS zones and the private addresses that it takes.

    `zones` is empty where Microsoft's documentation confirms none for the cloud.
    """

    name: str
    zones: tuple[str, ...]
    addresses: int


@functools.cache
def cloud(name: CloudName) -> Cloud:
    """The cloud called `name`."""
    return Cloud(name=name, **tables.read("clouds")[name.value])


@functools.cache
def regions() -> Mapping[str, Region]:
    """All known regions by name."""
    return {
        name: Region(name, CloudName(row["cloud"]), row["code"], row["zones"], row["pair"])
        for name, row in tables.read("regions").items()
    }


def subresource_names() -> tuple[str, ...]:
    """The names of all private-link sub-resources."""
    return tuple(tables.read("private_link"))


@functools.cache
def subresources_of(arm_type: str) -> tuple[str, ...]:
    """The private-link sub-resources of a resource type, such as `Microsoft.KeyVault/vaults`; none if it has no row."""
    kinds = {kind for kind, rule in names.rules().items() if rule.arm_type.lower() == arm_type.lower()}
    return tuple(name for name, row in tables.read("private_link").items() if row["of"] in kinds)


@functools.cache
def subresource(name: str, cloud_name: CloudName) -> Subresource:
    """The private-link sub-resource `name` (such as `blob` or `amlworkspace`) in a cloud.

    Raises:
        KeyError: no such sub-resource is known.
    """
    row = tables.read("private_link")[name]
    return Subresource(name, tuple(row[cloud_name.value] or ()), row["addresses"])


def public_zones(zone: str) -> tuple[str, ...]:
    """The public DNS zones that DNS servers forward to Azure DNS, so that names in a private zone resolve.

    Args:
        zone: the name of the private DNS zone, such as `privatelink.vaultcore.azure.net`.
    """
    for row in tables.read("private_link").values():
        if zone in row.get("forwarders", {}):
            return tuple(row["forwarders"][zone])
    return (zone.removeprefix("privatelink."),)
