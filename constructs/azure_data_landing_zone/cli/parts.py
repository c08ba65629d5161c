"""How one thing stands that the work needs on a machine."""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """How something stands."""

    OK = "ok"
    """It is there, and new enough."""
    MISSING = "missing"
    """It is missing, too old or broken, and nothing is synthesized without it."""
    OLD = "old"
    """It works, and its makers do not support it any more."""
    ABSENT = "absent"
    """It is missing, too old or broken; only some steps need it, and another machine may take them."""


@dataclass(frozen=True)
class Part:
    """One thing that is needed.

    Attributes:
        name: what it is called.
        state: how it stands.
        version: its version; empty if it has none or is missing.
        where: where it was found, or what was found instead.
        remedy: what it is needed for and how to get it; empty if all is well.
    """

    name: str
    state: State
    version: str = ""
    where: str = ""
    remedy: str = ""


def told_by(command: list[str]) -> str:
    """The output of a command; empty if it does not run."""
    environment = {**os.environ, "CHECKPOINT_DISABLE": "1"}
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=30, check=True, env=environment)
    except (OSError, subprocess.SubprocessError):
        return ""
    return done.stdout.strip()
