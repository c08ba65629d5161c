"""Roles of the identities of a stack."""

from __future__ import annotations

from azure_data_landing_zone.azure import roles as azure_roles
from azure_data_landing_zone.azure import tables
from support import Stack

SUBSCRIPTION = "00000000-0000-0000-0000-000000000000"


def roles_of(stack: Stack, principal: str) -> set[tuple[str, str]]:
    """Role name and last part of the scope of a principal's assignments."""
    by_id = {guid: name for name, guid in tables.read("roles").items()}
    by_id |= {
        azure_roles.custom_role_guid(own.key, SUBSCRIPTION, "zone"): own.title for own in azure_roles.custom_roles()
    }
    return {
        (by_id[body["role_definition_id"].rsplit("/", 1)[1]], scope_name(body["scope"]))
        for body in stack.all("azurerm_role_assignment").values()
        if principal in body["principal_id"]
    }


def scope_name(text: str) -> str:
    return text.split(".")[0].removeprefix("${") if text.startswith("${") else text.rsplit("/", 1)[1]


def identity(stack: Stack, ending: str) -> str:
    return next(
        name for name, body in stack.all("azurerm_user_assigned_identity").items() if body["name"].endswith(ending)
    )
