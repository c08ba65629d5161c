"""The base of all patterns."""

from __future__ import annotations

from ..engine import references
from ..engine.framework import Construct
from ..engine.parameters import Checked


class Pattern(Checked, Construct):
    """A composition of resources."""

    def __init__(self, scope: Construct, id_: str) -> None:
        """A composition of resources."""
        super().__init__(scope, id_)
        references.place(self, scope, id_)
