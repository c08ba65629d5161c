"""Actions of Azure Resource Manager, by the type of a resource and what is done with it.

https://learn.microsoft.com/azure/role-based-access-control/role-definitions#actions-format, read 2026-11-26
"""

from __future__ import annotations

from enum import StrEnum


class Verb(StrEnum):
    """The operations on a resource."""

    READ = "read"
    WRITE = "write"
    DELETE = "delete"


def action(resource_type: str, verb: Verb) -> str:
    """The action that is needed for a resource of a type, such as `Microsoft.KeyVault/vaults/write`."""
    return f"{resource_type}/{verb.value}"
