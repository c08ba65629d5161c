"""Compares our table of what forces replacement with the source of azurerm.

    python tools/compare_replacement.py SOURCE [--major MAJOR]

SOURCE is a checkout of hashicorp/terraform-provider-azurerm with its `vendor` folder; nothing of it is built or run.
What the table has and the source lacks is marked `-`, the other way round `+`. Of conditions only the arguments are
compared, not what they say: read those in the source. Exits with 1 if anything differs.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from azure_data_landing_zone.azure import tables
from azure_data_landing_zone.changes.facts import hidden, replacement
from provider_schema.facts import Facts, facts
from provider_schema.packages import Source
from provider_schema.schemas import Reader

_COLUMNS = ("arguments", "computed", "blocks", "conditional", "sets")


def differences(type_: str, row: Mapping[str, Any], found: Facts) -> Iterator[str]:
    """What a row of the table and the source of its type do not have in common, a line each."""
    for column in _COLUMNS:
        said = {entry["argument"] if isinstance(entry, dict) else entry for entry in row.get(column, ())}
        source: set[str] = getattr(found, column)
        for mark, names in (("+", source - said), ("-", said - source)):
            for name in sorted(names):
                yield f"{type_} {column}: {mark} {name}"
    for name, value in sorted(found.defaults.items()):
        # A default that is computed is not known here.
        if value != "?" and (name not in row.get("defaults", {}) or row["defaults"][name] != value):
            yield f"{type_} defaults: + {name}: {value!r}"
    for name in sorted(set(row.get("defaults", {})) - set(found.defaults)):
        yield f"{type_} defaults: - {name}"
    for name in sorted(found.sensitive):
        if not hidden(type_, tuple(name.split(".")), "x"):
            yield f"{type_} sensitive: + {name}"


def major_of(source: Path) -> int:
    """The major version of a source, by its change log.

    Raises:
        ValueError: the change log names none.
    """
    found = re.search(r"^## (\d+)\.", (source / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
    if found is None:
        raise ValueError(f"{source / 'CHANGELOG.md'} names no version: give --major")
    return int(found[1])


def main(arguments: Sequence[str] | None = None) -> int:
    """Compares, and prints what differs."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("source", type=Path, help="checkout of hashicorp/terraform-provider-azurerm")
    parser.add_argument("--major", type=int, help="major version of the source; default that of its change log")
    given = parser.parse_args(arguments)
    major = major_of(given.source) if given.major is None else given.major
    types = [type_ for type_ in tables.read("replacement") if type_.startswith("azurerm_")]
    table = {type_: row for type_ in types if (row := replacement(type_, major)) is not None}
    read = {found.type: found for found in Reader(Source(given.source), major).resources(table)}
    lines = [line for type_, found in sorted(read.items()) for line in differences(type_, table[type_], facts(found))]
    lines += [f"{type_}: - not in the source" for type_ in sorted(table.keys() - read.keys())]
    lines += [f"{found.type}: not understood: {problem}" for found in read.values() for problem in found.problems]
    for line in lines:
        sys.stdout.write(f"{line}\n")
    sys.stdout.write(f"{len(read)} types compared with azurerm {major}, {len(lines)} differences\n")
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main())
