"""What further commands cost after a synth, and a synth after a change: kept stacks and `--fresh` side by side.

Run by hand: `.venv/bin/python benchmarks/reuse.py`. The landing zone of a size lies in a git repository of its own, and
stacks are kept in a folder of their own. A round runs every command once, each with kept stacks and with `--fresh`; a
first round is not counted, and figures are medians. Processor seconds are those of all processes of a command.

`--write` keeps the table in `benchmarks/results/reuse.md`.
"""

from __future__ import annotations

import argparse
import os
import platform
import re
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

import engine

ROOT = Path(__file__).resolve().parent.parent
SIZES = "contoso,300"
#: By title: the arguments of `adlz`, and whether it has `--fresh`.
COMMANDS: Mapping[str, tuple[Sequence[str], bool]] = {
    "validate": (["validate"], False),
    "synth": (["synth"], True),
    "check": (["check", "--format", "json"], True),
    "report": (["report"], True),
    "diff without a change": (["diff"], True),
    "synth, one product changed": (["synth"], True),
}


def landing_zone(size: str, folder: Path) -> Path:
    """The landing zone of a size in a git repository; returns its file."""
    if size.isdigit():
        folder.mkdir()
        file = engine.configuration(size, folder)
    else:
        shutil.copytree(ROOT / "apps" / size, folder)
        file = folder / "landing-zone.yaml"
    git = ["git", "-C", str(folder), "-c", "user.name=benchmark", "-c", "user.email=benchmark@example.com"]
    for arguments in (["init", "-q"], ["add", "."], ["commit", "-q", "-m", "landing zone"]):
        subprocess.run([*git, *arguments], check=True)
    return file


def run(command: Sequence[str], folder: Path) -> tuple[float, float]:
    """Wall and processor time of a command, in seconds."""
    left_out = ("CDKTF_", "ADLZ_", "PYTHONDONTWRITEBYTECODE")
    environment = {name: value for name, value in os.environ.items() if not name.startswith(left_out)}
    environment["ADLZ_STACK_CACHE"] = str(folder.parent / "kept")
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    done = subprocess.run(
        [sys.executable, "-m", "azure_data_landing_zone.cli", *command],
        cwd=folder,
        env=environment,
        check=False,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    # A check of the landing zones of the benchmark may refuse something.
    if done.returncode not in (0, 1):
        raise SystemExit(f"adlz {' '.join(command)}: exit status {done.returncode}")
    wall, after = time.monotonic() - started, resource.getrusage(resource.RUSAGE_CHILDREN)
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def rounds(size: str, number: int, *, with_fresh: bool) -> dict[tuple[str, bool], list[tuple[float, float]]]:
    """The times of every command, with kept stacks and with `--fresh`."""
    found: dict[tuple[str, bool], list[tuple[float, float]]] = {}
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "zone"
        file = landing_zone(size, folder)
        product = sorted((file.parent / "products").iterdir())[0]
        text = product.read_text()
        bare = re.sub(r"(?m)^description: .*\n", "", text)
        run(["synth"], folder)
        for turn in range(number + 1):
            for title, (arguments, has_fresh) in COMMANDS.items():
                for fresh in (False, True) if has_fresh and with_fresh else (False,):
                    if "changed" in title:
                        product.write_text(f"{bare}description: Changed for the {turn}th time, {fresh}\n")
                    times = run([*arguments, *(["--fresh"] if fresh else [])], folder)
                    if turn:
                        found.setdefault((title, fresh), []).append(times)
            product.write_text(text)
            run(["synth"], folder)
            sys.stderr.write(f"{size}: round {turn} of {number}\n")
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default=SIZES)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--without-fresh", action="store_true", help="measure with kept stacks alone")
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    lines = [
        "| size | command | wall s | `--fresh`: wall s | processor s | `--fresh`: processor s |",
        "|---|---|---:|---:|---:|---:|",
    ]
    load = os.getloadavg()[0]
    for size in arguments.sizes.split(","):
        found = rounds(size, arguments.rounds, with_fresh=not arguments.without_fresh)
        for title in COMMANDS:
            cells = [
                f"{statistics.median(one[quantity] for one in found[title, fresh]):.2f}"
                if (title, fresh) in found
                else ""
                for quantity in (0, 1)
                for fresh in (False, True)
            ]
            lines.append(f"| {size} | {title} | {' | '.join(cells)} |")
    options = f"--sizes {arguments.sizes} --rounds {arguments.rounds}" + " --without-fresh" * arguments.without_fresh
    said = (
        f"# Commands after a synth\n\nMade by `python benchmarks/reuse.py {options}` on {datetime.now(UTC):%Y-%m-%d}, "
        f"with Python {platform.python_version()} on {os.cpu_count()} processors; medians. Load of the machine at the "
        f"beginning {load:.1f}, at the end {os.getloadavg()[0]:.1f}.\n\n" + "\n".join(lines) + "\n"
    )
    print(said)
    if arguments.write:
        (ROOT / "benchmarks" / "results" / "reuse.md").write_text(said, encoding="utf-8")


if __name__ == "__main__":
    main()
