"""The `adlz` command."""

from __future__ import annotations

import gc
import os
import signal
import sys

__all__ = ["main"]

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

    # Before the rest is imported: that takes half a second, in which people press Ctrl-C, too.
    signal.signal(signal.SIGTERM, end)
    signal.signal(signal.SIGINT, end)
    try:
        from .app import app

        app()
    except BaseException:
        if not ended:
            raise
        if ended[0] == signal.SIGINT:
            sys.stderr.write("\nadlz: interrupted, nothing was changed\n")
        sys.stdout.flush()
        sys.stderr.flush()
        # Node is gone, and jsii would complain of that on the way out.
        os._exit(128 + ended[0])
