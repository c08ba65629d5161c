"""Preflight checks over synthesized stacks: what is wrong, before anything is applied."""

from .accepted import accepted
from .documents import read_stacks
from .exposure import exposure
from .findings import Acceptance, Finding, State, stale
from .one_way import OneWayChange, one_way_changes

__all__ = [
    "Acceptance",
    "Finding",
    "OneWayChange",
    "State",
    "accepted",
    "exposure",
    "one_way_changes",
    "read_stacks",
    "stale",
]
