"""Checks of synthesized stacks before they are applied: exposure, paths, policies, quota and loss."""

from ..synthesized.stacks import read_stacks
from .accepted import accepted
from .exposure import exposure
from .findings import Acceptance, Finding, State
from .lifecycle import LockedRemoval, lifecycle, locked_removals
from .one_way import OneWayChange, one_way_changes
from .preflight import CHECKS, Preflight, other_preflight, plan_preflight, preflight
from .quota import quota
from .results import Level, Result

__all__ = [
    "CHECKS",
    "Acceptance",
    "Finding",
    "Level",
    "LockedRemoval",
    "OneWayChange",
    "Preflight",
    "Result",
    "State",
    "accepted",
    "exposure",
    "lifecycle",
    "locked_removals",
    "one_way_changes",
    "other_preflight",
    "plan_preflight",
    "preflight",
    "quota",
    "read_stacks",
]
