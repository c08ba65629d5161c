"""Lists the sources of the tables about Azure: `python tools/sources.py [--older-than DATE]`.

A table has its source and the date on which it was read in the comment at its beginning (`# source:`, which may
continue on lines that are indented further, and `# read:`), or each of its rows has the keys `source` and `read`. With
`--older-than`, only what was read before the date is listed.
"""

from __future__ import annotations

import argparse
import datetime
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parent.parent
LIBRARY = ROOT / "constructs" / "azure_data_landing_zone"
_SOURCE = re.compile(r"^# source: (.*(?:\n#  +.*)*)", re.MULTILINE)
_READ = re.compile(r"^# read: (\d{4}-\d{2}-\d{2})$", re.MULTILINE)


@dataclass(frozen=True, order=True)
class Fact:
    """A table, or a row of one, with its source.

    Attributes:
        table: the table's file, relative to the checkout.
        row: the path of the row; empty for the table as a whole.
        source: where it was read.
        read: the date.
    """

    table: str
    row: str
    source: str
    read: datetime.date


def tables() -> list[Path]:
    """The files of all tables about Azure."""
    return [
        *sorted((LIBRARY / "azure" / "tables").glob("*.yaml")),
        LIBRARY / "policy" / "aliases.yaml",
        LIBRARY / "policy" / "unread_blocks.yaml",
        *sorted(file for file in (LIBRARY / "policy" / "mappings").glob("*.yaml") if file.stem != "none"),
        ROOT / "policies" / "builtin.yaml",
    ]


def facts(file: Path) -> list[Fact]:
    """The sources of a table, that of the table as a whole first.

    Raises:
        ValueError: the table has no source or no date, and neither have all of its rows.
    """
    text = file.read_text(encoding="utf-8")
    name = file.relative_to(ROOT).as_posix()
    document = yaml.safe_load(text)
    rows = [Fact(name, at, source, read) for at, source, read in _rows(document, "")]
    source, read = _SOURCE.search(text), _READ.search(text)
    sources = document.get("sources") if isinstance(document, dict) else None
    whole = re.sub(r"\n# +", " ", source[1]) if source else ""
    if not whole and isinstance(sources, list):
        whole = "; ".join(map(str, sources))
    if whole and read:
        return [Fact(name, "", whole, datetime.date.fromisoformat(read[1])), *rows]
    if whole or read:
        raise ValueError(f"{name} has {'a source and no date' if whole else 'a date and no source'}")
    # Keys such as Azure types have dots themselves.
    bare = sorted(key for key in map(str, document) if not any(f"{fact.row}.".startswith(f"{key}.") for fact in rows))
    if bare:
        raise ValueError(f"{name} has no source, and neither have its rows {', '.join(bare[:5])}")
    return rows


def _rows(value: Any, at: str) -> Iterator[tuple[str, str, datetime.date]]:
    """The rows below a value that name a source: path, source and date."""
    if isinstance(value, dict):
        if "source" in value and "read" in value:
            yield at, value["source"], value["read"]
        for key, item in value.items():
            yield from _rows(item, f"{at}.{key}" if at else str(key))
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from _rows(item, f"{at}[{number}]")


def page() -> str:
    """The page `docs/reference/sources.md`."""
    lines = [
        "# Sources of facts about Azure",
        "",
        "The tables of the library about Azure and its Terraform providers, with the source of each and the day on",
        "which it was read. Rows with a source of their own are counted. In a checkout,",
        "`python tools/sources.py --older-than DATE` lists what was read before a day.",
        "",
        "| table | source | read | rows with their own source | oldest |",
        "|---|---|---|---|---|",
    ]
    for file in tables():
        found = facts(file)
        whole = next((fact for fact in found if not fact.row), None)
        own = [fact for fact in found if fact.row]
        oldest = min(fact.read for fact in found)
        name = file.relative_to(ROOT).as_posix().removeprefix("constructs/azure_data_landing_zone/")
        source = whole.source.replace("|", "\\|") if whole else "each row"
        lines.append(f"| `{name}` | {source} | {whole.read if whole else ''} | {len(own) or ''} | {oldest} |")
    return "\n".join(lines) + "\n"


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the sources."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument(
        "--older-than", type=datetime.date.fromisoformat, metavar="DATE", help="list what was read before this day"
    )
    given = parser.parse_args(arguments)
    for file in tables():
        for fact in facts(file):
            if given.older_than is None or fact.read < given.older_than:
                where = f"{fact.table}: {fact.row}" if fact.row else fact.table
                sys.stdout.write(f"{fact.read}  {where}  {fact.source}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
