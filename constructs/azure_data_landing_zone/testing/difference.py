"""The difference of two snapshots as text: what differs, with the path that it is at."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Sequence

#: The lines around what differs, and the lines that are shown in all.
_CONTEXT, _LONGEST = 2, 300
_KEY = re.compile(r'^ *"((?:[^"\\]|\\.)*)": [\[{]$')


def difference(before: str, after: str) -> list[str]:
    """The lines that differ between two texts of indented JSON, with those around them.

    Each group of lines has a header with the path of the object that it is in, or that it begins with if it is a whole
    one, such as `resource.azurerm_key_vault.vault`.

    Args:
        before: the text of the snapshot.
        after: the text now.
    """
    lines = list(_lines(before.splitlines(), after.splitlines()))
    if len(lines) > _LONGEST:
        return [*lines[:_LONGEST], f"... and {len(lines) - _LONGEST:,} more lines"]
    return lines


def _lines(old: Sequence[str], new: Sequence[str]) -> Iterator[str]:
    for group in difflib.SequenceMatcher(None, old, new).get_grouped_opcodes(_CONTEXT):
        kind, *places = next(step for step in group if step[0] != "equal")
        path = _path(old, *places[:2]) if kind == "delete" else _path(new, *places[2:])
        yield f"@@ {path or 'the document'} @@"
        for kind, first, last, start, end in group:
            if kind == "equal":
                yield from (f" {line}" for line in old[first:last])
            else:
                yield from (f"-{line}" for line in old[first:last])
                yield from (f"+{line}" for line in new[start:end])


def _path(lines: Sequence[str], first: int, last: int) -> str:
    """The keys of the objects that enclose lines, and the key of the object that begins with them."""
    at = next((number for number in range(first, last) if lines[number].strip(" ]},")), first)
    begins = _KEY.match(lines[at])
    keys = [begins[1]] if begins else []
    indent = _indent(lines[at])
    for line in reversed(lines[:at]):
        if _indent(line) < indent:
            indent = _indent(line)
            if (found := _KEY.match(line)) is not None:
                keys.append(found[1])
    return ".".join(reversed(keys))


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())
