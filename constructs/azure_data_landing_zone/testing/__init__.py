"""A pytest plugin for teams: fixtures with parsed stacks, snapshots and address books.

It needs the extra `testing`; `adlz docs testing` shows how it is used.
"""

from .stacks import Stack, read_stacks
from .synthesized import Synthesized, synthesized

__all__ = ["Stack", "Synthesized", "read_stacks", "synthesized"]
