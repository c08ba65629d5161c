"""How long `adlz synth` of each app takes from a cold start, with a warm cache.

Run by hand: `.venv/bin/python benchmarks/cold.py`. With `--against CHECKOUT`, another checkout with its own environment
takes turns with this one, and ratios are taken inside a round: what else the machine does then falls on both alike. A
first round is not counted. `--write` keeps the table in `benchmarks/results/cold.md`.
"""

from __future__ import annotations

import argparse
import os
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
APPS = ("minimal", "contoso", "managed-network", "existing-core")


def run(checkout: Path, app: str, output: Path) -> tuple[float, float]:
    """Wall and processor time of one synth, in seconds."""
    left_out = ("CDKTF_", "ADLZ_", "PYTHONDONTWRITEBYTECODE")
    environment = {name: value for name, value in os.environ.items() if not name.startswith(left_out)}
    config = checkout / "apps" / app / "landing-zone.yaml"
    command = [checkout / ".venv/bin/python", "-O", "-m", "azure_data_landing_zone.cli", "synth", "-c", config, "-o"]
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    subprocess.run([*command, output], cwd=checkout, env=environment, check=True, stdout=subprocess.DEVNULL)
    wall, after = time.monotonic() - started, resource.getrusage(resource.RUSAGE_CHILDREN)
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--apps", default=",".join(APPS))
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--against", type=Path, metavar="CHECKOUT")
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    checkouts = [ROOT, *([arguments.against.resolve()] if arguments.against else [])]
    columns = ["app", "wall s", "processor s"]
    columns += ["before: wall s", "before: processor s", "ratio: wall", "ratio: processor"] if arguments.against else []
    lines = [f"| {' | '.join(columns)} |", f"|---{'|---:' * (len(columns) - 1)}|"]
    with tempfile.TemporaryDirectory() as folder:
        for app in arguments.apps.split(","):
            rounds = [
                [run(checkout, app, Path(folder) / f"{number}-{app}") for number, checkout in enumerate(checkouts)]
                for _ in range(arguments.rounds + 1)
            ][1:]
            values = [
                statistics.median(each[checkout][quantity] for each in rounds)
                for checkout in range(len(checkouts))
                for quantity in (0, 1)
            ]
            if arguments.against:
                values += [
                    statistics.median(each[0][quantity] / each[1][quantity] for each in rounds) for quantity in (0, 1)
                ]
            lines.append(f"| {app} | {' | '.join(f'{value:.2f}' for value in values)} |")
            print(lines[-1], file=sys.stderr)
    said = (
        f"# Cold starts\n\nMade by `python benchmarks/cold.py` on {datetime.now(UTC):%Y-%m-%d}, with Python "
        f"{platform.python_version()} on {os.cpu_count()} processors, medians of {arguments.rounds} rounds; "
        f"load of the machine at the end: {os.getloadavg()[0]:.1f}.\n\n" + "\n".join(lines) + "\n"
    )
    print(said)
    if arguments.write:
        (ROOT / "benchmarks" / "results" / "cold.md").write_text(said, encoding="utf-8")


if __name__ == "__main__":
    main()
