"""JSON, and what is not in it."""

from __future__ import annotations

from enum import Enum
from typing import Final

#: JSON as it is written in a document.


class Missing(Enum):
    """The one value for what is not there."""

    MISSING = "missing"


MISSING: Final = Missing.MISSING
