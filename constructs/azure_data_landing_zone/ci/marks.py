"""The mark of a generated file, by which a later version recognizes that nobody edited it."""

from __future__ import annotations

import hashlib
import re

_MARK = re.compile(r"^# Written by adlz (?P<command>[a-z -]+); sum of the rest: (?P<sum>[0-9a-f]{64})$", re.MULTILINE)


def marked(command: str, text: str) -> str:
    """A file with its mark, behind the line that must stand first.

    Args:
        command: the command that writes the file, such as `ci github`.
        text: the file.
    """
    first, rest = text.split("\n", 1)
    mark = f"# Written by adlz {command}; sum of the rest: {_sum(_joined(first, '', rest))}"
    return _joined(first, mark, rest)


def untouched(text: str) -> bool:
    """Whether a file is as it was written, so that a newer version may take its place."""
    match = _MARK.search(text)
    return match is not None and match["sum"] == _sum(_MARK.sub("", text, count=1))


def written_by(text: str) -> str | None:
    """The command that wrote a file, such as `ci github`; None for other files."""
    match = _MARK.search(text)
    return None if match is None else match["command"]


def _joined(*lines: str) -> str:
    return "\n".join(lines)


def _sum(text: str) -> str:
    return hashlib.sha256(text.replace("\r\n", "\n").encode()).hexdigest()
