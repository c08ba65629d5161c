"""Text of files and of people never controls a terminal."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from rich.table import Table
from rich.text import Text

from azure_data_landing_zone import config
from azure_data_landing_zone.cli.terminal import Console
from support import ROOT

EVIL = "a\x1b[31m\x1b]0;title\x07b\rc\u202ed"


def test_what_is_printed_shows_escape_sequences() -> None:
    file = io.StringIO()
    console = Console(file=file, force_terminal=True, width=200, markup=False)
    table = Table()
    table.add_column(EVIL)
    table.add_row(Text(EVIL, style="red"))
    for what in (EVIL, Text(EVIL), table):
        console.print(what)
    # What is left are the colours of the console itself.
    plain = re.sub(r"\x1b\[[0-9;]*m", "", file.getvalue())
    assert plain.count("a\\x1b[31m") == 4
    assert not set(plain) & set("\x1b\x07\r\u202e")


def test_messages_of_the_configuration_show_them(tmp_path: Path) -> None:
    file = tmp_path / "landing-zone.yaml"
    file.write_text((ROOT / "apps" / "minimal" / "landing-zone.yaml").read_text() + '"a\\x1b[31mb": {"c\\x07": 1}\n')
    with pytest.raises(config.ConfigurationError) as caught:
        config.load(file)
    assert "\x1b" not in str(caught.value)
    assert "a\\x1b[31mb" in str(caught.value)


def test_every_console_of_the_commands_is_one_of_ours() -> None:
    folder = ROOT / "constructs" / "azure_data_landing_zone" / "cli"
    made = [file.name for file in folder.glob("*.py") if re.search(r"(?<![\w.])Console\(", file.read_text())]
    foreign = [
        file.name for file in folder.glob("*.py") if re.search(r"rich.console import .*\bConsole\b", file.read_text())
    ]
    assert "terminal.py" in made
    assert foreign == []
