"""The stable ids of workbooks."""

from __future__ import annotations

import uuid

#: Namespace of the names of workbooks and of what is inside them. Part of the contract: changing it replaces them.
_WORKBOOKS = uuid.UUID("3c6a6a3f-0c7b-5d0f-9f0c-5b8f2c5a7e21")


def workbook_guid(*parts: str) -> str:
    """The name (a UUID) of a workbook or of a part of one, of what tells it from others."""
    return str(uuid.uuid5(_WORKBOOKS, "|".join(part.lower() for part in parts)))
