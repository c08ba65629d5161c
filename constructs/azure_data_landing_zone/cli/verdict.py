"""The last line of a command that judges: whether it passed, and what needs attention."""

from __future__ import annotations

from .terminal import Console, print_line


def print_verdict(console: Console, text: str, *, passed: bool) -> None:
    """Prints the verdict.

    Args:
        console: where to print.
        text: what was judged, with counts.
        passed: whether the exit status is 0.
    """
    print_line(console, f"{'Passed' if passed else 'Failed'}: {text}", "bold green" if passed else "bold red")
