"""Renews the commits of the actions that generated pipelines use: `python tools/renew_pins.py [ACTION=VERSION...]`.

Reads the tags of each action's repository with git. Without arguments it takes the newest release of each action;
`checkout=v5.0.1` takes a given one. Rewrites `pins.yaml` with today's date and prints what changed. Needs git and
network. Read the release notes before you commit: a new major version may need other inputs.
"""

from __future__ import annotations

import datetime
import re
import subprocess
import sys
from pathlib import Path

import yaml

PINS = Path(__file__).parents[1] / "constructs/azure_data_landing_zone/ci/pins.yaml"
_RELEASE = re.compile(r"refs/tags/(v(\d+)\.(\d+)\.(\d+))(\^\{\})?")


def main(arguments: list[str]) -> None:
    """Reads the tags and rewrites the table.

    Raises:
        SystemExit: an argument names no action of the table, or no release.
    """
    text = PINS.read_text(encoding="utf-8")
    actions = yaml.safe_load(text)["actions"]
    wanted = dict(argument.split("=", 1) for argument in arguments)
    if unknown := wanted.keys() - actions.keys():
        raise SystemExit(f"{', '.join(unknown)}: no such action; the table has {', '.join(actions)}")
    for name, row in actions.items():
        repository = "/".join(row["action"].split("/")[:2])
        found = releases(listed(f"https://github.com/{repository}"))
        version = wanted.get(name) or max(found, key=lambda tag: found[tag][0])
        if version not in found:
            raise SystemExit(f"{repository} has no release {version}")
        commit = found[version][1]
        if commit != row["commit"]:
            print(f"{row['action']}: {row['version']} -> {version} {commit}")  # noqa: T201
        text = text.replace(
            f"version: {row['version']}, commit: {row['commit']}", f"version: {version}, commit: {commit}"
        )
    today = datetime.datetime.now(tz=datetime.UTC).date().isoformat()
    PINS.write_text(re.sub(r"^read: .*$", f"read: {today}", text, count=1, flags=re.MULTILINE), encoding="utf-8")


def listed(address: str) -> str:
    """The tags of a repository, as `git ls-remote` prints them."""
    command = ["git", "ls-remote", "--tags", address]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout  # noqa: S603


def releases(text: str) -> dict[str, tuple[tuple[int, ...], str]]:
    """The number and the commit of each release by its tag; of an annotated tag the commit that it names."""
    found: dict[str, tuple[tuple[int, ...], str]] = {}
    for line in text.splitlines():
        commit, _, reference = line.partition("\t")
        match = _RELEASE.fullmatch(reference)
        if match and (match[5] or match[1] not in found):
            found[match[1]] = (tuple(map(int, match.group(2, 3, 4))), commit)
    return found


if __name__ == "__main__":
    main(sys.argv[1:])
