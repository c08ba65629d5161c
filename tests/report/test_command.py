"""`adlz report` as a person uses it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from support import ROOT

CONFIG = ROOT / "apps" / "minimal" / "landing-zone.yaml"


def adlz_report(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "azure_data_landing_zone.cli", "report", "-c", str(CONFIG), *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
        env={**os.environ, "COLUMNS": "200", **environment},
    )


def test_it_says_what_it_wrote_and_writes_the_same_elsewhere(tmp_path: Path) -> None:
    outputs = []
    for seed in ("0", "4711"):
        folder = tmp_path / seed
        folder.mkdir()
        done = adlz_report(folder, PYTHONHASHSEED=seed)
        assert done.returncode == 0, done.stderr
        assert done.stdout.startswith("site/index.html and report.md beside it: 4 stacks, 3 pictures, 0.1 MB.")
        assert "site/products has a page for the people of each product" in done.stdout
        outputs.append({str(f.relative_to(folder)): f.read_bytes() for f in folder.rglob("*") if f.is_file()})
    assert outputs[0] == outputs[1]
    assert len(outputs[0]) == 7


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "site").write_text("a file")
    done = adlz_report(tmp_path, "-o", "site/report")
    assert done.returncode == 1
    assert "site/report" in done.stderr
    assert "Traceback" not in done.stderr
