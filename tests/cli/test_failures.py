"""A command that fails says why in its own words, and nothing else: no trace, no text of a library or a destructor."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from support import ROOT

ADLZ = f"{sys.executable} -m azure_data_landing_zone.cli"
ZONE = "zone/landing-zone.yaml"
MISSING = r"1 mistake in the configuration:\nnowhere\.yaml: does not exist\n"
NO_ROOM = r"adlz: the output cannot be written: no space left on device\n"
#: A command line for the shell with its exit status and what it writes to standard error.
FAILURES: dict[str, tuple[str, int, str]] = {
    "validate without a file": ("validate -c nowhere.yaml", 2, MISSING + r"Failed: 1 mistake in 1 file\n"),
    "synth without a file": ("synth -c nowhere.yaml", 2, MISSING),
    "check without a file": ("check -c nowhere.yaml", 2, MISSING),
    "report without a file": ("report -c nowhere.yaml", 2, MISSING),
    "show without a file": ("show names -c nowhere.yaml", 2, MISSING),
    "new product without a file": ("new product churn -c nowhere.yaml", 2, MISSING),
    "ci without a file": ("ci github -c nowhere.yaml", 2, MISSING),
    "import without a listing": (
        "import -o zone -l nowhere.json",
        2,
        r"adlz: nowhere\.json does not exist\n",
    ),
    "diff without a repository": (
        f"diff main -c {ZONE}",
        2,
        r"adlz: main is neither a folder of stacks nor a file, and no revision either: \S+ is in no repository of git\n",
    ),
    "diff with a broken plan": ("diff --plan core=broken.json", 2, r"adlz: broken\.json is no plan: .*\n"),
    "docs of nothing": ("docs nowhere", 2, r"adlz: there is no page 'nowhere'.*\n"),
    "schema below a file": ("schema -o broken.json/x", 1, r"adlz: \S*broken\.json\S* .*\n"),
    "synth below a file": (
        f"synth -c {ZONE} -o broken.json/x",
        1,
        r"adlz: \S*/x cannot be written to: not a directory\n",
    ),
    "init over files": ("init zone --yes", 1, r"adlz: nothing was written: .*\n"),
    "an unknown engine": (f"ADLZ_ENGINE=x synth -c {ZONE}", 1, r"adlz: ADLZ_ENGINE is 'x', allowed are .*\n"),
    "a broken Node": (
        f"JSII_NODE={sys.prefix}/nowhere synth -c {ZONE} -o out --fresh",
        1,
        r"adlz: JSII_NODE names \S*nowhere, which is no program: .*\n",
    ),
    "an unknown option": ("synth --fast", 2, r"Usage: .*\n(.*\n)*.*No such option: --fast.*\n(.*\n)?"),
    "a full disk": ("schema product > /dev/full", 1, NO_ROOM),
    "a full disk for tables": (f"show names -c {ZONE} > /dev/full", 1, NO_ROOM),
    "a full disk for the version": ("--version > /dev/full", 1, NO_ROOM),
    "no standard output": (f"show names -c {ZONE} >&-", 0, ""),
    "a reader that has enough": ("docs concepts | head -c 1 > /dev/null", 0, ""),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "apps" / "minimal", tmp_path / "zone")
    (tmp_path / "broken.json").write_text("{")
    return tmp_path


@pytest.mark.parametrize("case", FAILURES)
def test_says_only_why_it_fails(case: str, folder: Path) -> None:
    line, status, said = FAILURES[case]
    variables, _, rest = line.partition(" ") if re.match(r"[A-Z_]+=", line) else ("", "", line)
    done = subprocess.run(
        f"{variables} {ADLZ} {rest}",
        shell=True,
        cwd=folder,
        env={**os.environ, "GIT_CEILING_DIRECTORIES": str(folder.parent)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == status, done.stderr
    assert re.fullmatch(said, done.stderr), done.stderr


@pytest.mark.parametrize("whole", [False, True])
def test_an_error_of_the_library_is_one_line_unless_the_trace_is_wanted(folder: Path, whole: bool) -> None:
    code = """
from azure_data_landing_zone import config
from azure_data_landing_zone.cli import main
def load(file):
    raise KeyError("core")
config.load = load
main()
"""
    environment = {**os.environ, "ADLZ_TRACEBACK": "1"} if whole else dict(os.environ)
    done = subprocess.run(
        [sys.executable, "-c", code, "validate", "-c", ZONE],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 1
    assert ("Traceback" in done.stderr) is whole
    if not whole:
        assert re.fullmatch(r"adlz: error in the library, not in your configuration: KeyError in .*\n", done.stderr)
