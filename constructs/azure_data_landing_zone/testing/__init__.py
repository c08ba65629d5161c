"""What teams test their own landing zones with: a pytest plugin, and the parsed stacks that its fixtures give.

It needs the extra `testing`; `adlz docs testing` shows how it is used.
"""

from .stacks import Stack, read_stacks
from .synthesized import Synthesized, synthesized

__all__ = ["Stack", "Synthesized", "read_stacks", "synthesized"]
