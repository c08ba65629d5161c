"""Rows as a table where it fits, else as one block for each record; ids and other words are never broken."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Mapping, Sequence

from rich.table import Table

from .terminal import Console

_GAP = 2
#: Output that does not go to a terminal has no width of its own: tables up to this width stay tables.
_PIPED_WIDTH = 160
#: Narrower columns would break sentences into single words.
_NARROWEST = 24


def print_rows(console: Console, rows: Sequence[Mapping[str, str | int | float]], *, as_json: bool) -> None:
    """Rows for people, or as JSON for programs.

    Args:
        console: where to print.
        rows: all with the same keys, which become the titles of columns.
        as_json: whether to print JSON.
    """
    if as_json:
        console.print(json.dumps([dict(row) for row in rows], indent=2), markup=False, highlight=False, soft_wrap=True)
        return
    if not rows:
        console.print("nothing", highlight=False)
        return
    titles = [key.capitalize().replace("_", " ") for key in rows[0]]
    cells = [[str(value) for value in row.values()] for row in rows]
    lines = [titles, *cells]
    widths = column_widths(lines, console.width) if console.is_terminal else whole_widths(lines, _PIPED_WIDTH)
    if widths is None:
        _print_blocks(console, titles, cells)
    else:
        _print_table(console, titles, cells, widths)


def print_tables(console: Console, tables: Mapping[str, Sequence[dict[str, str]]], *, as_json: bool) -> None:
    """Several tables, each under its title; as JSON one object of them."""
    if as_json:
        console.print(json.dumps({title: list(rows) for title, rows in tables.items()}, indent=2), soft_wrap=True)
        return
    for number, (title, rows) in enumerate(tables.items()):
        if number:
            console.print()
        console.print(title.capitalize(), style="bold")
        print_rows(console, rows, as_json=False)


def column_widths(lines: Sequence[Sequence[str]], width: int) -> list[int] | None:
    """The widths of a table's columns; None if words, or sentences into single words, would have to be broken.

    Args:
        lines: the cells, titles included.
        width: the width of the screen.
    """
    columns = list(zip(*lines, strict=True))
    wanted = [max(map(len, column)) for column in columns]
    longest = [max((len(word) for cell in column for word in cell.split()), default=0) for column in columns]
    widths = [max(word, min(text, _NARROWEST)) for word, text in zip(longest, wanted, strict=True)]
    left = width - sum(widths) - _GAP * (len(columns) - 1)
    if left < 0:
        return None
    while left and (narrow := [number for number, size in enumerate(widths) if size < wanted[number]]):
        for number in narrow[:left]:
            widths[number] += 1
            left -= 1
    return widths


def whole_widths(lines: Sequence[Sequence[str]], width: int) -> list[int] | None:
    """The widths of a table's columns with every cell on one line; None if it does not fit."""
    wanted = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return wanted if sum(wanted) + _GAP * (len(wanted) - 1) <= width else None


def _print_table(console: Console, titles: Sequence[str], cells: Sequence[list[str]], widths: Sequence[int]) -> None:
    table = Table(box=None, pad_edge=False, padding=(0, _GAP, 0, 0), header_style="bold")
    for title, width in zip(titles, widths, strict=True):
        table.add_column(title, width=width, justify="right" if title == "Addresses" else "left")
    before: list[str] = []
    for values in cells:
        # What repeats the line above is left blank, so that people see groups; programs such as grep get it all.
        same = next((index for index, (a, b) in enumerate(zip(values, before, strict=False)) if a != b), 0)
        same = same if console.is_terminal else 0
        table.add_row(*("" if index < same and before else value for index, value in enumerate(values)))
        before = values
    console.print(table)


def _print_blocks(console: Console, titles: Sequence[str], cells: Sequence[list[str]]) -> None:
    indent = max(map(len, titles)) + _GAP
    room = console.width - indent if console.is_terminal else 0
    for number, values in enumerate(cells):
        if number:
            console.print()
        for title, value in zip(titles, values, strict=True):
            if value:
                console.print(f"{title:<{indent}}{_wrapped(value, room, indent)}", soft_wrap=True)


def _wrapped(value: str, room: int, indent: int) -> str:
    """A value with its lines below each other, if all its words have room."""
    if room < max(map(len, value.split()), default=0):
        return value
    return f"\n{' ' * indent}".join(textwrap.wrap(value, room, break_long_words=False, break_on_hyphens=False))
