"""Locks on what must not be lost."""

from __future__ import annotations

from ..resources import AzureResource, DeletionLock

_NOTES = "Holds data or secrets. Lifted through the configuration: locks: false, or decommission: true of a product"


def deletion_lock(target: AzureResource) -> None:
    """Locks a resource against deletion.

    Never a group: there a lock stops compute from scaling down and a managed network from being taken away.
    """
    DeletionLock(target, "DeletionLock", target=target, notes=_NOTES)
