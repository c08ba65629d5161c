"""Lists the Pythons of this machine that the project supports: `python tools/pythons.py`.

Prints the path of the newest release of each minor version on PATH and below pyenv, except the minor version that runs
this script.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

_NAME = re.compile(r"python3\.\d+")
_VERSION = "import sys; print(*sys.version_info[:3], sys.executable)"


def main() -> None:
    """Prints the paths, oldest version first."""
    newest: dict[tuple[int, int], tuple[tuple[int, ...], str]] = {}
    for program in _programs():
        try:
            told = subprocess.run([program, "-c", _VERSION], capture_output=True, text=True, timeout=20, check=True)  # noqa: S603
        except (OSError, subprocess.SubprocessError):
            continue  # a shim of a version that is not active
        *numbers, executable = told.stdout.split(maxsplit=3)
        version = tuple(map(int, numbers))
        if version >= (3, 11, 2) and version[:2] != sys.version_info[:2]:
            minor = (version[0], version[1])
            newest[minor] = max(newest.get(minor, (version, executable.strip())), (version, executable.strip()))
    sys.stdout.writelines(f"{newest[minor][1]}\n" for minor in sorted(newest))


def _programs() -> list[Path]:
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    folders = [Path(folder) for folder in os.environ.get("PATH", os.defpath).split(os.pathsep) if folder]
    folders += sorted(pyenv.glob("3.*/bin"))
    files = (file for folder in folders if folder.is_dir() for file in sorted(folder.iterdir()))
    return [file for file in files if _NAME.fullmatch(file.name)]


if __name__ == "__main__":
    main()
