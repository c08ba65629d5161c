"""The narrowest role that allows an action."""

from __future__ import annotations

import functools

from ..azure import tables
from ..azure.permissions import Permissions, permissions

#: The role that allows everything: no advice.
_OWNER = "Owner"
#: Roles with which anybody can give himself more.
_LAST = ("Role Based Access Control Administrator", "User Access Administrator")


@functools.cache
def narrowest(action: str, *, data: bool = False, custom: frozenset[str] = frozenset()) -> str | None:
    """The name of the role in our tables that allows an action and little else; None if no role has it.

    Args:
        action: the action.
        data: whether it is an action of the data plane.
        custom: the titles of the custom roles that exist and can be assigned where it is needed.
    """
    names = [*(tables.read("role_definitions").keys() - {_OWNER}), *tables.read("other_roles"), *sorted(custom)]
    found = [name for name in names if permissions(name).allows(action, data=data)]
    reads = action.endswith("/read")
    return min(
        found,
        key=lambda name: (name in _LAST, reads and _changes(permissions(name)), width(permissions(name)), name),
        default=None,
    )


def _changes(role: Permissions) -> bool:
    """Whether a role allows more than reading."""
    return not all(pattern.endswith("/read") for pattern in (*role.actions, *role.data_actions))


def width(role: Permissions) -> int:
    """How much a role allows: patterns with a star count by how much of a type they leave open."""
    patterns = (*role.actions, *role.data_actions)
    return sum(1 if "*" not in pattern else 10 ** (5 - min(pattern.count("/"), 4)) for pattern in patterns)
