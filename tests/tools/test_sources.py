"""Every table about Azure says where it was read and when."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

import sources
from support import ROOT


@pytest.mark.parametrize("file", sources.tables(), ids=lambda file: file.name)
def test_every_table_has_its_source_and_date(file: Path) -> None:
    found = sources.facts(file)
    assert found
    for fact in found:
        assert fact.source.strip(), fact
        assert datetime.date(2026, 1, 1) <= fact.read <= datetime.date(2035, 1, 1), fact


def test_the_register_holds_all_tables_of_facts() -> None:
    library = ROOT / "constructs" / "azure_data_landing_zone"
    own = {
        "checks/origins.yaml",
        "ci/pins.yaml",
        "config/reading/former_keys.yaml",
        "observability/dashboard.yaml",
        "observability/workbook.yaml",
        "policy/mappings/none.yaml",
    }
    files = {
        file.relative_to(library).as_posix()
        for file in library.rglob("*.yaml")
        if not {"templates", "policies"} & set(file.relative_to(library).parts[:2])
    }
    registered = {file.relative_to(library).as_posix() for file in sources.tables() if library in file.parents}
    assert files - registered <= own


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a: {x: 1}\n", "has no source, and neither have its rows a"),
        ("# source: Microsoft Learn\na: {x: 1}\n", "has a source and no date"),
        ("# read: 2026-11-26\na: {x: 1}\n", "has a date and no source"),
        ("a: {x: 1}\nb: {source: here, read: 2026-11-26}\n", "neither have its rows a"),
    ],
)
def test_a_table_without_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, message: str) -> None:
    monkeypatch.setattr(sources, "ROOT", tmp_path)
    (tmp_path / "x.yaml").write_text(text)
    with pytest.raises(ValueError, match=message):
        sources.facts(tmp_path / "x.yaml")


def test_rows_whose_keys_have_dots_have_sources(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "ROOT", tmp_path)
    (tmp_path / "x.yaml").write_text("A.B/c: {more: [{x: 1, source: here, read: 2026-11-26}]}\n")
    assert [fact.row for fact in sources.facts(tmp_path / "x.yaml")] == ["A.B/c.more[0]"]
    (tmp_path / "x.yaml").write_text("A.B/c: {source: here, read: 2026-11-26}\nA.B/d: {x: 1}\n")
    with pytest.raises(ValueError, match="neither have its rows A.B/d"):
        sources.facts(tmp_path / "x.yaml")


def test_what_is_older_than_a_day_is_listed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sources, "ROOT", tmp_path)
    (tmp_path / "x.yaml").write_text(
        "# source: Microsoft Learn,\n#   two pages\n# read: 2026-11-26\na: {source: here, read: 2026-01-02}\n"
    )
    monkeypatch.setattr(sources, "tables", lambda: [tmp_path / "x.yaml"])
    assert sources.main(["--older-than", "2026-11-26"]) == 0
    assert capsys.readouterr().out == "2026-01-02  x.yaml: a  here\n"
    assert sources.main([]) == 0
    assert "2026-11-26  x.yaml  Microsoft Learn, two pages\n" in capsys.readouterr().out
