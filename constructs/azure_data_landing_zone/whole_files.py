"""Files that are written as a whole: a reader finds the former content or the new one, and nothing between."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path


def write_whole(file: Path, content: str | bytes, *, mode: int = 0o644) -> None:
    """Writes a file in a folder that exists.

    Args:
        file: the file.
        content: text, which is written as UTF-8 with its line ends, or bytes.
        mode: its permissions.

    Raises:
        OSError: it cannot be written; the former file stays.
    """
    handle, scratch = tempfile.mkstemp(prefix=f".{file.name}.", dir=file.parent)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content.encode() if isinstance(content, str) else content)
        Path(scratch).chmod(mode)
        Path(scratch).replace(file)
    except BaseException:
        Path(scratch).unlink(missing_ok=True)
        raise
