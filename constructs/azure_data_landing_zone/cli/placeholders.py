"""Ids in a configuration that stand for others, as `adlz init` and examples write them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ..config import Problem
from ..config.reading.document import Path_, read

#: One digit only, as in 00000000-0000-0000-0000-000000000000: Azure gives no such id.
_PLACEHOLDER = re.compile(r"([0-9a-f])\1{7}-\1{4}-\1{4}-\1{4}-\1{12}", re.IGNORECASE)


def placeholder_warnings(file: Path) -> list[Problem]:
    """A warning for each placeholder in the landing zone's file.

    Args:
        file: the landing zone's file, which is valid.
    """
    document, _ = read(file)
    if document is None:
        return []
    return [
        Problem(
            document.place(path),
            document.dotted(path),
            "is a placeholder: replace it with the id from Azure before you deploy",
            value,
        )
        for path, value in _texts(document.data, ())
        if _PLACEHOLDER.fullmatch(value)
    ]


def _texts(data: Any, path: Path_) -> Iterator[tuple[Path_, str]]:
    if isinstance(data, str):
        yield path, data
    elif isinstance(data, dict):
        for key, value in data.items():
            yield from _texts(value, (*path, key))
    elif isinstance(data, list):
        for number, value in enumerate(data):
            yield from _texts(value, (*path, number))
