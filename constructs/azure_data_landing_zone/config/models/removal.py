"""The products and stacks that were removed for good."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import StringConstraints

from .base import Model

StackName = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$", min_length=3, max_length=63)]


class Removed(Model):
    """A destroyed stack that was removed from the configuration on purpose."""

    data: Literal["keep", "delete"] = "keep"
    """Handling of the product's own container in the workspace layer. `keep`: the core stack keeps it. `delete`: the
    next apply of the core stack deletes it with its contents."""
    note: str | None = None
    """Reason, for documentation."""
