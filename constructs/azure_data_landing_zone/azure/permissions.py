"""Permissions of roles: the actions of the built-in roles and of the custom ones."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from . import tables
from .roles import custom_role


@dataclass(frozen=True)
class Permissions:
    """The actions that a role allows.

    A star in a pattern stands for any text. Source: Microsoft Learn "Understand Azure role definitions"
    (https://learn.microsoft.com/azure/role-based-access-control/role-definitions), read 2026-11-26.

    Between two slashes it can be empty: Managed Identity Operator has `userAssignedIdentities/*/assign/action` and no
    other action with which an identity is assigned; AzureML Data Scientist, which may not create compute, lists
    `computes/*/write`; and `datasets/*/read` includes the reading of datasets and of their versions. Source: Microsoft
    Learn "Manage access to Azure Machine Learning workspaces", read 2026-11-26.

    Attributes:
        actions: patterns of actions of the control plane.
        not_actions: patterns of actions that `actions` does not give.
        data_actions: patterns of actions of the data plane.
        not_data_actions: patterns of actions that `data_actions` does not give.
    """

    actions: tuple[str, ...] = ()
    not_actions: tuple[str, ...] = ()
    data_actions: tuple[str, ...] = ()
    not_data_actions: tuple[str, ...] = ()

    def allows(self, action: str, *, data: bool = False) -> bool:
        """Whether the role allows an action.

        Args:
            action: such as `Microsoft.KeyVault/vaults/write`; case does not matter.
            data: whether it is an action of the data plane.
        """
        if data:
            return _matches(self.data_actions, action) and not _matches(self.not_data_actions, action)
        return _matches(self.actions, action) and not _matches(self.not_actions, action)


def permissions(role: str) -> Permissions:
    """The actions that a role allows.

    Args:
        role: the name of a built-in role in the table `role_definitions`, the title of a custom role, or the name of a
            role in the table `other_roles`.

    Raises:
        KeyError: there is no such role.
    """
    if (own := custom_role(role)) is not None:
        return Permissions(own.actions)
    return _built_in(role)


@functools.cache
def _built_in(role: str) -> Permissions:
    row: Mapping[str, Iterable[str]] = {**tables.read("role_definitions"), **tables.read("other_roles")}[role]
    return Permissions(**{key: tuple(patterns) for key, patterns in row.items()})


def _matches(patterns: tuple[str, ...], action: str) -> bool:
    return bool(patterns) and _compiled(patterns).fullmatch(action) is not None


@functools.cache
def _compiled(patterns: tuple[str, ...]) -> re.Pattern[str]:
    expressions = (re.escape(pattern).replace(r"/\*/", "(/.*)?/").replace(r"\*", ".*") for pattern in patterns)
    return re.compile("|".join(expressions), re.IGNORECASE)
