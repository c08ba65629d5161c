"""Preflight checks over synthesized stacks: what is wrong, before anything is applied."""

from .accepted import accepted
from .documents import read_stacks
from .exposure import exposure
from .findings import Acceptance, Finding, State, stale
from .one_way import OneWayChange, one_way_changes
from .preflight import CHECKS, Preflight, plan_preflight, preflight
from .results import Level, Result

__all__ = [
    "CHECKS",
    "Acceptance",
    "Finding",
    "Level",
    "OneWayChange",
    "Preflight",
    "Result",
    "State",
    "accepted",
    "exposure",
    "one_way_changes",
    "plan_preflight",
    "preflight",
    "read_stacks",
    "stale",
]
