"""Role assignments of a stack, and identities by name."""

from __future__ import annotations

from collections import Counter

from azure_data_landing_zone.azure import roles, tables
from support import Json, Stack

OTHERS = "33333333-3333-3333-3333-333333333333"
ENGINEERS = "55555555-5555-5555-5555-555555555555"
BY_GUID = {guid: name for name, guid in tables.read("roles").items()}
BY_GUID |= {
    roles.custom_role_guid(own.key, "00000000-0000-0000-0000-000000000000", name): own.title
    for own in roles.custom_roles()
    for name in ("zone", "contoso", "managed", "existing")
}


def assignments(stack: Stack) -> list[Json]:
    return list(stack.all("azurerm_role_assignment").values())


def role_name(body: Json) -> str:
    guid = body["role_definition_id"].rsplit("/", 1)[1]
    return BY_GUID.get(guid, guid)


def granted(stack: Stack, object_id: str) -> Counter[tuple[str, str]]:
    """Role and last part of the scope of a group's assignments."""
    return Counter(
        (role_name(body), body["scope"].rsplit("/", 1)[1])
        for body in assignments(stack)
        if body["principal_id"] == object_id
    )
