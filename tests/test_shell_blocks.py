"""Every shell block of README, the quick start and the README of `adlz init` runs as written, on a machine without the tool.

Commands that would download something or change Azure are stubs that record and check their arguments; `adlz` and `pytest`
are the real ones, and exist only in a virtual environment that the page has created, filled and activated.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
import textwrap
from collections.abc import Sequence
from pathlib import Path

import pytest
from typer.testing import CliRunner

from azure_data_landing_zone.cli.app import app
from support import ROOT

README, QUICKSTART = ROOT / "README.md", ROOT / "docs" / "quickstart.md"
FIRST_HOUR = ROOT / "docs" / "first-hour.md"
SHELL_BLOCK = re.compile(r"^( *)```sh\n(.*?)^\1```", re.DOTALL | re.MULTILINE)
#: A place that a team controls: a path, a wheel, a full commit of a git repository, or a file of requirements.
PLACES = re.compile(
    r"\.(\[[\w,]+\])?|\S+\.whl(\[[\w,]+\])?|azure-data-landing-zone(\[[\w,]+\])? @ git\+\w+://\S+@[0-9a-f]{40}"
)

STUB = '''#!{python}
"""Stands for a command that downloads something or changes Azure."""
import os, pathlib, re, sys
name, arguments = pathlib.Path(sys.argv[0]).name, sys.argv[1:]

def refuse(reason):
    sys.exit(f"{{name}} {{' '.join(arguments)}}: {{reason}}")

def command(path, line):
    path.write_text("#!/bin/sh\\n" + line + "\\n")
    path.chmod(0o755)

with open({log!r}, "a") as log:
    print(name, *arguments, file=log)
if name in ("python", "python3", "py"):
    if arguments[:2] != ["-m", "venv"]:
        refuse("only creates environments here")
    bin_ = pathlib.Path(arguments[2]).absolute() / "bin"
    bin_.mkdir(parents=True)
    (bin_ / "activate").write_text(f'PATH="{{bin_}}:$PATH"\\nexport PATH\\n')
    (bin_ / "pip").symlink_to(pathlib.Path(__file__).with_name("pip-of-an-environment"))
elif name == "pip":
    files = [arguments[number + 1] for number, argument in enumerate(arguments) if argument == "-r"]
    for file in files:
        if not pathlib.Path(file).is_file():
            refuse("has no such file")
    for place in arguments[1:]:
        if not re.fullmatch({places!r}, place) and place not in files and not place.startswith("-"):
            refuse("installs a name from a public index")
    for installed, module in (("adlz", "azure_data_landing_zone.cli"), ("pytest", "pytest")):
        command(pathlib.Path(sys.argv[0]).with_name(installed), f'exec "{python}" -m {{module}} "$@"')
elif name == "terraform":
    folder = pathlib.Path(arguments[0].removeprefix("-chdir="))
    if not (folder / "cdk.tf.json").is_file():
        refuse("has no stack")
    if arguments[1] not in ("init", "plan", "apply", "output"):
        refuse("is no step of a deployment")
elif name == "az":
    for option, file in zip(arguments, arguments[1:]):
        if option in ("--file", "--request-file") and not pathlib.Path(file).is_file():
            refuse("has no such file")
elif name == "npm" and not pathlib.Path("package-lock.json").is_file():
    refuse("has no package-lock.json")
'''


def shell(page: str) -> str:
    """All shell blocks of a page as one script, in their order."""
    blocks = [textwrap.dedent(text) for _, text in SHELL_BLOCK.findall(page)]
    assert blocks
    return "".join(blocks)


def run(script: str, folder: Path, tools: Path) -> list[str]:
    """Runs a script in bash; returns the commands that stubs recorded.

    Args:
        script: the shell blocks of a page.
        folder: where the reader is.
        tools: a folder for the stubs.
    """
    tools.mkdir()
    log = tools / "log"
    stub = STUB.format(python=sys.executable, log=str(log), places=PLACES.pattern)
    names = ["python", "python3", "terraform", "npm", "npx", "az", "pip-of-an-environment"]
    for name in names:
        (tools / name).write_text(stub)
        (tools / name).chmod(0o755)
    # The recipes of make are printed and not run; a target that does not exist fails all the same.
    (tools / "make").write_text('#!/bin/sh\nexec /usr/bin/make -n "$@" >/dev/null\n')
    (tools / "make").chmod(0o755)
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("ARM_", "CDKTF_", "VIRTUAL"))}
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", script],
        cwd=folder,
        env={**environment, "PATH": f"{tools}:/usr/local/bin:/usr/bin:/bin", "COLUMNS": "120"},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return log.read_text().splitlines()


def test_the_readme_runs_as_written(tmp_path: Path) -> None:
    clone = tmp_path / "clone"
    clone.mkdir()
    for name in ("Makefile", "package.json", "package-lock.json", "pyproject.toml"):
        (clone / name).symlink_to(ROOT / name)
    recorded = run(shell(README.read_text()), clone, tmp_path / "tools")
    assert [line.split()[0] for line in recorded] == ["python3", "pip", "pip", "pip", "npm", "npx"]


def test_the_quick_start_runs_as_written(tmp_path: Path) -> None:
    folder = tmp_path / "reader"
    folder.mkdir()
    recorded = run(shell(QUICKSTART.read_text()), folder, tmp_path / "tools")
    assert recorded == [
        "python3 -m venv .venv",
        "pip install .[node]",
        "terraform -chdir=cdktf.out/stacks/bootstrap init",
        "terraform -chdir=cdktf.out/stacks/bootstrap apply",
    ]
    assert (folder / "acme" / "site" / "index.html").is_file()
    assert (folder / "acme" / "cdktf.out" / "stacks" / "fraud-dev" / "cdk.tf.json").is_file()


def test_the_readme_of_init_runs_as_written(tmp_path: Path) -> None:
    folder = tmp_path / "zone"
    options = ["--yes", "--state", "azurerm", "--state-address", "203.0.113.0/24", "--environment", "dev"]
    done = CliRunner().invoke(app, ["init", str(folder), *options])
    assert done.exit_code == 0, done.output
    recorded = run(shell((folder / "README.md").read_text()), folder, tmp_path / "tools")
    assert recorded == [
        "python3 -m venv .venv",
        "pip install --no-compile --require-hashes -r requirements.txt",
        "pip install --no-deps --no-build-isolation -r requirements-library.txt",
        "terraform -chdir=cdktf.out/stacks/bootstrap init",
        "terraform -chdir=cdktf.out/stacks/bootstrap apply",
        "terraform -chdir=cdktf.out/stacks/bootstrap init -migrate-state",
    ]
    assert (folder / "tests" / "address_book.txt").is_file()


def test_the_first_hour_runs_as_written_with_the_commands_of_the_page(tmp_path: Path) -> None:
    folder = tmp_path / "zone"
    group = "22222222-2222-2222-2222-222222222222"
    done = CliRunner().invoke(app, ["init", str(folder), "--yes", "--product", "fraud", "--data-scientists", group])
    assert done.exit_code == 0, done.output
    recorded = run(shell(FIRST_HOUR.read_text()), folder, tmp_path / "tools")
    assert [line.split()[0] for line in recorded] == ["python3", "pip", "pip", *["az"] * 8]
    page = (folder / "first-hour" / "fraud-dev" / "README.md").read_text()
    for command in recorded[3:]:
        assert command in page
    assert [line for line in page.splitlines() if line.startswith("az ")] == recorded[3:-1]


@pytest.mark.parametrize(
    ("script", "reason"),
    [
        ("adlz --version", "adlz: command not found"),
        ("python3 -m venv .venv\n.venv/bin/pip install .\nadlz --version", "adlz: command not found"),
        ("python3 -m venv .venv\n.venv/bin/pip install azure-data-landing-zone", "installs a name from a public index"),
        ("make nothing", "No rule to make target"),
        ("terraform -chdir=cdktf.out/stacks/core init", "has no stack"),
        ("az ml job create --file nothing.yml", "has no such file"),
    ],
)
def test_a_block_that_does_not_run_fails(script: str, reason: str, tmp_path: Path) -> None:
    folder = tmp_path / "reader"
    folder.mkdir()
    (folder / "Makefile").symlink_to(ROOT / "Makefile")
    with pytest.raises(AssertionError, match=reason):
        run(script, folder, tmp_path / "tools")


def unsafe_words(script: str) -> Sequence[str]:
    """Words that zsh reads otherwise than bash when they are pasted: patterns without quotes, and comments."""
    found = []
    for line in script.replace("\\\n", " ").splitlines():
        words = shlex.shlex(line, posix=False, punctuation_chars=False)
        words.whitespace_split, words.commenters = True, ""
        plain = [word for word in words if not word.startswith(("'", '"'))]
        found += [word for word in plain if word.startswith("#") or re.search(r"[\[\]*?]|^[=~]", word)]
    return found


@pytest.mark.parametrize("page", [README, QUICKSTART, FIRST_HOUR], ids=["README", "quickstart", "first-hour"])
def test_blocks_can_be_pasted_into_zsh(page: Path) -> None:
    assert unsafe_words(shell(page.read_text())) == []


def test_what_zsh_reads_otherwise_is_recognized() -> None:
    assert unsafe_words("pip install .[node]\nmake test  # all tests\nadlz synth -s churn-*\necho 'a[b]' \"c*\"") == [
        ".[node]",
        "#",
        "churn-*",
    ]
