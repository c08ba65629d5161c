"""Files that a configuration names by a glob."""

from __future__ import annotations

import os
from pathlib import Path, PurePosixPath


def matching(folder: Path, pattern: str, example: str, own: Path | None = None) -> tuple[list[Path], str]:
    """The files below a folder that a glob matches, and what is wrong with the glob; empty if nothing is.

    Args:
        folder: the folder of the landing zone's file.
        pattern: the glob.
        example: a glob that would do.
        own: the landing zone's file, which the glob may not match.
    """
    if not pattern.strip():
        return [], f"must be a glob such as {example}"
    if Path(pattern).is_absolute() or ".." in PurePosixPath(pattern.replace("\\", "/")).parts:
        return [], f"leaves the folder of the landing zone's file: name files below it, such as {example}"
    # Python 3.13 takes `**` beside other characters for `*`, which no older release does.
    if any("**" in part and part != "**" for part in pattern.split("/")):
        return [], f"is not a glob such as {example}"
    try:
        found = sorted(file for file in folder.glob(pattern) if file.is_file() or _broken(file))
    except (ValueError, NotImplementedError, OSError):
        return [], f"is not a glob such as {example}"
    # Unlike Path.resolve, this takes links that lead to themselves.
    if own is not None and any(os.path.realpath(file) == os.path.realpath(own) for file in found):
        rest = [file for file in found if os.path.realpath(file) != os.path.realpath(own)]
        return rest, f"matches the landing zone's own file, {own.name}: use a narrower one, such as {example}"
    return found, "" if found else f"matches no file below {folder.as_posix()}/"


def _broken(file: Path) -> bool:
    """Whether a file is a link that leads nowhere: the reader says so. Pipes and devices are no files."""
    return file.is_symlink() and not file.exists()
