"""What was removed for good."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import StringConstraints

from .base import Model

StackName = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$")]


class Removed(Model):
    """A stack that was destroyed and left the configuration, so that its absence is no oversight."""

    data: Literal["keep", "delete"] = "keep"
    """What becomes of a product's own container in the workspace layer: `keep`, the core stack keeps it; `delete`, its
    next apply deletes it with all that is in it."""
    note: str | None = None
    """Why, for people."""
