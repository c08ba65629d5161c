"""Built-in role definitions, and the stable names of role assignments."""

from __future__ import annotations

import uuid

from . import tables

#: Namespace of the name-based UUIDs of role assignments. Part of the contract: changing it replaces every assignment.
_ASSIGNMENTS = uuid.UUID("6f2c2b6e-2f5e-5f0e-9d43-6a4f3b3f7a10")


def definition_id(role: str, subscription_id: str) -> str:
    """The id of the built-in role called `role`, as an assignment in a subscription refers to it.

    Raises:
        KeyError: no such role is in the table.
    """
    guid = tables.read("roles")[role]
    return f"/subscriptions/{subscription_id}/providers/Microsoft.Authorization/roleDefinitions/{guid}"


def assignment_name(scope: str, role: str, principal: str) -> str:
    """The name (a UUID) of the assignment of `role` at `scope` to a principal.

    Args:
        scope: resource id of the scope, computed from configuration.
        role: name of the role.
        principal: the principal's *address in the configuration* or its object id from there, never an id that
            Azure makes up: the name must not change when an identity is created anew.
    """
    return str(uuid.uuid5(_ASSIGNMENTS, "|".join((scope.lower(), role, principal))))
