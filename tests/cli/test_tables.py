"""Tables keep words whole: what does not fit is one block for each record."""

from __future__ import annotations

import io

import pytest
from rich.console import Console

from azure_data_landing_zone.cli.tables import column_widths, print_rows

ID = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/kv-example"
ROWS = [
    {"stack": "core", "id": ID, "why": "creates the core services and their resource groups"},
    {"stack": "core", "id": f"{ID}-2", "why": ""},
]


def printed(width: int, *, terminal: bool) -> list[str]:
    file = io.StringIO()
    print_rows(Console(file=file, width=width, force_terminal=terminal, color_system=None), ROWS, as_json=False)
    return file.getvalue().splitlines()


@pytest.mark.parametrize(("width", "terminal"), [(80, True), (120, True), (160, True), (200, True), (80, False)])
def test_an_id_is_never_broken(width: int, terminal: bool) -> None:
    assert any(ID in line.split() for line in printed(width, terminal=terminal))


def test_what_does_not_fit_is_one_block_for_each_record() -> None:
    assert printed(80, terminal=True) == [
        "Stack  core",
        f"Id     {ID}",
        "Why    creates the core services and their resource groups",
        "",
        "Stack  core",
        f"Id     {ID}-2",
    ]
    assert printed(40, terminal=True)[2:4] == ["Why    creates the core services and", "       their resource groups"]


def test_a_table_leaves_out_what_repeats_the_line_above_on_a_terminal() -> None:
    title, first, second = printed(200, terminal=True)
    assert title.split() == ["Stack", "Id", "Why"]
    assert first.startswith("core ")
    assert second.startswith("  ")


def test_a_pipe_gets_whole_lines() -> None:
    wide = printed(80, terminal=False)
    assert wide[0] == "Stack  core"
    assert max(map(len, wide)) == len(f"Id     {ID}-2")


def test_columns_of_sentences_stay_readable() -> None:
    sentence = "a sentence of many short words"
    assert column_widths([["x" * 60, sentence]], 80) is None
    assert column_widths([["x" * 50, sentence]], 80) == [50, 28]
    assert column_widths([["x", "y"]], 80) == [1, 1]
