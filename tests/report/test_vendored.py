"""The Graphviz build in the repository is the published one, and its notice names the versions that it holds."""

from __future__ import annotations

import hashlib
import json
import subprocess

from azure_data_landing_zone.engine import node
from azure_data_landing_zone.report.pictures import layout

VENDOR = layout.library().parent


def test_the_file_is_the_one_that_is_recorded() -> None:
    record = json.loads((VENDOR / "viz.json").read_text())
    assert record["sha256"] == hashlib.sha256(layout.library().read_bytes()).hexdigest()
    assert record["integrity"].startswith("sha512-")


def test_the_notice_names_the_version_and_that_of_graphviz() -> None:
    record = json.loads((VENDOR / "viz.json").read_text())
    script = "require(process.argv[1]).instance().then(viz => console.log(viz.graphvizVersion))"
    told = subprocess.run([node.find(), "-e", script, layout.library()], capture_output=True, text=True, check=True)
    notice = (VENDOR / "NOTICE.txt").read_text()
    assert f"Viz.js {record['version']} " in notice
    assert f"Graphviz {told.stdout.strip()}," in notice
    assert record["license"] == "MIT"
    assert "MIT licence" in notice
