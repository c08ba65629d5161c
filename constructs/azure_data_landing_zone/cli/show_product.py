"""`adlz show product`: the pages of products in the terminal, as Markdown, as JSON, and as files."""

from __future__ import annotations

import dataclasses
import fnmatch
import json
from collections.abc import Sequence
from pathlib import Path

from ..config import Configuration
from ..output_folder import OutputError
from ..report.estate import Estate
from ..report.page import product_markdown
from ..report.product_page import Page, Section, product_page
from .files import write_new
from .stacks import current_stacks, written_stacks
from .tables import print_rows
from .terminal import Console, print_line


def pages(
    configuration: Configuration, patterns: Sequence[str], folder: Path | None, *, fresh: bool
) -> tuple[Page, ...]:
    """The pages of the products whose stacks fit.

    Args:
        configuration: a checked configuration.
        patterns: names of stacks, as shell patterns; empty for all products.
        folder: an output folder with the stacks. Default they are synthesized.
        fresh: whether all stacks are synthesized, whatever is kept of former runs.

    Raises:
        OutputError: no product's stack fits a pattern.
    """
    layouts = {layout.stack: layout for layout in configuration.products}
    for pattern in patterns:
        if not fnmatch.filter(layouts, pattern):
            raise OutputError(f"no product's stack is called {pattern}; these are {', '.join(layouts)}")
    chosen = [name for name in layouts if not patterns or any(fnmatch.fnmatchcase(name, one) for one in patterns)]
    documents = current_stacks(configuration, fresh=fresh) if folder is None else written_stacks(configuration, folder)
    estate = Estate(configuration, documents)
    return tuple(product_page(configuration, layouts[name], estate) for name in chosen)


def print_pages(console: Console, shown: Sequence[Page], form: str) -> None:
    """Prints pages.

    Args:
        console: where.
        shown: the pages.
        form: `text`, `markdown` or `json`.
    """
    if form == "json":
        text = json.dumps([dataclasses.asdict(page) for page in shown], indent=2)
        console.print(text, markup=False, highlight=False, soft_wrap=True)
    elif form == "markdown":
        console.print("\n".join(map(product_markdown, shown)).rstrip("\n"), soft_wrap=True)
    else:
        for number, page in enumerate(shown):
            if number:
                console.print()
            console.print(f"{page.title} in {page.environment}", style="bold", soft_wrap=True)
            if page.description:
                print_line(console, page.description)
            for section in page.sections:
                _print_section(console, section)


def _print_section(console: Console, section: Section) -> None:
    console.print(f"\n{section.title}", style="bold")
    for line in section.text:
        print_line(console, line)
    widest = max((len(label) for label in section.facts), default=0)
    for label, value in section.facts.items():
        console.print(f"{label + ':':<{widest + 2}}{value}", soft_wrap=True)
    if section.rows:
        print_rows(console, section.rows, as_json=False)
    for file in section.files:
        console.print(f"\n{file.name}", style="underline")
        console.print(_indented(file.text), soft_wrap=True)
    if section.commands:
        console.print()
        console.print(_indented(section.commands), soft_wrap=True)


def _indented(text: str) -> str:
    return "\n".join(f"  {line}".rstrip() for line in text.splitlines())


def write_pages(folder: Path, shown: Sequence[Page]) -> None:
    """Writes each page as `README.md` with its files, in a folder that is called like the stack.

    Args:
        folder: where; made if it is not there.
        shown: the pages.

    Raises:
        FilesExistError: one of the files exists; nothing is written then.
        OSError: the folder cannot be written.
    """
    files = {f"{page.stack}/README.md": product_markdown(page) for page in shown}
    for page in shown:
        files |= {f"{page.stack}/{name}": file.text for name, file in page.files.items()}
    write_new(folder, files)
