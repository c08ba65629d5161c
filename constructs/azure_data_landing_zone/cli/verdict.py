"""The last line of a command that judges: whether it passed, and what needs attention."""

from __future__ import annotations

from rich.console import Console


def print_verdict(console: Console, text: str, *, passed: bool) -> None:
    """Prints the verdict.

    Args:
        console: where to print.
        text: what was judged, with counts.
        passed: whether the exit status is 0.
    """
    style = "bold green" if passed else "bold red"
    console.print(
        f"{'Passed' if passed else 'Failed'}: {text}", style=style, markup=False, highlight=False, soft_wrap=True
    )
