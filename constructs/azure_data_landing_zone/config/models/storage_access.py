"""Resources that pass the firewalls of storage accounts besides those of the library."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StringConstraints

from .base import Model

#: The id of an Azure resource, in which `*` stands for any name.
ResourceInstance = Annotated[
    str,
    StringConstraints(
        pattern=r"^/subscriptions/[0-9a-fA-F-]{36}/(resourceGroups/[^/\s]+/)?providers/[^/\s]+(/[^/\s]+)+$"
    ),
]


class StorageAccess(Model):
    """Resources of other owners that pass the firewalls of storage accounts, by resource-instance rules."""

    defender: bool = False
    """Whether Microsoft Defender for Storage scans the accounts for malware. Defender adds a rule for its scanner to
    each account. Without this setting Terraform removes the rule at every apply, and Defender adds it again."""
    resource_instances: list[ResourceInstance] = Field(default_factory=list)
    """Ids of further Azure resources of the tenant that may use the accounts. `*` stands for any name."""
    ignore_changes: bool = False
    """Whether another owner changes the rules. Terraform then sets them when it creates an account, and ignores them
    later; rules that the library needs for new products must be added by that owner."""
