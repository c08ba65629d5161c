"""The meaning of a lifecycle for deployed resources."""

from __future__ import annotations

import functools
from dataclasses import dataclass, replace

from . import tables
from .redundancy import Replication


@dataclass(frozen=True)
class Protection:
    """How what is in a stack is protected against loss; `azure/tables/lifecycles.yaml` says what each of them is."""

    prevent_destroy: bool
    locks: bool
    purge_deleted: bool
    recover_deleted: bool
    delete_filled_groups: bool
    purge_protection: bool
    vault_retention_days: int
    blob_retention_days: int
    replication: Replication
    geo_backup: bool

    def with_locks(self, locks: bool | None) -> Protection:
        """The same with or without locks, as the configuration says; None leaves them as they are."""
        return self if locks is None else replace(self, locks=locks)

    def lifted(self) -> Protection:
        """The same for what is about to be destroyed: nothing refuses any more, and what is recoverable stays so.

        Its group goes with what others left there, since Azure itself leaves things behind.
        """
        return replace(self, prevent_destroy=False, locks=False, delete_filled_groups=True)


@functools.cache
def protection(lifecycle: str) -> Protection:
    """The protection of a lifecycle.

    Raises:
        KeyError: there is no such lifecycle.
    """
    return Protection(**tables.read("lifecycles")[lifecycle])
