"""Stacks that were made before, kept by the digest of what they are made from.

Every stack is a file of its own. Its name follows from its inputs, and it begins with a checksum of the rest: a file
that is damaged or half-written counts as missing. Files take their place in one step, so runs at the same time cannot
harm one another. Files that were not used for a month are removed, and the oldest ones when all together grow large.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import time
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from .engine.cache import private_folders
from .whole_files import write_whole

#: Environment variable: a folder for kept stacks, or `off`.
VARIABLE = "ADLZ_STACK_CACHE"
_ENDING = ".stack"
_DIGEST_BYTES = hashlib.sha256().digest_size
#: Kept stacks are removed after so long without use.
_LONGEST_SECONDS = 30 * 24 * 3600
#: From this size on, the oldest are removed.
_LARGEST_BYTES = 200_000_000
#: The time of last use is written down once in so long.
_USE_SECONDS = 24 * 3600


class Reuse(StrEnum):
    """Whether stacks are taken from former runs."""

    OFF = "off"
    """All stacks are made, and none is kept: the library may not be all that decides about them."""
    RENEW = "renew"
    """All stacks are made, and kept."""
    ON = "on"
    """Stacks whose inputs are the same as in a former run are taken from it; the others are made, and kept."""


@dataclass(frozen=True)
class StackText:
    """A stack as the engine wrote it.

    Attributes:
        text: its `cdk.tf.json`.
        entry: its entry in the manifest, without its dependencies.
        version: the version of the engine in the manifest.
        breaks_empty_lists: whether the engine writes empty lists of the manifest on two lines.
    """

    text: bytes = field(repr=False)
    entry: Mapping[str, Any]
    version: str
    breaks_empty_lists: bool


class KeptStacks:
    """The folder of kept stacks. A stack that cannot be read or written there is synthesized, without an error.

    Args:
        folder: the folder; None keeps nothing.
    """

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder

    @property
    def is_empty(self) -> bool:
        """Whether it keeps nothing, so that every stack is made."""
        return self._folder is None or not self._folder.is_dir() or next(self._folder.iterdir(), None) is None

    def find(self, digest: str) -> StackText | None:
        """The stack that was kept under a digest; None if there is none, or it is damaged."""
        if self._folder is None:
            return None
        file = self._folder / f"{digest}{_ENDING}"
        try:
            found = _read(file.read_bytes())
            if time.time() - file.stat().st_mtime > _USE_SECONDS:
                os.utime(file)
        except FileNotFoundError:
            return None
        except (OSError, ValueError, KeyError, TypeError, zlib.error):
            with contextlib.suppress(OSError):
                file.unlink()
            return None
        return found

    def keep(self, stacks: Mapping[str, StackText]) -> None:
        """Keeps stacks by their digests, and removes what is old."""
        if self._folder is None or not stacks:
            return
        with contextlib.suppress(OSError):
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            for digest, stack in stacks.items():
                write_whole(self._folder / f"{digest}{_ENDING}", _data(stack), mode=0o600)
            _sweep(self._folder)


def of_environment() -> KeptStacks:
    """The kept stacks of the user, where `ADLZ_STACK_CACHE`, `ADLZ_CACHE_DIR` or the user's caches say.

    Not in a project, unlike other caches: a change of the project's files could otherwise replace what is checked.
    """
    given = os.environ.get(VARIABLE, "")
    if given == "off":
        return KeptStacks(None)
    if given:
        return KeptStacks(Path(given))
    return KeptStacks(next((folder / "stacks" for folder in private_folders()), None))


def _data(stack: StackText) -> bytes:
    about = {"entry": stack.entry, "version": stack.version, "breaks_empty_lists": stack.breaks_empty_lists}
    packed = zlib.compress(json.dumps(about).encode() + b"\n" + stack.text, 1)
    return hashlib.sha256(packed).digest() + packed


def _read(data: bytes) -> StackText:
    """A kept stack.

    Raises:
        ValueError: it is damaged.
    """
    packed = memoryview(data)[_DIGEST_BYTES:]
    if hashlib.sha256(packed).digest() != data[:_DIGEST_BYTES]:
        raise ValueError("damaged")
    about, _, text = zlib.decompress(packed).partition(b"\n")
    found = json.loads(about)
    return StackText(text, found["entry"], found["version"], found["breaks_empty_lists"])


def _sweep(folder: Path) -> None:
    """Removes what is old, and the oldest of too much."""
    files: list[tuple[float, int, str]] = []
    with os.scandir(folder) as entries:
        for entry in entries:
            # Another run may have removed it.
            with contextlib.suppress(OSError):
                found = entry.stat(follow_symlinks=False)
                files.append((found.st_mtime, found.st_size, entry.path))
    left, now = sum(size for _, size, _ in files), time.time()
    for used, size, path in sorted(files):
        half_written = Path(path).name.startswith(".") and now - used > _USE_SECONDS
        if now - used > _LONGEST_SECONDS or left > _LARGEST_BYTES or half_written:
            with contextlib.suppress(OSError):
                Path(path).unlink()
            left -= size
