"""Preflight checks over synthesized stacks: what is wrong, before anything is applied."""

from .accepted import accepted
from .documents import read_stacks
from .exposure import exposure
from .findings import Acceptance, Finding, State, stale

__all__ = ["Acceptance", "Finding", "State", "accepted", "exposure", "read_stacks", "stale"]
