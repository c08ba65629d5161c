"""Built-in role definitions, and the stable names of role assignments."""

from __future__ import annotations

import re
import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from . import tables

#: Namespace of the name-based UUIDs of role assignments. Part of the contract: changing it replaces every assignment.
_ASSIGNMENTS = uuid.UUID("6f2c2b6e-2f5e-5f0e-9d43-6a4f3b3f7a10")
#: Namespace of the ids of roles of our own.
_CUSTOM_ROLES = uuid.UUID("0b6a7d54-9a53-5e06-8f5e-2f0b7f4ad9c2")
#: The roles on a container that write Terraform's state, and that read it.
STATE_WRITER, STATE_READER = "Storage Blob Data Contributor", "Storage Blob Data Reader"

#: A UUID at the end of an id.
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$", re.IGNORECASE)


def definition_id(role: str, subscription_id: str) -> str:
    """The id of the built-in role called `role`, as an assignment in a subscription refers to it.

    Raises:
        KeyError: no such role is in the table.
    """
    guid = tables.read("roles")[role]
    return f"/subscriptions/{subscription_id}/providers/Microsoft.Authorization/roleDefinitions/{guid}"


def name_of(guid: str) -> str:
    """The name of the built-in role with this id; the id itself if it is not in the table."""
    return next((name for name, known in tables.read("roles").items() if known == guid), guid)


def assigned(assignment: Mapping[str, object]) -> str:
    """The id of the role of an `azurerm_role_assignment`, in lower case and without what it lies in.

    Args:
        assignment: the arguments, which name the role by its id or by its name.

    Returns:
        The id; empty if the name is not in the table, or the id is known after apply only.
    """
    name = assignment.get("role_definition_name")
    if isinstance(name, str):
        return str(tables.read("roles").get(name, "")).lower()
    found = _UUID.search(str(assignment.get("role_definition_id", "")))
    return found[0].lower() if found else ""


@dataclass(frozen=True)
class CustomRole:
    """A role of our own.

    Attributes:
        key: its key in the table.
        title: its name for people, by which tables of roles refer to it.
        audience: who gets it: `pipelines`, or `people`.
        description: what it is for.
        actions: what it allows on the control plane.
    """

    key: str
    title: str
    audience: str
    description: str
    actions: tuple[str, ...]


def custom_roles() -> tuple[CustomRole, ...]:
    """All roles of our own."""
    return tuple(
        CustomRole(key, row["title"], row["audience"], row["description"], tuple(row["actions"]))
        for key, row in tables.read("custom_roles").items()
    )


def custom_role(title: str) -> CustomRole | None:
    """The role of our own of that title; None for a built-in role."""
    return next((role for role in custom_roles() if role.title == title), None)


def custom_role_guid(key: str, subscription_id: str, landing_zone: str) -> str:
    """The id (a UUID) of a role of our own, as a landing zone makes it."""
    tables.read("custom_roles")[key]
    return str(uuid.uuid5(_CUSTOM_ROLES, "|".join((subscription_id.lower(), landing_zone, key))))


def assignable_only(roles: Collection[str], *, subscription_id: str, landing_zone: str) -> str:
    """A condition that lets a Role Based Access Control Administrator assign and remove the given roles only.

    Groups and service principals may get them, nobody else. Source: Microsoft Learn "Delegate Azure role assignment
    management to others with conditions".

    Args:
        roles: names of built-in roles, and titles of roles of our own.
        subscription_id: the subscription of the landing zone.
        landing_zone: its name; the ids of roles of our own depend on both.
    """

    def guid(role: str) -> str:
        if (own := custom_role(role)) is not None:
            return custom_role_guid(own.key, subscription_id, landing_zone)
        return str(tables.read("roles")[role])

    guids = ", ".join(sorted(map(guid, roles)))
    clauses = []
    for verb, source in (("write", "@Request"), ("delete", "@Resource")):
        attribute = f"{source}[Microsoft.Authorization/roleAssignments"
        clauses.append(
            f"((!(ActionMatches{{'Microsoft.Authorization/roleAssignments/{verb}'}})) OR ("
            f"{attribute}:RoleDefinitionId] ForAnyOfAnyValues:GuidEquals {{{guids}}} AND "
            f"{attribute}:PrincipalType] ForAnyOfAnyValues:StringEqualsIgnoreCase {{'ServicePrincipal', 'Group'}}))"
        )
    return " AND ".join(clauses)


def assignment_name(scope: str, role: str, principal: str) -> str:
    """The name (a UUID) of the assignment of `role` at `scope` to a principal.

    Args:
        scope: resource id of the scope, computed from configuration.
        role: name of the role.
        principal: the principal's *address in the configuration* or its object id from there, never an id that
            Azure makes up: the name must not change when an identity is created anew.
    """
    return str(uuid.uuid5(_ASSIGNMENTS, "|".join((scope.lower(), role, principal))))


def delegated(where: str) -> tuple[str, ...]:
    """The roles that a product's pipeline may give and take away: in its `product`, on the `lake`, on an `endpoint`."""
    return tuple(tables.read("delegated_roles")[where])


def workload_roles() -> Mapping[str, Mapping[str, list[str]]]:
    """The widest that workloads get: by workload, by what the scope is, the names of roles."""
    found: Mapping[str, Mapping[str, list[str]]] = tables.read("workload_roles")
    return found
