"""`adlz docs`."""

from __future__ import annotations

import os
import sys
from typing import Annotated

import typer

from .common import failure
from .completion import page_names
from .terminal import out


def docs(
    page: Annotated[
        str | None,
        typer.Argument(
            help="Name of a page, such as networking, or of one of its sections, such as networking#private-dns.",
            metavar="[PAGE[#SECTION]]",
            autocompletion=page_names,
        ),
    ] = None,
    list_: Annotated[bool, typer.Option("--list", help="List the pages with their titles.")] = False,
) -> None:
    """Show a page of the documentation in the terminal. Without PAGE, list the pages.

    The pages belong to the installed version and are available offline. If the output is not a terminal, the Markdown
    source is printed.

    \b
    adlz docs
    adlz docs networking
    adlz docs reference/configuration
    """  # noqa: D301  (the paragraph mark of the help is a control character)
    from ..config.reading.explain import nearest
    from . import pages

    try:
        if page is None or list_:
            _list()
            return
        name, _, anchor = page.partition("#")
        page_ = pages.page(name)
        text = pages.section(page_, anchor) if anchor else page_.text
    except pages.PageError as error:
        hint = nearest((page or "").rpartition("#")[2], error.allowed) or "."
        raise failure(f"{error}{hint} `adlz docs {error.where}` shows what there is", 2) from None
    except OSError as error:
        raise failure(error) from None
    if not sys.stdout.isatty():
        typer.echo(text.rstrip())
        return
    from rich.markdown import Markdown

    console = out()
    # As git does it: `less` shows colours, and ends at once if the page fits.
    os.environ.setdefault("LESS", "FRX")
    with console.pager(styles=True, links=False):
        console.print(Markdown(pages.for_terminal(page_, text), hyperlinks=False))


def _list() -> None:
    from . import pages

    all_pages = [pages.page(name) for name in pages.names()]
    width = max(len(one.name) for one in all_pages)
    console = out()
    for one in all_pages:
        console.print(f"{one.name:<{width}}  {one.title}", soft_wrap=True)
