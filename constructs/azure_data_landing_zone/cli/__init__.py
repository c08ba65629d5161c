"""The `adlz` command."""

from __future__ import annotations

import signal
import sys

__all__ = ["main"]


def main() -> None:
    """Runs the command line; Ctrl-C and a request to end leave nothing half-written behind."""

    def end(number: int, _: object) -> None:
        raise SystemExit(128 + number)

    # Before the rest is imported: that takes half a second, in which people press Ctrl-C, too.
    signal.signal(signal.SIGTERM, end)
    signal.signal(signal.SIGINT, end)
    try:
        from .app import app

        app()
    except SystemExit as ended:
        if ended.code == 128 + signal.SIGINT:
            sys.stderr.write("\nadlz: interrupted, nothing was changed\n")
        raise
