"""The files of JSON Schemas that editors use, beside a landing zone's file."""

from __future__ import annotations

import contextlib
import json
from pathlib import Path
from typing import Any

from ..config.loader import load_known
from ..config.models.known import Known
from ..config.models.schema import FILES, MAKERS, TITLES, stamp
from ..config.reading.problems import ConfigurationError
from .files import replace_text

#: The folder of the schemas, beside the landing zone's file.
SCHEMA_FOLDER = "schema"
#: The beginning of a schema, in which it says what it is, in bytes.
_BEGINNING = 500


def text(schema: dict[str, Any]) -> str:
    """A schema as the text of its file."""
    return json.dumps(schema, indent=2) + "\n"


def schema_files(known: Known | None) -> dict[str, str]:
    """The text of each schema by the name of its file.

    Args:
        known: names of the landing zone; None for the schemas of any landing zone.
    """
    return {name: text(MAKERS[name](known)) for name in FILES}


def refresh(config_file: Path) -> list[Path]:
    """Renews the schemas beside a landing zone's file, if they are there and out of date.

    Nothing happens if there are none, the landing zone has errors, or the folder cannot be written: an editor then
    completes with the former names.

    Args:
        config_file: the landing zone's file.

    Returns:
        The files that were written.
    """
    written: list[Path] = []
    files = [config_file.parent / SCHEMA_FOLDER / name for name in FILES]
    files = [file for file in files if file.is_file()]
    with contextlib.suppress(ConfigurationError, OSError):
        if not files:
            return written
        known = load_known(config_file)
        comment = f'"$comment": {json.dumps(stamp(known))}'
        for file in files:
            beginning = _beginning(file)
            # A file of that name may be somebody else's.
            if f'"title": "{TITLES[file.name]}"' in beginning and comment not in beginning:
                replace_text(file, text(MAKERS[file.name](known)))
                written.append(file)
    return written


def _beginning(file: Path) -> str:
    with file.open("rb") as stream:
        return stream.read(_BEGINNING).decode("utf-8", "replace")
