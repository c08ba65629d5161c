"""The `adlz` command."""

from __future__ import annotations

import gc
import os
import signal
import sys
import traceback
from pathlib import Path

from ..engine import selection

__all__ = ["main"]

#: Set, it makes errors of the library itself end in their whole trace.
TRACE = "ADLZ_TRACEBACK"
#: So many more objects than before start a collection; Python's default is 700.
_ALLOCATIONS = 200_000


def main() -> None:
    """Runs the command line; Ctrl-C and a request to end leave nothing half-written behind."""
    # Most commands end before a collection pays: what they allocate are modules and models, which stay.
    gc.set_threshold(_ALLOCATIONS)
    ended: list[int] = []

    def end(number: int, _: object) -> None:
        from ..engine import node

        ended.append(number)
        node.kill()
        raise SystemExit(128 + number)

    selection.alone.set(True)
    # Looking for plugins of pydantic reads the metadata of all installed packages.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    # Before the rest is imported: that takes half a second, in which people press Ctrl-C, too.
    signal.signal(signal.SIGTERM, end)
    signal.signal(signal.SIGINT, end)
    _open_closed_streams()
    if TRACE not in os.environ:
        # Destructors, such as that of jsii, would add to what is said.
        sys.unraisablehook = lambda _: None
    try:
        from .app import app

        try:
            app()
        finally:
            sys.stdout.flush()
    except BaseException as error:
        if ended:
            if ended[0] == signal.SIGINT:
                sys.stderr.write(f"\nadlz: interrupted{_changed()}\n")
            # Node is gone, and jsii would complain of that on the way out.
            _end(128 + ended[0])
        if isinstance(error, Exception) and TRACE not in os.environ:
            sys.stderr.write(f"adlz: {_in_words(error)}\n")
            _end(1)
        raise


def _open_closed_streams() -> None:
    """Gives a process that was started with closed streams others, on which nothing is seen."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115  (until the end)


def _end(status: int) -> None:
    """Ends at once, so that neither destructors nor a full disk add to what was said."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError):
            continue
    os._exit(status)


def _changed() -> str:
    from .files import written

    if not (paths := written.get()):
        return ", nothing was changed"
    return f" after these were written: {', '.join(path.as_posix() for path in paths)}"


def _in_words(error: Exception) -> str:
    """An error that no command expects: of the streams of the process, or of the library itself."""
    if isinstance(error, OSError) and error.filename is None:
        return f"the output cannot be written: {(error.strerror or str(error)).lower()}"
    last = traceback.extract_tb(error.__traceback__)[-1]
    return (
        f"error in the library, not in your configuration: {type(error).__name__} in {Path(last.filename).name}, line "
        f"{last.lineno}. Set {TRACE}=1 for the whole trace, and report it with the command that you ran"
    )
