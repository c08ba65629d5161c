"""Writing files all or nothing, and never over what is there."""

from __future__ import annotations

from collections.abc import Mapping
from contextvars import ContextVar
from pathlib import Path

from ..errors import AdlzError
from ..whole_files import write_whole


class FilesExistError(AdlzError):
    """Files that were to be written exist already.

    Attributes:
        files: those that exist.
    """

    def __init__(self, files: list[Path]) -> None:
        self.files = files
        others = f" and {len(files) - 1} more of the files are" if len(files) > 1 else " is"
        super().__init__(f"nothing was written: {files[0].as_posix()}{others} there already")


#: The files and folders that the running command has written.
written: ContextVar[tuple[Path, ...]] = ContextVar("written", default=())


def record(path: Path) -> None:
    """Notes that the running command has written to a file or folder: the message after Ctrl-C names it."""
    written.set((*written.get(), path))


def write_new(folder: Path, files: Mapping[str, str]) -> None:
    """Writes files that do not exist yet; if it fails or is interrupted, none of them, and no folder, stays behind.

    Args:
        folder: where; made if it is not there.
        files: text by path below the folder.

    Raises:
        FilesExistError: one of them exists.
        OSError: the folder cannot be written.
    """
    targets = {folder / name: text for name, text in files.items()}
    if found := [path for path in targets if path.exists() or path.is_symlink()]:
        raise FilesExistError(found)
    folders = sorted({parent for path in targets for parent in path.parents if not parent.exists()})
    created: list[Path] = []
    try:
        for missing in folders:
            missing.mkdir()
            created.append(missing)
        for path, text in targets.items():
            # Exclusive: what somebody else writes at the same moment is not overwritten.
            with path.open("x", encoding="utf-8") as file:
                created.append(path)
                file.write(text)
    except BaseException as error:
        for path in reversed(created):
            if path.is_dir():
                path.rmdir()
            else:
                path.unlink(missing_ok=True)
        if isinstance(error, FileExistsError):
            raise FilesExistError([Path(error.filename)]) from error
        raise
    for path in targets:
        record(path)


def replace_text(path: Path, text: str) -> None:
    """Writes a file at once: whoever reads it finds the former or the new text, and nothing between.

    Raises:
        OSError: it cannot be written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, text)
    record(path)
