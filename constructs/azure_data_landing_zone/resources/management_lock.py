"""Locks of Azure Resource Manager."""

from __future__ import annotations

from typing import Unpack

from ..engine import azurerm
from ..engine.framework import Construct
from .base import AzureResource, Further
from .kinds import Identified


class DeletionLock(AzureResource, azurerm.management_lock.ManagementLock):
    """A lock under which Azure deletes neither a resource nor what lies in it, whoever asks."""

    def __init__(
        self,
        scope: Construct,
        id_: str,
        *,
        target: Identified,
        notes: str,
        **further: Unpack[Further],
    ) -> None:
        """A lock under which Azure deletes neither a resource nor what lies in it, whoever asks.

        Roles on the resource and on its parts cannot be taken away either (Microsoft Learn "Lock your resources").

        Args:
            target: the resource.
            notes: why it is locked, at most 512 characters.
        """
        super().__init__(
            scope, id_, further=further, name="do-not-delete", scope=target.id, lock_level="CanNotDelete", notes=notes
        )
