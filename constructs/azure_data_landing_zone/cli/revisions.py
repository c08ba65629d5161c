"""Landing zones as they were in another revision of the repository."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from ..errors import AdlzError


class RevisionError(AdlzError):
    """A revision, or the file in it, cannot be had."""


def checkout(revision: str, file: Path, folder: Path) -> Path | None:
    """Writes the files of a revision into a folder; the work tree, its index and its branches stay as they are.

    Args:
        revision: what git takes for a revision, or `REVISION:PATH` with the landing zone's file in it.
        file: the landing zone's file in the work tree, which names it in the revision unless the revision does.
        folder: an empty folder.

    Returns:
        The landing zone's file; None if the revision has no such file, and does not name it either.

    Raises:
        RevisionError: there is no git, no repository, no such revision, or no file that was named.
    """
    name, _, named = revision.partition(":")
    where = (file.resolve().parent if not named else Path.cwd()).resolve()
    if not where.is_dir():
        raise RevisionError(f"{where} does not exist: name the landing zone's file by --config")
    try:
        top = Path(_git("rev-parse", "--show-toplevel", cwd=where))
    except RevisionError as error:
        raise RevisionError(
            f"{revision} is neither a folder of stacks nor a file, and no revision either: {where} is in no repository "
            "of git"
            if "not a git repository" in str(error)
            else str(error)
        ) from None
    # With a dash in front it would be an option; `--end-of-options` is younger than the git of some runners.
    if name.startswith("-"):
        raise RevisionError(f"{name} is no revision")
    try:
        commit = _git("rev-parse", "--verify", "--quiet", f"{name}^{{commit}}", cwd=top)
    except RevisionError:
        raise RevisionError(
            f"{name} is neither a folder of stacks nor a revision of {top}; a pipeline must fetch the history for it "
            "(actions/checkout: `fetch-depth: 0`)"
        ) from None
    index = folder.with_name(f"{folder.name}.index")
    _git("read-tree", commit, cwd=top, GIT_INDEX_FILE=str(index))
    _git("checkout-index", "--all", f"--prefix={folder}{os.sep}", cwd=top, GIT_INDEX_FILE=str(index))
    relative = Path(named) if named else file.resolve().relative_to(top)
    if (folder / relative).is_file():
        return folder / relative
    if named:
        raise RevisionError(f"{name} has no file {named}: the path begins at the root of the repository")
    return None


def root(file: Path) -> Path:
    """The root of the repository that holds a file.

    Raises:
        RevisionError: there is no git, or no repository.
    """
    return Path(_git("rev-parse", "--show-toplevel", cwd=file.resolve().parent))


def _git(*arguments: str, cwd: Path, **environment: str) -> str:
    try:
        done = subprocess.run(
            ["git", *arguments],  # noqa: S607  (the git of whoever runs this)
            cwd=cwd,
            env={**os.environ, **environment},
            capture_output=True,
            text=True,
            check=False,
        )
    except FileNotFoundError:
        raise RevisionError("git is not on this machine: compare two folders of stacks instead") from None
    if done.returncode:
        said = done.stderr.strip().splitlines()
        raise RevisionError(f"git {arguments[0]}: {said[0] if said else f'exit status {done.returncode}'}")
    return done.stdout.strip()
