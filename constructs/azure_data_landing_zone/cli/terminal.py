"""Where commands write: results to standard output, all else to standard error; plain where there is no terminal."""

from __future__ import annotations

import sys
import textwrap
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

import rich.console
from rich.console import ConsoleOptions, RenderableType
from rich.segment import Segment

from ..characters import visible

#: Wide enough for every line of ours: what goes to a file or a pipe is not broken.
_ENDLESS = 10_000


class Console(rich.console.Console):
    """A console on which text controls nothing: escape sequences in it are shown, and not obeyed."""

    def render(self, renderable: RenderableType, options: ConsoleOptions | None = None) -> Iterable[Segment]:
        """The pieces that are written; colours are added later."""
        for piece in super().render(renderable, options):
            yield piece if piece.control else Segment(visible(piece.text), piece.style)


def out() -> Console:
    """Standard output. Colours only on a terminal, and not if `NO_COLOR` is set."""
    return Console(highlight=False, markup=False, width=None if sys.stdout.isatty() else _ENDLESS)


def err() -> Console:
    """Standard error, for messages and progress."""
    return Console(stderr=True, highlight=False, markup=False, soft_wrap=True)


def print_line(console: Console, text: str, style: str = "") -> None:
    """Prints a line that a terminal breaks between words, with a hanging indent; elsewhere it is not broken.

    A word that is longer than the screen is left to the terminal, which copies it in one piece.
    """
    if console.is_terminal:
        indent = " " * (len(text) - len(text.lstrip()) + 2)
        text = "\n".join(
            textwrap.wrap(text, console.width, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False)
        )
    console.print(text, style=style, markup=False, highlight=False, soft_wrap=True)


@contextmanager
def progress(what: str, total: int | None = None) -> Iterator[Callable[[str], None]]:
    """Shows that something goes on, on a terminal only.

    Args:
        what: what goes on, such as "Synthesizing".
        total: how many steps there are. Default unknown.

    Yields:
        A function to call with the name of each step that is done.
    """
    console = err()
    if not console.is_terminal or console.is_dumb_terminal:
        yield lambda _: None
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    steps = (BarColumn(bar_width=24), MofNCompleteColumn()) if total else ()
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        *steps,
        TimeElapsedColumn(),
        TextColumn("{task.fields[last]}"),
    )
    with Progress(*columns, console=console, transient=True) as shown:
        task = shown.add_task(what, total=total, last="")

        def step(name: str) -> None:
            shown.update(task, advance=1, last=name)

        yield step
