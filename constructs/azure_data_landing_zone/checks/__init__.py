"""Preflight checks over synthesized stacks: what is wrong, before anything is applied."""

from .accepted import accepted
from .documents import read_stacks
from .exposure import exposure
from .findings import Acceptance, Finding, State, stale
from .lifecycle import LockedRemoval, lifecycle, locked_removals, vanished
from .one_way import OneWayChange, one_way_changes
from .quota import quota
from .results import Level, Result

__all__ = [
    "Acceptance",
    "Finding",
    "Level",
    "LockedRemoval",
    "OneWayChange",
    "Result",
    "State",
    "accepted",
    "exposure",
    "lifecycle",
    "locked_removals",
    "one_way_changes",
    "quota",
    "read_stacks",
    "stale",
    "vanished",
]
