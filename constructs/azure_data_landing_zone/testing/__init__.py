"""A pytest plugin for teams: fixtures with parsed stacks, snapshots and address books.

It needs the extra `testing`; `adlz docs testing` shows how it is used.
"""

from .stacks import Stack, read_stacks
from .synthesized import ProgramStacks, Stacks, Synthesized, program, program_stack, synthesized

__all__ = ["ProgramStacks", "Stack", "Stacks", "Synthesized", "program", "program_stack", "read_stacks", "synthesized"]
