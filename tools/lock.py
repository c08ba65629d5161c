"""Renews the locks of the library's dependencies: `make lock`, or `python tools/lock.py` where `uv` is installed.

`adlz init` and `adlz ci` write them as `requirements.txt`: every package with its version and the hashes of its files,
for every platform and every Python that the project supports. The lock of another engine holds its further packages
only.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LOCKS = ROOT / "constructs" / "azure_data_landing_zone" / "ci" / "locks"
#: What colleagues and pipelines need besides the library's own dependencies.
EXTRAS = ("node", "testing")
DEFAULT = "cdktf"
OTHERS = ("cdktn",)


def main() -> None:
    """Writes the locks.

    Raises:
        SystemExit: the lock of an engine has another version of a package than the default one.
    """
    base = compiled()
    write(DEFAULT, base)
    for engine in OTHERS:
        blocks = compiled(engine)
        if different := [name for name in base if blocks.get(name) != base[name]]:
            raise SystemExit(f"the lock of {engine} differs in {', '.join(different)}")
        write(engine, {name: block for name, block in blocks.items() if name not in base})


def compiled(*extras: str) -> dict[str, str]:
    """The lock with further extras: by name of a package its lines."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as folder:
        # The library may come as sources, which pip then builds with what is in the lock (--no-build-isolation).
        build = Path(folder) / "build.in"
        build.write_text("\n".join(project["build-system"]["requires"]), encoding="utf-8")
        oldest = project["project"]["requires-python"].removeprefix(">=")
        command = [sys.executable, "-m", "uv", "pip", "compile", "--quiet", "--universal", "--python-version", oldest]
        command += ["--generate-hashes", "--no-header", "--no-annotate"]
        command += [f"--extra={extra}" for extra in (*EXTRAS, *extras)]
        done = subprocess.run([*command, str(ROOT / "pyproject.toml"), str(build)], check=True, stdout=subprocess.PIPE)  # noqa: S603
    blocks: dict[str, str] = {}
    for line in done.stdout.decode().splitlines(keepends=True):
        if not line.startswith(" "):
            name = line.split("==")[0]
            blocks[name] = ""
        blocks[name] += line
    return blocks


def write(engine: str, blocks: dict[str, str]) -> None:
    """Writes one lock."""
    (LOCKS / f"{engine}.txt").write_text("".join(blocks[name] for name in sorted(blocks)), encoding="utf-8")


if __name__ == "__main__":
    main()
