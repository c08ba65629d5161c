"""Where caches are kept: lean copies of the provider's bindings, and the packages that jsii unpacks.

Imports no jsii, so that it can be looked at without Node.
"""

from __future__ import annotations

import os
import stat
import tempfile
from pathlib import Path

import platformdirs

#: Name of the environment variable that names a folder for caches.
CACHE_VARIABLE = "ADLZ_CACHE_DIR"
#: What jsii reads: where it keeps packages, and whether it does.
JSII_ROOT_VARIABLE = "JSII_RUNTIME_PACKAGE_CACHE_ROOT"
JSII_VARIABLE = "JSII_RUNTIME_PACKAGE_CACHE"
_NAME = "azure-data-landing-zone"


def cache_folders() -> list[Path]:
    """Where lean copies are kept; the first that can be written takes a new one.

    `ADLZ_CACHE_DIR` alone, if it can be written. Otherwise in this order: `XDG_CACHE_HOME`, `.gen` of the project, the
    user's cache folder; if none can be written, a temporary folder of the user.
    """
    named = [Path(given)] if (given := os.environ.get(CACHE_VARIABLE)) else []
    if any(map(is_usable, named)):
        return named
    below = [*_xdg(), *(folder / ".gen" for folder in _projects()), *_home()]
    folders = list(dict.fromkeys([*named, *(folder / "bindings" for folder in below)]))
    if not any(map(is_usable, folders)):
        folders += [folder / "bindings" for folder in _temporary()]
    return folders


def private_folders() -> list[Path]:
    """The folders of `cache_folders` that belong to the user and to no project, as far as they can be written."""
    if (given := os.environ.get(CACHE_VARIABLE)) and is_usable(Path(given)):
        return [Path(given)]
    return [folder for folder in (*_xdg(), *_home()) if is_usable(folder)] or _temporary()


def prepare_jsii() -> None:
    """Makes jsii keep its packages where that is possible; what the environment says about it is left as it is.

    Its own folder is that of the user's home, and it fails if that cannot be written.
    """
    if JSII_ROOT_VARIABLE in os.environ or JSII_VARIABLE in os.environ:
        return
    named = [Path(given) for given in [os.environ.get(CACHE_VARIABLE)] if given]
    first = [*named, *_xdg()]
    if not first and any(is_usable(folder) for folder in _home()):
        return
    first += [folder / ".gen" for folder in _projects()]
    root = next((folder for folder in first if is_usable(folder)), None) or next(iter(_temporary()), None)
    if root is None:
        os.environ[JSII_VARIABLE] = "disabled"
    else:
        os.environ[JSII_ROOT_VARIABLE] = str(root.absolute() / "jsii")


def is_usable(folder: Path) -> bool:
    """Whether a folder can be written, or made."""
    try:
        existing = next(path for path in (folder, *folder.absolute().parents) if path.exists())
    except OSError:
        return False
    return existing.is_dir() and os.access(existing, os.W_OK | os.X_OK)


def _xdg() -> list[Path]:
    given = os.environ.get("XDG_CACHE_HOME", "")
    return [Path(given) / _NAME] if Path(given).is_absolute() else []


def _projects() -> list[Path]:
    here = Path.cwd()
    return [folder for folder in (here, *here.parents) if (folder / "cdktf.json").is_file()][:1]


def _home() -> list[Path]:
    """The user's cache folder; none for a user without a home."""
    try:
        folder = platformdirs.user_cache_path(_NAME)
    except RuntimeError:
        return []
    return [folder] if folder.is_absolute() and "~" not in folder.parts else []


def _temporary() -> list[Path]:
    """A folder for temporary files that belongs to the user alone: what lies in it is run."""
    try:
        parent = Path(tempfile.gettempdir())
    except OSError:
        return []
    folder = parent / f"{_NAME}-{os.getuid() if hasattr(os, 'getuid') else 'user'}"
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        found = folder.lstat()
    except OSError:
        return []
    if not hasattr(os, "getuid"):
        return [folder]
    private = stat.S_ISDIR(found.st_mode) and found.st_uid == os.getuid() and not found.st_mode & 0o077
    return [folder] if private else []
